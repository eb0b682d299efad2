"""The closing checklist: every line with what the checks found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engross.granting.check import check
from engross.granting.checklist import checklist
from engross.granting.explain import explain_rule
from engross.granting.ledger import keep
from engross.granting.report import lines, missing, row
from engross.granting.results import Result
from engross.granting.rules import VOCABULARY
from engross.granting.shelf import take_down, with_files
from engross.problems import InputError, Source
from engross.reading.project import read_project


@pytest.fixture(scope="module")
def shelf(root):
    return take_down(read_project(root))


@pytest.fixture(scope="module")
def results(shelf):
    return check(shelf.grants, shelf.plan)


def items(shelf, results, **more):
    grant = shelf.grant("NSO-0003")
    return {item.asks: item for item in checklist(grant, results, shelf.plan, **more)}


def test_every_line_stands_as_its_checks_do(shelf, results):
    found = items(shelf, results)
    assert len(found) == 24
    assert found["Final exercise date"].state == "warned"
    assert found["Final exercise date"].found.startswith("2014-02-28; ")
    assert found["Price as the evidence tells, exact"].state == "open"
    assert "not known: the reported sales price of 2004-02-27" in found["Price as the evidence tells, exact"].found
    assert found["Vesting as in the record"].state == "done"
    assert found["Word and PDF copies say the same"].state == "by hand"
    assert found["Name of the plan the same in agreement, acceptance, plan and amendments"].state == "warned"


def test_what_the_makers_proved_is_told_and_what_they_found_wrong_fails(shelf, results):
    proved = {"read back": (True, "equal, word for word"), "pages": (False, "page 3 has no number")}
    found = items(shelf, results, proved=proved)
    assert found["Word and PDF copies say the same"].state == "done"
    assert found["Word and PDF copies say the same"].found == "equal, word for word"
    assert found["Pages numbered x of y, the same mark on every page"].state == "failed"


def test_an_error_fails_its_line(shelf, results):
    worse = [replace(result, severity="error") for result in results]
    assert items(shelf, worse)["Final exercise date"].state == "failed"


def test_the_reserve_after_the_grant_is_told(shelf, results):
    ledger = keep(shelf.grants, 800_000, as_of=date(2006, 1, 1))
    grant = shelf.grant("NSO-0002")
    found = {item.asks: item for item in checklist(grant, results, shelf.plan, ledger=ledger)}
    line = found["Reserve after this grant"]
    assert (line.state, line.found) == ("done", "772,500 of 800,000 shares available after it")


def test_no_line_is_done_without_a_check(shelf):
    assert "done" not in {item.state for item in checklist(shelf.grants[0], [], shelf.plan)}


def test_results_of_other_grants_are_passed_over(shelf, results):
    others = [replace(result, grant="X") for result in results if result.grant]
    assert "done" not in {item.state for item in checklist(shelf.grants[0], others, shelf.plan)}


# What the same results say in rows and lines


def test_failures_come_first_then_what_is_missing_then_the_count(results):
    told = list(lines(results))
    assert told[0] == "the plan and its forms"
    assert "NSO-0003" in told
    wanting = told.index("cannot be checked for want of")
    assert told[wanting + 1].startswith("  ?        G05, G06  adopted (NSO-0001, NSO-0002, NSO-0003): the documents do")
    assert told[-1] == f"3 grants: {sum(r.outcome == 'pass' for r in results)} kept, 2 failed, 16 cannot be checked"


def test_with_everything_told_each_result_has_a_line(results):
    told = list(lines(results, everything=True))
    assert sum(line.startswith("  pass ") for line in told) == sum(r.outcome == "pass" for r in results)
    assert sum(line.startswith("  ? ") for line in told) == sum(r.outcome == "cannot be checked" for r in results)


def test_a_row_holds_place_and_outcome():
    place = {"place": "exercise_price", "source": Source(file="a.yaml", line=3, column=5)}
    result = Result(code="G20", outcome="fail", what="too low", grant="A", section="5(b)", day=date(2005, 3, 1),
                    remedy="raise it", **place)  # fmt: skip
    assert row(result) == {
        "code": "G20", "outcome": "fail", "severity": "error", "grant": "A", "section": "5(b)", "clause": None,
        "day": "2005-03-01", "what": "too low", "remedy": "raise it", "field": "exercise_price", "missing": [],
        "file": "a.yaml", "line": 3, "column": 5,
    }  # fmt: skip
    assert str(result.problem()).startswith("a.yaml:3:5: error G20: A: Section 5(b): too low")


def test_what_cannot_be_checked_is_information_that_names_what_is_wanted():
    result = Result(code="G05", outcome="cannot be checked", what="adopted: nobody knows", missing=("adopted",))
    assert str(result.problem()) == "info G05: cannot be checked: adopted: nobody knows\nhelp: supply adopted"
    assert missing([result]) == {"adopted": (("G05",), (), "nobody knows")}


# A rule in words


def test_a_rule_is_told_with_its_clause_as_it_stood(shelf):
    told = explain_rule("g33", shelf.plan, day=date(2005, 2, 2))
    assert (told.section, told.why_gone) == ("5(d)(iii)(ii)", "")
    assert told.words.startswith("(ii) by delivery of a promissory note")
    gone = explain_rule("G33", shelf.plan)
    assert gone.why_gone == "removed by Amendment No. 1 (February 3, 2005); until then it read"
    assert gone.words == told.words


def test_a_rule_read_off_a_form_is_told_from_the_form(shelf):
    told = explain_rule("G28", shelf.plan)
    assert told.section == "agreement 3(a)"
    assert "received by the Company at its principal office" in " ".join(told.words.split())


def test_a_rule_tells_the_facts_it_looks_at(shelf):
    assert explain_rule("G24", shelf.plan).facts == (
        ("stockholder_approval", "missing: the documents do not tell when the stockholders approved the Plan"),
    )
    assert explain_rule("G20", shelf.plan).facts == (("par", "0.01 USD"),)


def test_every_rule_of_the_plan_can_be_told_and_no_other(shelf):
    for rule in shelf.plan.pack.rules:
        told = explain_rule(rule.code, shelf.plan)
        assert told.words, rule
        assert told.asks == VOCABULARY[rule.rule].asks
        assert str(told).startswith(rule.code)
    assert explain_rule("G99", shelf.plan) is None


# What a project holds


def test_a_record_that_is_not_in_the_project_stands_beside_its_grants(root, tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text("engross: grant/1\ncustom_id: NSO-0003\nquantity: 7\n", encoding="utf-8")
    shelf, asked = with_files(read_project(root), ["NSO-0001", str(path)])
    assert asked == ("NSO-0001", "NSO-0003")
    assert shelf.grant("NSO-0003").quantity == 7
    assert len(shelf.grants) == 3


def test_a_grant_that_is_not_there_is_told_the_nearest(root, shelf):
    with pytest.raises(InputError, match="NSO-0003"):
        shelf.grant("NSO-003")
    with pytest.raises(InputError, match="the project has no grant X"):
        with_files(read_project(root), ["X"])


def test_a_grant_of_another_plan_is_refused_for_the_reserve_is_not_its(root, tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text("engross: grant/1\ncustom_id: N\nplan: another\n", encoding="utf-8")
    with pytest.raises(InputError, match="N is granted under another"):
        with_files(read_project(root), [str(path)])
    with pytest.raises(InputError, match="N is granted under another"):
        take_down(replace(read_project(root), grants=(path,)))


def test_a_project_without_rules_or_with_those_of_another_plan_is_refused(root, tmp_path):
    project = read_project(root)
    with pytest.raises(InputError, match="names no file of rules"):
        take_down(replace(project, rules=None))
    other = tmp_path / "rules.yaml"
    other.write_text("engross: plan-pack/1\nplan: another\n", encoding="utf-8")
    with pytest.raises(InputError, match="these are the rules of another"):
        take_down(replace(project, rules=other))


def test_the_projects_own_policy_goes_before_the_packs(root):
    assert take_down(replace(read_project(root), leap_day="mar1")).plan.pack.leap_day == "mar1"


def test_the_faults_of_rules_and_records_are_told_together(root, tmp_path):
    rules, grant = tmp_path / "rules.yaml", tmp_path / "g.yaml"
    rules.write_text("engross: plan-pack/1\nplan: plan\nrules: [{code: G1, rule: nothing}]\n", encoding="utf-8")
    grant.write_text("engross: grant/1\ncustom_id: A B\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        take_down(replace(read_project(root), rules=rules, grants=(grant,)))
    assert [problem.code for problem in refused.value.problems] == ["E024", "E105"]
