"""Labels at the start of a paragraph: which printed numbers may open a clause."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.clauses import labels
from engross.clauses.labels import Reading

ATTACHED = frozenset({"exhibit", "schedule", "annex", "appendix", "attachment"})
DIVISIONS = frozenset({"article", "part", "chapter", "title"})
_NUMBER_WORD = "|".join(labels.numerals(style, n) for style in ("word", "ordinal") for n in range(1, 21))
_UNIT = re.compile(
    r"(?P<unit>article|art\.|sections?|sec\.|§§?|part|chapter|title|paragraph|clause|exhibit|schedule|annex|appendix"
    r"|attachment)"
    r"(?:\s{1,4}|(?<=§))"
    rf"(?P<numeral>\d{{1,4}}[A-Za-z]{{0,2}}(?:[-.–:]\d{{1,5}}[A-Za-z]{{0,2}}){{0,4}}(?:-?[A-Za-z]\b)?|[IVXLC]{{1,7}}\b"
    rf"|[A-Z]{{1,2}}(?:-\d{{1,3}})?\b|(?:{_NUMBER_WORD})\b)"
    r"(?P<after>(?:\s?[.:)])?(?:\s?[-–—](?=\s|$))?)",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?P<paren>\(\s?(?P<a>[a-z]{1,5}|[A-Z]{1,5}|\d{1,3}[A-Za-z]?)\.?\s?\)\.?)"
    r"|(?P<compound>\d{1,4}[A-Z]?(?:\.\d{1,4}[A-Za-z]?){1,5}[.):]?)(?=\s|$|[A-Z“\"(])"
    r"|(?P<half>(?P<b>\d{1,3}|[a-z]{1,5}|[A-Z]{1,5})\))(?=\s|$)"
    r"|(?P<dot>(?P<c>\d{1,3}[A-Z]?|[a-z]{1,5}|[A-Z]{1,5})\s?\.(?:\s?[-–—](?=\s|$))?)(?=\s|$|[A-Z“\"(])"
    r"|(?P<bare>(?:\d{1,3}|[A-Z])(?=\s*\t|\s{3,}|$)|\d{1,2}(?=\s[A-Z]))"
)


_FIRST = frozenset("0123456789(AaSs§PpCcTtEeBDFGHIJKLMNOQRUVWXYZ")


class Mark(NamedTuple):
    """A printed number that may open a clause.

    Args:
        printed: As printed, white space folded.
        end: Where it ends in the line.
        make: Its marks: ``paren``, ``half``, ``dot``, ``bare``, ``compound``, ``unit``.
        unit: The unit word in lower case, or empty.
        numeral: The bare number.
        readings: Every way to read it.
    """

    printed: str
    end: int
    make: str
    unit: str
    numeral: str
    readings: tuple[Reading, ...]


def may_open(words: str) -> bool:
    """Say quickly whether *words* can begin with a number: most lines cannot."""
    return words[0] in _FIRST or "." in words[1:7] or ")" in words[1:7]


def mark(words: str) -> Mark | None:
    """Return the number that *words* begin with, or None; whether it is a label its sequence must tell."""
    first = words[0]
    if first.isdigit() or first == "(" or (words[1:6].find(".") >= 0 or words[1:6].find(")") >= 0):
        found = _PLAIN.match(words)
        if found:
            return _plain(found)
    if first in "AaSs§PpCcTtEe":
        found = _UNIT.match(words)
        if found:
            return _with_unit(found, words)
    if first.isupper() and len(words) > 1 and words[1] in "\t ":
        found = _PLAIN.match(words)
        if found and found["bare"] and found.end() < len(words):
            return _plain(found)
    return None


def _plain(found: re.Match[str]) -> Mark | None:
    make = found.lastgroup or ""
    make = {"a": "paren", "b": "half", "c": "dot"}.get(make, make)
    printed = found[make]
    numeral = labels.key(" ".join(printed.split()))
    readings = labels.readings(numeral) if not (make == "compound" and numeral[0] == "0") else ()  # 0.25 is a rate
    if not readings or (
        make == "dot" and not numeral[0].isdigit() and found.string[found.end() : found.end() + 1].strip()
    ):
        return None
    return Mark(" ".join(printed.split()), found.end(), make, "", numeral, readings)


def _with_unit(found: re.Match[str], words: str) -> Mark | None:
    rest = words[found.end() :]
    unit = labels.parse(found["unit"].lower() + " 1").unit
    after, numeral = found["after"], found["numeral"]
    if rest and not after.strip() and not _opens_heading(rest):
        return None
    if rest and not rest[0].isspace() and not (after.strip() and rest[0].isalpha() and rest[0].isupper()):
        return None
    if found["unit"][0].islower() and found["unit"] != "§":
        return None
    if unit in ("paragraph", "clause") and rest and not after.strip():
        return None
    readings = labels.readings(numeral) or labels.readings(numeral.lower())
    if not readings and unit not in ATTACHED and unit != "section":
        return None
    printed = " ".join(found.group().split())
    return Mark(printed, found.end(), "unit", unit, numeral, readings)


def _opens_heading(rest: str) -> bool:
    """Say whether what follows a number without marks reads as a heading and not as a sentence about it."""
    words = rest.split(None, 3)[:3]
    if not words:
        return True
    first = words[0].lstrip("“\"‘'([*_-–—")
    if words[0][0] in '“"' and first:
        return True
    if not first or not (first[0].isupper() or first[0] == "[") or first in ("Of", "And", "Or"):
        return False
    if rest[:1] == "\t" or rest[:2] == "  ":
        return True
    return not (len(words) > 1 and words[1] in ("shall", "is", "are", "hereof", "will", "may"))
