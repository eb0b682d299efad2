"""Checks of names and signatures over a packet: A01, A02, S01, S03."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.clauses.clause import Clause
from engross.clauses.terms import spoken
from engross.linting.finding import Finding, Subject

_FIRM = re.compile(r"\b((?:[A-Z][\w&'’.-]*,? )+(?:Inc|INC|Corp|CORP|LLC|L\.L\.C|Ltd|LTD|L\.P)\b\.?)")
_SMALL = {"the", "a", "an", "of", "and", "to", "for"}
_SIGNED = ("By", "Name")


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
            seen: set[str] = set()
            for clause in subject.clauses:
                yield from _variants(plan, subject, clause, seen)


def _variants(plan: Subject, subject: Subject, clause: Clause, seen: set[str]) -> Iterator[Finding]:
    wanted = [word for word in plan.text.name.split() if word.lower() not in _SMALL]
    tail = re.escape(" ".join(wanted[-2:]))
    for _, words in spoken(clause):
        for match in re.finditer(
            rf"((?:(?:[A-Z\d][\w&.,-]*|and|of) )+){tail}\b", words, re.IGNORECASE if words.isupper() else 0
        ):
            said = match.group().strip()
            used = [word for word in re.findall(r"[\w&-]+", said) if word.lower() not in _SMALL]
            missing = [word for word in wanted if word.lower() not in {each.lower() for each in used}]
            key = " ".join(missing)
            if missing and key not in seen and len(used) > len(wanted) // 2:
                seen.add(key)
                yield subject.finding(
                    "A02",
                    clause,
                    said,
                    f'the plan is named without "{" ".join(missing)}" (its title: "{plan.text.name}")',
                    "write the full name",
                )


def signatures(subject: Subject) -> Iterator[Finding]:
    """S03: a block to be signed that has no line for the date, the name or, for a company, the title."""
    for clause in subject.clauses:
        if clause.kind != "signature":
            continue
        words = " ".join(cell for row in clause.rows for cell in row)
        company = re.search(r"\bBy:|\bBy\b", words) is not None
        wanted = {"date": r"\bdate|\bdated", "name": r"\bname\b"} | ({"title": r"\btitle\b|\bits\b"} if company else {})
        nearby = words + " " + subject.words[-600:]
        for line, pattern in wanted.items():
            if not re.search(pattern, words if line != "date" else nearby, re.IGNORECASE):
                yield subject.finding(
                    "S03",
                    clause,
                    words[:60],
                    f"the signature block has no line for the {line}",
                    f"add a line for the {line}, or say why none is wanted",
                )


TEXT = (signatures,)
PACKET = (firms, titles)
