"""Pairs of clauses in the making, and the small alignments every stage of matching uses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from engross.comparing.outline import Outline, words_key
from engross.comparing.tokens import bare_words

_LCS_CELLS = 30_000_000  # bits of the table rapidfuzz keeps; above it only unique keys are anchors


class Pairs:
    """Which clause of one side is which of the other; -1 for none.

    Args:
        old: The text before.
        new: The text after.
    """

    __slots__ = ("_numbers", "_words", "new", "old", "to_new", "to_old")

    def __init__(self, old: Outline, new: Outline) -> None:
        """Begin with no pairs but the roots."""
        self.old, self.new = old, new
        self.to_new = [-1] * len(old)
        self.to_old = [-1] * len(new)
        self._numbers: dict[str, int] = {}
        self._words: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        self.pair(0, 0)

    def pair(self, here: int, there: int) -> None:
        """Say that two clauses are the same provision."""
        self.to_new[here] = there
        self.to_old[there] = here

    def free(self, here: int, there: int) -> bool:
        """Say whether neither clause is paired."""
        return self.to_new[here] < 0 and self.to_old[there] < 0

    def same_words(self, here: int, there: int) -> bool:
        """Say whether two clauses have the same own words; a key only suggests it."""
        return words_key(self.old.clauses[here]) == words_key(self.new.clauses[there])

    def words(self, side: int, here: int) -> list[int]:
        """Return the words of a clause as numbers, equal for equal words; side 0 is the old text."""
        known = self._words[side]
        if here not in known:
            clause = (self.old, self.new)[side].clauses[here]
            numbers = self._numbers
            known[here] = [numbers.setdefault(word, len(numbers)) for word in bare_words(clause)]
        return known[here]

    def pair_trees(self, here: int, there: int) -> bool:
        """Pair two clauses of equal trees and all under them; False, and nothing done, where they are not equal."""
        length = self.old.ends[here] - here
        if self.new.ends[there] - there != length:
            return False
        for step in range(length):
            if not (self.same_words(here + step, there + step) and self.free(here + step, there + step)):
                return False
        for step in range(length):
            self.pair(here + step, there + step)
        return True


def in_order(left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Return positions of equal keys that keep their order in both sequences, as many as can be had."""
    start, size = 0, min(len(left), len(right))
    while start < size and left[start] == right[start]:
        start += 1
    end = 0
    while end < size - start and left[-1 - end] == right[-1 - end]:
        end += 1
    found = [(place, place) for place in range(start)]
    found += [
        (start + a, start + b) for a, b in _middle(left[start : len(left) - end], right[start : len(right) - end])
    ]
    return found + [(len(left) - end + step, len(right) - end + step) for step in range(end)]


def _middle(left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, int]]:
    if not left or not right or not set(left) & set(right):
        return
    if len(left) * len(right) <= _LCS_CELLS:
        for block in LCSseq.opcodes(left, right):
            if block.tag == "equal":
                yield from zip(
                    range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True
                )
        return
    once = unique(right)
    both = [(a, once[key]) for key, a in unique(left).items() if a >= 0 and once.get(key, -1) >= 0]
    both.sort()
    anchors = [both[place] for place in rising([b for _, b in both])]
    a = b = 0
    for here, there in [*anchors, (len(left), len(right))]:
        if (here - a) * (there - b) <= _LCS_CELLS:
            yield from ((a + x, b + y) for x, y in in_order(left[a:here], right[b:there]))
        if here < len(left):
            yield here, there
        a, b = here + 1, there + 1


def unique(keys: Sequence[int]) -> dict[int, int]:
    """Return where each key stands, -1 for a key that stands in several places."""
    found: dict[int, int] = {}
    for place, each in enumerate(keys):
        found[each] = -1 if each in found else place
    return found


def rising(values: Sequence[int]) -> list[int]:
    """Return the positions of a longest rising subsequence."""
    tails: list[int] = []
    places: list[int] = []
    before = [-1] * len(values)
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before[place] = places[at - 1] if at else -1
        tails[at : at + 1] = [value]
        places[at : at + 1] = [place]
    chain, place = [], places[-1] if places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def heaviest_rising(values: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Return the positions of the rising subsequence of the greatest weight (a Fenwick tree of best sums)."""
    rank = {value: place + 1 for place, value in enumerate(sorted(set(values)))}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(rank) + 1)
    before = [-1] * len(values)
    for place, value in enumerate(values):
        at, best = rank[value] - 1, (0, -1)
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before[place], mine = best[1], (best[0] + weights[place], place)
        at = rank[value]
        while at < len(tree):
            tree[at] = max(tree[at], mine)
            at += at & -at
    at, best = len(rank), (0, -1)
    while at > 0:
        best = max(best, tree[at])
        at -= at & -at
    chain: set[int] = set()
    place = best[1]
    while place >= 0:
        chain.add(place)
        place = before[place]
    return chain
