"""Orders that bring new provisions, sentences and definitions into a text."""

from __future__ import annotations

from dataclasses import replace

from engross.amending import acts
from engross.amending.acts import Act
from engross.amending.fold import fold
from engross.amending.ground import Ground
from engross.amending.place import Place, bind, paragraphs
from engross.amending.provisions import (
    from_words,
    like_siblings,
    numeral_of,
    part_tail,
    with_ids,
    with_marks_of,
    without_label,
)
from engross.amending.sequence import order_of, same_kind
from engross.amending.wording import at_end, at_start
from engross.clauses import labels
from engross.clauses.addresses import Address
from engross.clauses.clause import Clause
from engross.clauses.terms import definitions
from engross.instruments.operations import Insert

ATTACHED = ("exhibit", "schedule", "annex", "appendix", "attachment")
Done = tuple[tuple[str, ...], tuple[Act, ...]]


def insert(ground: Ground, order: Insert) -> Done:
    """Bind new provisions, a sentence, a paragraph or a definition to the place they go to.

    Raises:
        AmendmentRefused: The place cannot be bound, or the words cannot be read into what is inserted.
    """
    place = bind(ground, order.target)
    if not order.provisions and not order.text.strip():
        raise ground.refuse("E074", "nothing is given to insert", "give the new words")
    if place.kind in ("sentence", "lead-in", "closing", "heading"):
        return _sentence(ground, order, place)
    if place.kind == "paragraph" and place.spans:
        return _after_own_words(ground, order, place)
    if order.where == "alphabetical":
        return _alphabetical(ground, order, place)
    if _joins_definitions(ground, order, place):
        return _provisions(ground, order, place)
    if not order.provisions and not order.label and order.where in ("start", "end") and not _is_provision(order):
        words = " ".join(order.text.split())
        if place.id == ground.draft.root.id:
            raise ground.refuse(
                "E079", "words without a number have no place in the text as a whole", "name the provision"
            )
        act = at_end(ground, place, words) if order.where == "end" else at_start(ground, place, words)
        return (place.id,), (act,)
    return _provisions(ground, order, place)


def _is_provision(order: Insert) -> bool:
    """Say whether words given without a number begin with one like their siblings'."""
    return from_words(order.text, headed=False).label is not None


def _joins_definitions(ground: Ground, order: Insert, place: Place) -> bool:
    """Say whether words at an end of a provision are a definition, and stand there beside one in a paragraph."""
    if order.provisions or order.label or order.where not in ("start", "end") or place.spans:
        return False
    children = ground.draft.now(place.id).children
    beside = children[0 if order.where == "start" else -1] if children else None
    if beside is None or beside.label is not None or beside.rows or not _term(beside):
        return False
    return order.text.lstrip()[:1] in '“"' and bool(_term(Clause(id="", text=order.text)))


def _sentence(ground: Ground, order: Insert, place: Place) -> Done:
    if order.provisions and (len(order.provisions) > 1 or order.provisions[0].children):
        raise ground.refuse("E079", "provisions cannot stand among sentences", "give the words alone")
    only = order.provisions[0] if order.provisions else None
    words = " ".join(filter(None, (only.label, only.heading, only.text))) if only else " ".join(order.text.split())
    last = Place(place.ids, place.spans[-1:], place.kind)
    first = Place(place.ids, place.spans[:1], place.kind)
    act = at_end(ground, last, words) if order.where in ("after", "end") else at_start(ground, first, words)
    return place.ids, (act,)


def _after_own_words(ground: Ground, order: Insert, place: Place) -> Done:
    """Insert a paragraph after, or words in, the paragraph that is a clause's own words."""
    if order.where != "after":
        raise ground.refuse(
            "E079", "a paragraph before a provision's first words has no place", "restate the provision"
        )
    clause = ground.draft.now(place.id)
    known = paragraphs(ground, clause)
    new = _new(ground, order, clause)
    new = tuple(replace(each, layout="block") for each in new)
    following = next((owner for owner, span in known if owner != clause.id and span.start >= place.spans[-1].end), "")
    side, beside = ("before", following) if following else ("start", "")
    return (place.id,), (acts.Place(parent=clause.id, side=side, beside=beside, clauses=new),)  # type: ignore[arg-type]


