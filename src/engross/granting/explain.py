"""Explain a rule: what it asks, where it comes from, and the words of its clause on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engross.clauses.addresses import index
from engross.clauses.words import printed
from engross.granting.check import Plan
from engross.granting.pack import Rule
from engross.granting.rules import VOCABULARY
from engross.problems import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A rule told in words.

    Args:
        code: Its code.
        asks: What it asks.
        section: The clause, as cited on the day.
        words: The clause's words on the day; empty where the text of the day has no such clause.
        why_gone: What took the clause out, where it is gone.
        severity: Of a failure.
        facts: The facts it looks at: name, and value or why it is missing.
        note: A note on law outside the plan.
        word: The word of the vocabulary.
        rule: The rule as declared.
    """

    code: str
    asks: str
    section: str
    words: str
    why_gone: str
    severity: Severity
    facts: tuple[tuple[str, str], ...]
    note: str
    word: str
    rule: Rule

    def __str__(self) -> str:
        """Return the explanation as lines of text."""
        cited = f"Section {self.section}" if self.section[:1].isdigit() else self.section
        lines = [f"{self.code}  {self.asks}.", ""]
        if cited:
            lines.append(f"From {cited}" + (f", {self.why_gone}" if self.why_gone else "") + ":")
        lines += [f"    {line}" for line in self.words.splitlines()]
        lines += ["", f"A failure is of severity {self.severity}; the word of the vocabulary is {self.word}."]
        lines += [f"It looks at {name}: {value}." for name, value in self.facts]
        lines += [f"Note: {self.note}."] if self.note else []
        return "\n".join(lines)


def explain_rule(code: str, plan: Plan, *, day: date | None = None) -> Explanation | None:
    """Explain a rule of a plan.

    Args:
        code: The rule's code, ``G33``; capitals do not matter.
        plan: The plan with its pack.
        day: The day whose text is meant; None for the latest.

    Returns:
        The explanation, None where the plan's pack has no rule of that code.
    """
    rule = next((each for each in plan.pack.rules if each.code.casefold() == code.casefold()), None)
    if rule is None:
        return None
    section, words, gone = _clause(rule, plan, day)
    return Explanation(
        code=rule.code,
        asks=rule.asks or VOCABULARY[rule.rule].asks,
        section=section,
        words=words,
        why_gone=gone,
        severity=rule.severity,
        facts=tuple((name, _fact(plan, name)) for name in rule.facts),
        note=rule.note,
        word=rule.rule,
        rule=rule,
    )


def _clause(rule: Rule, plan: Plan, day: date | None) -> tuple[str, str, str]:
    """Return how a rule's clause is cited, its words, and what took it out, on a day."""
    if rule.form:
        form = plan.forms.get(rule.form)
        if form is None:
            return "", "", "the form is not at hand"
        here = index(form)
        clause = here.clauses.get(rule.clause)
        cited = f"{form.kind} {here.citation(rule.clause)}".strip() if clause else ""
        return cited, printed(clause) if clause else "", ""
    section, words = plan.versions.cite(rule.clause, day), plan.versions.words(rule.clause, day)
    if words:
        return section, words, ""
    taken = plan.versions.gone(rule.clause, day or date.max)
    if taken is None or taken.since is None:
        return section, words, "which the text of that day does not have"
    before = date.fromordinal(taken.since.toordinal() - 1)
    return (
        plan.versions.cite(rule.clause, before),
        plan.versions.words(rule.clause, before),
        (f"removed by {taken.made_by}; until then it read"),
    )


def _fact(plan: Plan, name: str) -> str:
    value = plan.pack.fact(name)
    if value is None:
        return f"missing: {plan.pack.why_missing(name)}"
    amount = getattr(value, "amount", None)
    return f"{amount} {getattr(value, 'currency', '')}" if amount is not None else str(value)
