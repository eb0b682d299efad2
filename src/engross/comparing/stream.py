"""The merged stream: both texts woven into one, from which every output is made and both sides rebuild exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engross.comparing.wording import Item, Sign

OLD, NEW = "=-<", "=+>"


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


def paragraphs(woven: list[Item]) -> tuple[Line, ...]:
    """Part woven items into paragraphs, each with the fate of the line break that ends it."""
    return _lines(_turned([*_first_breaks(woven), Item("=", "\n", None)]))


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
            flat[first : first + 1] = [Item(item.sign, "\n", None, item.change, item.clause, item.depth), rest]
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
    """Move the first line break of each side to its end, every break with the fate of the words it ends."""
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
