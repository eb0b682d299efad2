"""Two instruments drafted against one text: combined where they do not meet, else refused with both places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

from engross.amending.amend import amend
from engross.clauses import labels
from engross.clauses.addresses import Index, parse
from engross.clauses.clause import Text
from engross.clauses.words import printed
from engross.comparing.changes import Change
from engross.comparing.compare import Comparison, compare
from engross.comparing.tokens import own_tokens
from engross.comparing.wording import segments
from engross.instruments.instrument import Instrument
from engross.instruments.operations import Instruction, Operation, Target
from engross.problems import AmendmentRefused, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """What two instruments give together.

    Args:
        text: The text with both carried out; None where they meet.
        problems: Where they meet, each naming both places.
    """

    text: Text | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Doing:
    """What one instrument does, by the ids of the common text."""

    name: str
    comparison: Comparison
    deleted: dict[str, Change] = field(default_factory=dict)
    changed: dict[str, Change] = field(default_factory=dict)
    moved: dict[str, tuple[str, Change]] = field(default_factory=dict)
    labels: dict[str, tuple[str, Change]] = field(default_factory=dict)
    inserted: dict[str, list[tuple[str, Change]]] = field(default_factory=lambda: defaultdict(list))


def combine(old: Text, one: Instrument, other: Instrument) -> Combination:
    """Carry out two instruments that were both drafted against the same text.

    Every address is bound in the common text, so neither instrument's numbers are misread after the other. Where both
    reach for the same words, one deletes what the other changes, or their numbers collide, nothing is guessed.

    Args:
        old: The text both were drafted against.
        one: The first.
        other: The second.

    Returns:
        The text with both, whichever comes first, or the problems with both places.

    Raises:
        AmendmentRefused: One of the two cannot be carried out even alone.
    """
    doings = tuple(_doing(old, each) for each in (one, other))
    problems = tuple(dict.fromkeys(_conflicts(old, *doings)))
    if problems:
        return Combination(text=None, problems=problems)
    bound = tuple(_bound(old, each) for each in (one, other))
    try:
        there = amend(amend(old, bound[0]), bound[1])
        back = amend(amend(old, bound[1]), bound[0])
    except AmendmentRefused as refusal:
        told = tuple(
            replace(each, what=f"{one.name} and {other.name} together: {each.what}") for each in refusal.problems
        )
        return Combination(text=None, problems=told)
    if printed(there) != printed(back):
        return Combination(text=None, problems=tuple(_order_matters(one, other, there, back)))
    return Combination(text=replace(there, through=f"{one.name} and {other.name}"))


def _doing(old: Text, instrument: Instrument) -> _Doing:
    comparison = compare(old, amend(old, instrument), ids=True)
    doing = _Doing(instrument.name, comparison)
    matching = comparison.matching
    for change in comparison.changes:
        if change.new is None and change.old:
            for clause in matching.old.clauses[change.old.position].walk():
                doing.deleted[clause.id] = change
        elif change.old is None and change.new:
            clause = matching.new.clauses[change.new.position]
            parent = matching.new.clauses[matching.new.parents[change.new.position]].id
            doing.inserted[parent].append((labels.key(clause.label or ""), change))
        elif change.old and change.new:
            _note(doing, change)
    return doing


def _note(doing: _Doing, change: Change) -> None:
    assert change.old is not None  # noqa: S101 - told to mypy; the caller asked
    assert change.new is not None  # noqa: S101 - as above
    new = doing.comparison.matching.new
    kinds = set(change.kinds)
    if "moved" in kinds:
        doing.moved[change.old.id] = (new.clauses[new.parents[change.new.position]].id, change)
    if "relabelled" in kinds:
        doing.labels[change.old.id] = (labels.key(new.clauses[change.new.position].label or ""), change)
    if kinds & {"reworded", "split", "merged", "conforming reference", "joiner only", "layout"}:
        doing.changed[change.old.id] = change


def _conflicts(old: Text, one: _Doing, other: _Doing) -> Iterator[Problem]:
    yield from _deleted_under_edit(one, other)
    yield from _deleted_under_edit(other, one)
    yield from _same_words(one, other)
    yield from _twice(one, other)
    yield from _collisions(old, one, other)


def _problem(code: str, what: str, one: tuple[_Doing, Change], other: tuple[_Doing, Change]) -> Problem:
    places = (
        f"{one[0].name} at {one[1].place} ({one[1].kind}) and {other[0].name} at {other[1].place} ({other[1].kind})"
    )
    return Problem(code=code, what=f"{what}: {places}", place=one[1].place, candidates=(),
                   remedy="settle which is meant in one of the two instruments; nothing is guessed")  # fmt: skip


def _deleted_under_edit(deleting: _Doing, editing: _Doing) -> Iterator[Problem]:
    """Find what one takes away while the other changes it, moves it, or puts something into it."""
    into = {parent: changes[0][1] for parent, changes in editing.inserted.items()}
    moved_into = dict(editing.moved.values())
    moved = {clause: change for clause, (_, change) in editing.moved.items()}
    relabelled = {clause: change for clause, (_, change) in editing.labels.items()}
    for clause, change in deleting.deleted.items():
        for edits in (editing.changed, into, moved_into, moved, relabelled):
            if clause in edits:
                yield _problem(
                    "E070", "one deletes what the other changes", (deleting, change), (editing, edits[clause])
                )
                break


def _same_words(one: _Doing, other: _Doing) -> Iterator[Problem]:
    for clause in one.changed.keys() & other.changed.keys():
        mine, theirs = one.changed[clause], other.changed[clause]
        if _overlap(_hunks(one, mine), _hunks(other, theirs)):
            yield _problem("E067", "both change the same words", (one, mine), (other, theirs))


def _hunks(doing: _Doing, change: Change) -> list[tuple[int, int, str]]:
    """Return the stretches of old words an instrument replaces, with what stands there then."""
    matching = doing.comparison.matching
    if change.old is None or change.new is None:
        return []
    before, after = matching.old.clauses[change.old.position], matching.new.clauses[change.new.position]
    if "joiner only" in change.kinds:
        return [(-2, -1, "".join(after.joints))]
    old, new = own_tokens(before), own_tokens(after)
    return [
        (each.old_start, each.old_end, "".join(token.gap + token.word for token in new[each.new_start : each.new_end]))
        for each in segments(old, new)
        if not each.equal
    ]


def _overlap(mine: list[tuple[int, int, str]], theirs: list[tuple[int, int, str]]) -> bool:
    """Say whether stretches touch; words put in at the same point touch, and the same change in both does not."""
    for a_start, a_end, a_words in mine:
        for b_start, b_end, b_words in theirs:
            meet = a_start < b_end and b_start < a_end
            meet |= (a_start == a_end or b_start == b_end) and a_start <= b_end and b_start <= a_end
            if meet and (a_start, a_end, a_words) != (b_start, b_end, b_words):
                return True
    return False


def _twice(one: _Doing, other: _Doing) -> Iterator[Problem]:
    for mine, theirs, what in (
        (one.moved, other.moved, "both move the same provision to different places"),
        (one.labels, other.labels, "both give the same provision another number"),
    ):
        for clause in mine.keys() & theirs.keys():
            if mine[clause][0] != theirs[clause][0]:
                yield _problem("E067", what, (one, mine[clause][1]), (other, theirs[clause][1]))


def _collisions(old: Text, one: _Doing, other: _Doing) -> Iterator[Problem]:
    """Find numbers that two provisions under one would bear once both are carried out."""
    index = Index(old.root)
    for parent in {*one.inserted, *other.inserted, *_parents(index, one), *_parents(index, other)}:
        bearers: dict[str, list[tuple[_Doing, Change]]] = defaultdict(list)
        for mine, theirs in ((one, other), (other, one)):
            for label, change in mine.inserted.get(parent, []):
                bearers[label].append((mine, change))
            for child in index.clauses[parent].children if parent in index.clauses else ():
                if child.id in mine.labels and child.id not in {*mine.deleted, *theirs.deleted, *theirs.labels}:
                    bearers[mine.labels[child.id][0]].append((mine, mine.labels[child.id][1]))
        for label, found in bearers.items():
            given = {doing.name: (doing, change) for doing, change in found}
            if label and len(given) > 1:
                yield _problem("E064", f"both give the number {label} under {index.citation(parent) or 'the text'}",
                               *given.values())  # fmt: skip


def _parents(index: Index, doing: _Doing) -> set[str]:
    return {index.parents[clause] for clause in doing.labels if clause in index.parents}


def _order_matters(one: Instrument, other: Instrument, there: Text, back: Text) -> Iterator[Problem]:
    for change in compare(there, back, ids=True).changes:
        yield Problem(
            code="E067",
            what=f"{one.name} and {other.name} give another text at {change.place} when their order is changed",
            remedy="say in one of the two which comes first, or settle the place in one instrument",
            place=change.place,
        )


def _bound(old: Text, instrument: Instrument) -> Instrument:
    """Return an instrument whose addresses are ids, bound in the text it was drafted against."""
    index = Index(old.root)
    return replace(instrument, base="", instructions=tuple(_by_id(index, each) for each in instrument.instructions))


def _by_id(index: Index, instruction: Instruction) -> Instruction:
    return replace(instruction, operations=tuple(_operation(index, each) for each in instruction.operations))


def _operation(index: Index, operation: Operation) -> Operation:
    targets = {
        each.name: _target(index, value)
        for each in fields(operation)
        if isinstance(value := getattr(operation, each.name), Target)
    }
    return replace(operation, **targets)  # type: ignore[arg-type]


def _target(index: Index, target: Target) -> Target:
    if not target.at or target.id or target.attachment or target.time == "reached":
        return target
    found = index.resolve(parse(target.at))
    return replace(target, at="", id=found[0]) if len(found) == 1 else target


__all__ = ["Combination", "combine"]
