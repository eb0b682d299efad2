"""Values in print, and printed values read back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.numbers import from_words
from engross.granting.dates import Period
from engross.granting.record import Address, Grant, Money, Participant
from engross.granting.values import unfit
from engross.granting.wording import FORMS, UnknownFieldError, read_back, value_at, written

WHOLE = st.integers(0, 10**12)
PRICES = st.decimals("0", "999999", places=4)


@given(WHOLE, st.sampled_from(["shares", "shares-in-words"]))
def test_printed_shares_read_back(number, form):
    assert read_back(written(number, form), form) == number


@given(PRICES, st.sampled_from(["price", "price-in-words"]))
def test_printed_prices_read_back_exactly(amount, form):
    assert read_back(written(Money(amount=amount), form), form) == amount


@given(WHOLE)
def test_words_and_figures_of_shares_agree(number):
    words, _, figures = written(number, "shares-in-words").partition(" (")
    assert from_words(words) == int(figures.rstrip(")").replace(",", ""))


@given(PRICES)
def test_words_and_figures_of_a_price_agree(amount):
    words, _, figures = written(Money(amount=amount), "price-in-words").partition(" dollars ($")
    whole, _, part = words.partition(" and ")
    above, _, below = part.partition("/")
    assert from_words(whole) + Decimal(above) / Decimal(below) == Decimal(figures.rstrip(")").replace(",", ""))


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (Period(10, "years"), "period", "10 years"),
        (Period(10, "years"), "period-in-words", "ten (10) years"),
        (Period(1, "years"), "period-in-words", "one (1) year"),
        (("cash", "broker"), "text", "cash, broker"),
        (date(2005, 2, 3), "date-signed", "February 3, 2005"),
        (date(2005, 2, 3), "text", "2005-02-03"),
    ],
)
def test_ways_of_writing(value, form, said):
    assert written(value, form) == said


@pytest.mark.parametrize(
    ("value", "form"),
    [("ten", "shares"), (True, "shares"), (-1, "shares"), (1.5, "price"), (Decimal(-1), "price"),
     (Decimal("NaN"), "price"), (Money(amount=Decimal(1), currency="EUR"), "price-in-words"), ("x", "long-date"),
     (Participant(), "text")],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused(value, form):
    with pytest.raises((TypeError, ValueError)):
        written(value, form)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_way_of_writing_refuses_what_it_cannot_write(form):
    with pytest.raises(TypeError):
        written(object(), form)


def test_a_path_steps_through_fields_lists_and_lines():
    grant = Grant(custom_id="A", participant=Participant(addresses=(Address(street_suite="1 First\n2 Second"),)))
    assert value_at(grant, "participant.address_lines.2") == "2 Second"
    assert value_at(grant, "participant.address_lines.3") is None
    assert value_at(grant, "exercise_price.amount") is None


@pytest.mark.parametrize("path", ["nobody", "participant.nme", "participant.addresses.first", "participant.addresses.0",
                                  "custom_id.length", "source", "faults"])  # fmt: skip
def test_a_path_to_nothing_is_told_what_is_there(path):
    with pytest.raises(UnknownFieldError):
        value_at(Grant(custom_id="A"), path)


def test_printed_dates_and_periods_are_not_read_back():
    with pytest.raises(KeyError):
        read_back("February 3, 2005", "long-date")


@pytest.mark.parametrize(
    ("words", "lines", "codes"),
    [
        ("Ann", False, []),
        ("Ann\nBob", False, ["E100"]),
        ("Ann\nBob", True, []),
        ("Ann " * 70, False, ["E101"]),
        ("Ann " * 70, True, []),
        ("A" * 61, False, ["E102"]),
        ("Ann\u200bBob", False, ["E007"]),
        ("李小龍 Łukasz", False, []),
    ],
)
def test_what_cannot_be_printed_is_named(words, lines, codes):
    assert [problem.code for problem in unfit(words, "participant.name.legal_name", lines=lines)] == codes
