"""Labels: what a printed number means (style and ordinal), and how the next one is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

UNITS = (
    "section", "sections", "article", "articles", "paragraph", "paragraphs", "clause", "clauses", "subsection",
    "subsections", "subparagraph", "subparagraphs", "subclause", "subclauses", "item", "items", "part", "parts",
    "exhibit", "exhibits", "schedule", "schedules", "annex", "annexes", "appendix", "appendices", "chapter", "title",
    "sec.", "art.", "par.", "§", "§§", "¶",
)  # fmt: skip
_UNIT = re.compile(
    r"(?:§§?|¶|(?:sub)*-?(?:section|paragraph|clause)s?|articles?|items?|parts?|exhibits?|schedules?"
    r"|annex(?:es)?|appendi(?:x|ces)|chapter|title|sec\.|art\.|par\.)(?=[\s\d§]|$)\s*",
    re.IGNORECASE,
)
_ROMAN = (("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10),
          ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))  # fmt: skip
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
          "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
             "twentieth")  # fmt: skip
_OPEN, _CLOSE = "([{", ")]}.:-–—"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a numeral: ``i`` is the first roman numeral and the ninth letter.

    Args:
        style: ``decimal``, ``lower-alpha``, ``upper-alpha``, ``lower-roman``, ``upper-roman``, ``word``, ``ordinal``;
            a compound numeral (``4.2``, ``203A``, ``1-101``) is read by its last part.
        ordinal: 1-based.
        stem: What stands before the last part of a compound numeral (``4.``).
    """

    style: str
    ordinal: int
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label taken apart: ``Section 5.`` is unit ``section``, numeral ``5``, marks ``Section `` and ``.``.

    Args:
        printed: As printed.
        unit: The unit word in lower case and singular, or empty; a hint, never a filter.
        before: What is printed before the numeral.
        numeral: The bare number, its case kept: ``iii``, ``4.2``, ``IX``.
        after: What is printed after it.
    """

    printed: str
    unit: str
    before: str
    numeral: str
    after: str

    def with_numeral(self, numeral: str) -> str:
        """Return the label printed with another number in the same marks."""
        return f"{self.before}{numeral}{self.after}"


@lru_cache(maxsize=65536)
def parse(printed: str) -> Label:
    """Take a printed label apart; never fails, a label of unknown make is its own numeral."""
    match = _UNIT.match(printed)
    start = match.end() if match else 0
    unit = _singular(match.group().strip()) if match else ""
    end = len(printed)
    while start < end and (printed[start] in _OPEN or printed[start].isspace()):
        start += 1
    while end > start and (printed[end - 1] in _CLOSE or printed[end - 1].isspace()):
        end -= 1
    if start >= end:
        return Label(printed, unit, "", printed.strip(), "")
    return Label(printed, unit, printed[:start], printed[start:end], printed[end:])


def _singular(unit: str) -> str:
    unit = unit.lower()
    if unit in ("§", "§§", "sec."):
        return "section"
    known = {"¶": "paragraph", "par.": "paragraph", "art.": "article", "annexes": "annex", "appendices": "appendix"}
    return known.get(unit, unit if unit == "annex" else unit.removesuffix("s").replace("-", ""))


def key(printed: str) -> str:
    """Return what two labels must share to be the same number: ``(ii)`` and ``ii.`` give ``ii``."""
    return parse(printed).numeral


@lru_cache(maxsize=65536)
def readings(numeral: str) -> tuple[Reading, ...]:
    """Return every way to read a bare numeral, letters before romans; empty for none."""
    compound = re.fullmatch(r"(.*\d[.\-–])(\w+)|(\d+)([A-Za-z]{1,2})", numeral)
    if compound:
        stem, last = (compound[1], compound[2]) if compound[1] else (compound[3], compound[4])
        return tuple(Reading(each.style, each.ordinal, stem) for each in readings(last))
    found: list[Reading] = []
    if numeral.isascii() and numeral.isdigit():
        found.append(Reading("decimal", int(numeral)))
    elif numeral.isascii() and numeral.isalpha() and (numeral.islower() or numeral.isupper()):
        case = "lower" if numeral.islower() else "upper"
        low = numeral.lower()
        if len(set(low)) == 1 and len(low) <= 4:
            found.append(Reading(f"{case}-alpha", ord(low[0]) - 96 + 26 * (len(low) - 1)))
        value = roman_value(low)
        if value:
            found.append(Reading(f"{case}-roman", value))
    if numeral.lower() in _WORDS:
        found.append(Reading("word", _WORDS.index(numeral.lower()) + 1))
    if numeral.lower() in _ORDINALS:
        found.append(Reading("ordinal", _ORDINALS.index(numeral.lower()) + 1))
    return tuple(found)


def roman_value(numeral: str) -> int | None:
    """Return the value of a lower-case roman numeral, None where it is not one (``iiii``)."""
    value, rest = 0, numeral
    for sign, worth in _ROMAN:
        while rest.startswith(sign):
            value, rest = value + worth, rest[len(sign) :]
    return value if not rest and value and numerals("lower-roman", value) == numeral else None


def numerals(style: str, ordinal: int, like: str = "") -> str:
    """Return the bare numeral of a style: ``numerals("lower-roman", 4) == "iv"``.

    Args:
        style: As in :class:`Reading`.
        ordinal: 1-based.
        like: A numeral whose capitals are followed where the style does not settle them (``ONE``, ``One``).
    """
    match style:
        case "decimal":
            return str(ordinal)
        case "lower-alpha" | "upper-alpha":
            letters = chr(97 + (ordinal - 1) % 26) * ((ordinal - 1) // 26 + 1)
            return letters if style.startswith("lower") else letters.upper()
        case "lower-roman" | "upper-roman":
            signs, left = "", ordinal
            for sign, worth in _ROMAN:
                signs, left = signs + sign * (left // worth), left % worth
            return signs if style.startswith("lower") else signs.upper()
        case _:
            word = (_WORDS if style == "word" else _ORDINALS)[ordinal - 1]
            return word.upper() if like.isupper() else word.title() if like.istitle() else word


def common_reading(labels: tuple[str, ...]) -> tuple[Reading, ...] | None:
    """Return one reading for each label such that all share style and stem and rise by one; None where none does.

    This settles ``(i)``: after ``(h)`` it is a letter, before ``(ii)`` a roman numeral.
    """
    choices = [readings(key(label)) for label in labels]
    if not all(choices):
        return None
    for first in choices[0]:
        chain = [first]
        for options in choices[1:]:
            wanted = Reading(first.style, chain[-1].ordinal + 1, first.stem)
            if wanted not in options:
                break
            chain.append(wanted)
        if len(chain) == len(labels):
            return tuple(chain)
    return None
