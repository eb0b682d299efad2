"""Dates by rule: anniversaries and periods, with the leap day and the short month named whenever they matter."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

LeapDay = Literal["feb28", "mar1"]
Unit = Literal["days", "weeks", "months", "years"]


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as a text states it.

    Args:
        number: How many; 0 or more.
        unit: Of what.
    """

    number: int
    unit: Unit

    def __str__(self) -> str:
        """Return ``10 years``, ``1 year``."""
        return f"{self.number} {self.unit.removesuffix('s') if self.number == 1 else self.unit}"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A date found by rule.

    Args:
        date: The day.
        note: What had to be settled to find it (no 29 February, a short month); empty where nothing had to be.
    """

    date: date
    note: str = ""


def reckon(start: date, period: Period, *, leap_day: LeapDay = "feb28") -> Reckoned:
    """Add a period to a day: the anniversary for years and months, the plain count for days and weeks.

    Args:
        start: The day counted from.
        period: How long.
        leap_day: Where 29 February falls in a year without one: the day before (the cautious reading) or after.
    """
    match period.unit:
        case "days":
            return Reckoned(start + timedelta(days=period.number))
        case "weeks":
            return Reckoned(start + timedelta(weeks=period.number))
        case "months":
            return _months_later(start, period.number, leap_day)
        case "years":
            return _months_later(start, 12 * period.number, leap_day)


def _months_later(start: date, months: int, leap_day: LeapDay) -> Reckoned:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    month += 1
    try:
        return Reckoned(date(year, month, start.day))
    except ValueError:  # a short month: asked only where it is one, for a ledger reckons a hundred thousand dates
        last = monthrange(year, month)[1]
    wanted = f"{start.day} {date(2000, month, 1):%B}"
    if leap_day == "mar1" and month == 2 and start.day == 29:
        return Reckoned(date(year, 3, 1), f"{year} has no {wanted}: 1 March taken (policy mar1)")
    note = f"{year} has no {wanted}: {last} {date(2000, month, 1):%B} taken"
    return Reckoned(date(year, month, last), f"{note} (policy feb28)" if month == 2 and start.day == 29 else note)


def long_date(day: date) -> str:
    """Write a day as American papers do: ``February 3, 2005``; never by the machine's locale."""
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December")  # fmt: skip
    return f"{months[day.month - 1]} {day.day}, {day.year}"


def day_name(day: date) -> str:
    """Name the weekday, never by the machine's locale."""
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]
