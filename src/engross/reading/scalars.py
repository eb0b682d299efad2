"""Types of a single value: words, a day, a whole number, an exact amount, a choice, true or false."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engross.reading.asking import BROKEN, Bare, Lines, Run, nearest
from engross.reading.tree import Scalar, Value, shown

ANY_SCALAR = ["string", "number", "boolean"]
"""Every value is text to the reader; an editor that takes ``5.10`` for a number must not complain of it."""

_UNBOUNDED = 1_000_000
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_EXACT = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.([0-9]+))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*", re.DOTALL)
_NO_NUMBER = re.compile(r"[-+]?\.?(?:nan|inf|infinity)|[-+]?[0-9.]+e[-+]?[0-9]+", re.IGNORECASE)


def scalar(value: Value | None, run: Run) -> Scalar | None:
    """Return a value that is text and not empty; None after telling the run why not."""
    if isinstance(value, Scalar):
        if value.text:
            return value
        run.fault(value, "E021", f"`{run.name}` is empty", "fill it in, or remove the line")
    elif value is not None:
        run.wrong_shape(value, "text")
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Text as written; words below ``>-`` or ``|`` are folded to one line unless lines are asked for.

    Args:
        lines: True keeps line ends.
        empty: True allows text of no words, written ``""``.
        longest: How many characters it may have.
        pattern: A regular expression found in the text, of the kind JSON Schema shares with Python.
        says: What the pattern asks for, in words.
        code: The code of the fault where it does not match.
    """

    lines: bool = False
    empty: bool = False
    longest: int = _UNBOUNDED
    pattern: str = ""
    says: str = ""
    code: str = "E025"

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the text."""
        if self.empty and isinstance(value, Scalar) and not value.text and value.style:
            return ""
        given = scalar(value, run)
        if given is None:
            return BROKEN
        text = given.text
        if "\n" in text:
            if not self.lines and given.style not in ("|", ">"):
                return run.fault(given, "E100", f"`{run.name}` has a line end in it", "write it on one line")
            if not self.lines:
                text = " ".join(text.split("\n")).strip(" ")
            elif given.style in ("|", ">"):
                text = text.removesuffix("\n")
        if len(text) > self.longest:
            what = f"`{run.name}` has {len(text):,} characters; at most {self.longest:,} fit"
            return run.fault(given, "E101", what, "shorten it")
        if self.pattern and not re.search(self.pattern, text):
            what = f"`{run.name}` is `{shown(text[:60])}`, not {self.says}"
            return run.fault(given, self.code, what, f"write {self.says}")
        return text

    def write(self, value: Any) -> str:
        """Return the text."""
        return Lines(value) if self.lines else str(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of text."""
        del definitions
        asked: dict[str, Any] = {"type": ANY_SCALAR}
        if not self.empty:
            asked["minLength"] = 1
        if self.longest < _UNBOUNDED:
            asked["maxLength"] = self.longest
        if self.pattern:
            asked["pattern"] = self.pattern
        return asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, ``2005-02-03``.

    Args:
        first: The first year allowed.
        last: The last year allowed.
    """

    first: int = 1900
    last: int = 2200

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the day."""
        given = scalar(value, run)
        if given is None:
            return BROKEN
        if not _DAY.fullmatch(given.text):
            return self._refuse(given, run)
        try:
            found = date.fromisoformat(given.text)
        except ValueError:
            return run.fault(given, "E050", f"there is no day {given.text}", "write a day of the calendar")
        if not self.first <= found.year <= self.last:
            what = f"the year {found.year} lies outside {self.first} to {self.last}"
            return run.fault(given, "E053", what, "check the year")
        return found

    def _refuse(self, given: Scalar, run: Run) -> Any:
        if _MOMENT.fullmatch(given.text):
            return run.fault(given, "E052", f"`{given.text[:40]}` is a moment, not a day", "write the day alone")
        what = f"`{given.text[:40]}` is no day that can be read in one way only"
        return run.fault(given, "E051", what, "write year, month and day: 2005-02-03")

    def write(self, value: Any) -> str:
        """Return the day as written."""
        return Bare(value.isoformat())

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of a day."""
        del definitions
        years = "(19|20|21)[0-9]{2}|2200" if (self.first, self.last) == (1900, 2200) else "[0-9]{4}"
        return {"type": "string", "format": "date", "pattern": f"^({years})-[0-9]{{2}}-[0-9]{{2}}$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number in figures alone, ``10000``.

    Args:
        least: The least allowed.
        most: The most allowed.
        of: What is counted, for the message: ``shares``.
    """

    least: int = 0
    most: int = 10**15 - 1
    of: str = ""

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the number."""
        given = scalar(value, run)
        if given is None:
            return BROKEN
        if not _WHOLE.fullmatch(given.text):
            return self._refuse(given, run)
        number = int(given.text)
        if not self.least <= number <= self.most:
            wanted = f"at least {self.least:,}" if number < self.least else f"at most {self.most:,}"
            return run.fault(given, "E042", f"`{run.name}` is {number:,}; it must be {wanted}", "check the number")
        return number

    def _refuse(self, given: Scalar, run: Run) -> Any:
        text = given.text
        if re.fullmatch(r"[0-9]+\.[0-9]+", text):
            what = f"`{run.name}` is {text[:40]}; only whole {self.of or 'numbers'} can be given"
            return run.fault(given, "E041", what, "write a whole number")
        if re.fullmatch(r"-[0-9]+", text):
            return run.fault(given, "E042", f"`{run.name}` is {text[:40]}; it must be at least {self.least:,}",
                             "check the number")  # fmt: skip
        return run.fault(given, *_unreadable(run.name, text))

    def write(self, value: Any) -> str:
        """Return the number as written."""
        return Bare(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of a whole number."""
        del definitions
        pattern = "^[1-9][0-9]{0,14}$" if self.least else "^(0|[1-9][0-9]{0,14})$"
        return {"type": ["integer", "string"], "minimum": self.least, "maximum": self.most, "pattern": pattern}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """An exact amount, ``23.4375``; never a rounded one.

    Args:
        places: How many decimal places it may have.
        zero: True allows nought.
    """

    places: int = 4
    zero: bool = False

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the amount."""
        given = scalar(value, run)
        if given is None:
            return BROKEN
        text = given.text
        match = _EXACT.fullmatch(text)
        if not match:
            return self._refuse(given, run)
        if match[1] and len(match[1]) > self.places:
            what = f"`{run.name}` has {len(match[1])} decimal places; at most {self.places} can be given"
            return run.fault(given, "E045", what, "write the exact amount")
        amount = Decimal(text)
        if not amount and not self.zero:
            return run.fault(given, "E042", f"`{run.name}` is {text}; it must be more than nought", "check the amount")
        return amount

    def _refuse(self, given: Scalar, run: Run) -> Any:
        text = given.text
        if _NO_NUMBER.fullmatch(text):
            return run.fault(given, "E044", f"`{run.name}` is `{text[:40]}`, not an amount", "write it in figures")
        if not text.isascii() or re.search("[$A-Za-z]", text):
            what = f"`{run.name}` is `{text[:40]}`; the amount stands alone"
            if "$" in text or re.search("[A-Za-z]", text):
                return run.fault(given, "E046", what, "write figures here and the currency in its own field")
        if re.fullmatch(r"-[0-9.]+", text):
            return run.fault(given, "E042", f"`{run.name}` is {text[:40]}; it must be more than nought",
                             "check the amount")  # fmt: skip
        return run.fault(given, *_unreadable(run.name, text))

    def write(self, value: Any) -> str:
        """Return the amount as written."""
        return Bare(format(value, "f"))

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of an amount."""
        del definitions
        places = f"(\\.[0-9]{{1,{self.places}}})?" if self.places else ""
        more = "" if self.zero else "(?!0(\\.0+)?$)"
        least = {"minimum": 0} if self.zero else {"exclusiveMinimum": 0}
        return {"type": ["number", "string"], "pattern": f"^{more}(0|[1-9][0-9]{{0,14}}){places}$", **least}


