"""The public face: what it offers, that each verb says what it does, and that nothing heavy loads early."""

from __future__ import annotations

import subprocess
import sys

import pytest

import engross


@pytest.mark.parametrize("name", [name for name in engross.__all__ if name != "__version__"])
def test_every_verb_is_a_function_that_says_what_it_does(name):
    verb = getattr(engross, name)
    assert callable(verb)
    assert (verb.__doc__ or "").strip().endswith(".") or "Args:" in verb.__doc__
    assert name in dir(engross)


def test_what_is_not_offered_is_not_there():
    with pytest.raises(AttributeError, match="merge"):
        engross.merge  # noqa: B018 - the look-up is the test


def test_importing_the_face_loads_none_of_the_rooms():
    probe = "import sys, engross; print(*[name for name in sys.modules if name.startswith('engross.')])"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == []


def test_the_worked_example_in_four_lines(root):
    project = engross.read_project(root)
    plan = engross.consolidate(project.plan, project.instruments)
    literal = engross.amend(project.plan, project.instruments[0], editorial=False)
    assert "prior to such delivery, or (ii) by payment of" in " ".join(engross.render(plan, "text").split())
    assert "prior to such delivery, (ii) by payment of" in " ".join(engross.render(literal, "text").split())
