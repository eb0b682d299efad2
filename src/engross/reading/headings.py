"""Headings: a line of its own, or the first words of a paragraph set off by a full stop."""

from __future__ import annotations

import re

_SMALL = frozenset(
    "a an and as at but by for from in into nor of off on or over per the to upon with within without vs via not under"
    " that its his her their this during after before if than be is are".split()
)
_STOP = re.compile(r"(?<=[\w)”\"’'\]*_])(?:\.(?:[-–—]{1,2}|[_*”\"]{1,4})?|:(?:[_*]{1,4})?|\s[-–—](?=\s))(?=\s|$)")
_NOT_HEADINGS = frozenset(
    {"resolved", "whereas", "provided", "provided further", "now therefore", "note", "resolved further"}
)
_DEFINES = re.compile(
    r"(?:[A-Z][\w'’&./-]{0,40}\s(?:(?:of|and|or|to|in|for)\s)?){1,7}(?:means|has the meaning|shall mean)\b"
)
_LONGEST = 110


def heading_alone(words: str) -> bool:
    """Say whether a whole paragraph is a heading: few capitalised words and no sentence."""
    if len(words) > _LONGEST:
        return False
    bare = words.rstrip(".:") if words[-1:] in ".:" else words
    if not bare or bare[-1] in ";,":
        return False
    split = bare.split()
    if split[-1].lower() in _SMALL:
        return False
    if words[-1:] == "." and len(split) > 14:
        return words.isupper()
    return len(split) <= 16 and _titled(split) and not run_in(words)[0]


def title_like(words: str) -> bool:
    """Say whether a paragraph without number is a title: capitalised words on a line of their own."""
    if len(words) > 90 or words[-1] in ".;,:" or words[0] in '“"(':
        return False
    split = words.split()
    return (
        len(split) <= 12
        and (words.isupper() or (_titled(split) and words[0].isupper()))
        and any(map(str.isalpha, words))
    )


def defines(words: str) -> bool:
    """Say whether a paragraph defines a term: it begins with a quoted one, or with one that ``means`` something."""
    return words[0] in '“"' or _DEFINES.match(words) is not None


def run_in(words: str) -> tuple[str, str]:
    """Part a run-in heading from the words after it: ``("Grants.", "The Board may ...")``; no heading gives ``""``."""
    head = words[: _LONGEST + 1]
    for found in _STOP.finditer(head):
        heading = words[: found.end()].strip()
        rest = words[found.end() :].strip()
        bare = heading.rstrip('.:-–—_*”" ').lstrip('_*“"')
        if not rest or not bare or bare.lower() in _NOT_HEADINGS:
            return "", words
        if bare.split()[-1] in ("Inc", "Corp", "Co", "Mr", "Ms", "Mrs", "Dr", "No", "Ltd", "Sec", "St", "U.S", "L.P"):
            continue
        if (
            _titled(bare.split())
            and len(bare.split()) <= 14
            and not (words[0] in '“"' and not heading.endswith(("”", '"')))
        ):
            return heading, rest
        return "", words
    return "", words


def _titled(words: list[str]) -> bool:
    """Say whether the words are capitalised as in a heading."""
    if not words or not any(word[0].isalpha() or word[0] in '“"(_*[' for word in words):
        return False
    first = words[0].lstrip("“\"‘'(_*[")
    if not first or not (first[0].isupper() or first[0].isdigit()):
        return False
    return all(word in _SMALL or not word.lstrip("“\"‘'(_*[/-–")[:1].islower() for word in words)
