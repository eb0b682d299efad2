"""Orders on whole provisions: each operation bound to its clauses and turned into acts, or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from engross.amending import acts
from engross.amending.acts import Act, Bound, Side
from engross.amending.fold import fold
from engross.amending.ground import Ground
from engross.amending.inserting import insert
from engross.amending.place import Place, bind
from engross.amending.provisions import (
    from_words,
    like_siblings,
    numeral_of,
    part_tail,
    with_ids,
    with_marks_of,
    without_label,
)
from engross.amending.reshaping import close, designate, join, split, undesignate
from engross.amending.sequence import same_kind
from engross.amending.wording import add_words, cut_place, rename_term, substitute, write_over
from engross.clauses import labels
from engross.clauses.clause import Clause
from engross.clauses.terms import definitions
from engross.instruments.operations import (
    AddWords,
    Delete,
    Designate,
    Insert,
    Join,
    Move,
    NoEffect,
    NotExecutable,
    Operation,
    RenameTerm,
    Renumber,
    RenumberRest,
    Restate,
    Split,
    Substitute,
    Target,
    Undesignate,
)

_PLACEHOLDERS = {"reserved": "[Reserved]", "repealed": "Repealed."}


def bind_operation(ground: Ground, number: int, operation: Operation) -> Bound:
    """Bind an operation to its clauses and say what it will do to them.

    Args:
        ground: The sentence's ground.
        number: Which operation of the sentence, 1-based.
        operation: The operation.

    Raises:
        AmendmentRefused: It cannot be bound, or cannot be carried out as written.
    """
    match operation:
        case NoEffect():
            return Bound(number=number, operation=operation, ids=(), acts=())
        case NotExecutable():
            raise ground.refuse(
                "E077",
                f"the sentence orders a change whose words it does not give: {operation.why}",
                "a person must draft the words; a machine must not guess them",
                place=operation.target.at,
            )
        case _:
            ids, done = _WAYS[type(operation)](ground, operation)
            return Bound(number=number, operation=operation, ids=ids, acts=done, cited=tuple(map(ground.cited, ids)))


Done = tuple[tuple[str, ...], tuple[Act, ...]]


def _delete(ground: Ground, order: Delete) -> Done:
    place = bind(ground, order.target)
    _hold_definition(ground, order.target, place)
    if place.id == ground.draft.root.id and not place.spans:
        raise ground.refuse("E079", "a whole text cannot be deleted", "name the provision that goes")
    if place.kind in ("whole", "group", "paragraph") and not place.spans:
        return place.ids, tuple(_leave(each, order) for each in place.ids)
    if place.kind == "heading":
        return _headed(ground, place).ids, (acts.Head(id=place.id, heading=None),)
    if place.kind == "label":
        return place.ids, (acts.Unwrap(id=place.id),)
    if order.leave != "nothing":
        raise ground.refuse(
            "E079",
            f"words of {ground.cited(place.id)} have no number that could stay",
            "delete them, or quote what stays",
        )
    return place.ids, tuple(cut_place(ground, place, ""))


def _hold_definition(ground: Ground, target: Target, place: Place) -> None:
    """Refuse to replace a definition of which a table or a paragraph without a number may be a part."""
    if not target.definition or place.spans or ground.draft.now(place.id).label is not None:
        return
    children = ground.draft.now(ground.draft.parents[place.id]).children
    below = next((b for a, b in pairwise(children) if a.id == place.id), None)
    if below is None or below.label is not None:
        return
    if below.rows or not any(each.clause == below.id and each.manner == "own" for each in definitions(below)):
        raise ground.refuse(
            "E079",
            f"the definition of “{target.definition}” may go on in what stands below it",
            "quote the words that are meant, or restate the provision that holds the definitions",
            place=target.definition,
        )


def _headed(ground: Ground, place: Place) -> Place:
    if not place.spans:
        raise ground.refuse("E060", f"{ground.cited(place.id)} has no heading", "name the part that is meant")
    return place


def _leave(clause_id: str, order: Delete) -> Act:
    if order.leave == "nothing":
        return acts.Remove(id=clause_id)
    words = order.placeholder or _PLACEHOLDERS[order.leave]
    return acts.Vacate(id=clause_id, words=words, status=order.leave)


def _restate(ground: Ground, order: Restate) -> Done:
    place = bind(ground, order.target)
    if not order.provisions and not order.text.strip():
        raise ground.refuse("E074", "no new words are given", "give the words that take the place of the old")
    _hold_definition(ground, order.target, place)
    if place.id == ground.draft.root.id and place.kind == "whole":
        return place.ids, (_whole_text(ground, order),)
    match place.kind:
        case "heading":
            words = " ".join(_words_of(ground, order).split())
            return _headed(ground, place).ids, (acts.Head(id=place.id, heading=words),)
        case "label":
            return _numbered(ground, place, _words_of(ground, order).strip())
        case "lead-in" | "closing" | "sentence":
            return place.ids, tuple(write_over(ground, place, _words_of(ground, order)))
        case "paragraph" if place.spans:
            return place.ids, tuple(write_over(ground, place, _words_of(ground, order)))
        case _:
            return _swap(ground, order, place)


def _numbered(ground: Ground, place: Place, label: str) -> Done:
    """Return the act that gives a provision the very label the instrument writes."""
    if not place.spans:
        raise ground.refuse("E060", f"{ground.cited(place.id)} has no number", "designate it instead")
    if len(label.split()) > 2 or not labels.key(label)[:1].isalnum():
        raise ground.refuse("E075", f"{label!r} is no number", "write it as it will be printed, as in (ii)")
    return place.ids, (acts.Relabel(id=place.id, label=label),)


def _words_of(ground: Ground, order: Restate) -> str:
    if order.provisions:
        only = order.provisions[0]
        if len(order.provisions) > 1 or only.children or only.rows:
            raise ground.refuse("E079", "provisions cannot take the place of a sentence", "give the words alone")
        return " ".join(filter(None, (only.label, only.heading, only.text)))
    return order.text


def _whole_text(ground: Ground, order: Restate) -> Act:
    root = ground.draft.now(ground.draft.root.id)
    if not order.provisions:
        raise ground.refuse(
            "E079", "a whole text is restated by provisions, and only words are given", "read them first"
        )
    old = {labels.key(each.label): each for each in root.children if each.label}
    new = []
    for each in order.provisions:
        before = old.pop(labels.key(each.label), None) if each.label else None
        new.append(with_ids(each, ground.draft, ground.prefix, before))
    return acts.Swap(ids=tuple(each.id for each in root.children), clauses=tuple(new))


def _swap(ground: Ground, order: Restate, place: Place) -> Done:
    draft = ground.draft
    ids = place.ids
    if order.through is not None:
        ids = _range(ground, place.id, bind(ground, order.through).id)
    elif len(ids) > 1:
        ids = _range(ground, ids[0], ids[-1])
    old = draft.now(ids[0])
    parent = draft.clauses[draft.parents[ids[0]]]
    given = _in_place(ground, order.provisions, old) or (_from_text(ground, order, old, parent),)
    new, joints = [], []
    for position, provision in enumerate(given):
        fresh = with_ids(provision, draft, ground.prefix, old if position == 0 else None)
        if position == 0:
            fresh = _as_before(fresh, old)
        fresh, joint = _parted(fresh, parent)
        new.append(like_siblings(fresh, parent) if position else fresh)
        joints.append(joint)
    return ids, (acts.Swap(ids=ids, clauses=tuple(new), joints=tuple(joints)),)


def _in_place(ground: Ground, given: tuple[Clause, ...], old: Clause) -> tuple[Clause, ...]:
    """Return new provisions with the number of the one they restate.

    New words that begin with a number of a lower level, ``(a)`` for 3.7, are what stands under it: number and heading
    stay. Words that begin with another number of its own level are refused: they may mean another provision.
    """
    if not given or not old.label:
        return given
    first = given[0] if given[0].label else without_label(given[0], old.label)
    label = labels.key(first.label or old.label)
    if label.casefold() == labels.key(old.label).casefold():
        return (first, *given[1:])
    if same_kind((labels.key(old.label), label)) or not _opens_a_list(ground, label, old):
        raise ground.refuse(
            "E079",
            f"the new words of {ground.cited(old.id)} are numbered {first.label}",
            "correct the number, or order the renumbering too",
            place=ground.cited(old.id),
        )
    return (replace(old, text="", children=given, joints=(), rows=(), blanks=(), status="in force"),)


def _opens_a_list(ground: Ground, numeral: str, old: Clause) -> bool:
    """Say whether a number is the first of a list, and none of those the provision stands under."""
    above = {labels.key(each.label) for each in ground.draft.above(old.id) if each.label}
    return numeral not in above and any(each.ordinal == 1 and not each.stem for each in labels.readings(numeral))


def _as_before(fresh: Clause, old: Clause) -> Clause:
    """Keep the number, heading and place of words that are restated without them."""
    if fresh.label is None and old.label is not None:
        fresh = _headed_as_before(fresh, old)
        fresh = replace(fresh, label=old.label, tight=old.tight, layout=old.layout)
    return replace(fresh, layout="inline") if old.layout == "inline" else fresh


def _headed_as_before(fresh: Clause, old: Clause) -> Clause:
    """Keep the heading of words that are restated without one; new words may bring their own, the same or another."""
    if fresh.heading is not None or not old.heading:
        return fresh
    if not (old.text or old.children or old.rows):
        return fresh  # what was read as its heading is all its words
    read = from_words(fresh.text, headed=True)
    if read.label is None and read.heading is not None:
        return replace(fresh, heading=read.heading, text=read.text)
    repeated = _own_line_heading(fresh, old)
    return repeated if repeated.heading is not None else replace(fresh, heading=old.heading)


def _parted(clause: Clause, parent: Clause) -> tuple[Clause, str | None]:
    if not parent.joints:
        return clause, ""
    clause, joint = part_tail(clause)
    return clause, joint or None


def _from_text(ground: Ground, order: Restate, old: Clause, parent: Clause) -> Clause:
    if not old.label and not old.heading:
        return Clause(id="", text=" ".join(order.text.split()), layout=old.layout)
    read = from_words(order.text, headed=old.heading is not None)
    if old.children and any(each.label for each in old.children) and read.label is None and old.label:
        raise ground.refuse(
            "E079",
            f"{ground.cited(old.id)} has numbered provisions, and its new words are not read into provisions",
            "give the new provisions, or restate the lead-in alone",
        )
    if old.layout == "block" and old.heading and read.heading is None:
        read = _own_line_heading(read, old)
    if old.label and read.label is None and fold(read.text) == "":
        raise ground.refuse("E074", f"no words are left of {ground.cited(old.id)}")
    return replace(read, layout=old.layout if parent.children else "block")


def _own_line_heading(read: Clause, old: Clause) -> Clause:
    """Part off a heading that is repeated word for word before the new words."""
    heading = old.heading or ""
    if fold(read.text).casefold().startswith(fold(heading).casefold()) and len(read.text) > len(heading):
        return replace(read, heading=read.text[: len(heading)].strip(), text=read.text[len(heading) :].strip())
    return read


def _range(ground: Ground, first: str, last: str) -> tuple[str, ...]:
    draft = ground.draft
    parent_id = draft.parents.get(first, "")
    if parent_id != draft.parents.get(last, "?"):
        raise ground.refuse(
            "E079", f"{ground.cited(first)} and {ground.cited(last)} do not stand in one list", "name each provision"
        )
    parent = draft.clauses[parent_id]
    begin, end = draft.position(parent, first), draft.position(parent, last)
    if end < begin:
        raise ground.refuse(
            "E079", f"{ground.cited(last)} stands before {ground.cited(first)}", "turn the range around"
        )
    return tuple(each.id for each in parent.children[begin : end + 1])


def _renumber(ground: Ground, order: Renumber) -> Done:
    place = bind(ground, order.target)
    clause = ground.draft.clauses[place.id]
    if place.kind != "whole" or not clause.label:
        raise ground.refuse("E079", f"{ground.cited(place.id)} has no number", "designate it instead")
    return (place.id,), (acts.Relabel(id=place.id, label=_new_label(ground, clause.label, order.to)),)


def _new_label(ground: Ground, label: str, to: str) -> str:
    numeral = numeral_of(to)
    if not numeral or not numeral[0].isalnum():
        raise ground.refuse("E075", f"{to!r} is no number", "write it as it will be printed, as in (ii)")
    return labels.parse(label).with_numeral(numeral)


def _move(ground: Ground, order: Move) -> Done:
    moved, to = bind(ground, order.target), bind(ground, order.to)
    if moved.kind != "whole" or to.kind not in ("whole", "paragraph"):
        raise ground.refuse("E079", "only whole provisions can be moved", "cut the words and add them elsewhere")
    draft = ground.draft
    if to.id == moved.id or any(each.id == moved.id for each in draft.above(to.id)):
        raise ground.refuse("E079", f"{ground.cited(moved.id)} cannot be moved into itself")
    clause = draft.clauses[moved.id]
    match order.where:
        case "before" | "after":
            side: Side = order.where
            if to.id == draft.root.id:
                raise ground.refuse("E079", "nothing stands beside the whole text")
            parent, beside = draft.parents[to.id], to.id
        case "start" | "end":
            side, parent, beside = order.where, to.id, ""
        case _:
            raise ground.refuse("E079", "a provision is moved to a place, not into an alphabet")
    label = _label_there(ground, order, clause, parent)
    act = acts.Place(parent=parent, side=side, beside=beside, moved=moved.id, label=label)
    return (moved.id, to.id), (act,)


def _label_there(ground: Ground, order: Move, clause: Clause, parent: str) -> str:
    """Return the label a moved provision bears, in the marks of the list it comes to; empty keeps its own."""
    draft = ground.draft
    if parent == draft.parents[clause.id]:
        return _new_label(ground, clause.label or order.label, order.label) if order.label else ""
    numeral = numeral_of(order.label) if order.label else labels.key(clause.label) if clause.label else ""
    siblings = list(draft.children(draft.clauses[parent]))
    return with_marks_of(numeral, siblings) if numeral and siblings else order.label


_WAYS: dict[type, Callable[[Ground, Any], Done]] = {
    Delete: _delete,
    Insert: insert,
    Restate: _restate,
    Substitute: substitute,
    AddWords: add_words,
    Renumber: _renumber,
    RenumberRest: close,
    Move: _move,
    Designate: designate,
    Undesignate: undesignate,
    Split: split,
    Join: join,
    RenameTerm: rename_term,
}
