"""A text as lines: where each stands, how far it is set in, how much empty room is above it."""

from __future__ import annotations

import re
from typing import NamedTuple

_ODD_ENDS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|\r(?!\n)")


class Line(NamedTuple):
    """A line that has words.

    Args:
        number: 1-based, counted as an editor counts.
        indent: Blanks before the first word, tabs counted to the next eighth.
        text: The words with the white space between them as typed.
        gap: How many empty lines stand above it.
        torn: True where something set aside (a page number) stood above it.
    """

    number: int
    indent: int
    text: str
    gap: int
    torn: bool = False


def split(text: str) -> list[Line]:
    """Return the lines of *text* that have words, top to bottom."""
    found: list[Line] = []
    gap, number, odd = 0, 0, _ODD_ENDS.search(text) is not None
    for raw in text.splitlines(keepends=odd):
        number += 1
        words = raw.strip()
        if words:
            indent = 0 if raw[0] == words[0] else len(raw.expandtabs()) - len(raw.expandtabs().lstrip())
            found.append(Line(number, indent, words, gap))
            gap = 0
        else:
            gap += 1
        if odd and not raw.endswith("\n"):
            number -= raw[-1] != "\r"
    return found


def fold(words: str) -> str:
    """Fold every run of white space to one blank."""
    return " ".join(words.split())
