"""Words compared: which stay, which go, which come, without peppering, in items that rebuild both sides exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from engross.clauses.clause import Clause
from engross.clauses.words import Slot
from engross.comparing.tokens import Token, opening, own_tokens, tokens

Sign = Literal["=", "-", "+", "<", ">"]
# Where printed words stand; a reference that follows a number is told apart, for it is no rewording.
Where = Slot | Literal["reference"]
Part = tuple[Sign, str, Where | None]
Wording = list[Part]
_ISLAND = 2  # words
_STOP = frozenset(
    "a an and any as at be but by for from has have if in is it its may nor not of on or shall so such that the their"
    " this to under was were which will with".split()
) | set(".,;:()[]\"'“”‘’-–—/")  # fmt: skip
_REWRITTEN = 0.25  # of the words stay: below it the words are shown as replaced and not interleaved


class Item(NamedTuple):
    """Printed words with one fate.

    Args:
        sign: ``=`` stays, ``-`` deleted, ``+`` inserted, ``<`` moved from here, ``>`` moved to here; the text before is
            the words of ``=-<``, the text after those of ``=+>``.
        text: The words with their blanks; a line break is an item of its own.
        slot: The place they stand in, ``reference`` for a citation that follows a number; None for a line break.
        change: The number of the change they belong to, 0 for none.
        clause: The clause they stand in, the newer one where both sides have it.
        depth: How many labelled clauses stand above it.
        by: Which step of the history made it so, from 1; 0 where no history is known.
    """

    sign: Sign
    text: str
    slot: Where | None
    change: int = 0
    clause: Clause | None = None
    depth: int = 0
    by: int = 0


class Segment(NamedTuple):
    """A stretch of tokens: equal on both sides, or old ones replaced by new ones."""

    equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def clause_tokens(clause: Clause, *, label_key: object = None, gap: str | None = None) -> list[Token]:
    """Return all tokens of a clause without its children, the label first.

    Args:
        clause: The clause.
        label_key: What the label shares with its like on the other side; None for the label itself.
        gap: What is printed before it; None for what its layout says.
    """
    gap = opening(clause) if gap is None else gap
    if not clause.label:
        return own_tokens(clause, gap=gap)
    label = Token(gap, clause.label, "label", label_key or ("label", clause.label))
    return [label, *own_tokens(clause, gap="" if clause.tight else " ")]


def segments(old: Sequence[Token], new: Sequence[Token]) -> list[Segment]:
    """Align two rows of tokens: as many equal as can be, then islands of stop words given up."""
    numbers: dict[object, int] = {}
    left = [numbers.setdefault(token.key, len(numbers)) for token in old]
    right = [numbers.setdefault(token.key, len(numbers)) for token in new]
    found: list[Segment] = []
    for code in Indel.opcodes(left, right):
        equal = code.tag == "equal"
        if found and not equal and not found[-1].equal:
            last = found[-1]
            found[-1] = Segment(False, last.old_start, code.src_end, last.new_start, code.dest_end)
        else:
            found.append(Segment(equal, code.src_start, code.src_end, code.dest_start, code.dest_end))
    return _whole_if_rewritten(_without_islands(found, old), old, new)


def _without_islands(found: list[Segment], old: Sequence[Token]) -> list[Segment]:
    kept: list[Segment] = []
    for place, each in enumerate(found):
        island = each.equal and 0 < place < len(found) - 1 and _is_island(each, found[place - 1], found[place + 1], old)
        if kept and not kept[-1].equal and (island or not each.equal):
            last = kept[-1]
            kept[-1] = Segment(False, last.old_start, each.old_end, last.new_start, each.new_end)
        else:
            kept.append(each)
    return kept


def _is_island(each: Segment, before: Segment, after: Segment, old: Sequence[Token]) -> bool:
    """Say whether equal words are too few and too common to be worth an interruption."""
    length = each.old_end - each.old_start
    if length > _ISLAND or not all(old[at].word.lower() in _STOP for at in range(each.old_start, each.old_end)):
        return False
    return all(
        side.old_end - side.old_start > 1 and side.new_end - side.new_start > 1 for side in (before, after)
    ) and old[each.old_start].slot not in ("label", "joint")


def _whole_if_rewritten(found: list[Segment], old: Sequence[Token], new: Sequence[Token]) -> list[Segment]:
    kept = sum(each.old_end - each.old_start for each in found if each.equal)
    if len(found) < 4 or kept >= _REWRITTEN * max(len(old), len(new)):
        return found
    head = [found[0]] if found[0].equal else []
    tail = [found[-1]] if found[-1].equal else []
    start = (found[0].old_end, found[0].new_end) if head else (0, 0)
    end = (found[-1].old_start, found[-1].new_start) if tail else (len(old), len(new))
    return [*head, Segment(False, start[0], end[0], start[1], end[1]), *tail]


def compare_tokens(old: Sequence[Token], new: Sequence[Token]) -> Wording:
    """Return (sign, words, slot) in order, from which both sides rebuild byte for byte.

    Blanks ride on tokens; where a change shifts them they are told apart, so that a first word put before another is
    marked alone and the line break before it is not.
    """
    if [(token.gap, token.key) for token in old] == [(token.gap, token.key) for token in new]:
        same: Iterable[Part] = (("=", token.gap + token.word, token.slot) for token in new)
        return _joined(_breaks_apart(same))
    out: Wording = []
    found = segments(old, new)
    for place, each in enumerate(found):
        if not each.equal:
            follows = found[place + 1] if place + 1 < len(found) else None
            _changed(out, old[each.old_start:each.old_end], new[each.new_start:each.new_end],
                     (old[follows.old_start], new[follows.new_start]) if follows else None)  # fmt: skip
            continue
        for step in range(each.old_end - each.old_start):
            mine, theirs = old[each.old_start + step], new[each.new_start + step]
            if step or not place:
                _gap(out, mine, theirs)
            out.append(("=", theirs.word, theirs.slot))
    return _joined(out)


def _gap(out: Wording, mine: Token, theirs: Token) -> None:
    if mine.gap == theirs.gap:
        out.append(("=", theirs.gap, theirs.slot))
    else:
        out += [("-", mine.gap, mine.slot), ("+", theirs.gap, theirs.slot)]


def _changed(
    out: Wording,
    gone: Sequence[Token],
    come: Sequence[Token],
    follows: tuple[Token, Token] | None,
) -> None:
    """Write a replaced stretch and the blank after it."""
    shift = follows is not None and follows[0].gap != follows[1].gap
    if gone and come:
        common = gone[0].gap == come[0].gap
        if common:
            out.append(("=", come[0].gap, come[0].slot))
        _run(out, "-", gone, skip=common)
        _run(out, "+", come, skip=common)
        if follows:
            _gap(out, *follows)
    elif come:
        turn = shift and follows is not None and follows[0].gap == come[0].gap
        if turn:
            out.append(("=", come[0].gap, come[0].slot))
        _run(out, "+", come, skip=turn)
        if follows and turn:
            out.append(("+", follows[1].gap, follows[1].slot))
        elif follows:
            _gap(out, *follows)
    else:
        turn = shift and follows is not None and follows[1].gap == gone[0].gap
        if turn:
            out.append(("=", gone[0].gap, gone[0].slot))
        _run(out, "-", gone, skip=turn)
        if follows and turn:
            out.append(("-", follows[0].gap, follows[0].slot))
        elif follows:
            _gap(out, *follows)


def _run(out: Wording, sign: Sign, run: Sequence[Token], *, skip: bool) -> None:
    for place, token in enumerate(run):
        if place or not skip:
            out.append((sign, token.gap, token.slot))
        out.append((sign, token.word, token.slot))


def _breaks_apart(parts: Iterable[Part]) -> Iterator[Part]:
    for sign, text, slot in parts:
        if text.startswith("\n"):
            yield sign, "\n", None
        yield sign, text.removeprefix("\n"), slot


def _joined(parts: Iterable[Part]) -> Wording:
    """Join neighbours of the same sign and slot; a line break stays alone and belongs to no slot."""
    out: Wording = []
    for sign, text, slot in parts:
        if not text:
            continue
        if text == "\n":
            out.append((sign, text, None))
        elif out and out[-1][0] == sign and out[-1][2] == slot and out[-1][1] != "\n":
            out[-1] = (sign, out[-1][1] + text, slot)
        else:
            out.append((sign, text, slot))
    return out


__all__ = [
    "Item",
    "Part",
    "Segment",
    "Sign",
    "Where",
    "Wording",
    "clause_tokens",
    "compare_tokens",
    "segments",
    "tokens",
]
