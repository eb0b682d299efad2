"""Series that run on inside a paragraph: ``(i) ..., (ii) ..., or (iii) ...`` found, nested, told from references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from engross.clauses import labels
from engross.clauses.labels import Reading

_MARK = re.compile(r"(?<!\S)\((?P<n>[a-z]{1,5}|[A-Z]{1,4}|\d{1,2})\)(?=[\sa-z\"“\[$])")
_CITED_BEFORE = re.compile(
    r"(?:\b(?:sections?|sec\.|clauses?|(?:sub-?)*(?:paragraphs?|sections?|clauses?|divisions?)|articles?|items?|parts?"
    r"|sentences?|rules?|exhibits?|schedules?|subdivisions?|§+|¶+|provisos?|numbers?|definitions?)"
    r"(?:\s[\dIVX]+[\d.A-Za-z-]*)?|[\d)][\w.]{0,6}\)?|\b\d[\d.]*)\s$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|[a-z]+ty-[a-z]+)\s$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s?,?\s?(?:and/or|and|or|through|to|,)?\s?")
_CITED_AFTER = re.compile(
    r"\s(?:above|below|hereof|thereof|thereunder|of (?:this|the|such) (?:sub)?(?:section|paragraph|clause|sentence))\b"
)
_SENTENCE = re.compile(r"(?<=[.?!])[”\"’)\]]{0,2} (?=[A-Z“\"])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Inc|Corp|Co|Ltd|No|Nos|Mr|Mrs|Ms|Dr|Messrs|Sec|Secs|Art|Jr|Sr|St|vs?|e\.g|i\.e|etc|cf|et seq|Stat|Treas"
    r"|Reg|Rev|Proc|approx|Exh|par|[A-Z]|(?:[A-Z]\.)+[A-Z]))\.$"
)
_BACK = 48
_MOST = 400  # no paragraph that a person wrote has as many items
_X = 24  # (x), (y), (z) is a series too


@dataclass(slots=True)
class Item:
    """An item of a series, or words that run on after one (without label).

    Args:
        label: As printed, or empty.
        start: Where its words begin.
        end: Where they end, its own items included.
        series: The series that run on inside it.
    """

    label: str
    start: int
    end: int
    series: list[Series] = field(default_factory=list)


@dataclass(slots=True)
class Series:
    """Items in sequence; *tail* begins where a new sentence certainly leaves the series."""

    style: str
    items: list[Item]
    base: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    printed: str
    readings: tuple[Reading, ...]


def series(words: str) -> list[Series]:
    """Return the series of a paragraph, outermost first; none where its marks are in no sequence."""
    found = _marks(words)
    if len(found) > _MOST:
        return []
    while len(found) > 1:
        whole = _nest(words, found)
        kept = {start for each in _all(whole) if len(starts := _starts(each)) > 1 for start in starts}
        left = [each for each in found if each.start in kept]
        if len(left) == len(found):
            return whole
        found = left
    return []


def _starts(each: Series) -> list[int]:
    return [item.start for item in each.items if item.label]


def _marks(words: str) -> list[_Found]:
    found: list[_Found] = []
    cited = -1
    for match in _MARK.finditer(words):
        start = match.start()
        between = words[cited:start] if cited >= 0 else ""
        if cited >= 0 and len(between) < 12 and _BETWEEN.fullmatch(between):
            cited = match.end()
            continue
        back = words[max(0, start - _BACK) : start]
        if _CITED_BEFORE.search(back) or (match["n"].isdigit() and _COUNTED.search(back)):
            cited = match.end()
            continue
        if _CITED_AFTER.match(words, match.end()):
            cited = match.end()
            continue
        cited = -1
        readings = labels.readings(match["n"])
        if readings and match.end() < len(words):
            found.append(_Found(start, match.end(), match.group(), readings))
    return found


def _nest(words: str, found: list[_Found]) -> list[Series]:
    """Order marks in series by their sequence; a mark that continues none and begins none is left to the words."""
    top: list[Series] = []
    stack: list[Series] = []
    for place, each in enumerate(found):
        depth = _continued(stack, each)
        opens = next((reading for reading in each.readings if reading.ordinal in (1, _X)), None)
        if depth is not None and opens and _next_is_second(found, place, opens, stack[depth]):
            depth = None
        if depth is not None:
            del stack[depth + 1 :]
            stack[-1].items.append(Item(each.printed, each.start, len(words)))
        elif opens and len(stack) < 6:
            opened = Series(opens.style, [Item(each.printed, each.start, len(words))], opens.ordinal - 1)
            _closed_by_sentence(words, stack, each.start)
            (stack[-1].items[-1].series if stack else top).append(opened)
            stack.append(opened)
    _settle(words, top, len(words))
    return top


def _continued(stack: list[Series], each: _Found) -> int | None:
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        count = sum(1 for item in level.items if item.label)
        if any(reading.style == level.style and reading.ordinal == level.base + count + 1 for reading in each.readings):
            return depth
    return None


def _next_is_second(found: list[_Found], place: int, opens: Reading, level: Series) -> bool:
    """Say whether the marks that follow go on from *opens* before they go on with the open series."""
    after = level.base + sum(1 for item in level.items if item.label) + 2
    for other in found[place + 1 : place + 8]:
        if any(reading.style == level.style and reading.ordinal == after for reading in other.readings):
            return False
        if any(reading.style == opens.style and reading.ordinal == opens.ordinal + 1 for reading in other.readings):
            return True
    return False


def _closed_by_sentence(words: str, stack: list[Series], before: int) -> None:
    """Leave the series whose sentence has certainly ended before a new one begins."""
    outermost, end = None, None
    while stack and (at := _sentence_end(words, stack[-1], before)) is not None:
        outermost, end = stack.pop(), at
    if outermost is None or end is None:
        return
    if not stack:
        stack.append(outermost)
    elif stack[-1].items[-1].label:
        return
    stack[-1].items.append(Item("", end, len(words)))


def _sentence_end(words: str, level: Series, before: int) -> int | None:
    """Return where a series' sentence ends before *before*; None unless every earlier item is within one sentence."""
    labelled = [item for item in level.items if item.label]
    if len(labelled) < 2 or not level.items[-1].label:
        return None
    if any(_breaks(words, one.start, two.start) for one, two in pairwise(labelled)):
        return None
    found = _breaks(words, labelled[-1].start, before)
    return found[0] if found else None


def _breaks(words: str, start: int, end: int) -> list[int]:
    """Return where sentences begin between two places."""
    return [
        match.end()
        for match in _SENTENCE.finditer(words, start, end)
        if not _ABBREVIATED.search(words[max(start, match.start() - 12) : match.start()].rstrip('”"’)]'))
    ]


def _settle(words: str, whole: list[Series], end: int) -> None:
    """Give every item its end, and part the words after the last item where a new sentence certainly leaves it."""
    del whole[1:]  # a second series in the same words has no place of its own: it stays words
    for level in whole:
        at = _sentence_end(words, level, end)
        if at is not None and at > _last_start(level):
            level.items.append(Item("", at, end))
        for position, item in enumerate(level.items):
            item.end = level.items[position + 1].start if position + 1 < len(level.items) else end
            _settle(words, item.series, item.end)


def _last_start(level: Series) -> int:
    """Return where the last item begins, those of the series inside it included."""
    while level.items[-1].series:
        level = level.items[-1].series[-1]
    return level.items[-1].start


def _all(whole: list[Series]) -> list[Series]:
    found: list[Series] = []
    stack = list(whole)
    while stack:
        each = stack.pop()
        found.append(each)
        stack.extend(inner for item in each.items for inner in item.series)
    return found
