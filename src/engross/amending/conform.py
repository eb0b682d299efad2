"""Conforming changes: the orders that would follow an instrument through the references it left behind, as a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.amending.find import Span, find
from engross.amending.findings import affected
from engross.amending.fold import folded
from engross.amending.record import Outcome
from engross.amending.references import Reference, bare_steps, references
from engross.clauses.addresses import Index
from engross.clauses.clause import Clause, Text
from engross.instruments.instrument import Effect, Instrument
from engross.instruments.operations import Instruction, Operation, Part, Substitute, Target


def conform(outcome: Outcome, *, id: str = "conforming-changes") -> Instrument | None:  # noqa: A002 - as the model names it
    """Draft the changes that follow from an instrument: every reference to a renumbered provision names its new number.

    Nothing is carried out; the draft is an instrument that a person reads and the Board adopts. What refers to a
    provision that is gone cannot be drafted: it stays a finding.

    Args:
        outcome: The instrument carried out.
        id: The draft's id.

    Returns:
        The draft; None where nothing follows.
    """
    touched = affected(outcome.base, outcome.text, outcome.changes)
    index = Index(outcome.text.root)
    found = [each for each in references(outcome.base, outcome.text, touched) if each.fate == "relabelled"]
    sentences = list(_sentences(found, index))
    if not sentences:
        return None
    clauses = tuple(Clause(id=each.id, label=f"{n}.", text=each.sentence) for n, each in enumerate(sentences, 1))
    text = Text(
        root=Clause(id=id, children=clauses), kind="amendment", name=f"Changes conforming to {outcome.instrument.name}"
    )
    return Instrument(
        text=text, amends=outcome.text.id, instructions=tuple(sentences), effect=Effect(condition="adoption"),
        authority=outcome.instrument.authority,
    )  # fmt: skip


def _sentences(found: list[Reference], index: Index) -> Iterator[Instruction]:
    by_clause: dict[str, list[Reference]] = {}
    for reference in found:
        by_clause.setdefault(reference.citation.clause, []).append(reference)
    for n, (clause_id, each) in enumerate(by_clause.items(), 1):
        orders = tuple(_orders(each, index))
        if orders:
            cited = index.citation(clause_id) or clause_id
            told = " and ".join(
                f"striking “{one.strike}” and inserting “{one.insert}” in its place"
                for one in orders
                if isinstance(one, Substitute)
            )
            yield Instruction(
                id=f"conforming-{n}", operations=orders, sentence=f"Section {cited} is amended by {told}."
            )


def _orders(found: list[Reference], index: Index) -> Iterator[Operation]:
    for each in found:
        citation = each.citation
        new = renamed(citation.printed, citation.address.steps, each.now)
        clause = index.clauses[citation.clause]
        words = (clause.heading or "") if citation.slot == "heading" else clause.text
        hits = find(folded(words), citation.printed, Span(0, len(words))).hits
        before = [hit for hit in hits if hit.start < citation.start]
        if new == citation.printed or not hits:
            continue
        part: Part = "heading" if citation.slot == "heading" else "lead-in"
        yield Substitute(
            target=Target(id=citation.clause, part=part),
            strike=citation.printed,
            insert=new,
            occurrence="one" if len(hits) == 1 else len(before) + 1,
        )


def renamed(printed: str, steps: tuple[str, ...], now: str) -> str:
    """Return a citation as printed with the labels it has now, as many of them as it gave.

    Args:
        printed: ``clause (iii) above``'s own ``clause (iii)``, or ``Section 5(d)(iii)(iii)``.
        steps: The labels it gives.
        now: The full citation now.
    """
    wanted = bare_steps(now)[-len(steps) :]
    if len(wanted) != len(steps):
        return printed
    out, at = "", 0
    for old, new in zip(steps, wanted, strict=True):
        match = re.compile(rf"(?<![A-Za-z0-9]){re.escape(old)}(?![A-Za-z0-9])").search(printed, at)
        if match is None:
            return printed
        out += printed[at : match.start()] + new
        at = match.end()
    return out + printed[at:]
