"""Findings: what a person must look at after an instrument, each with its remedy (rules 4, 10 and 11)."""

from __future__ import annotations

from engross.amending.draft import Draft
from engross.amending.record import Change
from engross.amending.sequence import order_of
from engross.clauses import labels
from engross.clauses.clause import Text
from engross.problems import Problem


def after_instrument(before: Text, after: Text, draft: Draft, changes: tuple[Change, ...]) -> list[Problem]:
    """Return the findings on a text after an instrument was carried out on it.

    Args:
        before: The text before.
        after: The text after.
        draft: The working copy, for where clauses stand.
        changes: What was done.
    """
    del before, after
    return numbering(draft, changes)


def numbering(draft: Draft, changes: tuple[Change, ...]) -> list[Problem]:
    """Return gaps and disorder in the numbers of the lists that changed."""
    parents: dict[str, None] = {}
    for change in changes:
        for clause_id in (*change.inserted, *change.moved, *(each for each, _, _ in change.relabelled)):
            if clause_id in draft.parents:
                parents[draft.parents[clause_id]] = None
        for clause_id in change.deleted:
            parent = draft.start.parents.get(clause_id, "")
            if parent in draft.clauses:
                parents[parent] = None
    found: list[Problem] = []
    for parent_id in parents:
        found += _numbers(draft, parent_id)
    return found


def _numbers(draft: Draft, parent_id: str) -> list[Problem]:
    bare = tuple(labels.key(each.label or "") for each in draft.children(draft.clauses[parent_id]))
    ranks = order_of(bare)
    if ranks is None:
        return []
    cited = draft.citation(parent_id) or "the text"
    found = []
    for left, right, first, second in zip(ranks, ranks[1:], bare, bare[1:], strict=False):
        if right < left:
            found.append(
                Problem(
                    code="W167", severity="warning", place=cited,
                    what=f"in {cited} the number {second} stands after {first}",
                    remedy="order the provision moved, or the numbers changed",
                )
            )  # fmt: skip
        elif right[0][0] > left[0][0] + 1:
            found.append(
                Problem(
                    code="W166", severity="warning", place=cited,
                    what=f"in {cited} the numbers leap from {first} to {second}",
                    remedy="order the rest renumbered, or the number reserved, if no gap is wanted",
                )
            )  # fmt: skip
    return found
