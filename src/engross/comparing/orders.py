"""Orders derived from a comparison: words substituted, provisions deleted, inserted, moved, renumbered, restated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from engross.clauses import labels
from engross.clauses.clause import Clause
from engross.clauses.series import glue
from engross.clauses.words import printed
from engross.comparing.compare import Comparison
from engross.comparing.naming import Naming
from engross.comparing.quoting import Quoted, substitutions
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
    matching, addresses = comparison.matching, Naming(comparison)
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


def _nameable(comparison: Comparison, addresses: Naming, here: int, up: int) -> int:
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


class _Drafter:
    """Drafts the orders of one comparison."""

    def __init__(self, comparison: Comparison, *, moves: bool) -> None:
        self.comparison, self.moves = comparison, moves
        matching = self.matching = comparison.matching
        self.old, self.new = matching.old, matching.new
        self.to_new = list(matching.to_new)
        self.to_old = list(matching.to_old)
        self.moved = set(matching.moved)
        self.addresses = Naming(comparison)
        self.failed: set[int] = set()
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
        across: list[list[Operation]] = []
        pairs = [(here, self.to_new[here]) for here in range(len(self.old) - 1, -1, -1) if self.to_new[here] >= 0]
        for here, there in pairs:  # from the leaves up: orders below come before those above
            wording = self._wording(here, there)
            if wording:
                inside.setdefault(self._top(here), []).append((here, wording))
        for here, there in pairs:
            orders = self._children(here, there)
            if here == 0 or any(isinstance(each, Move) for each in orders):
                across.append(orders)
            elif orders:
                inside.setdefault(self._top(here), []).append((here, orders))
        inside.update({top: restated(self.comparison, [(top, [])], 0) for top in self.failed})
        if 0 in self.failed or not all(inside.values()):
            return None
        for sentences in inside.values():
            sentences.sort(key=lambda each: any(not isinstance(order, (Substitute, Restate)) for order in each[1]))
        return Plan(inside, _one_batch(across))

    def _fail(self, here: int) -> None:
        """Give up on the top provision a clause stands in: it is restated."""
        self.failed.add(self._top(here))

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
        if (before.rows, before.layout, before.tight) != (after.rows, after.layout, after.tight) or (
            bool(before.heading) != bool(after.heading)
        ):
            if before.children or after.children:
                self._fail(here)
                return []
            return [Restate(target=self.addresses.surely(here), provisions=(replace(after, label=before.label),))]
        if before.heading != after.heading:
            if before.heading and after.heading and target:
                orders.append(Restate(target=replace(target, part="heading"), text=after.heading))
            else:
                self._fail(here)
        if before.text != after.text:
            orders += self._text(here, before, after, target)
        return [*orders, *self._joints(here, there)]

    def _text(self, here: int, before: Clause, after: Clause, target: Target | None) -> list[Operation]:
        """Return the orders that change a provision's text: in it, else in what it stands in, else all of it."""
        found = _reworded(before, after, target) if target is not None and before.text else []
        wider = self.addresses.scope(self.old.parents[here]) if here and before.text and not found else None
        if wider is not None:
            within = substitutions(before.text, after.text, printed(self.old.clauses[wider[0]]))
            found = [_substitute(wider[1], each) for each in within or ()]
        if not found and after.text and not before.children and not after.children:
            found = [Restate(target=self.addresses.surely(here), provisions=(replace(after, label=before.label),))]
        if not found:
            self._fail(here)
        return found

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
            self._fail(here)
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
                self._fail(here)
                return []
            orders += [_substitute(target, each) for each in found]
        return orders

    # -- provisions --------------------------------------------------------------------------------------------------

    def _children(self, here: int, there: int) -> list[Operation]:
        """Return the orders that delete, renumber, move and insert the provisions right under a pair."""
        named = self.addresses.surely
        orders: list[Operation] = [Delete(target=named(kid)) for kid in self.old.kids[here] if self.to_new[kid] < 0]
        for kid in self.new.kids[there]:
            mate = self.to_old[kid]
            label = self.new.clauses[kid].label
            if mate >= 0 and kid not in self.moved and self.old.clauses[mate].label != label:
                orders.append(Renumber(target=named(mate), to=_bare(label or "")))
        return [*orders, *self._placed(here, there)]

    def _placed(self, here: int, there: int) -> Iterator[Operation]:
        """Yield inserts and moves, each beside the sibling before it that stays, else at the start."""
        listed = bool(self.old.clauses[here].joints)
        after = self.new.clauses[there]
        anchor = -1
        pending: list[tuple[int, Clause]] = []
        for place, kid in enumerate(self.new.kids[there]):
            mate, clause = self.to_old[kid], self.new.clauses[kid]
            if mate < 0:
                pending.append((kid, _with_joint(clause, after.joint(place)) if listed else clause))
                continue
            stays = kid not in self.moved
            yield from self._inserted(here, anchor, pending, mate if stays else -1)
            if not stays:
                to, where = self._beside(here, anchor)
                yield Move(target=self.addresses.surely(mate), to=to, where=where, label=_bare(clause.label or ""))
            anchor, pending = mate, []
        yield from self._inserted(here, anchor, pending, -1)

    def _inserted(
        self, here: int, anchor: int, pending: list[tuple[int, Clause]], following: int
    ) -> Iterator[Operation]:
        if not pending:
            return
        if following >= 0 and (anchor < 0 or len(pending) > 1) and all(clause.label for _, clause in pending):
            # Before the same provision one after the other: each has a sentence, and they keep their order.
            to: Target = self.addresses.surely(following)
            for kid, clause in pending:
                label = place_of(self.new, kid).address
                yield Insert(target=to, where="before", provisions=(clause,), label=label)
            return
        provisions = tuple(clause for _, clause in pending)
        single = place_of(self.new, pending[0][0]).address if len(pending) == 1 and provisions[0].label else ""
        if anchor < 0 and following >= 0:
            yield Insert(target=self.addresses.surely(following), where="before", provisions=provisions, label=single)
            return
        to, where = self._beside(here, anchor)
        yield Insert(target=to, where=where, provisions=provisions, label=single)

    def _beside(self, here: int, anchor: int) -> tuple[Target, Literal["after", "start"]]:
        return (self.addresses.surely(anchor), "after") if anchor >= 0 else (self.addresses.surely(here), "start")


def _reworded(before: Clause, after: Clause, target: Target) -> list[Operation]:
    """Return the orders that change the text of a provision that can be named, none where that cannot be said."""
    part = replace(target, part="lead-in") if before.children else target
    scope = before.text if before.children else printed(replace(before, label=None, heading=None))
    found = substitutions(before.text, after.text, scope)
    if found is not None and len(found) <= _MOST_HUNKS:
        return [_substitute(part, each) for each in found]
    return [Restate(target=part, text=after.text)] if after.text and (before.children or after.children) else []


def _substitute(target: Target, quoted: Quoted) -> Substitute:
    return Substitute(target=target, strike=quoted.strike, insert=quoted.insert, occurrence=quoted.occurrence)


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
