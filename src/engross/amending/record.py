"""The record of carrying out: every change with the words, the clauses and the authority it rests on (rule 14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from engross.clauses.clause import Text
from engross.clauses.words import Slot
from engross.instruments.instrument import Instrument
from engross.instruments.operations import Operation
from engross.problems import Problem, Source

Authority = Literal["ordered", "editorial"]


class Edit(NamedTuple):
    """One cut and fill in one place of one clause.

    Args:
        clause: The clause's id; for a joint, of the item it follows.
        slot: Which of its places.
        row: Which cell of its rows, counted through; 0 elsewhere.
        start: Where the cut begins in the place's words as they stood before the sentence.
        removed: The words cut out.
        added: The words filled in.
    """

    clause: str
    slot: Slot
    row: int
    start: int
    removed: str
    added: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one operation, or one editorial repair, did to the text.

    Args:
        instrument: The instrument's id.
        instruction: The id of the sentence that orders it.
        number: Which operation of that sentence, 1-based; 0 for an editorial repair.
        orders: The operation; None for an editorial repair.
        authority: ``ordered`` by the instrument's words, or ``editorial``: done by the compiler.
        bound: The ids of the clauses the operation bound to.
        cited: How those clauses were cited before the sentence.
        edits: The words cut and filled, place by place.
        inserted: Ids of the clauses that came, with all under them.
        deleted: Ids of the clauses that went, with all under them.
        moved: Ids of the clauses that stand elsewhere now.
        relabelled: (id, label before, label after).
        before: The words concerned, before.
        after: The words in their place, after.
        note: What was done and why, for an editorial note.
        source: Where the sentence stands.
    """

    instrument: str
    instruction: str
    number: int = 0
    orders: Operation | None = None
    authority: Authority = "ordered"
    bound: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    inserted: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    relabelled: tuple[tuple[str, str, str], ...] = ()
    before: str = ""
    after: str = ""
    note: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def touched(self) -> tuple[str, ...]:
        """The ids of all clauses whose words, number or place changed, in order, each once."""
        ids = (
            *(edit.clause for edit in self.edits),
            *self.inserted,
            *self.deleted,
            *self.moved,
            *(each for each, _, _ in self.relabelled),
        )
        return tuple(dict.fromkeys(ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An instrument carried out.

    Args:
        text: The text as it stands now.
        base: The text it was carried out on.
        instrument: The instrument.
        changes: What was done, in order; editorial repairs last.
        findings: What a person must look at, with remedies.
    """

    text: Text
    base: Text
    instrument: Instrument
    changes: tuple[Change, ...] = ()
    findings: tuple[Problem, ...] = ()

    @property
    def editorial(self) -> tuple[Change, ...]:
        """The changes the compiler made: the difference between the literal and the editorial text."""
        return tuple(change for change in self.changes if change.authority == "editorial")
