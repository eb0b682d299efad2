"""Blanks are found in the order in which they are printed."""

from __future__ import annotations

import pytest

from engross.clauses.clause import Blank, Clause
from engross.filling.blanks import Filling, Names
from engross.paper.document import Run
from engross.problems import InputError


def filled(text, *blanks, **values):
    clause = Clause(id="c", text=text, blanks=tuple(Blank(printed=printed, field=name) for printed, name in blanks))
    return Filling(clause, values, draft=False).of(clause).text


def test_each_blank_is_found_after_the_one_before():
    assert filled("[ ] to [ ]", ("[ ]", "a"), ("[ ]", "b"), a="One", b="Two") == (
        Run("One", "value"), Run(" to "), Run("Two", "value"),
    )  # fmt: skip


def test_a_value_that_looks_like_a_blank_is_not_filled_again():
    assert filled("[ ] to [ ]", ("[ ]", "a"), ("[ ]", "b"), a="[ ]", b="Two")[0] == Run("[ ]", "value")


def test_a_form_and_blanks_that_have_come_apart_are_refused():
    with pytest.raises(InputError) as refused:
        filled("[ ] only", ("[ ]", "a"), ("[ , ]", "b"), a="One", b="Two")
    assert str(refused.value) == (
        "error E023: the blank [ , ] for b is not in the words of c\n"
        "help: write the blank as the form prints it, in the order in which the blanks are printed"
    )


def test_blanks_in_cells_come_after_those_in_the_words():
    clause = Clause(
        id="c", text="[ ]", rows=(("[ ]", "x"),),
        blanks=(Blank(printed="[ ]", field="a"), Blank(printed="[ ]", field="b")),
    )  # fmt: skip
    found = Filling(clause, {"a": "One", "b": "Two"}, draft=False).of(clause)
    assert (found.text, found.rows[0][0].runs) == ((Run("One", "value"),), (Run("Two", "value"),))


def test_names_are_unique_whatever_is_asked_for():
    names = Names()
    assert [names.unique(each) for each in ("a.b", "a b", "a_b_2", "a.b", "§")] == [
        "a_b",
        "a_b_2",
        "a_b_2_2",
        "a_b_3",
        "line",
    ]
