"""A read instrument: its sentences with what they order, and the instrument that can be carried out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from engross.amending.provisions import numeral_of
from engross.amending.sequence import same_kind
from engross.clauses import labels
from engross.clauses.clause import Clause, Dated, Text
from engross.clauses.words import printed
from engross.instruments.instrument import Effect, Instrument
from engross.instruments.operations import Insert, Instruction, NoEffect, NotExecutable, Operation, Restate, Target
from engross.problems import AmendmentRefused, Problem
from engross.reading import plain

_SHORT_NAME = r"(?i)^(?!.*amendment).*\b(?:agreement|plan|contract|indenture|lease|deed|note|guaranty|letter)$"
Verdict = Literal["understood", "stem", "boilerplate", "no order", "not executable", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an instrument, and how it was understood.

    Args:
        id: Unique in the instrument.
        start: Where it begins in the source.
        end: Where it ends.
        words: Its own words, new text excluded.
        verdict: ``understood``; ``stem`` names a place for the sentences under it; ``boilerplate``, ``no order``
            order nothing; ``not executable`` orders a change whose words are not given; ``refused`` was not understood.
        place: The place it was read under.
        new_text: The new text it gives in following paragraphs, as it stands there.
        new_text_at: Where that begins and ends.
        operations: What it orders.
        problems: Why it was refused, or what is missing.
        document: The document it names or stands under; empty where none is named.
    """

    id: str
    start: int
    end: int
    words: str
    verdict: Verdict
    place: Target = field(default_factory=Target)
    new_text: str = ""
    new_text_at: tuple[int, int] | None = None
    operations: tuple[Operation, ...] = ()
    problems: tuple[Problem, ...] = ()
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An amending instrument as read.

    Args:
        title: Its title.
        recitals: Its recitals, in order.
        amends: The document it amends, as it names it.
        authority: The provision it is made under, as cited.
        names: The names it defines, each with the words they stand for.
        parties: The persons it is made between, as named.
        dated: Its date.
        approved: Its approval.
        effect: When it takes effect.
        sentences: Every sentence of its body, in order.
        problems: What a person must look at, in order.
    """

    title: str = ""
    recitals: tuple[str, ...] = ()
    amends: str = ""
    authority: str = ""
    names: tuple[tuple[str, str], ...] = ()
    parties: tuple[str, ...] = ()
    dated: Dated | None = None
    approved: Dated | None = None
    effect: Effect = field(default_factory=Effect)
    sentences: tuple[Sentence, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def instructions(self) -> tuple[Sentence, ...]:
        """The sentences that order something, understood or not."""
        return tuple(each for each in self.sentences if each.verdict in ("understood", "not executable", "refused"))

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation, in order."""
        return tuple(operation for each in self.sentences for operation in each.operations)

    def called(self, sentence: Sentence) -> str:
        """Return the short name of the document a sentence amends: "Employment Agreement", "Plan".

        Args:
            sentence: One of its sentences.
        """
        named = (sentence.document, *(each.document for each in self.sentences))
        defined = (name for name, _ in self.names if re.search(_SHORT_NAME, name))
        found = next(filter(None, (*named, *defined)), "Plan")
        return re.sub(r"(?i)^(?:this|that)\s+", "", found)

    def instrument(self, amends: str = "", *, id: str = "amendment", number: int = 0) -> Instrument:  # noqa: A002 - the model's word
        """Return the instrument that can be carried out.

        Args:
            amends: The id of the text it amends.
            id: Its own id.
            number: Its number in the order of instruments.

        Raises:
            AmendmentRefused: A sentence was not understood or cannot be carried out; every one is named.
        """
        faults = [problem for each in self.instructions for problem in each.problems if problem.severity == "error"]
        faults += [_not_executable(each) for each in self.instructions if each.verdict == "not executable"]
        if faults:
            raise AmendmentRefused(tuple(faults))
        clauses = tuple(
            Clause(id=each.id, text=" ".join(filter(None, (each.words, " ".join(each.new_text.split())))))
            for each in self.sentences
        )
        text = Text(root=Clause(id=id, children=clauses), kind="amendment", name=self.title)
        return Instrument(
            text=text,
            amends=amends,
            number=number,
            authority=self.authority,
            approved=self.approved,
            effect=self.effect,
            instructions=tuple(_instruction(each) for each in self.instructions),
        )


def _not_executable(sentence: Sentence) -> Problem:
    why = next((op.why for op in sentence.operations if isinstance(op, NotExecutable)), "")
    return Problem(code="E284", what=f"{sentence.words[:80]!r} cannot be carried out: {why}",
                   remedy="write the operation by hand from what the parties meant")  # fmt: skip


def _instruction(sentence: Sentence) -> Instruction:
    operations = tuple(
        _with_provisions(op, sentence.new_text)
        for op in sentence.operations
        if not isinstance(op, NoEffect | NotExecutable)
    )
    return Instruction(id=sentence.id, operations=operations, sentence=sentence.words, clause=sentence.id)


def _with_provisions(operation: Operation, raw: str) -> Operation:
    """Return an operation whose new provision is read into clauses, where it is a provision and not words."""
    if not isinstance(operation, Insert | Restate) or not operation.text:
        return operation
    target = operation.target
    if target.definition or target.sentences or target.paragraphs or target.part or target.other:
        return operation
    if isinstance(operation, Insert) and not operation.label:
        return operation
    given = _as_typed(operation.text, raw)
    read = plain.provision(given)
    if not read or " ".join(" ".join(printed(clause).split()) for clause in read) != " ".join(given.split()):
        return operation
    number = operation.label if isinstance(operation, Insert) else target.at
    return replace(operation, provisions=_under_the_first(read, numeral_of(number)))


def _under_the_first(read: tuple[Clause, ...], numeral: str) -> tuple[Clause, ...]:
    """Return provisions with all that follows the first under it, where the first is the one that is meant.

    What follows may be its paragraphs or its list; a number of its own level begins another provision.
    """
    first, rest = read[0], read[1:]
    meant = first.label is None or labels.key(first.label).casefold() == numeral.casefold()
    if not rest or not numeral or not meant:
        return read
    if any(each.label and same_kind((numeral, labels.key(each.label))) for each in rest):
        return read
    children = (*first.children, *rest)
    joints = (*first.joints, *("" for _ in rest)) if first.joints else ()
    return (replace(first, children=children, joints=joints),)


def _as_typed(text: str, raw: str) -> str:
    """Return new text with the line breaks it was typed with, where it is all of what follows the sentence.

    The marks that wrap it are left out only as far as the reading left them out: those of a defined term stay.
    """
    typed = raw.strip()
    tails = [typed[:end] for end in range(len(typed), max(len(typed) - 8, 0), -1)]
    for each in (cut for tail in tails for cut in (tail, tail[1:])):
        if " ".join(each.split()) == text:
            return each
    return text
