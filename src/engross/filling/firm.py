"""Fill a firm's own Word template, which holds the whole form, from a grant record."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from engross.granting.record import Grant, Money
from engross.granting.wording import field_names, long_date_of, price, shares
from engross.paper.template import template
from engross.paper.template_compile import Compiled
from engross.problems import InputError, Problem

_MULTILINE = ("participant.addresses[].street_suite",)


def fill_firm(form: bytes | Compiled, grant: Grant, *, name: str = "") -> bytes:
    """Fill a firm's own template from a grant record.

    Args:
        form: The .docx template, as a file or compiled by :func:`firm_template`.
        grant: The record.
        name: The template's file, for messages.

    Returns:
        The bytes of a .docx package.

    Raises:
        InputError: The template does not pass the gate, or the record lacks fields it prints; all are named, each with
            its line in the record.
    """
    ready = form if isinstance(form, Compiled) else firm_template(form, name=name)
    try:
        return ready.fill(record_context(grant))
    except InputError as refused:
        placed = (
            dataclasses.replace(each, source=each.source or grant.stands_at(each.place)) for each in refused.problems
        )
        raise InputError(tuple(placed)) from None


def firm_template(form: bytes, *, name: str = "", cache: Path | None = None) -> Compiled:
    """Check and compile a firm's own template against the fields of a grant record.

    Args:
        form: The .docx template.
        name: Its file, for messages.
        cache: Where compiled templates are kept.
    """
    return template(form, record_fields(), name=name, multiline=_MULTILINE, cache=cache)


def record_context(grant: Grant) -> dict[str, Any]:
    """Return a grant record as a template prints it: days, shares and prices written out, what is not known empty."""
    return {name: _printed(getattr(grant, name)) for name in field_names(Grant)}


def _printed(value: Any) -> Any:  # noqa: PLR0911 - one end for each kind of value
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case str():
            return value
        case int():
            return shares(value)
        case date():
            return long_date_of(value)
        case Decimal():
            return str(value)
        case Money():
            return {"amount": price(value), "currency": value.currency}
        case tuple():
            return tuple(_printed(each) for each in value)
        case _ if dataclasses.is_dataclass(value):
            return {name: _printed(getattr(value, name)) for name in field_names(type(value))}
        case _:
            fault = Problem(code="E022", what=f"{type(value).__name__} cannot be printed", remedy="report this")
            raise InputError((fault,))


def record_fields() -> tuple[str, ...]:
    """Return every field a template may name, dotted, lists as ``list[]``."""
    return tuple(dict.fromkeys(_fields(Grant, "")))


def _fields(kind: Any, stem: str) -> Iterator[str]:
    for part in get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,):
        if get_origin(part) is tuple:
            yield stem
            yield from _fields(get_args(part)[0], f"{stem}[]")
        elif dataclasses.is_dataclass(part):
            hints = get_type_hints(part)
            for name in field_names(part if isinstance(part, type) else type(part)):
                own = getattr(part, name, None)
                hint = get_type_hints(own.fget)["return"] if isinstance(own, property) else hints[name]
                yield from _fields(hint, f"{stem}.{name}" if stem else name)
        elif part is not type(None):
            yield stem
