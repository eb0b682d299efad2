"""Read one instruction: its words, the new text that follows it, and the context it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from engross.instruments.operations import NoEffect, Operation, Target
from engross.problems import Problem, Source
from engross.understanding.documents import check_documents
from engross.understanding.doubts import no_guess
from engross.understanding.grammar import Tree, instructions
from engross.understanding.meaning import Meaning
from engross.understanding.places import DOCUMENT, UNKNOWN, Missing, Unclear
from engross.understanding.tokens import Token, tokens

_WAITS = re.compile(r"(?:upon|subject to|if)\b", re.IGNORECASE)
_OWN_TERMS = re.compile(
    r"\b(?:terms|conditions) (?:hereof|and conditions|of this|set forth)|conditions? precedent", re.IGNORECASE
)
_LIMITS = re.compile(
    r"\s*(?:but\s+)?(?:other than|except|excluding|but not|not|only|solely|save|to the extent|unless|in part|and|or)\b"
)  # how words in parentheses begin that say less, or more, than the place they stand behind
_LONGEST = 20_000  # characters; a longer sentence is a text, not an instruction


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What an instruction was understood to order.

    Args:
        operations: What it orders; empty where anything of it was not understood.
        problems: What was not understood, and what is missing.
        place: The place it leaves spoken of, for the instructions under it.
        document: The document it names, as it names it; empty for none.
        residue: The words no rule claimed, with where they begin; empty where all were claimed.
    """

    operations: tuple[Operation, ...] = ()
    problems: tuple[Problem, ...] = ()
    place: Target | None = None
    residue: tuple[tuple[int, str], ...] = ()
    document: str = ""


def understand(
    instruction: str,
    payload: str | None = None,
    context: str | Sequence[str] | Target | None = None,
) -> Understood:
    """Read what one instruction orders.

    Args:
        instruction: Its own words, without the new text that follows it.
        payload: The new text that follows it; None where it is not at hand.
        context: The sentences it stands under, outermost first, or the place they speak of.

    Returns:
        Its operations, or the problems that stood in the way; never both a reading and a residue.
    """
    units: dict[str, str] = {}
    base = context if isinstance(context, Target) else read_context(context, units)
    line = tokens(instruction[:_LONGEST])
    if not line or len(instruction) > _LONGEST:
        return Understood(problems=(_problem("E280", "there is no instruction to read", instruction, 0),))
    tree, claimed = instructions().match("instruction", line)
    if tree is None:
        at = line[claimed].start if claimed < len(line) else len(instruction)
        rest = instruction[at : at + 80].strip()
        what = f"the instruction is not understood from {rest!r} on" if rest else "the instruction breaks off"
        remedy = "write the operation by hand, or in words the grammar knows"
        return Understood(
            problems=(_problem("E281", what, instruction, at, remedy),), residue=((at, instruction[at:]),)
        )
    meaning = Meaning(line, payload, units)
    try:
        _no_limits(line)
        operations = meaning.instruction(tree, base)
        _no_unknown(operations)
        no_guess(operations, tree, line)
    except Missing:
        meaning.missing = True
        return Understood(problems=_missing(meaning, instruction))
    except Unclear as unclear:
        return Understood(problems=(_problem("E282", str(unclear), instruction, 0, "write the operation by hand"),))
    problems = (*_missing(meaning, instruction), *_conditions(tree, line, instruction))
    document = re.sub(r"^(?i:the|said|such|our|your)\s+", "", units.get(DOCUMENT, "")).strip(" ,")
    return Understood(operations=tuple(operations), problems=problems, place=meaning.context, document=document)


def read_context(context: str | Sequence[str] | None, units: dict[str, str] | None = None) -> Target:
    """Return the place the sentences above speak of; ``?`` stands for one that was not understood."""
    place = Target()
    for sentence in (context,) if isinstance(context, str) else context or ():
        line = tokens(sentence[:_LONGEST])
        if not line:
            continue
        tree, _ = instructions().match("context", line)
        if tree is None:
            place = Target(at=UNKNOWN)
            continue
        places = tree.first("places")
        if places is None:
            continue
        try:
            if not any(token.key in ("amendment", "amendments") for token in line[:3]):  # a heading names the change
                check_documents(places, line)
            found = Meaning(line, None, units).places(places, place)
        except Unclear:
            found = []
        place = found[0] if len(found) == 1 else Target(at=UNKNOWN)
    return place


@cache
def _operative_words() -> frozenset[str]:
    return frozenset(word for _, word in instructions().expressions["operative"][1:])


def operative(words: str) -> bool:
    """Say whether words hold one that orders a change."""
    return any(word in _operative_words() for word in re.findall(r"[a-z-]+", words.lower()))


_NO_ORDER = ("may", "not", "can", "cannot", "unless", "until", "if", "could", "as", "been", "that", "which", "might")


def orders(words: str) -> bool:
    """Say whether words order a change: "is amended" does, "as amended" and "may be amended" do not."""
    if not operative(words):
        return False
    line = tokens(words[:_LONGEST])
    found = instructions().begins("ordering", line)
    if any(at == 0 or line[at - 1].key not in _NO_ORDER for at in found):
        return True
    first = next((token.key for token in line if token.kind == "WORD"), "")
    return first in _operative_words() and first.endswith(("e", "ing", "add", "insert", "amend", "ike"))


def opens_as_order(words: str) -> bool:
    """Say whether words begin as an order does, understood or not."""
    return instructions().opens("own_order", tokens(words[:2000]))


def _no_limits(line: tuple[Token, ...]) -> None:
    for token in line:
        if token.kind == "ASIDE" and _LIMITS.match(token.text):
            raise Unclear(f"({token.text}) limits what the sentence orders")


def _no_unknown(operations: Sequence[Operation]) -> None:
    for operation in operations:
        if getattr(operation, "target", Target()).at.startswith(UNKNOWN) and not isinstance(operation, NoEffect):
            raise Unclear("the sentence it stands under was not understood, so its place is not known")


def _conditions(tree: Tree, line: tuple[Token, ...], instruction: str) -> Iterator[Problem]:
    """Yield what the order waits for and when it takes effect: neither is part of an operation."""
    for node in tree.walk():
        words = " ".join(token.text for token in line[node.start : node.end]).strip(" ,")
        at = line[node.start].start if node.start < len(line) else 0
        if node.rule == "condition" and _WAITS.match(words) and not _OWN_TERMS.search(words):
            remedy = "carry it out once the condition is met"
            problem = _problem("E288", f"the order depends on a condition: {words!r}", instruction, at, remedy)
            yield replace(problem, severity="warning")
        elif node.rule == "effect" and re.search(r"\d", words):
            remedy = "give the instrument, or this sentence, its day of effect"
            problem = _problem("E288", f"the order says when it takes effect: {words!r}", instruction, at, remedy)
            yield replace(problem, severity="info")


def _missing(meaning: Meaning, instruction: str) -> tuple[Problem, ...]:
    if not meaning.missing:
        return ()
    return (
        _problem("E283", "the new text it speaks of is not given", instruction, 0, "give the paragraphs that follow"),
    )


def _problem(code: str, what: str, instruction: str, at: int, remedy: str = "") -> Problem:
    line = instruction.count("\n", 0, at) + 1
    column = at - (instruction.rfind("\n", 0, at) + 1) + 1
    return Problem(code=code, what=what, remedy=remedy, source=Source(file="-", line=line, column=column))


__all__ = ["Understood", "opens_as_order", "operative", "orders", "read_context", "understand"]
