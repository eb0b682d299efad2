"""Split and merge: a clause whose words stand in several clauses on the other side, side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from engross.comparing.outline import Outline
from engross.comparing.pairing import Pairs

_COVERED = 0.75
_SHORTEST = 4  # words of a part; less is covered by accident


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """One clause on one side, several on the other.

    Args:
        kind: ``split``: ``whole`` is old and ``parts`` are new; ``merged``: the other way about.
        whole: The one clause.
        parts: The several, in printed order; one of them is the pair of ``whole``.
    """

    kind: Literal["split", "merged"]
    whole: int
    parts: tuple[int, ...]


def find_partings(pairs: Pairs) -> tuple[Parting, ...]:
    """Find unpaired leaves that a paired neighbour's lost words cover, and the mirror."""
    split = _side("split", pairs, 0)
    taken = {pairs.to_old[part] for each in split for part in each.parts} | {each.whole for each in split}
    merged = [each for each in _side("merged", pairs, 1) if not taken & {each.whole, *each.parts}
              and not {pairs.to_old[each.whole]} & taken]  # fmt: skip
    for each in (*split, *merged):
        _settle(pairs, each)
    return (*split, *merged)


def _settle(pairs: Pairs, parting: Parting) -> None:
    """Let the first part be the whole's pair: it is the provision, the others came out of it or went into it."""
    mates = (pairs.to_new, pairs.to_old)
    to_part, to_whole = mates if parting.kind == "split" else mates[::-1]
    to_whole[to_part[parting.whole]] = -1
    to_part[parting.whole], to_whole[parting.parts[0]] = parting.parts[0], parting.whole


def _side(kind: Literal["split", "merged"], pairs: Pairs, whole_side: int) -> list[Parting]:
    """Find partings whose whole stands on *whole_side* (0 is the old text)."""
    outline, mates = ((pairs.new, pairs.to_old), (pairs.old, pairs.to_new))[whole_side]
    wholes = (pairs.old, pairs.new)[whole_side]
    groups: dict[int, list[int]] = {}
    tails: dict[int, int] = {}
    lost: dict[int, Counter[int]] = {}
    for part in range(1, len(outline)):
        if mates[part] >= 0 or outline.kids[part]:
            continue
        bag = Counter(pairs.words(1 - whole_side, part))
        if bag.total() < _SHORTEST:
            continue
        for beside in _beside(outline, part, mates, tails):
            whole = mates[beside]
            if whole <= 0 or wholes.kids[whole] or whole in wholes.sealed:
                continue
            if whole not in lost:
                lost[whole] = Counter(pairs.words(whole_side, whole))
                lost[whole].subtract(Counter(pairs.words(1 - whole_side, beside)))
            covered = sum((bag & +lost[whole]).values())
            if covered >= _COVERED * bag.total():
                groups.setdefault(whole, [beside]).append(part)
                tails[part] = beside
                lost[whole].subtract(bag)
                break
    return [Parting(kind=kind, whole=whole, parts=tuple(sorted(parts))) for whole, parts in groups.items()]


def _beside(outline: Outline, part: int, mates: list[int], tails: dict[int, int]) -> list[int]:
    """Return the paired clauses printed right before and right after a part, through other parts."""
    parent = outline.parents[part]
    row = outline.kids[parent]
    place = bisect_left(row, part)
    found = []
    if place:
        before = row[place - 1]
        if not outline.kids[before]:
            found.append(tails.get(before, before))
    elif mates[parent] > 0:
        found.append(parent)
    if place + 1 < len(row) and not outline.kids[row[place + 1]]:
        found.append(row[place + 1])
    return [each for each in found if mates[each] >= 0]
