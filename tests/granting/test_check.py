"""Grants held against their plan: every expected answer is a case in YAML, a second plan brings rules of its own."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from engross.clauses.clause import Clause
from engross.granting.check import check, plan_of
from engross.granting.pack_grammar import PACK_KIND, parse_pack, read_pack
from engross.granting.records import parse_grant
from engross.granting.rules import VOCABULARY
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
