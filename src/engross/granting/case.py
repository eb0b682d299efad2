"""The case: one grant with all that its plan's rules may look at, and how a rule states its result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from engross.clauses.clause import Text
from engross.granting.ledger import Ledger, Option
from engross.granting.pack import Pack, Rule
from engross.granting.record import Grant
from engross.granting.results import Result
from engross.granting.terms import Terms
from engross.granting.versions import Versions
from engross.granting.wording import value_at
from engross.problems import Problem, Severity, Source

_NOBODY = Grant(custom_id="")
_NOTHING = Result(code="", outcome="pass", what="")  # of a hundred thousand grants nobody reads what is kept


def _no_forms() -> Mapping[str, Text]:
    return MappingProxyType({})


def _no_faults() -> Mapping[str, tuple[Problem, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One grant, or the plan itself, held against the plan's rules.

    Args:
        pack: The plan's facts and rules.
        terms: The pack's terms, settled once.
        versions: The plan's text on every day.
        grant: The grant; one without number where the plan itself is looked at.
        ledger: The ledger of all grants; None where the reserve is not known.
        faults: What the ledger could not carry, by grant.
        forms: The forms by id.
        sparing: True states in full only what stops a packet; whatever else is found is one empty result.
    """

    pack: Pack
    terms: Terms
    versions: Versions
    grant: Grant = _NOBODY
    ledger: Ledger | None = None
    faults: Mapping[str, tuple[Problem, ...]] = field(default_factory=_no_faults)
    forms: Mapping[str, Text] = field(default_factory=_no_forms)
    sparing: bool = False

    def passed(self, rule: Rule, what: str, *, day: date | None = None, place: str = "") -> Result:
        """State that the rule is kept."""
        return self._state(rule, "pass", what, day, place)

    def failed(  # noqa: PLR0913 - a result has that many parts
        self,
        rule: Rule,
        what: str,
        remedy: str,
        *,
        day: date | None = None,
        place: str = "",
        severity: Severity | None = None,
        source: Source | None = None,
    ) -> Result:
        """State that the rule is broken."""
        return self._state(rule, "fail", what, day, place, remedy=remedy, severity=severity, source=source)

    def unknown(
        self, rule: Rule, what: str, *missing: str, day: date | None = None, place: str = "", remedy: str = ""
    ) -> Result:
        """State that the rule cannot be checked, naming the facts that are wanted."""
        return self._state(rule, "cannot be checked", what, day, place, missing=missing, remedy=remedy)

    def noted(self, rule: Rule, day: date | None) -> Iterator[Result]:
        """State a rule's note on law outside the plan, from the day on which it holds."""
        if rule.note and (rule.since is None or (day is not None and day >= rule.since)):
            yield self._state(rule, "fail", rule.note, day, "", severity="info")

    def wanting(self, rule: Rule, *names: str) -> Result | None:
        """State that facts of the plan are missing, if any of them is."""
        gone = tuple(name for name in names if self.pack.fact(name) is None)
        if not gone:
            return None
        why = "; ".join(dict.fromkeys(f"{name}: {self.pack.why_missing(name)}" for name in gone))
        return self.unknown(rule, why, *gone, day=self.grant.grant_date)

    def unrecorded(self, rule: Rule, *fields: str) -> Result | None:
        """State that fields of the record are missing, if any of them is."""
        gone = tuple(name for name in fields if value_at(self.grant, name) in (None, ""))
        if not gone:
            return None
        what = f"the record does not give {' or '.join(gone)}"
        return self.unknown(rule, what, *gone, day=self.grant.grant_date, place=gone[0])

    @property
    def option(self) -> Option | None:
        """Where the ledger has the option at its end."""
        return self.ledger.options.get(self.grant.custom_id) if self.ledger else None

    def _state(  # noqa: PLR0913 - a result has that many parts
        self,
        rule: Rule,
        outcome: Literal["pass", "fail", "cannot be checked"],
        what: str,
        day: date | None,
        place: str,
        *,
        remedy: str = "",
        severity: Severity | None = None,
        missing: tuple[str, ...] = (),
        source: Source | None = None,
    ) -> Result:
        if self.sparing and not (outcome == "fail" and (severity or rule.severity) == "error"):
            return _NOTHING
        day = day or self.grant.grant_date
        return Result(
            code=rule.code,
            outcome=outcome,
            what=what,
            grant=self.grant.custom_id,
            section=self.cited(rule.clause, day, rule.form),
            clause=rule.clause,
            day=day,
            severity=severity or rule.severity,
            remedy=remedy,
            place=place,
            missing=missing,
            source=source or (self.grant.stands_at(place) if outcome != "pass" else None),
        )

    def cited(self, clause: str, day: date | None, form: str = "") -> str:
        """Return how a clause of the plan, or of a form, is cited on a day."""
        if not clause:
            return ""
        if form:
            text = self.forms.get(form)
            return f"{text.kind} {self.versions.cite_in(text, clause)}".strip() if text else ""
        return self.versions.cite(clause, day)


Check = Callable[[Case, Rule], Iterator[Result]]
Scope = Literal["grant", "plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of the rule vocabulary.

    Args:
        name: How a plan pack names it.
        asks: What it asks, one sentence.
        takes: What the rule's fields mean to it (``facts: how long``); empty where it takes none.
        check: What decides it.
        scope: Whether it is asked of every grant, or of the plan once.
    """

    name: str
    asks: str
    check: Check
    takes: str = ""
    scope: Scope = "grant"


class Vocabulary:
    """Collect the words of one group of rules."""

    def __init__(self) -> None:
        """Begin with none."""
        self.words: dict[str, Word] = {}

    def word(self, name: str, *, scope: Scope = "grant") -> Callable[[Check], Check]:
        """Make a function a word of the vocabulary; its docstring says what it asks."""

        def keep(check: Check) -> Check:
            asks, _, takes = (check.__doc__ or "").strip().split("\n")[0].rstrip(".").partition(" (")
            self.words[name] = Word(name=name, asks=asks, takes=takes.rstrip(")"), check=check, scope=scope)
            return check

        return keep
