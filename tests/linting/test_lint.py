"""The lint, on cases a lawyer can read, and what may silence it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from engross.linting.catalogue import CHECKS
from engross.linting.lint import Ignore, lint, unanswered
from engross.linting.sarif import sarif
from engross.problems import InputError
from engross.reading.kinds import read_instrument, read_text_yaml
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


GROUPS = {
    "a term nothing defines: Option Agreement": ("D01", "plan", "Option Agreement"),
    "a term nothing defines: Effective Date": ("D01", "plan", "Effective Date"),
    "the acceptance names the plan otherwise": ("A02", "acceptance", "Art Technology Group, Inc. 1999 Outside"),
    "the amendment names the plan otherwise": ("A02", "amendment-1", "Amended and Restated Outside Director"),
    "defined and never used: Eligible Director": ("D02", "plan", "Eligible Director"),
    "defined and never used: Fair Market Value": ("D02", "plan", "Fair Market Value"),
    "defined and never used: Code": ("D02", "agreement", "Code"),
    "the term in lower case": ("D07", "plan", "fair market value"),
    "the long form after the short": ("D08", "plan", "Board of Directors"),
    "Option used in the agreement, defined in the plan": ("D12", "agreement", "Option"),
    "date of grant beside Grant Date": ("D14", "agreement", "date of grant"),
    "Participant given two meanings": ("D04", "agreement", "Participant"),
    "vestige: automatic grants": ("V02", "plan", "automatic grants"),
    "vestige: delegation": ("V02", "plan", "Delegation"),
    "vestige: a designated beneficiary": ("V02", "plan", "beneficiary designated"),
    "vestige: authorized transferees": ("V02", "plan", "authorized transferees"),
    "vestige: cumulative vesting": ("V02", "agreement", "shall be cumulative"),
    "periods in two forms": ("M02", "plan", "one year"),
    "ten (10) days notice": ("Y03", "plan", "(10) days notice"),
    "numbers within numbers": ("X09", "plan", "(i)"),
    "printed d., cited (d)": ("X07", "plan", "a."),
    "on and after the same day": ("T09", "agreement", "expire upon, and will not be exercisable after"),
    "the agreement's own Section 3": ("X02", "agreement", "Section 3 hereof"),
    "no date on the acceptance": ("S03", "acceptance", "PARTICIPANT:"),
    "vesting stated twice": ("V03", "agreement", "when the right vests"),
    "the term stated in several places": ("V03", "agreement", "when the right ends"),
}


@pytest.fixture(scope="module")
def own(root):
    files = ("plan_text/plan.yaml", "templates/agreement.yaml", "templates/acceptance.yaml")
    texts = [read_text_yaml(root / file) for file in files]
    return lint([*texts, read_instrument(root / "amendments" / "amendment-1.yaml").text], level="info")


@pytest.mark.parametrize("defect", GROUPS)
def test_every_known_defect_of_the_plan_and_its_forms_is_found(own, defect):
    code, text, quote = GROUPS[defect]
    assert any(each.code == code and each.text_id == text and each.quote.startswith(quote) for each in own)


def test_the_references_to_the_internal_revenue_code_are_not_called_broken(own):
    assert not [each for each in own if each.code == "X01" or "422" in each.quote]


def test_nothing_else_is_said_of_them(own, golden):
    golden(
        "lint_own_documents.txt",
        "".join(f"{e.code} {e.text_id} {e.place or '-'} | {e.quote} | {e.what}\n" for e in own),
    )


def test_an_amendment_may_cite_what_it_deletes():
    before = read_text("1. Pay. As follows: (a) in cash, (b) by note, or (c) by check.", id="p")
    after = read_text("1. Pay. As follows: (a) in cash, or (b) by check.", id="p")
    made = replace(read_text("1. Section 1(c) is deleted.", id="a"), kind="amendment")
    assert [each.code for each in lint([after, made])] == ["X01"]
    assert lint([after, made], former=[before]) == ()


def test_the_catalogue_lists_no_check_that_is_not_made(root):
    rooms = (root / "src" / "engross" / "linting").glob("*.py")
    written = "".join(room.read_text(encoding="utf-8") for room in rooms if room.name != "catalogue.py")
    assert [code for code in CHECKS if f'"{code}"' not in written] == []
