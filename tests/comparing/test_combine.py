"""Two instruments drafted against the same text: combined, or refused with both places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engross.amending.amend import amend
from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.comparing.combine import combine
from engross.instruments.instrument import Instrument
from engross.instruments.operations import Delete, Insert, Instruction, Move, Renumber, Substitute, Target

OLD = Text(
    root=Clause(
        id="plan",
        children=(
            Clause(id="a", label="1.", heading="Grants", children=(
                Clause(id="a1", label="a.", text="The Board may grant Options for up to 800,000 shares of stock."),
                Clause(id="a2", label="b.", text="Each Option shall be evidenced by a written instrument."),
                Clause(id="a3", label="c.", text="No Option shall be exercisable after ten years from its grant."),
            )),
            Clause(id="b", label="2.", heading="Payment", children=(
                Clause(id="b1", label="a.", text="Shares are paid in cash or by check to the order of the Company."),
            )),
        ),
    ),
    name="Plan",
)  # fmt: skip


def instrument(number: int, *operations) -> Instrument:
    return Instrument(text=Text(root=Clause(id=f"amendment-{number}")), amends="plan", number=number,
                      instructions=(Instruction(id="r1", operations=operations),))  # fmt: skip


def at(address: str) -> Target:
    return Target(at=address)


SHARES = Substitute(target=at("1(a)"), strike="800,000", insert="900,000")
NEW = Clause(id="", label="d.", text="Options are not transferable except by will.")


def test_instruments_that_do_not_meet_are_combined_in_either_order():
    one = instrument(1, SHARES)
    other = instrument(2, Delete(target=at("1(b)")), Renumber(target=at("1(c)"), to="(b)"))
    for pair in ((one, other), (other, one)):
        text = combine(OLD, *pair).text
        assert text is not None
        assert "1.\nGrants" not in printed(text)
        assert printed(text).split("\n") == [
            "1. Grants", "a. The Board may grant Options for up to 900,000 shares of stock.",
            "b. No Option shall be exercisable after ten years from its grant.", "2. Payment",
            "a. Shares are paid in cash or by check to the order of the Company.",
        ]  # fmt: skip


def test_numbers_are_read_as_both_instruments_read_them():
    """After the first renumbers 1(c) as (b), the second's 1(c) is still the provision it was drafted on."""
    one = instrument(1, Delete(target=at("1(b)")), Renumber(target=at("1(c)"), to="(b)"))
    other = instrument(2, Substitute(target=at("1(c)"), strike="ten", insert="twelve"))
    text = combine(OLD, one, other).text
    assert text is not None
    assert "b. No Option shall be exercisable after twelve years from its grant." in printed(text)


@pytest.mark.parametrize(
    ("one", "other", "code", "places"),
    [
        ((SHARES,), (replace(SHARES, insert="1,000,000"),), "E067", ("1(a)", "1(a)")),
        ((SHARES,), (Delete(target=at("1(a)")),), "E070", ("1(a)", "1(a)")),
        ((Delete(target=at("1")),), (SHARES,), "E070", ("1", "1(a)")),
        ((Insert(target=at("1(c)"), where="after", provisions=(NEW,)),),
         (Insert(target=at("1(c)"), where="after", provisions=(replace(NEW, text="Options may be sold by anyone."),)),),
         "E064", ("1(d)", "1(d)")),
        ((Delete(target=at("1(a)")), Renumber(target=at("1(b)"), to="(a)")),
         (Renumber(target=at("1(b)"), to="(e)"),), "E067", ("1(b) → 1(a)", "1(b) → 1(e)")),
        ((Delete(target=at("2")),), (Move(target=at("1(b)"), to=at("2"), where="end"),), "E070", ("2", "2(b)")),
    ],
)  # fmt: skip
def test_where_they_meet_both_places_are_named(one, other, code, places):
    found = combine(OLD, instrument(1, *one), instrument(2, *other))
    assert found.text is None
    assert code in {problem.code for problem in found.problems}
    told = " ".join(problem.what for problem in found.problems)
    assert "Amendment No. 1 at" in told
    assert "Amendment No. 2 at" in told
    for place in places:
        assert place in told


def test_together_they_give_what_one_after_the_other_gives():
    one, other = instrument(1, SHARES), instrument(2, Substitute(target=at("2(a)"), strike="check", insert="wire"))
    found = combine(OLD, one, other)
    assert found.text is not None
    assert printed(found.text) == printed(amend(amend(OLD, one), other))


def test_edits_in_one_clause_far_apart_are_combined():
    one = instrument(1, Substitute(target=at("2(a)"), strike="cash", insert="money"))
    other = instrument(2, Substitute(target=at("2(a)"), strike="order", insert="account"))
    text = combine(OLD, one, other).text
    assert text is not None
    assert "paid in money or by check to the account of" in printed(text)
