"""The lint of a project's packet: its own settings are heard, and an error of it is one."""

from __future__ import annotations

import shutil

import pytest

from engross.amending.consolidate import consolidate
from engross.linting.packet import packet_findings
from engross.problems import InputError
from engross.reading.project import read_project


@pytest.fixture
def own(root, tmp_path):
    for name in ("plan_text", "amendments", "templates", "grants"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "engross.yaml", tmp_path)
    return tmp_path


def found(folder):
    project = read_project(folder)
    return packet_findings(project, consolidate(project.plan, project.instruments))


def test_what_a_lawyer_lets_stand_with_a_reason_is_not_told_again(own):
    assert any(each.code == "D02" and each.quote == "Eligible Director" for each in found(own))
    (own / "lint.yaml").write_text(
        "engross: lint/1\nignore:\n  - {code: D02, quote: Eligible Director, reason: kept for the next restatement}\n",
        encoding="utf-8",
    )
    assert not any(each.code == "D02" and each.quote == "Eligible Director" for each in found(own))


def test_a_project_may_take_a_check_more_gravely(own):
    (own / "lint.yaml").write_text("engross: lint/1\nseverity: {S03: error}\n", encoding="utf-8")
    assert {each.severity for each in found(own) if each.code == "S03"} == {"error"}


def test_a_check_that_does_not_exist_is_refused_with_its_line(own):
    (own / "lint.yaml").write_text("engross: lint/1\nignore:\n  - {code: D2, reason: x}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"lint\.yaml:3"):
        found(own)
