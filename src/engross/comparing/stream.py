"""The merged stream: both texts woven into one, from which every output is made and both sides rebuild exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from engross.clauses.clause import Clause
from engross.clauses.words import Slot
from engross.comparing.outline import Outline
from engross.comparing.parting import Parting
from engross.comparing.survey import Survey
from engross.comparing.tokens import Token, joint_tokens, opening
from engross.comparing.wording import Item, Sign, compare_tokens

OLD, NEW = "=-<", "=+>"
_GONE: dict[int, tuple[Sign, Sign]] = {0: ("-", "<"), 1: ("+", ">")}


class Event(NamedTuple):
    """A thing printed inside a pair: an unpaired clause's own words, a paired clause, or a joint."""

    kind: Literal["own", "unit", "joint"]
    place: int


class Line(NamedTuple):
    """A paragraph of the merged stream.

    Args:
        items: Its words, without line breaks.
        sign: The fate of the line break that ends it.
        change: The change that break belongs to, 0 for none.
        by: Which step of the history made the break so, from 1; 0 where none is known.
    """

    items: tuple[Item, ...]
    sign: Sign
    change: int
    by: int = 0

    def side(self, signs: str) -> str:
        """Return the words that bear one of *signs*."""
        return "".join([item.text for item in self.items if item.sign in signs])


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
        self.depths = (_depths(matching.old), _depths(matching.new))
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
        flat = _first_breaks(self.out)
        flat.append(Item("=", "\n", None))
        return _lines(_turned(flat))

    def clause(self, side: int, place: int) -> tuple[Item, ...]:
        """Weave one clause of one side and all under it, as deleted, inserted or moved; side 0 is the old text."""
        self.out = []
        number = self.survey.numbers[side].get(place, 0)
        if self.mates[side][place] < 0:
            self._work([("own", side, place), *self._loose(side, list(self._events(side, place)))])
        else:
            self._work([("move", side, place, number)])
        return tuple(self.out)

    def _work(self, todo: list[tuple]) -> None:  # type: ignore[type-arg]
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
            Item(carried, text, slot, number, clause, depth) if sign == "=" else Item(sign, text, slot, mine, clause, depth)
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

    def _pair(self, here: int, there: int) -> list[tuple]:  # type: ignore[type-arg]
        if self._unchanged(here, there):
            self._sealed(1, there, "=", 0)
            return []
        self._words(there, None, 0)
        if here in self.sides[0].sealed:  # shared, and only its own place changed
            self.out += [Item("=", text, slot, 0, owner, self.depths[1][there] + below)
                         for text, slot, owner, below in all_pieces(self.sides[1].clauses[there], own=False)]  # fmt: skip
            return []
        return self._interior(here, there)

    def _interior(self, here: int, there: int) -> list[tuple]:  # type: ignore[type-arg]
        """Return the steps that print what stands inside a pair, in one order for both sides."""
        mine, theirs = list(self._events(0, here)), list(self._events(1, there))
        places = {event.place: at for at, event in enumerate(theirs) if event.kind == "unit"}
        steps: list[tuple] = []  # type: ignore[type-arg]
        a = b = 0
        for at, event in enumerate(mine):
            if event.kind != "unit" or at < a:
                continue
            mate = self.matching.to_new[event.place]
            if mate in self.matching.moved or mate not in places:
                continue
            steps += self._between(mine[a:at], theirs[b:places[mate]])
            steps.append(("pair", event.place, mate))
            a, b = at + 1, places[mate] + 1
        steps += self._between(mine[a:], theirs[b:])
        return steps

    def _between(self, mine: list[Event], theirs: list[Event]) -> list[tuple]:  # type: ignore[type-arg]
        """Return the steps for what stands between two anchors; the joints of the first anchor lead it."""
        before = self._joint_of(0, mine[0]) if mine and self._leads(mine) else []
        after = self._joint_of(1, theirs[0]) if theirs and self._leads(theirs) else []
        rest_old, rest_new = mine[bool(before):], theirs[bool(after):]
        if not before and not after:
            return self._loose(0, rest_old) + self._loose(1, rest_new)
        number = self.survey.joints.get(self._joint_owner(mine, theirs), 0)
        if rest_old and not rest_new and (kept := _tail(before, after, self._last_joint(0, rest_old))):
            return self._kept_joint(0, before, after, rest_old, kept, number)
        if rest_new and not rest_old and (kept := _tail(after, before, self._last_joint(1, rest_new))):
            return self._kept_joint(1, after, before, rest_new, kept, number)
        owner, depth = self._joint_clause(mine, theirs)
        items = [Item(sign, text, slot, number if sign != "=" else 0, owner, depth)
                 for sign, text, slot in compare_tokens(before, after)]  # fmt: skip
        return [("items", items), *self._loose(0, rest_old), *self._loose(1, rest_new)]

    def _kept_joint(
        self, side: int, before: list[Token], after: list[Token], rest: list[Event], kept: int, number: int
    ) -> list[tuple]:  # type: ignore[type-arg]
        """Let the list keep its joiner: its words stay where the item after them went, or came."""
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

    def _loose(self, side: int, events: Sequence[Event]) -> list[tuple]:  # type: ignore[type-arg]
        """Return the steps for what stands on one side alone: deleted, inserted, or moved."""
        numbers = self.survey.numbers[side]
        steps: list[tuple] = []  # type: ignore[type-arg]
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

    def _move(self, side: int, place: int, number: int) -> list[tuple]:  # type: ignore[type-arg]
        """Return the steps that print a moved clause at one of its places."""
        there = self.matching.to_new[place] if side == 0 else place
        if place in self.sides[side].sealed:
            self._sealed(side, place, _GONE[side][1], number)
            return []
        self._words(there, side, number)
        steps: list[tuple] = []  # type: ignore[type-arg]
        for event in self._events(side, place):
            if event.kind == "own":
                steps.append(("own", side, event.place))
                continue
            twin = self.mates[side][event.place]
            again = twin >= 0 and (self.matching.to_new[event.place] if side == 0 else event.place) in self.matching.moved
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


