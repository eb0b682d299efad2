"""Defined terms: where a text gives a word its meaning, and where it uses it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from engross.clauses.clause import Clause, Text
from engross.clauses.words import Slot

Manner = Literal["own", "sentence", "hook", "deemed", "extends"]

_QUOTED = re.compile(r"[\"“]([^\"“”]{1,120}?)[\"”]|``([^`']{1,120}?)''")
# What stands before or after a quoted word and makes it a definition; a lawyer's list, each with the manner it makes.
_AFTER_MEANS = re.compile(
    r"\s*(?:\([^()]{0,80}\)\s*)?(?:,[^,]{1,80},)?\s*(?:(?:,?\s*(?:or|and)\s+)[\"“][^\"”]{1,120}[\"”]\s*)*[,:—-]?\s*"
    r"(?:(?:shall|will|is|are)\s+(?:each\s+)?)?"
    r"(?:means?|meaning|has the (?:same )?meanings?|have the (?:same |respective )?meanings?|(?:be )?defined|refers? to"
    r"|be deemed|deemed)\b"
)
_AFTER_MARK = re.compile(r"(?:,?\s*(?:or|and)\s+[\"“][^\"”]{1,120}[\"”])*\s*[-—:.]")
_AFTER_EXTENDS = re.compile(r"[,\s]*(?:as used [\w\s]{0,60},\s*)?(?:shall|will)\s+(?:be deemed to|also)\s+includes?\b")
_INCLUDES = re.compile(r"[,\s]*(?:shall |will )?includes?\b")
_BEFORE_DEEMED = re.compile(
    r"(?:be deemed|deemed to be|referred to (?:herein |hereinafter |collectively |individually )*as|called|known as"
    r"|designated(?: as)?|defined as|hereinafter|herein)\s+(?:an?\s+|the\s+|each,?\s+an?\s+)?$"
)
_BEFORE_HOOK = re.compile(
    r"\(\s*(?:(?:the|an?|each|any|such|collectively|together|individually|hereinafter|herein|as amended|referred to|"
    r"called|being|with|this|our|or|and|all|as|in|to|hereafter|jointly|severally|respectively|sometimes|also|"
    r"[\"“][^\"“”]{1,80}[\"”])[\s,;]*)*$"
)
_OPENS = re.compile(r"^(?:the term |term |the |an? |any |as used herein,? )?$", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9][\w&'’\-]*")


class Site(NamedTuple):
    """A place in a clause.

    Args:
        clause: The clause's id.
        slot: ``text``, ``heading`` or ``row``.
        start: Where in the words of that place.
        end: Where it ends.
    """

    clause: str
    slot: Slot
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A place that gives a term its meaning.

    Args:
        term: The term as quoted, without a mark that American style put inside the quotation.
        quoted: What stands between the quotation marks, such a mark included.
        clause: The id of the clause.
        start: Where the quoted words begin in the clause's text (in its heading, for an own definition so headed).
        manner: ``own`` where the clause is the definition, ``sentence`` where a sentence of it is, ``hook`` in
            parentheses after what it names, ``deemed`` ("shall be deemed a"), ``extends`` where it only widens a
            meaning ("shall be deemed to include").
    """

    term: str
    quoted: str
    clause: str
    start: int = 0
    manner: Manner = "hook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The defined terms of a text.

    Args:
        definitions: In the order of the text.
        uses: For each term, where it is used apart from its definitions, inflected forms (plural, singular) included.
    """

    definitions: tuple[Definition, ...]
    uses: dict[str, tuple[Site, ...]]

    def defined(self, term: str) -> tuple[Definition, ...]:
        """Return the places that define a term."""
        return tuple(each for each in self.definitions if each.term == term)


def terms(text: Text | Clause) -> Terms:
    """Find every defined term of a text, its definitions and its uses; one pass for each."""
    found = definitions(text)
    return Terms(definitions=found, uses=_uses(_root(text), found))


def definitions(text: Text | Clause) -> tuple[Definition, ...]:
    """Return every place where a text defines a term, in order."""
    return tuple(each for clause in _root(text).walk() for each in _of(clause))


def uses(text: Text | Clause, term: str) -> tuple[tuple[str, int], ...]:
    """Return where a term is used: (clause id, place in its own words), its definition sites included.

    A use is the term as a whole word, also inflected; capitals count.
    """
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, inflections(term)))})(?!\w)")
    return tuple((clause.id, match.start()) for clause in _root(text).walk() for match in pattern.finditer(clause.text))


def _root(text: Text | Clause) -> Clause:
    return text.root if isinstance(text, Text) else text


def _of(clause: Clause) -> Iterator[Definition]:
    """Yield the definitions in a clause's own words; a heading defines only where it is itself a quoted term."""
    heading = _QUOTED.match(clause.heading or "")
    if heading and len(clause.heading or "") - heading.end() <= 1:
        yield _definition(clause, heading, "own")
    for match in _QUOTED.finditer(clause.text):
        manner = _manner(clause, match)
        if manner:
            yield _definition(clause, match, manner)


