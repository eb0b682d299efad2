"""Numbers mentioned in words: found, taken apart, and told from those of statutes and other papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from engross.clauses import labels
from engross.clauses.addresses import Address

Kind = Literal["internal", "relative", "external"]

_UNITS = (
    r"(?:sub-?)*(?:sections?|paragraphs?|clauses?)|sec\.|art\.|articles?|items?|exhibits?|schedules?|annex(?:es)?"
    r"|appendi(?:x|ces)|attachments?|§§?"
)
_STEP = r"\(\s?(?:[a-z]{1,5}|[A-Z]{1,5}|\d{1,3}[A-Za-z]?)\.?\s?\)"
_STEPS = rf"(?:\s?\.?\s?{_STEP}){{0,6}}"
_NUMBER = (
    r"(?:\d{1,4}[A-Z]{0,2}(?:[a-z](?![A-Za-z]))?"
    r"(?:(?:\.|[-–:](?=\d))\d{1,5}[A-Z]?(?:[a-z](?![A-Za-z]))?){0,5}(?:\.[A-Za-z](?![A-Za-z]))?"
    r"|[IVXLC]{1,7}(?![A-Za-z])|[A-Z]{1,2}(?:[-.]\d{1,3}){0,2}(?![A-Za-z'’]))"
)
_WORD_NUMBER = "|".join(
    form for n in range(1, 21) for word in (labels.numerals("word", n),) for form in (word.title(), word.upper())
)
_PLACE = rf"(?:(?:{_NUMBER}|(?:{_WORD_NUMBER})(?![A-Za-z])){_STEPS}|{_STEP}{_STEPS})"
_CITED = re.compile(
    rf"(?P<this>\b(?:this|such|that|the same)\s)?(?<![A-Za-z])(?P<unit>(?i:{_UNITS}))"
    rf"(?:\s{{1,3}}|(?<=§)|(?=\())(?P<places>{_PLACE}"
    rf"(?:\s?(?:,\s?(?:and/or|and|or)?|and/or|and|or|through|to|[-–])\s?(?:(?i:{_UNITS})\s)?{_PLACE}){{0,40}})"
    r"|(?P<self>\b(?:this|This)\s(?P<own>(?:[Ss]ub)?(?:[Ss]ection|[Pp]aragraph|[Cc]lause)|Article|Exhibit|Schedule"
    r"|Annex|Appendix|ARTICLE|SECTION)\b)(?!\s?(?:\d|\())"
)
_ONE = re.compile(
    rf"(?P<joint>\s?(?:,\s?(?:and/or|and|or)?|and/or|and|or|through|to|[-–])\s?)?(?P<unit>(?i:{_UNITS})\s)?"
    rf"(?P<place>{_PLACE})"
)
_OF_THIS = re.compile(
    r"[,)]?\s(?:of|under|to|in)\s(?P<deictic>this|the|such|that|said|each|any)\s(?P<name>[A-Za-z][\w'’-]*)"
)
_OF_OTHER = re.compile(
    r"[,)]?\s?(?:\([^()]{1,60}\)\s?)?(?:of|under|to|in)\s"
    r"(?:the\s|such\s|that\s|said\s|any\s|each\s|its\s|their\s|an?\s|Title\s|Chapter\s|Part\s|Division\s)?"
    r"(?P<name>(?:[A-Z§\d][\w'’&.,-]*\s?){1,12})"
)
_NESTED = re.compile(rf",?\s(?:of|in|under|to)\s(?:(?:this|such|that)\s)?(?={_UNITS})", re.IGNORECASE)
_STATUTE_BEFORE = re.compile(
    r"(?:\b(?:Code|ERISA|Act|Acts|[Rr]egulations?|Regs?\.?|Treas\.|U\.?S\.?C\.?A?\.?|C\.?F\.?R\.?|Stat(?:ute)?s?\.?"
    r"|Law|Rule|Order|IRC|Notice|Ordinance|Constitution|Ann\.|Laws|Rules|UCC|GAAP|Procedure|Directive|Plan"
    r"|Title \d+,?|Chapter \d+,?))\s?,?\s?$"
)
_STATUTE_AFTER = re.compile(
    r"[,)]?\s?(?:of\s(?:the\s)?)?(?:ERISA|U\.?S\.?\s?C|C\.?F\.?R|IRC\b|et\sseq|\(?the\s[“\"]?Code\b"
    r"|Internal Revenue|I\.R\.C|Code\b|Act\b|UCC\b|Securities|Exchange\sAct)"
)
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\s$")
_THEREOF = re.compile(r"[,)]?\s(?:thereof|therein|thereunder|thereto)\b")
_DEFINITION = re.compile(
    r"\s(?:of|in|to)\s(?:(?:the|such)\sdefinition\s(?:of|for)\s(?:the\sterm\s)?[“\"‘]?"
    r"(?P<term>[A-Z][\w’'&/-]{0,40}(?: (?:(?:of|and|or|for|in|the) )?[A-Z][\w’'&/-]{0,40}){0,6})|this\sdefinition)"
)
SELF_WORDS = frozenset(
    "section article paragraph clause subsection subparagraph exhibit schedule annex appendix part hereof sentence"
    " definition subclause agreement".split()
)
ATTACHED = frozenset({"exhibit", "schedule", "annex", "appendix", "attachment"})


class Mention(NamedTuple):
    """A number cited in words, before it is known whose it is."""

    start: int
    end: int
    unit: str
    address: Address
    kind: Kind
    through: Address | None
    within: int
    group: int = 0
    fuller: tuple[Address, ...] = ()
    term: str = ""


def mentions(words: str, *, own: frozenset[str] = frozenset()) -> list[Mention]:
    """Find the numbers cited in words, and tell those of statutes and other papers.

    Args:
        words: One clause's words.
        own: What the text calls itself (``Plan``, ``Agreement``).
    """
    found: list[Mention] = []
    for group in _CITED.finditer(words):
        if group["self"]:
            unit = _unit(group["own"])
            found.append(Mention(group.start(), group.end(), unit, Address((), unit), "relative", None, -1))
        else:
            found.extend(_listed(words, group, own))
    return _nested(words, found)


def _listed(words: str, group: re.Match[str], own: frozenset[str]) -> Iterator[Mention]:
    unit = _unit(group["unit"])
    other = _elsewhere(words, group, own)
    named = _DEFINITION.match(words, group.end())
    term = (named["term"] or "this") if named else ""
    begin, end = group.span("places")
    ones = list(_ONE.finditer(words, begin, end))
    place = 0
    head: tuple[str, ...] = ()
    while place < len(ones):
        one = ones[place]
        if one["unit"]:
            unit = _unit(one["unit"])
        steps = _steps(one["place"])
        start = group.start("unit") if place == 0 else one.start("unit") if one["unit"] else one.start("place")
        stop, through = one.end(), None
        if place + 1 < len(ones) and (ones[place + 1]["joint"] or "").strip() in ("through", "to", "-", "–"):
            place += 1
            through, stop = Address(_steps(ones[place]["place"]), unit), ones[place].end()
        kind: Kind = "external" if other else "relative" if one["place"][0] == "(" else "internal"
        fuller: tuple[Address, ...] = ()
        if kind == "relative" and len(head) > 1 and not one["unit"]:
            fuller = tuple(Address((*head[:cut], *steps), unit) for cut in range(len(head) - 1, 0, -1))
            kind = "internal"
        elif one["place"][0] != "(":
            head = steps
        if steps:
            yield Mention(start, stop, unit, Address(steps, unit), kind, through, -1, group.start(), fuller, term)
        place += 1


def _unit(written: str) -> str:
    word = written.strip().lower()
    return "attachment" if word.startswith("attachment") else labels.parse(f"{word} 1").unit


def _steps(place: str) -> tuple[str, ...]:
    steps: list[str] = []
    head = place.split("(", 1)[0].strip().rstrip(".")
    if head:
        steps.append(labels.key(head))
    steps += [labels.key(step.strip(" .")) for step in re.findall(r"\(([^()]*)\)", place)]
    return tuple(steps)


def _elsewhere(words: str, group: re.Match[str], own: frozenset[str]) -> bool:
    """Say whether what stands around a citation gives it to a statute or another paper."""
    if group["this"] and group["this"].startswith("this"):
        return False
    start, end = group.start(), group.end()
    before = words[max(0, start - 24) : start]
    if _ACRONYM.search(before) and not group["unit"].isupper():
        return True
    if _STATUTE_BEFORE.search(before) or _STATUTE_AFTER.match(words, end):
        return not _own_before(before, own)
    return _THEREOF.match(words, end) is not None or _of_another(words, end, own)


def _of_another(words: str, end: int, own: frozenset[str]) -> bool:
    """Say whether "of the Credit Agreement" or "of such plan" follows, and not a name the text calls itself."""
    named = _OF_THIS.match(words, end)
    if named:
        name, pointed = named["name"], named["deictic"]
        if pointed == "this" or (name.lower() in SELF_WORDS and name.islower()):
            return False
        if name in own and pointed in ("the", "said"):
            return False
        return name[0].isupper() or (pointed in ("such", "that") and name.lower() not in SELF_WORDS)
    other = _OF_OTHER.match(words, end)
    if other is None:
        return False
    first = other["name"].split()[0].rstrip(".,").lower().rstrip("s")
    numbered = first[:1].isdigit() and len(other["name"].split()) < 2
    return first not in SELF_WORDS and "§" not in first and not numbered


def _own_before(before: str, own: frozenset[str]) -> bool:
    """Say whether the word before a citation is the text's own name: ``Plan Section 4``."""
    last = before.split()[-1:]
    return last == ["Plan"] and "Plan" in own


def _nested(words: str, found: list[Mention]) -> list[Mention]:
    """Bind "clauses (i) and (ii) of Section 4(b)": the inner are looked for within the outer, and share its paper."""
    whole = list(found)
    for place in range(len(found) - 2, -1, -1):
        inner, outer = whole[place], whole[place + 1]
        if inner.group == outer.group and outer.within >= 0 and inner.kind == "relative":
            whole[place] = inner._replace(kind=outer.kind, within=outer.within)
            continue
        between = words[inner.end : outer.start] or "-"
        if outer.group == inner.group or len(between) > 12 or not _NESTED.fullmatch(between):
            if between in (", ", " ") and outer.kind == "relative" and inner.kind == "internal" and outer.within < 0:
                whole[place + 1] = outer._replace(kind="internal", within=place)
            continue
        if inner.kind == "relative":
            whole[place] = inner._replace(kind="external" if outer.kind == "external" else "internal", within=place + 1)
        elif outer.kind == "external":
            whole[place] = inner._replace(kind="external")
    return whole
