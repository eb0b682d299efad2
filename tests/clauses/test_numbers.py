"""Numbers in words and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.numbers import LARGEST, figures, from_words, in_words, words_and_figures


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (10, "ten"),
        (17, "seventeen"),
        (45, "forty-five"),
        (100, "one hundred"),
        (12345, "twelve thousand three hundred forty-five"),
        (800_000, "eight hundred thousand"),
        (1_000_001, "one million one"),
    ],
)
def test_a_number_is_written_as_americans_write_it(number, words):
    assert in_words(number) == words
    assert from_words(words) == number


@pytest.mark.parametrize("words", ["One hundred and five", "one-hundred five", "ONE HUNDRED, FIVE"])
def test_commas_hyphens_capitals_and_and_may_stand(words):
    assert from_words(words) == 105


@pytest.mark.parametrize(
    "words", ["", "shares", "ten five", "twenty ten", "hundred", "thousand", "one thousand two thousand", "five zero",
              "one hundred hundred", "and ten", "ten (10)", "ten-gallon"],
)  # fmt: skip
def test_what_is_no_number_is_none(words):
    assert from_words(words) is None


@given(st.integers(min_value=0, max_value=LARGEST))
def test_words_read_back_are_the_number(number):
    assert from_words(in_words(number)) == number


@given(st.integers(min_value=0, max_value=LARGEST))
def test_words_and_figures_say_the_same(number):
    words, _, said = words_and_figures(number).partition(" (")
    assert from_words(words) == int(said.rstrip(")").replace(",", "")) == int(figures(number).replace(",", ""))


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_what_has_no_words_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        in_words(number)
