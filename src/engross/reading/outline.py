"""The outline: numbered paragraphs placed by the sequence of their labels, the rest where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field

from engross.clauses import labels
from engross.clauses.labels import Reading
from engross.reading import inline
from engross.reading.headings import heading_alone, run_in, title_like
from engross.reading.marks import ATTACHED, DIVISIONS, Mark, mark, may_open
from engross.reading.nodes import Node
from engross.reading.paragraphs import Paragraph

_DEEPEST = 14
_AHEAD = 12
_GAP = 3


@dataclass(slots=True)
class Level:
    """An open list: the clause last numbered in it, and how it is numbered."""

    node: Node
    make: str
    unit: str
    style: str
    ordinal: int
    stem: str
    numeral: str
    under: Node


@dataclass(slots=True)
class Doubt:
    """What the reader was not sure of, and where."""

    code: str
    what: str
    line: int


@dataclass(slots=True)
class Outline:
    """Everything read so far."""

    root: Node = field(default_factory=Node)
    stack: list[Level] = field(default_factory=list)
    waiting: list[Node] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    loose: Node | None = None
    found: list[Paragraph] = field(default_factory=list)
    attached: dict[tuple[str, str], int] = field(default_factory=dict)


def outline(found: list[Paragraph], *, before: str | None = None) -> Outline:
    """Place every paragraph in one tree, in order.

    Args:
        found: The paragraphs.
        before: A label taken as the one before the first, so that the sequence is known from the start.
    """
    whole = Outline(found=found)
    for place, each in enumerate(found):
        if each.mark is not None and each.mark.unit in ATTACHED:
            whole.attached[each.mark.unit, each.mark.numeral] = place
    if before and (known := mark(before)):
        reading = known.readings[0] if known.readings else Reading("", 0)
        whole.stack.append(_level(whole.root, known, reading, whole.root))
    for place, each in enumerate(found):
        match each.make:
            case "title":
                _title(whole, each)
            case "table" | "signature":
                _typed(whole, each)
            case _:
                _text(whole, each, place)
    _flush(whole, _deepest(whole))
    return whole


def _deepest(whole: Outline) -> Node:
    return whole.stack[-1].node if whole.stack else whole.root


def _flush(whole: Outline, under: Node) -> None:
    under.kids += whole.waiting
    whole.waiting = []


def _title(whole: Outline, each: Paragraph) -> None:
    last = whole.stack[-1].node if whole.stack else None
    if last is not None and last.bare and not whole.waiting and len(each.words) <= 120:
        last.heading = each.words
        return
    if last is not None and last.heading and not (last.text or last.kids or whole.waiting or each.apart) and last.label:
        last.heading = f"{last.heading} {each.words}"
        return
    whole.waiting.append(Node(text=each.words, kind="title", line=each.lines[0].number))


def _typed(whole: Outline, each: Paragraph) -> None:
    least = min(line.indent for line in each.lines)
    rows = tuple((" " * (line.indent - least) + line.text.expandtabs(),) for line in each.lines)
    kind = "table" if each.make == "table" else "signature"
    if kind == "signature":
        under = _holder(whole)
        if not whole.waiting and under.kids and under.kids[-1].kind == "signature":
            under.kids[-1].rows += rows
            return
    else:
        under = _deepest(whole)
    _flush(whole, under)
    under.kids.append(Node(kind=kind, rows=rows, line=each.lines[0].number))
    whole.loose = None


def _holder(whole: Outline) -> Node:
    """Return the exhibit or the root that is open, with every list in it closed."""
    keep = [level for level in whole.stack[:1] if level.unit in ATTACHED]
    whole.stack[:] = keep
    return keep[0].node if keep else whole.root


def _text(whole: Outline, each: Paragraph, place: int) -> None:
    if each.mark is not None and each.mark.unit in ATTACHED and not whole.root.kids and not whole.stack:
        _title(whole, each)  # the number under which the whole file is attached to another
        return
    if each.mark is not None and each.mark.unit in ATTACHED and _is_listed(whole, each.mark, place):
        whole.waiting.append(Node(text=each.words, kind="title", line=each.lines[0].number))
        return  # a list of what is attached, above the text itself
    if each.mark is not None and _labelled(whole, each, each.mark, place):
        return
    _unlabelled(whole, each)


def _is_listed(whole: Outline, found: Mark, place: int) -> bool:
    """Say whether an exhibit is only listed: it comes again below, and nothing is numbered yet or others stand beside."""
    if whole.attached.get((found.unit, found.numeral), 0) <= place:
        return False
    beside = whole.found[max(0, place - 1) : place] + whole.found[place + 1 : place + 2]
    return not whole.stack or any(each.mark is not None and each.mark.unit in ATTACHED for each in beside)


# Paragraphs without label.


def _unlabelled(whole: Outline, each: Paragraph) -> None:
    last = whole.stack[-1].node if whole.stack else None
    words = each.words
    if last is not None and not whole.waiting and last.bare:
        if heading_alone(words):
            last.heading = words
        else:
            heading, words = run_in(words)
            if heading:
                last.heading, last.layout = heading, "run-in"
            last.text, last.kids = _words(words)
        return
    if last is not None and not whole.waiting and last.heading and not (last.text or last.kids):
        last.text, last.kids = _words(words)
        return
    if title_like(words) and len(each.lines) == 1:
        whole.waiting.append(Node(text=words, kind="title", line=each.lines[0].number))
        return
    under = _holder(whole) if words[:18].lower() == "in witness whereof" else _under(whole, words)
    _flush(whole, under)
    node = Node(line=each.lines[0].number)
    node.text, node.kids = _words(words)
    under.kids.append(node)
    whole.loose = node


def _under(whole: Outline, words: str) -> Node:
    """Return the clause a paragraph without label belongs to, and close the lists that it leaves."""
    if not whole.stack:
        return whole.root
    if words[0] in '“"' and whole.loose is not None and whole.loose.text[:1] in '“"':
        for depth, level in enumerate(whole.stack):
            if any(kid is whole.loose for kid in level.node.kids[-1:]):
                del whole.stack[depth + 1 :]
                return level.node
    level = whole.stack[-1]
    if len(whole.stack) > 1 and level.ordinal > 1 and _is_series(whole, len(whole.stack) - 1):
        return whole.stack.pop().under
    return level.node


def _is_series(whole: Outline, depth: int) -> bool:
    """Say whether the open list at *depth* is joined by marks, so that a paragraph after its last item closes it."""
    items = [kid for kid in whole.stack[depth].under.kids if kid.label]
    return (
        len(items) > 1
        and _tail(items[-2])[-1:] in (";", ",")
        or (len(items) > 1 and _tail(items[-2]).endswith((" and", " or")))
    )


def _tail(node: Node) -> str:
    while node.kids:
        node = node.kids[-1]
    return node.text


# Paragraphs with label.


def _labelled(whole: Outline, each: Paragraph, found: Mark, place: int) -> bool:
    level = _place(whole, found, each, place)
    if level is None:
        whole.doubts.append(
            Doubt("W110", f"{found.printed} is in no sequence and was read as words", each.lines[0].number)
        )
        return False
    node = level.node
    node.line = each.lines[0].number
    _fill(whole, node, each, found)
    return True


def _fill(whole: Outline, node: Node, each: Paragraph, found: Mark) -> None:
    words = each.words
    rest = words[found.end :]
    node.tight = bool(rest) and not rest[0].isspace()
    rest = rest.lstrip()
    if not rest:
        return
    if not node.tight and _opens_inside(whole, node, each, rest):
        return
    unit = found.unit in DIVISIONS or found.unit in ATTACHED
    single = len(each.lines) == 1
    if (
        (unit and len(rest) <= 160)
        or (single and found.unit == "section" and found.printed.startswith("§"))
        or heading_alone(rest)
    ):
        node.heading = rest
        return
    heading, rest = run_in(rest)
    if heading:
        node.heading, node.layout = heading, "run-in"
        if _opens_inside(whole, node, each, rest):
            return
    node.text, node.kids = _words(rest)
    if node.tight and not (node.text or node.heading):
        node.text, node.kids = rest, []


def _opens_inside(whole: Outline, node: Node, each: Paragraph, rest: str) -> bool:
    """Open the first clause of a list that begins in the paragraph of its parent: ``4. (a) The Company``."""
    inner = mark(rest) if rest and may_open(rest) else None
    if inner is None or inner.make not in ("paren", "half", "dot") or len(whole.stack) >= _DEEPEST:
        return False
    reading = next((reading for reading in inner.readings if reading.ordinal == 1), None)
    if reading is None or (inner.make == "dot" and (inner.end >= len(rest) or len(inner.numeral) != 1)):
        return False
    kid = _open(whole, node, inner, reading)
    kid.line = node.line
    _fill(whole, kid, Paragraph(each.make, rest, each.lines, inner, each.apart), inner)
    return True


def _open(whole: Outline, above: Node, found: Mark, reading: Reading) -> Node:
    node = Node(label=found.printed)
    above.kids.append(node)
    whole.stack.append(_level(node, found, reading, above))
    return node


def _level(node: Node, found: Mark, reading: Reading, under: Node) -> Level:
    return Level(node, found.make, found.unit, reading.style, reading.ordinal, reading.stem, found.numeral, under)


def _place(whole: Outline, found: Mark, each: Paragraph, place: int) -> Level | None:
    """Open the clause a label stands for where its sequence puts it; None where it is no label."""
    if found.unit in ATTACHED:
        return _hang(whole, 0, found, Reading("", 0))
    if found.unit in DIVISIONS:
        depth = next((i for i, level in enumerate(whole.stack) if level.unit == found.unit), None)
        if depth is None:
            depth = 1 if whole.stack and whole.stack[0].unit in ATTACHED else 0
            if found.unit == "article" and whole.stack and whole.stack[0].unit in ("title", "part", "chapter"):
                depth = 1
        return _hang(whole, depth, found, _first(found))
    compound = next((reading for reading in found.readings if reading.stem), None)
    if compound is not None and (found.make == "compound" or found.unit):
        return _compound(whole, found, compound, each)
    if found.unit:
        depth = next((i for i, level in enumerate(whole.stack) if level.unit == found.unit), None)
        if depth is None:
            depth = _divisions(whole)
        return _hang(whole, depth, found, _first(found))
    return _simple(whole, found, each, place)


def _first(found: Mark) -> Reading:
    return found.readings[0] if found.readings else Reading("", 0)


def _divisions(whole: Outline) -> int:
    depth = 0
    while depth < len(whole.stack) and (whole.stack[depth].unit in ATTACHED or whole.stack[depth].unit in DIVISIONS):
        depth += 1
    return depth


def _hang(whole: Outline, depth: int, found: Mark, reading: Reading, *, beside: bool = False) -> Level:
    """Close the lists below *depth* and open a clause there, *beside* the one that was open at that depth."""
    above = whole.stack[depth].under if beside and depth < len(whole.stack) else None
    del whole.stack[depth:]
    above = above or _deepest(whole)
    _flush(whole, above)
    _open(whole, above, found, reading)
    whole.loose = None
    if depth:
        whole.counts[found.make, found.unit, reading.style] = reading.ordinal
    return whole.stack[-1]


def _compound(whole: Outline, found: Mark, reading: Reading, each: Paragraph) -> Level | None:
    """Place ``4.2`` under 4 (or Article IV), beside 4.1, or where such numbers stand."""
    stem = reading.stem.rstrip(".-–")
    if "-" in found.numeral or "–" in found.numeral:
        depth = next((i for i, level in enumerate(whole.stack) if level.unit == "section"), None)
        return _hang(whole, _divisions(whole) if depth is None else depth, found, reading)
    value = int(stem) if stem.isdigit() else None
    parts = found.numeral.count(".")
    plausible = found.unit or reading.ordinal <= 1 or _upper_after(each, found)
    for depth in range(len(whole.stack) - 1, -1, -1):
        level = whole.stack[depth]
        if level.stem == reading.stem and level.style == reading.style and (level.numeral.count(".") == parts):
            if level.ordinal < reading.ordinal <= level.ordinal + 12 and plausible:
                if reading.ordinal > level.ordinal + 1:
                    _gap(whole, found, each)
                return _hang(whole, depth, found, reading)
            if not found.unit:
                return None
        if level.make != "paren" and (
            level.numeral == stem or (value is not None and level.ordinal == value and not level.stem)
        ):
            return _hang(whole, depth + 1, found, reading) if plausible else None
    if not plausible:
        return None
    for depth, level in enumerate(whole.stack):
        if level.stem and level.numeral.count(".") == parts:
            return _hang(whole, depth, found, reading)
    return _hang(whole, _divisions(whole), found, reading)


def _upper_after(each: Paragraph, found: Mark) -> bool:
    rest = each.words[found.end :].lstrip()
    return not rest or rest[0].isupper() or rest[0] in '“"[(_*'


def _simple(whole: Outline, found: Mark, each: Paragraph, place: int) -> Level | None:
    """Place ``(b)``, ``2.`` or ``iii.`` by its sequence."""
    going_on = _going_on(whole, found)
    opens = next((reading for reading in found.readings if reading.ordinal == 1), None)
    if going_on is not None and opens is not None:
        depth, reading = going_on
        if _opens_before(whole, found, place, opens, reading):
            going_on = None
    if found.make == "bare" and not _alone(each, found):
        return None
    if going_on is not None:
        return _hang(whole, going_on[0], found, going_on[1], beside=True)
    if opens is not None:
        return _begin(whole, found, opens, each)
    return _out_of_sequence(whole, found, each)


def _alone(each: Paragraph, found: Mark) -> bool:
    rest = each.words[found.end :].strip()
    return not rest or heading_alone(rest) or "\t" in each.lines[0].text[:8] or "   " in each.lines[0].text[:8]


def _going_on(whole: Outline, found: Mark) -> tuple[int, Reading] | None:
    for depth in range(len(whole.stack) - 1, -1, -1):
        level = whole.stack[depth]
        if level.unit or level.stem or not _same_make(level.make, found.make):
            continue
        for reading in found.readings:
            if not reading.stem and reading.style == level.style and reading.ordinal == level.ordinal + 1:
                return depth, reading
    divisions = _divisions(whole)
    if divisions and divisions == len(whole.stack):
        for reading in found.readings:
            if reading.ordinal > 1 and whole.counts.get((found.make, "", reading.style)) == reading.ordinal - 1:
                return divisions, reading
    return None


def _same_make(one: str, other: str) -> bool:
    return one == other or {one, other} == {"dot", "bare"}


def _opens_before(whole: Outline, found: Mark, place: int, opens: Reading, goes: Reading) -> bool:
    """Say whether the labels ahead go on from *opens* before they go on from *goes*: ``(i)`` after ``(h)``."""
    for other in whole.found[place + 1 : place + 1 + _AHEAD]:
        if other.mark is None or not _same_make(other.mark.make, found.make):
            continue
        if Reading(goes.style, goes.ordinal + 1) in other.mark.readings:
            return False
        if Reading(opens.style, 2) in other.mark.readings:
            return True
    return False


def _begin(whole: Outline, found: Mark, opens: Reading, each: Paragraph) -> Level | None:
    """Open a new list under what stands last."""
    if len(whole.stack) >= _DEEPEST:
        return None
    if found.make in ("dot", "bare") and opens.style in ("decimal", "upper-roman", "upper-alpha"):
        again = next((i for i, level in enumerate(whole.stack) if level.style == opens.style and not level.stem
                      and _same_make(level.make, found.make) and not level.unit), None)  # fmt: skip
        if again is not None and (whole.waiting or opens.style == "decimal") and again == _divisions(whole):
            return _hang(whole, again, found, opens)
    under = _deepest(whole)
    sections = not whole.stack and found.make in ("dot", "bare") and not opens.style.startswith("lower")
    if whole.loose is not None and under.kids and under.kids[-1] is whole.loose and not (whole.waiting or sections):
        words = whole.loose.text
        if _repeats(under, opens, found) or words[-1:] in ":—-,;" or words.endswith(("following", "follows")):
            return _under_loose(whole, found, opens)
    _flush(whole, under)
    _open(whole, under, found, opens)
    return whole.stack[-1]


def _repeats(under: Node, opens: Reading, found: Mark) -> bool:
    return any(kid.label and labels.key(kid.label) == found.numeral for kid in under.kids)


def _under_loose(whole: Outline, found: Mark, opens: Reading) -> Level:
    loose = whole.loose
    if loose is None:
        raise AssertionError
    _open(whole, loose, found, opens)
    return whole.stack[-1]


def _out_of_sequence(whole: Outline, found: Mark, each: Paragraph) -> Level | None:
    """Accept a number after a gap or twice over, with a doubt; else it is words."""
    if found.make == "bare":
        return None
    for depth in range(len(whole.stack) - 1, -1, -1):
        level = whole.stack[depth]
        if level.unit or level.stem or not _same_make(level.make, found.make):
            continue
        for reading in found.readings:
            if reading.style == level.style and level.ordinal <= reading.ordinal <= level.ordinal + _GAP:
                _gap(whole, found, each)
                return _hang(whole, depth, found, reading, beside=True)
    reading = next((each for each in found.readings if each.style == "decimal"), None)
    if found.make == "dot" and reading is not None and _heads(each, found):
        return _far(whole, found, reading, each)
    if found.make != "paren" and (whole.stack or not _upper_after(each, found) or not found.numeral[0].isdigit()):
        return None
    if len(whole.stack) >= _DEEPEST:
        return None
    _gap(whole, found, each)
    under = _deepest(whole)
    _flush(whole, under)
    _open(whole, under, found, found.readings[0])
    return whole.stack[-1]


def _heads(each: Paragraph, found: Mark) -> bool:
    """Say whether a heading follows a number: then it is a label though its sequence is broken."""
    rest = each.words[found.end :].strip()
    return bool(rest) and (heading_alone(rest) or bool(run_in(rest)[0]))


def _far(whole: Outline, found: Mark, reading: Reading, each: Paragraph) -> Level:
    """Open a section whose number is far from the last: where sections are open, or under the divisions."""
    _gap(whole, found, each)
    for depth, level in enumerate(whole.stack):
        if level.style == "decimal" and _same_make(level.make, "dot") and not (level.stem or level.unit):
            return _hang(whole, depth, found, reading, beside=True)
    return _hang(whole, _divisions(whole), found, reading)


def _gap(whole: Outline, found: Mark, each: Paragraph) -> None:
    whole.doubts.append(Doubt("W111", f"{found.printed} does not follow the label before it", each.lines[0].number))


# Series that run on in the paragraph.


def _words(words: str) -> tuple[str, list[Node]]:
    """Return a paragraph's own words and the items of the series in it."""
    if "(" not in words:
        return words, []
    whole = inline.series(words)
    return _parted(words, 0, len(words), whole) if whole else (words, [])


def _parted(words: str, start: int, end: int, whole: list[inline.Series]) -> tuple[str, list[Node]]:
    first = whole[0].items[0].start if whole else end
    own = words[start:first].strip()
    kids: list[Node] = []
    for each in whole:
        for item in each.items:
            node = Node(label=item.label or None, layout="inline")
            begin = item.start + len(item.label)
            node.tight = bool(item.label) and begin < item.end and not words[begin].isspace()
            node.text, node.kids = _parted(words, begin, item.end, item.series)
            if node.tight and not node.text:  # nothing can stand tight before another label
                node.text, node.kids = words[begin : item.end].strip(), []
            kids.append(node)
    return own, kids
