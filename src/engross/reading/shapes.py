"""Types made of types: lists, free names, forms told apart by shape or by key, and a type named before it is made."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field
from typing import Any

from engross.reading.asking import BROKEN, Plain, Run, Type, nearest
from engross.reading.record import Record
from engross.reading.tree import Listing, Mapping, Scalar, Value


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
