"""Signs no file may hold, since a reader cannot see them or takes them for others; and signs to warn of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from engross.problems import Severity

LONGEST_LINE = 100_000
"""In characters; a longer line is no text a person wrote, and every pattern stays fast below it."""

CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNSEEN = "\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
_RAW = re.compile(f"[\t{CONTROL}{BIDI}{UNSEEN}]")
_RAW_ASCII = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
_MARKER = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE)
_MIXED = re.compile(r"[A-Za-z](?=[Ͱ-ԯ])|[Ͱ-ԯ](?=[A-Za-z])")


class Sign(NamedTuple):
    """A finding about a place in a text.

    Args:
        at: 0-based position in the text.
        code: The problem's code.
        what: What is wrong.
        remedy: What to do.
        severity: An error or a warning.
    """

    at: int
    code: str
    what: str
    remedy: str
    severity: Severity = "error"


def named(sign: str) -> str:
    """Name a sign in words: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()


def unfit(text: str) -> str:
    """Return the first sign of a value that no file may hold, tab included; empty for none."""
    found = (_RAW_ASCII if text.isascii() else _RAW).search(text)
    return found.group() if found else ""


def refusal(sign: str) -> tuple[str, str, str]:
    """Return the code, what and remedy for a sign that is refused."""
    if sign == "\t":
        return "E008", "a tab", "use spaces"
    if re.match(f"[{BIDI}]", sign):
        return "E030", f"{named(sign)} changes the direction in which the line is read", "remove it"
    if re.match(f"[{UNSEEN}]", sign):
        return "E031", f"{named(sign)} cannot be seen", "remove it"
    return "E007", f"a control character, {named(sign)}", "remove it"


def found_in(text: str) -> Iterator[Sign]:
    """Yield every refused sign of a file's text, its overlong lines, conflict markers and what to warn of."""
    plain = text.isascii()
    for match in (_RAW_ASCII if plain else _RAW).finditer(text):
        yield Sign(match.start(), *refusal(match.group()))
    if len(text) > LONGEST_LINE:
        yield from _long_lines(text)
    if "<<<<<<<" in text or ">>>>>>>" in text:
        for match in _MARKER.finditer(text):
            yield Sign(match.start(), "E036", "a merge conflict was left unsettled", "keep one side, remove the marks")
    if not plain:
        yield from _warnings(text)


def _long_lines(text: str) -> Iterator[Sign]:
    """Look at every line by leaps: a window without a line end is a line too long."""
    start = 0
    while start + LONGEST_LINE < len(text):
        end = text.rfind("\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            what = f"a line of {end - start:,} characters; the longest allowed has {LONGEST_LINE:,}"
            yield Sign(start, "E035", what, "break it into lines")
        start = end + 1


def _warnings(text: str) -> Iterator[Sign]:
    for match in _MIXED.finditer(text):
        pair = text[match.start() : match.start() + 2]
        what = f"letters of two alphabets in one word: {named(pair[0])} beside {named(pair[1])}"
        yield Sign(match.start(), "W032", what, "write the word in one alphabet", "warning")
    if not unicodedata.is_normalized("NFC", text):
        start = 0
        for line in text.split("\n"):
            if not unicodedata.is_normalized("NFC", line):
                at = start + _first_difference(line, unicodedata.normalize("NFC", line))
                what = "an accent stands apart from its letter (the text is not in form NFC); it is kept as written"
                yield Sign(at, "W033", what, "retype the letter", "warning")
            start += len(line) + 1


def _first_difference(left: str, right: str) -> int:
    return next((at for at, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), len(right))
