"""Who made a change: the instrument, sentence and authority, where the versions between two texts are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from engross.comparing.changes import Authority, Change

if TYPE_CHECKING:
    from engross.comparing.compare import Comparison


class Step(Protocol):
    """One instrument carried out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What happened between two versions.

    Args:
        touched: For each clause id, who changed it, in order.
    """

    touched: dict[str, tuple[Authority, ...]]


def attribute(comparison: Comparison, history: History) -> Comparison:
    """Return the comparison with every change saying who made it."""
    return replace(comparison, changes=tuple(_attributed(change, history) for change in comparison.changes))


def _attributed(change: Change, history: History) -> Change:
    ids = dict.fromkeys(each.id for each in (change.old, change.new, *change.parts) if each)
    found = dict.fromkeys(authority for each in ids for authority in history.touched.get(each, ()))
    return replace(change, by=tuple(found))


def between(before: object, after: object) -> History | None:
    """Return the history from one version of a text to a later one, from the records of carrying out.

    Args:
        before: The consolidation of the version before.
        after: The consolidation of the version after.

    Returns:
        The history; None where the one is not an earlier version of the other.
    """
    earlier, later = (tuple(getattr(each, "outcomes", ())) for each in (before, after))
    if [each.instrument.id for each in later[: len(earlier)]] != [each.instrument.id for each in earlier]:
        return None
    touched: dict[str, list[Authority]] = {}
    for outcome in later[len(earlier) :]:
        for clause, authority in _orders(outcome):
            touched.setdefault(clause, []).append(authority)
    return History(touched={clause: tuple(dict.fromkeys(by)) for clause, by in touched.items()})


def _orders(outcome: object) -> Iterable[tuple[str, Authority]]:
    """Yield (clause id, who) for all that one instrument did."""
    instrument = outcome.instrument  # type: ignore[attr-defined]
    dated = instrument.effect.dated or instrument.approved
    sentences = {each.id: each.sentence for each in instrument.instructions}
    for change in outcome.changes:  # type: ignore[attr-defined]
        authority = Authority(
            name=instrument.name,
            date=dated.date.isoformat() if dated else "",
            sentence=sentences.get(change.instruction, ""),
            under=instrument.authority,
            editorial=change.authority == "editorial",
        )
        ids = [*change.inserted, *change.deleted, *change.moved, *(each[0] for each in change.relabelled)]
        ids += [edit.clause for edit in change.edits]
        for clause in dict.fromkeys(ids):
            yield clause, authority
