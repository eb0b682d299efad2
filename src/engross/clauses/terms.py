"""Defined terms: where a text defines them and where it uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engross.clauses.clause import Clause, Text

Manner = Literal["own", "sentence", "hook"]
_QUOTED = r"[\"“](?P<term>[^\"“”]{1,120}?)[,.;]?[\"”]"
_MEANS = (
    r"(?:\s*\([^()]*\))?(?:\s*,[^,]{1,80},)?\s*(?:,|-|—|:)?\s*(?:(?:shall|will|is|are)\s+(?:each\s+)?)?"
    r"(?:means?|meaning|mean|has the (?:same )?meanings?|have the (?:same )?meanings?|defined|refers? to|includes?"
    r"|be deemed|deemed)\b"
)
_OWN = re.compile(rf"(?:The term |Term )?{_QUOTED}(?:(?:,? (?:or|and) [\"“][^\"”]+[\"”])*)(?:{_MEANS}|\s*[-—:.]|$)")
_SENTENCE = re.compile(rf"(?:(?<=[.;:] )|(?<=^))(?:An? |The |The term |Any |As used herein, ){_QUOTED}{_MEANS}")
_HOOK = re.compile(
    rf"\((?:[^()\"“”]{{0,60}}\s)?{_QUOTED}[^()]{{0,80}}\)|(?:deemed (?:to be )?(?:an? |the )?|referred to (?:herein )?as"
    rf" (?:the )?|called (?:the )?|the term ){_QUOTED.replace('term', 'other')}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A place where a text defines a term.

    Args:
        term: The term without quotation marks, as written.
        clause: The id of the clause that defines it.
        manner: ``own`` where the clause is the definition, ``sentence`` where a sentence of it is, ``hook`` for a term
            defined in passing: ``(the "Plan")``.
        start: Where the term begins in the clause's own words (its heading, for an own definition headed by the term).
    """

    term: str
    clause: str
    manner: Manner
    start: int = 0


def definitions(text: Text | Clause) -> tuple[Definition, ...]:
    """Return every place where a text defines a term, in order."""
    root = text.root if isinstance(text, Text) else text
    return tuple(each for clause in root.walk() for each in _of(clause))


def _of(clause: Clause) -> Iterator[Definition]:
    heading = re.fullmatch(rf"{_QUOTED}[.:]?", clause.heading or "")
    if heading:
        yield Definition(term=heading["term"], clause=clause.id, manner="own")
    if '"' not in clause.text and "“" not in clause.text:
        return
    start = 0
    own = None if heading else _OWN.match(clause.text)
    if own and (own.end() < len(clause.text) or clause.children):
        yield Definition(term=own["term"], clause=clause.id, manner="own", start=own.start("term"))
        start = own.end()
    found = [
        Definition(term=match["term"], clause=clause.id, manner="sentence", start=match.start("term"))
        for match in _SENTENCE.finditer(clause.text, start)
    ]
    said = {each.start for each in found}
    for match in _HOOK.finditer(clause.text, start):
        name = "term" if match["term"] else "other"
        if match.start(name) not in said:
            found.append(
                Definition(term=match[name], clause=clause.id, manner="hook", start=match.start(name)),
            )
    yield from sorted(found, key=lambda each: each.start)


def uses(text: Text | Clause, term: str) -> tuple[tuple[str, int], ...]:
    """Return where a term is used: (clause id, place in its own words), its definition sites included.

    A use is the term as a whole word, also with a plural ``s`` or ``es``; capitals count.
    """
    root = text.root if isinstance(text, Text) else text
    pattern = re.compile(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)")
    return tuple(
        (clause.id, match.start())
        for clause in root.walk()
        if term in clause.text
        for match in pattern.finditer(clause.text)
    )
