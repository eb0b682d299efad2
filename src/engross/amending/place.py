"""Places: what a target names, once it is bound to clauses and to spans of their printed words."""

from __future__ import annotations

from dataclasses import dataclass

from engross.amending.address import bind_address
from engross.amending.find import Span
from engross.amending.fold import fold
from engross.amending.ground import Ground, counted
from engross.amending.sentences import pick, sentences
from engross.clauses import labels
from engross.clauses.clause import Clause
from engross.clauses.terms import definitions
from engross.instruments.operations import Ordinal, Target


@dataclass(frozen=True, slots=True)
class Place:
    """A bound target.

    Args:
        ids: The clauses; several for a preamble, the recitals, the title.
        spans: Spans of the words of ``ids[0]`` where less than the whole clause is meant; empty for the whole.
        kind: ``whole``, ``heading``, ``label``, ``lead-in``, ``closing``, ``sentence``, ``paragraph`` or ``group``.
    """

    ids: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    kind: str = "whole"

    @property
    def id(self) -> str:
        """The clause, or the first of several."""
        return self.ids[0]


def bind(ground: Ground, target: Target) -> Place:
    """Bind a target to the clauses and words it names.

    Raises:
        AmendmentRefused: The target names nothing, too much, or a place that cannot be bound.
    """
    if target.other:
        finer = ", ".join(f"{name} {words}" for name, words in target.other)
        raise ground.refuse("E078", f"a place so fine cannot be bound: {finer}", "quote the words that are meant")
    if target.document and fold(target.document).casefold() not in {fold(each).casefold() for each in ground.named}:
        raise ground.refuse(
            "E078",
            f"the sentence speaks of another document, {target.document}",
            "carry it out on that document",
            candidates=ground.named[:1],
        )
    clause_id = _clause(ground, target)
    place = _definition(ground, target, clause_id) if target.definition else Place((clause_id,))
    if target.part:
        place = _part(ground, target, place)
    if target.paragraphs:
        place = _paragraphs(ground, target.paragraphs, place)
    if target.sentences:
        place = _sentences(ground, target.sentences, place)
    return place


def _clause(ground: Ground, target: Target) -> str:
    if target.id:
        if target.id in ground.draft.clauses:
            return target.id
        if target.id in ground.draft.gone:
            raise ground.refuse("E070", f"clause {target.id} was deleted earlier in the instrument", place=target.id)
        raise ground.refuse("E060", f"no clause has the id {target.id}", "ids are given in the text's own file")
    within = _attachment(ground, target.attachment) if target.attachment else ""
    if target.at:
        return bind_address(ground, target.at, time=target.time, within=within)
    if target.title_words:
        return _headed(ground, target.title_words, within)
    return within or ground.draft.root.id


def _attachment(ground: Ground, named: str) -> str:
    """Return the clause that is an exhibit or schedule, by its label, heading, or first title line."""
    wanted = fold(named).casefold()
    found = [each.id for each in ground.draft.now(ground.draft.root.id).walk() if _bears(each, wanted)]
    if len(found) == 1:
        return found[0]
    raise ground.refuse(
        "E061" if found else "E060",
        f"{named} names {len(found)} attachments" if found else f"there is no {named}",
        "name the attachment as the text does",
        place=named,
        candidates=tuple(_attachments(ground)) if not found else tuple(found),
    )


def _bears(clause: Clause, wanted: str) -> bool:
    if clause.label and fold(clause.label).casefold().rstrip(".:") == wanted:
        return True
    if clause.kind == "part" and clause.children and clause.children[0].kind == "title":
        return fold(clause.children[0].text).casefold() == wanted
    return bool(clause.heading) and fold(clause.heading or "").casefold().rstrip(".:") == wanted


def _attachments(ground: Ground) -> list[str]:
    units = ("exhibit", "schedule", "annex", "appendix")
    return [each.label for each in ground.draft.root.walk() if each.label and labels.parse(each.label).unit in units][
        :8
    ]


