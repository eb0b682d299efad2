"""Where a fault stands (file:line:column), what it is and how to mend it; the few errors that carry faults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Say where something stands in a file.

    Args:
        file: The path as the user gave it, ``-`` for a stream, or a name for text that has no file.
        line: 1-based line.
        column: 1-based column, counted in characters.
        excerpt: The line's own text, for the caret; empty where it is not known.
    """

    file: str
    line: int = 1
    column: int = 1
    excerpt: str = ""

    def __str__(self) -> str:
        """Return ``FILE:LINE:COL``, the form editors follow."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fault or finding as a value.

    Args:
        code: A stable code, e.g. ``E060``; tests and suppressions name it.
        what: What is wrong, one sentence without a full stop.
        remedy: What to do about it; empty only where nothing can be done.
        source: Where it stands; None where it belongs to no place in a file.
        severity: ``error`` stops the work, ``warning`` and ``info`` do not.
        place: The address or field it speaks of, as a reader cites it (``5(d)(iii)``, ``participant.name``).
        candidates: What may have been meant, best first.
    """

    code: str
    what: str
    remedy: str = ""
    source: Source | None = None
    severity: Severity = "error"
    place: str = ""
    candidates: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the two-line form of every message: what is wrong, then ``help:`` what to do."""
        where = f"{self.source}: " if self.source else ""
        lines = [f"{where}{self.severity} {self.code}: {self.what}"]
        if self.source and self.source.excerpt:
            lines += [f"    {self.source.excerpt}", "    " + " " * (self.source.column - 1) + "^"]
        remedy = self.remedy
        if self.candidates:
            remedy = f"{remedy}{'; ' if remedy else ''}did you mean {', '.join(self.candidates)}?"
        if remedy:
            lines.append(f"help: {remedy}")
        return "\n".join(lines)


@dataclass(eq=False)
class EngrossError(Exception):
    """The root of the errors; never raised itself.

    ::

        EngrossError
        ├── InputError        a file, record or argument cannot be read as what it should be   exit 2
        ├── AmendmentRefused  an instrument cannot be carried out as written                    exit 2
        ├── OutputError       a result cannot be written                                       exit 74
        └── BusyError         another run is writing to the same folder                        exit 75
    """

    problems: tuple[Problem, ...] = field(default=())
    exit_code = 2

    def __str__(self) -> str:
        """Return every problem, one after the other."""
        return "\n".join(str(problem) for problem in self.problems)


class InputError(EngrossError):
    """A file, record or argument cannot be read as what it should be."""


class AmendmentRefused(EngrossError):  # noqa: N818 - what a drafter calls it
    """An instrument cannot be carried out as written; nothing of it was carried out."""


class OutputError(EngrossError):
    """A result cannot be written; what stood there before still stands."""

    exit_code = 74


class BusyError(EngrossError):
    """Another run is writing to the same folder."""

    exit_code = 75
