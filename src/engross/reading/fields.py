"""The grammar of file kinds: records of named fields, lists, and choices by shape, each declared once.

From one declaration come the reader (:meth:`Type.read`), the writer (:meth:`Type.write`) and the schema editors
use (:meth:`Type.schema`), so the three cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engross.problems import Severity, Source
from engross.reading.asking import BROKEN, Brief, Plain, Run, Type, nearest
from engross.reading.scalars import IDENTITY, Choice, Day, Exact, Flag, Whole, Words
from engross.reading.tree import Listing, Mapping, Scalar, Value

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
    def _plan(self) -> tuple[tuple[str, str, Callable[[Value | None, Run], Any], Field], ...]:
        """What is looked at for every field, gathered once: records are read by the ten thousand."""
        return tuple((each.name, each.key, each.type.read, each) for each in self.fields)

    def _values(self, mapping: Mapping, run: Run) -> tuple[dict[str, Any], bool]:
        given, found, sound, known, path = mapping.values, {}, True, 0, run.path
        for name, key, read_as, each in self._plan:
            if name in given:
                known += 1
                path.append(name)
                read = read_as(given[name], run)
                path.pop()
                if read is BROKEN:
                    sound, read = False, each.default
                found[key] = read
            else:
                found[key] = each.default
                if each.required:
                    sound = False
                    self._missing(each, mapping, run)
        if known < len(given):
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


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values of one type.

    Args:
        of: The type of each.
        least: How many there must be.
        most: How many there may be.
    """

    of: Type
    least: int = 0
    most: int = 1_000_000

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the values as a tuple."""
        if not isinstance(value, Listing):
            return BROKEN if value is None else run.wrong_shape(value, "a list")
        read, sound = [], True
        for count, item in enumerate(value.items, 1):
            run.path.append(str(count))
            one = self.of.read(item, run)
            run.path.pop()
            if one is BROKEN:
                sound = False
            else:
                read.append(one)
        if len(value.items) < self.least:
            what = f"`{run.name}` has {len(value.items)} items; it needs at least {self.least}"
            return run.fault(value, "E028", what, "add what is missing")
        if len(value.items) > self.most:
            what = f"`{run.name}` has {len(value.items)} items; it may have at most {self.most}"
            return run.fault(value, "E028", what, "remove what is too much")
        return tuple(read) if sound or run.partial else BROKEN

    def write(self, value: Any) -> Plain:
        """Return the values in order."""
        return [self.of.write(each) for each in value]

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of the list."""
        told: dict[str, Any] = {"type": "array", "items": self.of.schema(definitions)}
        if self.least:
            told["minItems"] = self.least
        if self.most < 1_000_000:
            told["maxItems"] = self.most
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A mapping whose keys are free names and whose values are of one type.

    Args:
        of: The type of each value.
        known: Names that are usual, for editors.
    """

    of: Type
    known: tuple[str, ...] = ()

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the values by name."""
        if not isinstance(value, Mapping):
            return BROKEN if value is None else run.wrong_shape(value, "a mapping")
        read: dict[str, Any] = {}
        for key, each in value.values.items():
            run.path.append(key)
            read[key] = self.of.read(each, run)
            run.path.pop()
        sound = {key: each for key, each in read.items() if each is not BROKEN}
        return sound if len(sound) == len(read) or run.partial else BROKEN

    def write(self, value: Any) -> Plain:
        """Return the values by name."""
        return {key: self.of.write(each) for key, each in value.items()}

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of the mapping."""
        one = self.of.schema(definitions)
        return {"type": "object", "properties": dict.fromkeys(self.known, one), "additionalProperties": one}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """A value that is written in a short form or a long one, told apart by shape: text, list or mapping.

    Args:
        text: The type where text is given.
        many: The type where a list is given.
        record: The type where a mapping is given.
        form: Says in which form a value is written: ``text``, ``many`` or ``record``.
    """

    form: Callable[[Any], str]
    text: Type | None = None
    many: Type | None = None
    record: Type | None = None

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the value, read by its shape."""
        match value:
            case None:
                return BROKEN
            case Scalar():
                chosen = self.text
            case Listing():
                chosen = self.many
            case _:
                chosen = self.record
        if chosen:
            return chosen.read(value, run)
        shapes = (("text", self.text), ("a list", self.many), ("a mapping", self.record))
        return run.wrong_shape(value, " or ".join(name for name, shape in shapes if shape))

    def write(self, value: Any) -> Plain:
        """Return the value in its form."""
        chosen: Type = getattr(self, self.form(value))
        return chosen.write(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of either form."""
        return {"anyOf": [each.schema(definitions) for each in (self.text, self.many, self.record) if each]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A type whose value is turned into another, and back.

    Args:
        type: The type as written.
        into: Turns what was read into the value.
        back: The inverse.
    """

    type: Type
    into: Callable[[Any], Any]
    back: Callable[[Any], Any]

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the value."""
        read = self.type.read(value, run)
        return read if read is BROKEN else self.into(read)

    def write(self, value: Any) -> Plain:
        """Return the value as written."""
        return self.type.write(self.back(value))

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of what is written."""
        return self.type.schema(definitions)


@dataclass(frozen=True, kw_only=True)
class OneOf:
    """One of several records, told apart by the key only it has: ``delete:``, ``renumber:``.

    Args:
        name: What they are, for messages: ``an operation``.
        records: The records by their key.
        classes: The class of the value each record makes, by the same key.
    """

    name: str
    records: Mapped[str, Record]
    classes: Mapped[str, type] = field(default_factory=dict)

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the value of the record whose key is given."""
        if not isinstance(value, Mapping):
            return BROKEN if value is None else run.wrong_shape(value, "a mapping")
        given = [key for key in self.records if key in value.values]
        if len(given) == 1:
            return self.records[given[0]].read(value, run)
        if given:
            what = f"two of {self.name} in one: {' and '.join(f'`{key}`' for key in given)}"
            return run.fault(value, "E029", what, "write each as an item of its own")
        near = tuple(each for key in value.values for each in nearest(key.replace("_", "-"), tuple(self.records)))
        hint = "" if near else f"begin with one of {', '.join(self.records)}"
        return run.fault(value, "E029", f"this is not {self.name}", hint, candidates=near[:3])

    def write(self, value: Any) -> Plain:
        """Return the value as its record writes it."""
        key = next(key for key, made in self.classes.items() if type(value) is made)
        return self.records[key].write(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of any of them."""
        return {"oneOf": [each.schema(definitions) for each in self.records.values()]}


@dataclass(frozen=True, slots=True)
class Later:
    """A type named before it is made: what a record that holds itself stands on.

    Args:
        type: Gives the type when it is needed.
    """

    type: Callable[[], Type]

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the value."""
        return self.type().read(value, run)

    def write(self, value: Any) -> Plain:
        """Return the value as written."""
        return self.type().write(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return its schema."""
        return self.type().schema(definitions)


__all__ = [
    "BROKEN", "IDENTITY", "Choice", "Day", "Exact", "Field", "Flag", "Here", "Later", "Many", "Named", "OneOf",
    "Record", "Shaped", "Turned", "Type", "Whole", "Words",
]  # fmt: skip
