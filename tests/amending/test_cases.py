"""The cases a drafter can read: every rule and trap of amending, refusals included."""

from __future__ import annotations

import pytest

from cases.amending.runner import every, faults

CASES = every()


@pytest.mark.parametrize(
    ("texts", "case"), [pytest.param(texts, case, id=f"{name}: {case['case']}") for name, texts, case in CASES]
)
def test_case(texts, case):
    assert faults(texts, case) == []


def test_there_are_enough_cases_and_each_has_its_own_name():
    names = [(name, case["case"]) for name, _, case in CASES]
    assert len(set(names)) == len(names) >= 250
