"""What a YAML file holds, before any field gives it a type: text with its place, in mappings and lists."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

from engross.problems import InputError, Problem, Source

EXCERPT = 300
"""A caret helps on a line a person can take in; longer ones are shown up to here."""


class Scalar(NamedTuple):
    """Text, whatever it looks like: ``5.10`` and ``no`` are those letters.

    Args:
        text: The text, folded as YAML folds it.
        line: 1-based line where it begins.
        column: 1-based column.
        style: How it is written: empty for plain, a quotation mark, ``|`` or ``>``.
    """

    text: str
    line: int
    column: int
    style: str = ""


class Mapping(NamedTuple):
    """Keys with their values, in the order of the file.

    Args:
        values: Value by key; None where the value was refused and reported.
        keys: The keys with their places.
        line: 1-based line where it begins.
        column: 1-based column.
    """

    values: dict[str, Value | None]
    keys: dict[str, Scalar]
    line: int
    column: int


class Listing(NamedTuple):
    """Values in order.

    Args:
        items: The values; None where one was refused and reported.
        line: 1-based line where it begins.
        column: 1-based column.
    """

    items: list[Value | None]
    line: int
    column: int


Value = Scalar | Mapping | Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read: its value and every fault and warning found in it.

    Args:
        file: The path as the user gave it.
        text: The file's text, line ends as line feeds.
        root: Its value; None where nothing could be read.
        problems: What was found, in the order of the lines.
    """

    file: str
    text: str
    root: Value | None
    problems: tuple[Problem, ...] = ()
    _starts: array[int] = field(default_factory=lambda: array("Q", [0]), compare=False, repr=False)

    @property
    def one_place(self) -> bool:
        """Whether all it holds stands at one place, so that there is no finer to keep."""
        return False

    @property
    def lines(self) -> list[str]:
        """The file's lines."""
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """Return a line of the file, 1-based; empty beyond the last."""
        starts, text = self._starts, self.text
        while len(starts) < number:  # found only as far as asked for: a hostile file has millions
            end = text.find("\n", starts[-1])
            if end < 0:
                return ""
            starts.append(end + 1)
        start = starts[number - 1]
        end = text.find("\n", start)
        return text[start:] if end < 0 else text[start:end]

    def source(self, line: int, column: int) -> Source:
        """Return a place in this file with the line's words."""
        excerpt = shown(self.line(line)[:EXCERPT]).rstrip() if column <= EXCERPT else ""
        return Source(file=self.file, line=line, column=column, excerpt=excerpt)

    def source_of(self, value: Value) -> Source:
        """Return where a value stands."""
        return self.source(value.line, value.column)

    def source_at(self, path: str) -> Source:
        """Return where a dotted path stands (``participant.name``, ``vesting.2.date``), or what is nearest above it."""
        value = self.root
        line, column = (value.line, value.column) if value else (1, 1)
        for step in path.split("."):
            match value:
                case Mapping(values, keys) if step in keys:
                    line, column = keys[step].line, keys[step].column
                    value = values.get(step)
                case Listing(items) if step.isdecimal() and 0 < int(step) <= len(items):
                    value = items[int(step) - 1]
                    line, column = (value.line, value.column) if value else (line, column)
                case _:
                    break
            if isinstance(value, Scalar):
                line, column = value.line, value.column
        return self.source(line, column)

    def checked(self) -> Document:
        """Return this document if it has no error.

        Raises:
            InputError: With every problem.
        """
        if any(each.severity == "error" for each in self.problems):
            raise InputError(self.problems)
        return self


def shown(line: str) -> str:
    """Return a line fit for a terminal: every sign that cannot be seen is one that can, columns kept."""
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else "→" if each == "\t" else "�" for each in line)
