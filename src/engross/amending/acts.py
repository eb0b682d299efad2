"""Acts: what a bound operation will do, clause by clause, before any of it is done (bind first, then act)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engross.amending.scope import Cut
from engross.clauses.clause import Clause, Status
from engross.instruments.operations import Operation

Side = Literal["before", "after", "start", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Take a clause out, with all under it and the mark its list prints after it."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacate:
    """Leave a clause's number standing over a placeholder."""

    id: str
    words: str
    status: Status
    keep_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relabel:
    """Give a clause another label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Put new clauses, or clauses taken from elsewhere, beside a sibling or inside a parent.

    Args:
        parent: The clause they will stand under.
        beside: The sibling they stand beside; empty for ``start`` and ``end``.
        side: On which side.
        clauses: New clauses with their final ids; empty for a move.
        moved: The id of a clause that is moved; empty for new ones.
        label: The label a moved clause bears there; empty keeps its own.
    """

    parent: str
    side: Side
    beside: str = ""
    clauses: tuple[Clause, ...] = ()
    joints: tuple[str, ...] = ()
    moved: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Put new clauses in the place of one clause, or of a run of siblings; the first keeps the old one's id.

    Args:
        ids: The clauses that go, siblings in order; the first is the one restated.
        clauses: The new ones, the first with the id of the one restated.
        joints: What the list prints after each new one, where the new words say; None keeps what the list printed.
    """

    ids: tuple[str, ...]
    clauses: tuple[Clause, ...]
    joints: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Give a clause another heading, or a heading where it had none, or none."""

    id: str
    heading: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """Cut words out of the places they run over and fill in others at the first of them.

    Args:
        clause: The clause whose words were searched.
        cuts: The cuts, in the order of the words; all but the ends run over whole places.
        words: What is filled in.
        joined: True where the filled-in words need a blank between them and their neighbours.
    """

    clause: str
    cuts: tuple[Cut, ...]
    words: str
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrap:
    """Move a clause's words and children, or a run of its words, under a new clause of their own.

    Args:
        id: The clause.
        new: The new clause's id.
        label: Its label.
        cut: The run of the clause's own words; None for all words and children.
        child: The unnumbered child that takes the label instead; empty for none.
    """

    id: str
    new: str
    label: str
    cut: Cut | None = None
    child: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrap:
    """Take a clause's label away: its words run on in its parent, its children become the parent's."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleave:
    """Part a clause in two at a place of its own words, or before one of its children."""

    id: str
    new: str
    label: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuse:
    """Join a clause to the sibling before it."""

    id: str
    joint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Renumber children so that their sequence closes, from the first or from one of them on."""

    parent: str
    first: str = ""


Act = Remove | Vacate | Relabel | Place | Swap | Head | Splice | Wrap | Unwrap | Cleave | Fuse | Close


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """An operation with the clauses it binds to and what it will do to them."""

    number: int
    operation: Operation
    ids: tuple[str, ...]
    acts: tuple[Act, ...]
    cited: tuple[str, ...] = ()
    note: str = ""
