"""Naming: how an order names a clause, by its number, its heading, as a paragraph, or at last by its id."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from engross.clauses.addresses import Index, parse
from engross.comparing.compare import Comparison
from engross.comparing.survey import place_of
from engross.instruments.operations import Target

_MOST_ORDINALS = 12  # drafters count paragraphs in words, and not far


class Naming:
    """How orders name the clauses of the old text."""

    def __init__(self, comparison: Comparison) -> None:
        """Index the old text."""
        self.outline = comparison.matching.old
        self.index = Index(comparison.old.root)
        self.headings = Counter(each.heading for each in comparison.old.root.walk() if each.heading)

    def target(self, here: int) -> Target | None:
        """Return a target that names one clause and no other: by number, heading or ordinal; None where none does."""
        clause = self.outline.clauses[here]
        if here == 0:
            return Target()
        if clause.label:
            address = place_of(self.outline, here).address
            return Target(at=address) if self.index.resolve(parse(address)) == (clause.id,) else None
        if clause.heading and self.headings[clause.heading] == 1:
            return Target(title_words=clause.heading)
        return self._paragraph(here)

    def surely(self, here: int) -> Target:
        """Return a target by name where there is one, else by the clause's id."""
        return self.target(here) or Target(id=self.outline.clauses[here].id)

    def _paragraph(self, here: int) -> Target | None:
        """Return "the third paragraph of Section 5" for an unnumbered paragraph."""
        parent = self.outline.parents[here]
        holder = self.outline.clauses[parent]
        around = self.target(parent)
        if around is None or around.paragraphs or self.outline.clauses[here].layout == "inline":
            return None
        before = [kid for kid in self.outline.kids[parent] if kid < here and not self.outline.clauses[kid].label]
        ordinal = 1 + bool(holder.text) + sum(self.outline.clauses[kid].layout != "inline" for kid in before)
        return replace(around, paragraphs=(ordinal,)) if ordinal <= _MOST_ORDINALS else None

    def scope(self, here: int) -> tuple[int, Target] | None:
        """Return the nearest clause, itself or above, that an order can name, and its target."""
        while here >= 0:
            target = self.target(here)
            if target is not None:
                return here, target
            here = self.outline.parents[here]
        return None
