"""History: what made a clause, and each of its words, read as it does; and the versions of a text by name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from engross.amending.amend import effective
from engross.amending.consolidate import Consolidation, derive, in_order
from engross.amending.record import Change, Outcome
from engross.clauses.addresses import Index, parse
from engross.clauses.clause import Clause, Text
from engross.clauses.words import pieces, printed
from engross.instruments.instrument import Instrument
from engross.problems import InputError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one instrument did to a clause.

    Args:
        instrument: The instrument.
        cited: How the clause is cited after it; empty where it is gone.
        before: Its words before, with all under it; empty where it did not stand yet.
        after: Its words after; empty where it is gone.
        changes: The changes that touched it or what stands under it.
    """

    instrument: Instrument
    cited: str
    before: str
    after: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The history of a clause.

    Args:
        id: Its id, which never changes.
        cited: How it is cited in the last text it stands in.
        adopted: Its words as adopted; empty where an instrument brought it in.
        steps: What instruments did to it, in order.
        words: Its words now, each with the change that brought it; empty where it is gone.
    """

    id: str
    cited: str
    adopted: str
    steps: tuple[Step, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of printed words of one origin.

    Args:
        text: The words.
        clause: The id of the clause they stand in.
        change: The change that brought them; None for words as adopted.
    """

    text: str
    clause: str
    change: Change | None = None


def history(consolidation: Consolidation, clause_id: str) -> History:
    """Tell what made a clause read as it does.

    Args:
        consolidation: The text with the instruments that made it.
        clause_id: The clause's id.

    Raises:
        InputError: No version of the text holds it.
    """
    texts = [consolidation.base, *(each.text for each in consolidation.outcomes)]
    indexes = [Index(text.root) for text in texts]
    if not any(clause_id in index.clauses for index in indexes):
        raise InputError(
            (Problem(code="E060", what=f"no version holds a clause {clause_id}", remedy="cite it by its number"),)
        )
    steps = []
    for outcome, before, after in zip(consolidation.outcomes, indexes, indexes[1:], strict=False):
        step = _step(outcome, before, after, clause_id)
        if step is not None:
            steps.append(step)
    last = next(index for index in reversed(indexes) if clause_id in index.clauses)
    first = indexes[0].clauses.get(clause_id)
    return History(
        id=clause_id,
        cited=last.citation(clause_id) or clause_id,
        adopted=printed(first) if first else "",
        steps=tuple(steps),
        words=tuple(_words(consolidation, indexes[-1].clauses.get(clause_id))),
    )


def _step(outcome: Outcome, before: Index, after: Index, clause_id: str) -> Step | None:
    old, new = before.clauses.get(clause_id), after.clauses.get(clause_id)
    inside = {each.id for clause in (old, new) if clause is not None for each in clause.walk()}
    above = {each.id for index in (before, after) if clause_id in index.clauses for each in index.above(clause_id)}
    changes = tuple(
        change
        for change in outcome.changes
        if inside & {*change.touched, *change.bound} or above & {*change.deleted, *change.inserted, *change.moved}
    )
    words = printed(old) if old else "", printed(new) if new else ""
    if not changes and words[0] == words[1]:
        return None
    cited = after.citation(clause_id) if new else ""
    return Step(instrument=outcome.instrument, cited=cited, before=words[0], after=words[1], changes=changes)


def find_clause(consolidation: Consolidation, address: str) -> str:
    """Return the id of the clause an address names now, or named in an earlier version.

    Raises:
        InputError: It names none, or several.
    """
    texts = [consolidation.text, *(each.base for each in reversed(consolidation.outcomes))]
    try:
        wanted = parse(address)
    except ValueError:
        raise InputError(
            (Problem(code="E075", what=f"{address!r} is no address", remedy="write it as 5(d)(iii)"),)
        ) from None
    for text in texts:
        index = Index(text.root)
        if address in index.clauses:
            return address
        found = index.resolve(wanted)
        if len(found) == 1:
            return found[0]
        if found:
            near = tuple(f"{index.citation(each)} [{each}]" for each in found)
            raise InputError(
                (
                    Problem(
                        code="E061", what=f"{address} names {len(found)} clauses", remedy="give the id", candidates=near
                    ),
                )
            )
    raise InputError((Problem(code="E060", what=f"no version has a {address}", remedy="correct the citation"),))


# The origin of words: each place of a clause is a run of words, each with the change that brought it.

_Runs = list[tuple[str, Change | None]]
_Key = tuple[str, str, int]


