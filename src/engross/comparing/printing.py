"""What one clause prints, piece by piece, and what all under it does."""

from __future__ import annotations

from collections.abc import Iterator

from engross.clauses.clause import Clause
from engross.clauses.words import Slot
from engross.comparing.outline import Outline
from engross.comparing.tokens import opening


def own_pieces(clause: Clause) -> list[tuple[str, Slot | None]]:
    """Return what a clause prints without its children, blanks before each piece, line breaks apart."""
    gap = opening(clause)
    found: list[tuple[str, Slot | None]] = []

    def add(text: str, slot: Slot) -> None:
        if gap == "\n":
            found.append((gap, None))
            found.append((text, slot))
        else:
            found.append((gap + text, slot))

    if clause.label:
        add(clause.label, "label")
        gap = "" if clause.tight else " "
    if clause.heading:
        add(clause.heading, "heading")
        gap = "\n" if clause.layout == "block" else " "
    if clause.text:
        add(clause.text, "text")
    for row in clause.rows:
        gap = "\n"
        for cell in row:
            if cell:
                add(cell, "row")
                gap = "\t"
    return found


def all_pieces(clause: Clause, *, own: bool = True) -> Iterator[tuple[str, Slot | None, Clause, int]]:
    """Yield what a clause and all under it print, with the owner and its depth below the clause."""
    if own:
        for text, slot in own_pieces(clause):
            yield text, slot, clause, 0
    stack: list[tuple[Clause | None, str, Clause, int]] = []

    def push(parent: Clause, depth: int) -> None:
        for at in range(len(parent.children) - 1, -1, -1):
            joint = parent.joint(at)
            if joint:
                stack.append((None, joint if joint[0] in ";,.:" else f" {joint}", parent, depth))
            stack.append((parent.children[at], "", parent, depth))

    push(clause, steps_below(clause))
    while stack:
        child, joint, parent, depth = stack.pop()
        if child is None:
            yield joint, "joint", parent, depth
            continue
        for text, slot in own_pieces(child):
            yield text, slot, child, depth
        if child.children:
            push(child, depth + steps_below(child))


def depths(outline: Outline) -> list[int]:
    """Return how many labelled clauses each clause stands under."""
    clauses, parents = outline.clauses, outline.parents
    found = [0] * len(outline)
    for place in range(1, len(outline)):
        parent = parents[place]
        found[place] = found[parent] + steps_below(clauses[parent])
    return found


def steps_below(clause: Clause) -> int:
    """Return how much deeper what stands under a clause is."""
    return 1 if clause.label and clause.kind == "clause" else 0
