"""The lint, on cases a lawyer can read, and what may silence it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from engross.linting.catalogue import CHECKS
from engross.linting.lint import Ignore, lint, unanswered
from engross.linting.sarif import sarif
from engross.problems import InputError
from engross.reading.plain import read_text

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "lint.yaml").read_text(encoding="utf-8"))
PLAIN = '1. Terms. Each director (an "Eligible Director") may act within ten (11) days.'


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_lint_speaks_where_a_careful_reader_would(case):
    found = lint([read_text(case["text"])])
    assert sorted({each.code for each in found}) == sorted(case["finds"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_it_quotes_stands_in_the_text(case):
    text = read_text(case["text"])
    said = " ".join(case["text"].split())
    for each in lint([text]):
        assert all(part in said for part in each.quote.split(" / ")) or each.code in ("N04", "V03")


def test_a_term_of_the_plan_used_in_the_form_needs_its_meaning():
    plan = read_text(
        '1. Options. A right to buy (an "Option") is granted. Each Option ends. The Option is a right.', id="p"
    )
    form = read_text("1. Exercise. Each Option is exercised in writing.", id="f")
    assert [each.code for each in lint([plan, form])] == ["D12"]


def test_a_finding_is_let_stand_only_for_a_reason():
    found = lint([read_text(PLAIN)])
    assert {each.code for each in found} == {"D02", "M01"}
    left = unanswered(found, [Ignore(code="D02", reason="kept for the next plan")])
    assert {each.code for each in left} == {"M01"}
    with pytest.raises(InputError, match="gives no reason"):
        unanswered(found, [Ignore(code="D02", reason=" ")])


def test_a_baseline_hides_what_was_known_and_nothing_else():
    found = lint([read_text(PLAIN)])
    assert unanswered(found, baseline=frozenset({found[0].fingerprint})) == found[1:]


def test_an_unknown_check_is_refused_by_name():
    with pytest.raises(InputError, match="there is no check Q99"):
        lint([], also=["Q99"])


def test_style_speaks_only_when_asked():
    text = read_text("1. Term. The parties hereby agree.")
    assert lint([text], level="info") == ()
    assert [each.code for each in lint([text], also=["W01"])] == ["W01"]


def test_sarif_carries_every_finding_with_its_rule():
    found = lint([read_text(PLAIN)])
    log = json.loads(json.dumps(sarif(found)))
    run = log["runs"][0]
    assert [each["ruleId"] for each in run["results"]] == [each.code for each in found]
    assert {each["id"] for each in run["tool"]["driver"]["rules"]} <= set(CHECKS)
