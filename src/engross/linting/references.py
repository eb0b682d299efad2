"""Checks of references: X01, X02, X04, X08 and X09; those of statutes and other papers are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.clauses.citations import Citation, citations
from engross.linting.finding import Finding, Subject

# Sections of the Internal Revenue Code and the Exchange Act that papers cite without naming the law.
_LAWS = frozenset(
    "13 14 16 83 162 280G 382 401 402 408 409A 411 414 415 417 421 422 423 424 457 457A 501 4975 4980B 4999".split()
)
_OF_ANOTHER = re.compile(
    r",?\s(?:\([^()]{0,40}\)\s)?(?:of|to|in|under) (?:the|such|that|said|its) (?:[A-Z]|applicable)"
)
_ATTACHED = ("exhibit", "schedule", "annex", "appendix", "attachment")


def targets(subject: Subject) -> Iterator[Finding]:
    """X01, X08, X09: what a reference names is not there, or more than one provision bears the number."""
    if subject.text.kind == "amendment":
        return  # it speaks of another text: see `ordered`
    told: set[str] = set()
    for each in subject.citations:
        clause = subject.index.clauses[each.clause]
        if each.kind == "external" or clause.kind == "title" or not each.address.steps or _bare(each):
            continue
        if not each.ids and each.unit in _ATTACHED:
            yield subject.finding(
                "X08", clause, each.printed, f"{each.printed} is not part of this text", "attach it, or say where it is"
            )
        elif not each.ids and not _elsewhere(subject, each):
            yield subject.finding(
                "X01",
                clause,
                each.printed,
                f"nothing here bears the number {each.address}",
                "correct the reference, or name the paper it belongs to",
            )
        elif len(each.ids) > 1 and each.through is None and str(each.address) not in told:
            told.add(str(each.address))
            yield subject.finding(
                "X09",
                clause,
                each.printed,
                f"{len(each.ids)} provisions bear the number {each.address}",
                "cite in full",
            )


def _elsewhere(subject: Subject, citation: Citation) -> bool:
    """Say whether a number that nothing bears may well be another paper's, or is borne by what stands under it."""
    head = citation.address.steps[0]
    if head in _LAWS or any(key.startswith(f"{head}.") for key in subject.index.bearers):
        return True
    clause = subject.index.clauses[citation.clause]
    words = clause.text if citation.slot == "text" else clause.heading or ""
    return _OF_ANOTHER.match(words, citation.end) is not None


def _bare(citation: Citation) -> bool:
    """Say whether it stands without unit and section number, and so may number a list of another paper."""
    return not citation.unit and citation.kind == "relative"


def itself(subject: Subject) -> Iterator[Finding]:
    """X04: a provision that cites its own number, which no renumbering will follow by itself."""
    for each in subject.citations:
        own = {each.clause, *(above.id for above in subject.index.above(each.clause))} - {subject.text.root.id}
        if each.kind == "internal" and each.ids and set(each.ids) <= own:
            yield subject.finding(
                "X04",
                subject.index.clauses[each.clause],
                each.printed,
                f"{each.printed} is the provision it stands in",
                "keep it in step when the provision is renumbered",
            )


def hereof(packet: tuple[Subject, ...]) -> Iterator[Finding]:
    """X02: "Section 3 hereof" in a packet where another text has a Section 3 too."""
    for subject in packet:
        for each in subject.citations:
            clause = subject.index.clauses[each.clause]
            words = clause.text if each.slot == "text" else clause.heading or ""
            if not each.ids or not words[each.end :].lstrip().startswith(("hereof", "hereunder", "herein")):
                continue
            others = [other for other in packet if other is not subject and other.index.resolve(each.address)]
            if others:
                names = " and ".join(other.text.name or other.text.id for other in others)
                yield subject.finding(
                    "X02",
                    clause,
                    f"{each.printed} hereof",
                    f"{each.printed} is this text's own; {names} has one of that number too",
                    "name the text it belongs to",
                )


def ordered(packet: tuple[Subject, ...]) -> Iterator[Finding]:
    """X01 for an amendment: what it names by section number is in no text of the packet."""
    for subject in packet:
        if subject.text.kind != "amendment":
            continue
        others = [other for other in packet if other is not subject and other.text.kind != "amendment"]
        # Read as a plain clause, its numbers are told from those of statutes.
        for each in citations(subject.text.root, index=subject.index):
            named = each.kind == "internal" and each.unit == "section" and each.address.steps
            known = any(
                other.index.resolve(each.address) or other.former_index.resolve(each.address) for other in others
            )
            if others and named and not known:
                yield subject.finding(
                    "X01",
                    subject.index.clauses[each.clause],
                    each.printed,
                    f"no text of the packet has a provision {each.address}",
                    "correct the reference",
                )


TEXT = (targets, itself)
PACKET = (hereof, ordered)
