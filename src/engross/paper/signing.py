"""The places of a signature block's row: words with the ruled line that belongs to them, side by side."""

from __future__ import annotations

from typing import NamedTuple

from engross.paper.document import Line, Run, SignatureBlock

Cells = tuple[tuple[Run, ...] | Line, ...]


class Entry(NamedTuple):
    """Words and their ruled line: ``By: ________``.

    Args:
        words: The words before the line; may be none.
        line: The line, or None for words alone.
    """

    words: tuple[Run, ...]
    line: Line | None = None

    @property
    def text(self) -> str:
        """The words as one string."""
        return "".join(run.text for run in self.words)


def entries(row: Cells) -> tuple[Entry, ...]:
    """Part a row into its places: words open a place, a line closes it."""
    found: list[Entry] = []
    for cell in row:
        if not isinstance(cell, Line):
            found.append(Entry(cell))
        elif found and found[-1].line is None and found[-1].words:
            found[-1] = Entry(found[-1].words, cell)
        else:
            found.append(Entry((), cell))
    return tuple(found)


def columns(block: SignatureBlock) -> int:
    """Return how many places stand side by side."""
    return max((len(entries(row)) for row in block.rows), default=1)
