"""What a sentence stands on while it is bound: the text at the start, the text as reached, and refusals."""

from __future__ import annotations

from dataclasses import dataclass, field

from engross.amending.draft import Draft
from engross.amending.scope import Scope, scope
from engross.clauses.addresses import Index
from engross.instruments.operations import Instruction
from engross.problems import AmendmentRefused, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The ground of one sentence.

    Args:
        start: The text as it stood at the start of the instrument.
        draft: The text as the sentence finds it.
        instruction: The sentence.
        named: The names the text goes by, for targets that name a document.
        prefix: What the ids of new clauses begin with.
        scopes: The scopes printed so far, by clause.
    """

    start: Index
    draft: Draft
    instruction: Instruction
    named: tuple[str, ...] = ()
    prefix: str = ""
    scopes: dict[str, Scope] = field(default_factory=dict)

    def scope(self, clause_id: str) -> Scope:
        """Return the printed words of a clause, printed once for a sentence."""
        if clause_id not in self.scopes:
            self.scopes[clause_id] = scope(self.draft, clause_id)
        return self.scopes[clause_id]

    def refuse(
        self, code: str, what: str, remedy: str = "", place: str = "", candidates: tuple[str, ...] = ()
    ) -> AmendmentRefused:
        """Return the refusal of an operation of this sentence."""
        problem = Problem(
            code=code, what=what, remedy=remedy, place=place, candidates=candidates, source=self.instruction.source
        )
        return AmendmentRefused((problem,))

    def cited(self, clause_id: str) -> str:
        """Return how a reader cites a clause as it stands now; words for one without a number."""
        if clause_id == self.draft.root.id:
            return "the text"
        index: Index = self.draft if clause_id in self.draft.clauses else self.start
        if clause_id not in index.clauses:
            return clause_id
        citation = index.citation(clause_id)
        if index.clauses[clause_id].label or not citation:
            return citation or _opening(index, clause_id)
        return f"{citation} ({_opening(index, clause_id)})"


def _opening(index: Index, clause_id: str) -> str:
    clause = index.clauses[clause_id]
    words = f"{clause.heading or ''} {clause.text}".split()
    return f"“{' '.join(words[:6])}{' …' if len(words) > 6 else ''}”" if words else clause_id


def counted(number: int, unit: str) -> str:
    """Return a number of things in words that agree: ``1 time``, ``2 times``."""
    return f"{number} {unit}{'s' * (number != 1)}"
