"""Carrying out an instrument on a text: bound first, then done, wholly or not at all (rule 12)."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from engross.amending.acts import Bound
from engross.amending.closing_up import close_up
from engross.amending.draft import Draft
from engross.amending.findings import after_instrument
from engross.amending.ground import Ground
from engross.amending.joiners import repair
from engross.amending.orders import bind_operation
from engross.amending.perform import Touched, perform
from engross.amending.record import Change, Outcome
from engross.clauses.addresses import Index
from engross.clauses.clause import Dated, Text
from engross.clauses.words import words
from engross.instruments.instrument import Instrument
from engross.instruments.operations import Instruction
from engross.problems import AmendmentRefused, Problem


def amend(text: Text, instrument: Instrument, *, editorial: bool = True) -> Text:
    """Carry out an instrument and return the amended text, which is a text like any other.

    Args:
        text: The text as it stands; never changed.
        instrument: The instrument.
        editorial: True lets a regular list keep its joiners where items go or come (Australian Capital Territory,
            Legislation Act 2001 s 116); False gives the words ordered and nothing more.

    Raises:
        AmendmentRefused: With every problem of every sentence; nothing was carried out.
    """
    return carry_out(text, instrument, editorial=editorial, look=False).text


def carry_out(text: Text, instrument: Instrument, *, editorial: bool = True, look: bool = True) -> Outcome:
    """Carry out an instrument and return the text with the record of what was done and what remains to be looked at.

    Args:
        text: The text as it stands; never changed.
        instrument: The instrument.
        editorial: As in :func:`amend`.
        look: False leaves out the look at references, terms and numbers afterwards.

    Raises:
        AmendmentRefused: With every problem of every sentence; nothing was carried out.
    """
    problems = _standing(text, instrument)
    start = Index(text.root)
    draft = Draft(start)
    touched = Touched()
    changes: list[Change] = []
    for instruction in instrument.instructions:
        ground = Ground(
            start=start,
            draft=draft,
            instruction=instruction,
            named=tuple(filter(None, (text.name, text.id, text.kind))),
            prefix=f"{instrument.id}-{instruction.id}",
        )
        try:
            changes += perform(ground, _bound(ground, instruction), touched, instrument.id)
        except AmendmentRefused as refusal:
            problems += refusal.problems
    if problems:
        raise AmendmentRefused(tuple(dict.fromkeys(problems)))
    findings: list[Problem] = []
    if editorial:
        repairs, findings = repair(draft, touched, instrument.id)
        changes += [*close_up(draft, changes, instrument.id), *repairs]
    amended = replace(text, root=draft.finish(), through=through(instrument))
    if look:
        findings += after_instrument(text, amended, draft, tuple(changes))
    return Outcome(text=amended, base=text, instrument=instrument, changes=tuple(changes), findings=tuple(findings))


def _bound(ground: Ground, instruction: Instruction) -> list[Bound]:
    """Bind every operation of a sentence before any is carried out, and refuse with all faults at once."""
    problems: list[Problem] = []
    bound: list[Bound] = []
    for number, operation in enumerate(instruction.operations, 1):
        try:
            bound.append(bind_operation(ground, number, operation))
        except AmendmentRefused as refusal:
            problems += refusal.problems
    if problems:
        raise AmendmentRefused(tuple(problems))
    return bound


def _standing(text: Text, instrument: Instrument) -> list[Problem]:
    """Return what keeps an instrument from being carried out on this text at all."""
    found: list[Problem] = []
    if instrument.status == "void":
        found.append(_standing_problem(instrument, "E079", f"{instrument.name} is void", "leave it out"))
    if instrument.amends and instrument.amends != text.id:
        what = f"{instrument.name} amends {instrument.amends}, and this text is {text.id}"
        found.append(_standing_problem(instrument, "E078", what, "carry it out on the text it amends"))
    if instrument.base and instrument.base != fingerprint(text):
        what = f"{instrument.name} was drafted against a text of other words (SHA-256 {instrument.base[:12]} …)"
        remedy = f"this text is {fingerprint(text)[:12]} …; check the instrument against it and name the new base"
        found.append(_standing_problem(instrument, "E072", what, remedy))
    if text.through and text.through == through(instrument):
        what = f"{instrument.name} is carried out in this text already"
        found.append(_standing_problem(instrument, "E071", what, "carry it out once"))
    return found


def _standing_problem(instrument: Instrument, code: str, what: str, remedy: str) -> Problem:
    return Problem(code=code, what=what, remedy=remedy, source=instrument.source, place=instrument.name)


def fingerprint(text: Text) -> str:
    """Return the SHA-256 of a text's printed words, parted by single blanks: what an instrument calls its base."""
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()


def through(instrument: Instrument) -> str:
    """Return how far a text is consolidated with an instrument: ``Amendment No. 1 (February 3, 2005)``."""
    dated = effective(instrument)
    return f"{instrument.name} ({dated.date:%B} {dated.date.day}, {dated.date.year})" if dated else instrument.name


def effective(instrument: Instrument) -> Dated | None:
    """Return the day an instrument takes effect, as it says or inferred from its approval; None while it waits."""
    effect = instrument.effect
    if effect.dated is not None:
        return effect.dated
    if effect.condition or instrument.approved is None:
        return None
    return Dated(date=instrument.approved.date, basis="inferred", source=instrument.approved.source)