def _unreadable(name: str, text: str) -> tuple[str, str, str]:
    """Return the fault of a number that is not written in plain figures, with the plain ones where they are clear."""
    plain = re.sub(r"[,_ ]", "", text) if re.fullmatch(r"[0-9]{1,3}(?:[,_ ][0-9]{3})+", text) else ""
    return "E040", f"`{name}` is `{text[:40]}`, not plain figures", f"write {plain or 'only the digits 0 to 9'}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words.

    Args:
        words: The words.
    """

    words: tuple[str, ...]

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the word."""
        given = scalar(value, run)
        if given is None:
            return BROKEN
        if given.text in self.words:
            return given.text
        near = nearest(given.text, self.words)
        wanted = "" if near else f"write {_either(self.words)}"
        return run.fault(given, "E024", f"`{run.name}` cannot be `{given.text[:40]}`", wanted, candidates=near)

    def write(self, value: Any) -> str:
        """Return the word."""
        return str(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of a choice."""
        del definitions
        return {"enum": list(self.words)}


def _either(words: tuple[str, ...]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


@dataclass(frozen=True, slots=True)
class Flag:
    """Either ``true`` or ``false``."""

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the truth."""
        given = scalar(value, run)
        if given is None:
            return BROKEN
        if given.text not in ("true", "false"):
            return run.fault(given, "E024", f"`{run.name}` cannot be `{given.text[:40]}`", "write true or false")
        return given.text == "true"

    def write(self, value: Any) -> str:
        """Return the word."""
        return Bare("true" if value else "false")

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of a flag."""
        del definitions
        return {"enum": [True, False, "true", "false"]}


IDENTITY = Words(longest=200, pattern=r"^[^\s\u00a0]+$", says="a name without blanks", code="E034")
"""An id: one word, given once."""


@dataclass(frozen=True, slots=True)
class NumberOr:
    """A number counted from 1, or one of a few words: ``2``, ``last``.

    Args:
        words: The words.
    """

    words: tuple[str, ...]

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the number or the word."""
        if isinstance(value, Scalar) and _WHOLE.fullmatch(value.text):
            return Whole(least=1, most=9999).read(value, run)
        return Choice(self.words).read(value, run)

    def write(self, value: Any) -> str:
        """Return the number or the word."""
        return Bare(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of either."""
        return {"anyOf": [Whole(least=1, most=9999).schema(definitions), Choice(self.words).schema(definitions)]}