def _new(ground: Ground, order: Insert, parent: Clause) -> tuple[Clause, ...]:
    """Return the new provisions as they will stand, without the marks of the list they join."""
    numeral = numeral_of(order.label) if order.label else ""
    given = order.provisions
    if not given:
        headed = any(each.heading and each.label for each in parent.children)
        given = (from_words(order.text, headed=headed),)
    if numeral and given[0].label is None:
        given = (without_label(given[0], numeral), *given[1:])
    if numeral and given[0].label is None:
        marks = with_marks_of(numeral, [each for each in parent.children if each.label])
        given = (replace(given[0], label=marks), *given[1:])
    elif numeral and labels.key(given[0].label or "").casefold() != numeral.casefold():
        raise ground.refuse(
            "E079",
            f"the sentence announces {order.label} and the new words are numbered {given[0].label}",
            "make the two agree",
            place=order.label,
        )
    return tuple(like_siblings(with_ids(each, ground.draft, ground.prefix), parent) for each in given)


def _provisions(ground: Ground, order: Insert, place: Place) -> Done:
    draft = ground.draft
    if order.where in ("before", "after"):
        if place.id == draft.root.id:
            raise ground.refuse("E079", "nothing stands beside the whole text", "name the provision it goes beside")
        beside = place.ids[-1] if order.where == "after" else place.id
        parent = draft.now(draft.parents[beside])
        side: acts.Side = "after" if order.where == "after" else "before"
    else:
        parent, beside, side = draft.now(place.id), "", "start" if order.where == "start" else "end"
    if place.id == draft.root.id and not order.target.at:
        parent = _by_stem(ground, order, parent)
    new = _new(ground, order, parent)
    _hold_kind(ground, parent, new)
    reserved = _reserved(parent, new)
    if reserved is not None:
        kept = replace(new[0], id=reserved.id)
        return (reserved.id,), (_swap(parent, reserved, (kept, *new[1:])),)
    if side == "end":
        side, beside = _by_number(parent, new)
    bare, joints = _parted(parent, new)
    act = acts.Place(parent=parent.id, side=side, beside=beside, clauses=bare, joints=joints)
    return (beside or parent.id,), (act,)


def _by_stem(ground: Ground, order: Insert, root: Clause) -> Clause:
    """Return the clause a compound number goes under where no place is said: 2.05 goes where 2.04 stands."""
    draft = ground.draft
    numeral = numeral_of(order.label or (order.provisions[0].label or "" if order.provisions else ""))
    stem = next((each.stem for each in labels.readings(numeral) if each.stem and "." in each.stem), "")
    if not stem:
        return root
    beside = {
        draft.parents[each]
        for bearer, depths in draft.bearers.items()
        if any(reading.stem == stem for reading in labels.readings(bearer))
        for each in depths.get(min(depths, default=0), ())
    }
    under = draft.resolve(Address((stem.rstrip(".-–"),)))
    if len(beside) == 1:
        return draft.now(next(iter(beside)))
    if not beside and len(under) == 1:
        return draft.now(under[0])
    raise ground.refuse(
        "E061" if beside else "E060",
        f"there is no one place for a new {numeral}",
        "say beside which provision it goes",
        place=numeral,
        candidates=tuple(ground.cited(each) for each in sorted(beside))[:6],
    )


def _hold_kind(ground: Ground, parent: Clause, new: tuple[Clause, ...]) -> None:
    """Refuse a provision whose number is of another kind than its siblings': it belongs at another level."""
    siblings = tuple(labels.key(each.label) for each in parent.children if each.label)
    label = labels.key(new[0].label or "")
    if not siblings or not labels.readings(label) or labels.parse(new[0].label or "").unit in ATTACHED:
        return
    if order_of(siblings) is not None and not same_kind((siblings[-1], label)) and order_of((*siblings, label)) is None:
        raise ground.refuse(
            "E079",
            f"a provision numbered {new[0].label} does not stand among {siblings[0]} to {siblings[-1]}",
            "name the provision it goes under",
            place=ground.cited(parent.id),
        )


