"""Cells of a CSV that stay text in every spreadsheet: no formula is made of a person's name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before one that could be.

    >>> guarded("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def csv_line(cells: Sequence[str], *, raw: bool = False) -> str:
    """Return one line of CSV, every cell guarded unless *raw*."""
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerow(cells if raw else [guarded(cell) for cell in cells])
    return made.getvalue()


def csv_text(rows: Iterable[Sequence[str]], *, raw: bool = False) -> str:
    """Return rows as CSV; see :func:`csv_line`."""
    return "".join(csv_line(row, raw=raw) for row in rows)
