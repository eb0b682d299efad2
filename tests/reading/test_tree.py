"""Places in a document, and lines fit for a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.problems import InputError, Problem
from engross.reading.strict import parse
from engross.reading.tree import EXCERPT, Document, shown


def test_a_line_is_shown_column_by_column():
    assert shown("a\tb\x1b[2J\u202ec") == "a→b�[2J�c"


def test_an_excerpt_is_the_line_up_to_where_a_person_can_take_it_in():
    document = Document(file="f", text="x" * 1000, root=None)
    assert document.source(1, 5).excerpt == "x" * EXCERPT
    assert document.source(1, EXCERPT + 1).excerpt == ""


def test_a_line_beyond_the_last_has_no_words():
    assert Document(file="f", text="a", root=None).source(9, 1).excerpt == ""


@given(st.text("ab\n", max_size=20), st.permutations([1, 3, 2, 5, 4]))
def test_a_line_is_the_line_in_whatever_order_lines_are_asked_for(text, order):
    document, lines = Document(file="f", text=text, root=None), [*text.split("\n"), "", "", "", "", ""]
    assert [document.line(number) for number in order] == [lines[number - 1] for number in order]


def test_a_document_with_an_error_is_not_handed_on():
    warned = Document(file="f", text="", root=None, problems=(Problem(code="W1", what="a", severity="warning"),))
    assert warned.checked() is warned
    failed = Document(file="f", text="", root=None, problems=(Problem(code="E1", what="b"),))
    with pytest.raises(InputError, match="E1: b"):
        failed.checked()


def test_a_path_that_ends_early_gives_what_is_nearest_above():
    document = parse("a:\n  - b: c\n")
    assert (document.source_at("a.1.b.c").line, document.source_at("a.1.b.c").column) == (2, 8)
    assert document.source_at("a.x").line == 1
    assert document.source_at("a.1").line == 2
    assert document.source_at("a.0").line == 1
    assert Document(file="f", text="", root=None).source_at("a").line == 1
