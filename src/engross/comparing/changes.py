"""Changes: what happened to a provision, where it stood and stands, in which words, and by whose order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from engross.comparing.wording import Item

Kind = Literal[
    "reworded", "inserted", "deleted", "moved", "relabelled", "split", "merged", "joiner only",
    "conforming reference", "stale reference", "layout",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "inserted", "deleted", "moved", "split", "merged", "reworded", "relabelled", "joiner only",
    "conforming reference", "stale reference", "layout",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a provision stands in one of the two texts.

    Args:
        id: Its id.
        address: Its citation, by the labels of that text; a clause without label by its parent's, empty for none.
        heading: Its heading, or the nearest one above it.
        position: Its place in printed order, 0 the root; orders changes and tells clauses without label apart.
    """

    id: str
    address: str
    heading: str = ""
    position: int = 0

    def __str__(self) -> str:
        """Return the address, or the heading of what has none."""
        return self.address or self.heading or "the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A citation in the words of a clause whose target bears another number now, or is gone.

    Args:
        written: As the text before writes it.
        now: How the same provision is cited now; empty where it is gone.
        follows: True where the words follow the new number, False where they still say the old one.
        within: The id of the clause whose words hold it.
    """

    written: str
    now: str
    follows: bool
    within: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who made a change, where the history is known.

    Args:
        name: The instrument's short name: ``Amendment No. 1``.
        date: Its effect, ISO 8601; empty where pending.
        sentence: The sentence that ordered it.
        under: The provision it was made under.
        editorial: True for what the compiler did and nobody ordered.
    """

    name: str
    date: str = ""
    sentence: str = ""
    under: str = ""
    editorial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change to one provision.

    Args:
        number: 1-based, in the order of the text.
        kinds: What happened, the weightiest first; a provision moved and reworded is one change of two kinds.
        old: Where it stood; None for what is inserted.
        new: Where it stands; None for what is deleted.
        words: Its own words in one merged stream; for what is inserted, deleted or moved, all that is under it too.
        deleted: How many words went.
        inserted: How many words came.
        references: Citations that follow, or should have.
        parts: The several provisions of a split or merger.
        by: Who made it, in order; empty where no history is known.
    """

    number: int
    kinds: tuple[Kind, ...]
    old: Place | None
    new: Place | None
    words: tuple[Item, ...] = ()
    deleted: int = 0
    inserted: int = 0
    references: tuple[Reference, ...] = ()
    parts: tuple[Place, ...] = ()
    by: tuple[Authority, ...] = ()

    @property
    def kind(self) -> str:
        """Its kinds in words: ``moved and reworded``."""
        return " and ".join(self.kinds)

    @property
    def place(self) -> str:
        """Return both addresses, or one where they are the same: ``5(c) → 6(c)``."""
        before, after = (str(each) if each else "" for each in (self.old, self.new))
        return f"{before} → {after}" if before and after and before != after else after or before

    def addresses(self) -> tuple[str, ...]:
        """Return the addresses it touches, before first."""
        return tuple(each.address for each in (self.old, self.new, *self.parts) if each)


def count_words(items: tuple[Item, ...], sign: str, *, labels: bool = True) -> int:
    """Return how many printed words bear a sign; a number, or a citation of one, that only changed is no word."""
    numbers = ("reference",) if labels else ("reference", "label")
    return sum(len(item.text.split()) for item in items if item.sign == sign and item.slot not in numbers)


def counted(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many changes there are of each kind that occurs, the weightiest first."""
    found = Counter(kind for change in changes for kind in change.kinds)
    return {kind: found[kind] for kind in KINDS if found[kind]}
