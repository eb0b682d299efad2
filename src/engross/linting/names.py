"""Checks of names and signatures over a packet: A01, A02, S01, S03."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.clauses.clause import Clause
from engross.clauses.terms import spoken
from engross.linting.finding import Finding, Subject

_FIRM = re.compile(r"\b((?:[A-Z][\w&'’.-]*,? )+(?:Inc|INC|Corp|CORP|LLC|L\.L\.C|Ltd|LTD|L\.P)\b\.?)")
_SMALL = {"the", "a", "an", "of", "and", "to", "for"}
_RULE = re.compile(r"[-_]{4,}")
_CONFORMED = re.compile(r"/s/", re.IGNORECASE)  # signed already, as filings print it


def firms(packet: tuple[Subject, ...]) -> Iterator[Finding]:
    """A01: a firm named with another suffix or spelling than elsewhere in the packet."""
    spellings: dict[str, tuple[str, Subject, Clause]] = {}
    for subject in packet:
        for clause in subject.clauses:
            for _, words in spoken(clause):
                for match in _FIRM.finditer(words):
                    yield from _spelling(spellings, subject, clause, match[1].strip())


def _spelling(
    spellings: dict[str, tuple[str, Subject, Clause]], subject: Subject, clause: Clause, name: str
) -> Iterator[Finding]:
    core = re.sub(r",? (?:inc|corp|llc|l\.l\.c|ltd|l\.p)\.?$", "", name.lower())
    first, where, _ = spellings.setdefault(core, (name, subject, clause))
    if _letters(first) != _letters(name):
        yield subject.finding(
            "A01",
            clause,
            name,
            f'"{name}" is named "{first}" in {where.text.name or where.text.id}',
            "write the legal name in one way",
        )


def _letters(name: str) -> str:
    return re.sub(r"[\s.,]", "", name).lower()


def titles(packet: tuple[Subject, ...]) -> Iterator[Finding]:
    """A02: the packet's plan under another name than its own title gives it."""
    for plan in packet:
        name = plan.text.name
        if plan.text.kind != "plan" or len(name.split()) < 3:
            continue
        for subject in packet:
            if subject is plan:
                continue  # within its own text a short name is what it calls itself
            seen: set[str] = set()
            for clause in subject.clauses:
                yield from _variants(plan, subject, clause, seen)


def _variants(plan: Subject, subject: Subject, clause: Clause, seen: set[str]) -> Iterator[Finding]:
    wanted = _names(plan.text.name)
    known = {word.lower() for word in (*wanted, *_names(plan.text.party))}
    tail = re.escape(" ".join(plan.text.name.split()[-2:]))
    for _, words in spoken(clause):
        for match in re.finditer(rf"((?:(?:[A-Z\d][\w&.,-]*|and|of) )+){tail}\b", words):
            used = {word.lower() for word in _names(match.group())}
            missing = [word for word in wanted if word.lower() not in used]
            key = " ".join(missing)
            # Words the title does not know make it another plan's name.
            if missing and used <= known and key not in seen and len(missing) <= len(wanted) // 2:
                seen.add(key)
                yield subject.finding(
                    "A02",
                    clause,
                    match.group().strip(),
                    f'the plan is named without "{key}" (its title: "{plan.text.name}")',
                    "write the full name",
                )


def _names(said: str) -> list[str]:
    return [word for word in re.findall(r"[\w&-]+", said) if word.lower() not in _SMALL]


def signatures(subject: Subject) -> Iterator[Finding]:
    """S03: a block of ruled lines for signing that has no line for the date, nor a dated sentence before it."""
    for place, clause in enumerate(subject.clauses):
        words = " ".join(cell for row in clause.rows for cell in row)
        if clause.kind != "signature" or not _RULE.search(words) or _CONFORMED.search(words):
            continue
        before = " ".join(each.text for each in subject.clauses[max(0, place - 3) : place])
        if not re.search(r"\bdated?\b|\bday of\b", f"{before} {words}", re.IGNORECASE):
            yield subject.finding(
                "S03",
                clause,
                _RULE.sub("", words)[:60].strip(),
                "the signature block has no line for the date",
                "add a line for the date, or say why none is wanted",
            )


TEXT = (signatures,)
PACKET = (firms, titles)
