"""The phrases of drafting manuals, as cases a lawyer can read and add to: ``tests/cases/phrasings``."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from engross.instruments.interchange import from_json, to_json
from engross.understanding.instruction import understand

FOLDER = Path(__file__).parent.parent / "cases" / "phrasings"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['sentence'][:70]}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_a_phrase_is_read_as_its_case_says(case):
    """Sentence, new text and context give the operations, or the refusal, that the case names."""
    understood = understand(case["sentence"], case.get("new text"), case.get("under"))
    if "refused" in case:
        assert understood.operations == ()
        assert any(case["refused"] in problem.what for problem in understood.problems)
    else:
        assert [to_json(op) for op in understood.operations] == [to_json(from_json(op)) for op in case["reads"]]


def test_the_catalogue_is_there():
    """A runner that finds no cases proves nothing."""
    assert len(CASES) > 80
