"""A drafted instrument in words: its orders as numbered resolutions, and what reading them back gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.instruments.instrument import Instrument
from engross.instruments.operations import Insert, Instruction, Move, Operation, Renumber, Restate, Target
from engross.problems import Problem
from engross.understanding.instrument import read_amendment
from engross.understanding.prose import quoted, sentence

_ARTICLES = ("A ", "The ")
_FIRST_WORDS = 8
_RESOLVED = "Resolved:"
_SHORT_NAMES = {"plan": "Plan", "agreement": "Agreement", "acceptance": "Acceptance"}


def resolved(instrument: Instrument, old: Text) -> Instrument:
    """Return an instrument with words of its own: a title, a recital, a numbered resolution for each sentence.

    Args:
        instrument: The instrument; its orders stay as they are.
        old: The text it amends.
    """
    document = _SHORT_NAMES.get(old.kind, "Agreement" if "greement" in old.name else "Plan")
    clauses = {clause.id: clause for clause in old.root.walk()}
    numbered = [
        _resolution(number, each, _nameable(each.operations, clauses), document)
        for number, each in enumerate(instrument.instructions, 1)
    ]
    head = f"AMENDMENT NO. {instrument.number}" if instrument.number else "AMENDMENT"
    root = Clause(
        id=instrument.id,
        children=(
            Clause(id="caption.number", kind="title", text=head),
            Clause(id="caption.name", kind="title", text=f"to the {old.name or old.id}"),
            *_recitals(instrument, old, document),
            *(clause for clause, _ in numbered),
            Clause(id="approval", kind="signature", rows=(("", "Approved by the Board of Directors"), ("", "Date:"))),
        ),
    )
    text = replace(instrument.text, root=root)
    return replace(instrument, text=text, instructions=tuple(instruction for _, instruction in numbered))


def _recitals(instrument: Instrument, old: Text, document: str) -> tuple[Clause, ...]:
    party = f" of {old.party}" if old.party else ""
    named = f"the {old.name or old.id}{party} (the “{document}”)"
    if instrument.authority:
        words = [f"Pursuant to Section {instrument.authority} of {named}, the {document} is hereby amended as follows:"]
    else:
        words = [f"This instrument amends {named}.", f"The {document} is hereby amended as follows:"]
    return tuple(Clause(id=f"recital-{count}", text=each) for count, each in enumerate(words, 1))


def _nameable(operations: Iterable[Operation], clauses: dict[str, Clause]) -> tuple[Operation, ...]:
    """Return orders whose targets a reader can find: what has an id alone is named by the words it begins with."""

    def named(target: Target) -> Target:
        if not target.id or target.at:
            return target
        begins = " ".join(printed(clauses[target.id]).split()[:_FIRST_WORDS]) if target.id in clauses else target.id
        return replace(target, id="", title_words=f"paragraph beginning {quoted(begins)}")

    return tuple(
        replace(each, target=named(each.target), to=named(each.to))
        if isinstance(each, Move)
        else replace(each, target=named(each.target))
        for each in operations
    )


def _resolution(
    number: int, instruction: Instruction, operations: tuple[Operation, ...], document: str
) -> tuple[Clause, Instruction]:
    name = f"resolution-{number}"
    words = f"{_RESOLVED} {said(operations, document)}"
    first, *others = words.split("\n")
    children = tuple(Clause(id=f"{name}.{count}", text=line) for count, line in enumerate(others, 1))
    clause = Clause(id=name, label=f"{number}.", text=first, children=children)
    return clause, replace(instruction, id=name, clause=name, sentence=" ".join(words.split()))


def said(operations: Iterable[Operation], document: str) -> str:
    """Return one sentence that orders operations at once.

    Args:
        operations: The orders of one sentence.
        document: The short name of the text that is amended.
    """
    first, *others = _parts(operations, document)
    parts = [first, *(f"{each[0].lower()}{each[1:]}" if each.startswith(_ARTICLES) else each for each in others)]
    return ", and ".join([*(each.removesuffix(".") for each in parts[:-1]), *parts[-1:]])


def _parts(operations: Iterable[Operation], document: str) -> Iterator[str]:
    for kind, group in groupby(operations, key=type):
        same = list(group)
        if kind is Renumber and len(same) > 1:
            yield _renumbered(same, document)
        else:
            yield from (sentence(_worded(each), document) for each in same)


def _renumbered(orders: list[Operation], document: str) -> str:
    """Renumber several provisions at once: the new numbers are all taken when the old ones are all free."""
    pairs = [(each.target.at, each.to) for each in orders if isinstance(each, Renumber)]
    before, after = _listed(at for at, _ in pairs), _listed(_whole(at, to) for at, to in pairs)
    return f"Sections {before} of the {document} are renumbered as Sections {after}, respectively."


def _whole(at: str, to: str) -> str:
    """Return the citation of a provision under its new number."""
    head, bracket, _ = at.rpartition("(")
    return f"{head}({to.strip('()')})" if bracket else to


def _listed(each: Iterable[str]) -> str:
    *most, last = each
    return f"{', '.join(most)} and {last}" if most else last


def _worded(operation: Operation) -> Operation:
    """Return an order of new provisions with their words, as an instrument quotes them."""
    if isinstance(operation, Insert | Restate) and operation.provisions and not operation.text:
        return replace(operation, text="\n".join(printed(each) for each in operation.provisions))
    return operation


def read_back(instrument: Instrument) -> tuple[Problem, ...]:
    """Return a problem for each resolution whose words, read as a stranger's, do not order the same.

    Args:
        instrument: The instrument in words.
    """
    reading = read_amendment(printed(instrument.text).replace("\n", "\n\n"))
    given = [each.operations for each in reading.sentences if _RESOLVED in each.words]
    problems = []
    for number, instruction in enumerate(instrument.instructions):
        understood = given[number] if number < len(given) else ()
        if [_bare(each) for each in understood] != [_bare(each) for each in instruction.operations]:
            problems.append(
                Problem(
                    code="W181",
                    severity="info",
                    what=f"the words of resolution {number + 1}, read back, do not order all that its operations order",
                    remedy="the operations are what was proved; check the words, or keep the YAML beside the paper",
                    place=instruction.id,
                )
            )
    return tuple(problems)


def _bare(operation: Operation) -> Operation:
    """Return an order with its new provisions as words, so that ids, layout and the text's own name do not count."""
    made = _worded(operation)
    target = replace(
        made.target, document="" if made.target.document in _SHORT_NAMES.values() else made.target.document
    )
    if isinstance(made, Insert | Restate):
        return replace(made, target=target, text=" ".join(made.text.split()), provisions=())
    if isinstance(made, Renumber):
        return replace(
            made, target=target, to=_whole(target.at, made.to.rpartition("(")[2] if "(" in made.to else made.to)
        )
    return replace(made, target=target)


__all__ = ["quoted", "read_back", "resolved", "said"]
