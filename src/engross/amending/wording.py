"""Orders on words: quoted words, ranges, anchors and ends bound to cuts in the places they run over (rules 8 and 9)."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from engross.amending.acts import Act, Splice
from engross.amending.find import Found, Span, choose, find, nearest
from engross.amending.fold import fold, folded
from engross.amending.ground import Ground, counted
from engross.amending.place import Place, after_heading, bind
from engross.amending.scope import Cut, Scope
from engross.instruments.operations import AddWords, Occurrence, RenameTerm, Substitute
from engross.problems import AmendmentRefused

Area = tuple[Scope, Span]
Done = tuple[tuple[str, ...], tuple[Act, ...]]
_MARKS = ".;:,"


def areas(ground: Ground, place: Place) -> tuple[Area, ...]:
    """Return the printed words a place covers, each run with the scope it stands in."""
    if place.spans:
        scope = ground.scope(place.id)
        return tuple((scope, span) for span in place.spans)
    if place.kind in ("heading", "label"):
        raise ground.refuse("E060", f"{ground.cited(place.id)} has no {place.kind}")
    return tuple((scope, scope.whole) for scope in map(ground.scope, place.ids))


def substitute(ground: Ground, order: Substitute) -> Done:
    """Bind a substitution of quoted words, alone or as the ends of a range."""
    if not fold(order.strike):
        raise ground.refuse("E062", "no words are quoted", "quote the words that go")
    place = bind(ground, order.target)
    where = areas(ground, place)
    strike = order.strike if _stands(where, order.strike) else order.strike.strip()
    spans = _hits(ground, where, Wanted(strike, order.occurrence, order.count, order.inside_words))
    if order.through or order.to_end:
        spans = [(scope, _range(ground, order, scope, area, hit)) for scope, area, hit in _with_area(spans, where)]
    words = spaced(order.insert) if strike == order.strike else spaced(order.insert).strip()
    return _owners(spans), tuple(splice(scope, span, words) for scope, span in spans)


def _stands(where: tuple[Area, ...], words: str) -> bool:
    """Say whether quoted words stand in a place with the very blanks at their ends."""
    return any(find(scope.folded, words, span).hits for scope, span in where)


def spaced(words: str) -> str:
    """Fold white space to single blanks, and keep a blank that the words begin or end with."""
    bare = " ".join(words.split())
    return f"{' ' * words[:1].isspace()}{bare}{' ' * words[-1:].isspace()}" if bare else bare


def _with_area(spans: list[Area], where: tuple[Area, ...]) -> list[tuple[Scope, Span, Span]]:
    return [
        (scope, area, hit)
        for scope, hit in spans
        for owner, area in where
        if owner is scope and area.start <= hit.start and hit.end <= area.end
    ]


def _owners(spans: list[Area]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cut.clause for scope, span in spans for cut in _cuts(scope, span)))


def _cuts(scope: Scope, span: Span) -> tuple[Cut, ...]:
    if span.start < span.end:
        return scope.cuts(span)
    at = scope.point(span.start, after=False) or scope.point(span.start, after=True)
    return (at or Cut(scope.clause.id, "text", 0, 0, 0),)


def splice(scope: Scope, span: Span, words: str) -> Splice:
    """Return the act that puts words in the place of a span."""
    return Splice(clause=scope.clause.id, cuts=_cuts(scope, span), words=words)


class Wanted(NamedTuple):
    """Quoted words with the places that are meant.

    Args:
        words: As quoted.
        occurrence: Which of the places.
        number: How many there must be, where said.
        inside_words: True consents to finds inside longer words.
    """

    words: str
    occurrence: Occurrence = "one"
    number: int | None = None
    inside_words: bool = False


def _hits(ground: Ground, where: tuple[Area, ...], wanted: Wanted) -> list[Area]:
    """Return the places of quoted words that are meant, or refuse with what stands there."""
    found = [
        (scope, _in_words(scope, span, find(scope.folded, wanted.words, span, inside_words=wanted.inside_words)))
        for scope, span in where
    ]
    every = [(scope, hit) for scope, each in found for hit in each.hits]
    numbered = tuple(Span(n, n + 1) for n in range(len(every)))
    chosen = choose(numbered, wanted.occurrence, wanted.number)
    if chosen is None:
        raise _not_found(ground, wanted, found)
    return [every[span.start] for span in chosen]


def _in_words(scope: Scope, span: Span, found: Found) -> Found:
    """Leave out the numbers of provisions: they are renumbered, not struck, unless the number itself is the place."""
    if span == scope.slot("label"):
        return found
    return Found(tuple(hit for hit in found.hits if any(cut.slot != "label" for cut in scope.cuts(hit))), found.inside)


def only_hit(ground: Ground, where: tuple[Area, ...], words: str) -> Area:
    """Return the one place of quoted words, or refuse."""
    return _hits(ground, where, Wanted(words))[0]


def _not_found(ground: Ground, wanted: Wanted, found: list[tuple[Scope, Found]]) -> AmendmentRefused:
    words = wanted.words
    hits = [(scope, hit) for scope, each in found for hit in each.hits]
    cited = ground.cited(found[0][0].clause.id) if found else "the text"
    if hits:
        number = wanted.number or (wanted.occurrence if isinstance(wanted.occurrence, int) else 1)
        times = "once" if number == 1 else f"{number} times"
        return ground.refuse(
            "E063",
            f"“{words}” stands {counted(len(hits), 'time')} in {cited}, and the order reckons with it {times}",
            "say which occurrence is meant, or that each is, or quote more words",
            place=cited,
            candidates=tuple(_around(scope, hit) for scope, hit in hits[:6]),
        )
    inside = [(scope, hit) for scope, each in found for hit in each.inside]
    what = f"“{words}” does not stand in {cited}"
    if inside:
        what += f"; it is only part of a longer word or number there, {counted(len(inside), 'time')}"
        near = tuple(_around(scope, hit) for scope, hit in inside[:4])
    else:
        near = tuple(each for scope, _ in found[:3] for each in nearest(scope.printed, words))
    return ground.refuse("E062", what, "quote the words as they stand", place=cited, candidates=near)


def _around(scope: Scope, hit: Span) -> str:
    """Return a hit with the words around it."""
    left = scope.printed[max(0, hit.start - 25) : hit.start]
    right = scope.printed[hit.end : hit.end + 25]
    return f"“{' '.join((left + scope.printed[hit.start : hit.end] + right).split())}”"


def _range(ground: Ground, order: Substitute, scope: Scope, area: Span, hit: Span) -> Span:
    """Widen the first words of a range to its last: through other words, or to the end of the place."""
    if order.to_end:
        insert = fold(order.insert)
        end = area.end
        if area == scope.whole and not (insert and insert[-1] in _MARKS):
            end = scope.inner.end
        return Span(hit.start, max(end, hit.end))
    after = find(scope.folded, order.through, Span(hit.end, area.end))
    if len(after.hits) != 1:
        raise ground.refuse(
            "E063" if after.hits else "E062",
            f"after “{order.strike}” the words “{order.through}” stand {len(after.hits)} times",
            "quote the end of the range so that it stands once",
            candidates=tuple(_around(scope, each) for each in after.hits[:4]),
        )
    return Span(hit.start, after.hits[0].end)


def add_words(ground: Ground, order: AddWords) -> Done:
    """Bind words added beside quoted ones, or at an end of existing words."""
    words = " ".join(order.text.split())
    if not words:
        raise ground.refuse("E074", "no words are given to add", "give the words")
    place = bind(ground, order.target)
    if order.anchor:
        if order.where not in ("before", "after"):
            raise ground.refuse("E079", "words are added before or after an anchor", "say on which side")
        hits = _hits(ground, areas(ground, place), Wanted(order.anchor, order.occurrence, order.count))
        done = [_beside(ground, scope, hit, words, order.where) for scope, hit in hits]
        return tuple(dict.fromkeys(cut.clause for act in done for cut in act.cuts)), tuple(done)
    act = at_end(ground, place, words) if order.where in ("end", "after") else at_start(ground, place, words)
    return tuple(dict.fromkeys(cut.clause for cut in act.cuts)), (act,)


def _beside(ground: Ground, scope: Scope, hit: Span, words: str, where: str) -> Splice:
    at = scope.point(hit.end, after=True) if where == "after" else scope.point(hit.start, after=False)
    return _added(ground, scope, at, words)


def at_end(ground: Ground, place: Place, words: str) -> Splice:
    """Return the act that adds words at the end of a place: a sentence after its last mark, a fragment before it."""
    scope = ground.scope(place.ids[-1])
    area = trimmed(scope, place.spans[-1] if place.spans else scope.inner)
    mark = scope.printed[area.end - 1 : area.end] if area.end > area.start else ""
    if mark in tuple(_MARKS) and (words[0] in ",;:" or words[0].islower()):
        if words[-1] == mark:
            over = scope.cuts(Span(area.end - 1, area.end))
            return Splice(clause=scope.clause.id, cuts=over, words=words, joined=True)
        return _added(ground, scope, scope.point(area.end - 1, after=True), words)
    return _added(ground, scope, scope.point(area.end, after=True), words)


def at_start(ground: Ground, place: Place, words: str) -> Splice:
    """Return the act that adds words at the start of a place, after its number and heading."""
    scope = ground.scope(place.id)
    start = place.spans[0].start if place.spans else after_heading(ground, scope.clause)
    area = trimmed(scope, Span(start, scope.inner.end))
    return _added(ground, scope, scope.point(area.start, after=False), words)


def _added(ground: Ground, scope: Scope, at: Cut | None, words: str) -> Splice:
    """Return the act that adds words at a point; a provision without words takes them as its own."""
    if at is None and (scope.clause.text or scope.clause.children or scope.clause.rows):
        raise ground.refuse(
            "E079",
            f"the place in {ground.cited(scope.clause.id)} holds no words to add to",
            "quote the words beside it",
        )
    cut = at or Cut(scope.clause.id, "text", 0, 0, 0)
    return Splice(clause=scope.clause.id, cuts=(cut,), words=words, joined=True)


def write_over(ground: Ground, place: Place, words: str) -> list[Splice]:
    """Return the acts that put words in the place of spans: sentences, a lead-in, closing words."""
    scope = ground.scope(place.id)
    first, last = place.spans[0], place.spans[-1]
    between = "".join(scope.printed[left.end : right.start] for left, right in pairwise(place.spans))
    if between.strip():
        raise ground.refuse("E079", "the words to be restated do not stand together", "restate each by itself")
    span = trimmed(scope, Span(first.start, last.end))
    return [splice(scope, span, " ".join(words.split()))]


def cut_place(ground: Ground, place: Place, words: str) -> list[Splice]:
    """Return the acts that cut out each span of a place."""
    scope = ground.scope(place.id)
    return [splice(scope, trimmed(scope, span), words) for span in place.spans]


def trimmed(scope: Scope, span: Span) -> Span:
    """Return a span without the blanks at its ends."""
    start, end = span
    while start < end and scope.printed[start].isspace():
        start += 1
    while end > start and scope.printed[end - 1].isspace():
        end -= 1
    return Span(start, end)


def rename_term(ground: Ground, order: RenameTerm) -> Done:
    """Bind every use of a term, its definition included."""
    place = bind(ground, order.target)
    if fold(order.old) == fold(order.new):
        raise ground.refuse("E079", f"“{order.old}” is to be renamed to itself")
    spans = _hits(ground, areas(ground, place), Wanted(order.old, "each"))
    taken = [
        each
        for scope, area in areas(ground, place)
        for each in find(folded(scope.printed), f'"{order.new}"', area).hits
    ]
    if taken:
        raise ground.refuse(
            "E064", f"“{order.new}” is a defined term already", "choose another term", place=ground.cited(place.id)
        )
    return _owners(spans), tuple(splice(scope, span, order.new) for scope, span in spans)
