"""Annotations of a consolidated text: editorial notes at the clauses, and the table of amendments (rule 14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engross.amending.amend import effective, through
from engross.amending.consolidate import Consolidation
from engross.amending.record import Change, Outcome
from engross.amending.told import did, order
from engross.clauses.addresses import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table of amendments.

    Args:
        instrument: Its name with its day.
        clause: Which clauses, as cited before it.
        did: What was done.
        authority: ``ordered`` with the provision it rests on, or ``editorial``.
    """

    instrument: str
    clause: str
    did: str
    authority: str


def notes(consolidation: Consolidation) -> Mapping[str, Sequence[str]]:
    """Return the notes of a consolidated text, by the id of the clause they stand under.

    A change is noted at the clause it touched, or where that is gone, at the one it stood under; in the order of time.
    """
    index = Index(consolidation.text.root)
    found: dict[str, list[str]] = {}
    for outcome in consolidation.outcomes:
        parents = Index(outcome.base.root).parents
        for change in outcome.changes:
            home = _home(change, index, parents)
            if home:
                said = found.setdefault(home, [])
                words = _note(outcome, change)
                said += [words] if words not in said else []
    return found


def _home(change: Change, index: Index, parents: Mapping[str, str]) -> str:
    for clause_id in (*change.touched, *change.bound):
        each = clause_id
        while each and each not in index.clauses:
            each = parents.get(each, "")
        if each and each != index.root.id:
            clause = index.clauses[each]
            while clause.layout == "inline" and clause.id in index.parents:
                clause = index.clauses[index.parents[clause.id]]
            return clause.id
    return ""


def _note(outcome: Outcome, change: Change) -> str:
    if change.authority == "editorial":
        return f"[Editorial note: {did(change)}]"
    said = order(change.orders) if change.orders else did(change)
    return f"[{through(outcome.instrument)}, {change.instruction}: {said}.]"


def table(consolidation: Consolidation) -> tuple[Row, ...]:
    """Return the table of amendments: every change, and every instrument that waits or was left out."""
    rows: list[Row] = []
    for outcome in consolidation.outcomes:
        under = f"ordered, under {outcome.instrument.authority}" if outcome.instrument.authority else "ordered"
        rows += [
            Row(
                instrument=through(outcome.instrument),
                clause=", ".join(dict.fromkeys(change.cited)),
                did=did(change),
                authority=under if change.authority == "ordered" else "editorial",
            )
            for change in outcome.changes
        ]
    for each in consolidation.listed:
        if each.standing != "applied":
            dated = effective(each.instrument)
            when = f" ({dated.date})" if dated else ""
            rows.append(
                Row(
                    instrument=each.instrument.name + when,
                    clause="",
                    did=f"not carried out: {each.why}",
                    authority=each.standing,
                )
            )
    return tuple(rows)
