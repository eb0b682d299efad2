"""Labels: taken apart, read in every way, printed again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.clauses import labels
from engross.clauses.labels import Reading

STYLES = ("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman")


@pytest.mark.parametrize(
    ("printed", "unit", "numeral"),
    [
        ("5.", "", "5"),
        ("d.", "", "d"),
        ("(ii)", "", "ii"),
        ("Section 4.2", "section", "4.2"),
        ("§ 1-601.01", "section", "1-601.01"),
        ("ARTICLE IX", "article", "IX"),
        ("Appendix B:", "appendix", "B"),
        ("a)", "", "a"),
        ("[3]", "", "3"),
        ("Sub-paragraph (c)", "subparagraph", "c"),
        ("Particulars", "", "Particulars"),
    ],
)
def test_a_label_is_taken_apart(printed, unit, numeral):
    parsed = labels.parse(printed)
    assert (unit, numeral) == (parsed.unit, parsed.numeral)


@given(
    st.sampled_from(("", "(", "Section ", "§ ", "ARTICLE ")), st.integers(1, 400), st.sampled_from(("", ".", ")", ".)"))
)
def test_the_marks_of_a_label_rebuild_it(before, number, after):
    printed = f"{before}{number}{after}"
    parsed = labels.parse(printed)
    assert printed == parsed.with_numeral(parsed.numeral)


@given(st.sampled_from(STYLES), st.integers(1, 78))
def test_every_numeral_can_be_read_as_what_it_was_printed_for(style, ordinal):
    assert Reading(style, ordinal) in labels.readings(labels.numerals(style, ordinal))


def test_i_is_a_letter_and_a_roman_numeral():
    assert {Reading("lower-alpha", 9), Reading("lower-roman", 1)} == set(labels.readings("i"))


def test_what_is_no_roman_numeral_is_not_read_as_one():
    assert not [each for each in labels.readings("iiv") if each.style == "lower-roman"]
    assert labels.roman_value("iiii") is None


@pytest.mark.parametrize(
    ("sequence", "style"),
    [
        (("(h)", "(i)", "(j)"), "lower-alpha"),
        (("(i)", "(ii)", "(iii)"), "lower-roman"),
        (("I.", "II."), "upper-roman"),
        (("ONE", "TWO"), "word"),
    ],
)
def test_the_sequence_settles_what_one_label_leaves_open(sequence, style):
    chain = labels.common_reading(sequence)
    assert chain is not None
    assert {each.style for each in chain} == {style}


def test_a_sequence_with_a_gap_has_no_common_reading():
    assert labels.common_reading(("(a)", "(c)")) is None


def test_a_compound_number_is_read_by_its_last_part():
    assert (Reading("decimal", 2, "4."),) == labels.readings("4.2")
    assert Reading("upper-alpha", 1, "203") in labels.readings("203A")
