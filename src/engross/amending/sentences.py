"""Sentences and unnumbered paragraphs: where the first, the second, the last of them stands in printed words."""

from __future__ import annotations

import re

from engross.amending.find import Span
from engross.instruments.operations import Ordinal

_END = re.compile(r"[.?!][\"'”’)\]]*(?=\s|$)")
_SHORT = re.compile(
    r"(?:^|[\s(\"“'‘§])(?:Inc|Corp|Co|Ltd|No|Nos|Sec|Secs|Art|Par|Mr|Mrs|Ms|Dr|Jr|Sr|St|vs?|e\.g|i\.e|cf|al|Cir|Stat"
    r"|seq|Reg|Supp|Rev|Ave|approx|[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_LABEL = re.compile(r"\(?[A-Za-z0-9]{1,5}[.)]$")
_OPENS = re.compile(r"[\"'“‘(\[]*[A-Z0-9$§]")


def sentences(printed: str, span: Span) -> tuple[Span, ...]:
    """Part a span of printed words into its sentences, from left to right, without the blanks between them."""
    found: list[Span] = []
    start = _skip(printed, span.start, span.end)
    for match in _END.finditer(printed, start, span.end):
        if match.start() < start or not _ends(printed, start, match, span.end):
            continue
        found.append(Span(start, match.end()))
        start = _skip(printed, match.end(), span.end)
    if start < span.end and printed[start : span.end].strip():
        found.append(Span(start, start + len(printed[start : span.end].rstrip())))
    return tuple(found)


def _skip(printed: str, start: int, end: int) -> int:
    while start < end and printed[start].isspace():
        start += 1
    return start


def _ends(printed: str, start: int, match: re.Match[str], stop: int) -> bool:
    """Say whether a full stop ends a sentence rather than an abbreviation or a label."""
    after = _skip(printed, match.end(), stop)
    if after >= stop:
        return True
    said = printed[start : match.start() + 1]
    if match.group() == "." and (_SHORT.search(said[-12:]) or _LABEL.fullmatch(said.split()[-1] if said else "")):
        return bool(_LABEL.fullmatch(said.split()[-1])) and len(said.split()) > 1 and _is_word(said.split()[-1])
    return "\n" in printed[match.end() : after] or bool(_OPENS.match(printed, after))


def _is_word(token: str) -> bool:
    """Say whether a short token before a full stop is a word (``day.``) and no label (``iii.``, ``B.``)."""
    bare = token.strip("().")
    return bare.isdigit() or (len(bare) > 2 and bare.islower() and not re.fullmatch(r"[ivxlc]+", bare))


def pick(spans: tuple[Span, ...], ordinal: Ordinal) -> Span | None:
    """Return the one an ordinal names, or None where there are not so many."""
    match ordinal:
        case "first":
            position = 0
        case "last":
            position = len(spans) - 1
        case "penultimate":
            position = len(spans) - 2
        case _:
            position = ordinal - 1
    return spans[position] if 0 <= position < len(spans) else None
