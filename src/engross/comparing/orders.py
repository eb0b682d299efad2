"""Orders derived from a comparison: words substituted, provisions deleted, inserted, moved, renumbered, restated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from engross.clauses import labels
from engross.clauses.addresses import Index, parse
from engross.clauses.clause import Clause
from engross.clauses.series import glue
from engross.clauses.words import printed
from engross.comparing.compare import Comparison
from engross.comparing.quoting import substitutions
from engross.comparing.survey import place_of
from engross.instruments.operations import (
    Delete,
    Insert,
    Move,
    Operation,
    Renumber,
    Restate,
    Substitute,
    Target,
)

_MOST_HUNKS = 8
_MOST_CHANGED = 0.6  # of the words; above it the provision is restated in full


# The old clause a sentence is about, and its orders.
Sentence = tuple[int, list[Operation]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Sentences of orders, kept apart by the top provision they stay inside of.

    Args:
        inside: For each old top provision, the sentences that change only what is in it.
        across: The sentences that delete, insert, move and renumber top provisions, and those across them.
    """

    inside: dict[int, list[Sentence]] = field(default_factory=dict)
    across: list[list[Operation]] = field(default_factory=list)

    def sentences(self) -> list[list[Operation]]:
        """Return all sentences: first what changes inside of provisions, then what changes their order and numbers."""
        return [*(orders for at in sorted(self.inside) for _, orders in self.inside[at]), *self.across]

    def alone(self, comparison: Comparison, at: int) -> tuple[Clause, Clause] | None:
        """Return a top provision before and as its own orders leave it: under its old number."""
        matching = comparison.matching
        there = matching.to_new[at]
        if there < 0:
            return None
        old, new = matching.old.clauses[at], matching.new.clauses[there]
        return old, replace(new, label=old.label)


def orders_of(comparison: Comparison, *, moves: bool = True) -> Plan | None:
    """Return the finest orders, or None where a change has no address that an order could name.

    Args:
        comparison: The comparison.
        moves: False deletes and inserts what moved.
    """
    return _Drafter(comparison, moves=moves).plan()


def restated(comparison: Comparison, sentences: list[Sentence], up: int) -> list[Sentence]:
    """Return sentences that restate what the given ones are about: the provisions themselves, or some steps above.

    Args:
        comparison: The comparison.
        sentences: Sentences inside of one top provision.
        up: How many provisions above those changed are restated; beyond the top one there is nothing.
    """
    matching, addresses = comparison.matching, _Addresses(comparison)
    parents = matching.old.parents
    chosen: set[int] = set()
    for here, _ in sentences:
        chosen.add(_nameable(comparison, addresses, here, up))
    top = {each for each in chosen if not any(above in chosen for above in _above(parents, each))}
    found: list[Sentence] = []
    for here in sorted(top):
        target = addresses.target(here)
        if target is None or matching.to_new[here] < 0:
            return []
        new = replace(matching.new.clauses[matching.to_new[here]], label=matching.old.clauses[here].label)
        found.append((here, [Restate(target=target, provisions=(new,))]))
    return found


def _nameable(comparison: Comparison, addresses: _Addresses, here: int, up: int) -> int:
    """Return the clause some steps above one, or the next above that, that has a number and stays."""
    parents, to_new = comparison.matching.old.parents, comparison.matching.to_new
    while parents[here] > 0 and (up > 0 or addresses.target(here) is None or to_new[here] < 0):
        here = parents[here]
        up -= 1
    return here


def _above(parents: list[int], here: int) -> Iterator[int]:
    while parents[here] >= 0:
        here = parents[here]
        yield here


def restated_text(comparison: Comparison) -> list[list[Operation]]:
    """Return the one order that restates the whole text."""
    return [[Restate(target=Target(), provisions=comparison.new.root.children)]]


class _Addresses:
    """How orders name the clauses of the old text."""

    def __init__(self, comparison: Comparison) -> None:
        self.outline = comparison.matching.old
        self.index = Index(comparison.old.root)

    def target(self, here: int) -> Target | None:
        """Return a target that names one clause and no other: by number, else by its heading; None for neither."""
        clause = self.outline.clauses[here]
        if here == 0:
            return Target()
        if clause.label:
            address = place_of(self.outline, here).address
            if self.index.resolve(parse(address)) == (clause.id,):
                return Target(at=address)
            return None
        if clause.heading and sum(each.heading == clause.heading for each in self.outline.clauses) == 1:
            return Target(title_words=clause.heading)
        return None

    def scope(self, here: int) -> tuple[int, Target] | None:
        """Return the nearest clause, itself or above, that an order can name, and its target."""
        while here >= 0:
            target = self.target(here)
            if target is not None:
                return here, target
            here = self.outline.parents[here]
        return None


