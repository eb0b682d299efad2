"""Orders that reshape provisions: designating, undesignating, splitting, joining, closing a sequence of numbers."""

from __future__ import annotations

from engross.amending import acts
from engross.amending.acts import Act
from engross.amending.find import Span
from engross.amending.ground import Ground
from engross.amending.place import Place, bind
from engross.amending.provisions import fresh_id
from engross.amending.scope import Cut
from engross.amending.wording import areas, only_hit, trimmed
from engross.clauses import labels
from engross.instruments.operations import Designate, Join, RenumberRest, Split, Undesignate

Done = tuple[tuple[str, ...], tuple[Act, ...]]


def designate(ground: Ground, order: Designate) -> Done:
    """Bind existing words that become a numbered provision of their own."""
    place = bind(ground, order.target)
    new = fresh_id(f"{place.id}-{labels.key(order.label)}", ground.draft)
    if place.kind == "paragraph" and not place.spans:
        return place.ids[:1], (
            acts.Wrap(id=ground.draft.parents[place.id], new=new, label=order.label, child=place.id),
        )
    if place.id == ground.draft.root.id:
        raise ground.refuse("E079", "a whole text cannot become a provision", "name the words that are designated")
    if place.spans:
        cut = _own_words(ground, place)
        return (place.id,), (acts.Wrap(id=place.id, new=new, label=order.label, cut=cut),)
    return (place.id,), (acts.Wrap(id=place.id, new=new, label=order.label),)


def _own_words(ground: Ground, place: Place) -> Cut:
    scope = ground.scope(place.id)
    span = trimmed(scope, Span(place.spans[0].start, place.spans[-1].end))
    cuts = scope.cuts(span)
    if len(cuts) != 1 or cuts[0].slot != "text":
        raise ground.refuse(
            "E079",
            f"the words of {ground.cited(place.id)} to be designated run over several provisions",
            "restate the provision in its new shape",
        )
    return cuts[0]


def undesignate(ground: Ground, order: Undesignate) -> Done:
    """Bind a provision that loses its number."""
    place = bind(ground, order.target)
    if place.kind != "whole" or not ground.draft.clauses[place.id].label:
        raise ground.refuse("E079", f"{ground.cited(place.id)} has no number to lose")
    return (place.id,), (acts.Unwrap(id=place.id),)


def split(ground: Ground, order: Split) -> Done:
    """Bind a provision that is parted at quoted words."""
    place = bind(ground, order.target)
    if place.kind != "whole" or place.id == ground.draft.root.id:
        raise ground.refuse("E079", "only a provision can be split", "name the provision")
    scope, hit = only_hit(ground, areas(ground, place), order.at_words)
    cuts = scope.cuts(hit)
    if cuts[0].slot != "text" or cuts[0].clause != place.id or cuts[0].start == 0:
        raise ground.refuse(
            "E079",
            f"“{order.at_words}” does not stand inside the words of {ground.cited(place.id)} itself",
            "quote words of the provision's own, after its first",
            place=ground.cited(place.id),
        )
    new = fresh_id(f"{place.id}-{labels.key(order.label)}", ground.draft)
    return (place.id,), (acts.Cleave(id=place.id, new=new, label=order.label, at=cuts[0].start),)


def join(ground: Ground, order: Join) -> Done:
    """Bind a provision that is joined to the one before it."""
    place = bind(ground, order.target)
    parent = ground.draft.clauses.get(ground.draft.parents.get(place.id, ""))
    if place.kind != "whole" or parent is None or ground.draft.position(parent, place.id) == 0:
        raise ground.refuse("E079", f"nothing stands before {ground.cited(place.id)} that it could be joined to")
    return (place.id,), (acts.Fuse(id=place.id, joint=order.joint),)


def close(ground: Ground, order: RenumberRest) -> Done:
    """Bind the provisions that are renumbered so that their sequence closes."""
    place = bind(ground, order.target)
    if place.kind != "whole":
        raise ground.refuse("E079", "only provisions have numbers", "name the provision whose parts are renumbered")
    return (place.id,), (acts.Close(parent=place.id),)
