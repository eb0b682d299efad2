"""Records: mappings of named fields, each declared once, for the reader, the writer and the schema alike."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engross.problems import Severity, Source
from engross.reading.asking import BROKEN, Brief, Run, Type, nearest
from engross.reading.tree import Listing, Mapping, Value

Check = Callable[["Here"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a record.

    Args:
        name: Its key in the file.
        type: What its value is.
        required: True where it must be given.
        default: What it is where it is not given; it is not written then either.
        about: What it is for, one line, for editors.
        attribute: Its name in the value made, where that differs from the key.
    """

    name: str
    type: Type
    required: bool = False
    default: Any = None
    about: str = ""
    attribute: str = ""

    @property
    def key(self) -> str:
        """Its name in the value made."""
        return self.attribute or self.name


class Here:
    """A record as read, for checks that look at several fields and for makers that keep places.

    Args:
        values: The values read, by attribute.
        mapping: Where they were read.
        run: The reading.
    """

    __slots__ = ("mapping", "run", "values")

    def __init__(self, values: dict[str, Any], mapping: Mapping, run: Run) -> None:
        """Hold them together."""
        self.values = values
        self.mapping = mapping
        self.run = run

    @property
    def source(self) -> Source:
        """Where the record begins."""
        return self.run.document.source_of(self.mapping)

    def sources(self) -> dict[str, Source]:
        """Return where each field of the record stands, by dotted path; items of a list count from 1."""
        found: dict[str, Source] = {}
        stack: list[tuple[str, Value | None]] = [("", self.mapping)]
        while stack:
            path, value = stack.pop()
            if value is None:
                continue
            if path:
                found[path] = self.run.document.source_of(value)
            match value:
                case Mapping(values):
                    stack.extend((f"{path}.{key}" if path else key, each) for key, each in values.items())
                case Listing(items):
                    stack.extend((f"{path}.{count}", each) for count, each in enumerate(items, 1))
        return found

    def fault(self, code: str, what: str, remedy: str = "", *, field: str = "", warning: bool = False) -> None:
        """Note a fault, at a field where one is named: ``joints``, or the second item of a list, ``blanks.2``."""
        place = ".".join((*self.run.path, field)) if field else self.run.place
        severity: Severity = "warning" if warning else "error"
        self.run.fault(self._at(field), code, what, remedy, severity=severity, place=place)

    def _at(self, field: str) -> Value:
        found: Value = self.mapping
        for step in field.split("."):
            match found:
                case Mapping(values, keys) if step in keys:
                    found = values.get(step) or keys[step]
                case Listing(items) if step.isdecimal() and 0 < int(step) <= len(items):
                    found = items[int(step) - 1] or found
                case _:
                    break
        return found


MOST_SHAPES = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """What a record makes of the keys given.

    Args:
        steps: For each field given, in the record's order: its name, its key, its reader and its default.
        missing: The required fields that are not given.
        strange: Whether a key is no field.
    """

    steps: tuple[tuple[str, str, Callable[[Value | None, Run], Any], Any], ...]
    missing: tuple[Field, ...]
    strange: bool


