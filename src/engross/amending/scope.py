"""Scopes: the printed words of a clause with its marks, in which words, sentences and paragraphs are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from engross.amending.draft import Draft
from engross.amending.find import Span
from engross.amending.fold import Folded, folded
from engross.clauses.clause import Clause
from engross.clauses.words import Piece, Slot, pieces


class Cut(NamedTuple):
    """A cut in one place of one clause, in places of that clause's own words.

    Args:
        clause: The clause's id; for a joint, of the item it follows.
        slot: Which of its places.
        row: Which cell of its rows; 0 elsewhere.
        start: Where the cut begins.
        end: Where it ends; the same for a place between two signs.
    """

    clause: str
    slot: Slot
    row: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scope:
    """The printed words of a clause and of all under it, with the mark its list prints after it.

    Args:
        clause: The clause as it stood when it was printed.
        printed: The words.
        pieces: The place of every piece of them.
        folded: The words folded for matching.
        inner: Where the clause's own words are: after its label, before the mark its list prints after it.
    """

    clause: Clause
    printed: str
    pieces: tuple[Piece, ...]
    folded: Folded
    inner: Span

    @property
    def whole(self) -> Span:
        """The words and the mark after them, without the label."""
        return Span(self.inner.start, len(self.printed))

    def slot(self, slot: Slot) -> Span | None:
        """Return where the clause's own heading, label or words stand; None where it has none."""
        for piece in self.pieces:
            if piece.clause == self.clause.id and piece.slot == slot:
                return Span(piece.start, piece.end)
        return None

    def cuts(self, span: Span) -> tuple[Cut, ...]:
        """Return a span as cuts in the places it runs over; an empty span gives one cut where words can be added."""
        rows: dict[str, int] = {}
        found: list[Cut] = []
        for piece in self.pieces:
            row = 0
            if piece.slot == "row":
                row = rows[piece.clause] = rows.get(piece.clause, -1) + 1
            if piece.start < span.end and span.start < piece.end:
                low, high = max(span.start, piece.start), min(span.end, piece.end)
                found.append(Cut(piece.clause, piece.slot, row, low - piece.start, high - piece.start))
        return tuple(found)

    def point(self, place: int, *, after: bool) -> Cut | None:
        """Return a place between two signs, after the words that end there or before the words that begin there."""
        rows: dict[str, int] = {}
        for piece in self.pieces:
            row = 0
            if piece.slot == "row":
                row = rows[piece.clause] = rows.get(piece.clause, -1) + 1
            inside = piece.start < place <= piece.end if after else piece.start <= place < piece.end
            if inside:
                return Cut(piece.clause, piece.slot, row, place - piece.start, place - piece.start)
        return None


def scope(draft: Draft, clause_id: str) -> Scope:
    """Print a clause as it stands now, with the marks its list, and inline lists around it, print after it."""
    clause = draft.now(clause_id)
    printed, found = pieces(clause)
    label = next((piece.end for piece in found[:1] if piece.slot == "label"), 0)
    start = label + 1 if label < len(printed) and printed[label : label + 1].isspace() else label
    inner = Span(start, len(printed))
    for owner, joint in _joints_after(draft, clause_id):
        blank = "" if joint[0] in ";,.:" else " "
        found = (*found, Piece(owner, "joint", joint, len(printed) + len(blank)))
        printed = f"{printed}{blank}{joint}"
    return Scope(clause, printed, found, folded(printed), inner)


def _joints_after(draft: Draft, clause_id: str) -> tuple[tuple[str, str], ...]:
    """Return the marks printed right after a clause: its own, and those of the lists an inline item closes."""
    found: list[tuple[str, str]] = []
    each = clause_id
    while parent_id := draft.parents.get(each):
        parent = draft.clauses[parent_id]
        place = draft.position(parent, each)
        if joint := parent.joint(place):
            found.append((each, joint))
        if place < len(parent.children) - 1 or draft.clauses[each].layout != "inline":
            break
        each = parent_id
    return tuple(found)
