"""A finding, and the text it is looked for in, prepared once for all checks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from engross.clauses.addresses import Index
from engross.clauses.citations import Citation, citations
from engross.clauses.clause import Clause, Text
from engross.clauses.terms import Terms, spoken, terms
from engross.clauses.words import Slot
from engross.linting.catalogue import CHECKS
from engross.problems import Problem, Severity, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One defect at one place.

    Args:
        code: The check's code.
        severity: The check's, unless the caller changed it.
        document: The name of the text.
        text_id: Its id.
        clause: The id of the clause.
        place: The clause's citation, as a reader names it.
        quote: The words it speaks of.
        what: What is wrong, in one sentence.
        remedy: What to do.
        source: Where it stands in a file, where that is known.
    """

    code: str
    severity: Severity
    document: str
    text_id: str
    clause: str
    place: str
    quote: str
    what: str
    remedy: str
    source: Source | None = field(default=None, compare=False)

    @property
    def fingerprint(self) -> str:
        """Return what stays the same while line numbers move: for baselines."""
        said = f"{self.code}\x1f{self.text_id}\x1f{self.clause}\x1f{self.quote}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def problem(self) -> Problem:
        """Return the finding in the form of every message."""
        where = f"{self.document}, {self.place}" if self.place else self.document
        return Problem(
            code=self.code,
            severity=self.severity,
            what=f"{where}: {self.what}",
            remedy=self.remedy,
            source=self.source,
            place=self.place,
        )


@dataclass(frozen=True)
class Subject:
    """A text under examination, with what the checks share.

    Args:
        text: The text.
        final: True for a paper that is to be signed; a form may have open places.
        former: The text as it stood before the packet's amendments, where it has been amended.
    """

    text: Text
    final: bool = False
    former: Text | None = None

    @cached_property
    def index(self) -> Index:
        """Where every clause stands."""
        return Index(self.text.root)

    @cached_property
    def former_index(self) -> Index:
        """Where every clause stood before the packet's amendments."""
        return Index(self.former.root) if self.former else self.index

    @cached_property
    def terms(self) -> Terms:
        """The defined terms."""
        return terms(self.text)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every reference, bound to the clauses it means."""
        return citations(self.text, index=self.index)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, in order."""
        return tuple(self.text.root.walk())

    @cached_property
    def words(self) -> str:
        """All words of the text's clauses, a line for each place; for questions about the text as a whole."""
        return "\n".join(words for clause in self.clauses for _, words in spoken(clause))

    @cached_property
    def provisions(self) -> tuple[tuple[Clause, Slot, str], ...]:
        """Every place with words outside titles, tables and signature blocks, in order."""
        provisions = (clause for clause in self.clauses if clause.kind in ("clause", "part"))
        return tuple((clause, slot, words) for clause in provisions for slot, words in spoken(clause))

    def finding(self, code: str, clause: Clause, quote: str, what: str, remedy: str) -> Finding:
        """Return a finding at a clause of this text."""
        return Finding(
            code=code,
            severity=CHECKS[code].severity,
            document=self.text.name or self.text.id,
            text_id=self.text.id,
            clause=clause.id,
            place=self.index.citation(clause.id),
            quote=quote,
            what=what,
            remedy=remedy,
            source=clause.source,
        )
