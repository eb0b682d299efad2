"""What an option may still do on a day: its last day and why, by the plan's terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from engross.granting.dates import LeapDay, Period, Reckoned, reckon
from engross.granting.record import Grant

ExpiryBasis = Literal["anniversary", "day-before"]
Why = Literal["term", "service", "event"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a plan that settle how long its options live; None where the plan has no such term.

    Args:
        term: The longest life from the grant date.
        after_service: How long after ceasing to serve an option may be exercised.
        ends: Days on which every option expires (an acquisition event): the option is gone on that day.
        opens: The day before which no option may be exercised (stockholder approval); None where it is not known.
        must_open: True where the plan bars exercise before such a day.
        leap_day: Where 29 February falls in a year without one.
        expiry_basis: Whether the anniversary itself is the last day, or the day before it.
    """

    term: Period | None = None
    after_service: Period | None = None
    ends: tuple[date, ...] = ()
    opens: date | None = None
    must_open: bool = False
    leap_day: LeapDay = "feb28"
    expiry_basis: ExpiryBasis = "anniversary"


class Limit(NamedTuple):
    """The last day an option may be exercised for one reason.

    Args:
        last_day: The day; exercise on it is still allowed.
        why: ``term``, ``service`` or ``event``.
        words: The reason with its dates.
    """

    last_day: date
    why: Why
    words: str


def limits(grant: Grant, terms: Terms) -> tuple[Limit, ...]:
    """Return the last days set by each term, the earliest first; empty where nothing bounds the option."""
    return tuple(sorted(_told(grant, terms, why, end) for why, end in _ends(grant, terms)))


def last_day(grant: Grant, terms: Terms) -> date | None:
    """Return the last day an option may be exercised, without the reason; None where nothing bounds it."""
    return min((end.date for _, end in _ends(grant, terms)), default=None)


def _ends(grant: Grant, terms: Terms) -> Iterator[tuple[Why, Reckoned]]:
    """Yield the last day each term sets; the words are left for later, for a ledger asks a hundred thousand times."""
    granted, ceased = grant.grant_date, grant.participant.ceased
    if granted is None:
        return
    if terms.term is not None:
        end = reckon(granted, terms.term, leap_day=terms.leap_day)
        yield "term", Reckoned(end.date - _DAY, end.note) if terms.expiry_basis == "day-before" else end
    if ceased is not None and terms.after_service is not None:
        yield "service", reckon(ceased, terms.after_service, leap_day=terms.leap_day)
    for event in terms.ends:
        if event >= granted:
            yield "event", Reckoned(event - _DAY)
            return


def _told(grant: Grant, terms: Terms, why: Why, end: Reckoned) -> Limit:
    """Return the last day one term sets, with the reason in words."""
    match why:
        case "term":
            counted = ", counted to the day before" if terms.expiry_basis == "day-before" else ""
            words = f"{terms.term} from the grant date {grant.grant_date}{counted}"
        case "service":
            words = f"{terms.after_service} after ceasing to serve on {grant.participant.ceased}"
        case "event":
            words = f"expired upon the event of {end.date + _DAY}"
    return Limit(end.date, why, f"{words} ({end.note})" if end.note else words)


def final_exercise_date(grant: Grant, terms: Terms) -> Limit | None:
    """Return the end of an option's full term, whatever else may end it sooner; None where it cannot be found."""
    return next((_told(grant, terms, why, end) for why, end in _ends(grant, terms) if why == "term"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an option may do on a day.

    Args:
        exercisable: Whether it may be exercised; None where that cannot be told.
        last_day: The last day it may be; None where nothing bounds it or it cannot be told.
        why: The reason, in words.
        missing: The facts that are wanted to tell.
    """

    exercisable: bool | None
    last_day: date | None
    why: str
    missing: tuple[str, ...] = ()


def standing(grant: Grant, terms: Terms, day: date, *, left: int | None = None) -> Standing:
    """Say whether an option may be exercised on a day, until when, and why.

    Args:
        grant: The option.
        terms: Its plan's terms.
        day: The day asked about.
        left: How many shares are left in it; None leaves the count aside.
    """
    if grant.grant_date is None:
        return Standing(exercisable=None, last_day=None, why="its grant date is not known", missing=("grant_date",))
    bounds = limits(grant, terms)
    last = bounds[0] if bounds else None
    last_day = last.last_day if last else None
    if terms.must_open and terms.opens is None and not (last and day > last.last_day):
        why = "not before stockholder approval, whose date is not known"
        return Standing(exercisable=None, last_day=last_day, why=why, missing=("stockholder_approval",))
    barred = next(_bars(grant, terms, day, last, left), "")
    why = barred or (last.words if last else "nothing bounds it")
    return Standing(exercisable=not barred, last_day=last_day, why=why)


def _bars(grant: Grant, terms: Terms, day: date, last: Limit | None, left: int | None) -> Iterator[str]:
    """Yield why an option may not be exercised on a day."""
    if grant.grant_date is not None and day < grant.grant_date:
        yield f"not granted before {grant.grant_date}"
    if last and day > last.last_day:
        yield last.words
    if left == 0:
        yield "no shares are left in it"
    if terms.opens is not None and day < terms.opens:
        yield f"not before stockholder approval on {terms.opens}"
    if grant.vesting and all(step.date > day for step in grant.vesting):
        yield f"not vested before {grant.vesting[0].date}"
