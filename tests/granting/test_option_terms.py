"""What an option may still do on a day, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.granting.dates import Period
from engross.granting.record import Grant, Participant, Vesting
from engross.granting.terms import Terms, final_exercise_date, limits, standing

TERMS = Terms(term=Period(10, "years"), after_service=Period(1, "years"), opens=date(2005, 5, 18), must_open=True)
GRANT = Grant(custom_id="A", grant_date=date(2005, 3, 1), quantity=100)
LEFT = replace(GRANT, participant=Participant(ceased=date(2007, 6, 30)))


def told(grant, day, terms=TERMS, left=None):
    now = standing(grant, terms, date.fromisoformat(day), left=left)
    return now.exercisable, str(now.last_day), now.why


@pytest.mark.parametrize(
    ("grant", "day", "answer"),
    [
        (GRANT, "2005-02-28", (False, "2015-03-01", "not granted before 2005-03-01")),
        (GRANT, "2005-05-17", (False, "2015-03-01", "not before stockholder approval on 2005-05-18")),
        (GRANT, "2005-05-18", (True, "2015-03-01", "10 years from the grant date 2005-03-01")),
        (GRANT, "2015-03-01", (True, "2015-03-01", "10 years from the grant date 2005-03-01")),
        (GRANT, "2015-03-02", (False, "2015-03-01", "10 years from the grant date 2005-03-01")),
        (LEFT, "2008-06-30", (True, "2008-06-30", "1 year after ceasing to serve on 2007-06-30")),
        (LEFT, "2008-07-01", (False, "2008-06-30", "1 year after ceasing to serve on 2007-06-30")),
    ],
)
def test_an_option_on_a_day(grant, day, answer):
    assert told(grant, day) == answer


def test_an_option_without_shares_left_may_do_nothing():
    assert told(GRANT, "2006-01-02", left=0) == (False, "2015-03-01", "no shares are left in it")


def test_an_ending_event_ends_the_option_on_its_day():
    terms = replace(TERMS, ends=(date(2001, 1, 2), date(2006, 9, 1)))
    assert told(GRANT, "2006-08-31", terms)[0] is True
    assert told(GRANT, "2006-09-01", terms) == (False, "2006-08-31", "expired upon the event of 2006-09-01")


def test_without_a_known_approval_nobody_can_tell_until_it_is_over():
    terms = replace(TERMS, opens=None)
    now = standing(GRANT, terms, date(2006, 1, 2))
    assert (now.exercisable, now.missing) == (None, ("stockholder_approval",))
    assert told(GRANT, "2015-03-02", terms)[0] is False


def test_a_plan_without_such_a_bar_needs_no_approval():
    assert told(GRANT, "2005-03-01", replace(TERMS, opens=None, must_open=False))[0] is True


def test_what_has_not_vested_cannot_be_exercised():
    grant = replace(GRANT, vesting=(Vesting(date=date(2007, 3, 1), amount=100),))
    assert told(grant, "2007-02-28") == (False, "2015-03-01", "not vested before 2007-03-01")
    assert told(grant, "2007-03-01")[0] is True


def test_without_a_grant_date_nobody_can_tell():
    now = standing(Grant(custom_id="A"), TERMS, date(2006, 1, 2))
    assert (now.exercisable, now.missing) == (None, ("grant_date",))
    assert final_exercise_date(Grant(custom_id="A"), TERMS) is None
    assert limits(Grant(custom_id="A"), TERMS) == ()


def test_nothing_bounds_an_option_of_a_plan_without_terms():
    assert told(GRANT, "2100-01-01", Terms()) == (True, "None", "nothing bounds it")


@given(st.dates(date(2005, 3, 1), date(2020, 1, 1)), st.none() | st.dates(date(2005, 3, 1), date(2020, 1, 1)))
def test_an_option_may_be_exercised_on_its_last_day_and_never_after(day, ceased):
    grant = replace(GRANT, participant=Participant(ceased=ceased))
    terms = replace(TERMS, opens=None, must_open=False)
    last = standing(grant, terms, day).last_day
    assert standing(grant, terms, day).exercisable is (day <= last)
    assert last <= date(2015, 3, 1)
    assert ceased is None or last <= date(ceased.year + 1, ceased.month, 28 if ceased.month == 2 else ceased.day)
