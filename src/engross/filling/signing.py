"""Turn the rows of a signature block as typed into cells of words and ruled lines, each line beside what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from engross.clauses.clause import Blank
from engross.filling.blanks import Cell, Names, Open, ruled
from engross.paper.document import Line, Run, SignatureBlock

_RULE = re.compile(r"(?:(?<!\S)(?:-{4,}|_{3,}|—{2,}|\.{8,})|(?<=[\w:.])(?<!_)_{4,})(?!\S)")
_SIDE = 28  # what is typed beyond this column stands at the right of the block
_CELL = 40  # where the cells of a row parted by its reader are taken to stand
_GAP = re.compile(r" {2,}|\t")


class _Placed(NamedTuple):
    """A piece of a row with the column in which it stands."""

    column: int
    end: int
    piece: tuple[Run, ...] | Open


def signature_block(rows: tuple[tuple[Cell, ...], ...], names: Names) -> SignatureBlock:
    """Lay a signature block out.

    A row holding nothing but rules belongs to the row of words above it (``By:`` and, under it, the rule): the two
    become one row, each rule beside the words that stand before it.

    Args:
        rows: The rows as filled.
        names: Gives each line its name.
    """
    done: list[tuple[tuple[Run, ...] | Line, ...]] = []
    above: list[_Placed] = []
    for placed in _sided([list(_placed(row)) for row in rows]):
        if not placed:
            above = _flush(above, done, names)
            continue
        if above and all(isinstance(each.piece, Open) or not each.piece for each in placed) and _beside(above, placed):
            done.append(_woven(above, placed, names))
            above = []
            continue
        above = _flush(above, done, names)
        above = placed
    _flush(above, done, names)
    return SignatureBlock(rows=tuple(done))


def _sided(rows: list[list[_Placed]]) -> list[list[_Placed]]:
    """Open an empty place at the left of rows that stand at the right of a block with two sides."""
    left = any(row and row[0].column < _SIDE for row in rows)
    right = any(each.column >= _SIDE for row in rows for each in row)
    if not (left and right):
        return rows
    return [[_Placed(0, 0, ()), *row] if row and row[0].column >= _SIDE else row for row in rows]


def _flush(above: list[_Placed], done: list[tuple[tuple[Run, ...] | Line, ...]], names: Names) -> list[_Placed]:
    if above:
        done.append(_woven(above, [], names))
    return []


def _placed(row: tuple[Cell, ...]) -> Iterator[_Placed]:
    """Yield the pieces of a row: a row of one cell is parted at its wide gaps, cells stand in columns of their own."""
    column = 0
    for position, cell in enumerate(row):
        if len(row) > 1:
            column = position * _CELL
        for each in cell.pieces:
            if isinstance(each, Open):
                width = len(each.blank.printed)
                yield _Placed(column, column + width, each)
                column += width
            else:
                yield from _parted(each, column)
                column += len(each.text)


def _parted(run: Run, column: int) -> Iterator[_Placed]:
    """Part words at wide gaps and at rules no blank of the form speaks of."""
    start = 0
    cuts = [(m.start(), m.end(), False) for m in _GAP.finditer(run.text)]
    cuts += [(m.start(), m.end(), True) for m in _RULE.finditer(run.text)]
    for begin, end, rule in sorted(cuts):
        if begin < start:
            continue
        yield from _words(run, start, begin, column)
        if rule:
            tight = begin > 0 and not run.text[begin - 1].isspace()
            blank = Blank(printed=run.text[begin:end], field="")
            yield _Placed(column + begin, column + end, Open(blank, tight=tight))
        start = end
    yield from _words(run, start, len(run.text), column)


def _words(run: Run, start: int, end: int, column: int) -> Iterator[_Placed]:
    words = run.text[start:end]
    if words.strip():
        begin = start + len(words) - len(words.lstrip())
        yield _Placed(column + begin, column + end, (replace(run, text=words.strip()),))


def _beside(above: list[_Placed], rules: list[_Placed]) -> bool:
    """Say whether each rule has words of its own before it in the row above."""
    owners = [_owner(above, rule) for rule in rules if rule.piece]
    return len(set(owners)) == len(owners) and all(owner is not None and not _ruled(above, owner) for owner in owners)


def _ruled(above: list[_Placed], owner: int) -> bool:
    """Say whether words have a rule on their own line already: the next line's is another, and comes after it."""
    return owner + 1 < len(above) and isinstance(above[owner + 1].piece, Open)


def _owner(above: list[_Placed], rule: _Placed) -> int | None:
    before = [
        position
        for position, each in enumerate(above)
        if not isinstance(each.piece, Open) and _stands_before(each, rule) and _asks(each.piece)
    ]
    return max(before, default=None)


def _stands_before(words: _Placed, rule: _Placed) -> bool:
    """Say whether a rule on the next line was typed behind words; where no column is known it may have been."""
    typed = words.column > 0 or rule.column > 0
    return rule.column >= words.end - 1 if typed and words.column % _CELL else rule.column >= words.column


def _asks(words: tuple[Run, ...]) -> bool:
    """Say whether words ask for what is written beside them (``By:``), and do not name who signs (``GRANTEE:``)."""
    asked = "".join(run.text for run in words).rstrip()
    return asked.endswith(":") and (not asked.isupper() or len(asked) <= 4)


def _woven(above: list[_Placed], rules: list[_Placed], names: Names) -> tuple[tuple[Run, ...] | Line, ...]:
    """Return one row of cells, each rule after the words it belongs to."""
    owned = {_owner(above, rule): rule for rule in rules if rule.piece}
    cells: list[tuple[Run, ...] | Line] = []
    tip = ""
    for position, each in enumerate(above):
        if isinstance(each.piece, Open):
            cells.append(_line(each.piece, names, tip, below=False))
            continue
        cells.append(each.piece)
        tip = "".join(run.text for run in each.piece).strip(" :")
        if position in owned:
            rule = owned[position].piece
            if isinstance(rule, Open):
                cells.append(_line(rule, names, tip, below=True))
    return tuple(cells)


def _line(each: Open, names: Names, tip: str, *, below: bool) -> Line:
    named = each if each.blank.field else replace(each, blank=replace(each.blank, field=tip or "line"))
    return ruled(named, names, tip, below=below)
