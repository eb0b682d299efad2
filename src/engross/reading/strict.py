"""Strict YAML: libyaml's events made into text with places, and every fault of a file found in one run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import yaml

from engross.problems import InputError, Problem, Severity
from engross.reading import signs, syntax
from engross.reading.tree import Document, Listing, Mapping, Scalar, Value

try:  # one parser only: libyaml and PyYAML's own disagree on what is valid, so there is no second to fall back to
    from yaml._yaml import CParser
except ImportError as missing:  # pragma: no cover - every wheel of PyYAML on PyPI brings libyaml
    raise InputError(
        (
            Problem(
                code="E019",
                what="this PyYAML was built without libyaml, the one YAML parser engross uses",
                remedy="install a wheel of PyYAML: pip install --force-reinstall --only-binary :all: pyyaml",
            ),
        )
    ) from missing

MOST_FAULTS = 50
_CUT = re.compile(r" +#")
_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")  # refused; libyaml alone would count them as ends of lines
_MORE: dict[Severity, str] = {"error": "E099", "warning": "W099", "info": "W099"}
_Event = Any  # events of the C parser always have the marks that PyYAML's stubs make optional
_new = tuple.__new__  # a named tuple made without its own constructor takes a third of the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a file may hold.

    Args:
        characters: Its length.
        depth: How deep values may nest.
    """

    characters: int = 16 * 1024 * 1024
    depth: int = 64


LIMITS = Limits()


class _EnoughError(Exception):
    """Enough faults were found."""


class _Open:
    """A mapping or list that is still being read."""

    __slots__ = ("built", "dropped", "items", "key", "values")

    def __init__(self, built: Mapping | Listing | None) -> None:
        self.built = built if type(built) is Mapping else None
        self.items = built.items if type(built) is Listing else None
        self.values: dict[str, Value | None] = self.built.values if self.built else {}
        self.key: str | None = None
        self.dropped = False  # True while a value is awaited whose key was refused


