"""The place of a numbered paragraph: beside, under or above the open lists, as the sequence of labels tells."""

from __future__ import annotations

from engross.clauses import labels
from engross.clauses.labels import Reading
from engross.reading.headings import heading_alone, run_in
from engross.reading.levels import (
    DEEPEST,
    Level,
    Outline,
    deepest,
    divisions,
    either,
    flush,
    gap,
    hang,
    open_under,
    same_make,
)
from engross.reading.marks import ATTACHED, DIVISIONS, Mark
from engross.reading.nodes import Node
from engross.reading.paragraphs import Paragraph

_AHEAD = 12
_GAP = 3
_FAR = 12
_BACK = 60


def place(whole: Outline, found: Mark, each: Paragraph, at: int) -> Level | None:
    """Open the clause a label stands for where its sequence puts it; None where it is no label."""
    if found.unit in ATTACHED:
        return hang(whole, 0, found, Reading("", 0))
    if found.unit in DIVISIONS:
        depth = next((i for i, level in enumerate(whole.stack) if level.unit == found.unit), None)
        if depth is None:
            depth = 1 if whole.stack and whole.stack[0].unit in ATTACHED else 0
            if found.unit == "article" and whole.stack and whole.stack[0].unit in ("title", "part", "chapter"):
                depth = 1
        return hang(whole, depth, found, _first(found))
    compound = next((reading for reading in found.readings if reading.stem), None)
    if compound is not None and (found.make == "compound" or found.unit):
        return _compound(whole, found, compound, each)
    if found.unit:
        depth = next((i for i, level in enumerate(whole.stack) if level.unit == found.unit), None)
        if depth is None:
            depth = divisions(whole)
        return hang(whole, depth, found, _first(found))
    return _simple(whole, found, each, at)


def _first(found: Mark) -> Reading:
    return found.readings[0] if found.readings else Reading("", 0)


def _compound(whole: Outline, found: Mark, reading: Reading, each: Paragraph) -> Level | None:
    """Place ``4.2`` under 4 (or Article IV), beside 4.1, or where such numbers stand."""
    stem = reading.stem.rstrip(".-–")
    if "-" in found.numeral or "–" in found.numeral:
        depth = next((i for i, level in enumerate(whole.stack) if level.unit == "section"), None)
        return hang(whole, divisions(whole) if depth is None else depth, found, reading)
    value = int(stem) if stem.isdigit() else None
    parts = found.numeral.count(".")
    plausible = bool(found.unit) or reading.ordinal <= 1 or _upper_after(each, found)
    for depth in range(len(whole.stack) - 1, -1, -1):
        level = whole.stack[depth]
        if level.stem == reading.stem and level.style == reading.style and (level.numeral.count(".") == parts):
            if reading.ordinal == level.ordinal + 1 or (
                level.ordinal < reading.ordinal <= level.ordinal + _FAR and plausible
            ):
                if reading.ordinal > level.ordinal + 1:
                    gap(whole, found, each)
                return hang(whole, depth, found, reading)
            if not found.unit:
                return None
        if level.make != "paren" and (
            level.numeral == stem or (value is not None and level.ordinal == value and not level.stem)
        ):
            return hang(whole, depth + 1, found, reading) if plausible else None
    return _apart(whole, found, reading) if plausible else None


def _apart(whole: Outline, found: Mark, reading: Reading) -> Level:
    """Place a compound number whose own section is not open: where such numbers stand, or under the divisions."""
    parts = found.numeral.count(".")
    for depth, level in enumerate(whole.stack):
        if level.stem and level.numeral.count(".") == parts:
            return hang(whole, depth, found, reading)
    return hang(whole, divisions(whole), found, reading)


def _upper_after(each: Paragraph, found: Mark) -> bool:
    rest = each.words[found.end :].lstrip()
    return not rest or rest[0].isupper() or rest[0] in '“"[(_*'


def _simple(whole: Outline, found: Mark, each: Paragraph, at: int) -> Level | None:
    """Place ``(b)``, ``2.`` or ``iii.`` by its sequence."""
    going_on = _going_on(whole, found)
    opens = next((reading for reading in found.readings if reading.ordinal == 1), None)
    if going_on is not None and opens is not None:
        ahead = _opens_before(whole, found, at, opens, going_on[1])
        if ahead is None:
            either(whole, found, each)
        elif ahead:
            going_on = None
    if found.make == "bare" and not _alone(each, found):
        return None
    if going_on is not None:
        return hang(whole, going_on[0], found, going_on[1], beside=True)
    if (again := _reopens(whole, found)) is not None:
        return again
    if opens is not None:
        return _begin(whole, found, opens)
    return _out_of_sequence(whole, found, each)