def own_pieces(clause: Clause) -> list[tuple[str, Slot | None]]:
    """Return what a clause prints without its children, blanks before each piece, line breaks apart."""
    gap = opening(clause)
    found: list[tuple[str, Slot | None]] = []

    def add(text: str, slot: Slot) -> None:
        if gap == "\n":
            found.append((gap, None))
            found.append((text, slot))
        else:
            found.append((gap + text, slot))

    if clause.label:
        add(clause.label, "label")
        gap = "" if clause.tight else " "
    if clause.heading:
        add(clause.heading, "heading")
        gap = "\n" if clause.layout == "block" else " "
    if clause.text:
        add(clause.text, "text")
    for row in clause.rows:
        gap = "\n"
        for cell in row:
            if cell:
                add(cell, "row")
                gap = "\t"
    return found


def all_pieces(clause: Clause, *, own: bool = True) -> Iterator[tuple[str, Slot | None, Clause, int]]:
    """Yield what a clause and all under it print, with the owner and its depth below the clause."""
    if own:
        for text, slot in own_pieces(clause):
            yield text, slot, clause, 0
    stack: list[tuple[Clause | None, str, Clause, int]] = []

    def push(parent: Clause, depth: int) -> None:
        for at in range(len(parent.children) - 1, -1, -1):
            joint = parent.joint(at)
            if joint:
                stack.append((None, joint if joint[0] in ";,.:" else f" {joint}", parent, depth))
            stack.append((parent.children[at], "", parent, depth))

    push(clause, _steps(clause))
    while stack:
        child, joint, parent, depth = stack.pop()
        if child is None:
            yield joint, "joint", parent, depth
            continue
        for text, slot in own_pieces(child):
            yield text, slot, child, depth
        if child.children:
            push(child, depth + _steps(child))