def parse(text: str, file: str = "-", *, limits: Limits = LIMITS) -> Document:
    """Read the text of a YAML file; never raises for what the text holds.

    Refused, each with its place: keys given twice, anchors, aliases, tags, merges, several documents, keys that are no
    text, plain values cut by `` #``, tabs, control, bidirectional and unseen characters, deep nesting, great size.

    Args:
        text: The file's text.
        file: The path as the user gave it, for messages.
        limits: How much it may hold.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _Composer(text, file, limits).document()


class _Composer:
    """One run over one text."""

    def __init__(self, text: str, file: str, limits: Limits) -> None:
        self.limits = limits
        self.bare = Document(file=file, text=text, root=None)
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.root: Value | None = None
        self.errors = self.documents = 0
        self.cuts = " #" in text
        self.escapes = "\\" in text

    def document(self) -> Document:
        """Return what was read."""
        with suppress(_EnoughError):
            self._read()
        return Document(file=self.bare.file, text=self.bare.text, root=self.root, problems=in_order(self.problems))

    def _read(self) -> None:
        text = self.bare.text
        if len(text) > self.limits.characters:
            what = f"the file has {len(text):,} characters; the limit is {self.limits.characters:,}"
            self._fault("E005", what, "split it, or raise the limit", (1, 1))
            return
        unsettled = False
        for sign in islice(signs.found_in(text), 2 * MOST_FAULTS + 1):
            self._fault(sign.code, sign.what, sign.remedy, _place(text, sign.at), warning=sign.severity == "warning")
            unsettled = unsettled or sign.code in ("E036", "E007")
        try:
            self._compose()
        except yaml.YAMLError as error:
            self.root = None
            fault = syntax.explain(error, text)
            errors = (each.source for each in self.problems if each.severity == "error")
            spoken_for = unsettled or any(source and source.line == fault.line for source in errors)
            if not spoken_for:
                self._fault(fault.code, fault.what, fault.remedy, (fault.line, fault.column))

    def _compose(self) -> None:
        text = self.bare.text if self.bare.text.isascii() else self.bare.text.translate(_BREAKS)
        get = CParser(text.encode("utf-8", "replace")).get_event
        scalar, attach, pop = self._scalar, self._attach, self.stack.pop
        while True:
            event = get()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                attach(scalar(event))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                pop()
            elif not self._structure(event):
                return

    def _structure(self, event: _Event) -> bool:
        """Take in any event but a scalar or an end; False where reading stops."""
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                return self._open(event)
            case yaml.AliasEvent():
                what = f"an alias, *{event.anchor}"
                self._at(event, "E010", what, "write the value out; quote it if the asterisk is meant")
                self._attach(None)
            case yaml.DocumentStartEvent():
                return self._document(event)
            case yaml.StreamEndEvent():
                if not self.documents:
                    self._fault("E004", "there is nothing in the file", "write it, or remove the file", (1, 1))
                return False
            case _:
                pass
        return True

    def _document(self, event: _Event) -> bool:
        self.documents += 1
        if self.documents > 1:
            self._at(event, "E015", "a second document begins here", "one file holds one document")
            return False
        if event.tags:
            self._at(event, "E010", "a tag directive", "remove it")
        return True

    def _scalar(self, event: _Event) -> Scalar:
        mark = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self._marked(event)
        if event.style is None or not event.style:
            if self.cuts and _CUT.match(self.bare.text, event.end_mark.index):
                self._cut(event)
        elif self.escapes and event.style == '"' and (sign := signs.unfit(event.value)):
            code, what, remedy = signs.refusal(sign)
            self._at(event, code, f"{what}, written as an escape", remedy)
        return _new(Scalar, (event.value, mark.line + 1, mark.column + 1, event.style or ""))

    def _open(self, event: _Event) -> bool:
        mark = event.start_mark
        if len(self.stack) >= self.limits.depth:
            self._at(event, "E013", f"values nest deeper than {self.limits.depth}", "flatten them")
            return False
        if event.anchor is not None or event.tag is not None:
            self._marked(event)
        built: Mapping | Listing
        if type(event) is yaml.MappingStartEvent:
            built = Mapping({}, {}, mark.line + 1, mark.column + 1)
        else:
            built = Listing([], mark.line + 1, mark.column + 1)
        kept = self._attach(built)
        self.stack.append(_Open(built if kept else None))
        return True

    def _attach(self, value: Value | None) -> bool:
        """Put a value where it belongs; False where it is dropped with all under it."""
        if not self.stack:
            self.root = value
            return True
        place = self.stack[-1]
        if place.items is not None:
            place.items.append(value)
            return True
        key = place.key
        if key is not None:
            place.values[key] = value
            place.key = None
            return True
        if place.built is None:
            return False
        if place.dropped:
            place.dropped = False
            return False
        return self._key(place, place.built, value)

    def _key(self, place: _Open, built: Mapping, value: Value | None) -> bool:
        if isinstance(value, Scalar):
            fault = self._key_fault(built, value)
            if not fault:
                place.key = value.text
                built.keys[value.text] = value
                return True
            self._fault(*fault, (value.line, value.column))
        elif value is not None and self._braces(built):
            what = "`{{ ... }}` is read as a mapping, not as text"
            self._fault("E022", what, 'put the value in quotation marks: "{{ ... }}"', (built.line, built.column))
            self._retract()
        elif value is not None:
            self._fault("E014", "a key that is not text", "write the key as a word", (value.line, value.column))
        place.dropped = True
        return False

    def _retract(self) -> None:
        """Take the mapping that is being read back from its parent: it was refused as a whole."""
        parent = self.stack[-2] if len(self.stack) > 1 else None
        if parent is None:
            self.root = None
        elif parent.items is not None:
            parent.items[-1] = None
        else:
            parent.values[next(reversed(parent.values))] = None

    def _key_fault(self, built: Mapping, key: Scalar) -> tuple[str, str, str] | None:
        text = key.text
        if text in built.keys:
            return "E011", f"`{text}` given twice (first on line {built.keys[text].line})", "keep one of the two"
        if text == "<<" and not key.style:
            return "E012", "a merge key, `<<`", "write the fields out"
        return None if text else ("E014", "a key that is empty", "write the key as a word")

    def _braces(self, built: Mapping) -> bool:
        return self.bare.line(built.line).startswith("{{", built.column - 1)

    def _cut(self, event: _Event) -> None:
        mark = event.end_mark
        what = f"` #` cuts the value after `{event.value[-40:]}`" if event.value else "` #` leaves the value empty"
        remedy = "quote the value, or move the comment to its own line"
        self._fault("E016", what, remedy, (mark.line + 1, mark.column + 2))

    def _marked(self, event: _Event) -> None:
        if event.anchor is not None:
            remedy = "write the value out where it is needed; quote it if the ampersand is meant"
            self._at(event, "E010", f"an anchor, &{event.anchor}", remedy)
        if event.tag is not None:
            self._at(
                event, "E010", f"a tag, {event.tag}", "remove it; quote the value if the exclamation mark is meant"
            )

    def _at(self, event: _Event, code: str, what: str, remedy: str) -> None:
        self._fault(code, what, remedy, (event.start_mark.line + 1, event.start_mark.column + 1))

    def _fault(self, code: str, what: str, remedy: str, at: tuple[int, int], *, warning: bool = False) -> None:
        severity: Severity = "warning" if warning else "error"
        source = self.bare.source(*at)
        self.problems.append(Problem(code=code, what=what, remedy=remedy, source=source, severity=severity))
        self.errors += not warning
        if self.errors > MOST_FAULTS:
            raise _EnoughError


def _place(text: str, at: int) -> tuple[int, int]:
    before = text.rfind("\n", 0, at)
    return text.count("\n", 0, at) + 1, at - before


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of a file in the order of its lines, as many as a person can take in.

    Beyond the first fifty errors, and the first fifty warnings, one more says that there are more.
    """
    told: list[Problem] = []
    for severity, code in _MORE.items():
        some = sorted((each for each in problems if each.severity == severity), key=_order)
        told += some[:MOST_FAULTS]
        if len(some) > MOST_FAULTS:
            what = f"more than {MOST_FAULTS} {severity}s; the first {MOST_FAULTS} are told"
            more = Problem(code=code, what=what, remedy="mend these and read the file again", severity=severity)
            told.append(replace(more, source=some[MOST_FAULTS].source))
    return tuple(sorted(told, key=_order))


def _order(problem: Problem) -> tuple[int, int]:
    return (problem.source.line, problem.source.column) if problem.source else (10**9, 0)
