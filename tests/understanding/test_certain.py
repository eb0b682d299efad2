"""New text is taken whole and alone, or the order is refused: ``tests/cases/new_text.yaml``."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from engross import read_amendment

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "new_text.yaml").read_text(encoding="utf-8"))
HEAD = 'FIRST AMENDMENT\n\nThe Lease Agreement (the "Agreement") is amended as follows:\n\n'


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_new_text_is_whole_or_refused(case):
    """Every word of it and none of the paper's own; else nothing is ordered and the reason is told."""
    reading = read_amendment(HEAD + case["paper"])
    sentence = reading.instructions[0]
    if "refused" in case:
        assert (sentence.operations, {each.code for each in sentence.problems}) == ((), {case["refused"]})
        return
    assert [operation.text for operation in sentence.operations] == [case["text"]]
    for operation in reading.instrument("lease").instructions[0].operations:
        said = [each.text for clause in operation.provisions for each in clause.walk()]
        assert not any(words.count('"') % 2 for words in said)
