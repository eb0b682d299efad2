"""The weaver: prints what stays, goes, comes and moves in one order for both texts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from engross.clauses.clause import Clause
from engross.comparing.parting import Parting
from engross.comparing.printing import all_pieces, depths, own_pieces
from engross.comparing.stream import Line, paragraphs
from engross.comparing.survey import Survey
from engross.comparing.tokens import Token, joint_tokens
from engross.comparing.wording import Item, Sign, compare_tokens

# What is still to be printed: its kind, and what that kind needs.
Step = tuple[Any, ...]
_GONE: dict[int, tuple[Sign, Sign]] = {0: ("-", "<"), 1: ("+", ">")}


class Event(NamedTuple):
    """A thing printed inside a pair: an unpaired clause's own words, a paired clause, or a joint."""

    kind: Literal["own", "unit", "joint"]
    place: int


class Weaver:
    """Weaves the two texts of a survey, or one clause of them.

    Args:
        survey: What happened to every clause.
    """

    def __init__(self, survey: Survey) -> None:
        """Count what changed, so that what did not is printed without a look inside."""
        matching = self.matching = survey.matching
        self.survey = survey
        self.sides = (matching.old, matching.new)
        self.mates = (matching.to_new, matching.to_old)
        self.depths = (depths(matching.old), depths(matching.new))
        self.out: list[Item] = []
        touched = [0] * len(matching.new)
        for there in survey.numbers[1]:
            touched[there] = 1
        for here in survey.joints:
            touched[matching.to_new[here]] = 1
        gone = [0] * len(matching.old)
        for here in survey.numbers[0]:
            gone[here] = 1
        self.touched = ([0, *accumulate(gone)], [0, *accumulate(touched)])

    def weave(self) -> tuple[Line, ...]:
        """Weave everything."""
        self.out = []
        self._work([("pair", 0, 0)])
        return paragraphs(self.out)

    def clause(self, side: int, place: int) -> tuple[Item, ...]:
        """Weave one clause of one side and all under it, as deleted, inserted or moved; side 0 is the old text."""
        self.out = []
        number = self.survey.numbers[side].get(place, 0)
        if self.mates[side][place] < 0:
            self._work([("own", side, place), *self._loose(side, list(self._events(side, place)))])
        else:
            self._work([("move", side, place, number)])
        return tuple(self.out)

    def _work(self, todo: list[Step]) -> None:
        """Carry out the steps one after the other without recursion: texts may be deep."""
        stack = todo[::-1]
        while stack:
            step = stack.pop()
            match step[0]:
                case "pair":
                    more = self._pair(step[1], step[2])
                case "move":
                    more = self._move(step[1], step[2], step[3])
                case "own":
                    self._own(step[1], step[2], _GONE[step[1]][0], self.survey.numbers[step[1]].get(step[2], 0))
                    continue
                case "joint":
                    self._joint(*step[1:])
                    continue
                case _:
                    self.out += step[1]
                    continue
            stack.extend(reversed(more))

    # -- what is printed of one clause -------------------------------------------------------------------------------

    def _own(self, side: int, place: int, sign: Sign, number: int) -> None:
        clause, depth = self.sides[side].clauses[place], self.depths[side][place]
        self.out += [Item(sign, text, slot, number, clause, depth) for text, slot in own_pieces(clause)]

    def _words(self, there: int, side: int | None, number: int) -> None:
        """Print the own words of a pair: both sides, or one as moved."""
        survey = self.survey
        here = self.matching.to_old[there]
        wording = survey.wordings.get(there)
        mine = survey.numbers[1].get(there, 0) or survey.numbers[0].get(here, 0)
        clause, depth = self.matching.new.clauses[there], self.depths[1][there]
        if wording is None:
            if side is None:
                self.out += [Item("=", text, slot, 0, clause, depth) for text, slot in own_pieces(clause)]
            else:
                at = here if side == 0 else there
                self._own(side, at, _GONE[side][1], number)
            return
        if side is None:
            self.out += [Item(sign, text, slot, mine if sign != "=" else 0, clause, depth)
                         for sign, text, slot in wording]  # fmt: skip
            return
        lost, carried = _GONE[side]
        self.out += [
            Item(carried, text, slot, number, clause, depth)
            if sign == "="
            else Item(sign, text, slot, mine, clause, depth)
            for sign, text, slot in wording
            if sign in ("=", lost)
        ]

    def _joint(self, side: int, kid: int, sign: Sign, number: int) -> None:
        parent = self.sides[side].parents[kid]
        clause, depth = self.sides[side].clauses[parent], self.depths[side][parent]
        text = self._joint_text(side, kid)
        gap = "" if text[0] in ";,.:" else " "
        self.out.append(Item(sign, gap + text, "joint", number, clause, depth))

    def _joint_text(self, side: int, kid: int) -> str:
        outline = self.sides[side]
        parent = outline.parents[kid]
        owner = outline.clauses[parent]
        return owner.joint(bisect_left(outline.kids[parent], kid)) if owner.joints else ""

    def _sealed(self, side: int, place: int, sign: Sign, number: int) -> None:
        """Print a clause and all under it with one fate."""
        clause, depth = self.sides[side].clauses[place], self.depths[side][place]
        self.out += [Item(sign, text, slot, number, owner, depth + below)
                     for text, slot, owner, below in all_pieces(clause)]  # fmt: skip

    # -- pairs and moves ---------------------------------------------------------------------------------------------

    def _unchanged(self, here: int, there: int) -> bool:
        old, new = self.sides
        return (
            old.exact[here] == new.exact[there]
            and self.touched[1][new.ends[there]] == self.touched[1][there]
            and self.touched[0][old.ends[here]] == self.touched[0][here]
        )

    def _pair(self, here: int, there: int) -> list[Step]:
        if self._unchanged(here, there):
            self._sealed(1, there, "=", 0)
            return []
        self._words(there, None, 0)
        if there in self.survey.running:
            return []
        if here in self.sides[0].sealed:  # shared, and only its own place changed
            clause, depth = self.sides[1].clauses[there], self.depths[1][there]
            below = all_pieces(clause, own=False)
            self.out += [Item("=", text, slot, 0, owner, depth + deeper) for text, slot, owner, deeper in below]
            return []
        return self._interior(here, there)

    def _interior(self, here: int, there: int) -> list[Step]:
        """Return the steps that print what stands inside a pair, in one order for both sides."""
        mine, theirs = list(self._events(0, here)), list(self._events(1, there))
        places = {event.place: at for at, event in enumerate(theirs) if event.kind == "unit"}
        steps: list[Step] = []
        a = b = 0
        for at, event in enumerate(mine):
            if event.kind != "unit" or at < a:
                continue
            mate = self.matching.to_new[event.place]
            if mate in self.matching.moved or mate not in places:
                continue
            steps += self._between(mine[a:at], theirs[b : places[mate]])
            steps.append(("pair", event.place, mate))
            a, b = at + 1, places[mate] + 1
        steps += self._between(mine[a:], theirs[b:])
        return steps

    def _between(self, mine: list[Event], theirs: list[Event]) -> list[Step]:
        """Return the steps for what stands between two anchors; the joints of the first anchor lead it."""
        before = self._joint_of(0, mine[0]) if mine and self._leads(mine) else []
        after = self._joint_of(1, theirs[0]) if theirs and self._leads(theirs) else []
        rest_old, rest_new = mine[bool(before) :], theirs[bool(after) :]
        if not before and not after:
            return self._loose(0, rest_old) + self._loose(1, rest_new)
        number = self.survey.joints.get(self._joint_owner(mine, theirs), 0)
        if rest_old and not rest_new and (kept := _tail(before, after, self._last_joint(0, rest_old))):
            return self._kept_joint(0, (before, after), rest_old, kept, number)
        if rest_new and not rest_old and (kept := _tail(after, before, self._last_joint(1, rest_new))):
            return self._kept_joint(1, (after, before), rest_new, kept, number)
        owner, depth = self._joint_clause(mine, theirs)
        items = [Item(sign, text, slot, number if sign != "=" else 0, owner, depth)
                 for sign, text, slot in compare_tokens(before, after)]  # fmt: skip
        return [("items", items), *self._loose(0, rest_old), *self._loose(1, rest_new)]

    def _kept_joint(
        self, side: int, joints: tuple[list[Token], list[Token]], rest: list[Event], kept: int, number: int
    ) -> list[Step]:
        """Let the list keep its joiner: its words stay where the item after them went, or came."""
        before, after = joints
        lost = _GONE[side][0]
        owner, depth = self._joint_clause(rest, rest) if side == 0 else self._joint_clause([], rest)
        common = len(after) - kept
        last = self._last_joint(side, rest)
        tail = rest[-1]
        mine = self.survey.numbers[side].get(tail.place, number)
        return [
            ("items", _items("=", before[:common], 0, owner, depth)),
            ("items", _items(lost, before[common:], number, owner, depth)),
            *self._loose(side, rest[:-1]),
            ("items", _items(lost, last[:-kept], mine, owner, depth)),
            ("items", _items("=", last[-kept:], 0, owner, depth)),
        ]

    @staticmethod
    def _leads(events: list[Event]) -> bool:
        return events[0].kind == "joint"

    def _joint_of(self, side: int, event: Event) -> list[Token]:
        return joint_tokens(self._joint_text(side, event.place))

    def _last_joint(self, side: int, events: list[Event]) -> list[Token]:
        return self._joint_of(side, events[-1]) if events[-1].kind == "joint" else []

    def _joint_owner(self, mine: list[Event], theirs: list[Event]) -> int:
        """Return the old list whose joints change."""
        if mine:
            return self.sides[0].parents[mine[0].place]
        return self.mates[1][self.sides[1].parents[theirs[0].place]]

    def _joint_clause(self, mine: list[Event], theirs: list[Event]) -> tuple[Clause, int]:
        side, event = (0, mine[0]) if mine else (1, theirs[0])
        parent = self.sides[side].parents[event.place]
        return self.sides[side].clauses[parent], self.depths[side][parent]

    def _loose(self, side: int, events: Sequence[Event]) -> list[Step]:
        """Return the steps for what stands on one side alone: deleted, inserted, or moved."""
        numbers = self.survey.numbers[side]
        steps: list[Step] = []
        for event in events:
            number = numbers.get(event.place, 0)
            if event.kind == "own":
                steps.append(("own", side, event.place))
            elif event.kind == "unit":
                steps.append(("move", side, event.place, number))
            else:
                steps.append(("joint", side, event.place, self._joint_sign(side, event.place), number))
        return steps

    def _joint_sign(self, side: int, kid: int) -> Sign:
        """A joint moves with its item where the new place prints the same one."""
        mate = self.mates[side][kid]
        same = mate >= 0 and self._joint_text(side, kid) == self._joint_text(1 - side, mate)
        return _GONE[side][same]

    def _move(self, side: int, place: int, number: int) -> list[Step]:
        """Return the steps that print a moved clause at one of its places."""
        there = self.matching.to_new[place] if side == 0 else place
        if place in self.sides[side].sealed:
            self._sealed(side, place, _GONE[side][1], number)
            return []
        self._words(there, side, number)
        if there in self.survey.running:
            return []
        steps: list[Step] = []
        for event in self._events(side, place):
            if event.kind == "own":
                steps.append(("own", side, event.place))
                continue
            twin = self.mates[side][event.place]
            again = (
                twin >= 0 and (self.matching.to_new[event.place] if side == 0 else event.place) in self.matching.moved
            )
            mine = self.survey.numbers[side].get(event.place, number) if again or twin < 0 else number
            if event.kind == "unit":
                steps.append(("move", side, event.place, mine))
            else:
                steps.append(("joint", side, event.place, self._joint_sign(side, event.place), mine))
        return steps

    def _events(self, side: int, place: int) -> Iterator[Event]:
        """Yield what is printed inside a clause, through unpaired clauses to the next paired ones."""
        outline, mates, parts = self.sides[side], self.mates[side], self.survey.parts[side]
        stack: list[Event] = []

        def push(parent: int) -> None:
            joints = outline.clauses[parent].joints
            for at in range(len(outline.kids[parent]) - 1, -1, -1):
                kid = outline.kids[parent][at]
                if joints and joints[at]:
                    stack.append(Event("joint", kid))
                stack.append(Event("unit", kid))

        push(place)
        skip: set[int] = set()
        while stack:
            event = stack.pop()
            parting = parts.get(event.place)
            if parting:
                event_or_none = self._part_event(side, event, parting, skip)
                if event_or_none:
                    yield event_or_none
            elif event.kind == "joint" or mates[event.place] >= 0:
                yield event
            else:
                yield Event("own", event.place)
                push(event.place)

    def _part_event(self, side: int, event: Event, parting: Parting, seen: set[int]) -> Event | None:
        """Print the parts of a split or merger as one, where the first of them stands."""
        outline = self.sides[side]
        if event.kind == "joint":
            last, holds = parting.parts[-1], outline.parents[parting.parts[1]]
            return event if event.place in (last, holds) else None
        head = parting.parts[0]
        if outline.parents[event.place] == head or parting.whole in seen:
            return None
        seen.add(parting.whole)
        mate = next(part for part in parting.parts if self.mates[side][part] >= 0)
        return Event("unit", mate)


def _items(sign: Sign, run: Sequence[Token], number: int, owner: Clause, depth: int) -> list[Item]:
    return [Item(sign, token.gap + token.word, "joint", number, owner, depth) for token in run]


def _tail(before: Sequence[Token], after: Sequence[Token], last: Sequence[Token]) -> int:
    """Return how many tokens of the joint after are the end of the last one gone, 0 where the rest is not before's."""
    common = 0
    while common < min(len(before), len(after)) and before[common][:2] == after[common][:2]:
        common += 1
    kept = len(after) - common
    same = 0 < kept <= len(last) and [token[:2] for token in after[common:]] == [token[:2] for token in last[-kept:]]
    return kept if same else 0
