"""Instruments: a signed paper that amends a text, with its authority, approval, effect and instructions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from engross.clauses.clause import Dated, Text
from engross.instruments.operations import Instruction
from engross.problems import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """When an instrument takes effect.

    Args:
        dated: The day, with how it is known; None while it is pending.
        condition: What it waits for ("upon stockholder approval"); a condition without a day is listed, not applied.
        applies_to: What it is limited to ("awards granted on or after ..."); carried as words.
        until: The last day of its effect, if it ends by itself.
    """

    dated: Dated | None = None
    condition: str = ""
    applies_to: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An amending instrument.

    Args:
        text: Its own words as a text; its id is the instrument's.
        amends: The id of the text it amends, or of the instrument it corrects.
        number: Its number in the order of instruments, 1-based; 0 where it has none.
        authority: The provision it is made under, as cited (``7(d)``).
        approved: Its approval, with by whom in ``source``.
        effect: When it takes effect.
        instructions: Its operative sentences, in order.
        known: The day it became known, where that is later than its approval.
        status: ``void`` keeps it on file and out of every text.
        base: SHA-256 of the text it was drafted against, where it names one.
    """

    text: Text
    amends: str
    number: int = 0
    authority: str = ""
    approved: Dated | None = None
    effect: Effect = field(default_factory=Effect)
    instructions: tuple[Instruction, ...] = ()
    known: date | None = None
    status: Literal["in force", "void"] = "in force"
    base: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The instrument's id."""
        return self.text.id

    @property
    def name(self) -> str:
        """Its short name: ``Amendment No. 1``."""
        return f"Amendment No. {self.number}" if self.number else self.text.name
