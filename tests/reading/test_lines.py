"""A text as lines."""

from hypothesis import given
from hypothesis import strategies as st

from engross.reading.lines import Line, fold, split


def test_a_line_knows_its_place_its_indent_and_the_room_above():
    assert split("\n  Title\n\n\nwords \n") == [Line(2, 2, "Title", 1), Line(5, 0, "words", 2)]


def test_a_form_feed_parts_lines_but_counts_none():
    assert [(line.number, line.text) for line in split("a\x0cb\nc")] == [(1, "a"), (1, "b"), (2, "c")]


def test_line_ends_of_other_systems_count_once():
    assert [line.number for line in split("a\r\nb\rc")] == [1, 2, 3]


@given(st.text())
def test_lines_keep_every_word(text):
    assert [word for line in split(text) for word in line.text.split()] == text.split()


@given(st.text())
def test_folding_keeps_every_word(text):
    assert fold(text).split(" ") == (text.split() or [""])
