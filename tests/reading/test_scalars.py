"""Single values: what is written is what is read, for every value a type can hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from reading_samples import HOSTILE

from engross.reading.asking import BROKEN, Run
from engross.reading.emit import emit
from engross.reading.scalars import Choice, Day, Exact, Flag, NumberOr, Whole, Words
from engross.reading.strict import parse


def read(kind, written):
    document = parse(written)
    run = Run(document)
    run.path.append("a")
    return kind.read(document.root.values["a"], run), [each.code for each in run.problems]


def assert_held(kind, value):
    """Hold that a value is read as it was written, and that its schema accepts what was written."""
    plain = kind.write(value)
    assert read(kind, emit({"a": plain})) == (value, [])
    Draft202012Validator(kind.schema({}), format_checker=FormatChecker()).validate(str(plain))


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day(day):
    assert_held(Day(), day)


@given(st.integers(1, 10**15 - 1))
def test_a_whole_number(number):
    assert_held(Whole(least=1), number)


@given(st.integers(1, 10**15 - 1), st.integers(0, 4))
def test_an_exact_amount(units, places):
    amount = Decimal(units).scaleb(-places)
    assert_held(Exact(), amount)
    assert str(read(Exact(), emit({"a": Exact().write(amount)}))[0]) == str(amount)


@given(HOSTILE)
def test_words(words):
    assert_held(Words(), words)


@given(st.lists(HOSTILE, min_size=1, max_size=4).map("\n".join))
def test_lines(words):
    assert_held(Words(lines=True), words)


@given(st.booleans())
def test_a_flag(flag):
    assert_held(Flag(), flag)


@given(st.integers(1, 9999) | st.sampled_from(("first", "last")))
def test_a_number_or_a_word(value):
    assert_held(NumberOr(("first", "last")), value)


@given(st.text("0123456789.,-+eExX_ $NaInf٣１", min_size=1, max_size=8))
def test_the_schema_of_numbers_refuses_what_the_reader_refuses(text):
    for kind in (Whole(least=1), Whole(), Exact(), Exact(zero=True), Exact(places=0)):
        value, _ = read(kind, emit({"a": text}))
        assert Draft202012Validator(kind.schema({})).is_valid(text) == (value is not BROKEN)


@given(st.from_regex(r"\A(18|19|20|22)[0-9]{2}-[01][0-9]-[0-3][0-9]\Z"))
def test_the_schema_of_days_refuses_what_the_reader_refuses(text):
    value, _ = read(Day(), emit({"a": text}))
    validator = Draft202012Validator(Day().schema({}), format_checker=FormatChecker())
    assert validator.is_valid(text) == (value is not BROKEN)


FOLDED = {
    "below >-": ("a: >-\n  one\n  two\n", "one two"),
    "below >, with its last line end": ("a: >\n  one\n  two\n", "one two"),
    "below |": ("a: |\n  one\n  two\n", "one two"),
    "over several plain lines": ("a: one\n  two\n", "one two"),
    "over several quoted lines": ('a: "one\n  two"\n', "one two"),
}


@pytest.mark.parametrize(("written", "words"), FOLDED.values(), ids=FOLDED.keys())
def test_words_over_several_lines_are_one_line(written, words):
    assert read(Words(), written) == (words, [])


def test_lines_are_kept_where_they_are_asked_for():
    assert read(Words(lines=True), "a: |\n  one\n  two\n") == ("one\ntwo", [])
    assert read(Words(lines=True), 'a: "one\\ntwo\\n"\n') == ("one\ntwo\n", [])


def test_text_of_no_words_is_given_in_quotation_marks_where_it_may_be():
    assert read(Words(empty=True), 'a: ""\n') == ("", [])
    assert read(Words(empty=True), "a:\n") == (BROKEN, ["E021"])
    assert read(Words(), 'a: ""\n') == (BROKEN, ["E021"])


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (Whole(most=9), "a: 10\n", "E042"),
        (Whole(), "a: -1.5\n", "E040"),
        (Exact(), "a: -1.50\n", "E042"),
        (Exact(), "a: .5\n", "E040"),
        (Exact(), "a: 1,000.50\n", "E040"),
        (Day(first=2000), "a: 1999-01-01\n", "E053"),
        (Choice(("one",)), "a: two\n", "E024"),
        (NumberOr(("last",)), "a: 0\n", "E042"),
        (NumberOr(("last",)), "a: lats\n", "E024"),
        (Words(pattern="^[A-Z]+$", says="capitals"), "a: b\n", "E025"),
        (Words(longest=2), "a: bcd\n", "E101"),
        (Flag(), "a: {}\n", "E022"),
    ],
)
def test_a_value_out_of_bounds_is_refused_by_its_code(kind, written, code):
    assert read(kind, written) == (BROKEN, [code])
