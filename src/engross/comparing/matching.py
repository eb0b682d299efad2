"""Matching: which clause of the text before is which clause of the text after, surest evidence first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from engross.clauses.clause import Clause
from engross.comparing.gaps import pair_children
from engross.comparing.outline import Outline, shared
from engross.comparing.pairing import Pairs, heaviest_rising, unique
from engross.comparing.parting import Parting, find_partings
from engross.comparing.residue import pair_residue

_TELLING = 24  # characters from which the same words in two places are the same provision and no accident


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What became of every clause.

    Args:
        old: The text before, laid flat.
        new: The text after, laid flat.
        to_new: For each old clause the new one, -1 for none.
        to_old: For each new clause the old one, -1 for none.
        moved: The new clauses that moved, those under a moved clause only if they moved within it.
        partings: Clauses split in several or merged into one.
    """

    old: Outline
    new: Outline
    to_new: list[int]
    to_old: list[int]
    moved: frozenset[int]
    partings: tuple[Parting, ...]


def match(old: Clause, new: Clause, *, ids: bool | None = None) -> Matching:
    """Match the clauses of two texts.

    Args:
        old: The text before.
        new: The text after.
        ids: True where the same id is the same provision and an id that is gone a deletion; False to go by words
            alone; None to go by ids unless the words contradict them, as where each text was numbered by a reader.
    """
    common = shared(old, new) if old is not new else {id(old)}
    pairs = Pairs(Outline(old, common), Outline(new, common))
    _pair_shared(pairs, common)
    if not _pair_ids(pairs, ids):
        _pair_unique(pairs)
        _pair_parents(pairs)
        pair_children(pairs)
        if pair_residue(pairs):
            _pair_parents(pairs)
            pair_children(pairs)
    partings = find_partings(pairs)
    return Matching(
        old=pairs.old, new=pairs.new, to_new=pairs.to_new, to_old=pairs.to_old, moved=_moved(pairs), partings=partings
    )


def _pair_shared(pairs: Pairs, common: set[int]) -> None:
    if len(common) < 2:
        return
    places = {id(clause): here for here, clause in enumerate(pairs.old.clauses) if id(clause) in common}
    for there, clause in enumerate(pairs.new.clauses):
        here = places.get(id(clause), -1)
        if here > 0 and there:
            pairs.pair(here, there)


def _pair_ids(pairs: Pairs, ids: bool | None) -> bool:
    """Pair by ids where they can be trusted, and say so."""
    if ids is False:
        return False
    old, new = pairs.old, pairs.new
    places = {clause.id: here for here, clause in enumerate(old.clauses)}
    found = [(places[clause.id], there) for there, clause in enumerate(new.clauses) if clause.id in places]
    if ids is None and (len(found) < 2 or _contradicted(pairs, found)):
        return False
    for here, there in found:
        if here and there and pairs.free(here, there):
            pairs.pair(here, there)
    return True


def _contradicted(pairs: Pairs, found: list[tuple[int, int]]) -> bool:
    """Say whether the same telling words stand under different ids: then ids are places and no identities."""
    old, new = pairs.old, pairs.new
    if len(found) * 2 < min(len(old), len(new)):
        return True
    here_once, there_once = unique(old.own), unique(new.own)
    return any(
        here >= 0 and there_once.get(key, -1) >= 0
        and old.clauses[here].id != new.clauses[there_once[key]].id
        and len(old.clauses[here].text) >= _TELLING
        for key, here in here_once.items()
    )  # fmt: skip


def _pair_unique(pairs: Pairs) -> None:
    """Pair whole trees of the same words that stand once on each side, the greatest first."""
    old, new = pairs.old, pairs.new
    here_once, there_once = unique(old.tree), unique(new.tree)
    here, count = 1, len(old)
    while here < count:
        there = there_once.get(old.tree[here], -1)
        telling = len(old.kids[here]) > 1 or len(old.clauses[here].text) >= _TELLING
        if (
            there > 0 and telling and here_once[old.tree[here]] == here and pairs.free(here, there)
            and pairs.pair_trees(here, there)
        ):  # fmt: skip
            here = old.ends[here]
        else:
            here += 1


def _pair_parents(pairs: Pairs) -> None:
    """Pair unpaired clauses with the parents of most of their children, those with the most votes first.

    Again until nothing is paired: a parent's own parent has its vote only then.
    """
    new = pairs.new
    open_ones = [there for there in range(len(new) - 1, 0, -1) if pairs.to_old[there] < 0 and new.kids[there]]
    while open_ones:
        found = sorted(filter(None, (_most_voted(pairs, there) for there in open_ones)), reverse=True)
        for _, _, here, there in found:
            if pairs.free(here, there):
                pairs.pair(here, there)
        left = [there for there in open_ones if pairs.to_old[there] < 0]
        if len(left) == len(open_ones):
            return
        open_ones = left


def _most_voted(pairs: Pairs, there: int) -> tuple[int, bool, int, int] | None:
    """Return (votes, same heading, old clause, new clause) for the unpaired old parent of most of the children."""
    old, new = pairs.old, pairs.new
    votes: dict[int, int] = {}
    for kid in new.kids[there]:
        mate = pairs.to_old[kid]
        if mate > 0 and pairs.to_new[old.parents[mate]] < 0:
            votes[old.parents[mate]] = votes.get(old.parents[mate], 0) + 1
    if not votes:
        return None
    same = new.clauses[there].heading
    most, headed, here = max((count, old.clauses[parent].heading == same, parent) for parent, count in votes.items())
    return (most, headed, here, there) if most * 4 >= len(old.kids[here]) + len(new.kids[there]) else None


def nearest(outline: Outline, mates: list[int], place: int) -> int:
    """Return the nearest paired clause above: what is paired moves only when that changes."""
    place = outline.parents[place]
    while place >= 0 and mates[place] < 0:
        place = outline.parents[place]
    return place


def _moved(pairs: Pairs) -> frozenset[int]:
    """Return the new clauses that moved: under another clause, or out of the heaviest order under their own."""
    old, new = pairs.old, pairs.new
    moved: set[int] = set()
    under: dict[int, list[int]] = {}
    above = [-1] * len(old)
    for here in range(1, len(old)):
        parent = old.parents[here]
        above[here] = parent if pairs.to_new[parent] >= 0 else above[parent]
    here_above = [-1] * len(new)
    for there in range(1, len(new)):
        parent = new.parents[there]
        nearest_new = here_above[there] = parent if pairs.to_old[parent] >= 0 else here_above[parent]
        here = pairs.to_old[there]
        if here < 0:
            continue
        if above[here] >= 0 and pairs.to_new[above[here]] == nearest_new:
            under.setdefault(nearest_new, []).append(there)
        else:
            moved.add(there)
    for group in under.values():
        mates = [pairs.to_old[there] for there in group]
        if any(a > b for a, b in pairwise(mates)):
            stay = heaviest_rising(mates, [new.size(there) for there in group])
            moved.update(there for place, there in enumerate(group) if place not in stay)
    return frozenset(moved)
