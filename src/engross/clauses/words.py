"""The printed words of a clause: as one string, as words, and piece by piece with where each piece comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from engross.clauses.clause import Clause, Text
from engross.clauses.series import glue

Slot = Literal["label", "heading", "text", "joint", "row"]


class Piece(NamedTuple):
    """A run of printed words with the place it belongs to.

    Args:
        clause: The id of the clause; for a joint, of the item it follows (the list that owns it is its parent).
        slot: Which of its places.
        text: The words.
        start: Where they begin in the printed string.
    """

    clause: str
    slot: Slot
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where they end in the printed string."""
        return self.start + len(self.text)


def pieces(clause: Clause, *, labels: bool = True) -> tuple[str, tuple[Piece, ...]]:
    """Print a clause as one string, a line for each paragraph, with the place of every piece of it.

    Args:
        clause: The clause; its own joint is not part of it, for its parent owns that.
        labels: False leaves the labels out.
    """
    printed: list[str] = []
    found: list[Piece] = []
    length = 0
    for gap, owner, slot, words in _runs(clause, labels):
        blank = gap if length else ""
        found.append(Piece(owner, slot, words, length + len(blank)))
        printed += (blank, words)
        length += len(blank) + len(words)
    return "".join(printed), tuple(found)


def _runs(clause: Clause, labels: bool) -> Iterator[tuple[str, str, Slot, str]]:
    """Yield (what is printed before, clause id, slot, words) without recursion: texts may be deep."""
    stack: list[Clause | tuple[str, str]] = [clause]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            owner, joint = top
            yield "" if joint[0] in ";,.:" else " ", owner, "joint", joint
            continue
        opening = " " if top.layout == "inline" else "\n"
        if labels and top.label:
            yield opening, top.id, "label", top.label
            opening = "" if top.tight else " "
        if top.heading:
            yield opening, top.id, "heading", top.heading
            opening = " " if top.layout != "block" else "\n"
        if top.text:
            yield opening, top.id, "text", top.text
        for row in top.rows:
            opening = "\n"
            for cell in row:
                if cell:
                    yield opening, top.id, "row", cell
                    opening = "\t"
        for position in range(len(top.children) - 1, -1, -1):
            joint = top.joint(position)
            if joint:
                stack.append((top.children[position].id, joint))
            stack.append(top.children[position])


def printed(clause: Clause | Text, *, labels: bool = True) -> str:
    """Return the printed words as one string, a line for each paragraph."""
    return pieces(clause.root if isinstance(clause, Text) else clause, labels=labels)[0]


def words(clause: Clause | Text | str) -> list[str]:
    """Return the printed words in order, parted at white space; a mark stays with the word it follows."""
    return (clause if isinstance(clause, str) else printed(clause)).split()


__all__ = ["Piece", "Slot", "glue", "pieces", "printed", "words"]