def _words(consolidation: Consolidation, clause: Clause | None) -> Iterator[Word]:
    if clause is None:
        return
    ids = {each.id for each in clause.walk()}
    known: dict[_Key, _Runs] = {
        key: [(word, None) for word in text.split()] for key, text in _places(consolidation.base, ids)
    }
    for outcome in consolidation.outcomes:
        known = {
            key: _followed(known.get(key, []), text.split(), _by(outcome, key))
            for key, text in _places(outcome.text, ids)
        }
    for key, _ in _places_of(clause):
        run: list[str] = []
        origin: Change | None = None
        for word, change in known.get(key, []):
            if run and change is not origin:
                yield Word(text=" ".join(run), clause=key[0], change=origin)
                run = []
            run.append(word)
            origin = change
        if run:
            yield Word(text=" ".join(run), clause=key[0], change=origin)


def _places(text: Text, ids: set[str]) -> Iterator[tuple[_Key, str]]:
    """Yield the places of the clauses asked for, wherever they stand, marks after them included."""
    return ((key, words) for key, words in _places_of(text.root) if key[0] in ids)


def _places_of(clause: Clause) -> Iterator[tuple[_Key, str]]:
    seen: dict[tuple[str, str], int] = {}
    for piece in pieces(clause)[1]:
        key = (piece.clause, piece.slot)
        seen[key] = seen.get(key, -1) + 1
        yield (*key, seen[key]), piece.text


def _followed(before: _Runs, after: list[str], by: list[Change]) -> _Runs:
    """Follow words into their next version: those that stay keep their origin, the others take the change's."""
    old = [word for word, _ in before]
    if old == after:
        return before
    runs: _Runs = []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            runs += before[a:b]
        else:
            runs += [(word, _brought(word, by)) for word in after[c:d]]
    return runs


def _brought(word: str, by: list[Change]) -> Change | None:
    bare = word.strip(",.;:")
    return next(
        (each for each in by if bare and bare in f"{each.after} {' '.join(e.added for e in each.edits)}"),
        by[0] if by else None,
    )


def _by(outcome: Outcome, key: _Key) -> list[Change]:
    """Return the changes of an instrument that may have written a place, the nearest first."""
    clause_id, slot, _ = key
    index = Index(outcome.text.root)
    above = {each.id for each in index.above(clause_id)} if clause_id in index.clauses else set()
    exact = [each for each in outcome.changes if any(e.clause == clause_id and e.slot == slot for e in each.edits)]
    label = [
        each for each in outcome.changes if slot == "label" and any(one == clause_id for one, _, _ in each.relabelled)
    ]
    whole = [each for each in outcome.changes if {clause_id, *above} & set(each.inserted)]
    rest = [each for each in outcome.changes if clause_id in each.touched]
    return [*exact, *label, *whole, *rest]


# Versions by name.

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def version(
    name: str, text: Text, instruments: Iterable[Instrument], *, literal: bool = False, known: date | None = None
) -> Consolidation:
    """Return a version of a text by its name.

    Args:
        name: ``@adopted``, ``@1`` (after Amendment No. 1), ``@latest``, a day (``@2005-02-03``), or ``@`` and the id of
            an instrument; the ``@`` may be left out.
        text: The text as adopted.
        instruments: Its instruments.
        literal: True carries out the words ordered and nothing more.
        known: The day on whose knowledge the text is given.

    Raises:
        InputError: There is no such version.
        AmendmentRefused: An instrument cannot be carried out.
    """
    given = tuple(instruments)
    asked = name.removeprefix("@")
    if asked == "adopted":
        return derive(text, (), literal=literal)
    if asked in ("latest", ""):
        return derive(text, given, literal=literal, known=known)
    if _DAY.fullmatch(asked):
        try:
            day = date.fromisoformat(asked)
        except ValueError as error:
            raise _no_version(name, given, f"there is no day {asked}: {error}") from None
        return derive(text, given, as_of=day, literal=literal, known=known)
    ordered = in_order(given)
    for n, each in enumerate(ordered):
        if asked == each.id or (asked.isdigit() and each.number == int(asked)):
            if effective(each) is None or each.status == "void":
                raise _no_version(name, given, f"{each.name} is not in effect")
            return derive(text, ordered[: n + 1], literal=literal, known=known)
    raise _no_version(name, given, f"there is no version {name}")


def _no_version(name: str, instruments: tuple[Instrument, ...], what: str) -> InputError:
    names = ("@adopted", *(f"@{each.number}" for each in instruments if each.number), "@latest")
    remedy = "name one of the versions, or a day as @2005-02-03"
    return InputError((Problem(code="E108", what=what, remedy=remedy, place=name, candidates=names),))
