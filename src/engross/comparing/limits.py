"""Limits: which changes lie under an address, and whether nothing else changed, what a lawyer checks first."""

from __future__ import annotations

import re

from engross.clauses import addresses
from engross.comparing.changes import Change
from engross.comparing.compare import Comparison
from engross.comparing.survey import Survey
from engross.problems import InputError, Problem

_ONLY = re.compile(r"\s+only\s*$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|;|\band\b)\s*", re.IGNORECASE)


def within(comparison: Comparison, written: str) -> tuple[Change, ...]:
    """Return the changes at or under an address, by the labels of either text.

    Args:
        comparison: The comparison.
        written: One address, or several joined by commas or ``and``.

    Raises:
        InputError: An address is none, or names nothing in either text.
    """
    ids = _meant(comparison, _JOINED.split(written.strip()))
    return tuple(change for change in comparison.changes if _lies_under(comparison.survey, change, ids))


def unexpected(comparison: Comparison, expected: str) -> tuple[Problem, ...]:
    """Return a problem for every change outside of what was expected; none means that nothing else changed.

    Args:
        comparison: The comparison.
        expected: ``5(d)(iii) only``, or several addresses; ``nothing`` or ``none`` expects no change at all.

    Raises:
        InputError: An address is none, or names nothing in either text.
    """
    bare = _ONLY.sub("", expected).strip()
    inside = set() if bare in ("nothing", "none") else {change.number for change in within(comparison, bare)}
    return tuple(
        Problem(
            code="W180",
            severity="warning",
            what=f"{change.place} changed ({change.kind}), outside of what was expected: {bare}",
            remedy="look at the change, or widen --expect",
            place=change.place,
        )
        for change in comparison.changes
        if change.number not in inside
    )


def _meant(comparison: Comparison, written: list[str]) -> tuple[set[str], set[str]]:
    indexes = (addresses.index(comparison.old), addresses.index(comparison.new))
    found: tuple[set[str], set[str]] = (set(), set())
    problems = []
    for one in written:
        try:
            address = addresses.parse(one)
        except ValueError:
            problems.append(
                Problem(code="E060", what=f"{one!r} is no address", remedy="write it like 5(d)(iii)", place=one)
            )
            continue
        hits = [index.resolve(address) for index in indexes]
        if not any(hits):
            problems.append(Problem(code="E060", what=f"neither text has a provision {one}",
                                    remedy="write the address by the labels of either text", place=one))  # fmt: skip
        for side, ids in zip(found, hits, strict=True):
            side.update(ids)
    if problems:
        raise InputError(tuple(problems))
    return found


def _lies_under(survey: Survey, change: Change, ids: tuple[set[str], set[str]]) -> bool:
    """Say whether both places of a change lie under what was named: a clause moved out of it changed another too."""
    sides = [(side, place) for side, place in enumerate((change.old, change.new)) if place]
    return all(_under(survey, side, place.position, ids) for side, place in sides)


def _under(survey: Survey, side: int, position: int, ids: tuple[set[str], set[str]]) -> bool:
    matching = survey.matching
    outline, mates = ((matching.old, matching.to_new), (matching.new, matching.to_old))[side]
    other = (matching.new, matching.old)[side]
    while position >= 0:
        if outline.clauses[position].id in ids[side]:
            return True
        mate = mates[position]
        if mate >= 0 and other.clauses[mate].id in ids[1 - side]:
            return True
        position = outline.parents[position]
    return False
