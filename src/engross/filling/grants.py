"""Fill a form from a grant record: every blank by its field, in the way of writing the form asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import NamedTuple

from engross.clauses import addresses, words
from engross.clauses.clause import Blank, Clause, Text
from engross.filling.layout import lay_out
from engross.granting.record import Grant
from engross.granting.values import unfit
from engross.granting.wording import FORMS, UnknownFieldError, text, value_at, written
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


def gathered(form: Text, grant: Grant) -> tuple[Text, Mapping[str, str]]:
    """Return what :func:`fill` lays out: the form with its blanks keyed, and the words for each key.

    Raises:
        InputError: As :func:`fill`.
    """
    filling = _gather(form, grant, _NO_VALUES, draft=False)
    if filling.problems:
        raise InputError(filling.problems)
    return filling.form, filling.values


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


_kept: dict[int, tuple[Text, tuple[_Spot, ...]]] = {}  # a batch fills one form for every record


def _spots_of(form: Text) -> tuple[_Spot, ...]:
    """Return the spots of a form, found once as long as the same form is filled."""
    known = _kept.get(id(form))
    if known is None or known[0] is not form:
        if len(_kept) > 16:
            _kept.clear()
        known = _kept[id(form)] = (form, tuple(_spots(form)))
    return known[1]


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
    spots = _spots_of(form)
    several = _in_several_forms(spots)
    broken = [fault.place for fault in grant.faults]
    found: dict[str, str] = {}
    problems: list[Problem] = [_placed(fault, spots) for fault in grant.faults]
    for spot in spots:
        field, source = spot.blank.field, grant.stands_at(spot.blank.field)
        if field in values:
            value, problem, source = values[field], None, None
        else:
            value, problem = _value(grant, spot.blank, spot.place)
        if problem is not None:
            told = any(_overlap(place, field) for place in broken)
            open_yet = problem.code == "E021" and (draft or spot.blank.by_hand)
            problems += [] if told or open_yet else [problem]
        elif value:
            found[_key(spot.blank, several)] = value
            problems += unfit(value, field, source)
    problems += _too_many(spots, grant)
    problems += _unused(spots, values)
    return _Filling(_keyed(form, several), found, tuple(dict.fromkeys(problems)))


def _too_many(spots: tuple[_Spot, ...], grant: Grant) -> Iterator[Problem]:
    """Yield a problem where a form prints the first lines of a list and the record has more: none may be lost."""
    last: dict[str, int] = {}
    for spot in spots:
        stem, _, number = spot.blank.field.rpartition(".")
        if number.isdecimal():
            last[stem] = max(last.get(stem, 0), int(number))
    for stem, room in last.items():
        try:
            held = value_at(grant, stem)
        except UnknownFieldError:
            continue  # told already, of each blank
        if isinstance(held, tuple) and len(held) > room:
            what = (
                f"{stem} has {len(held)} entries, and the form has room for {room}: “{text(held[room])}” would be lost"
            )
            yield Problem(
                code="E102",
                what=what,
                remedy="shorten it, or use a form with more lines",
                source=grant.stands_at(stem),
                place=stem,
            )


def _overlap(one: str, other: str) -> bool:
    """Say whether of two paths one is the other or leads to it."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _in_several_forms(spots: tuple[_Spot, ...]) -> frozenset[str]:
    """Return the fields that the form writes in more than one way: ``ten thousand`` here and ``10,000`` there."""
    ways: dict[str, set[str]] = {}
    for spot in spots:
        ways.setdefault(spot.blank.field, set()).add(spot.blank.form)
    return frozenset(field for field, forms in ways.items() if len(forms) > 1)


def _key(blank: Blank, several: frozenset[str]) -> str:
    return f"{blank.field} {blank.form}" if blank.field in several else blank.field


def _keyed(form: Text, several: frozenset[str]) -> Text:
    """Return the form with each blank named by the key its value has."""
    return replace(form, root=_rekeyed(form.root, several)) if several else form


def _rekeyed(clause: Clause, several: frozenset[str]) -> Clause:
    blanks = tuple(replace(blank, field=_key(blank, several)) for blank in clause.blanks)
    return replace(clause, blanks=blanks, children=tuple(_rekeyed(child, several) for child in clause.children))


def _value(grant: Grant, blank: Blank, place: str) -> tuple[str, Problem | None]:
    """Return what a blank is filled with, or why nothing fills it."""
    field, fills = blank.field, f"it fills {blank.printed} in {place}"
    if blank.by_hand and blank.form in _BY_PEN:
        return "", None
    source = grant.stands_at(field)
    if blank.form not in FORMS:
        what = f"the form asks for {field} written as {blank.form}, which is no way of writing; {fills}"
        return "", Problem(code="E024", what=what, remedy="write one of the known ways", place=field,
                           candidates=tuple(get_close_matches(blank.form, FORMS)))  # fmt: skip
    try:
        value = value_at(grant, field)
        said = "" if value is None else written(value, blank.form)
    except UnknownFieldError as unknown:
        near = get_close_matches(field.rpartition(".")[2], unknown.args[1], n=3, cutoff=0.4)
        return "", Problem(code="E020", what=f"no record has a field {field}; {fills}", place=field,
                           remedy="name a field of the grant record in the form", candidates=tuple(near))  # fmt: skip
    except (TypeError, ValueError):
        return "", Problem(code="E022", what=f"{field} cannot be written as {blank.form}; {fills}", source=source,
                           remedy=f"give {field} a value of that kind", place=field)  # fmt: skip
    if not said.strip():
        state = "is missing" if value is None else "is empty"
        return "", Problem(code="E021", what=f"{field} {state}; {fills}", source=source, place=field,
                           remedy=f"give {field} in the record, or make a draft")  # fmt: skip
    return said, None


def _placed(fault: Problem, spots: tuple[_Spot, ...]) -> Problem:
    """Add to a fault of the record where the form prints the field, if it does."""
    for spot in spots:
        if fault.place and _overlap(fault.place, spot.blank.field):
            return replace(fault, what=f"{fault.what}; it fills {spot.blank.printed} in {spot.place}")
    return fault


def _unused(spots: tuple[_Spot, ...], values: Mapping[str, str]) -> Iterator[Problem]:
    fields = {spot.blank.field for spot in spots}
    for field in values:
        if field not in fields:
            near = tuple(get_close_matches(field, fields))
            yield Problem(code="E020", what=f"a value is given for {field}, and the form has no such blank",
                          remedy="take it out", place=field, candidates=near)  # fmt: skip
