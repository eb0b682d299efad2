"""Signature blocks: each ruled line stands beside the words that ask for it."""

from __future__ import annotations

import pytest
from text_samples import FORM, RULE

from engross.clauses.clause import Blank, Clause, Text
from engross.clauses.words import words
from engross.filling.layout import lay_out
from engross.filling.render import render
from engross.paper.document import Line, SignatureBlock


def block(*rows):
    text = Text(root=Clause(id="r", children=(Clause(id="s", kind="signature", rows=rows),)))
    (found,) = lay_out(text).blocks
    assert isinstance(found, SignatureBlock)
    assert render(text, "text").split() == words(text)
    return [
        [cell.name if isinstance(cell, Line) else "".join(run.text for run in cell) for cell in row]
        for row in found.rows
    ]


def test_a_rule_typed_under_words_becomes_the_line_beside_them():
    assert block(("By:",), (RULE,)) == [["By:", "by"]]


def test_two_sides_typed_in_one_line_are_parted_at_the_gap():
    assert block(("Dated:" + " " * 40 + "By:",), (" " * 7 + RULE + " " * 17 + RULE,)) == [
        ["Dated:", "dated", "By:", "by"]
    ]


def test_what_stands_at_the_right_stays_at_the_right():
    typed = ((" " * 46 + "LANTERN WORKS, INC.",), ("Dated:" + " " * 40 + "By:",))
    assert block(*typed) == [["", "LANTERN WORKS, INC."], ["Dated:", "By:"]]


def test_cells_parted_by_the_reader_keep_their_sides():
    rows = (("", "LANTERN"), ("Dated:", "By:"), (RULE, RULE))
    assert block(*rows) == [["", "LANTERN"], ["Dated:", "dated", "By:", "by"]]


def test_the_name_of_a_party_has_its_line_below():
    assert block(("HOLDER:",), (RULE,)) == [["HOLDER:"], ["line"]]


def test_a_rule_on_the_same_line_follows_its_words():
    assert block((f"By: {RULE}",)) == [["By:", "by"]]


def test_a_rule_stuck_to_its_words_stays_stuck_in_plain_text():
    assert block((f"By:{'_' * 20}",)) == [["By:", "by"]]


@pytest.mark.parametrize("words_", ["$______ each", "20__", "____, 2005"])
def test_a_short_blank_among_words_is_no_line(words_):
    assert block((words_,)) == [[words_]]


def test_lines_have_names_of_their_own():
    rows = block(("Address:",), (RULE,), (RULE,), (RULE,))
    assert rows == [["Address:", "address"], ["line"], ["line_2"]]


def test_the_lines_of_a_form_are_named_by_their_fields_and_kinds():
    lines = [cell for found in lay_out(FORM).blocks if isinstance(found, SignatureBlock) for row in found.rows
             for cell in row if isinstance(cell, Line)]  # fmt: skip
    assert [(line.name, line.kind, line.tip) for line in lines[:3]] == [
        ("signed_on", "date", "Dated"), ("company_signature", "signature", "By"), ("signatory_name", "text", "Name"),
    ]  # fmt: skip


def test_a_value_is_typed_on_its_line():
    values = {"participant.name": "A", "grant_date": "B", "quantity": "C", "price": "D", "signatory.name": "Bo Reed"}
    assert "Name: Bo Reed\n" in render(lay_out(FORM, values), "text")


def test_a_second_line_under_words_that_have_their_rule_comes_second():
    rule = "-" * 20
    signed = Clause(
        id="s",
        kind="signature",
        rows=((f"Address: {rule}",), (f"         {rule}",)),
        blanks=tuple(Blank(printed=rule, field=f"line.{count}", by_hand=True) for count in (1, 2)),
    )
    document = lay_out(Text(root=Clause(id="f", children=(signed,))), {"line.1": "first", "line.2": "second"})
    values = [cell.value for each in document.blocks for row in each.rows for cell in row if isinstance(cell, Line)]
    assert values == ["first", "second"]
