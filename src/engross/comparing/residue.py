"""What is left unpaired, looked for across the whole text: a move is claimed only on strong evidence."""

from __future__ import annotations

from collections import Counter
from math import log

from rapidfuzz.distance import Indel

from engross.comparing.pairing import Pairs

_DICE, _INDEL = 0.8, 0.6
_SHORTEST = 5  # words; shorter provisions are alike by accident
_RAREST, _COMMON, _CANDIDATES = 8, 40, 6


def pair_residue(pairs: Pairs) -> int:
    """Pair moved and edited clauses by their rarest words; return how many were paired.

    A false move costs a lawyer more than silence, so both a rarity-weighted Dice and a word-by-word likeness are asked.
    """
    mine = {here: Counter(pairs.words(0, here)) for here in _left(pairs, 0)}
    theirs = {there: Counter(pairs.words(1, there)) for there in _left(pairs, 1)}
    if not mine or not theirs:
        return 0
    bearers: dict[int, list[int]] = {}
    spread: Counter[int] = Counter()
    for there, bag in theirs.items():
        spread.update(bag.keys())
        for word in bag:
            bearers.setdefault(word, []).append(there)
    for bag in mine.values():
        spread.update(bag.keys())
    total = len(mine) + len(theirs)
    worth = {word: log(1 + total / count) for word, count in spread.items()}
    weight = {
        (side, place): sum(worth[word] * count for word, count in bag.items())
        for side, bags in ((0, mine), (1, theirs))
        for place, bag in bags.items()
    }
    found: list[tuple[float, int, int]] = []
    for here, bag in mine.items():
        rare = sorted((word for word in bag if word in bearers), key=lambda word: (len(bearers[word]), word))[:_RAREST]
        seen: Counter[int] = Counter(there for word in rare for there in bearers[word][:_COMMON])
        for there, _ in seen.most_common(_CANDIDATES):
            common = bag & theirs[there]
            dice = 2 * sum(worth[word] * count for word, count in common.items())
            dice /= weight[0, here] + weight[1, there]
            if dice < _DICE:
                continue
            alike = Indel.normalized_similarity(pairs.words(0, here), pairs.words(1, there))
            if alike >= _INDEL:
                found.append((dice + alike, here, there))
    paired = 0
    for _, here, there in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        if pairs.free(here, there) and pairs.old.clauses[here].kind == pairs.new.clauses[there].kind:
            pairs.pair(here, there)
            paired += 1
    return paired


def _left(pairs: Pairs, side: int) -> list[int]:
    mates = (pairs.to_new, pairs.to_old)[side]
    return [place for place, mate in enumerate(mates) if mate < 0 and len(pairs.words(side, place)) >= _SHORTEST]
