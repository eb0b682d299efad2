"""Consolidating: the text of a day, a fold of the instruments in force by then (rule 13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from engross.amending.amend import carry_out, effective
from engross.amending.correcting import corrected, refuse_circles
from engross.amending.record import Outcome
from engross.clauses.clause import Text
from engross.instruments.instrument import Instrument
from engross.problems import AmendmentRefused, Problem

Standing = Literal["applied", "pending", "later", "unknown", "void", "ended", "corrects"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An instrument with where it stands on the day.

    Args:
        instrument: The instrument, as corrected.
        standing: ``applied``; or left out because it is ``pending``, takes effect ``later``, was ``unknown`` on the
            day, is ``void``, has ``ended``, or only ``corrects`` another.
        why: The reason in words.
    """

    instrument: Instrument
    standing: Standing
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidation:
    """The text of a day with everything it rests on.

    Args:
        text: The consolidated text.
        base: The text as adopted.
        outcomes: Each instrument carried out, in order.
        listed: Every instrument given, carried out or not, in order.
        findings: What a person must look at; missing facts are among them.
    """

    text: Text
    base: Text
    outcomes: tuple[Outcome, ...] = ()
    listed: tuple[Listed, ...] = ()
    findings: tuple[Problem, ...] = ()


def consolidate(
    text: Text,
    instruments: Iterable[Instrument],
    *,
    as_of: date | None = None,
    known: date | None = None,
    literal: bool = False,
) -> Text:
    """Return the text as amended by the instruments in force on a day.

    Args:
        text: The text as adopted.
        instruments: The instruments, in any order.
        as_of: The day; None takes in every instrument that has a day of effect.
        known: The day on whose knowledge the text is given; None for all that is known.
        literal: True carries out the words ordered and nothing more.

    Raises:
        AmendmentRefused: An instrument cannot be carried out, is given twice, or the day lies before the text's own.
    """
    return derive(text, instruments, as_of=as_of, known=known, literal=literal, look=False).text


def derive(  # noqa: PLR0913 - all but the first two are by keyword
    text: Text,
    instruments: Iterable[Instrument],
    *,
    as_of: date | None = None,
    known: date | None = None,
    literal: bool = False,
    look: bool = True,
) -> Consolidation:
    """Consolidate as :func:`consolidate` does, and return with the text all that it rests on.

    Args:
        text: The text as adopted.
        instruments: The instruments, in any order.
        as_of: The day.
        known: The day on whose knowledge the text is given.
        literal: True carries out the words ordered and nothing more.
        look: False leaves out the look at references, terms and numbers after each instrument.

    Raises:
        AmendmentRefused: As in :func:`consolidate`.
    """
    given = tuple(instruments)
    _refuse_twice(given)
    refuse_circles(given)
    findings = _dated(text, as_of)
    listed = _all_listed(given, as_of, known)
    now = text
    outcomes: list[Outcome] = []
    for each in listed:
        if each.standing != "applied":
            continue
        try:
            outcome = carry_out(now, each.instrument, editorial=not literal, look=look)
        except AmendmentRefused as refusal:
            because = _because(each, listed)
            raise AmendmentRefused(tuple(_named(each.instrument, one, because) for one in refusal.problems)) from None
        outcomes.append(outcome)
        findings += (_inferred(each.instrument), *outcome.findings)
        now = outcome.text
    return Consolidation(
        text=now, base=text, outcomes=tuple(outcomes), listed=listed, findings=tuple(each for each in findings if each)
    )


