"""Sequences of numbers: whether they rise, where the gaps are, and how the next ones are printed."""

from __future__ import annotations

import re
from itertools import pairwise

from engross.clauses import labels
from engross.clauses.labels import Reading

Rank = tuple[tuple[int, str], ...]


def order_of(numerals: tuple[str, ...]) -> tuple[Rank, ...] | None:
    """Return a rank for each bare number so that ranks sort as numbers do, or None where they are of no one kind.

    ``(i)`` is read as its siblings are; an added number (``5A``, ``2.1``, ``c-1``) ranks after the one it extends.
    """
    parted = [_parts(each) for each in numerals]
    firsts = [parts[0] for parts in parted]
    style = _style(firsts)
    if style is None:
        return None
    ranks: list[Rank] = []
    for first, *rest in parted:
        head = next(each.ordinal for each in labels.readings(first) if each.style == style)
        ranks.append(((head, ""), *((int(each), "") if each.isdigit() else (0, each.lower()) for each in rest)))
    return tuple(ranks)


def same_kind(numerals: tuple[str, ...]) -> bool:
    """Say whether numbers can stand in one list: ``(a)`` and ``(b)``, ``4.1`` and ``4.2A``; not ``3.7`` and ``(a)``."""
    depths = {bool(each.stem) and "." in each.stem for one in numerals for each in labels.readings(one)}
    return order_of(numerals) is not None and len(depths) <= 1


def _parts(numeral: str) -> list[str]:
    """Part ``203A`` into 203 and A, ``4.2`` into 4 and 2, ``c-1`` into c and 1."""
    parts = re.findall(r"\d+|[A-Za-z]+", numeral)
    return parts or [numeral]


def _style(firsts: list[str]) -> str | None:
    """Return the one style all numbers can be read in, the one that counts on best if there are two."""
    options = [{each.style for each in labels.readings(first)} for first in firsts]
    if not options or not all(options):
        return None
    common = set.intersection(*options)
    if len(common) < 2:
        return next(iter(common), None)
    return max(sorted(common, reverse=True), key=lambda style: _steps(firsts, style))


def _steps(firsts: list[str], style: str) -> tuple[int, int]:
    """Return how well numbers read in a style: how many steps of one, then how few falls."""
    ordinals = [next(each.ordinal for each in labels.readings(first) if each.style == style) for first in firsts]
    pairs = list(pairwise(ordinals))
    return sum(right == left + 1 for left, right in pairs), -sum(right < left for left, right in pairs)


def reading_of(numerals: tuple[str, ...]) -> Reading | None:
    """Return how the first of a sequence is read, in the style that all of them share."""
    if not numerals:
        return None
    style = _style(list(numerals)) if all(labels.readings(each) for each in numerals) else None
    for each in labels.readings(numerals[0]):
        if style is None or each.style == style:
            return each
    return None


def closed(numerals: tuple[str, ...], first: int | None = None) -> tuple[str, ...] | None:
    """Return the numbers a list bears once its gaps are closed, or None where they cannot be counted.

    Args:
        numerals: The bare numbers as they stand.
        first: The ordinal of the first; None keeps the first number.
    """
    start = reading_of(numerals)
    if start is None or _style(list(numerals)) is None:
        return None
    ordinal = start.ordinal if first is None else first
    return tuple(start.stem + labels.numerals(start.style, ordinal + n, numerals[0]) for n in range(len(numerals)))
