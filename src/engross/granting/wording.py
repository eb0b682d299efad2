"""Values in print: how a date, a number of shares, a price or a name of the record is written on paper."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from engross.clauses.numbers import in_words, words_and_figures
from engross.granting.dates import Period, long_date
from engross.granting.record import Grant, Money


class UnknownFieldError(LookupError):
    """A path names no field of the record; ``args`` are the path and the names that stand at that place."""


def value_at(record: Grant, path: str) -> Any:
    """Return the value a dotted path names; None where the record has none.

    A step into a list is a number counted from 1: ``participant.address_lines.1``.

    Raises:
        UnknownFieldError: No record has such a field.
    """
    value: Any = record
    for step in _steps(path):
        if value is None:
            return None
        if isinstance(value, tuple):
            if not step.isdecimal() or step == "0":
                raise UnknownFieldError(path, tuple(str(number + 1) for number in range(len(value))))
            value = value[int(step) - 1] if int(step) <= len(value) else None
            continue
        names = field_names(type(value))
        if step not in names:
            raise UnknownFieldError(path, names)
        value = getattr(value, step)
    return value


@lru_cache(maxsize=1024)  # the rules ask the same few paths of every grant
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def field_names(kind: type) -> tuple[str, ...]:
    """Return the names a path may step to in a record of this kind."""
    if kind not in _NAMES:
        _NAMES[kind] = _names(kind)
    return _NAMES[kind]


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        return ()
    own = [each.name for each in dataclasses.fields(kind) if each.compare]  # what is not compared is not the record's
    found = [name for name, member in vars(kind).items() if isinstance(member, property)]
    return (*own, *found)


def long_date_of(value: Any) -> str:
    """Write a day: ``February 3, 2005``."""
    return long_date(_as(value, date))


def shares(value: Any) -> str:
    """Write a number of shares in figures: ``10,000``."""
    return f"{_whole(value):,}"


def shares_in_words(value: Any) -> str:
    """Write a number of shares both ways: ``ten thousand (10,000)``."""
    return words_and_figures(_whole(value))


def price(value: Any) -> str:
    """Write a price in figures exactly, with at least two places: ``23.4375``, ``1.15``, ``1,250.00``."""
    amount = _amount(value)
    places = max(2, -int(amount.as_tuple().exponent))
    return f"{amount:,.{places}f}"


def price_in_words(value: Any) -> str:
    """Write a price both ways from the one value: ``twenty-three and 4375/10000 dollars ($23.4375)``."""
    if isinstance(value, Money) and value.currency != "USD":
        raise TypeError(value)
    figures = price(value)
    whole, _, cents = figures.replace(",", "").partition(".")
    return f"{in_words(int(whole))} and {cents}/{10 ** len(cents)} dollars (${figures})"


def period(value: Any) -> str:
    """Write a length of time in figures: ``10 years``."""
    return str(_as(value, Period))


def period_in_words(value: Any) -> str:
    """Write a length of time both ways: ``ten (10) years``."""
    length = _as(value, Period)
    return f"{words_and_figures(length.number)} {str(length).partition(' ')[2]}"


def text(value: Any) -> str:
    """Write words as they are; a value of another kind in its plain form."""
    match value:
        case str():
            return value
        case date() | int() | Decimal():
            return str(value)
        case Money():
            return price(value)
        case tuple():
            return ", ".join(text(each) for each in value)
        case _:
            raise TypeError(value)


FORMS: Mapping[str, Callable[[Any], str]] = MappingProxyType({
    "text": text,
    "signature": text,
    "long-date": long_date_of,
    "date-signed": long_date_of,
    "shares": shares,
    "shares-in-words": shares_in_words,
    "price": price,
    "price-in-words": price_in_words,
    "period": period,
    "period-in-words": period_in_words,
})  # fmt: skip


def written(value: Any, form: str) -> str:
    """Write a value in one of :data:`FORMS`.

    Raises:
        KeyError: There is no such form.
        TypeError: The value is of another kind than the form writes.
        ValueError: The value is of the kind but cannot be written (a fraction of a share).
    """
    return FORMS[form](value)


def read_back(printed: str, form: str) -> Any:
    """Read a printed value back: what :func:`written` wrote gives the value again.

    Raises:
        KeyError: There is no such form, or nothing can be read back from it.
        ValueError: The words are not what the form writes.
    """
    match form:
        case "shares" | "shares-in-words":
            return int(_figures(printed).replace(",", ""))
        case "price" | "price-in-words":
            return Decimal(_figures(printed).replace(",", "").replace("$", ""))
        case "text" | "signature":
            return printed
        case _:
            raise KeyError(form)


def _figures(printed: str) -> str:
    inside = re.search(r"\(([^()]+)\)$", printed)
    return inside[1] if inside else printed


def _as(value: Any, kind: type[Any]) -> Any:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    if value < 0:
        raise ValueError(value)
    return value


def _amount(value: Any) -> Decimal:
    amount = value.amount if isinstance(value, Money) else value
    if not isinstance(amount, Decimal):
        raise TypeError(value)
    if not amount.is_finite() or amount < 0:
        raise ValueError(value)
    return amount
