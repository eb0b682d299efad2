"""References after an instrument: alive, relabelled, deleted, reserved or changed; never rewritten (rule 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from engross.amending.record import Outcome
from engross.clauses import labels
from engross.clauses.addresses import Index
from engross.clauses.citations import Citation, citations
from engross.clauses.clause import Clause, Text
from engross.problems import Problem

_OF = re.compile(r"[,)]?\s(?:of|in|under|to)\s(?:the|such|said|that)\s(?P<name>.{0,160})", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference that an instrument left behind, with what became of the provision it means.

    Args:
        citation: The reference as it stood before, in the clause that still says it.
        target: The id of the provision it means.
        fate: ``deleted``, ``relabelled``, ``reserved`` or ``changed``.
        now: How the provision is cited now; empty where it is gone.
        taken: The id of another provision that bears the number now; empty for none.
        text: The id of the text that cites it.
    """

    citation: Citation
    target: str
    fate: str
    now: str = ""
    taken: str = ""
    text: str = ""


def references(before: Text, after: Text, affected: frozenset[str]) -> tuple[Reference, ...]:
    """Return the references of a text to provisions an instrument took away, renumbered, reserved or changed.

    Args:
        before: The text before the instrument.
        after: The text after it.
        affected: The ids of the provisions it touched, with all under them.
    """
    if not affected:
        return ()
    old, new = Index(before.root), Index(after.root)
    concerned = [
        each
        for each in citations(before, index=old)
        if each.kind != "external" and len(each.ids) == 1 and each.ids[0] in affected
    ]
    if not concerned:
        return ()
    said = {(each.clause, each.slot, each.printed): each for each in citations(after, index=new)}
    found: list[Reference] = []
    for citation in concerned:
        still = said.get((citation.clause, citation.slot, citation.printed))
        if still is not None:
            found += _fate(citation, still.ids, old, new, before.id)
    return tuple(found)


def _fate(citation: Citation, means: tuple[str, ...], old: Index, new: Index, text: str) -> Iterator[Reference]:
    target = citation.ids[0]
    taken = next((each for each in means if each != target), "")
    if target not in new.clauses:
        yield Reference(citation=citation, target=target, fate="deleted", taken=taken, text=text)
        return
    now = new.citation(target)
    if target not in means:
        yield Reference(citation=citation, target=target, fate="relabelled", now=now, taken=taken, text=text)
    elif new.clauses[target].status != "in force" and old.clauses[target].status == "in force":
        yield Reference(citation=citation, target=target, fate="reserved", now=now, text=text)
    elif _own(old.clauses[target]) != _own(new.clauses[target]) and citation.clause != target:
        yield Reference(citation=citation, target=target, fate="changed", now=now, text=text)


def _own(clause: Clause) -> tuple[object, ...]:
    return clause.heading, clause.text, tuple(each.id for each in clause.children)


def elsewhere(before: Text, after: Text, others: Iterable[Text], affected: frozenset[str]) -> tuple[Reference, ...]:
    """Return the references that other papers of a project make to provisions of a text an instrument touched.

    Args:
        before: The text before the instrument.
        after: The text after it.
        others: The other papers; one that names the text (``Section 6 of the Plan``) is held against it.
        affected: As in :func:`references`.
    """
    old, new = Index(before.root), Index(after.root)
    found: list[Reference] = []
    for other in others:
        clauses = Index(other.root).clauses
        for citation in citations(other):
            if citation.kind == "external" and _speaks_of(clauses[citation.clause], citation, before):
                ids = old.resolve(citation.address)
                if len(ids) == 1 and ids[0] in affected:
                    bound = replace(citation, ids=ids)
                    found += _fate(bound, new.resolve(citation.address), old, new, other.id)
    return tuple(found)


def _speaks_of(clause: Clause, citation: Citation, text: Text) -> bool:
    """Say whether the words after a citation name a text: by its full name, or by what its kind is called."""
    words = (clause.heading or "") if citation.slot == "heading" else clause.text
    match = _OF.match(words, citation.end)
    if not match:
        return False
    name = match["name"]
    return bool(re.match(rf"{text.kind.title()}\b", name)) or bool(text.name and text.name.split(",")[0] in name)


def in_other_papers(outcome: Outcome, others: Iterable[Text], touched: frozenset[str]) -> list[Problem]:
    """Return as findings what other papers of a project cite of a text that an instrument touched.

    Args:
        outcome: The instrument carried out.
        others: The other papers.
        touched: The ids of the provisions it touched, with all under them.
    """
    papers = {each.id: each for each in others}
    found = elsewhere(outcome.base, outcome.text, papers.values(), touched)
    return [replace(each, place=f"{paper}, {each.place}") for one in found for paper, each in [_elsewhere(one, papers)]]


def _elsewhere(reference: Reference, papers: dict[str, Text]) -> tuple[str, Problem]:
    paper = papers[reference.text]
    return paper.name or paper.id, told(reference, Index(paper.root))


def told(reference: Reference, index: Index) -> Problem:
    """Return a reference as a finding with its remedy.

    Args:
        reference: What was found.
        index: The index of the text that cites, for the place.
    """
    cited = index.citation(reference.citation.clause) or reference.citation.clause
    printed = reference.citation.printed
    match reference.fate:
        case "deleted":
            also = "; another provision bears that number now" if reference.taken else ""
            return Problem(
                code="W066", severity="error", place=cited,
                what=f"{cited} refers to “{printed}”, and the provision it means was deleted{also}",
                remedy="order the words that refer to it changed or deleted",
            )  # fmt: skip
        case "relabelled":
            also = ", and another provision bears the old number" if reference.taken else ""
            return Problem(
                code="W160", severity="warning", place=cited,
                what=f"{cited} refers to “{printed}”, which is {reference.now} now{also}",
                remedy=f"order “{printed}” changed to {reference.now}; --conform drafts the order",
            )  # fmt: skip
        case "reserved":
            return Problem(
                code="W161", severity="warning", place=cited,
                what=f"{cited} refers to “{printed}”, which is left without words",
                remedy="order the words that refer to it changed or deleted",
            )  # fmt: skip
        case _:
            return Problem(
                code="W162", severity="info", place=cited,
                what=f"{cited} refers to “{printed}”, whose words changed",
                remedy="read whether the reference still says what is meant",
            )  # fmt: skip


def bare_steps(citation: str) -> tuple[str, ...]:
    """Return the labels of a citation, bare: ``5(d)(iii)`` gives ``5``, ``d``, ``iii``."""
    return tuple(labels.key(each) for each in re.findall(r"\([^()]+\)|[^()]+", citation))
