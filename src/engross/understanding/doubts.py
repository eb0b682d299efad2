"""Readings that the words allow and no lawyer would swear to: refused, whatever rule found them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from engross.clauses import labels
from engross.instruments.operations import (
    AddWords,
    Delete,
    Designate,
    Insert,
    Operation,
    Renumber,
    Restate,
    Substitute,
    Target,
)
from engross.understanding.grammar import Tree
from engross.understanding.places import Unclear
from engross.understanding.tokens import Token

_KINDS = (r"\([1-9]\)", r"\([a-hj-uwyz]\)", r"\([A-HJ-UWYZ]\)")  # one series; (i), (v) and (x) may begin another
_NUMBER = re.compile(r"\(?[A-Za-z0-9]{1,4}[).]")
_FIRST = ("(a)", "(i)", "(1)", "(A)", "(I)")


def no_guess(operations: Sequence[Operation], tree: Tree, line: Sequence[Token]) -> None:
    """Refuse operations whose place is less than what the sentence may have meant.

    Args:
        operations: What a sentence was read to order.
        tree: How it was read.
        line: Its tokens.

    Raises:
        Unclear: One of them is a guess.
    """
    whole = any(
        node.rule in ("place", "scope") and all(step.has("document") for step in node.all("step"))
        for node in tree.walk()
    )
    for node in tree.walk():
        if node.rule == "condition":
            _no_limit([token.key for token in line[node.start : node.end]])
    written = "".join(token.text for token in line)
    for number, operation in enumerate(operations):
        _no_sibling_of_context(operation.target.at, written)
        _no_whole(operation, whole=whole)
        _no_part_of_nothing(operation)
        if isinstance(operation, Insert):
            _no_sibling_inside(operation)
        if isinstance(operation, AddWords) and not operation.anchor and _NUMBER.fullmatch(operation.text.strip()):
            raise Unclear(f"the number {operation.text} is put before words that have none")
        if isinstance(operation, Insert | AddWords | Substitute):
            _no_place_that_went(operation, operations[:number])


def _no_whole(operation: Operation, *, whole: bool) -> None:
    """Refuse what would do to the whole text what was said of a part that was not understood."""
    if operation.target != Target():
        return
    if isinstance(operation, Delete | Designate | Renumber | Restate) and not whole:
        raise Unclear("it is not said what it is done to")
    if isinstance(operation, Substitute | AddWords) and not whole and operation.occurrence != "each":
        raise Unclear("it is not said where the quoted words stand")


def _no_part_of_nothing(operation: Operation) -> None:
    """Refuse a clause, sentence or paragraph whose provision is not named."""
    target = operation.target
    if target.at.startswith("(") and not target.attachment:
        raise Unclear(f"it is not clear what {target.at} stands under")
    counted = target.sentences or target.paragraphs
    if counted and replace(target, sentences=(), paragraphs=(), time=None) == Target():
        raise Unclear("it is not said which provision the sentence or paragraph belongs to")


def _no_limit(words: Sequence[str]) -> None:
    """Refuse an order for some purposes only."""
    purpose = list(words[:3]) == ["for", "purposes", "of"] and not (words[3].endswith("ing") or words[3] == "clarity")
    if purpose or "only" in words or "solely" in words:
        raise Unclear(f"{' '.join(words)} limits what the sentence orders")


def _no_sibling_of_context(at: str, written: str) -> None:
    """Refuse (b) under (a) where only the context puts it there: it may stand beside it."""
    steps = re.findall(r"\([^()]*\)", at)
    for outer, inner in pairwise(steps):
        if inner in _FIRST or f"{outer}{inner}" in written:
            continue
        if any(re.fullmatch(kind, outer) and re.fullmatch(kind, inner) for kind in _KINDS) and outer < inner:
            raise Unclear(f"it is not clear whether {inner} stands under {outer} or beside it")


def _no_sibling_inside(operation: Insert) -> None:
    """Refuse a new (c) under (b): it may stand beside it."""
    at, label = operation.target.at, operation.label
    if label.startswith("(") and not at:
        raise Unclear(f"it is not said what the new {label} stands under")
    own = label.removeprefix(at) if at.endswith(")") and label.startswith(at) else ""
    if not own.startswith("(") or own in _FIRST:
        return
    for one in labels.readings(labels.key(at[at.rfind("(") :])):
        for other in labels.readings(labels.key(own)):
            if (one.style, one.stem, one.ordinal + 1) == (other.style, other.stem, other.ordinal):
                raise Unclear(f"it is not clear whether the new {own} stands under {at} or beside it")


def _no_place_that_went(operation: Operation, before: Sequence[Operation]) -> None:
    """Refuse to put text into a provision that the same sentence deletes."""
    for other in before:
        if (
            isinstance(other, Delete)
            and other.target.at
            and (operation.target == other.target or operation.target.at.startswith(f"{other.target.at}("))
            and other.target == Target(at=other.target.at)
            and getattr(operation, "where", "end") in ("end", "start")
        ):
            raise Unclear(f"{other.target.at} is deleted, and text is put into it")


__all__ = ["no_guess"]
