"""Grants as Open Cap Table objects: valid by the pinned rules and by pyocf, and nothing of a record is lost."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.clause import Clause, Text
from engross.granting.check import plan_of
from engross.granting.dates import Period
from engross.granting.ledger import Adjustment
from engross.granting.ocf import export_ocf
from engross.granting.ocf_comments import comments, nested, parted
from engross.granting.ocf_reading import import_ocf
from engross.granting.pack import Fact, Pack
from engross.granting.record import (
    Acceptance,
    Address,
    Event,
    Grant,
    Money,
    Name,
    Participant,
    PriceBasis,
    Signatory,
    Vesting,
)
from engross.granting.records import read_grants
from engross.problems import InputError

sys.path.insert(0, str(Path(__file__).parent))
from ocf_1_2_0 import SCHEMAS

FAR = date(2040, 1, 1)
TEXT = Text(root=Clause(id="plan"), kind="plan", name="Sample Option Plan", party="Sample, Inc.")
FACTS = {
    "reserve": 1_000_000,
    "term": Period(10, "years"),
    "after_service": Period(1, "years"),
    "par": Money(amount=Decimal("0.01")),
    "adopted": date(1999, 1, 4),
    "stockholder_approval": date(1999, 5, 20),
    "shares_authorized": 200_000_000,
    "votes_per_share": "1",
    "seniority": "1",
    "issuer_formed": date(1991, 12, 31),
    "issuer_country": "US",
}
PACK = Pack(plan="plan", facts={name: Fact(name=name, value=value) for name, value in FACTS.items()})
PLAN = plan_of(TEXT, PACK)
GRANT = Grant(
    custom_id="NSO-1",
    plan="plan",
    grant_date=date(2005, 3, 1),
    quantity=10_000,
    exercise_price=Money(amount=Decimal("23.4375")),
    board_approval_date=date(2005, 3, 1),
    price_basis=PriceBasis(method="last_reported_sale", market="Nasdaq: National", price_date=date(2005, 3, 1)),
    participant=Participant(
        id="sh-1",
        name=Name(legal_name="Renée O'Hara-Smith, Jr."),
        director_since=date(2001, 1, 2),
        employee_of_company=False,
        addresses=(Address(street_suite="One Square\nSuite #4", city="Boston", country_subdivision="MA",
                           postal_code="02142"),),
    ),
    payment=("cash_or_check", "broker"),
    signatory=Signatory(name="Pat Sample", title="CFO"),
    acceptance=Acceptance(date=date(2005, 3, 10)),
    events=(
        Event(type="exercise", date=date(2006, 1, 3), quantity=4_000, payment=("cash_or_check",),
              notice_received=date(2006, 1, 3)),
        Event(type="forfeit", date=date(2007, 1, 3), quantity=1_000, reason="agreed: in part"),
    ),
    comments=("A remark.",),
)  # fmt: skip


def written(tmp_path, package):
    for name, content in package.files().items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


VALIDATORS = {
    kind: jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for kind, schema in SCHEMAS.items()
}


def valid(package):
    for objects in package.objects.values():
        for each in objects:
            VALIDATORS[each["object_type"]].validate(each)
    ids = [each["id"] for objects in package.objects.values() for each in objects]
    assert len(ids) == len(set(ids))


def kinds(package):
    return [each["object_type"].removeprefix("TX_").removeprefix("EQUITY_COMPENSATION_")
            for each in package.objects["transactions"]]  # fmt: skip


def test_a_grants_history_is_told_in_transactions():
    package = export_ocf([GRANT], PLAN, as_of=FAR)
    valid(package)
    assert package.problems == ()
    assert kinds(package) == [
        "ISSUANCE", "ACCEPTANCE", "EXERCISE", "ISSUANCE", "CANCELLATION", "STOCK_PLAN_RETURN_TO_POOL", "ISSUANCE",
        "CANCELLATION", "STOCK_PLAN_RETURN_TO_POOL",
    ]  # fmt: skip
    quantities = [each.get("quantity") for each in package.objects["transactions"]]
    assert quantities == ["10000", None, "4000", "6000", "1000", "1000", "5000", "5000", "5000"]
    issuance = package.objects["transactions"][0]
    assert issuance["exercise_price"] == {"amount": "23.4375", "currency": "USD"}
    assert issuance["expiration_date"] == "2015-03-01"
    assert len(issuance["termination_exercise_windows"]) == 7
    assert package.objects["stock_plans"][0]["initial_shares_reserved"] == "1000000"


def test_the_objects_are_of_the_day():
    assert kinds(export_ocf([GRANT], PLAN, as_of=date(2006, 12, 31))) == [
        "ISSUANCE", "ACCEPTANCE", "EXERCISE", "ISSUANCE",
    ]  # fmt: skip


def test_a_record_comes_back_as_it_went_out(tmp_path):
    imported = import_ocf([written(tmp_path, export_ocf([GRANT], PLAN, as_of=FAR))])
    assert imported.grants == (GRANT,)
    assert imported.notes == ()


def test_an_archive_comes_back_too_and_is_the_same_bytes_every_time(tmp_path):
    package = export_ocf([GRANT], PLAN, as_of=FAR)
    path = tmp_path / "grants.ocf.zip"
    path.write_bytes(package.zipped())
    assert export_ocf([GRANT], PLAN, as_of=FAR).zipped() == package.zipped()
    assert import_ocf([path]).grants == (GRANT,)


def test_the_example_grants_come_back(root, tmp_path):
    grants = read_grants(sorted((root / "grants").glob("*.yaml")))
    package = export_ocf(grants, PLAN, as_of=FAR)
    valid(package)
    back = import_ocf([written(tmp_path, package)])
    assert sorted(back.grants, key=lambda grant: grant.custom_id) == list(grants)


def test_pyocf_reads_the_package(tmp_path):
    captable = pytest.importorskip("pyocf.captable", reason="pyocf is not installed: the second opinion is not asked")
    path = tmp_path / "grants.ocf.zip"
    path.write_bytes(export_ocf([GRANT], PLAN, as_of=FAR).zipped())
    read = captable.Captable.load(str(path))
    assert [each.plan_name for each in read.stock_plans] == ["Sample Option Plan"]
    assert [each.name.legal_name for each in read.stakeholders] == ["Renée O'Hara-Smith, Jr."]
    assert [type(each).__name__ for each in read.transactions][:3] == [
        "EquityCompensationIssuance", "EquityCompensationAcceptance", "EquityCompensationExercise",
    ]  # fmt: skip
    assert read.transactions[0].exercise_price.amount.root == Decimal("23.4375")
    assert len(read.transactions) == 9


def test_what_the_documents_do_not_tell_is_left_out_and_named():
    bare = replace(PACK, facts={name: PACK.facts[name] for name in ("reserve", "term", "after_service")})
    package = export_ocf([GRANT], plan_of(TEXT, bare), as_of=FAR)
    valid(package)
    assert [problem.what for problem in package.problems] == [
        "the stock class is left out: not known are shares_authorized, votes_per_share, seniority",
        "the manifest, and with it the package as a whole, is left out: not known are issuer_formed, issuer_country",
    ]
    assert sorted(package.files()) == ["Stakeholders.ocf.json", "StockPlans.ocf.json", "Transactions.ocf.json"]


def test_an_incomplete_grant_is_left_out_and_named():
    package = export_ocf([replace(GRANT, exercise_price=None)], PLAN, as_of=FAR)
    assert [problem.code for problem in package.problems] == ["E021"]
    assert package.objects["transactions"] == ()


def test_two_records_that_tell_of_one_holder_differently_are_named():
    other = replace(GRANT, custom_id="NSO-2", participant=replace(GRANT.participant, name=Name(legal_name="Ray")))
    package = export_ocf([GRANT, other], PLAN, as_of=FAR)
    assert [problem.code for problem in package.problems] == ["E026"]


def test_a_split_is_told_of_the_class_and_of_the_pool_and_of_what_is_left():
    split = Adjustment(date=date(2006, 6, 1), new=2, determined=date(2006, 5, 1))
    package = export_ocf([GRANT], plan_of(TEXT, replace(PACK, adjustments=(split,))), as_of=FAR)
    valid(package)
    told = {each["object_type"]: each for each in package.objects["transactions"]}
    assert told["TX_STOCK_PLAN_POOL_ADJUSTMENT"]["shares_reserved"] == "2000000"
    assert told["TX_STOCK_CLASS_SPLIT"]["split_ratio"] == {"numerator": "2", "denominator": "1"}
    last = [each for each in package.objects["transactions"] if each["object_type"].endswith("_ISSUANCE")][-1]
    assert (last["quantity"], last["exercise_price"]["amount"]) == ("11000", "11.71875")


WORD = st.text(alphabet="aé&<{%#:'\"-,. \\1", min_size=1, max_size=20).filter(lambda s: s == s.strip() and s)
DAYS = st.integers(1, 3_000).map(lambda days: date(2005, 3, 1) + timedelta(days=days))
EVENTS = st.lists(
    st.builds(
        Event,
        type=st.sampled_from(["exercise", "forfeit", "cancel", "surrender"]),
        date=DAYS,
        quantity=st.integers(1, 40),
        reason=st.just("") | WORD,
        payment=st.lists(st.sampled_from(["cash_or_check", "shares"]), max_size=2).map(tuple),
    ),
    max_size=4,
    unique_by=lambda event: event.date,
).map(lambda events: tuple(sorted(events, key=lambda event: event.date)))
GRANTS = st.builds(
    Grant,
    custom_id=st.sampled_from(["A-1", "B.2"]),
    plan=st.just("plan"),
    grant_date=st.just(date(2005, 3, 1)),
    quantity=st.integers(200, 900),
    exercise_price=st.builds(Money, amount=st.decimals("0.01", "99", places=4)),
    board_approval_date=st.none() | st.just(date(2005, 2, 1)),
    participant=st.builds(
        Participant,
        id=st.sampled_from(["", "sh-9"]),
        name=st.builds(Name, legal_name=WORD, last_name=st.just("") | WORD),
        addresses=st.lists(st.builds(Address, street_suite=WORD, city=WORD), max_size=2).map(tuple),
        employee_of_company=st.none() | st.booleans(),
        ceased_reason=st.just("") | WORD,
    ),
    price_basis=st.builds(PriceBasis, market=st.just("") | WORD, offering=st.booleans()),
    vesting=st.just(()) | st.just((Vesting(date=date(2006, 3, 1), amount=100),)),
    expiration_date=st.none() | st.just(date(2015, 3, 1)),
    payment=st.just(()) | st.just(("cash_or_check", "other")),
    transferable=st.booleans(),
    acceptance=st.just(Acceptance()) | st.just(Acceptance(date=date(2005, 3, 9))),
    events=EVENTS,
    comments=st.lists(WORD, max_size=2).map(tuple),
)


@given(GRANTS)
def test_nothing_of_a_record_is_lost_on_the_way_out_and_back(tmp_path_factory, grant):
    folder = tmp_path_factory.mktemp("ocf")
    package = export_ocf([grant], PLAN, as_of=FAR)
    valid(package)
    assert import_ocf([written(folder, package)]).grants == (grant,)


@given(st.dictionaries(st.sampled_from("abc"), WORD | st.lists(WORD, min_size=1) | st.dictionaries(
    st.sampled_from("de"), WORD, min_size=1), min_size=1))  # fmt: skip
def test_comments_carry_fields_and_give_them_back(value):
    fields, plain = parted([*comments(value), "a remark: plain"])
    assert (nested(fields), plain) == (value, ["a remark: plain"])


# Objects that others wrote

ISSUED = {
    "object_type": "TX_EQUITY_COMPENSATION_ISSUANCE", "id": "i1", "security_id": "s1", "date": "2005-03-01",
    "custom_id": "ES-7", "stakeholder_id": "p1", "security_law_exemptions": [], "compensation_type": "OPTION_NSO",
    "quantity": "1000.00", "expiration_date": "2015-03-01", "termination_exercise_windows": [],
    "exercise_price": {"amount": "1.50", "currency": "USD"},
}  # fmt: skip
HOLDER = {"object_type": "STAKEHOLDER", "id": "p1", "name": {"legal_name": "Ann"}, "stakeholder_type": "INDIVIDUAL"}


def given_objects(tmp_path, *objects, name="all.ocf.json"):
    path = tmp_path / name
    path.write_text(json.dumps({"file_type": "OCF_TRANSACTIONS_FILE", "items": objects}), encoding="utf-8")
    return path


def test_objects_of_another_writer_are_read_and_what_has_no_place_is_said(tmp_path):
    exercise = {"object_type": "TX_PLAN_SECURITY_EXERCISE", "id": "e1", "security_id": "s1", "date": "2006-01-02",
                "quantity": "10", "resulting_security_ids": ["cs1"], "consideration_text": "wire"}  # fmt: skip
    stock = {"object_type": "TX_STOCK_ISSUANCE", "id": "x1"}
    holder = {**HOLDER, "tax_ids": [{"tax_id": "1", "country": "US"}]}
    path = given_objects(tmp_path, {**ISSUED, "vesting_terms_id": "v1"}, holder, exercise, stock)
    imported = import_ocf([path])
    (grant,) = imported.grants
    assert (grant.custom_id, grant.quantity, grant.expiration_date) == ("ES-7", 1000, date(2015, 3, 1))
    assert grant.events == (Event(type="exercise", date=date(2006, 1, 2), quantity=10, id="e1"),)
    assert [note.what.partition(" has no place")[0] for note in imported.notes] == [
        "e1: consideration_text", "x1", "i1: vesting_terms_id", "p1: tax_ids",
    ]  # fmt: skip


def test_a_comment_that_only_looks_like_ours_stays_a_comment(tmp_path):
    path = given_objects(
        tmp_path, {**ISSUED, "comments": ["engross is a word: here", "engross payment.1: broker"]}, HOLDER
    )
    (grant,) = import_ocf([path]).grants
    assert (grant.comments, grant.payment) == (("engross is a word: here",), ("broker",))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"quantity": "10.5"}, "quantity: `quantity` is 10.5"),
        ({"exercise_price": {"amount": "1.23456", "currency": "USD"}}, "decimal places"),
        ({"date": "2005-02-30"}, "there is no day 2005-02-30"),
        ({"custom_id": "A/1"}, "custom_id"),
        ({"stakeholder_id": "nobody"}, "the stakeholder nobody is not among the objects"),
    ],
)
def test_an_object_that_is_no_grant_is_refused_with_its_place(tmp_path, changed, words):
    path = given_objects(tmp_path, {**ISSUED, **changed}, HOLDER)
    with pytest.raises(Exception, match=words) as refused:
        import_ocf([path])
    assert refused.value.problems[0].source.file == f"{path}#/items/0"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a": 1, "a": 2}', "given twice"),
        (b'{"items": [NaN]}', "no number"),
        (b'{"items": [1]}', "no file of Open Cap Table objects"),
        (b'{"items": []}', "no issuance"),
        (b"\xff\xfe", "not JSON"),
    ],
)
def test_what_is_no_open_cap_table_file_is_refused(tmp_path, content, words):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(Exception, match=words):
        import_ocf([path])


def test_what_is_no_archive_is_refused(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK nothing")
    with pytest.raises(Exception, match="not a usable zip archive"):
        import_ocf([path])


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
                    max_leaves=4)  # fmt: skip
EVENT = {"object_type": "TX_EQUITY_COMPENSATION_EXERCISE", "id": "e1", "security_id": "s1", "date": "2006-01-02",
         "quantity": "10", "resulting_security_ids": ["cs1"], "consideration_text": "wire",
         "comments": ["a"]}  # fmt: skip
ACCEPTED = {"object_type": "TX_EQUITY_COMPENSATION_ACCEPTANCE", "id": "a1", "security_id": "s1", "date": "2005-03-09"}
WHOLE = (
    {**ISSUED, "comments": ["x", "engross payment.1: broker"], "vestings": [{"date": "2005-03-01", "amount": "1000"}]},
    {**HOLDER, "addresses": [{"street_suite": "1 First", "country": "US", "address_type": "LEGAL"}]},
    EVENT,
    ACCEPTED,
)


def refusal_of(path):
    try:
        import_ocf([path])
    except InputError as refused:
        return refused.problems
    return ()


@given(st.integers(0, 3), st.data())
def test_whatever_stands_in_an_object_it_is_read_or_refused_in_words(tmp_path_factory, which, data):
    key = data.draw(st.sampled_from(sorted(WHOLE[which])))
    objects = [{**each, key: data.draw(JSON)} if place == which else each for place, each in enumerate(WHOLE)]
    path = given_objects(tmp_path_factory.mktemp("ocf"), *objects)
    assert all(problem.what and problem.source for problem in refusal_of(path))


@given(st.lists(st.sampled_from(["engross a: b", "engross participant.name: x", "engross events.1.x: 1", "engross : ",
                                 "engross participant: x", "engross payment.01: broker", "engross a.b.c: d",
                                 "engross a.b: d", "engross payment.²: broker"]), max_size=4))  # fmt: skip
def test_whatever_stands_in_a_comment_it_is_read_or_refused_in_words(tmp_path_factory, lines):
    path = given_objects(tmp_path_factory.mktemp("ocf"), {**ISSUED, "comments": lines}, HOLDER)
    assert all(problem.what for problem in refusal_of(path))
