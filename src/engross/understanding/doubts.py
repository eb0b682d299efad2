"""Readings that the words allow and no lawyer would swear to: refused, whatever rule found them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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

_FIRST = ("(a)", "(i)", "(1)", "(A)", "(I)")


def no_guess(operations: Sequence[Operation], tree: Tree) -> None:
    """Refuse operations whose place is less than what the sentence may have meant.

    Args:
        operations: What a sentence was read to order.
        tree: How it was read.

    Raises:
        Unclear: One of them is a guess.
    """
    whole = any(
        node.rule in ("place", "scope") and all(step.has("document") for step in node.all("step"))
        for node in tree.walk()
    )
    for number, operation in enumerate(operations):
        _no_whole(operation, whole=whole)
        _no_part_of_nothing(operation)
        if isinstance(operation, Insert):
            _no_sibling_inside(operation)
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
    if target.at.startswith("("):
        raise Unclear(f"it is not clear what {target.at} stands under")
    counted = target.sentences or target.paragraphs
    if counted and replace(target, sentences=(), paragraphs=(), time=None) == Target():
        raise Unclear("it is not said which provision the sentence or paragraph belongs to")


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
