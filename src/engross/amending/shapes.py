"""Carrying out orders that reshape provisions: wrapped, unwrapped, cloven, fused, and sequences closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engross.amending import acts
from engross.amending.acts import Act
from engross.amending.draft import Draft
from engross.amending.sequence import closed, order_of, reading_of
from engross.clauses import labels
from engross.clauses.clause import Clause, Layout
from engross.clauses.series import glue, split_joint

Item = tuple[Clause, str]


def reshape(draft: Draft, orders: Iterable[Act]) -> set[str]:
    """Carry out the acts that reshape, and return the lists that gained or lost an item by it."""
    given = tuple(orders)
    changed: set[str] = set()
    runs: dict[str, list[acts.Wrap]] = {}
    for act in given:
        if isinstance(act, acts.Wrap) and act.cut is not None:
            runs.setdefault(act.id, []).append(act)
    for each in runs.values():
        _wrap_runs(draft, each)
    for act in given:
        match act:
            case acts.Wrap(cut=None):
                _wrap(draft, act)
            case acts.Unwrap():
                _unwrap(draft, act)
            case acts.Cleave():
                changed.add(_cleave(draft, act))
            case acts.Fuse():
                changed.add(_fuse(draft, act))
            case _:
                pass
    return changed


def _items(clause: Clause) -> list[Item]:
    return [(each, clause.joint(n)) for n, each in enumerate(clause.children)]


def _relist(draft: Draft, parent: str, items: list[Item]) -> str:
    draft.set_children(parent, (clause for clause, _ in items), (joint for _, joint in items))
    return parent


def _wrap(draft: Draft, act: acts.Wrap) -> None:
    """Put a clause's words and children under a new number, or give an unnumbered child one."""
    if act.child:
        draft.relabel(act.child, act.label)
        return
    clause = draft.now(act.id)
    layout: Layout = "block" if clause.layout != "inline" else "inline"
    new = replace(clause, id=act.new, label=act.label, heading=None, layout=layout, kind="clause", source=None)
    for child in clause.children:
        draft.remove(child.id)
    draft.put(replace(clause, text="", children=(), joints=(), blanks=(), rows=(), tight=False))
    draft.add(new, act.id)
    _relist(draft, act.id, [(new, _take_mark(draft, act.id))])


def _take_mark(draft: Draft, clause_id: str) -> str:
    """Take the mark after a clause along with its words: what is added beside them comes after it."""
    parent = draft.clauses[draft.parents[clause_id]]
    place = draft.position(parent, clause_id)
    mark = parent.joint(place)
    if mark:
        draft.set_children(parent.id, parent.children, (*parent.joints[:place], "", *parent.joints[place + 1 :]))
    return mark


def _wrap_runs(draft: Draft, wraps: list[acts.Wrap]) -> None:
    """Put runs of a clause's own words under numbers of their own; what stands between them runs on."""
    clause = draft.now(wraps[0].id)
    cuts = sorted(((act.cut.start, act.cut.end, act) for act in wraps if act.cut is not None), key=lambda cut: cut[:2])
    before = clause.text[: cuts[0][0]].strip()
    ends = [*(start for start, _, _ in cuts[1:]), len(clause.text)]
    block = not before and all(
        not clause.text[end:until].strip() for (_, end, _), until in zip(cuts, ends, strict=True)
    )
    items: list[Item] = []
    for (start, end, act), until in zip(cuts, ends, strict=True):
        layout: Layout = "block" if block or not (before or items) else "inline"
        items.append((Clause(id=act.new, label=act.label, text=clause.text[start:end].strip(), layout=layout), ""))
        if rest := clause.text[end:until].strip():
            items.append((Clause(id=_free(draft, f"{act.new}-rest"), text=rest, layout="inline"), ""))
    draft.put(replace(clause, text=before))
    for new, _ in items:
        draft.add(new, clause.id)
    _relist(draft, clause.id, [*items, *_items(clause)])


def _free(draft: Draft, wanted: str) -> str:
    n = 1
    while not draft.free(wanted if n == 1 else f"{wanted}-{n}"):
        n += 1
    return wanted if n == 1 else f"{wanted}-{n}"


