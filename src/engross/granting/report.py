"""Results in rows and lines: for the terminal, for JSON, and what is missing gathered into one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from engross.granting.results import Result


def row(result: Result) -> dict[str, Any]:
    """Return a result as data."""
    place = result.source
    return {
        "code": result.code,
        "outcome": result.outcome,
        "severity": result.severity if result.outcome == "fail" else None,
        "grant": result.grant or None,
        "section": result.section or None,
        "clause": result.clause or None,
        "day": result.day.isoformat() if result.day else None,
        "what": result.what,
        "remedy": result.remedy or None,
        "field": result.place or None,
        "missing": list(result.missing),
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def lines(results: Sequence[Result], *, everything: bool = False) -> Iterator[str]:
    """Yield results as lines of text: failures grant by grant, then what could not be checked, then the count.

    Args:
        results: The results.
        everything: True tells what is kept too.
    """
    grant: str | None = None
    for result in results:
        if result.outcome != "fail" and not everything:
            continue
        if result.grant != grant:
            grant = result.grant
            yield grant or "the plan and its forms"
        yield from _told(result)
    if not everything:
        yield from _wanting(results)
    yield _counted(results)


def _told(result: Result) -> Iterator[str]:
    name = {"pass": "pass", "cannot be checked": "?"}.get(result.outcome, result.severity)
    cited = f"{'Section ' if result.section[:1].isdigit() else ''}{result.section}: " if result.section else ""
    yield f"  {name:<8} {result.code}  {cited}{result.what}"
    if result.outcome == "fail" and result.remedy:
        where = f" ({result.source})" if result.source else ""
        yield f"                help: {result.remedy}{where}"


def _wanting(results: Iterable[Result]) -> Iterator[str]:
    gathered = missing(results)
    if gathered:
        yield "cannot be checked for want of"
    for fact, (codes, grants, why) in gathered.items():
        of = f"{len(grants)} grants" if len(grants) > 3 else ", ".join(grants) or "the plan"
        yield f"  ?        {', '.join(codes)}  {fact} ({of}): {why}"


def missing(results: Iterable[Result]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Gather what could not be checked by the fact that is wanted: the codes, the grants, and why, one reason."""
    found: dict[str, tuple[dict[str, None], dict[str, None], str]] = {}
    for result in results:
        for fact in result.missing:
            codes, grants, _ = found.setdefault(fact, ({}, {}, _reason(result, fact)))
            codes[result.code] = None
            if result.grant:
                grants[result.grant] = None
    return {fact: (tuple(codes), tuple(grants), why) for fact, (codes, grants, why) in found.items()}


def _reason(result: Result, fact: str) -> str:
    """Return the part of a result's words that speaks of one fact."""
    for part in result.what.split("; "):
        if part.startswith(f"{fact}: "):
            return part.removeprefix(f"{fact}: ")
    return result.what


def _counted(results: Sequence[Result]) -> str:
    grants = len({result.grant for result in results if result.grant})
    kept = sum(result.outcome == "pass" for result in results)
    failed = sum(result.failed for result in results)
    noted = sum(result.outcome == "fail" and not result.failed for result in results)
    unknown = sum(result.outcome == "cannot be checked" for result in results)
    told = f"{grants} grant{'' if grants == 1 else 's'}: {kept} kept, {failed} failed, {unknown} cannot be checked"
    return told + (f", {noted} noted" if noted else "")
