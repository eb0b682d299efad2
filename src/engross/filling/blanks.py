"""Fill the blanks of a form: find each printed blank in order and put its value, or keep it as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engross.clauses.clause import Blank, Clause
from engross.paper.document import Line, LineKind, Run
from engross.problems import InputError, Problem

_KINDS: Mapping[str, LineKind] = {"signature": "signature", "date-signed": "date"}


@dataclass(frozen=True, slots=True)
class Open:
    """A blank a person fills by hand: the printed rule, and what is typed on it already.

    Args:
        blank: The blank.
        value: What is typed on it.
        tight: True where it is printed with no blank after the words before it.
    """

    blank: Blank
    value: str = ""
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table or signature block: its words as printed, cut at the blanks of it.

    Args:
        pieces: Runs of words, and the blanks to be filled by hand.
        printed: The cell as the form prints it.
    """

    pieces: tuple[Run | Open, ...]
    printed: str

    @property
    def runs(self) -> tuple[Run, ...]:
        """The cell as runs alone: a blank to be filled by hand is its value, or its rule."""
        return tuple(each if isinstance(each, Run) else _plain(each) for each in self.pieces)


@dataclass(frozen=True, slots=True)
class Filled:
    """A clause's own words with its blanks filled."""

    text: tuple[Run, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Names:
    """Give every ruled line a name of its own in the document."""

    def __init__(self) -> None:
        """Begin with no name taken."""
        self._taken: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        """Return the name wanted, numbered where it is taken."""
        name = re.sub(r"[^0-9a-z]+", "_", wanted.lower()).strip("_") or "line"
        count = self._taken[name] = self._taken.get(name, 0) + 1
        return name if count == 1 else self.unique(f"{name}_{count}")


class Filling:
    """The values that fill a text's blanks; every missing one is found before anything is laid out."""

    def __init__(self, root: Clause, values: Mapping[str, str] | None, *, draft: bool) -> None:
        """Check that the values suffice.

        Raises:
            InputError: Fields are missing, every one named; not for a form (*values* None) or a draft.
        """
        self.values = values or {}
        self.names = Names()
        if values is not None and not draft:
            problems = tuple(
                Problem(
                    code="E021",
                    what=f"nothing fills {blank.printed} in {clause.label or clause.id}: no {blank.field}",
                    remedy=f"give {blank.field}, or make a draft",
                    source=clause.source,
                    place=blank.field,
                )
                for clause in root.walk()
                for blank in clause.blanks
                if not blank.by_hand and not values.get(blank.field)
            )
            if problems:
                raise InputError(problems)

    def of(self, clause: Clause) -> Filled:
        """Return a clause's own words, its blanks filled in the order in which they are printed.

        Raises:
            InputError: A blank is not found in the words: the form and its blanks have come apart.
        """
        coming = list(clause.blanks)
        text = self._cut(clause.text, coming)
        rows = tuple(tuple(Cell(self._cut(cell, coming), cell) for cell in row) for row in clause.rows)
        if coming:
            what = f"the blank {coming[0].printed} for {coming[0].field} is not in the words of {clause.id}"
            remedy = "write the blank as the form prints it, in the order in which the blanks are printed"
            raise InputError((Problem(code="E023", what=what, remedy=remedy, source=clause.source, place=clause.id),))
        return Filled(tuple(each if isinstance(each, Run) else _plain(each) for each in text), rows)

    def _cut(self, words: str, coming: list[Blank]) -> tuple[Run | Open, ...]:
        pieces: list[Run | Open] = []
        done = 0
        while coming and (found := words.find(coming[0].printed, done)) >= 0:
            blank = coming.pop(0)
            if words[done:found]:
                pieces.append(Run(words[done:found]))
            done = found + len(blank.printed)
            pieces.append(self._put(blank, before=words[:found][-1:], after=words[done : done + 1]))
        if words[done:]:
            pieces.append(Run(words[done:]))
        return tuple(pieces)

    def _put(self, blank: Blank, before: str, after: str) -> Run | Open:
        """Put a value; a rule that words follow closely (``____,``) is no line of its own."""
        value = self.values.get(blank.field, "")
        if blank.by_hand and not after.strip():
            return Open(blank, value, tight=bool(before.strip()))
        return Run(value, "value") if value else Run(blank.printed, "blank")


def _plain(each: Open) -> Run:
    return Run(each.value, "value") if each.value else Run(each.blank.printed, "blank")


def ruled(each: Open, names: Names, tip: str, *, below: bool) -> Line:
    """Return the ruled line of a blank filled by hand."""
    return Line(
        name=names.unique(each.blank.field),
        kind=_KINDS.get(each.blank.form, "text"),
        tip=tip or each.blank.field,
        value=each.value,
        printed=each.blank.printed,
        below=below,
        tight=each.tight and not below,
    )
