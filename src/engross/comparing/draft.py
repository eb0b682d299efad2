"""The instrument that turns one text into another: the finest orders that do it, proved by carrying them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from engross.amending.amend import amend
from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.comparing.compare import Comparison, compare
from engross.comparing.orders import Plan, orders_of, restated, restated_text
from engross.instruments.instrument import Effect, Instrument
from engross.instruments.operations import Instruction, Operation
from engross.problems import AmendmentRefused, InputError, Problem

_ANY = 6  # steps above a provision; no text numbers deeper


def draft(old: Text, new: Text, *, id: str = "amendment", number: int = 0, ids: bool | None = None) -> Instrument:  # noqa: A002 - the model's own word
    """Derive the instrument that turns one text into another.

    Orders are as fine as can be: words are substituted, provisions deleted, inserted, moved and renumbered; where that
    does not give the new text, the section is restated, and at last the whole. Every draft is carried out before it is
    returned, so ``amend(old, draft(old, new))`` prints what *new* prints. All references are to the designations as
    they stand before the instrument.

    Args:
        old: The text as it stands.
        new: The text as it shall read.
        id: The id of the instrument.
        number: Its number; 0 for none.
        ids: As in :func:`engross.comparing.compare.compare`.

    Raises:
        InputError: No orders turn the one into the other; nothing is guessed.
    """
    comparison = compare(old, new, ids=ids)
    instrument = _empty(old, id, number)
    why: tuple[Problem, ...] = ()
    for sentences in _ladder(comparison, instrument):
        made = replace(instrument, instructions=tuple(_sentences(sentences)))
        found = amended(old, made)
        if isinstance(found, Text) and printed(found) == printed(new) and alike(found.root, new.root):
            return made
        why = () if isinstance(found, Text) else found
    remedy = "the new text holds what no order can give; mend it, or restate the instrument by hand"
    problem = Problem(code="E079", what="no orders turn the one text into the other", place=old.name, remedy=remedy)
    raise InputError((problem, *why))


def amended(old: Text, instrument: Instrument) -> Text | tuple[Problem, ...]:
    """Return a text as amended, or why it cannot be."""
    try:
        return amend(old, instrument)
    except AmendmentRefused as refusal:
        return refusal.problems


def gives(old: Text, instrument: Instrument, new: Text) -> bool:
    """Say whether an instrument, carried out on a text, gives another to the letter."""
    found = amended(old, instrument)
    return isinstance(found, Text) and printed(found) == printed(new) and alike(found.root, new.root)


def alike(one: Clause, other: Clause) -> bool:
    """Say whether two clauses are the same provisions in the same places, whatever their ids."""
    stack = [(one, other)]
    while stack:
        mine, theirs = stack.pop()
        if len(mine.children) != len(theirs.children) or _shape(mine) != _shape(theirs):
            return False
        stack.extend(zip(mine.children, theirs.children, strict=True))
    return True


def _shape(clause: Clause) -> tuple[object, ...]:
    joints = clause.joints if any(clause.joints) else ()
    return clause.label, clause.heading, clause.text, joints, clause.layout, clause.kind, clause.rows, clause.tight


def _ladder(comparison: Comparison, instrument: Instrument) -> Iterator[list[list[Operation]]]:
    """Yield drafts, the finest first: fine orders, sections restated where those fail, all restated."""
    plan = orders_of(comparison)
    if plan is not None:
        yield plan.sentences()
        yield _mended(comparison, instrument, plan).sentences()
    coarse = orders_of(comparison, moves=False)
    if coarse is not None:
        yield coarse.sentences()
        yield _mended(comparison, instrument, coarse).sentences()
        yield replace(
            coarse, inside={at: restated(comparison, each, _ANY) for at, each in coarse.inside.items()}
        ).sentences()
    yield restated_text(comparison)


def _mended(comparison: Comparison, instrument: Instrument, plan: Plan) -> Plan:
    """Restate the sections whose own orders, carried out on them alone, do not give them."""
    inside = {}
    for at, sentences in plan.inside.items():
        alone = plan.alone(comparison, at)
        inside[at] = restated(comparison, sentences, _ANY)
        for tried in (sentences, *(restated(comparison, sentences, up) for up in range(_ANY))):
            made = replace(instrument, instructions=tuple(_sentences([orders for _, orders in tried])))
            if alone is not None and tried and _tried(made, *alone):
                inside[at] = tried
                break
    return replace(plan, inside=inside)


def _tried(instrument: Instrument, old: Clause, new: Clause) -> bool:
    text: Callable[[Clause], Text] = lambda clause: Text(root=Clause(id=instrument.amends, children=(clause,)))  # noqa: E731 - one use
    return gives(text(old), instrument, text(new))


def _sentences(sentences: list[list[Operation]]) -> Iterator[Instruction]:
    for number, operations in enumerate(filter(None, sentences), 1):
        yield Instruction(id=f"r{number}", operations=tuple(operations), clause=f"r{number}")


def _empty(old: Text, id: str, number: int) -> Instrument:  # noqa: A002 - the model's own word
    name = f"Amendment No. {number} to the {old.name}" if number else f"Amendment to the {old.name or old.id}"
    return Instrument(
        text=Text(root=Clause(id=id), kind="amendment", name=name, party=old.party),
        amends=old.id,
        number=number,
        effect=Effect(),
    )
