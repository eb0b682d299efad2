"""Checks of what a text promises, refers to or says twice: V01 to V03."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engross.clauses.clause import Clause
from engross.clauses.words import printed
from engross.linting.finding import Finding, Subject


@dataclass(frozen=True, slots=True)
class Mechanism:
    """Something a text may refer to as given, with the words that would provide it.

    Args:
        name: What it is.
        mention: Words that take it for granted.
        provision: Words that lay it down, anywhere in the text.
    """

    name: str
    mention: str
    provision: str


# Residues of other forms: words that point at a power, a right or a step which some sentence must give.
MECHANISMS = (
    Mechanism(
        "automatic grants",
        r"\bautomatic (?:option )?(?:grants?|awards?)\b",
        r"(?:shall|will) (?:be |each be )?automatically (?:be )?(?:grant|receive|award)|automatically granted",
    ),
    Mechanism(
        "delegation",
        r"\bauthority delegated\b|\bdelegated by the (?:Board|Committee)\b|\bDelegation\b",
        r"\b(?:may|shall|will|to|hereby) delegates?\b|delegate (?:to|any|all|some|such|its|the)|may be delegated",
    ),
    Mechanism(
        "a designated beneficiary",
        r"\bbeneficiary designated\b|\bdesignated beneficiar(?:y|ies)\b",
        r"\b(?:may|shall|will|to|must) (?:\w+ ){0,3}designat|designation of (?:a )?beneficiar"
        r"|by (?:filing|delivering)[^.]*beneficiar"
        r"|beneficiary designation",
    ),
    Mechanism(
        "authorized transferees",
        r"\b(?:authorized|permitted) transferees?\b",
        r"\b(?:may|shall|will)(?! not)(?: \w+){0,4} (?:be )?(?:transfer|assign)(?:red|ed)?\b[^.]{0,80}\bto\b"
        r"|\b(?:Authorized|Permitted) Transferees?[\"”]",
    ),
    Mechanism(
        "instalments",
        r"\bshall be cumulative\b|\bcumulative (?:right|installment|vesting)",
        r"\binstal?lments?\b|\bas to (?:an additional )?\d\d?(?:\.\d+)?%"
        r"|\bvests? (?:over|in equal|ratably|monthly|annually)",
    ),
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A rule that ought to stand in one place, with the words that state it."""

    name: str
    stated: str


TOPICS = (
    Topic(
        "when the right vests",
        r"\bbecome exercisable\b|\bimmediately vest\b|\bshall vest\b|\bvest and be(?:come)? exercisable\b",
    ),
    Topic(
        "when the right ends",
        r"\bexercisable after the expiration of\b|\bexercised? (?:more than|after the) [\w()]+ (?:years?|anniversary)"
        r"|\bexpires? on the \w+ anniversary|\bexpires? (?:up)?on,? and (?:will|shall|may) not be exercisable after",
    ),
    Topic("how the price is paid", r"\bpa(?:id|yable) (?:in full )?(?:by|in) cash or (?:by )?check\b"),
)
_PARTS = re.compile(r"[A-Z][a-z]{5,}")


def promises(subject: Subject) -> Iterator[Finding]:
    """V01: a heading of several nouns, one of which the provision says nothing of."""
    for clause in subject.clauses:
        heading = (clause.heading or "").strip(" .:")
        nouns = re.split(r",\s*(?:and\s+)?|\s+and\s+|;\s*", heading)
        if clause.kind != "clause" or len(nouns) < 2 or not (clause.text or clause.children):
            continue
        body = printed(clause)[len(clause.label or "") :].lower().replace(heading.lower(), "", 1)
        for noun in nouns:
            stem = _stem(noun)
            if stem and _PARTS.fullmatch(noun.strip()) and stem not in body:
                yield subject.finding(
                    "V01",
                    clause,
                    noun,
                    f'the heading promises "{noun}", of which nothing is said',
                    "shorten the heading, or provide for it",
                )


def _stem(noun: str) -> str:
    word = noun.strip().split(" ")[-1].lower()
    return re.sub(
        r"(?:isation|ization|ations?|itions?|tions?|sions?|ments?|ance|ence|ability|ibility|ies|s|e|y)$", "", word
    )[:5]


def mechanisms(subject: Subject) -> Iterator[Finding]:
    """V02: words that take a mechanism for granted which no sentence provides."""
    for mechanism in MECHANISMS:
        if not re.search(mechanism.mention, subject.words) or re.search(mechanism.provision, subject.words):
            continue
        for clause, _, words in subject.provisions:
            if match := re.search(mechanism.mention, words):
                yield subject.finding(
                    "V02",
                    clause,
                    match.group(),
                    f'"{match.group()}" takes {mechanism.name} for granted, and nothing provides for it',
                    "provide for it, or take the words out",
                )
                break


def repeated(packet: tuple[Subject, ...]) -> Iterator[Finding]:
    """V03: a rule that several provisions state; they will not always be amended together."""
    for topic in TOPICS:
        found: list[tuple[Subject, Clause]] = []
        for subject in packet:
            if subject.text.kind == "amendment" or not re.search(topic.stated, subject.words):
                continue
            found += [
                (subject, clause)
                for clause, slot, words in subject.provisions
                if slot == "text" and re.search(topic.stated, words)
            ]
        if len(found) < 2:
            continue
        places = ", ".join(
            f"{subject.text.name or subject.text.id} {subject.index.citation(clause.id)}".strip()
            for subject, clause in found
        )
        subject, clause = found[-1]
        yield subject.finding(
            "V03",
            clause,
            topic.name,
            f"{topic.name} is stated in {len(found)} places: {places}",
            "state it once and refer to it, or amend all of them together",
        )


TEXT = (promises, mechanisms)
PACKET = (repeated,)
