"""Dates by rule: anniversaries, leap days, short months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.granting.dates import Period, day_name, long_date, reckon

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2190, 12, 31))


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2005-03-01", Period(10, "years"), "2015-03-01"),
        ("2004-02-29", Period(1, "years"), "2005-02-28"),
        ("2004-02-29", Period(10, "years"), "2014-02-28"),
        ("2004-02-29", Period(4, "years"), "2008-02-29"),
        ("2004-08-31", Period(6, "months"), "2005-02-28"),
        ("2005-01-31", Period(1, "months"), "2005-02-28"),
        ("2004-12-25", Period(10, "days"), "2005-01-04"),
        ("2004-12-25", Period(2, "weeks"), "2005-01-08"),
    ],
)
def test_a_period_ends_where_the_calendar_says(start, period, end):
    assert reckon(date.fromisoformat(start), period).date.isoformat() == end


def test_a_missing_leap_day_is_named_under_either_policy():
    cautious = reckon(date(2004, 2, 29), Period(10, "years"))
    late = reckon(date(2004, 2, 29), Period(10, "years"), leap_day="mar1")
    assert (cautious.date, cautious.note) == (
        date(2014, 2, 28), "2014 has no 29 February: 28 February taken (policy feb28)")  # fmt: skip
    assert (late.date, late.note) == (date(2014, 3, 1), "2014 has no 29 February: 1 March taken (policy mar1)")


def test_no_note_where_nothing_had_to_be_settled():
    assert reckon(date(2005, 3, 1), Period(10, "years")).note == ""


@given(DAYS, st.integers(0, 240))
def test_months_keep_the_day_or_end_the_month_and_say_so(start, months):
    found = reckon(start, Period(months, "months"))
    assert (found.date.year - start.year) * 12 + found.date.month - start.month == months
    if found.note:
        assert found.date.day < start.day
        assert (found.date + timedelta(days=1)).day == 1
    else:
        assert found.date.day == start.day


@given(DAYS, st.integers(0, 50), st.integers(0, 50))
def test_a_longer_period_never_ends_sooner(start, first, second):
    short, long = sorted((first, second))
    assert reckon(start, Period(short, "years")).date <= reckon(start, Period(long, "years")).date


def test_days_are_written_the_same_in_every_locale():
    assert long_date(date(2005, 2, 3)) == "February 3, 2005"
    assert day_name(date(2004, 2, 29)) == "Sunday"
    assert [str(Period(1, "years")), str(Period(10, "years"))] == ["1 year", "10 years"]
