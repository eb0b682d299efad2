"""The plan pack: the facts of a plan and the rules that apply, declared beside the plan they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from engross.granting.dates import LeapDay, Period
from engross.granting.ledger import Adjustment
from engross.granting.record import Money
from engross.granting.terms import ExpiryBasis, Terms
from engross.problems import Severity, Source

FactValue = int | date | Period | Money | str
Day = date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact of the plan with where it is known from, or a fact known to be missing.

    Args:
        name: What rules call it: ``reserve``, ``term``, ``adopted``.
        value: None while it is missing.
        clause: The id of the clause that states it.
        source: What it is known from, in words.
        missing: Why it is not known; empty where it is.
        place: Where it stands in the pack.
    """

    name: str
    value: FactValue | None = None
    clause: str = ""
    source: str = ""
    missing: str = ""
    place: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a plan: a word of the rule vocabulary, applied to a clause.

    Args:
        code: How results name it: ``G16``.
        rule: The word of the vocabulary: ``equals-reported-price``.
        clause: The id of the clause it comes from, in the plan or in a form.
        form: The form the clause stands in; empty for the plan.
        severity: Of a failure.
        facts: The facts it looks at, in the order the vocabulary asks for.
        methods: The methods of payment it speaks of.
        kinds: The kinds of award, or other words, it allows.
        clauses: Further clauses it looks for.
        words: Words it looks for.
        since: The day from which a note holds.
        note: A note that stands beside the result, about law outside the plan.
        asks: What it asks, in words; where it is empty the vocabulary's own words serve.
        source: Where it stands in the pack.
    """

    code: str
    rule: str
    clause: str = ""
    form: str = ""
    severity: Severity = "error"
    facts: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    words: str = ""
    since: date | None = None
    note: str = ""
    asks: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """An event upon which every option expires.

    Args:
        date: The day of the event.
        notice: The day the participants were given notice; None where it is not known.
        source: The record of it.
    """

    date: Day
    notice: Day | None = None
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """A time in which no grant may be made.

    Args:
        since: Its first day.
        until: Its last day; None while it lasts.
    """

    since: date
    until: date | None = None


def _no_facts() -> Mapping[str, Fact]:
    return MappingProxyType({})


def _no_prices() -> Mapping[date, Decimal]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The facts and rules of one plan, and the record of what befell it.

    Args:
        plan: The id of the plan's text.
        facts: By name.
        rules: In the order they are told.
        prices: Reported sales prices of the stock by day, as far as they are on file.
        adjustments: Changes in capitalization.
        endings: Events upon which options expire.
        suspensions: Times without grants.
        leap_day: Where 29 February falls in a year without one.
        expiry_basis: Whether the anniversary itself is the last day.
        agreement: The id of the form of agreement.
        acceptance: The id of the form of acceptance.
        source: Where it was read.
    """

    plan: str
    facts: Mapping[str, Fact] = field(default_factory=_no_facts)
    rules: tuple[Rule, ...] = ()
    prices: Mapping[date, Decimal] = field(default_factory=_no_prices)
    adjustments: tuple[Adjustment, ...] = ()
    endings: tuple[Ending, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    leap_day: LeapDay = "feb28"
    expiry_basis: ExpiryBasis = "anniversary"
    agreement: str = ""
    acceptance: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)

    def fact(self, name: str) -> FactValue | None:
        """Return a fact's value; None where it is missing or not declared."""
        known = self.facts.get(name)
        return known.value if known else None

    def why_missing(self, name: str) -> str:
        """Return why a fact is not known."""
        known = self.facts.get(name)
        return known.missing if known and known.missing else f"the plan pack does not tell {name}"

    @property
    def terms(self) -> Terms:
        """What settles how long options live: the facts ``term``, ``after_service`` and ``stockholder_approval``."""
        term, after, opens = self.fact("term"), self.fact("after_service"), self.fact("stockholder_approval")
        return Terms(
            term=term if isinstance(term, Period) else None,
            after_service=after if isinstance(after, Period) else None,
            ends=tuple(sorted(ending.date for ending in self.endings)),
            opens=opens if isinstance(opens, date) else None,
            must_open="stockholder_approval" in self.facts,
            leap_day=self.leap_day,
            expiry_basis=self.expiry_basis,
        )

    @property
    def reserve(self) -> int | None:
        """The shares the plan sets aside: the fact ``reserve``."""
        reserve = self.fact("reserve")
        return reserve if isinstance(reserve, int) else None