def _headed(ground: Ground, words: str, within: str) -> str:
    wanted = fold(words).casefold().rstrip(".:")
    root = ground.draft.now(within or ground.draft.root.id)
    found = [each for each in root.walk() if fold(each.heading or "").casefold().rstrip(".:") == wanted]
    found = found or [each for each in root.walk() if each.kind == "title" and fold(each.text).casefold() == wanted]
    if len(found) == 1:
        return found[0].id
    headings = tuple(dict.fromkeys(each.heading or "" for each in root.walk() if each.heading))
    raise ground.refuse(
        "E061" if found else "E060",
        f"{len(found)} provisions are headed {words!r}" if found else f"no provision is headed {words!r}",
        "cite it by its number",
        place=words,
        candidates=tuple(ground.cited(each.id) for each in found) or headings[:8],
    )


def _definition(ground: Ground, target: Target, within: str) -> Place:
    """Return the clause, or the sentence, that defines a term."""
    root = ground.draft.now(within)
    known = definitions(root)
    wanted = fold(target.definition)
    found = [each for each in known if fold(each.term) == wanted]
    own = [each for each in found if each.manner == "own"]
    if len(own) == 1:
        return Place((own[0].clause,))
    said = [each for each in found if each.manner == "sentence"]
    if not own and len(said) == 1:
        scope = ground.scope(said[0].clause)
        words = scope.slot("text")
        at = (words.start if words else 0) + said[0].start
        spans = tuple(span for span in sentences(scope.printed, scope.inner) if span.start <= at < span.end)
        return Place((said[0].clause,), spans, "sentence")
    where = tuple(ground.cited(each.clause) for each in found)
    if found and not own and not said:
        raise ground.refuse(
            "E061",
            f"“{target.definition}” is defined in passing, in {', '.join(where)}, and not by a definition of its own",
            "quote the words that are meant",
            place=target.definition,
        )
    raise ground.refuse(
        "E061" if found else "E060",
        f"“{target.definition}” is defined {len(found)} times" if found else f"“{target.definition}” is not defined",
        "say where the definition stands, or correct the term",
        place=target.definition,
        candidates=where or tuple(_like(target.definition, tuple(each.term for each in known))),
    )


def _like(term: str, known: tuple[str, ...]) -> list[str]:
    low = term.casefold()
    near = [each for each in known if low in each.casefold() or each.casefold() in low]
    return list(dict.fromkeys((*near, *known)))[:6]


def _part(ground: Ground, target: Target, place: Place) -> Place:
    draft = ground.draft
    clause = draft.now(place.id)
    scope = ground.scope(place.id)
    match target.part:
        case "heading" | "label":
            return Place(place.ids, tuple(filter(None, (scope.slot(target.part),))), target.part)
        case "lead-in":
            return Place(place.ids, (lead_in(ground, clause),), "lead-in")
        case "closing":
            return Place(place.ids, (_closing(ground, clause),), "closing")
        case "title":
            ids = tuple(each.id for each in clause.children if each.kind == "title")
        case "signature block":
            ids = tuple(each.id for each in clause.children if each.kind == "signature")
        case _:
            ids = _front(clause, recitals=target.part == "recitals")
    if not ids:
        raise ground.refuse("E060", f"{ground.cited(place.id)} has no {target.part}", place=target.at)
    return Place(ids, kind="group")


def lead_in(ground: Ground, clause: Clause) -> Span:
    """Return where the words before the first numbered item stand, without label and heading."""
    scope = ground.scope(clause.id)
    start = after_heading(ground, clause)
    first = next((each.id for each in clause.children if each.label), None)
    for piece in scope.pieces:
        if piece.clause == first:
            return Span(start, max(start, piece.start))
    return Span(start, max(start, scope.inner.end))


def after_heading(ground: Ground, clause: Clause) -> int:
    """Return where a clause's words begin, after its label and heading."""
    scope = ground.scope(clause.id)
    heading = scope.slot("heading")
    return heading.end if heading else scope.inner.start


