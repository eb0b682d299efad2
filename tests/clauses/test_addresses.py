"""Addresses: what an instruction writes, and the clause that bears it."""

from __future__ import annotations

import pytest

from engross.clauses import addresses
from engross.clauses.clause import Clause


def plan() -> Clause:
    items = tuple(Clause(id=f"n{name}", label=f"({name})", layout="inline") for name in ("i", "ii", "iii"))
    outer = tuple(
        Clause(id=f"o{name}", label=f"{name}.", children=items if name == "iii" else ()) for name in ("i", "ii", "iii")
    )
    section = Clause(id="s5", label="5.", heading="Options", children=(Clause(id="d", label="d.", children=outer),))
    dotted = Clause(id="a4", label="ARTICLE IV", children=(
        Clause(id="s42", label="4.2", children=(Clause(id="s42a", label="(a)"),)),))  # fmt: skip
    exhibit = Clause(id="xa", label="Exhibit A", children=(Clause(id="xa5", label="5."),))
    return Clause(id="plan", children=(section, dotted, exhibit))


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("5(d)(iii)(ii)", ("nii",)),
        ("Section 5(d)(ii)", ("oii",)),
        ("5 (d) (iii)", ("oiii",)),
        ("5|(d)|(iii)", ("oiii",)),
        ("4.2(a)", ("s42a",)),
        ("Article IV", ("a4",)),
        ("5", ("s5",)),
        ("Exhibit A", ("xa",)),
        ("5(d)(ix)", ()),
        ("(ii)", ("oii",)),
    ],
)
def test_an_address_finds_its_clause(written, ids):
    assert addresses.Index(plan()).resolve(addresses.parse(written)) == ids


@pytest.mark.parametrize(
    ("clause", "cited"), [("nii", "5(d)(iii)(ii)"), ("s42a", "4.2(a)"), ("a4", "Article IV"), ("plan", "")]
)
def test_a_clause_is_cited_as_readers_do(clause, cited):
    assert addresses.Index(plan()).citation(clause) == cited


def test_two_bearers_of_one_number_are_both_given():
    twice = Clause(id="r", children=(Clause(id="a", label="5."), Clause(id="b", label="5.")))
    assert addresses.Index(twice).resolve(addresses.parse("5")) == ("a", "b")


def test_what_holds_no_label_is_no_address():
    with pytest.raises(ValueError, match=r"^$"):
        addresses.parse("")