def _unwrap(draft: Draft, act: acts.Unwrap) -> None:
    """Take a number away: the words run on in the parent, the children become the parent's."""
    clause = draft.now(act.id)
    parent = draft.clauses[draft.parents[act.id]]
    place = draft.position(parent, act.id)
    items, joint = _items(parent), parent.joint(place)
    draft.relabel(act.id, None)
    own = replace(draft.clauses[act.id], children=(), joints=(), layout="inline")
    for child in clause.children:
        draft.remove(child.id)
    draft.put(own)
    if not clause.children:
        items[place] = (own, joint)
        _relist(draft, parent.id, items)
        return
    inside = _items(clause)
    last, mark = inside[-1]
    inside[-1] = (last, glue(mark, joint) if mark and joint else mark or joint)
    for child in clause.children:
        draft.add(child, parent.id)
    head: list[Item] = [(own, "")] if own.text or own.heading or own.rows else []
    if not head:
        _relist(draft, parent.id, [*items[:place], *inside, *items[place + 1 :]])
        draft.remove(act.id)
        return
    _relist(draft, parent.id, [*items[:place], *head, *inside, *items[place + 1 :]])


def _cleave(draft: Draft, act: acts.Cleave) -> str:
    """Part a clause in two: its later words and its children stand under the new number."""
    clause = draft.now(act.id)
    parent = draft.clauses[draft.parents[act.id]]
    place = draft.position(parent, act.id)
    first, second = clause.text[: act.at].strip(), clause.text[act.at :].strip()
    mark = ""
    if parent.joints:
        first, mark = split_joint(first)
    new = Clause(
        id=act.new, label=act.label, text=second, children=clause.children, joints=clause.joints, layout=clause.layout
    )
    for child in clause.children:
        draft.remove(child.id)
    draft.put(replace(clause, text=first, children=(), joints=()))
    draft.add(new, parent.id)
    items = _items(parent)
    items[place : place + 1] = [(draft.clauses[act.id], mark), (new, items[place][1])]
    return _relist(draft, parent.id, items)


def _fuse(draft: Draft, act: acts.Fuse) -> str:
    """Join a clause to the one before: its words run on there, its children follow."""
    parent = draft.clauses[draft.parents[act.id]]
    place = draft.position(parent, act.id)
    items = _items(parent)
    before, clause = draft.now(items[place - 1][0].id), draft.now(act.id)
    between = act.joint.strip() or items[place - 1][1]
    words = " ".join(filter(None, (clause.heading, clause.text)))
    draft.remove(act.id)
    if before.children:
        rest = Clause(id=_free(draft, f"{before.id}-joined"), text=words, layout="inline")
        tail = _items(before)
        tail[-1] = (tail[-1][0], between or tail[-1][1])
        draft.add(rest, before.id)
        for child in clause.children:
            draft.add(child, before.id)
        _relist(draft, before.id, [*tail, (rest, ""), *_items(clause)])
    else:
        text = " ".join(filter(None, (glue(before.text, between), words)))
        draft.put(replace(before, text=text))
        for child in clause.children:
            draft.add(child, before.id)
        _relist(draft, before.id, _items(clause))
    items[place - 1 : place + 1] = [(draft.clauses[before.id], items[place][1])]
    return _relist(draft, parent.id, items)


def numbers_closed(draft: Draft, act: acts.Close, touched: set[str]) -> dict[str, str] | None:
    """Return the labels that close a sequence, by clause; None where its numbers cannot be counted.

    The place named is the parent whose parts are renumbered; where the sentence changed its siblings and nothing under
    it, it is the first of the siblings to be renumbered.

    Args:
        draft: The working copy, with the rest of the sentence carried out.
        act: The order.
        touched: The clauses whose children the sentence changed.
    """
    parent_id, first = act.parent, act.first
    above = draft.parents.get(parent_id, "")
    children = list(draft.children(draft.clauses[parent_id]))
    if not children or (parent_id not in touched and above in touched):
        parent_id, first = above, act.parent
        if parent_id not in draft.clauses:
            return None
        children = list(draft.children(draft.clauses[parent_id]))
    numerals = tuple(labels.key(each.label or "") for each in children)
    before = draft.start.clauses.get(parent_id)
    was = tuple(labels.key(each.label or "") for each in draft.start.children(before)) if before else ()
    opening = reading_of(was)
    start = next((n for n, each in enumerate(children) if each.id == first), 0)
    ranks = order_of(numerals)
    ordinal = opening.ordinal if opening else None
    if start:  # the rest goes on from the sibling before it, gaps further up are let be
        ordinal = ranks[start - 1][0][0] + 1 if ranks else None
    wanted = closed(numerals[start:], ordinal)
    if wanted is None or ranks is None:
        return None
    return {
        child.id: labels.parse(child.label or "").with_numeral(numeral)
        for child, numeral in zip(children[start:], wanted, strict=True)
        if labels.key(child.label or "") != numeral
    }
