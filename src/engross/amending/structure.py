"""Carrying out orders on whole provisions: lists lose, gain, exchange and move items, each with its mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from engross.amending import acts
from engross.amending.acts import Act
from engross.amending.draft import Draft
from engross.amending.provisions import part_tail, with_tail
from engross.clauses.clause import Clause, Layout

Item = tuple[Clause, str]


@dataclass(slots=True)
class _List:
    """What one sentence does to the children of one clause."""

    removed: set[str] = field(default_factory=set)
    swaps: dict[str, acts.Swap] = field(default_factory=dict)
    before: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    after: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    start: list[Item] = field(default_factory=list)
    end: list[Item] = field(default_factory=list)


def restructure(draft: Draft, orders: Iterable[Act]) -> set[str]:
    """Carry out removals, exchanges, insertions and moves as a set, and return the clauses whose children changed.

    Args:
        draft: The working copy, as the sentence finds it.
        orders: The acts of the sentence; those on words and shapes are passed over.
    """
    lists: dict[str, _List] = defaultdict(_List)
    for act in orders:
        _gather(draft, lists, act)
    made = {parent: list(_made(draft, parent, each)) for parent, each in lists.items()}
    kept = {clause.id for items in made.values() for clause, _ in items}
    gone = {each for one in lists.values() for each in (*one.removed, *(i for s in one.swaps.values() for i in s.ids))}
    inside = {each for each in gone if any(above.id in gone for above in draft.above(each))}
    for clause_id in sorted(gone - inside):
        if clause_id in draft.clauses:
            draft.remove(clause_id)
    for parent, items in made.items():
        if parent not in draft.clauses:
            continue
        for clause, _ in items:
            if clause.id not in draft.clauses:
                draft.add(clause, parent)
        _set(draft, parent, items)
    return {parent for parent in made if parent in draft.clauses or parent in kept}


def _gather(draft: Draft, lists: dict[str, _List], act: Act) -> None:
    match act:
        case acts.Remove(id=clause_id):
            lists[draft.parents[clause_id]].removed.add(clause_id)
        case acts.Swap(ids=ids) if ids:
            one = lists[draft.parents[ids[0]]]
            one.swaps[ids[0]] = act
            one.removed.update(ids[1:])
        case acts.Place():
            _gather_place(draft, lists, act)
        case _:
            pass


def _gather_place(draft: Draft, lists: dict[str, _List], act: acts.Place) -> None:
    items: list[Item] = list(zip(act.clauses, act.joints or ("",) * len(act.clauses), strict=True))
    if act.moved:
        lists[draft.parents[act.moved]].removed.add(act.moved)
        items = [_moved(draft, act)]
    one = lists[act.parent]
    match act.side:
        case "before":
            one.before[act.beside].extend(items)
        case "after":
            one.after[act.beside].extend(items)
        case "start":
            one.start.extend(items)
        case "end":
            one.end.extend(items)


def _moved(draft: Draft, act: acts.Place) -> Item:
    """Return a provision as it stands in its new list: it takes its mark along."""
    clause, parent = draft.now(act.moved), draft.clauses[act.parent]
    old = draft.clauses[draft.parents[act.moved]]
    joint = old.joint(draft.position(old, act.moved))
    if parent.joints and not joint and parent.id != old.id:
        clause, joint = part_tail(clause)
    elif joint and not parent.joints:
        clause, joint = with_tail(clause, joint), ""
    inline = [each.layout == "inline" for each in parent.children if each.label]
    layout: Layout = "inline" if inline and all(inline) else "block" if clause.layout == "inline" else clause.layout
    label = act.label or clause.label
    if (label, layout) != (clause.label, clause.layout):
        clause = replace(clause, label=label, layout=layout)
    return clause, joint


def _made(draft: Draft, parent_id: str, one: _List) -> Iterator[Item]:
    """Yield the children a clause will have, each with its mark: an item that goes takes its own mark along."""
    parent = draft.clauses[parent_id]
    numbered = [n for n, each in enumerate(parent.children) if each.label]
    if not parent.children:
        yield from (*one.start, *one.end)
        return
    first, last = (numbered[0], numbered[-1]) if numbered else (0, len(parent.children) - 1)
    closing = numbered and any(clause.label for clause, _ in one.end)
    for place, child in enumerate(parent.children):
        if place == first:
            yield from one.start
        yield from one.before.get(child.id, ())
        if child.id in one.swaps:
            yield from _swapped(one.swaps[child.id], _joint_of(parent, one.swaps[child.id]))
        elif child.id not in one.removed:
            yield draft.clauses[child.id], parent.joint(place)
        yield from one.after.get(child.id, ())
        if place == (last if closing else len(parent.children) - 1):
            yield from one.end


def _joint_of(parent: Clause, swap: acts.Swap) -> str:
    """Return what the list prints after the last of the items that are exchanged."""
    return next((parent.joint(n) for n, each in enumerate(parent.children) if each.id == swap.ids[-1]), "")


def _swapped(swap: acts.Swap, old: str) -> Iterator[Item]:
    joints = swap.joints or (None,) * len(swap.clauses)
    for n, (clause, joint) in enumerate(zip(swap.clauses, joints, strict=True)):
        yield clause, joint if joint is not None else old if n == len(joints) - 1 else ""


def _set(draft: Draft, parent_id: str, items: list[Item]) -> None:
    parent = draft.clauses[parent_id]
    before = {each.id for each in parent.children}
    if len(items) == len(before) and {clause.id for clause, _ in items} == before and _only_moved(parent, items):
        draft.set_children(parent_id, (clause for clause, _ in items), parent.joints)
        return
    draft.set_children(parent_id, (clause for clause, _ in items), (joint for _, joint in items))


def _only_moved(parent: Clause, items: list[Item]) -> bool:
    """Say whether the items only stand in another order: the list's marks stay in their gaps then."""
    return [each.id for each in parent.children] != [clause.id for clause, _ in items]