def _depths(outline: Outline) -> list[int]:
    """Return how many labelled clauses each clause stands under."""
    clauses, parents = outline.clauses, outline.parents
    depths = [0] * len(outline)
    for place in range(1, len(outline)):
        parent = parents[place]
        depths[place] = depths[parent] + _steps(clauses[parent])
    return depths


def _steps(clause: Clause) -> int:
    return 1 if clause.label and clause.kind == "clause" else 0


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


def _first_breaks(flat: list[Item]) -> list[Item]:
    """Let the first word of either side stand after a line break, whatever its layout: so both begin alike."""
    flat = list(flat)
    for signs in (OLD, NEW):
        first = next((at for at, item in enumerate(flat) if item.sign in signs), -1)
        if first < 0 or flat[first].text == "\n":
            continue
        item = flat[first]
        rest = item._replace(text=item.text.removeprefix(" "))
        other = item.sign == "=" and any(each.sign != "=" for each in flat[:first])
        if other:  # the other side has begun already: its blank stays, ours becomes a break
            theirs: Sign = "+" if signs == OLD else "-"
            mine: Sign = "-" if signs == OLD else "+"
            flat[first:first + 1] = [item._replace(sign=theirs, text=item.text[: len(item.text) - len(rest.text)]),
                                     Item(mine, "\n", None, item.change, item.clause, item.depth), rest]  # fmt: skip
        else:
            flat[first:first + 1] = [Item(item.sign, "\n", None, item.change, item.clause, item.depth), rest]
    return [item for item in flat if item.text]


def _turned(flat: list[Item]) -> list[Item]:
    """Turn line breaks that begin words into line breaks that end them, where both sides allow it."""
    out: list[Item] = []
    start = 0
    for at, item in enumerate(flat):
        if item.sign != "=":
            continue
        if at > start:
            run = flat[start:at]
            turn = _turning_point(run) if item.text == "\n" else len(run)
            out += run[:turn]
            if turn < len(run):
                out.append(item)
                out += _turn(run[turn:])
                start = at + 1
                continue
        out.append(item)
        start = at + 1
    return out


def _turning_point(run: list[Item]) -> int:
    """Return the first place from which both sides begin with a line break, or the end."""
    first: dict[bool, bool] = {}
    point = len(run)
    for at in range(len(run) - 1, -1, -1):
        first[run[at].sign in OLD] = run[at].text == "\n"
        if all(first.values()):
            point = at
    return point


def _turn(run: list[Item]) -> list[Item]:
    """Take the first line break of each side away and give each side one at its end, every break with its words' fate."""
    ends = {item.sign in OLD: at for at, item in enumerate(run)}
    out: list[Item] = []
    last: dict[bool, Item] = {}
    for at, item in enumerate(run):
        older = item.sign in OLD
        if item.text != "\n":
            out.append(item)
            last[older] = item
        elif older in last:
            out.append(last[older]._replace(text="\n", slot=None))
        if ends[older] == at and older in last:
            out.append(last[older]._replace(text="\n", slot=None))
    return out


def _lines(flat: list[Item]) -> tuple[Line, ...]:
    """Part the stream at its line breaks; the first one begins the text and is dropped."""
    lines: list[Line] = []
    here: list[Item] = []
    begun: set[str] = set()
    for item in flat:
        if item.text != "\n":
            here.append(item)
            continue
        sides = {signs for signs in (OLD, NEW) if item.sign in signs}
        ends = sides & begun
        begun |= sides
        if ends:
            sign: Sign = item.sign if ends == sides else "-" if ends == {OLD} else "+"
            lines.append(Line(tuple(here), sign, item.change))
            here = []
    return tuple(lines)


def side(lines: Sequence[Line], signs: str) -> str:
    """Return the printed words of one side: exactly those of the text it is."""
    parts: list[str] = []
    for line in lines:
        parts.append(line.side(signs))
        if line.sign in signs:
            parts.append("\n")
    return "".join(parts).removesuffix("\n")
