"""Instruments that amend an earlier instrument: the earlier one is carried out as corrected (rule 13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from engross.amending.amend import carry_out
from engross.amending.record import Change, Edit, Outcome
from engross.clauses.addresses import Index
from engross.clauses.words import printed
from engross.instruments.instrument import Instrument
from engross.instruments.operations import Instruction, Operation, Target
from engross.problems import AmendmentRefused, Problem


def corrected(instruments: Iterable[Instrument], corrections: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """Return instruments with the corrections carried out on their own words and on what these order.

    A correction is an instrument whose ``amends`` names another instrument. Words it changes in a sentence are changed
    in the orders of that sentence, where they stand in one place of them; else the sentence must be read anew, and that
    is refused rather than guessed.

    Args:
        instruments: The instruments, corrections left out.
        corrections: The corrections, in order.

    Raises:
        AmendmentRefused: A correction cannot be carried out, or what it leaves must be read anew.
    """
    by_id = {each.id: each for each in instruments}
    waiting = list(corrections)
    own = {each.id: each for each in waiting}
    for each in reversed(waiting):  # a correction of a correction goes first
        if (target := own.get(each.amends)) is not None:
            own[target.id] = _corrected(target, own[each.id])
    for each in waiting:
        if each.amends in by_id:
            by_id[each.amends] = _corrected(by_id[each.amends], own[each.id])
    return tuple(by_id.values())


def refuse_circles(instruments: Iterable[Instrument]) -> None:
    """Refuse corrections that correct each other in a circle.

    Raises:
        AmendmentRefused: E073.
    """
    amends = {each.id: each.amends for each in instruments}
    for start, first in amends.items():
        seen, at = [start], first
        while at in amends and at not in seen:
            seen.append(at)
            at = amends[at]
        if at == start:
            what = f"{' corrects '.join([*seen, start])}: a circle"
            problem = Problem(code="E073", what=what, remedy="say of one of them what it amends", place=start)
            raise AmendmentRefused((problem,))


def _corrected(instrument: Instrument, correction: Instrument) -> Instrument:
    outcome = carry_out(instrument.text, correction, look=False)
    before, after = Index(instrument.text.root), Index(outcome.text.root)
    kept: list[Instruction] = []
    for instruction in instrument.instructions:
        clause = instruction.clause or instruction.id
        if clause not in before.clauses:
            kept.append(instruction)
        elif clause in after.clauses:
            same = printed(before.clauses[clause]) == printed(after.clauses[clause])
            kept.append(instruction if same else _reordered(instrument, instruction, clause, outcome, correction))
    return replace(instrument, text=replace(outcome.text, through=instrument.text.through), instructions=tuple(kept))


def _reordered(
    instrument: Instrument, instruction: Instruction, clause: str, outcome: Outcome, correction: Instrument
) -> Instruction:
    """Carry the changed words of a sentence into what it orders."""
    operations = instruction.operations
    for edit in _edits(outcome.changes, clause):
        changed = tuple(_with(operation, edit) for operation in operations)
        if sum(new is not None for new in changed) != 1:
            what = f"{correction.name} changes what sentence {instruction.id} of {instrument.name} orders"
            problem = Problem(
                code="E077", what=what, source=correction.source, place=instruction.id,
                remedy="read the corrected sentence anew, and write its orders into the instrument's file",
            )  # fmt: skip
            raise AmendmentRefused((problem,))
        operations = tuple(new or old for new, old in zip(changed, operations, strict=True))
    sentence = " ".join(printed(Index(outcome.text.root).clauses[clause], labels=False).split())
    return replace(instruction, operations=operations, sentence=sentence)


def _edits(changes: tuple[Change, ...], clause: str) -> list[Edit]:
    return [edit for change in changes for edit in change.edits if edit.clause == clause and edit.slot == "text"]


def _with(operation: Operation, edit: Edit) -> Operation | None:
    """Return an operation with the words of an edit changed, where one of its places alone holds them once."""
    found: list[Operation] = []
    for each in fields(operation):
        value = getattr(operation, each.name)
        if isinstance(value, str) and value.count(edit.removed) == 1 and edit.removed:
            found.append(_changed(operation, each.name, value.replace(edit.removed, edit.added)))
        elif isinstance(value, Target) and value.at.count(edit.removed) == 1 and edit.removed:
            target = replace(value, at=value.at.replace(edit.removed, edit.added))
            found.append(_changed(operation, each.name, target))
    return found[0] if len(found) == 1 else None


def _changed(operation: Any, name: str, value: object) -> Any:
    """Return an operation with one of its places changed; which places it has depends on what it is."""
    return replace(operation, **{name: value})
