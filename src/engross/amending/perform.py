"""Carrying out one sentence: all of it as a set, against the text as the sentence finds it (rule 3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from engross.amending import acts
from engross.amending.acts import Act, Bound
from engross.amending.conflicts import conflicts
from engross.amending.ground import Ground
from engross.amending.record import Change, Edit
from engross.amending.recording import Done, recorded, words_before
from engross.amending.shapes import numbers_closed, reshape
from engross.amending.splicing import Unpartable, splice_all
from engross.amending.structure import restructure
from engross.clauses import labels
from engross.problems import AmendmentRefused, Problem


@dataclass(slots=True)
class Touched:
    """What the sentences so far did to lists, for the compiler's repairs at the end.

    Args:
        lists: The clauses whose children changed.
        ordered: The items whose mark an instrument's own words changed.
        given: The items whose mark came with the instrument's own new words.
    """

    lists: set[str] = field(default_factory=set)
    ordered: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)


def perform(ground: Ground, batch: list[Bound], touched: Touched, instrument: str) -> list[Change]:
    """Carry out the bound orders of one sentence and return what each of them changed.

    Args:
        ground: The sentence's ground; its draft is changed.
        batch: The orders.
        touched: Added to.
        instrument: The instrument's id.

    Raises:
        AmendmentRefused: Orders of the sentence are in each other's way, or the result is no text.
    """
    problems = conflicts(ground, batch)
    if problems:
        raise AmendmentRefused(tuple(problems))
    draft = ground.draft
    draft.by = ground.instruction.id
    orders: list[Act] = [act for bound in batch for act in bound.acts]
    before = {id(act): words_before(ground, act) for act in orders}
    lists = restructure(draft, orders)
    relabelled = _relabel(ground, orders)
    edits, ordered, emptied = _splice(ground, orders)
    for act in orders:
        match act:
            case acts.Head(id=clause_id, heading=heading):
                draft.put(replace(draft.clauses[clause_id], heading=heading or None))
            case acts.Vacate():
                _vacate(ground, act)
                lists.add(draft.parents[act.id])
            case _:
                pass
    lists |= emptied | reshape(draft, orders)
    closing = _close(ground, orders, lists)
    relabelled.update(closing)
    touched.lists |= {each for each in lists if each in draft.clauses}
    touched.ordered |= ordered
    touched.given |= _given(orders)
    _unique(ground, orders, relabelled)
    done = Done(before, edits, relabelled)
    return [recorded(ground, bound, done, instrument) for bound in batch]


def _given(orders: list[Act]) -> set[str]:
    """Return the new items whose words came with a mark of their own."""
    return {
        clause.id
        for act in orders
        if isinstance(act, acts.Place | acts.Swap)
        for clause, joint in zip(act.clauses, act.joints, strict=False)
        if joint
    }


def _relabel(ground: Ground, orders: list[Act]) -> dict[str, tuple[str, str]]:
    """Give every clause its new label at once, so that chains and swaps lose nothing (rule 4)."""
    draft = ground.draft
    done: dict[str, tuple[str, str]] = {}
    for act in orders:
        match act:
            case acts.Relabel(id=clause_id, label=label):
                done[clause_id] = (draft.clauses[clause_id].label or "", label)
                draft.relabel(clause_id, label)
            case acts.Place(moved=moved) if moved and moved in ground.start.clauses:
                was, now = ground.start.clauses[moved].label or "", draft.clauses[moved].label or ""
                if was != now:
                    done[moved] = (was, now)
            case _:
                pass
    return done


def _splice(ground: Ground, orders: list[Act]) -> tuple[dict[int, list[Edit]], set[str], set[str]]:
    splices = [act for act in orders if isinstance(act, acts.Splice)]
    if not splices:
        return {}, set(), set()
    hard = [act for act in splices if len(act.cuts) > 1 or act.cuts[0].slot in ("joint", "label")]
    expected = (
        {act.clause: _expected(ground, act.clause, splices) for act in hard} if len(splices) == len(orders) else {}
    )
    try:
        edits, ordered, emptied = splice_all(ground.draft, splices)
        _hold(ground, expected)
    except Unpartable:
        cited = ground.cited(hard[0].clause) if hard else ""
        raise ground.refuse(
            "E079",
            f"what the order leaves of {cited} cannot be parted into provisions again",
            "restate the provision, or order the change item by item",
            place=cited,
        ) from None
    _not_empty(ground, {edit.clause for each in edits.values() for edit in each})
    return {id(splices[n]): each for n, each in edits.items()}, ordered, emptied


def _not_empty(ground: Ground, clauses: set[str]) -> None:
    """Hold that no number stands over nothing once its words are struck."""
    for clause_id in sorted(clauses & ground.draft.clauses.keys()):
        clause = ground.draft.clauses[clause_id]
        if clause.label and not (clause.heading or clause.text or clause.children or clause.rows):
            cited = ground.cited(clause_id)
            raise ground.refuse(
                "E074",
                f"no words are left of {cited}",
                "delete the provision, leave it reserved, or strike its number too",
                place=cited,
            )


def _hold(ground: Ground, expected: dict[str, str]) -> None:
    """Hold that scopes print what the ledger of words says, and nothing else."""
    for clause_id, words in expected.items():
        if clause_id in ground.draft.clauses and _bare(_printed(ground, clause_id)) != words:
            raise Unpartable


def _expected(ground: Ground, clause_id: str, splices: list[acts.Splice]) -> str:
    """Return the signs a scope must print after the cuts, blanks left out: the ledger of words, made another way."""
    scope = ground.scope(clause_id)
    cuts: dict[tuple[str, str, int], list[tuple[int, int, str]]] = defaultdict(list)
    for act in splices:
        for n, cut in enumerate(act.cuts):
            each = (cut.start, cut.end, act.words if n == 0 else "")
            if each not in cuts[cut.clause, cut.slot, cut.row]:
                cuts[cut.clause, cut.slot, cut.row].append(each)
    rows: dict[str, int] = {}
    signs = ""
    for piece in scope.pieces:
        row = 0
        if piece.slot == "row":
            row = rows[piece.clause] = rows.get(piece.clause, -1) + 1
        words = piece.text
        for start, end, new in sorted(cuts.get((piece.clause, piece.slot, row), ()), reverse=True):
            words = words[:start] + new + words[end:]
        signs += words
    return _bare(signs)


def _printed(ground: Ground, clause_id: str) -> str:
    """Return the words of a clause with the marks after it, as they stand now."""
    fresh = replace(ground, scopes={})
    return fresh.scope(clause_id).printed


def _bare(words: str) -> str:
    return "".join(words.split())


def _vacate(ground: Ground, act: acts.Vacate) -> None:
    draft = ground.draft
    clause = draft.now(act.id)
    for child in clause.children:
        draft.remove(child.id)
    heading = clause.heading if act.status == "repealed" else None
    draft.put(
        replace(clause, heading=heading, text=act.words, children=(), joints=(), rows=(), blanks=(), status=act.status)
    )
    parent = draft.clauses[draft.parents[act.id]]
    if parent.joints and act.words[-1:] in tuple(".;,"):
        place = draft.position(parent, act.id)
        draft.set_children(parent.id, parent.children, (*parent.joints[:place], "", *parent.joints[place + 1 :]))


def _close(ground: Ground, orders: list[Act], lists: set[str]) -> dict[str, tuple[str, str]]:
    done: dict[str, tuple[str, str]] = {}
    for act in orders:
        if not isinstance(act, acts.Close):
            continue
        wanted = numbers_closed(ground.draft, act, lists)
        if wanted is None:
            raise ground.refuse(
                "E065",
                f"the numbers under {ground.cited(act.parent)} follow no sequence that could be closed",
                "renumber each provision by name",
            )
        for clause_id, label in wanted.items():
            done[clause_id] = (ground.draft.clauses[clause_id].label or "", label)
            ground.draft.relabel(clause_id, label)
    return done


def _unique(ground: Ground, orders: list[Act], relabelled: dict[str, tuple[str, str]]) -> None:
    """Hold that no two siblings bear one number, where the sentence gave numbers (rule 4)."""
    draft = ground.draft
    fresh = set(relabelled)
    for act in orders:
        match act:
            case acts.Place():
                fresh |= {each.id for each in act.clauses} | ({act.moved} - {""})
            case acts.Swap(clauses=clauses):
                fresh |= {each.id for each in clauses}
            case acts.Wrap(id=clause_id, new=new, child=child):
                fresh |= {child or new}
            case acts.Cleave(new=new):
                fresh |= {new}
            case acts.Unwrap(id=clause_id):
                fresh |= {clause_id}
            case _:
                pass
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for clause_id in fresh & draft.clauses.keys():
        label = draft.clauses[clause_id].label
        if not label:
            continue
        parent = draft.parents[clause_id]
        key = (parent, labels.key(label))
        twins = _twins(ground, parent, key[1])
        if len(twins) > 1 and key not in seen:
            seen.add(key)
            problems.append(_taken(ground, clause_id, label, twins))
    if problems:
        raise AmendmentRefused(tuple(problems))


def _twins(ground: Ground, parent: str, numeral: str) -> list[str]:
    draft = ground.draft
    bearers = [each for ids in draft.bearers.get(numeral, {}).values() for each in ids]
    if len(bearers) <= len(draft.clauses[parent].children):
        return [each for each in bearers if draft.parents[each] == parent]
    children = (draft.clauses[each.id] for each in draft.clauses[parent].children)
    return [each.id for each in children if each.label and labels.key(each.label) == numeral]


def _taken(ground: Ground, clause_id: str, label: str, twins: list[str]) -> Problem:
    other = next(each for each in twins if each != clause_id)
    return ground.refuse(
        "E064",
        f"the number {label} is borne by {len(twins)} provisions of one list after the sentence",
        "renumber or delete the other in the same sentence, or give a free number",
        place=ground.cited(clause_id),
        candidates=(f"{ground.cited(other)} [{other}]",),
    ).problems[0]
