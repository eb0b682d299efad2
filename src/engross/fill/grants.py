"""Fill a form from a grant record: every blank by its field, in the way of writing the form asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from engross.clauses import addresses, words
from engross.clauses.clause import Blank, Clause, Text
from engross.fill.layout import lay_out
from engross.granting.record import Grant
from engross.granting.values import unfit
from engross.granting.wording import FORMS, Unknown, value_at, written
from engross.paper.document import Document
from engross.problems import InputError, Problem

_NO_VALUES: Mapping[str, str] = MappingProxyType({})
_BY_PEN = ("signature", "date-signed")
_AROUND = 40


def fill(form: Text, grant: Grant, *, draft: bool = False, values: Mapping[str, str] = _NO_VALUES) -> Document:
    """Fill a form from a grant record.

    The words of the form stay as they are; only its blanks are replaced. Lines for signatures and dates of signing
    stay open, for they are filled by pen; other lines to be filled by hand are typed on where the record has the value.

    Args:
        form: The agreement, acceptance or another text with blanks.
        grant: The record.
        draft: True keeps blanks without a value as printed and marks the document as a draft.
        values: Words for fields beside or before the record's own, as they are to be printed.

    Raises:
        InputError: Fields are missing, unknown, empty or malformed; all are named, each with its line in the record
            and its place in the form.
    """
    filling = _gather(form, grant, values, draft=draft)
    if filling.problems:
        raise InputError(filling.problems)
    return lay_out(filling.form, filling.values, draft=draft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one blank of a form is filled with.

    Args:
        clause: The id of the clause it stands in.
        blank: The blank.
        value: As printed; empty where it stays open.
        place: Where it stands, in words: the citation and the words around.
    """

    clause: str
    blank: Blank
    value: str
    place: str


def entries(form: Text, grant: Grant, *, values: Mapping[str, str] = _NO_VALUES) -> tuple[Entry, ...]:
    """Return what each blank of a form is filled with, in the order printed; empty values are what is missing."""
    found = []
    for spot in _spots(form):
        own = values.get(spot.blank.field)
        found.append(Entry(clause=spot.clause.id, blank=spot.blank, place=spot.place,
                           value=own if own is not None else _quietly(grant, spot.blank)))  # fmt: skip
    return tuple(found)


def _quietly(grant: Grant, blank: Blank) -> str:
    value, problem = _value(grant, blank, "")
    return "" if problem else value


class _Spot(NamedTuple):
    """A blank with the clause it stands in."""

    clause: Clause
    blank: Blank
    place: str


class _Filling(NamedTuple):
    """A form with the values that fill it, and what stands in the way."""

    form: Text
    values: dict[str, str]
    problems: tuple[Problem, ...]


def _spots(form: Text) -> Iterator[_Spot]:
    index = addresses.index(form)
    for clause in form.root.walk():
        done = 0
        if not clause.blanks:
            continue
        own = " ".join(words.words(replace(clause, children=(), joints=())))
        for blank in clause.blanks:
            printed = " ".join(blank.printed.split())
            at = own.find(printed, done)
            if at < 0:
                yield _Spot(clause, blank, f"{form.kind} {index.citation(clause.id)}".strip())
                continue
            done = at + len(printed)
            yield _Spot(clause, blank, f"{_cited(form, index, clause)}: “{_around(own, at, done)}”")


def _cited(form: Text, index: addresses.Index, clause: Clause) -> str:
    cited = index.citation(clause.id)
    return f"{form.kind}, Section {cited}" if cited else f"{form.kind}, {clause.id}"


def _around(own: str, start: int, end: int) -> str:
    left = own[max(0, start - _AROUND) : start]
    right = own[end : end + _AROUND]
    left = "… " + left.partition(" ")[2] if start > _AROUND else left
    right = right.rpartition(" ")[0] + " …" if end + _AROUND < len(own) else right
    return f"{left}{own[start:end]}{right}".strip()


def _gather(form: Text, grant: Grant, values: Mapping[str, str], *, draft: bool) -> _Filling:
    found: dict[str, str] = {}
    problems: list[Problem] = []
    forms: dict[str, str] = {}
    parted = False
    for spot in _spots(form):
        field = spot.blank.field
        parted = parted or forms.setdefault(field, spot.blank.form) != spot.blank.form
        key = _key(spot.blank)
        if field in values:
            found[key] = values[field]
            problems += unfit(values[field], field)
            continue
        value, problem = _value(grant, spot.blank, spot.place)
        if problem and problem.code == "E021" and (draft or spot.blank.by_hand):
            continue
        if problem:
            problems.append(problem)
        elif value:
            found[key] = value
            problems += unfit(value, field, grant.stands_at(field))
    problems += [_placed(fault, form) for fault in grant.faults if not (draft and fault.code == "E021")]
    problems += _unused(form, values)
    return _Filling(_keyed(form), found, tuple(dict.fromkeys(problems)))


def _key(blank: Blank) -> str:
    return f"{blank.field} {blank.form}"
