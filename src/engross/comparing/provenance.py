"""Who made a change, word by word, where the versions between two texts are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from engross.amending.consolidate import Consolidation
from engross.amending.record import Outcome
from engross.clauses.clause import Clause
from engross.comparing.changes import Authority, Change
from engross.comparing.comparison import Comparison, compared
from engross.comparing.steps import History
from engross.comparing.stream import NEW, OLD, Line
from engross.comparing.wording import Item, Where


class Passage(NamedTuple):
    """Words with the step that brought them and the step that took them away, 0 for neither.

    Args:
        text: The words; a line break is a passage of its own.
        born: The step that inserted them.
        died: The step that deleted them.
        slot: The place they stand in; None for a line break.
        clause: The clause they stand in.
        depth: How many labelled clauses stand above it.
    """

    text: str
    born: int
    died: int
    slot: Where | None
    clause: Clause | None
    depth: int


def between(before: Consolidation, after: Consolidation) -> History | None:
    """Return the history from one version of a text to a later one, from the records of carrying out.

    Args:
        before: The version before.
        after: The version after.

    Returns:
        The history; None where the one is not an earlier version of the other.
    """
    earlier = [each.instrument.id for each in before.outcomes]
    outcomes = after.outcomes[len(earlier) :]
    if [each.instrument.id for each in after.outcomes[: len(earlier)]] != earlier:
        return None
    touched: dict[str, dict[Authority, None]] = {}
    for outcome in outcomes:
        for clause, authority in _orders(outcome):
            touched.setdefault(clause, {})[authority] = None
    return History(
        versions=(before.text, *(each.text for each in outcomes)),
        steps=tuple(_authority(each) for each in outcomes),
        touched={clause: tuple(by) for clause, by in touched.items()},
    )


def _authority(outcome: Outcome, *, sentence: str = "", editorial: bool = False) -> Authority:
    instrument = outcome.instrument
    dated = instrument.effect.dated or instrument.approved
    return Authority(
        name=instrument.name,
        date=dated.date.isoformat() if dated else "",
        sentence=sentence,
        under=instrument.authority,
        editorial=editorial,
    )


def _orders(outcome: Outcome) -> Iterator[tuple[str, Authority]]:
    """Yield (clause id, who) for all that one instrument did; a joint belongs to the list that owns it."""
    sentences = {each.id: each.sentence for each in outcome.instrument.instructions}
    parents = {
        kid.id: each.id for text in (outcome.base, outcome.text) for each in text.root.walk() for kid in each.children
    }
    for change in outcome.changes:
        authority = _authority(outcome, sentence=sentences.get(change.instruction, ""),
                               editorial=change.authority == "editorial")  # fmt: skip
        ids = [parents.get(edit.clause, "") if edit.slot == "joint" else edit.clause for edit in change.edits]
        ids += [*change.inserted, *change.deleted, *change.moved, *(each for each, _, _ in change.relabelled)]
        for clause in dict.fromkeys(ids):
            yield clause, authority


def attributed(change: Change, history: History) -> Change:
    """Return a change with whose sentences made it."""
    ids = dict.fromkeys(each.id for each in (change.old, change.new, *change.parts) if each)
    found = dict.fromkeys(authority for each in ids for authority in history.touched.get(each, ()))
    return replace(change, by=tuple(found))


def passages(history: History) -> list[Passage]:
    """Weave all versions into one row of passages: the words of version *n* are those born by then and not yet dead."""
    row: list[Passage] = []
    for step, (before, after) in enumerate(pairwise(history.versions), 1):
        flat = _flat(compared(before, after, ids=True).lines())
        if step == 1:
            row = [Passage(each.text, 0, 0, each.slot, each.clause, each.depth) for each in flat if each.sign in OLD]
        row = list(_stepped(row, flat, step))
    return row


def _flat(lines: Iterable[Line]) -> list[Item]:
    found: list[Item] = []
    for line in lines:
        found += line.items
        last = line.items[-1] if line.items else None
        found.append(Item(line.sign, "\n", None, line.change, last.clause if last else None, last.depth if last else 0))
    return found


def _stepped(row: Sequence[Passage], flat: Iterable[Item], step: int) -> Iterator[Passage]:
    """Carry one step into the row: its old side is what is alive there."""
    at, used = 0, 0
    for item in flat:
        if item.sign not in OLD:
            yield Passage(item.text, step, 0, item.slot, item.clause, item.depth)
            continue
        left = len(item.text)
        while left:
            passage = row[at]
            if passage.died:
                yield passage
                at += 1
                continue
            taken = min(left, len(passage.text) - used)
            words = passage.text[used : used + taken]
            yield passage._replace(text=words, died=0 if item.sign == "=" else step)
            left -= taken
            used += taken
            if used == len(passage.text):
                at, used = at + 1, 0
    yield from row[at:]


def credited(lines: Sequence[Line], history: History) -> tuple[Line, ...]:
    """Return the merged stream with the step that made each word go or come."""
    row = passages(history)
    died = _spans((len(each.text), each.died) for each in row if not each.born)
    born = _spans((len(each.text), each.born) for each in row if not each.died)
    found = []
    old_at = new_at = 0
    for line in lines:
        items: list[Item] = []
        for item in line.items:
            where, spans = (old_at, died) if item.sign in "-<" else (new_at, born)
            items += [item] if item.sign == "=" else _parted(item, where, spans)
            old_at += len(item.text) * (item.sign in OLD)
            new_at += len(item.text) * (item.sign in NEW)
        by = 0
        if line.sign != "=":
            where, spans = (old_at, died) if line.sign in "-<" else (new_at, born)
            by = spans.at(where)
        old_at += line.sign in OLD
        new_at += line.sign in NEW
        found.append(line._replace(items=tuple(items), by=by))
    return tuple(found)


class _Spans:
    """Which step each place of a text belongs to, read from left to right."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans, self.place, self.start = spans, 0, 0

    def at(self, where: int) -> int:
        return self.reach(where)[1]

    def reach(self, where: int) -> tuple[int, int]:
        """Return where the span of a place ends, and its step."""
        if where < self.start:
            self.place, self.start = 0, 0
        while self.place < len(self.spans) and self.start + self.spans[self.place][0] <= where:
            self.start += self.spans[self.place][0]
            self.place += 1
        if self.place == len(self.spans):
            return where + 1, 0
        return self.start + self.spans[self.place][0], self.spans[self.place][1]


def _spans(spans: Iterable[tuple[int, int]]) -> _Spans:
    return _Spans(list(spans))


def _parted(item: Item, where: int, spans: _Spans) -> list[Item]:
    """Part an item where another step's words begin."""
    found: list[Item] = []
    done = 0
    while done < len(item.text):
        end, step = spans.reach(where + done)
        taken = min(len(item.text) - done, end - where - done)
        piece = item._replace(text=item.text[done : done + taken], by=step)
        if found and found[-1].by == step:
            found[-1] = found[-1]._replace(text=found[-1].text + piece.text)
        else:
            found.append(piece)
        done += taken
    return found


def attribute(comparison: Comparison, history: History) -> Comparison:
    """Return the comparison with every change saying who made it."""
    changes = tuple(attributed(change, history) for change in comparison.changes)
    return replace(comparison, changes=changes, history=history, credit=partial(credited, history=history))
