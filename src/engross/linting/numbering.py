"""Checks of labels and lists: N01 to N10, and labels that can be mistaken (X07, X09)."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from engross.clauses import labels
from engross.clauses.clause import Clause
from engross.clauses.series import Series
from engross.linting.finding import Finding, Subject

_WORD = re.compile(r"\b(and/or|and|or|nor|but)\b")


def runs(clause: Clause) -> Iterator[list[tuple[int, Clause]]]:
    """Yield the lists among a clause's children: labelled neighbours of one layout and one pair of marks."""
    run: list[tuple[int, Clause]] = []
    for position, child in enumerate(clause.children):
        if child.label and run and _marks(child) == _marks(run[-1][1]):
            run.append((position, child))
            continue
        if run:
            yield run
        run = [(position, child)] if child.label else []
    if run:
        yield run


def _marks(clause: Clause) -> tuple[str, str, str]:
    label = labels.parse(clause.label or "")
    return clause.layout, label.before.strip(), label.after.strip()


def sequences(subject: Subject) -> Iterator[Finding]:
    """N01, N02, N03: gaps, labels borne twice, labels out of order."""
    for clause in subject.clauses:
        for run in runs(clause):
            items = [item for _, item in run]
            yield from _borne_twice(subject, items)
            if labels.common_reading(tuple(item.label or "" for item in items)) is None:
                yield from _steps(subject, items)


def _borne_twice(subject: Subject, items: list[Clause]) -> Iterator[Finding]:
    """N02, once for a list: a list whose numbers all stand twice has one cause, not as many as numbers."""
    seen: set[str] = set()
    twice: list[Clause] = []
    for item in items:
        key = labels.key(item.label or "")
        if key in seen and labels.readings(key):
            twice.append(item)
        seen.add(key)
    if twice:
        several = f" (and {len(twice) - 1} more)" if len(twice) > 1 else ""
        yield subject.finding(
            "N02",
            twice[0],
            twice[0].label or "",
            f"{twice[0].label} stands twice in one list{several}",
            "renumber one of the two",
        )


def _steps(subject: Subject, items: list[Clause]) -> Iterator[Finding]:
    for before, item in itertools.pairwise(items):
        ways = [
            later.ordinal - earlier.ordinal
            for earlier in labels.readings(labels.key(before.label or ""))
            for later in labels.readings(labels.key(item.label or ""))
            if (earlier.style, earlier.stem) == (later.style, later.stem)
        ]
        if not ways:
            if labels.readings(labels.key(item.label or "")) and labels.readings(labels.key(before.label or "")):
                yield subject.finding(
                    "N09",
                    item,
                    item.label or "",
                    f"{item.label} follows {before.label}: two styles in one list",
                    "number the list in one style",
                )
        elif 1 not in ways and min(ways, key=abs) > 1:
            yield subject.finding(
                "N01",
                item,
                item.label or "",
                f"{item.label} follows {before.label}: the sequence has a gap",
                "renumber, or keep the number as [Reserved]",
            )
        elif 1 not in ways and max(ways) < 0:
            yield subject.finding(
                "N03",
                item,
                item.label or "",
                f"{item.label} follows {before.label}: out of order",
                "put the provisions in the order of their numbers",
            )


def joiners(subject: Subject) -> Iterator[Finding]:
    """N04, N05, N06, N07: what a list prints between its items."""
    for clause in subject.clauses:
        for run in runs(clause):
            joints = tuple(clause.joint(position) for position, _ in run)
            if len(joints) < 2 or not any(joints[:-1]) or Series.of(joints):
                continue
            yield from _joiners(subject, run[-1][1], joints)


def _joiners(subject: Subject, last: Clause, joints: tuple[str, ...]) -> Iterator[Finding]:
    said = [match[0] if (match := _WORD.search(joint)) else "" for joint in joints[:-1]]
    marks = {joint.replace(word, "").strip() for joint, word in zip(joints[:-1], said, strict=True)}
    listed = all(joint for joint in joints[:-2]) and marks & {";", ","}
    if len({word for word in said if word}) > 1:
        yield subject.finding(
            "N05",
            last,
            " / ".join(filter(None, said)),
            f"the list joins its items by {' and by '.join(sorted(set(filter(None, said))))}",
            "say which is meant",
        )
    elif listed and not said[-1] and any(said):
        yield subject.finding(
            "N04",
            last,
            joints[-2],
            "the conjunction does not stand before the last item of the list",
            "set it before the last item",
        )
    elif listed and len(joints) > 2 and len(marks) > 1:
        yield subject.finding(
            "N06", last, " ".join(sorted(marks)), "the list parts its items by different marks", "use one mark"
        )


def lonely(subject: Subject) -> Iterator[Finding]:
    """N08 and N10: a list of one item, a label or heading without words."""
    for clause in subject.clauses:
        for run in runs(clause):
            only = run[0][1]
            if (
                len(run) == 1
                and clause is not subject.text.root
                and any(reading.ordinal == 1 for reading in labels.readings(labels.key(only.label or "")))
            ):
                yield subject.finding(
                    "N08",
                    only,
                    only.label or "",
                    f"{only.label} is the only item of its list",
                    "run its words on in the provision, or check for a lost item",
                )
        empty = not (clause.text or clause.children or clause.rows)
        if empty and clause.kind == "clause" and clause.status == "in force" and (clause.label or clause.heading):
            yield subject.finding(
                "N10",
                clause,
                clause.label or clause.heading or "",
                "it has no words",
                "give it words, or mark it [Reserved]",
            )


def mistaken(subject: Subject) -> Iterator[Finding]:
    """X09 and X07: a list within a list under the same numbers, labels printed ``d.`` and cited ``(d)``."""
    for clause in subject.clauses:
        inner = {labels.key(child.label) for child in clause.children if child.label}
        above = next(subject.index.above(clause.id), None)
        if not clause.label or above is None:
            continue
        outer = {labels.key(child.label) for child in above.children if child.label}
        shared = [child for child in clause.children if child.label and labels.key(child.label) in outer]
        plain = (
            all(not reading.stem for reading in labels.readings(labels.key(shared[0].label or ""))) if shared else False
        )
        if len(inner & outer) > 1 and plain and not labels.parse(clause.label).unit:
            cited = subject.index.citation(clause.id)
            yield subject.finding(
                "X09",
                clause,
                shared[0].label or "",
                f"the items of {cited} bear the same numbers as {cited} and its neighbours",
                f"cite them in full: {cited}{_step(shared[0])}, never {_step(shared[0])} alone",
            )
    yield from _printed_otherwise(subject)


def _step(clause: Clause) -> str:
    return f"({labels.key(clause.label or '')})"


def _printed_otherwise(subject: Subject) -> Iterator[Finding]:
    styles: dict[str, list[Clause]] = defaultdict(list)
    for clause in subject.clauses:
        label = labels.parse(clause.label or "")
        if clause.label and clause.layout != "inline" and label.after.strip() == "." and label.numeral.isalpha():
            styles[label.numeral].append(clause)
    cited = re.search(r"Section \d+((?:\([a-z]+\))+)", subject.words)
    if styles and cited:
        first = next(iter(styles.values()))[0]
        yield subject.finding(
            "X07",
            first,
            first.label or "",
            f'labels are printed "{first.label}" and cited "{cited[0]}"',
            "print and cite labels in one way",
        )


TEXT = (sequences, joiners, lonely, mistaken)