@dataclass(frozen=True, kw_only=True)
class Record:
    """A mapping of named fields, made into a value.

    Args:
        name: A name for editors and definitions: ``clause``.
        fields: Its fields, in the order in which they are written.
        make: Makes the value of the fields by attribute, as keyword arguments.
        about: What it is, one line, for editors.
        placed: True gives *make* a ``source`` too.
        check: Looks at all fields together, after each was read well.
        take: The inverse of *make*: the fields of a value, by attribute; its attributes of those names where None.
        make_here: A maker that is given the :class:`Here` instead of keyword arguments.
        shared: True writes its schema once, under its name, so that it may hold itself.
        brief: True writes it on one line where it fits.
        also: What *check* holds, as far as JSON Schema can say it.
    """

    name: str
    fields: tuple[Field, ...]
    make: Callable[..., Any] = dict
    about: str = ""
    placed: bool = False
    check: Check | None = None
    take: Callable[[Any], Mapped[str, Any]] | None = None
    make_here: Callable[[Here], Any] | None = None
    shared: bool = False
    brief: bool = False
    also: Mapped[str, Any] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The keys it knows."""
        return tuple(each.name for each in self.fields)

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the value made."""
        if not isinstance(value, Mapping):
            return BROKEN if value is None else run.wrong_shape(value, f"a mapping with {_some(self.names)}")
        values, sound = self._values(value, run)
        here = Here(values, value, run)
        if sound and self.check:
            before = len(run.problems)
            self.check(here)
            sound = all(each.severity != "error" for each in run.problems[before:])
        if not sound and not run.partial:
            return BROKEN
        if self.make_here:
            return self.make_here(here)
        return self.make(**values, source=here.source) if self.placed else self.make(**values)

    @cached_property
    def _plan(self) -> dict[str, tuple[str, str, Callable[[Value | None, Run], Any], Any]]:
        """What is looked at for every field, gathered once: records are read by the ten thousand."""
        return {each.name: (each.name, each.key, each.type.read, each.default) for each in self.fields}

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        return {each.key: each.default for each in self.fields}

    @cached_property
    def _shapes(self) -> dict[tuple[str, ...], _Shape]:
        return {}

    def _shape(self, given: tuple[str, ...]) -> _Shape:
        """Return what the keys given ask for; the mappings of many records have few shapes between them."""
        shape = self._shapes.get(given)
        if shape is None:
            known = set(given)
            shape = _Shape(
                steps=tuple(step for name, step in self._plan.items() if name in known),
                missing=tuple(each for each in self.fields if each.required and each.name not in known),
                strange=any(name not in self._plan for name in given),
            )
            if len(self._shapes) < MOST_SHAPES:  # a hostile file has millions
                self._shapes[given] = shape
        return shape

    def _values(self, mapping: Mapping, run: Run) -> tuple[dict[str, Any], bool]:
        given, found, sound, path = mapping.values, dict(self._defaults), True, run.path
        shape = self._shape(tuple(given))
        for name, key, read_as, default in shape.steps:
            path.append(name)
            read = read_as(given[name], run)
            path.pop()
            if read is BROKEN:
                sound, read = False, default
            found[key] = read
        for each in shape.missing:
            sound = False
            self._missing(each, mapping, run)
        if shape.strange:
            sound = False
            self._unknown(mapping, run)
        return found, sound

    def _missing(self, missing: Field, mapping: Mapping, run: Run) -> None:
        path = ".".join((*run.path, missing.name))
        about = f" ({missing.about})" if missing.about else ""
        run.fault(mapping, "E021", f"`{missing.name}` is missing", f"give `{missing.name}`{about}", place=path)

    def _unknown(self, mapping: Mapping, run: Run) -> None:
        for key in mapping.values:
            if key not in self.names:
                near = nearest(key, tuple(name for name in self.names if name not in mapping.values) or self.names)
                hint = "" if near else f"the fields are {', '.join(self.names)}"
                what = f"no field `{key[:60]}` in {self.name}"
                path = ".".join((*run.path, key[:60]))
                run.fault(mapping.keys[key], "E020", what, hint, candidates=near, place=path)

    def write(self, value: Any) -> dict[str, Any]:
        """Return the fields that are given, in their order."""
        taken = self.take(value) if self.take else None
        written: dict[str, Any] = {}
        for each in self.fields:
            own = taken.get(each.key, each.default) if taken is not None else getattr(value, each.key)
            if each.required or own != each.default:
                written[each.name] = each.type.write(own)
        return Brief(written) if self.brief else written

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of the mapping."""
        if not self.shared:
            return self.described(definitions)
        if self.name not in definitions:
            definitions[self.name] = {}  # stands for itself while its own parts are told
            definitions[self.name] = self.described(definitions)
        return {"$ref": f"#/$defs/{self.name}"}

    def described(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of the mapping itself, whether it is shared or not."""
        told: dict[str, Any] = {"type": "object", "title": self.name}
        if self.about:
            told["description"] = self.about
        told["properties"] = {each.name: _told(each, definitions) for each in self.fields}
        told["required"] = [each.name for each in self.fields if each.required]
        told["additionalProperties"] = False
        return told | dict(self.also)


def _told(each: Field, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = each.type.schema(definitions)
    return {**schema, "description": each.about} if each.about else schema


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
