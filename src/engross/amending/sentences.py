"""Sentences and unnumbered paragraphs: where the first, the second, the last of them stands in printed words."""

from __future__ import annotations

import re

from engross.amending.find import Span
from engross.instruments.operations import Ordinal

_END = re.compile(r"[.?!][\"'”’)\]]*(?=\s|$)")
_SHORT = re.compile(
    r"(?:^|[\s(\"“'‘§])(?:Inc|Corp|Co|Ltd|No|Nos|Sec|Secs|Art|Par|Mr|Mrs|Ms|Dr|Jr|Sr|St|vs?|e\.g|i\.e|cf|al|Cir|Stat"
    r"|seq|Reg|Supp|Rev|Ave|approx|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_INITIAL = re.compile(r"(?:^|\s)[A-Z]\.$")
_NAMED = re.compile(
    r"(?:Exhibit|Schedule|Annex|Appendix|Attachment|Class|Series|Part|Section|Article|Tranche|Type|Group|Plan|Party)"
    r"\s[A-Z]\.$"
)
_LABEL = re.compile(r"\(?(?:[A-Za-z]{1,2}|[ivxlc]{1,6}|[IVXLC]{1,6}|\d{1,3}(?:\.\d+)*[A-Z]?)[.)]$")
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
    if match.group() == "." and _is_short(printed, start, said):
        return False
    return "\n" in printed[match.end() : after] or bool(_OPENS.match(printed, after))


def _is_short(printed: str, start: int, said: str) -> bool:
    """Say whether a full stop belongs to an abbreviation, an initial, or the number that opens a paragraph."""
    tail = said[-24:]
    if _SHORT.search(tail) or (_INITIAL.search(tail) and not _NAMED.search(tail)):
        return True
    token = said.rsplit(maxsplit=1)[-1]
    at = start + len(said) - len(token)
    return (at == start or printed[at - 1] == "\n") and bool(_LABEL.fullmatch(token))


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
