"""Signs a file may not hold, sign by sign."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.reading.signs import LONGEST_LINE, found_in, named, refusal, unfit


def codes(text):
    return [each.code for each in found_in(text)]


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        ("\x00", "E007"), ("\x0b", "E007"), ("\x1b", "E007"), ("\x7f", "E007"), ("\x85", "E007"), ("\u2028", "E007"),
        ("\ud800", "E007"), ("\ufffe", "E007"), ("\t", "E008"), ("\u202e", "E030"), ("\u2066", "E030"),
        ("\u200e", "E030"), ("\u061c", "E030"), ("\u200b", "E031"), ("\u2060", "E031"), ("\ufeff", "E031"),
        ("\u00ad", "E031"), ("\u200d", "E031"), ("\U000e0041", "E031"), ("\u3164", "E031"),
    ],
)  # fmt: skip
def test_a_sign_is_refused_by_its_code(sign, code):
    assert unfit(f"a{sign}b") == sign
    assert refusal(sign)[0] == code
    assert codes(f"a{sign}b") == [code]


@given(st.characters(exclude_categories=("Cs",)))
def test_every_control_and_format_character_is_refused_and_no_letter_is(sign):
    category = unicodedata.category(sign)
    if category in ("Cc", "Zl", "Zp"):
        assert (unfit(sign) == "") == (sign == "\n")
    elif category[0] in "LNPS" and sign not in "\u115f\u1160\u3164\uffa0":
        assert unfit(sign) == ""


def test_a_sign_is_named_in_words():
    assert named("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"
    assert named("\x07") == "U+0007"


def test_ordinary_signs_of_legal_texts_are_let_through():
    assert codes("“Plan” — § 422, ¶ 3; R&D’s 50% of €1\u00a0000 … José 한글 𓀀\n") == []


def test_a_place_is_counted_in_characters():
    assert [each.at for each in found_in("é\u200b\n\t")] == [1, 3]


def test_only_lines_beyond_the_longest_are_refused():
    assert codes("x" * LONGEST_LINE + "\n" + "x" * LONGEST_LINE) == []
    (found,) = found_in("a\n" + "x" * (LONGEST_LINE + 1))
    assert (found.code, found.at) == ("E035", 2)


@given(st.lists(st.integers(0, 7).map(lambda power: "x" * (LONGEST_LINE * power // 4)), max_size=6))
def test_every_line_too_long_is_found_wherever_it_stands(lines):
    found = [each.at for each in found_in("\n".join(lines))]
    starts = [sum(len(each) + 1 for each in lines[:number]) for number in range(len(lines))]
    assert found == [start for start, line in zip(starts, lines, strict=True) if len(line) > LONGEST_LINE]


def test_marks_of_a_conflict_are_found_and_other_rows_of_signs_are_not():
    assert codes("<<<<<<< HEAD\na\n||||||| base\n=======\nb\n>>>>>>> other\n") == ["E036"] * 4
    assert codes("a: <<<<<<<<\n=======\n") == ["E036"]
    assert codes("=======\n") == []


def test_mixed_alphabets_and_parted_accents_are_warned_of():
    found = list(found_in("Ann\n\u0410nn and e\u0301\n\u0410\u0411 ab\n"))
    assert [(each.code, each.severity, each.at) for each in found] == [("W032", "warning", 4), ("W033", "warning", 12)]


def test_no_pattern_is_slow_on_its_worst_shape():
    # each would take seconds where a pattern backtracks
    for text in ("<" * 99_999, "=" * 99_999, "a\u0391" * 49_999, " #" * 49_999, "\u0301" * 99_999):
        assert isinstance(codes(text), list)
    assert re.search("x", "x")