def in_order(instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """Return instruments in order of effect, then approval, then number, then as given; pending ones last."""

    def place(each: Instrument) -> tuple[bool, date, date, int]:
        dated = effective(each)
        day = dated.date if dated else date.max
        return dated is None, day, each.approved.date if each.approved else day, each.number

    return tuple(sorted(instruments, key=place))


def _refuse_twice(instruments: tuple[Instrument, ...]) -> None:
    seen: dict[str, Instrument] = {}
    problems = []
    for each in instruments:
        if each.id in seen:
            problems.append(
                Problem(
                    code="E071", what=f"{each.name} is given twice", remedy="give it once", source=each.source,
                    place=each.id,
                )
            )  # fmt: skip
        seen[each.id] = each
    if problems:
        raise AmendmentRefused(tuple(problems))


def _dated(text: Text, as_of: date | None) -> tuple[Problem | None, ...]:
    """Refuse a day before the text's own, and say that its date is not known where that is so."""
    adopted = text.dates.get("adopted") or text.dates.get("effective")
    name = text.name or text.id
    if adopted is None:
        what = f"the date {name} was adopted is not in the documents; no day can be held against it"
        return (
            Problem(
                code="W171", severity="warning", what=what, remedy="give it as adopted: in the text's file", place=name
            ),
        )
    if as_of is not None and as_of < adopted.date:
        what = f"{name} was adopted on {adopted.date}; on {as_of} there was no such text"
        raise AmendmentRefused((Problem(code="E069", what=what, remedy="name a later day", place=name),))
    return ()


def _listed(instrument: Instrument, as_of: date | None, known: date | None) -> Listed:
    dated, effect = effective(instrument), instrument.effect
    became_known = instrument.known or (instrument.approved.date if instrument.approved else None)
    if instrument.status == "void":
        return Listed(instrument=instrument, standing="void", why="it is void")
    if known is not None and (became_known is None or became_known > known):
        return Listed(instrument=instrument, standing="unknown", why=f"it was not known on {known}")
    if dated is None:
        why = effect.condition or "no date of effect and no approval is known"
        return Listed(instrument=instrument, standing="pending", why=why)
    if as_of is not None and dated.date > as_of:
        return Listed(instrument=instrument, standing="later", why=f"it takes effect on {dated.date}")
    if effect.until is not None and as_of is not None and as_of > effect.until:
        return Listed(instrument=instrument, standing="ended", why=f"its effect ended on {effect.until}")
    return Listed(instrument=instrument, standing="applied", why=f"in effect from {dated.date}")


def _all_listed(given: tuple[Instrument, ...], as_of: date | None, known: date | None) -> tuple[Listed, ...]:
    """Return every instrument with where it stands, those that are corrected in their corrected words."""
    ids = {each.id for each in given}
    ordered = tuple(_listed(each, as_of, known) for each in in_order(given))
    corrections = [each for each in ordered if each.instrument.amends in ids]
    standing = [each.instrument for each in corrections if each.standing == "applied"]
    if not corrections:
        return ordered
    rest = [each for each in ordered if each.instrument.amends not in ids]
    fixed = {each.id: each for each in corrected((each.instrument for each in rest), standing)}
    return tuple(
        replace(each, instrument=fixed[each.instrument.id])
        if each.instrument.id in fixed
        else replace(each, standing="corrects", why=f"it corrects {each.instrument.amends}")
        if each.standing == "applied"
        else each
        for each in ordered
    )


def _inferred(instrument: Instrument) -> Problem | None:
    dated = effective(instrument)
    if dated is None or dated.basis != "inferred":
        return None
    return Problem(
        code="W170",
        severity="info",
        what=f"{instrument.name} states no date of effect; {dated.date} is inferred: {dated.source or 'its approval'}",
        remedy="state the date of effect in the instrument's file if another is known",
        place=instrument.name,
        source=instrument.source,
    )


def _named(instrument: Instrument, problem: Problem, because: str) -> Problem:
    return replace(problem, what=f"{instrument.name}: {problem.what}{because}")


def _because(refused: Listed, listed: tuple[Listed, ...]) -> str:
    """Say which retroactive or void instruments may be why an instrument no longer resolves."""
    mine = refused.instrument
    at = listed.index(refused)
    told = []
    for each in listed[:at]:
        other = each.instrument
        if each.standing == "void":
            told.append(f"{other.name}, which came before it, is void")
        elif each.standing == "applied" and _later(other, mine):
            told.append(f"{other.name} takes effect before it and was approved after it")
    return f" ({'; '.join(told)})" if told else ""


def _later(other: Instrument, mine: Instrument) -> bool:
    return other.approved is not None and mine.approved is not None and other.approved.date > mine.approved.date
