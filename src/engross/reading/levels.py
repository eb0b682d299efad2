"""Open lists while a text is read from top to bottom: what stands last in each, and how a clause is hung there."""

from __future__ import annotations

from dataclasses import dataclass, field

from engross.clauses.labels import Reading
from engross.reading.marks import ATTACHED, DIVISIONS, Mark
from engross.reading.nodes import Node
from engross.reading.paragraphs import Paragraph

DEEPEST = 14  # no text numbers deeper, and a nested file must stay readable


@dataclass(slots=True)
class Level:
    """An open list: the clause last numbered in it, and how it is numbered."""

    node: Node
    make: str
    unit: str
    style: str
    ordinal: int
    stem: str
    numeral: str
    under: Node


@dataclass(slots=True)
class Doubt:
    """What the reader was not sure of, and where."""

    code: str
    what: str
    line: int


@dataclass(slots=True)
class Outline:
    """Everything read so far."""

    root: Node = field(default_factory=Node)
    stack: list[Level] = field(default_factory=list)
    waiting: list[Node] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    loose: Node | None = None
    defining: Node | None = None
    closed: Level | None = None
    found: list[Paragraph] = field(default_factory=list)
    attached: dict[tuple[str, str], int] = field(default_factory=dict)


def deepest(whole: Outline) -> Node:
    """Return the clause that stands last: the innermost open one."""
    return whole.stack[-1].node if whole.stack else whole.root


def flush(whole: Outline, under: Node) -> None:
    """Give the titles that waited for what follows them to the clause they stand in."""
    under.kids += whole.waiting
    whole.waiting = []


def open_under(whole: Outline, above: Node, found: Mark, reading: Reading) -> Node:
    """Open a numbered clause as the last one of *above*."""
    node = Node(label=found.printed)
    above.kids.append(node)
    whole.stack.append(level(node, found, reading, above))
    return node


def level(node: Node, found: Mark, reading: Reading, under: Node) -> Level:
    """Return the open list that a numbered clause stands for."""
    return Level(node, found.make, found.unit, reading.style, reading.ordinal, reading.stem, found.numeral, under)


def divisions(whole: Outline) -> int:
    """Return how many open lists are exhibits, articles or other divisions above sections."""
    depth = 0
    while depth < len(whole.stack) and (whole.stack[depth].unit in ATTACHED or whole.stack[depth].unit in DIVISIONS):
        depth += 1
    return depth


def hang(whole: Outline, depth: int, found: Mark, reading: Reading, *, beside: bool = False) -> Level:
    """Close the lists below *depth* and open a clause there, *beside* the one that was open at that depth."""
    above = whole.stack[depth].under if beside and depth < len(whole.stack) else None
    del whole.stack[depth:]
    above = above or deepest(whole)
    flush(whole, above)
    open_under(whole, above, found, reading)
    whole.loose = whole.closed = None
    if depth:
        whole.counts[found.make, found.unit, reading.style] = reading.ordinal
    return whole.stack[-1]


def same_make(one: str, other: str) -> bool:
    """Say whether two numbers have the same marks: ``1.`` and a bare ``1`` do."""
    return one == other or {one, other} == {"dot", "bare"}


def gap(whole: Outline, found: Mark, each: Paragraph) -> None:
    """Note that a label does not follow the one before it."""
    whole.doubts.append(Doubt("W111", f"{found.printed} does not follow the label before it", each.lines[0].number))


def either(whole: Outline, found: Mark, each: Paragraph) -> None:
    """Note that a label may go on with one list or begin another: ``(i)`` after ``(h)``."""
    what = f"{found.printed} may be a letter or a roman numeral; it was read as going on with the list before it"
    whole.doubts.append(Doubt("W113", what, each.lines[0].number))
