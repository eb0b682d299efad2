"""Quotations: what an order strikes and inserts, grown until the words struck are found once."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from engross.comparing.tokens import Token, tokens
from engross.comparing.wording import Segment, segments
from engross.instruments.operations import Occurrence

_CONTEXT = 12  # words a quotation is grown by on either side before occurrences are counted instead
_MOST_CHANGED = 0.6


class Quoted(NamedTuple):
    """Words struck and words put in their place."""

    strike: str
    insert: str
    occurrence: Occurrence = "one"


def substitutions(before: str, after: str, scope: str) -> list[Quoted] | None:
    """Return the substitutions that turn words into others, or None where restating them is plainer.

    Args:
        before: The words as they stand.
        after: The words as they shall read.
        scope: All words among which the quotations are looked for; they hold *before*.
    """
    old, new = tokens(before, "text"), tokens(after, "text")
    found = segments(old, new)
    changed = sum(each.old_end - each.old_start + each.new_end - each.new_start for each in found if not each.equal)
    if changed > _MOST_CHANGED * (len(old) + len(new)):
        return None
    hunks = _joined([each for each in found if not each.equal])
    everywhere = _everywhere(old, new, hunks, scope)
    hunks = [hunk for hunk in hunks if _pair(old, new, hunk) not in everywhere]
    quoted: list[Quoted | None] = [Quoted(strike, insert, "each") for strike, insert in everywhere]
    quoted += [_quoted(old, new, hunk, before, scope) for hunk in hunks]
    return None if any(each is None for each in quoted) else [each for each in quoted if each]


def _pair(old: list[Token], new: list[Token], hunk: Segment) -> tuple[str, str]:
    return _text(old, hunk.old_start, hunk.old_end), _text(new, hunk.new_start, hunk.new_end)


def _everywhere(old: list[Token], new: list[Token], hunks: list[Segment], scope: str) -> list[tuple[str, str]]:
    """Return the words that are replaced in the same way wherever they stand: one order for each place they appear."""
    pairs = Counter(_pair(old, new, hunk) for hunk in hunks)
    struck = Counter(strike for strike, _ in pairs)
    return [
        (strike, insert) for (strike, insert), times in pairs.items()
        if times > 1 and strike and insert and struck[strike] == 1 and _count(scope, strike) == times
    ]  # fmt: skip


def _joined(hunks: list[Segment]) -> list[Segment]:
    """Join hunks a word or two apart: two orders so near would overlap once their quotations have grown."""
    found: list[Segment] = []
    for hunk in hunks:
        if found and hunk.old_start - found[-1].old_end <= 2:
            last = found[-1]
            found[-1] = Segment(False, last.old_start, hunk.old_end, last.new_start, hunk.new_end)
        else:
            found.append(hunk)
    return found


def _quoted(old: list[Token], new: list[Token], hunk: Segment, before: str, scope: str) -> Quoted | None:
    """Grow a hunk by whole words on both sides until the words struck stand once in the scope."""
    start, end, new_start, new_end = hunk[1:]
    left, right = min(start, new_start), min(len(old) - end, len(new) - new_end)
    for grown in range(_CONTEXT + 1):
        for back in range(grown + 1):  # words after the hunk are quoted before those that lead to it
            forth = grown - back
            if back > left or forth > right or (start == end and not grown):
                continue
            strike = _text(old, start - back, end + forth)
            if _count(scope, strike) == 1:
                return Quoted(strike, _text(new, new_start - back, new_end + forth))
    return _by_occurrence(old, new, hunk, before, scope)


def _by_occurrence(old: list[Token], new: list[Token], hunk: Segment, before: str, scope: str) -> Quoted | None:
    """Name which of several equal words is meant, counted from the start of the scope."""
    start, end, new_start, new_end = hunk[1:]
    back = 1 if start == end and start and new_start else 0
    strike = _text(old, start - back, end)
    at = scope.find(before)
    if not strike or at < 0 or scope.count(before) != 1:
        return None
    place = at + len("".join(token.gap + token.word for token in old[: start - back])) + len(old[start - back].gap)
    return Quoted(strike, _text(new, new_start - back, new_end), _count(scope[:place], strike) + 1)


def _text(run: list[Token], start: int, end: int) -> str:
    return "".join(token.gap + token.word for token in run[start:end]).strip()


def _count(scope: str, words: str) -> int:
    """Return how often words stand in a scope for themselves and not inside of longer ones."""
    found = at = 0
    while (at := scope.find(words, at)) >= 0:
        before, after = scope[at - 1 : at], scope[at + len(words) : at + len(words) + 1]
        inside = (before.isalnum() and words[0].isalnum()) or (after.isalnum() and words[-1].isalnum())
        found += not inside
        at += len(words) if not inside else 1
    return found
