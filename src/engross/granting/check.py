"""Check grants against the rules of their plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from engross.clauses.clause import Text
from engross.granting.case import Case, Word
from engross.granting.ledger import Ledger, keep
from engross.granting.pack import Pack, Rule
from engross.granting.record import Grant
from engross.granting.results import Result
from engross.granting.rules import VOCABULARY
from engross.granting.versions import Versions, versions_of
from engross.instruments.instrument import Instrument
from engross.problems import Problem


def _no_forms() -> Mapping[str, Text]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan with all that grants under it are held against.

    Args:
        pack: Its facts and rules.
        versions: Its text on every day.
        forms: The forms by id.
    """

    pack: Pack
    versions: Versions
    forms: Mapping[str, Text] = field(default_factory=_no_forms)


def plan_of(text: Text, pack: Pack, *, instruments: Iterable[Instrument] = (), forms: Iterable[Text] = ()) -> Plan:
    """Put a plan together: its text with the instruments that amend it, its pack and its forms.

    Args:
        text: The plan as adopted.
        pack: Its facts and rules.
        instruments: The instruments that amend it.
        forms: The forms of agreement and acceptance.

    Raises:
        AmendmentRefused: An instrument cannot be carried out.
    """
    amending = [instrument for instrument in instruments if instrument.amends == text.id]
    return Plan(pack=pack, versions=versions_of(text, amending), forms={form.id: form for form in forms})


def check(grants: Sequence[Grant], plan: Plan) -> tuple[Result, ...]:
    """Hold grants against the rules of their plan.

    Every rule of the pack is asked of every grant it may concern; a rule that concerns the plan itself is asked once.
    A grant's result is pass, fail, or cannot be checked for want of a named fact.

    Args:
        grants: The grants, all of the plan's, for the reserve is one.
        plan: The plan.

    Returns:
        The results, the plan's own first, then grant by grant in the order given, by code.
    """
    asking = Asking.of(grants, plan)
    results = asking.plan()
    for grant in grants:
        results += asking.grant(grant)
    return tuple(results)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A plan's rules, ready to be asked of its grants one after the other.

    Args:
        case: What every grant is held against, the ledger of all grants among it.
        rules: The rules with their words.
    """

    case: Case
    rules: tuple[tuple[Rule, Word], ...]

    @classmethod
    def of(cls, grants: Sequence[Grant], plan: Plan) -> Asking:
        """Begin with all grants of a plan, for the reserve is one."""
        ledger = ledger_of(grants, plan)
        case = Case(pack=plan.pack, terms=plan.pack.terms, versions=plan.versions, ledger=ledger,
                    faults=_by_grant(ledger), forms=plan.forms)  # fmt: skip
        return cls(case=case, rules=tuple((rule, VOCABULARY[rule.rule]) for rule in plan.pack.rules))

    def plan(self) -> list[Result]:
        """Ask the rules that concern the plan itself."""
        return _ask(self.case, self.rules, "plan")

    def grant(self, grant: Grant) -> list[Result]:
        """Ask the rules of one grant."""
        return _ask(replace(self.case, grant=grant), self.rules, "grant")

    def stops(self, grant: Grant) -> tuple[Problem, ...]:
        """Return what stops the packet of a grant; of results that stop nothing none is worded."""
        results = _ask(replace(self.case, grant=grant, sparing=True), self.rules, "grant")
        return stopping(results).get(grant.custom_id, ())


def stopping(results: Iterable[Result]) -> Mapping[str, tuple[Problem, ...]]:
    """Return by grant what stops its packet: failures that are errors; warnings and open facts stop nothing."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for result in results:
        if result.outcome == "fail" and result.severity == "error":
            found[result.grant].append(result.problem())
    return {grant: tuple(problems) for grant, problems in found.items()}


def _ask(case: Case, asked: Iterable[tuple[Rule, Word]], scope: str) -> list[Result]:
    return [result for rule, word in asked if word.scope == scope for result in word.check(case, rule)]


def ledger_of(grants: Sequence[Grant], plan: Plan) -> Ledger | None:
    """Keep the ledger of a plan's grants to their last event; None where the reserve is not known."""
    reserve = plan.pack.reserve
    if reserve is None:
        return None
    days = [grant.grant_date for grant in grants if grant.grant_date]
    days += [event.date for grant in grants for event in grant.events]
    last = max(days, default=date.min)
    return keep(grants, reserve, as_of=last, terms=plan.pack.terms, adjustments=plan.pack.adjustments)


def _by_grant(ledger: Ledger | None) -> Mapping[str, tuple[Problem, ...]]:
    found: dict[str, list[Problem]] = defaultdict(list)
    for fault in ledger.faults if ledger else ():
        found[fault.place.partition(" ")[0]].append(fault)
    return {grant: tuple(faults) for grant, faults in found.items()}
