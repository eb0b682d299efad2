"""Results: what a rule of the plan says of a grant - pass, fail, or cannot be checked for want of a named fact."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from engross.problems import Problem, Severity, Source

Outcome = Literal["pass", "fail", "cannot be checked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one rule says of one grant, or of the plan itself.

    Args:
        code: The rule's code: ``G16``.
        outcome: Pass, fail, or cannot be checked.
        what: What was found, one sentence without a full stop.
        grant: The grant's custom_id; empty where the plan itself was looked at.
        section: The clause as a reader cites it by the labels in force on ``day``: ``5(d)(iii)``, ``agreement 3(a)``.
        clause: The clause's id.
        day: The date that counts: of the grant, of the exercise; None where none does.
        severity: Of a failure.
        remedy: What to do about it.
        place: The field of the record it speaks of.
        missing: The facts that are wanted, where it cannot be checked.
        source: Where the field stands.
    """

    code: str
    outcome: Outcome
    what: str
    grant: str = ""
    section: str = ""
    clause: str = ""
    day: date | None = None
    severity: Severity = "error"
    remedy: str = ""
    place: str = ""
    missing: tuple[str, ...] = ()
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def failed(self) -> bool:
        """Whether it is a finding: a failure that is more than information."""
        return self.outcome == "fail" and self.severity != "info"

    def problem(self) -> Problem:
        """Return it as a problem, the form of every message; what cannot be checked is information."""
        plain = self.section[:1].isdigit()  # the plan's own sections are cited without more, a form's by its name
        cited = f"{'Section ' if plain else ''}{self.section}: " if self.section else ""
        about = f"{self.grant}: " if self.grant else ""
        untold = "cannot be checked: " if self.outcome == "cannot be checked" else ""
        return Problem(
            code=self.code,
            what=f"{about}{cited}{untold}{self.what}",
            remedy=self.remedy or (f"supply {', '.join(self.missing)}" if self.missing else ""),
            source=self.source,
            severity=self.severity if self.outcome == "fail" else "info",
            place=self.place,
        )
