"""Binding an address: both times of reference, and what stands nearest where nothing bears it (rules 1 and 2)."""

from __future__ import annotations

from engross.amending.ground import Ground
from engross.clauses import labels
from engross.clauses.addresses import Address, Index, parse
from engross.instruments.operations import Time


def bind_address(ground: Ground, written: str, *, time: Time | None, within: str = "") -> str:
    """Return the id of the clause an address names.

    The labels are read as they stood at the instrument's start and as they stand when the sentence is reached. Where
    both name the same clause it is meant; where they do not, the instrument's own words decide, or it is refused.

    Args:
        ground: The sentence's ground.
        written: The address as written.
        time: What the instrument says about the time of its labels.
        within: The id of the clause to look under; empty for the whole text.

    Raises:
        AmendmentRefused: E060 nothing bears it, E061 several do, E070 it was deleted, E075 no label, E076 two times.
    """
    try:
        address = parse(written)
    except ValueError:
        raise ground.refuse("E075", f"{written!r} is no address", "cite the labels alone, as in 5(d)(iii)") from None
    reached = _resolve(ground.draft, address, within)
    if not ground.draft.relabelled:
        return _only(ground, address, reached, within)
    start = _resolve(ground.start, address, within)
    match time:
        case "reached":
            return _only(ground, address, reached, within)
        case "start":
            return _alive(ground, address, start, within)
        case None if start == reached:
            return _only(ground, address, reached, within)
        case _:
            return _differ(ground, address, start, reached, within)


def _resolve(index: Index, address: Address, within: str) -> tuple[str, ...]:
    under = index.clauses.get(within) if within else None
    if within and under is None:
        return ()
    return index.resolve(address, within=under)


def _only(ground: Ground, address: Address, found: tuple[str, ...], within: str) -> str:
    if len(found) == 1:
        return found[0]
    if found:
        raise ground.refuse(
            "E061",
            f"{address} names {len(found)} provisions",
            "give the full citation, or the id of the one that is meant",
            place=str(address),
            candidates=tuple(_cited_fully(ground, each) for each in found[:8]),
        )
    raise missing(ground, address, within)


def _alive(ground: Ground, address: Address, found: tuple[str, ...], within: str) -> str:
    clause_id = _only(ground, address, found, within) if found else ""
    if not clause_id:
        raise missing(ground, address, within)
    if clause_id not in ground.draft.clauses:
        raise _deleted(ground, address, clause_id)
    return clause_id


def _deleted(ground: Ground, address: Address, clause_id: str) -> Exception:
    by = ground.draft.gone.get(clause_id, "")
    return ground.refuse(
        "E070",
        f"{address} was deleted earlier in the instrument{f', by {by}' if by else ''}",
        "leave one of the two orders out, or say which provision is meant",
        place=str(address),
    )


def _differ(ground: Ground, address: Address, start: tuple[str, ...], reached: tuple[str, ...], within: str) -> str:
    if len(start) > 1 or len(reached) > 1:
        return _only(ground, address, reached if len(reached) > 1 else start, within)
    if start and not reached and start[0] not in ground.draft.clauses:
        raise _deleted(ground, address, start[0])
    before = _cited_fully(ground, start[0]) if start else "nothing"
    after = _cited_fully(ground, reached[0]) if reached else "nothing"
    raise ground.refuse(
        "E076",
        f"{address} named {before} when the instrument began and names {after} when this sentence is reached",
        "say which is meant: “existing” (time: start), or “as so redesignated”, “as added hereby” (time: reached)",
        place=str(address),
        candidates=tuple(each for each in (before, after) if each != "nothing"),
    )


def missing(ground: Ground, address: Address, within: str = "") -> Exception:
    """Return the refusal of an address that nothing bears, with the labels that stand nearest."""
    index = ground.draft
    under = index.clauses.get(within, index.root)
    found: tuple[str, ...] = ()
    known = 0
    for known in range(len(address.steps) - 1, 0, -1):
        found = index.resolve(Address(address.steps[:known], address.unit), within=under if within else None)
        if len(found) == 1:
            break
    if len(found) == 1:
        parent = index.clauses[found[0]]
        has = tuple(labels.key(each.label or "") for each in index.children(parent))
        head = str(Address(address.steps[:known], address.unit))
        what = f"{head} has no ({address.steps[known]})" + ("" if has else "; it has no numbered provisions")
        candidates = tuple(f"{head}({each})" for each in _near(address.steps[known], has))
    else:
        has = tuple(labels.key(each.label or "") for each in index.children(under))
        what = f"there is no {address}"
        candidates = tuple(_near(address.steps[0], has))
    return ground.refuse(
        "E060", what, "correct the citation; nothing is guessed", place=str(address), candidates=candidates
    )


def _near(wanted: str, has: tuple[str, ...]) -> tuple[str, ...]:
    """Return the labels nearest to one that is not there: same letters first, then all, at most eight."""
    close = [each for each in has if each.casefold() == wanted.casefold() or each.startswith(wanted)]
    return tuple(dict.fromkeys((*close, *has)))[:8]


def _cited_fully(ground: Ground, clause_id: str) -> str:
    """Cite a clause with what it is under, so that two bearers of a number can be told apart."""
    index: Index = ground.draft if clause_id in ground.draft.clauses else ground.start
    cited = index.citation(clause_id) or clause_id
    heading = index.clauses[clause_id].heading
    return f"{cited} [{clause_id}]" + (f" ({heading})" if heading else "")
