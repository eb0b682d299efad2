"""The approval view: each sentence of an instrument, how it was understood, and what it did to the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engross.amending.amend import carry_out
from engross.amending.record import Change, Outcome
from engross.clauses.clause import Text
from engross.instruments.interchange import from_json
from engross.problems import AmendmentRefused, InputError, Problem
from engross.understanding.prose import sentence
from engross.understanding.readings import Reading, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence beside what it did.

    Args:
        id: The sentence's id in the reading.
        words: What the instrument says.
        understood: How it was understood, an operation a line, as the house would write it.
        places: The clauses it bound to, as cited before it.
        before: The words concerned, before.
        after: The words in their place.
        problems: Why it was not carried out, or what a person must look at.
    """

    id: str
    words: str
    understood: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def doubtful(self) -> bool:
        """True where a person must decide before the text may be used."""
        return any(problem.severity != "info" for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What a person approves.

    Args:
        rows: The sentences that order something, in order.
        outcome: The text with all sentences carried out; None while any is doubtful.
    """

    rows: tuple[Row, ...]
    outcome: Outcome | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that stands in the way, in order."""
        return tuple(problem for row in self.rows for problem in row.problems)


def approval(reading: Reading, text: Text, *, editorial: bool = True) -> Approval:
    """Carry out a read instrument sentence by sentence and show each beside what it did.

    Args:
        reading: The instrument as read, or as reviewed.
        text: The text it amends.
        editorial: As in :func:`engross.amend`.

    Returns:
        A row for each sentence; the amended text only where every one was carried out and none is doubtful.
    """
    rows: list[Row] = []
    kept: list[Sentence] = []
    outcome: Outcome | None = None
    for each in reading.instructions:
        problems = list(each.problems)
        changes: tuple[Change, ...] = ()
        if each.verdict == "understood":
            try:
                outcome = _done([*kept, each], reading, text, editorial=editorial)
                kept.append(each)
                changes = tuple(change for change in outcome.changes if change.instruction == each.id)
            except AmendmentRefused as refusal:
                problems += refusal.problems
        else:
            problems += _why(each, problems)
        rows.append(_row(each, changes, problems, reading.called(each)))
    doubtful = any(row.doubtful for row in rows) or not rows
    return Approval(rows=tuple(rows), outcome=None if doubtful else outcome)


def _done(sentences: Sequence[Sentence], reading: Reading, text: Text, *, editorial: bool) -> Outcome:
    instrument = replace(reading, sentences=tuple(replace(each, problems=()) for each in sentences)).instrument(text.id)
    return carry_out(text, instrument, editorial=editorial)


def _why(each: Sentence, said: Sequence[Problem]) -> list[Problem]:
    if said:
        return []
    what = f"{each.words[:60]!r} orders a change whose words are not given"
    return [Problem(code="E284", what=what, remedy="write its operations into a reviewed file and give it by --accept")]


def _row(each: Sentence, changes: tuple[Change, ...], problems: Sequence[Problem], document: str) -> Row:
    return Row(
        id=each.id,
        words=each.words,
        understood=tuple(sentence(operation, document) for operation in each.operations),
        places=tuple(dict.fromkeys(cited for change in changes for cited in change.cited)),
        before="\n".join(change.before for change in changes if change.before),
        after="\n".join(change.after for change in changes if change.after),
        problems=tuple(problems),
    )


def accepted(reading: Reading, reviewed: Mapping[str, Any], *, file: str = "-") -> Reading:
    """Return a reading whose sentences order what a person reviewed.

    Args:
        reading: The instrument as read.
        reviewed: What ``engross understand --json`` prints, with the ``ops`` of each sentence as reviewed. A sentence
            with no ``ops`` orders nothing; one that is left out stays as read.
        file: What to call it in messages.

    Raises:
        InputError: A sentence is none of the instrument's, or an operation is none.
    """
    given: dict[str, list[Any]] = {}
    known = {each.id: each.words for each in reading.sentences}
    faults: list[Problem] = []
    for each in reviewed.get("sentences") or ():
        if known.get(str(each.get("id"))) != each.get("sentence"):
            what = f"{file} speaks of a sentence the instrument does not hold: {str(each.get('sentence'))[:60]!r}"
            faults.append(Problem(code="E291", what=what, remedy="review the operations of this instrument anew"))
            continue
        given[str(each["id"])] = list(each.get("ops") or ())
    if faults:
        raise InputError(tuple(faults))
    return replace(reading, sentences=tuple(_reviewed(each, given) for each in reading.sentences))


def _reviewed(each: Sentence, given: Mapping[str, list[Any]]) -> Sentence:
    if each.id not in given or each.verdict in ("stem", "boilerplate", "no order"):
        return each
    operations = tuple(from_json(operation) for operation in given[each.id])
    executable = any(operation["op"] not in ("no_effect", "not_executable") for operation in given[each.id])
    return replace(each, operations=operations, problems=(), verdict="understood" if executable else "no order")