def _closing(ground: Ground, clause: Clause) -> Span:
    scope = ground.scope(clause.id)
    last = max((i for i, each in enumerate(clause.children) if each.label), default=-1)
    rest = clause.children[last + 1 :]
    if last < 0 or not rest:
        raise ground.refuse("E060", f"{ground.cited(clause.id)} has no closing words after its items")
    start = next(piece.start for piece in scope.pieces if piece.clause == rest[0].id)
    return Span(start, scope.inner.end)


def _front(clause: Clause, *, recitals: bool) -> tuple[str, ...]:
    """Return the paragraphs before the first numbered provision: all of them, or those that recite."""
    front: list[Clause] = []
    for each in clause.children:
        if each.label:
            break
        if each.kind == "clause":
            front.append(each)
    if not recitals:
        return tuple(each.id for each in front if not _recites(each))
    return tuple(each.id for each in front if _recites(each))


def _recites(clause: Clause) -> bool:
    first = fold(f"{clause.heading or ''} {clause.text}").upper()
    return first.startswith(("WHEREAS", "RECITAL", "WITNESSETH", "W I T N E S S E T H"))


def paragraphs(ground: Ground, clause: Clause) -> tuple[tuple[str, Span], ...]:
    """Return the unnumbered paragraphs of a clause: its own words first, each with its span in the clause's words."""
    scope = ground.scope(clause.id)
    found: list[tuple[str, Span]] = []
    ends = {each.id: _extent(ground, clause, each) for each in clause.children if not each.label}
    own = scope.slot("text")
    if own:
        inline = [ends[each.id].end for each in clause.children if each.id in ends and each.layout == "inline"]
        found.append((clause.id, Span(own.start, max([own.end, *inline[:1]]))))
    found += [(each.id, ends[each.id]) for each in clause.children if each.id in ends and each.layout != "inline"]
    return tuple(found)


def _extent(ground: Ground, clause: Clause, child: Clause) -> Span:
    scope = ground.scope(clause.id)
    inside = {each.id for each in child.walk()}
    own = [piece for piece in scope.pieces if piece.clause in inside]
    return Span(own[0].start, own[-1].end) if own else Span(scope.inner.end, scope.inner.end)


def _paragraphs(ground: Ground, ordinals: tuple[Ordinal, ...], place: Place) -> Place:
    clause = ground.draft.now(place.id)
    known = paragraphs(ground, clause)
    chosen: list[tuple[str, Span]] = []
    for ordinal in ordinals:
        one = pick(tuple(span for _, span in known), ordinal)
        if one is None:
            raise ground.refuse(
                "E060", f"{ground.cited(place.id)} has {counted(len(known), 'unnumbered paragraph')} and no {ordinal}",
                "correct the ordinal, or quote the words",
            )  # fmt: skip
        chosen.append(next(each for each in known if each[1] == one))
    if all(owner != clause.id for owner, _ in chosen):
        return Place(tuple(owner for owner, _ in chosen), kind="paragraph")
    return Place(place.ids, tuple(span for _, span in chosen), "paragraph")


def _sentences(ground: Ground, ordinals: tuple[Ordinal, ...], place: Place) -> Place:
    clause = ground.draft.now(place.id)
    scope = ground.scope(place.id)
    areas = place.spans or (Span(after_heading(ground, clause), scope.inner.end),)
    known = tuple(each for area in areas for each in sentences(scope.printed, area))
    chosen: list[Span] = []
    for ordinal in ordinals:
        one = pick(known, ordinal)
        if one is None:
            raise ground.refuse(
                "E060", f"{ground.cited(place.id)} has {counted(len(known), 'sentence')} and no {ordinal}",
                "correct the ordinal, or quote the words",
            )  # fmt: skip
        chosen.append(one)
    return Place(place.ids[:1], tuple(sorted(chosen)), "sentence")
