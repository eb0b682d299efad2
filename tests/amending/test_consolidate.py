"""Consolidation as a fold: the text of a day is what the instruments in effect by then make of it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import engross
from cases.amending.notation import read
from engross.amending.amend import amend
from engross.amending.consolidate import consolidate, derive, in_order
from engross.clauses.clause import Clause, Dated, Text
from engross.clauses.words import printed
from engross.instruments.instrument import Effect, Instrument
from engross.instruments.operations import AddWords, Instruction, Target

START = date(2005, 1, 1)
PLAN = read("1. **Fee** The fee is one dollar.\n2. **Term** The term is one year.\n", "plan")


def act(number: int, day: int) -> Instrument:
    """Return an instrument that adds its own number to the first section, so that the order shows."""
    order = AddWords(target=Target(at="1"), where="end", text=f"Number {number}.")
    return Instrument(
        text=Text(root=Clause(id=f"amendment-{number}")),
        amends="plan",
        number=number,
        effect=Effect(dated=Dated(date=START + timedelta(days=day))),
        instructions=(Instruction(id="s1", operations=(order,)),),
    )


DAYS = st.lists(st.integers(0, 5), min_size=1, max_size=5)


@given(DAYS, st.randoms(use_true_random=False), st.integers(0, 6))
def test_the_text_of_a_day_is_the_fold_of_what_is_in_effect_by_then(days, chance, day):
    acts = [act(n, each) for n, each in enumerate(days, 1)]
    shuffled = chance.sample(acts, len(acts))
    by_hand = PLAN
    for each in sorted(
        (a for a, d in zip(acts, days, strict=True) if d <= day), key=lambda a: (a.effect.dated.date, a.number)
    ):
        by_hand = amend(by_hand, each)
    assert consolidate(PLAN, shuffled, as_of=START + timedelta(days=day)) == by_hand


@given(DAYS)
def test_a_later_instrument_has_no_effect_on_an_earlier_day(days):
    acts = [act(n, each) for n, each in enumerate(days, 1)]
    late = act(9, 7)
    day = START + timedelta(days=6)
    assert consolidate(PLAN, [*acts, late], as_of=day) == consolidate(PLAN, acts, as_of=day)


def test_pending_instruments_come_last():
    pending = Instrument(text=Text(root=Clause(id="pending")), amends="plan", number=1)
    assert [each.id for each in in_order([pending, act(2, 1)])] == ["amendment-2", "pending"]


def test_the_face_has_the_same_verb():
    assert engross.consolidate(PLAN, [act(1, 0)]) == consolidate(PLAN, [act(1, 0)])


def test_what_it_rests_on_is_told():
    done = derive(PLAN, [act(1, 0), act(2, 3)], as_of=START)
    assert [each.instrument.number for each in done.outcomes] == [1]
    assert [(each.instrument.number, each.standing) for each in done.listed] == [(1, "applied"), (2, "later")]
    assert done.base is PLAN


def test_hash_seeds_change_nothing(root):
    program = (
        "from engross.reading.kinds import read_instrument, read_text_yaml as r;"
        "from engross.amending.amend import carry_out;"
        "o = carry_out(r('plan_text/plan.yaml'), read_instrument('amendments/amendment-1.yaml'));"
        "print(o.text, o.changes, o.findings)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    ]
    assert runs[0] == runs[1]
    assert b"lawful consideration" in runs[0]


def test_the_printed_order_is_the_order_of_effect():
    assert printed(consolidate(PLAN, [act(1, 3), act(2, 1)])).split("\n")[1].endswith("Number 2. Number 1.")
