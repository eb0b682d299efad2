"""Finding words: exact on folded text, with word and number boundaries, never fuzzy; what is near is advice."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz import fuzz

from engross.amending.fold import Folded, fold, folded
from engross.instruments.operations import Occurrence

_NEAR = 75.0  # of 100; below it a passage reads as another
_FAR = 20_000  # signs; suggestions are not worth more time than this costs


class Span(NamedTuple):
    """A run of printed words, from ``start`` up to ``end``."""

    start: int
    end: int


class Found(NamedTuple):
    """Where words stand in a scope.

    Args:
        hits: The words standing for themselves, from left to right.
        inside: The same signs inside a longer word or number (``800,000`` in ``1,800,000``): never meant.
    """

    hits: tuple[Span, ...]
    inside: tuple[Span, ...]


def find(scope: Folded, wanted: str, span: Span, *, inside_words: bool = False) -> Found:
    """Find every place of quoted words within a span of printed words.

    Args:
        scope: The printed words, folded.
        wanted: The words as quoted.
        span: Where to look, in places of the words as printed.
        inside_words: True takes finds inside longer words and numbers too: the writer consents.
    """
    words = folded(wanted).words
    hits: list[Span] = []
    inside: list[Span] = []
    if not words.strip():
        return Found((), ())
    start, stop = scope.forth(span.start), scope.forth(span.end)
    while (at := scope.words.find(words, start, stop)) >= 0:
        end = at + len(words)
        place = Span(scope.back(at), scope.back(end))
        if not inside_words and _is_part(scope.words, at, end):
            inside.append(place)
            start = at + 1
        else:
            hits.append(place)
            start = end
    return Found(tuple(hits), tuple(inside))


def _is_part(words: str, start: int, end: int) -> bool:
    """Say whether words are a part of a longer word or number."""
    left, first = words[start - 1 : start], words[start]
    last, right = words[end - 1], words[end : end + 1]
    if (left.isalnum() and first.isalnum()) or (last.isalnum() and right.isalnum()):
        return True
    if first.isdigit() and left in tuple(",.") and words[start - 2 : start - 1].isdigit():
        return True
    if last.isdigit() and right in tuple(",.") and words[end + 1 : end + 2].isdigit():
        return True
    return end - start == 1 and first in ",." and left.isdigit() and right.isdigit()


def choose(hits: tuple[Span, ...], occurrence: Occurrence, count: int | None) -> tuple[Span, ...] | None:
    """Return the places meant, or None where their number is not the one the instrument reckons with (rule 9).

    Args:
        hits: Every place.
        occurrence: ``one`` exactly one (or *count*, all of them), ``each`` all of at least one; else which.
        count: How many places there must be.
    """
    if not hits or (count is not None and len(hits) != count):
        return None
    match occurrence:
        case "each":
            return hits
        case "one":
            return hits if len(hits) == (count or 1) else None
        case "first":
            return hits[:1]
        case "last":
            return hits[-1:]
        case _:
            return hits[occurrence - 1 : occurrence] or None


def nearest(printed: str, wanted: str) -> tuple[str, ...]:
    """Return passages that come near to words not found, best first: advice, never a place to act on."""
    scope, words = folded(printed), fold(wanted)
    at = scope.words.casefold().find(words.casefold())
    if at >= 0 and len(scope.words.casefold()) == len(scope.words):
        return (_shown(printed, Span(scope.back(at), scope.back(at + len(words)))),)
    if len(printed) > _FAR or len(words) < 4:
        return ()
    best = fuzz.partial_ratio_alignment(words, scope.words, score_cutoff=_NEAR)
    if best is None or best.dest_end <= best.dest_start:
        return ()
    return (_shown(printed, Span(scope.back(best.dest_start), scope.back(best.dest_end))),)


def _shown(printed: str, span: Span) -> str:
    """Return a passage widened to whole words."""
    start, end = span
    while start > 0 and not printed[start - 1].isspace():
        start -= 1
    while end < len(printed) and not printed[end].isspace():
        end += 1
    return f"“{' '.join(printed[start:end].split())}”"
