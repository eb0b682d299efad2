"""What a field asks of a value: the run that gathers faults, and the promise every type keeps."""

from __future__ import annotations

from typing import Any, Protocol

from engross.problems import Problem, Severity
from engross.reading.tree import Document, Listing, Mapping, Scalar, Value

BROKEN: Any = type("Broken", (), {"__repr__": lambda _: "BROKEN", "__slots__": ()})()
"""What a type returns for a value it refused; the fault is with the run."""

Plain = str | list[Any] | dict[str, Any]
"""A value on its way into a file: text, lists and mappings of them."""


class Bare(str):
    """Text that stands without quotation marks though other tools take it for a number, a day or a truth: it is one."""

    __slots__ = ()


class Lines(str):
    """Text of several lines, that is written line by line where it can be."""

    __slots__ = ()


class Brief(dict[str, Any]):
    """A mapping that is written on one line where it fits."""

    __slots__ = ()


class Type(Protocol):
    """What a field may ask for. One declaration is read by, written by, and told to editors by the same object."""

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the value as its own type, or :data:`BROKEN` after telling the run why not."""

    def write(self, value: Any) -> Plain:
        """Return the value as it is written in a file: ``read(write(value)) == value``."""

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of the value; named parts go into *definitions*."""


class Run:
    """One reading of one document: where it is, and what it has found.

    Args:
        document: The document read.
        partial: True leaves a refused field at its default, so that a draft can be made of the rest.
    """

    def __init__(self, document: Document, *, partial: bool = False) -> None:
        """Begin at the root."""
        self.document = document
        self.partial = partial
        self.path: list[str] = []
        self.problems: list[Problem] = []

    @property
    def place(self) -> str:
        """The dotted path of the field that is being read."""
        return ".".join(self.path)

    @property
    def name(self) -> str:
        """The name of the field that is being read; of a list's item, the list's."""
        return next((step for step in reversed(self.path) if not step.isdecimal()), "value")

    def fault(  # noqa: PLR0913 - a problem has that many parts
        self,
        value: Value | None,
        code: str,
        what: str,
        remedy: str = "",
        *,
        candidates: tuple[str, ...] = (),
        severity: Severity = "error",
        place: str = "",
    ) -> Any:
        """Note a fault at a value and return :data:`BROKEN`."""
        source = self.document.source_of(value) if value else self.document.source_at(self.place)
        self.problems.append(
            Problem(
                code=code,
                what=what,
                remedy=remedy,
                source=source,
                severity=severity,
                place=place or self.place,
                candidates=candidates,
            )
        )
        return BROKEN

    def wrong_shape(self, value: Value, wanted: str) -> Any:
        """Note that a value has another shape than its field asks for."""
        found = {Scalar: "text", Mapping: "a mapping", Listing: "a list"}[type(value)]
        name = f"`{self.name}`" if self.path else "the file"
        if self.path and self.path[-1].isdecimal():
            name = f"an item of {name}"
        hint = "quote it if it is text" if wanted == "text" else f"write {wanted}"
        return self.fault(value, "E022", f"{name} must be {wanted}, not {found}", hint)


def nearest(word: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return what may have been meant by a word that is not among the known, best first."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a file with a fault needs it

    return tuple(get_close_matches(word.lower().replace(" ", "_"), known, n=3, cutoff=0.6))