class _Drafter:
    """Drafts the orders of one comparison."""

    def __init__(self, comparison: Comparison, *, moves: bool) -> None:
        self.comparison, self.moves = comparison, moves
        matching = self.matching = comparison.matching
        self.old, self.new = matching.old, matching.new
        self.to_new = list(matching.to_new)
        self.to_old = list(matching.to_old)
        self.moved = set(matching.moved)
        self.addresses = _Addresses(comparison)
        self.failed = False
        self._settle_pairs()

    def _settle_pairs(self) -> None:
        """Take pairs apart that no single order can turn into each other: moves where none are wanted, other kinds."""
        for there in range(1, len(self.new)):
            here = self.to_old[there]
            if here < 0:
                continue
            before, after = self.old.clauses[here], self.new.clauses[there]
            under = self.to_old[self.new.parents[there]] == self.old.parents[here]
            gone = self.to_old[self.new.parents[there]] < 0
            named = self.addresses.target(here) is not None and bool(after.label)
            movable = (
                self.moves and there in self.moved and named and not gone and self.to_new[self.old.parents[here]] >= 0
            )
            relabelled = before.label != after.label and not (before.label and after.label)
            remarked = bool(before.label and after.label) and _marks(before.label or "") != _marks(after.label or "")
            if gone or (not under and not movable) or (there in self.moved and not movable) or relabelled or remarked \
                    or before.kind != after.kind:  # fmt: skip
                self.to_old[there] = -1
                self.to_new[here] = -1

    # -- the whole ---------------------------------------------------------------------------------------------------

    def plan(self) -> Plan | None:
        """Return the plan; None where something cannot be named."""
        inside: dict[int, list[Sentence]] = {}
        structural: dict[int, list[Operation]] = {}
        across: list[list[Operation]] = []
        for here in range(len(self.old) - 1, -1, -1):  # from the leaves up: orders below come before those above
            there = self.to_new[here]
            if there < 0:
                continue
            wording = self._wording(here, there)
            if wording:
                inside.setdefault(self._top(here), []).append((here, wording))
        for here in range(len(self.old) - 1, -1, -1):
            there = self.to_new[here]
            if there >= 0:
                orders = self._children(here, there)
                if orders:
                    structural[here] = orders
        for here, orders in structural.items():
            crossing = here == 0 or any(isinstance(each, Move) for each in orders)
            if crossing:
                across.append(orders)
            else:
                inside.setdefault(self._top(here), []).append((here, orders))
        if self.failed:
            return None
        for sentences in inside.values():
            sentences.sort(key=lambda each: any(not isinstance(order, (Substitute, Restate)) for order in each[1]))
        return Plan(inside, _one_batch(across))

    def _top(self, here: int) -> int:
        while self.old.parents[here] > 0:
            here = self.old.parents[here]
        return here

    # -- words -------------------------------------------------------------------------------------------------------

    def _wording(self, here: int, there: int) -> list[Operation]:
        """Return the orders that change a provision's own words, and the joints of its list."""
        before, after = self.old.clauses[here], self.new.clauses[there]
        orders: list[Operation] = []
        target = self.addresses.target(here)
        if before.heading != after.heading:
            if before.heading and after.heading and target:
                orders.append(Restate(target=replace(target, part="heading"), text=after.heading))
            else:
                self.failed = True
        if before.rows != after.rows or before.layout != after.layout or before.tight != after.tight:
            self.failed = True
        if before.text != after.text:
            orders += self._text(here, before, after, target)
        return [*orders, *self._joints(here, there)]

    def _text(self, here: int, before: Clause, after: Clause, target: Target | None) -> list[Operation]:
        if target is not None and before.text:
            part = replace(target, part="lead-in") if before.children else target
            scope = printed(replace(before, label=None, heading=None))
            if before.children:
                scope = before.text
            found = substitutions(before.text, after.text, scope)
            if found is not None and len(found) <= _MOST_HUNKS:
                return [Substitute(target=part, strike=each.strike, insert=each.insert, occurrence=each.occurrence)
                        for each in found]  # fmt: skip
            if after.text and not before.children and not after.children:
                return [
                    Restate(target=target, provisions=(replace(after, label=before.label, children=(), joints=()),))
                ]
            if after.text:
                return [Restate(target=part, text=after.text)]
        wider = self.addresses.scope(self.old.parents[here]) if here else None
        if wider is None or not before.text:
            self.failed = True
            return []
        found = substitutions(before.text, after.text, printed(self.old.clauses[wider[0]]))
        if found is None:
            self.failed = True
            return []
        return [Substitute(target=wider[1], strike=each.strike, insert=each.insert, occurrence=each.occurrence)
                for each in found]  # fmt: skip

    def _joints(self, here: int, there: int) -> list[Operation]:
        """Return the orders that change what a list prints between items that stay, where no item comes or goes.

        Where items come or go the list keeps its joiners by itself, as the compiler's editorial repair.
        """
        before, after = self.old.clauses[here], self.new.clauses[there]
        kids = self.old.kids[here]
        if before.joints == after.joints or [self.to_new[kid] for kid in kids] != self.new.kids[there]:
            return []
        target = self.addresses.target(here)
        if target is None:
            self.failed = True
            return []
        orders: list[Operation] = []
        whole = printed(before)
        for place, kid in enumerate(kids):
            mine, theirs = before.joint(place), after.joint(place)
            if mine == theirs:
                continue
            words = printed(self.old.clauses[kid])
            found = substitutions(glue(words, mine), glue(words, theirs), whole)
            if found is None:
                self.failed = True
                return []
            orders += [Substitute(target=target, strike=each.strike, insert=each.insert, occurrence=each.occurrence)
                       for each in found]  # fmt: skip
        return orders

    # -- provisions --------------------------------------------------------------------------------------------------

    def _children(self, here: int, there: int) -> list[Operation]:
        """Return the orders that delete, renumber, move and insert the provisions right under a pair."""
        old_kids, new_kids = self.old.kids[here], self.new.kids[there]
        orders: list[Operation] = [
            Delete(target=target) for kid in old_kids if self.to_new[kid] < 0 and (target := self._named(kid))
        ]
        for kid in new_kids:
            mate = self.to_old[kid]
            if mate < 0:
                continue
            before, after = self.old.clauses[mate], self.new.clauses[kid]
            if kid not in self.moved and before.label != after.label and (target := self._named(mate)):
                orders.append(Renumber(target=target, to=_bare(after.label or "")))
        orders += self._placed(here, there)
        return orders

    def _placed(self, here: int, there: int) -> Iterator[Operation]:
        """Yield inserts and moves, each beside the sibling before it that stays, else at the start."""
        after = self.new.clauses[there]
        anchor = -1
        pending: list[tuple[int, Clause]] = []
        for place, kid in enumerate(self.new.kids[there]):
            mate = self.to_old[kid]
            clause = self.new.clauses[kid]
            if mate >= 0 and kid not in self.moved:
                yield from self._inserted(here, anchor, pending, mate)
                anchor, pending = mate, []
                continue
            if mate >= 0:
                yield from self._inserted(here, anchor, pending, -1)
                pending = []
                to = self._beside(here, anchor)
                target = self._named(mate)
                if to and target:
                    label = _bare(clause.label or "")
                    yield Move(target=target, to=to[0], where=to[1], label=label)  # type: ignore[arg-type]
                anchor = mate
                continue
            joint = after.joint(place)
            pending.append((kid, _with_joint(clause, joint) if self.old.clauses[here].joints else clause))
        yield from self._inserted(here, anchor, pending, -1)

    def _inserted(
        self, here: int, anchor: int, pending: list[tuple[int, Clause]], following: int
    ) -> Iterator[Operation]:
        if not pending:
            return
        provisions = tuple(clause for _, clause in pending)
        single = place_of(self.new, pending[0][0]).address if len(pending) == 1 and provisions[0].label else ""
        if anchor < 0 and following >= 0 and (target := self.addresses.target(following)):
            yield Insert(target=target, where="before", provisions=provisions, label=single)
            return
        to = self._beside(here, anchor)
        if to:
            yield Insert(target=to[0], where=to[1], provisions=provisions, label=single)  # type: ignore[arg-type]

    def _beside(self, here: int, anchor: int) -> tuple[Target, str] | None:
        if anchor >= 0:
            target = self._named(anchor)
            return (target, "after") if target else None
        target = self.addresses.target(here)
        if target is None:
            self.failed = True
            return None
        return target, "start"

    def _named(self, here: int) -> Target | None:
        """Return the target of a clause; a draft that cannot name it fails."""
        target = self.addresses.target(here)
        self.failed |= target is None
        return target


def _one_batch(across: list[list[Operation]]) -> list[list[Operation]]:
    """Put what moves and renumbers across provisions into one sentence: it is carried out at once.

    A move out of one list and into another vacates numbers that the other list takes.
    """
    whole = [order for orders in across for order in orders]
    return [whole] if whole else []


def _with_joint(clause: Clause, joint: str) -> Clause:
    """Print a joint at the end of a provision's words, where an instrument gives it."""
    if not joint:
        return clause
    if clause.children:
        last = clause.children[-1]
        return replace(clause, children=(*clause.children[:-1], _with_joint(last, joint)))
    return replace(clause, text=glue(clause.text, joint))


def _bare(label: str) -> str:
    """Return the number an order gives, in round brackets for an item in brackets: ``(ii)``, else bare: ``6``."""
    parsed = labels.parse(label)
    return f"({parsed.numeral})" if parsed.before.startswith("(") else parsed.numeral


def _marks(label: str) -> tuple[str, str]:
    parsed = labels.parse(label)
    return parsed.before, parsed.after
