"""A text laid flat for comparing: every clause in printed order, with its parent, children and keys of its words."""

from __future__ import annotations

from collections.abc import Container

from engross.clauses.clause import Clause

_NO_KIDS: list[int] = []  # one for all leaves; never added to


class Outline:
    """A clause tree as arrays in printed order; positions stand for clauses.

    Args:
        root: The clause.
        sealed: ``id()`` of clauses that are shared with the other side, which are not looked into.
    """

    __slots__ = ("clauses", "ends", "exact", "kids", "own", "parents", "sealed", "tree")

    def __init__(self, root: Clause, sealed: Container[int] = ()) -> None:
        """Lay the tree flat in one pass, then make the keys from the leaves up."""
        self.clauses: list[Clause] = []
        self.parents: list[int] = []
        self.kids: list[list[int]] = []
        self.sealed: set[int] = set()
        self._lay(root, sealed)
        count = len(self.clauses)
        self.ends = [0] * count
        self.own = [0] * count
        self.tree = [0] * count
        self.exact = [0] * count
        self._key()

    def _lay(self, root: Clause, sealed: Container[int]) -> None:
        clauses, parents, kids = self.clauses, self.parents, self.kids
        stack = [(root, -1)]
        while stack:
            clause, parent = stack.pop()
            here = len(clauses)
            clauses.append(clause)
            parents.append(parent)
            kids.append([] if clause.children else _NO_KIDS)
            if parent >= 0:
                kids[parent].append(here)
            if not clause.children:
                continue
            if id(clause) in sealed:
                self.sealed.add(here)
            else:
                stack.extend([(child, here) for child in reversed(clause.children)])

    def _key(self) -> None:
        own, tree, exact, ends, kids = self.own, self.tree, self.exact, self.ends, self.kids
        clauses, sealed = self.clauses, self.sealed
        for here in range(len(clauses) - 1, -1, -1):
            clause, below = clauses[here], kids[here]
            if clause.rows:
                mine = hash((clause.heading, clause.text, clause.rows))
            else:
                mine = hash((clause.heading, clause.text)) if clause.heading else hash(clause.text)
            own[here] = mine
            if below:
                ends[here] = ends[below[-1]]
                tree[here] = hash((mine, *[tree[kid] for kid in below]))
                exact[here] = hash(
                    (mine, clause.label, clause.layout, clause.tight, clause.joints, *[exact[kid] for kid in below])
                )
            elif here in sealed:
                ends[here] = here + 1
                tree[here] = exact[here] = id(clause)
            else:
                ends[here] = here + 1
                tree[here] = mine
                exact[here] = hash((mine, clause.label, clause.layout, clause.tight))

    def size(self, here: int) -> int:
        """Return roughly how many characters a clause and all under it print; never 0."""
        return 1 + sum(
            len(clause.text) + len(clause.heading or "") + 40 * (place in self.sealed) * len(clause.children)
            for place, clause in enumerate(self.clauses[here : self.ends[here]], here)
        )

    def __len__(self) -> int:
        """Return how many clauses there are, the root included."""
        return len(self.clauses)


def words_key(clause: Clause) -> object:
    """Return what two clauses with the same own words share: heading and words as printed, never the label."""
    if clause.rows:
        return clause.heading, clause.text, clause.rows
    return (clause.heading, clause.text) if clause.heading else clause.text


def shared(old: Clause, new: Clause) -> set[int]:
    """Return ``id()`` of the clauses both trees hold as the same object, looking only where they differ."""
    seen: tuple[set[int], set[int]] = ({id(old)}, {id(new)})
    levels = ([old], [new])
    while levels[0] or levels[1]:
        below = tuple([child for clause in level for child in clause.children] for level in levels)
        for side in (0, 1):
            seen[side].update([id(child) for child in below[side]])
        levels = (
            [child for child in below[0] if child.children and id(child) not in seen[1]],
            [child for child in below[1] if child.children and id(child) not in seen[0]],
        )
    return seen[0] & seen[1]
