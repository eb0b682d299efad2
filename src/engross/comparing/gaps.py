"""Children of paired clauses, paired gap by gap: equal trees in order, equal words in order, then likeness."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from engross.comparing.pairing import Pairs, in_order, rising

_LIKE = 0.5
_SAME_HEADING, _SAME_LABEL = 0.15, 0.05
_WHOLE = 900  # pairs of one gap that are all measured; in a larger gap only those near the diagonal are
_BAND = 6


def pair_children(pairs: Pairs) -> None:
    """Pair the children of every paired clause, top down."""
    old, new = pairs.old, pairs.new
    for there in range(len(new)):
        here = pairs.to_old[there]
        if here < 0 or not new.kids[there] or not old.kids[here]:
            continue
        left, right = old.kids[here], new.kids[there]
        if any(pairs.to_new[kid] < 0 for kid in left) and any(pairs.to_old[kid] < 0 for kid in right):
            for gap in _gaps(pairs, left, right):
                _pair_gap(pairs, *gap)


def _gaps(pairs: Pairs, left: Sequence[int], right: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    """Part two rows of children at those already paired with each other in order; return what is unpaired between."""
    places = {kid: place for place, kid in enumerate(left)}
    both = [(places[pairs.to_old[kid]], place) for place, kid in enumerate(right) if pairs.to_old[kid] in places]
    anchors = [both[place] for place in rising([a for a, _ in both])]
    found, a, b = [], 0, 0
    for here, there in [*anchors, (len(left), len(right))]:
        mine = [kid for kid in left[a:here] if pairs.to_new[kid] < 0]
        theirs = [kid for kid in right[b:there] if pairs.to_old[kid] < 0]
        if mine and theirs:
            found.append((mine, theirs))
        a, b = here + 1, there + 1
    return found


def _pair_gap(pairs: Pairs, left: list[int], right: list[int]) -> None:
    old, new = pairs.old, pairs.new
    gaps = [(left, right)]
    for here_keys, there_keys in ((old.exact, new.exact), (old.tree, new.tree), (old.own, new.own)):
        narrower = []
        for mine, theirs in gaps:
            found = in_order([here_keys[kid] for kid in mine], [there_keys[kid] for kid in theirs])
            for a, b in found:
                if not pairs.pair_trees(mine[a], theirs[b]) and pairs.same_words(mine[a], theirs[b]):
                    pairs.pair(mine[a], theirs[b])
            narrower += _gaps(pairs, mine, theirs)
        gaps = narrower
    for mine, theirs in gaps:
        _pair_like(pairs, mine, theirs)


def _pair_like(pairs: Pairs, left: list[int], right: list[int]) -> None:
    """Pair the clauses of a gap that are alike, in order, so that the sum of likeness is greatest."""
    wide = len(left) * len(right) > _WHOLE
    slope = len(right) / len(left)
    scores: dict[tuple[int, int], float] = {}
    for a, here in enumerate(left):
        middle = int(a * slope)
        columns = range(max(0, middle - _BAND), min(len(right), middle + _BAND + 1)) if wide else range(len(right))
        for b in columns:
            score = likeness(pairs, here, right[b])
            if score >= _LIKE:
                scores[a, b] = score
    if not scores:
        return
    # The cells that score are few: a chain of them, each after the one before on both sides, of the greatest sum.
    chain: list[tuple[float, int]] = []
    cells = sorted(scores)
    ends: list[tuple[float, int]] = [(0.0, -1)] * (len(right) + 1)
    row = -1
    pending: list[tuple[int, float, int]] = []
    for place, (a, b) in enumerate(cells):
        if a != row:
            _settle(ends, pending)
            row, pending = a, []
        total, before = _best_until(ends, b)
        chain.append((total + scores[a, b], before))
        pending.append((b, total + scores[a, b], place))
    place = max(range(len(cells)), key=lambda each: chain[each][0])
    while place >= 0:
        a, b = cells[place]
        pairs.pair(left[a], right[b])
        place = chain[place][1]


def _settle(ends: list[tuple[float, int]], pending: list[tuple[int, float, int]]) -> None:
    for b, total, place in pending:
        at = b + 1
        while at < len(ends):
            if ends[at][0] < total:
                ends[at] = (total, place)
            at += at & -at


def _best_until(ends: list[tuple[float, int]], b: int) -> tuple[float, int]:
    best, at = (0.0, -1), b
    while at > 0:
        if ends[at][0] > best[0]:
            best = ends[at]
        at -= at & -at
    return best


def likeness(pairs: Pairs, here: int, there: int) -> float:
    """Return how alike two clauses are, 0 to 1 and a little more for the same heading or number."""
    old, new = pairs.old.clauses[here], pairs.new.clauses[there]
    if old.kind != new.kind:
        return 0.0
    extra = _SAME_HEADING * (old.heading is not None and old.heading == new.heading)
    extra += _SAME_LABEL * (old.label is not None and old.label == new.label)
    mine, theirs = pairs.words(0, here), pairs.words(1, there)
    if not mine and not theirs:
        return _LIKE + extra
    alike = float(Indel.normalized_similarity(mine, theirs, score_cutoff=max(0.0, _LIKE - extra)))
    return alike + extra if alike else 0.0
