"""The ledger of the reserve: laws, stated order of a day, and seeded faults that the laws must catch."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.granting import ledger as room
from engross.granting.dates import Period
from engross.granting.ledger import Adjustment, keep
from engross.granting.record import Event, Grant
from engross.granting.terms import Terms

TERMS = Terms(term=Period(10, "years"), after_service=Period(1, "years"))
START = date(2000, 1, 1)
FAR = date(2040, 1, 1)


def grant(custom_id, day, quantity, *events):
    return Grant(custom_id=custom_id, grant_date=date.fromisoformat(day), quantity=quantity, events=events)


def event(kind, day, quantity=None):
    return Event(type=kind, date=date.fromisoformat(day), quantity=quantity)


def lines(ledger):
    return [(str(step.date), step.type, step.quantity, step.available, step.outstanding, step.issued)
            for step in ledger.steps[1:]]  # fmt: skip


def test_an_option_partly_exercised_gives_back_the_rest_when_it_expires():
    kept = keep([grant("A", "2005-03-01", 10_000, event("exercise", "2008-01-02", 4_000))], 800_000,
                as_of=date(2015, 3, 2), terms=TERMS)  # fmt: skip
    assert lines(kept) == [
        ("2005-03-01", "grant", 10_000, 790_000, 10_000, 0),
        ("2008-01-02", "exercise", 4_000, 790_000, 6_000, 4_000),
        ("2015-03-02", "expire", 6_000, 796_000, 0, 4_000),
    ]
    assert kept.last.by_rule


def test_on_its_last_day_an_option_is_still_out():
    kept = keep([grant("A", "2005-03-01", 10_000)], 800_000, as_of=date(2015, 3, 1), terms=TERMS)
    assert kept.last.outstanding == 10_000


def test_an_over_grant_is_named_on_its_day_and_a_later_forfeiture_does_not_cure_it():
    kept = keep(
        [grant("A", "2001-01-02", 900, event("forfeit", "2003-01-02", 900)), grant("B", "2002-01-02", 200)],
        1_000, as_of=FAR,
    )  # fmt: skip
    assert [fault.code for fault in kept.faults] == ["G10"]
    assert kept.faults[0].what == ("B of 200 shares on 2002-01-02 is 100 over the reserve: 100 were available")
    assert (kept.options["B"].left, kept.options["B"].excess) == (100, 100)
    assert kept.last.available == 900


def test_a_grant_that_leans_on_a_return_of_the_same_day_is_warned_of():
    kept = keep([grant("A", "2001-01-02", 1_000, event("cancel", "2002-01-02", 500)), grant("B", "2002-01-02", 200)],
                1_000, as_of=FAR)  # fmt: skip
    assert [(fault.code, fault.severity) for fault in kept.faults] == [("G11", "warning")]
    assert kept.options["B"].left == 200


def test_a_lapse_of_the_day_before_is_no_return_of_the_same_day():
    kept = keep([grant("A", "2001-01-02", 1_000), grant("B", "2011-01-03", 1_000)], 1_000, as_of=date(2011, 1, 3),
                terms=TERMS)  # fmt: skip
    assert kept.faults == ()


def test_what_is_exercised_or_returned_beyond_what_is_left_is_refused_and_changes_nothing():
    kept = keep([grant("A", "2001-01-02", 100, event("exercise", "2001-06-01", 60), event("exercise", "2001-07-01", 41),
                       event("forfeit", "2001-08-01", 40), event("forfeit", "2001-09-01", 40))],
                1_000, as_of=FAR)  # fmt: skip
    assert [fault.code for fault in kept.faults] == ["G29", "G11"]
    assert kept.last[4:8] == (940, 0, 60, 1_000)


def test_a_grant_of_no_shares_is_named_and_moves_nothing():
    kept = keep([grant("A", "2001-01-02", 0)], 1_000, as_of=FAR)
    assert [fault.code for fault in kept.faults] == ["E042"]
    assert kept.last.available == 1_000


def test_an_exercise_that_does_not_say_of_how_many_shares_is_refused():
    kept = keep([grant("A", "2001-01-02", 100, event("exercise", "2001-06-01"))], 1_000, as_of=FAR)
    assert [(fault.code, fault.remedy) for fault in kept.faults] == [("G29", "give the quantity")]
    assert len(kept.steps) == 2


def test_an_event_before_its_grant_belongs_to_nothing():
    kept = keep([grant("A", "2001-01-02", 100, event("exercise", "2000-06-01", 60))], 1_000, as_of=FAR)
    assert [fault.code for fault in kept.faults] == ["G29"]
    assert kept.options["A"].left == 100


def test_a_split_without_a_determination_of_the_board_changes_nothing_and_is_warned_of():
    split = Adjustment(date=date(2002, 1, 2), new=2)
    kept = keep([grant("A", "2001-01-02", 100)], 1_000, as_of=FAR, adjustments=[split])
    assert [(fault.code, fault.severity) for fault in kept.faults] == [("G13", "warning")]
    assert kept.last.reserve == 1_000


def test_a_determined_split_adjusts_reserve_options_and_issued_shares_rounding_down():
    split = Adjustment(date=date(2002, 1, 2), new=3, old=2, determined=date(2001, 12, 1))
    kept = keep([grant("A", "2001-01-02", 101), grant("B", "2001-01-02", 33, event("exercise", "2001-02-02", 11))],
                1_001, as_of=FAR, adjustments=[split])  # fmt: skip
    assert (kept.options["A"].left, kept.options["B"].left, kept.options["B"].exercised) == (151, 33, 16)
    assert kept.last[4:8] == (1_501 - 151 - 33 - 16, 151 + 33, 16, 1_501)


def test_the_ledger_ends_on_its_day():
    grants = [grant("A", "2001-01-02", 100, event("exercise", "2002-01-02", 60)), grant("B", "2003-01-02", 100)]
    assert keep(grants, 1_000, as_of=date(2001, 12, 31)).last[4:8] == (900, 100, 0, 1_000)
    assert keep(grants, 1_000, as_of=date(2002, 1, 2)).last[4:8] == (900, 40, 60, 1_000)


def test_a_grant_recorded_twice_is_carried_once():
    kept = keep([grant("A", "2001-01-02", 100), grant("A", "2001-01-03", 100)], 1_000, as_of=FAR)
    assert [fault.code for fault in kept.faults] == ["E104"]
    assert kept.last.outstanding == 100


def test_a_grant_without_date_or_shares_is_named_and_left_out():
    kept = keep([Grant(custom_id="A", quantity=1), Grant(custom_id="B", grant_date=START)], 10, as_of=FAR)
    assert [fault.place for fault in kept.faults] == ["A grant_date", "B quantity"]


# Laws, told apart from the code: each looks at the ledger from outside.


def broken_laws(kept, grants):
    """Return the laws a ledger breaks."""
    broken = []
    for step in kept.steps:
        if step.available + step.outstanding + step.issued != step.reserve:
            broken.append("the parts are the reserve")
        if min(step.available, step.outstanding, step.issued) < 0:
            broken.append("no negative balance")
    if [step.date for step in kept.steps] != sorted(step.date for step in kept.steps):
        broken.append("in the order of days")
    splits = [step for step in kept.steps if step.type == "adjustment"]
    for each in {one.custom_id: one for one in reversed(grants)}.values():
        if each.custom_id not in kept.options:
            continue
        option = kept.options[each.custom_id]
        moved = {kind: sum(s.quantity for s in kept.steps if s.grant == each.custom_id and s.type == kind)
                 for kind in ("grant", "exercise", "forfeit", "cancel", "expire")}  # fmt: skip
        back = moved["forfeit"] + moved["cancel"] + moved["expire"]
        if not splits and moved["grant"] != option.left + moved["exercise"] + back:
            broken.append("every share is left, exercised or returned, once")
        if not splits and option.excess + moved["grant"] > each.quantity:
            broken.append("no share is granted twice")
    if not splits and kept.last.issued != sum(step.quantity for step in kept.steps if step.type == "exercise"):
        broken.append("issued shares count for ever")
    total = sum(option.left for option in kept.options.values())
    if total != kept.last.outstanding:
        broken.append("what is out is what the options have left")
    return broken


def a_split_rounds_down(kept, adjustment, before):
    for grant_id, left in before.items():
        exact = Fraction(left * adjustment.new, adjustment.old)
        if not exact - 1 < kept.options[grant_id].left <= exact:
            return False
    return True


KINDS = st.sampled_from(["exercise", "exercise", "forfeit", "cancel", "expire"])
DAYS = st.integers(0, 4_000).map(lambda days: START + timedelta(days=days))
EVENTS = st.builds(lambda kind, day, quantity: Event(type=kind, date=day, quantity=quantity), KINDS, DAYS,
                   st.one_of(st.none(), st.integers(0, 400)))  # fmt: skip
GRANTS = st.lists(
    st.tuples(DAYS, st.integers(1, 600), st.lists(EVENTS, max_size=4)), min_size=1, max_size=8
).map(lambda rows: [Grant(custom_id=f"N{i}", grant_date=day, quantity=quantity, events=tuple(events))
                    for i, (day, quantity, events) in enumerate(rows)])  # fmt: skip


@given(GRANTS, st.integers(0, 2_000), st.booleans())
def test_the_laws_hold(grants, reserve, lapses):
    kept = keep(grants, reserve, as_of=FAR, terms=TERMS if lapses else Terms())
    assert broken_laws(kept, grants) == []


@given(GRANTS, st.integers(1, 2_000), st.integers(1, 7), st.integers(1, 7), DAYS)
def test_a_split_keeps_the_laws_and_rounds_each_grant_down(grants, reserve, new, old, day):
    split = Adjustment(date=day, new=new, old=old, determined=day)
    bare = [replace(each, events=tuple(e for e in each.events if e.date < day)) for each in grants
            if each.grant_date < day]  # fmt: skip
    before = {name: option.left for name, option in keep(bare, reserve, as_of=day).options.items()}
    kept = keep(bare, reserve, as_of=day, adjustments=[split])
    assert broken_laws(kept, bare) == []
    assert a_split_rounds_down(kept, split, before)


@given(GRANTS, st.integers(0, 2_000), st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter_on_different_days(grants, reserve, chance):
    days = [each.grant_date for each in grants] + [e.date for each in grants for e in each.events]
    if len(set(days)) < len(days):
        return
    shuffled = list(grants)
    chance.shuffle(shuffled)
    assert keep(shuffled, reserve, as_of=FAR).steps == keep(grants, reserve, as_of=FAR).steps


@given(GRANTS, st.integers(0, 2_000), DAYS)
def test_a_ledger_of_a_day_is_the_beginning_of_a_later_one(grants, reserve, day):
    early = keep(grants, reserve, as_of=day, terms=TERMS).steps
    assert keep(grants, reserve, as_of=FAR, terms=TERMS).steps[: len(early)] == early


def _double_return(book, account, kind, quantity, *, by_rule=False):
    back = min(quantity, account.left)
    account.left -= back
    book.outstanding -= back
    book.available += 2 * back
    book._step(kind, account.grant.custom_id, back, by_rule=by_rule)


def _return_without_taking(book, account, kind, quantity, *, by_rule=False):
    book.outstanding -= quantity
    book.available += quantity
    book._step(kind, account.grant.custom_id, quantity, by_rule=by_rule)


def _excess_comes_back(book, account, kind, quantity, *, by_rule=False):
    account.left, account.excess = max(0, account.left - quantity), 0
    book.outstanding -= quantity
    book.available += quantity
    book._step(kind, account.grant.custom_id, quantity, by_rule=by_rule)


def _exercise_of_anything(book, account, _event, quantity):
    account.left -= quantity
    account.exercised += quantity
    book.outstanding -= quantity
    book.issued += quantity
    book._step("exercise", account.grant.custom_id, quantity)


def _exercise_comes_back(book, account, _event, quantity):
    if 0 < quantity <= account.left:
        account.left -= quantity
        account.exercised += quantity
        book.outstanding -= quantity
        book.available += quantity
        book._step("exercise", account.grant.custom_id, quantity)


def _grant_beyond(book, grant, _day):
    book.accounts[grant.custom_id] = room._Account(grant, grant.quantity, 0)
    book.available -= grant.quantity
    book.outstanding += grant.quantity
    book._step("grant", grant.custom_id, grant.quantity)


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("_give_back", _double_return),
        ("_give_back", _return_without_taking),
        ("_give_back", _excess_comes_back),
        ("_exercise", _exercise_of_anything),
        ("_exercise", _exercise_comes_back),
        ("_grant", _grant_beyond),
    ],
)
def test_a_seeded_fault_breaks_a_law(monkeypatch, method, fault):
    monkeypatch.setattr(room._Book, method, fault)
    assert any(broken_laws(keep(grants, 900, as_of=FAR), grants) for grants in some_grants(200))


def test_a_split_that_rounds_up_is_caught(monkeypatch):
    monkeypatch.setattr(Adjustment, "of", lambda self, shares: -(-shares * self.new // self.old))
    split = Adjustment(date=FAR, new=3, old=2, determined=FAR)
    caught = False
    for grants in some_grants(50):
        before = {name: option.left for name, option in keep(grants, 900, as_of=FAR).options.items()}
        kept = keep(grants, 900, as_of=FAR, adjustments=[split])
        caught = caught or not a_split_rounds_down(kept, split, before)
    assert caught


def some_grants(count):
    chance = random.Random(7)  # noqa: S311 - the same examples on every run
    for _ in range(count):
        yield [
            Grant(
                custom_id=f"N{i}",
                grant_date=START + timedelta(days=chance.randrange(2_000)),
                quantity=chance.randrange(1, 600),
                events=tuple(
                    Event(
                        type=chance.choice(["exercise", "forfeit", "cancel"]),
                        date=START + timedelta(days=chance.randrange(4_000)),
                        quantity=chance.randrange(400),
                    )
                    for _ in range(3)
                ),
            )
            for i in range(5)
        ]