def _reopens(whole: Outline, found: Mark) -> Level | None:
    """Go on with a list that a paragraph seemed to close, where nothing else was begun since."""
    closed, last = whole.closed, deepest(whole)
    if (
        closed is None
        or not same_make(closed.make, found.make)
        or (closed.under is not last and last.kids[-1:] != [closed.under])
    ):
        return None
    for reading in found.readings:
        if not reading.stem and reading.style == closed.style and reading.ordinal == closed.ordinal + 1:
            flush(whole, closed.under)
            open_under(whole, closed.under, found, reading)
            whole.loose = whole.closed = None
            return whole.stack[-1]
    return None


def _alone(each: Paragraph, found: Mark) -> bool:
    rest = each.words[found.end :].strip()
    return not rest or heading_alone(rest) or "\t" in each.lines[0].text[:8] or "   " in each.lines[0].text[:8]


def _going_on(whole: Outline, found: Mark) -> tuple[int, Reading] | None:
    for depth in range(len(whole.stack) - 1, -1, -1):
        level = whole.stack[depth]
        if level.unit or level.stem or not same_make(level.make, found.make):
            continue
        for reading in found.readings:
            if not reading.stem and reading.style == level.style and reading.ordinal == level.ordinal + 1:
                return depth, reading
    above = divisions(whole)
    if above and above == len(whole.stack):
        for reading in found.readings:
            if reading.ordinal > 1 and whole.counts.get((found.make, "", reading.style)) == reading.ordinal - 1:
                return above, reading
    return None


def _opens_before(whole: Outline, found: Mark, at: int, opens: Reading, goes: Reading) -> bool | None:
    """Say whether the labels ahead go on from *opens* and not from *goes* (``(i)`` after ``(h)``); None for neither."""
    for other in whole.found[at + 1 : at + 1 + _AHEAD]:
        if other.mark is None or not same_make(other.mark.make, found.make):
            continue
        if Reading(goes.style, goes.ordinal + 1) in other.mark.readings:
            return False
        if Reading(opens.style, 2) in other.mark.readings:
            return True
    return None


def _begin(whole: Outline, found: Mark, opens: Reading) -> Level | None:
    """Open a new list under what stands last."""
    if len(whole.stack) >= DEEPEST:
        return None
    if found.make in ("dot", "bare") and opens.style in ("decimal", "upper-roman", "upper-alpha"):
        again = next((i for i, level in enumerate(whole.stack) if level.style == opens.style and not level.stem
                      and same_make(level.make, found.make) and not level.unit), None)  # fmt: skip
        if again is not None and (whole.waiting or opens.style == "decimal") and again == divisions(whole):
            return hang(whole, again, found, opens)
    under = deepest(whole)
    sections = not whole.stack and found.make in ("dot", "bare") and not opens.style.startswith("lower")
    if whole.loose is not None and under.kids and under.kids[-1] is whole.loose and not (whole.waiting or sections):
        words = whole.loose.text
        if _repeats(under, found) or words[-1:] in ":—-,;" or words.endswith(("following", "follows")):
            open_under(whole, whole.loose, found, opens)
            return whole.stack[-1]
    flush(whole, under)
    open_under(whole, under, found, opens)
    return whole.stack[-1]


def _repeats(under: Node, found: Mark) -> bool:
    return any(kid.label and labels.key(kid.label) == found.numeral for kid in under.kids[-_BACK:])


def _out_of_sequence(whole: Outline, found: Mark, each: Paragraph) -> Level | None:
    """Accept a number after a gap or twice over, with a doubt; else it is words."""
    if found.make == "bare":
        return None
    for depth in range(len(whole.stack) - 1, -1, -1):
        level = whole.stack[depth]
        if level.unit or level.stem or not same_make(level.make, found.make):
            continue
        for reading in found.readings:
            if reading.style == level.style and level.ordinal <= reading.ordinal <= level.ordinal + _GAP:
                gap(whole, found, each)
                return hang(whole, depth, found, reading, beside=True)
    decimal = next((reading for reading in found.readings if reading.style == "decimal"), None)
    if found.make == "dot" and decimal is not None and _heads(each, found):
        return _far(whole, found, decimal, each)
    alone = not whole.stack and (_heads(each, found) or (found.numeral[0].isdigit() and _upper_after(each, found)))
    if found.make != "paren" and not alone:
        return None
    if len(whole.stack) >= DEEPEST:
        return None
    gap(whole, found, each)
    under = deepest(whole)
    flush(whole, under)
    open_under(whole, under, found, found.readings[0])
    return whole.stack[-1]


def _heads(each: Paragraph, found: Mark) -> bool:
    """Say whether a heading follows a number: then it is a label though its sequence is broken."""
    rest = each.words[found.end :].strip()
    return bool(rest) and (heading_alone(rest) or bool(run_in(rest)[0]))


def _far(whole: Outline, found: Mark, reading: Reading, each: Paragraph) -> Level:
    """Open a section whose number is far from the last: where sections are open, or under the divisions."""
    gap(whole, found, each)
    for depth, level in enumerate(whole.stack):
        if level.style == "decimal" and same_make(level.make, "dot") and not (level.stem or level.unit):
            return hang(whole, depth, found, reading, beside=True)
    return hang(whole, divisions(whole), found, reading)
