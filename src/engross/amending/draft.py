"""The working copy of a text being amended: what changes is new, what does not stays the same object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engross.clauses import labels
from engross.clauses.addresses import Index
from engross.clauses.clause import Clause


class Draft(Index):
    """A text being amended, looked up as an :class:`Index` is, on the labels as they stand now.

    The text it starts from is never changed. A clause that changes is kept here in its new state; the clauses above it
    are made anew only when they are asked for.
    """

    def __init__(self, start: Index) -> None:
        """Start from an indexed text."""
        self.start = start
        self.root = start.root
        self.clauses = dict(start.clauses)
        self.parents = dict(start.parents)
        self.bearers = dict(start.bearers)
        self.gone: dict[str, str] = {}
        self.reserved: set[str] = set()
        self.relabelled = False
        self.by = ""
        self._owned: set[str] = set()
        self._stale: set[str] = set()
        self._hints: dict[str, int] = {}

    def children(self, clause: Clause) -> Iterator[Clause]:
        """Yield the labelled clauses one step down as they stand now."""
        stack = list(reversed(self.clauses[clause.id].children))
        while stack:
            child = self.clauses[stack.pop().id]
            if child.label:
                yield child
            else:
                stack.extend(reversed(child.children))

    def now(self, clause_id: str) -> Clause:
        """Return a clause with all under it as it stands now."""
        clause = self.clauses[clause_id]
        if clause_id not in self._stale:
            return clause
        fresh = replace(clause, children=tuple(self.now(child.id) for child in clause.children))
        self.clauses[clause_id] = fresh
        self._stale.discard(clause_id)
        return fresh

    def put(self, clause: Clause) -> None:
        """Keep a clause's new state; its children are looked up by their ids."""
        self.clauses[clause.id] = clause
        each: str | None = clause.id
        self._stale.add(clause.id)
        while (each := self.parents.get(each or "")) and each not in self._stale:
            self._stale.add(each)

    def relabel(self, clause_id: str, label: str | None) -> None:
        """Give a clause another label, or none."""
        clause = self.clauses[clause_id]
        if clause.label == label:
            return
        inside = self.now(clause_id) if (clause.label is None) != (label is None) else None
        self._unbear(inside or clause, deep=inside is not None)
        self.put(replace(self.clauses[clause_id], label=label))
        self._bear(self.now(clause_id) if inside is not None else self.clauses[clause_id], deep=inside is not None)
        self.relabelled = True

    def free(self, clause_id: str) -> bool:
        """Say whether a new clause may have an id: no clause has or had it, and none is to have it."""
        return not (clause_id in self.clauses or clause_id in self.gone or clause_id in self.reserved)

    def position(self, parent: Clause, child_id: str) -> int:
        """Return where a child stands under its parent."""
        children = parent.children
        guess = min(self._hints.get(child_id, 0), len(children) - 1)
        for away in range(len(children)):
            for place in {guess - away, guess + away}:
                if 0 <= place < len(children) and children[place].id == child_id:
                    self._hints[child_id] = place
                    return place
        raise KeyError(child_id)

    def set_children(self, parent_id: str, children: Iterable[Clause], joints: Iterable[str]) -> None:
        """Give a clause other children with other joints; those that come must be added, those that go removed."""
        kept, between = tuple(children), tuple(joints)
        parent = self.clauses[parent_id]
        self.put(replace(parent, children=kept, joints=between if any(between) else ()))

    def add(self, clause: Clause, parent: str | None) -> None:
        """Take in a clause with all under it."""
        for each in clause.walk():
            if each.label:
                self._own(labels.key(each.label))
            self.gone.pop(each.id, None)
            self._stale.discard(each.id)
        super().add(clause, parent)
        self.relabelled = True

    def remove(self, clause_id: str) -> Clause:
        """Take a clause out with all under it and return it as it stood."""
        clause = self.now(clause_id)
        self._unbear(clause, deep=True)
        for each in clause.walk():
            del self.clauses[each.id]
            self.parents.pop(each.id, None)
            self.gone[each.id] = self.by
        self.relabelled = True
        return clause

    def finish(self) -> Clause:
        """Return the whole text as it stands now."""
        return self.now(self.root.id)

    def _own(self, step: str) -> dict[int, list[str]]:
        if step not in self._owned:
            self._owned.add(step)
            self.bearers[step] = {depth: list(ids) for depth, ids in self.bearers.get(step, {}).items()}
        return self.bearers[step]

    def _unbear(self, clause: Clause, *, deep: bool) -> None:
        for each in clause.walk() if deep else (clause,):
            if each.label:
                for ids in self._own(labels.key(each.label)).values():
                    if each.id in ids:
                        ids.remove(each.id)

    def _bear(self, clause: Clause, *, deep: bool) -> None:
        for each in clause.walk() if deep else (clause,):
            if each.label:
                depth = sum(1 for above in self.above(each.id) if above.label)
                self._own(labels.key(each.label)).setdefault(depth, []).append(each.id)