def _definition(clause: Clause, match: re.Match[str], manner: Manner) -> Definition:
    quoted = match[1] or match[2]
    return Definition(term=quoted.strip().rstrip(".,;:"), quoted=quoted, clause=clause.id,
                      start=match.start(1 if match[1] else 2), manner=manner)  # fmt: skip


def _manner(clause: Clause, match: re.Match[str]) -> Manner | None:
    words = clause.text
    before, after = words[max(0, match.start() - 200) : match.start()], words[match.end() : match.end() + 200]
    if not (match[1] or match[2]).strip().rstrip(".,;:"):
        return None
    if _BEFORE_HOOK.search(before) and re.match(r"[^()]{0,200}\)", after):
        return "hook"
    if _AFTER_EXTENDS.match(after):
        return "extends"
    means = _AFTER_MEANS.match(after) is not None
    if _OPENS.match(before):
        headed = _AFTER_MARK.match(after) or (not after.strip() and clause.children)
        return "own" if means or headed or _INCLUDES.match(after) else None
    return "sentence" if means else "deemed" if _BEFORE_DEEMED.search(before) else None


def inflections(term: str) -> tuple[str, ...]:
    """Return a term with its plural and singular: a text that defines ``Option`` uses ``Options``."""
    forms = [term]
    if term.endswith("ies"):
        forms.append(term[:-3] + "y")
    if term.endswith(("ses", "xes", "ches", "shes")):
        forms.append(term[:-2])
    if term.endswith("s") and not term.endswith("ss"):
        forms.append(term[:-1])
    else:
        forms.append(term + ("es" if term.endswith(("s", "x", "ch", "sh")) else "s"))
        if term.endswith("y") and term[-2:-1] not in "aeiou":
            forms.append(term[:-1] + "ies")
    head, of, rest = term.partition(" of ")
    if of and not head.endswith("s"):
        forms.append(f"{head}s{of}{rest}")
    return tuple(forms)


def _uses(root: Clause, found: tuple[Definition, ...]) -> dict[str, tuple[Site, ...]]:
    """Find the uses by first word, longest term first: ``Common Stock`` is no use of ``Stock``."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for term in dict.fromkeys(each.term for each in found):
        for form in inflections(term):
            if split := tuple(_WORD.findall(form)):
                by_first[split[0]].append((split, term))
    for options in by_first.values():
        options.sort(key=lambda each: -len(each[0]))
    own = {(each.clause, each.start) for each in found}
    used: dict[str, list[Site]] = {each.term: [] for each in found}
    for clause in root.walk():
        for slot, words in spoken(clause):
            for term, start, end in _matches(words, by_first):
                if (clause.id, start) not in own or slot != "text":
                    used[term].append(Site(clause.id, slot, start, end))
    return {term: tuple(sites) for term, sites in used.items()}


def spoken(clause: Clause) -> Iterator[tuple[Slot, str]]:
    """Yield the places of a clause that hold words: its heading, its text, its rows one after the other."""
    if clause.heading:
        yield "heading", clause.heading
    if clause.text:
        yield "text", clause.text
    for row in clause.rows:
        for cell in row:
            if cell:
                yield "row", cell


def _matches(words: str, by_first: dict[str, list[tuple[tuple[str, ...], str]]]) -> Iterator[tuple[str, int, int]]:
    tokens = list(_WORD.finditer(words))
    position = 0
    while position < len(tokens):
        for split, term in by_first.get(_bare(tokens[position].group()), ()):
            run = tokens[position : position + len(split)]
            if len(run) == len(split) and all(_bare(t.group()) == s for t, s in zip(run, split, strict=True)):
                yield term, run[0].start(), run[-1].end()
                position += len(split) - 1
                break
        position += 1


def _bare(word: str) -> str:
    """Return a word without the possessive: ``Company's`` uses ``Company``."""
    if word.isalnum():
        return word
    return word.removesuffix("'s").removesuffix("’s").rstrip("'’-")
