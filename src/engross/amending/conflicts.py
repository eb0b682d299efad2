"""Conflicts: two orders of one sentence that reach for the same words, number or provision (rule 3)."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from engross.amending import acts
from engross.amending.acts import Act, Bound
from engross.amending.ground import Ground
from engross.problems import Problem

_Owner = tuple[int, Act]


def conflicts(ground: Ground, batch: list[Bound]) -> list[Problem]:
    """Return every overlap between the orders of one sentence; identical deletions and nested ones are none."""
    owners = [(bound.number, act) for bound in batch for act in bound.acts]
    return [
        *_under_removed(ground, owners),
        *_under_moved(ground, owners),
        *_twice(ground, owners),
        *_same_words(ground, owners),
    ]


def _refusal(ground: Ground, clause_id: str, what: str) -> Problem:
    return ground.refuse(
        "E067", what, "say both in one order, or in two sentences", place=ground.cited(clause_id)
    ).problems[0]


def _under_removed(ground: Ground, owners: list[_Owner]) -> list[Problem]:
    """Find orders on a provision that another order of the sentence takes away."""
    removed: dict[str, int] = {}
    for number, act in owners:
        match act:
            case acts.Remove(id=clause_id):
                removed[clause_id] = number
            case acts.Swap(ids=ids):
                removed.update(dict.fromkeys(ids, number))
            case acts.Vacate(id=clause_id):
                removed.update(dict.fromkeys((each.id for each in ground.draft.clauses[clause_id].children), number))
            case _:
                pass
    if not removed:
        return []
    found = []
    for number, act in owners:
        for clause_id, itself in _reached(act):
            above = [each.id for each in ground.draft.above(clause_id)] if clause_id in ground.draft.clauses else []
            chain = [clause_id, *above] if itself else above
            hit = next((each for each in chain if removed.get(each, number) != number), None)
            if hit is not None:
                cited = ground.cited(clause_id)
                found.append(
                    _refusal(ground, clause_id, f"one sentence takes {ground.cited(hit)} away and changes {cited}")
                )
                break
    return found


def _under_moved(ground: Ground, owners: list[_Owner]) -> list[Problem]:
    """Find a provision that is moved, or moved into, while what it stands under moves too."""
    moved = {act.moved for _, act in owners if isinstance(act, acts.Place) and act.moved}
    found = []
    for _, act in owners:
        if isinstance(act, acts.Place) and act.moved:
            above = {each.id for place in (act.moved, act.parent) for each in ground.draft.above(place)} | {act.parent}
            if hit := next((each for each in sorted(above & moved) if each != act.moved), None):
                cited = ground.cited(act.moved)
                found.append(
                    _refusal(ground, act.moved, f"one sentence moves {ground.cited(hit)} and, inside it, {cited}")
                )
    return found


def _reached(act: Act) -> list[tuple[str, bool]]:
    """Return the clauses an act changes, with whether it needs the clause itself to stay."""
    match act:
        case acts.Splice(cuts=cuts, words=words):
            return [(cut.clause, cut.slot != "joint" or bool(words)) for cut in cuts]
        case acts.Place(parent=parent, moved=moved):
            return [(each, True) for each in (parent, moved) if each]
        case acts.Swap(ids=ids):
            return [(each, True) for each in ids]
        case acts.Close(parent=parent):
            return [(parent, True)]
        case acts.Remove():
            return []
        case _:
            return [(act.id, True)]


def _twice(ground: Ground, owners: list[_Owner]) -> list[Problem]:
    """Find a provision that is renumbered, headed, moved or reshaped twice, in different ways."""
    seen: dict[tuple[str, str], Act] = {}
    found = []
    for _, act in owners:
        match act:
            case acts.Relabel() | acts.Head() | acts.Vacate():
                key = (type(act).__name__, act.id)
            case acts.Wrap() if act.cut is not None:
                continue
            case acts.Wrap() | acts.Unwrap() | acts.Cleave() | acts.Fuse():
                key = ("shape", act.id)
            case acts.Place(moved=moved) if moved:
                key = ("moved", moved)
            case _:
                continue
        if key in seen and seen[key] != act:
            found.append(
                _refusal(ground, key[1], f"one sentence changes {ground.cited(key[1])} twice, in different ways")
            )
        seen[key] = act
    return found


def _same_words(ground: Ground, owners: list[_Owner]) -> list[Problem]:
    """Find cuts of one sentence that overlap, and words that are cut while their provision is reshaped."""
    cuts: dict[tuple[str, str, int], list[tuple[int, int, acts.Splice]]] = defaultdict(list)
    for _, act in owners:
        if isinstance(act, acts.Splice):
            for cut in act.cuts:
                cuts[cut.clause, cut.slot, cut.row].append((cut.start, cut.end, act))
    reshaped = {
        act.id for _, act in owners if isinstance(act, acts.Wrap | acts.Cleave | acts.Fuse | acts.Unwrap | acts.Vacate)
    }
    relabelled = {act.id for _, act in owners if isinstance(act, acts.Relabel)}
    headed = {act.id for _, act in owners if isinstance(act, acts.Head)}
    found = []
    for (clause_id, slot, _), each in cuts.items():
        each.sort(key=lambda one: one[:2])
        for left, right in pairwise(each):
            if right[0] < left[1] and left[2] != right[2]:
                found.append(
                    _refusal(
                        ground,
                        clause_id,
                        f"two orders of one sentence reach for the same words of {ground.cited(clause_id)}",
                    )
                )
        shapes = (
            reshaped
            if slot in ("text", "row")
            else relabelled
            if slot == "label"
            else headed
            if slot == "heading"
            else ()
        )
        if clause_id in shapes:
            found.append(
                _refusal(ground, clause_id, f"one sentence reshapes {ground.cited(clause_id)} and changes its words")
            )
    return found
