"""Grants held against their plan: every expected answer is a case in YAML, a second plan brings rules of its own."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.clause import Clause, Dated, Text
from engross.granting.check import Asking, check, plan_of, stopping
from engross.granting.pack_grammar import PACK_KIND, parse_pack, read_pack
from engross.granting.record import Event, Grant, Money, Participant, PriceBasis
from engross.granting.records import parse_grant
from engross.granting.rules import VOCABULARY
from engross.instruments.instrument import Effect, Instrument
from engross.instruments.operations import Delete, Instruction, Target
from engross.reading.kinds import read_instrument, read_text_yaml

CASES = Path(__file__).parent / "cases"
SECOND = Path(__file__).parent / "second_plan"


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only


POLICIES = ("leap_day", "expiry_basis")
SOUND = load(CASES / "sound.yaml")


def over(base, change):
    """Return a mapping with changes laid over it; a field changed to null is taken out."""
    out = deepcopy(base)
    for key, value in change.items():
        if value in ("null", None):
            out.pop(key, None)
        elif isinstance(value, dict):
            out[key] = over(out.get(key, {}), value)
        else:
            out[key] = value
    return out


def grant_of(change, base):
    return parse_grant(yaml.safe_dump({"engross": "grant/1", **over(base, change)}))


@pytest.fixture(scope="module")
def papers(root):
    forms = [read_text_yaml(root / "templates" / f"{name}.yaml") for name in ("agreement", "acceptance")]
    return (
        read_text_yaml(root / "plan_text" / "plan.yaml"),
        [read_instrument(root / "amendments" / "amendment-1.yaml")],
        forms,
        load(root / "plan_text" / "rules.yaml"),
    )


def with_payment_clause(form):
    clause = Clause(id="payment-terms", label="6.", text="Payment may be made in any form the Board has permitted.")
    return replace(form, root=replace(form.root, children=(*form.root.children, clause)))


def pack_of(declared, case):
    """Return the pack of the plan with what the case takes as known."""
    facts = {fact["name"]: fact for fact in [*declared["facts"], *SOUND["facts"], *case.get("facts", [])]}
    prices = case.get("prices", SOUND["prices"])
    changed = {
        **declared,
        "facts": list(facts.values()),
        "prices": [{"date": day, "amount": amount} for day, amount in prices.items()],
        **{
            key: case[key]
            for key in ("endings", "adjustments", "suspensions", "leap_day", "expiry_basis")
            if key in case
        },
    }
    if case.get("form"):
        changed["rules"] = [
            {**rule, "clauses": ["payment-terms"]} if rule["code"] == "G36" else rule for rule in declared["rules"]
        ]
    return parse_pack(yaml.safe_dump(changed))


def told(result):
    name = result.severity if result.outcome == "fail" else result.outcome
    return f"{result.code} {name}: {result.what}"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["says"]) for case in load(CASES / "rules.yaml")])
def test_rule(case, papers):
    text, instruments, (agreement, acceptance), declared = papers
    agreement = with_payment_clause(agreement) if case.get("form") else agreement
    plan = plan_of(text, pack_of(declared, case), instruments=instruments, forms=[agreement, acceptance])
    grants = [grant_of(change, {}) for change in case.get("before", [])]
    grant = grant_of(case.get("grant", {}), SOUND["grant"])
    results = [result for result in check([*grants, grant], plan) if result.grant == grant.custom_id]
    sparing = Asking.of([*grants, grant], plan).stops(grant)
    assert sparing == stopping(results).get(grant.custom_id, ())
    found = [f"{told(result)} | {result.remedy}" for result in results if result.outcome != "pass"]
    assert [line.partition(":")[0] for line in found] == [line.partition(":")[0] for line in case["findings"]], found
    for line, wanted in zip(found, case["findings"], strict=True):
        assert wanted.partition(": ")[2] in line
    passes = [told(result).replace(" pass:", ":") for result in results if result.outcome == "pass"]
    for wanted in case.get("passes", []):
        code, _, words = wanted.partition(": ")
        assert any(line.startswith(f"{code}: ") and words in line for line in passes), passes
    for code, section in case.get("sections", {}).items():
        assert section in {result.section for result in results if result.code == code}


def test_a_rule_that_does_not_concern_a_grant_says_nothing(papers):
    text, instruments, forms, declared = papers
    plan = plan_of(text, pack_of(declared, {}), instruments=instruments, forms=forms)
    found = [int(result.code[1:]) for result in check([grant_of({}, SOUND["grant"])], plan) if result.grant]
    assert found == [*range(1, 11), 16, 17, 20, 21, 22, 23, 24, 26, 27, 30, 31, 37, 38, 40, 41]


def test_every_result_names_its_clause_by_the_label_of_its_day_and_its_line(papers, root):
    text, instruments, forms, declared = papers
    plan = plan_of(text, pack_of(declared, {}), instruments=instruments, forms=forms)
    grant = parse_grant((root / "grants" / "NSO-0003.yaml").read_text(encoding="utf-8"), "grants/NSO-0003.yaml")
    for result in check([grant], plan):
        assert result.section or result.code in ("G39", "G41"), result
        assert result.outcome == "pass" or result.missing or result.remedy, result
        if result.outcome == "fail" and result.grant:
            assert str(result.source).startswith("grants/NSO-0003.yaml:"), result


def test_the_plan_as_it_came_says_what_it_does_not_know(papers, root):
    text, instruments, forms, _ = papers
    plan = plan_of(text, read_pack(root / "plan_text" / "rules.yaml"), instruments=instruments, forms=forms)
    results = check([grant_of({}, SOUND["grant"])], plan)
    unknown = {result.code: result.missing for result in results if result.outcome == "cannot be checked"}
    assert unknown == {
        "G05": ("adopted",),
        "G06": ("adopted", "restated"),
        "G07": ("suspensions",),
        "G16": ("the reported sales price of 2005-03-01",),
        "G24": ("stockholder_approval",),
    }


def test_errors_stop_a_packet_and_nothing_else_does(papers):
    text, instruments, forms, declared = papers
    plan = plan_of(text, pack_of(declared, {}), instruments=instruments, forms=forms)
    late = grant_of({"custom_id": "LATE", "board_approval_date": "2005-03-02"}, SOUND["grant"])
    warned = grant_of({"custom_id": "WARNED", "board_approval_date": "2005-02-28"}, SOUND["grant"])
    unknown = grant_of({"custom_id": "OPEN", "board_approval_date": None}, SOUND["grant"])
    stopped = stopping(check([late, warned, unknown], plan))
    assert {name: [problem.code for problem in problems] for name, problems in stopped.items()} == {"LATE": ["G04"]}


def test_the_plan_itself_is_looked_at_once(papers, root):
    text, instruments, forms, _ = papers
    plan = plan_of(text, read_pack(root / "plan_text" / "rules.yaml"), instruments=instruments, forms=forms)
    name = "Amended and Restated 1999 Outside Director Stock Option Plan"
    assert [told(result) for result in check([], plan) if result.outcome != "pass"] == [
        f"G39 warning: the acceptance does not name the plan in full, “{name}”"
    ]


def test_an_amendment_of_another_body_or_clause_or_without_a_day_is_found(papers):
    text, (amendment,), forms, declared = papers
    pack = pack_of(declared, {})

    def of(changed):
        found = check([], plan_of(text, pack, instruments=[changed], forms=forms))
        return [told(result) for result in found if result.code == "G44"]

    assert of(replace(amendment, approved=replace(amendment.approved, source="Chief Executive Officer"))) == [
        "G44 error: Amendment No. 1 was approved by Chief Executive Officer"
    ]
    assert of(replace(amendment, authority="7(e)")) == ["G44 error: Amendment No. 1 is made under 7(e)"]
    assert of(replace(amendment, approved=None)) == [
        "G44 cannot be checked: Amendment No. 1 does not tell when it was approved"
    ]


def instrument(*orders):
    said = Instruction(id="x", operations=orders)
    text = Text(root=Clause(id="amendment-2"), kind="amendment")
    day = Dated(date=date(2005, 2, 20), source="Board of Directors")
    return Instrument(text=text, amends="plan", number=2, approved=day, effect=Effect(dated=day), instructions=(said,))


def test_what_an_amendment_takes_out_of_the_plan_is_missed(papers):
    text, instruments, forms, declared = papers
    second = instrument(Delete(target=Target(at="7(e)")), Delete(target=Target(at="5(d)(i)")))
    plan = plan_of(text, pack_of(declared, {}), instruments=[*instruments, second], forms=forms)
    found = [told(result) for result in check([grant_of({}, SOUND["grant"])], plan) if result.outcome == "fail"]
    assert found[1:] == [
        "G43 error: the plan through Amendment No. 2 (February 20, 2005) lacks miscellaneous.governing-law",
        "G30 error: Cash or check cannot be paid on 2005-03-01: removed by Amendment No. 2 (February 20, 2005)",
    ]


def test_a_form_that_names_another_security_is_found(papers):
    text, instruments, (agreement, acceptance), declared = papers
    changed = [replace(each, text=each.text.replace("$.01 par", "$.10 par")) for each in agreement.root.children]
    other = replace(agreement, root=replace(agreement.root, children=tuple(changed)))
    plan = plan_of(text, pack_of(declared, {}), instruments=instruments, forms=[other, acceptance])
    assert [told(result) for result in check([], plan) if result.code == "G15"] == [
        "G15 error: the agreement does not say “common stock, $.01 par value per share”"
    ]


def test_before_the_text_of_the_plan_is_known_nothing_is_taken_for_it(papers):
    text, instruments, forms, declared = papers
    dated = replace(text, dates={"adopted": Dated(date=date(2004, 1, 1))})
    plan = plan_of(dated, pack_of(declared, {}), instruments=instruments, forms=forms)
    early = {"board_approval_date": "2003-05-01", "grant_date": "2003-05-01", "payment": ["shares"]}
    results = check([grant_of({**early, "price_basis": {"price_date": "2003-05-01"}}, SOUND["grant"])], plan)
    unknown = {result.code: result.what for result in results if result.outcome == "cannot be checked"}
    assert unknown["G38"] == unknown["G32"] == "no text of the plan is on file for 2003-05-01"


def test_without_forms_what_needs_them_cannot_be_checked(papers):
    text, instruments, _, declared = papers
    plan = plan_of(text, pack_of(declared, {}), instruments=instruments)
    results = check([grant_of({"payment": ["shares"], "board_permits": ["shares"]}, SOUND["grant"])], plan)
    unknown = {result.code for result in results if result.outcome == "cannot be checked"}
    assert unknown == {"G15", "G36", "G37", "G39"}


MAYBE = st.none() | st.dates(date(1998, 1, 1), date(2020, 1, 1))
ANY_GRANT = st.builds(
    Grant,
    custom_id=st.just("A"),
    grant_date=MAYBE,
    quantity=st.none() | st.integers(1, 10**6),
    exercise_price=st.none() | st.builds(Money, amount=st.decimals("0.001", "99", places=3)),
    board_approval_date=MAYBE,
    expiration_date=MAYBE,
    compensation_type=st.sampled_from(["OPTION_NSO", "OPTION_ISO", "RSU"]),
    price_basis=st.builds(
        PriceBasis,
        method=st.none() | st.sampled_from(["last_reported_sale", "board_determined", "offering_price"]),
        price_date=MAYBE,
        offering=st.booleans(),
    ),
    participant=st.builds(
        Participant, director_since=MAYBE, ceased=MAYBE, re_elected=MAYBE, employee_since=MAYBE,
        employee_of_company=st.none() | st.booleans(),
    ),
    payment=st.lists(st.sampled_from(["cash_or_check", "shares", "promissory_note", "other"]), max_size=3).map(tuple),
    events=st.lists(
        st.builds(
            Event, type=st.sampled_from(["exercise", "forfeit", "expire"]), date=MAYBE.filter(bool),
            quantity=st.none() | st.integers(1, 10**6),
            payment=st.lists(st.sampled_from(["cash_or_check", "shares", "other"]), max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
)  # fmt: skip


@given(ANY_GRANT)
def test_whatever_a_record_holds_every_rule_answers(asked, grant):
    for result in asked(grant):
        assert result.what
        assert not result.what.endswith(".")
        assert "None" not in result.what
        assert bool(result.missing) == (result.outcome == "cannot be checked")
        assert result.outcome != "fail" or result.remedy or result.severity == "info"


@pytest.fixture(scope="module")
def asked(papers):
    text, instruments, forms, declared = papers
    case = {"endings": [{"date": "2006-09-01"}], "adjustments": [{"date": "2003-05-01", "new": "3", "old": "2"}]}
    plan = plan_of(text, pack_of(declared, case), instruments=instruments, forms=forms)
    return lambda grant: check([grant], plan)


def test_every_rule_that_can_fail_has_a_case_that_does():
    failing = {line.partition(" ")[0] for case in load(CASES / "rules.yaml") for line in case["findings"]}
    elsewhere = {"G15", "G30", "G38", "G39", "G43", "G44"}  # in the tests above
    assert failing | elsewhere == {f"G{number:02}" for number in range(1, 45)}


def test_the_pack_of_the_plan_is_one_rule_for_each_code(root):
    pack = read_pack(root / "plan_text" / "rules.yaml")
    assert [rule.code for rule in pack.rules] == [f"G{number:02}" for number in range(1, 45)]


def test_every_clause_a_rule_names_is_in_the_plan_or_the_form(papers, root):
    text, _, forms, _ = papers
    texts = {"": text, **{form.id: form for form in forms}}
    for rule in read_pack(root / "plan_text" / "rules.yaml").rules:
        there = {clause.id for clause in texts[rule.form].root.walk()}
        assert {rule.clause, *rule.clauses} <= there | {""}, rule


def test_every_word_of_the_vocabulary_says_what_it_asks_and_is_used_by_one_of_the_two_plans(root):
    used = {rule.rule for path in (root / "plan_text", SECOND) for rule in read_pack(path / "rules.yaml").rules}
    assert used == set(VOCABULARY)
    assert all(len(word.asks) > 20 for word in VOCABULARY.values())


def test_what_is_written_of_a_pack_reads_the_same(root):
    for path in (root / "plan_text" / "rules.yaml", SECOND / "rules.yaml"):
        pack = read_pack(path)
        assert parse_pack(PACK_KIND.write(pack)) == pack


def test_another_plan_brings_rules_of_its_own():
    pack = read_pack(SECOND / "rules.yaml")
    plan = plan_of(read_text_yaml(SECOND / "plan.yaml"), pack)
    grants = [parse_grant((SECOND / name).read_text(encoding="utf-8")) for name in ("one.yaml", "two.yaml")]
    found = [f"{result.grant} {told(result)} [{result.section}]" for result in check(grants, plan)
             if result.outcome != "pass"]  # fmt: skip
    assert found == load(SECOND / "expected.yaml")
