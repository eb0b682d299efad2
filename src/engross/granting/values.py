"""Values fit for paper: one line where a line is meant, of a length that fits, every sign a printable one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from engross.problems import Problem, Source

LONGEST = 255
LONGEST_WORD = 60
MANY_LINES = ("participant.addresses.street_suite", "comments")


def unfit(words: str, field: str, source: Source | None = None, *, lines: bool = False) -> Iterator[Problem]:
    """Yield what keeps a value from being printed as it is.

    Args:
        words: The value.
        field: Its field, for the messages.
        source: Where it stands.
        lines: True where it may have several lines.
    """
    if not lines and ("\n" in words or "\r" in words):
        yield Problem(code="E100", what=f"{field} has a line end in it, and it is printed on one line",
                      remedy="write it on one line", source=source, place=field)  # fmt: skip
    longest = 1000 if lines else LONGEST
    if len(words) > longest:
        yield Problem(code="E101", what=f"{field} has {len(words)} characters; at most {longest} fit",
                      remedy="shorten it", source=source, place=field)  # fmt: skip
    word = max(words.split(), key=len, default="")
    if len(word) > LONGEST_WORD:
        yield Problem(code="E102", what=f"{field} has a word of {len(word)} letters that no line can hold",
                      remedy="part it with blanks or hyphens", source=source, place=field)  # fmt: skip
    for sign in sorted(set(words) - {"\n", "\r"}):
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn"):
            name = unicodedata.name(sign, "a control character")
            yield Problem(code="E007", what=f"{field} holds U+{ord(sign):04X} ({name}), which cannot be printed",
                          remedy="take it out", source=source, place=field)  # fmt: skip
