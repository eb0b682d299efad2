"""Defined terms: the manners of defining, and what is a use."""

from __future__ import annotations

import pytest

from engross.clauses.clause import Clause
from engross.clauses.terms import definitions, inflections, terms


def one(words: str) -> Clause:
    return Clause(id="c", text=words)


@pytest.mark.parametrize(
    ("words", "term", "manner"),
    [
        ('Acme Inc. (the "Company") shall act.', "Company", "hook"),
        ('options (each, an "Option" and together the "Options")', "Option", "hook"),
        ("any person so named shall be deemed a “Participant.”", "Participant", "deemed"),
        ('An "Event" shall mean any sale.', "Event", "own"),
        ('Payment is due. A "Default" means a failure to pay.', "Default", "sentence"),
        ('"Code" means the Internal Revenue Code.', "Code", "own"),
        ('the term "Participant," as used in this option, shall be deemed to include heirs.', "Participant", "extends"),
    ],
)
def test_each_manner_of_defining(words, term, manner):
    first = definitions(one(words))[0]
    assert (first.term, first.manner) == (term, manner)


@pytest.mark.parametrize(
    "words", ['He said "yes" and left.', 'the word "Plan" is struck', '(see "Notices" below the line']
)
def test_a_quotation_is_not_a_definition(words):
    assert definitions(one(words)) == ()


def test_a_longer_term_is_no_use_of_a_shorter():
    text = Clause(id="r", children=(
        Clause(id="a", text='common stock (the "Common Stock") and preferred stock (the "Stock")'),
        Clause(id="b", text="The Common Stock and Stock's holders and Stocks."),
    ))  # fmt: skip
    uses = terms(text).uses
    assert [len(uses["Common Stock"]), len(uses["Stock"])] == [1, 2]


def test_inflections_reach_plural_and_singular():
    assert {"Options", "Option"} <= set(inflections("Option"))
    assert "Party" in inflections("Parties")
    assert "Years of Service" in inflections("Year of Service")