def _parted(parent: Clause, new: tuple[Clause, ...]) -> tuple[tuple[Clause, ...], tuple[str, ...]]:
    if not parent.joints:
        return new, ()
    both = [part_tail(each) for each in new]
    return tuple(clause for clause, _ in both), tuple(joint for _, joint in both)


def _swap(parent: Clause, reserved: Clause, new: tuple[Clause, ...]) -> Act:
    bare, joints = _parted(parent, new)
    return acts.Swap(
        ids=(reserved.id,), clauses=bare, joints=tuple(each or None for each in joints) or (None,) * len(bare)
    )


def _reserved(parent: Clause, new: tuple[Clause, ...]) -> Clause | None:
    """Return the placeholder that bears the new provision's number and gives way to it (rule 5)."""
    wanted = labels.key(new[0].label or "")
    for each in parent.children:
        if each.status != "in force" and each.label and labels.key(each.label) == wanted:
            return each
    return None


def _by_number(parent: Clause, new: tuple[Clause, ...]) -> tuple[acts.Side, str]:
    """Return the place a number gives a new provision where none is said: before the first that is higher."""
    siblings = [each for each in parent.children if each.label]
    ranks = order_of(tuple(labels.key(each.label or "") for each in siblings))
    mine = order_of((*(labels.key(each.label or "") for each in siblings), labels.key(new[0].label or "")))
    if siblings and ranks is not None and mine is not None and list(ranks) == sorted(ranks):
        for each, rank in zip(siblings, mine, strict=False):
            if rank > mine[-1]:
                return "before", each.id
    if siblings and new[0].label:
        return "after", siblings[-1].id
    return "end", ""


def _alphabetical(ground: Ground, order: Insert, place: Place) -> Done:
    parent = _glossary(ground, place)
    new = [like_siblings(each, parent) for each in _new(ground, order, parent)]
    known = [(each, term) for each in parent.children if (term := _term(each))]
    if not known:
        raise ground.refuse("E079", f"{ground.cited(parent.id)} holds no definitions", "say beside which one it goes")
    done: list[Act] = []
    for each in new:
        term = _term(each)
        if not term:
            raise ground.refuse("E079", "the new words do not begin with the term they define", "put the term first")
        if any(other == term for _, other in known):
            raise ground.refuse("E064", f"“{term}” is defined already", "replace the definition instead", place=term)
        bare, joints = _parted(parent, (each,))
        following = next((other.id for other, name in known if name > term), "")
        side, beside = ("before", following) if following else ("after", known[-1][0].id)
        done.append(acts.Place(parent=parent.id, side=side, beside=beside, clauses=bare, joints=joints))  # type: ignore[arg-type]
    return (parent.id,), tuple(done)


def _term(clause: Clause) -> str:
    """Return the term a clause defines, folded and in one case for the alphabet."""
    own = [each for each in definitions(replace(clause, children=())) if each.manner == "own"]
    if not own and clause.children:
        own = [each for each in definitions(clause) if each.manner == "own" and each.clause == clause.id]
    return fold(own[0].term).casefold() if own else ""


def _glossary(ground: Ground, place: Place) -> Clause:
    """Return the clause whose children are the definitions: the target, or the one place that has most of them."""
    draft = ground.draft
    target = draft.now(place.id)
    if any(_term(each) for each in target.children):
        return target
    homes: dict[str, int] = {}
    for each in definitions(target):
        if each.manner == "own" and each.clause in draft.parents:
            home = draft.parents[each.clause]
            homes[home] = homes.get(home, 0) + 1
    if len(homes) == 1:
        return draft.now(next(iter(homes)))
    raise ground.refuse(
        "E061" if homes else "E060",
        f"definitions stand in {len(homes)} places" if homes else f"{ground.cited(place.id)} holds no definitions",
        "name the provision that holds the definitions",
        candidates=tuple(ground.cited(each) for each in homes),
    )
