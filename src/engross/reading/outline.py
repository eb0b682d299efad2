"""The outline: numbered paragraphs placed by the sequence of their labels, the rest where it belongs."""

from __future__ import annotations

from engross.clauses.clause import Kind
from engross.clauses.labels import Reading
from engross.reading.headings import defines, heading_alone, run_in, title_like
from engross.reading.levels import DEEPEST, Doubt, Outline, deepest, flush, level, open_under
from engross.reading.marks import ATTACHED, DIVISIONS, Mark, mark, may_open
from engross.reading.nodes import Node
from engross.reading.paragraphs import Paragraph
from engross.reading.placing import place
from engross.reading.running import running

_BACK = 12


def outline(found: list[Paragraph], *, before: str | None = None) -> Outline:
    """Place every paragraph in one tree, in order.

    Args:
        found: The paragraphs.
        before: A label taken as the one before the first, so that the sequence is known from the start.
    """
    whole = Outline(found=found)
    for at, each in enumerate(found):
        if each.mark is not None and each.mark.unit in ATTACHED:
            whole.attached[each.mark.unit, each.mark.numeral] = at
    if before and (known := mark(before)):
        reading = known.readings[0] if known.readings else Reading("", 0)
        whole.stack.append(level(whole.root, known, reading, whole.root))
    for at, each in enumerate(found):
        match each.make:
            case "title":
                _title(whole, each)
            case "table" | "signature":
                _typed(whole, each)
            case _:
                _text(whole, each, at)
    flush(whole, deepest(whole))
    return whole


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
    rows: list[tuple[str, ...]] = [(" " * (line.indent - least) + line.text.expandtabs(),) for line in each.lines]
    kind: Kind = "table" if each.make == "table" else "signature"
    if kind == "signature":
        under = _holder(whole)
        if not whole.waiting and under.kids and under.kids[-1].kind == "signature":
            under.kids[-1].rows += rows
            return
    else:
        under = deepest(whole)
    flush(whole, under)
    under.kids.append(Node(kind=kind, rows=rows, line=each.lines[0].number))
    whole.loose = None


def _holder(whole: Outline) -> Node:
    """Return the exhibit or the root that is open, with every list in it closed."""
    keep = [level for level in whole.stack[:1] if level.unit in ATTACHED]
    whole.stack[:] = keep
    return keep[0].node if keep else whole.root


def _text(whole: Outline, each: Paragraph, at: int) -> None:
    if each.mark is not None and each.mark.unit in ATTACHED and not whole.root.kids and not whole.stack:
        _title(whole, each)  # the number under which the whole file is attached to another
        return
    if each.mark is not None and each.mark.unit in ATTACHED and _is_listed(whole, each.mark, at):
        whole.waiting.append(Node(text=each.words, kind="title", line=each.lines[0].number))
        return  # a list of what is attached, above the text itself
    if each.mark is not None and _labelled(whole, each, each.mark, at):
        return
    _unlabelled(whole, each)


def _is_listed(whole: Outline, found: Mark, at: int) -> bool:
    """Say whether an exhibit is only listed: it comes again below, others stand beside it or nothing is numbered."""
    beside = whole.found[max(0, at - 2) : at + 3]
    others = sum(each.mark is not None and each.mark.unit in ATTACHED for each in beside) - 1
    again = whole.attached.get((found.unit, found.numeral), 0) > at
    return (not whole.stack and others > 1) or (again and (others > 0 or not whole.stack))


# Paragraphs without label.


def _unlabelled(whole: Outline, each: Paragraph) -> None:
    last = whole.stack[-1].node if whole.stack else None
    words = each.words
    closing = words[:18].lower() == "in witness whereof"
    if last is not None and not whole.waiting and not closing and last.bare:
        if heading_alone(words):
            last.heading = words
        else:
            heading, words = run_in(words)
            if heading:
                last.heading, last.layout = heading, "run-in"
            last.text, last.kids = running(words)
        return
    if last is not None and not whole.waiting and not closing and last.heading and not (last.text or last.kids):
        last.text, last.kids = running(words)
        return
    if title_like(words) and len(each.lines) == 1:
        whole.waiting.append(Node(text=words, kind="title", line=each.lines[0].number))
        return
    under = _holder(whole) if closing else _under(whole, words)
    flush(whole, under)
    node = Node(line=each.lines[0].number)
    node.text, node.kids = running(words)
    under.kids.append(node)
    whole.loose = node
    if defines(words):
        whole.defining = under


def _under(whole: Outline, words: str) -> Node:
    """Return the clause a paragraph without label belongs to, and close the lists that it leaves."""
    if not whole.stack:
        return whole.root
    if whole.defining is not None and defines(words):
        for depth, each in enumerate(whole.stack):
            if each.node is whole.defining:
                del whole.stack[depth + 1 :]
                return each.node
    last = whole.stack[-1]
    if len(whole.stack) > 1 and last.ordinal > 1 and _is_series(last.under):
        whole.closed = whole.stack.pop()
        return whole.closed.under
    return last.node


def _is_series(owner: Node) -> bool:
    """Say whether a list is joined by marks, so that a paragraph after its last item closes it."""
    items = [kid for kid in owner.kids[-_BACK:] if kid.label][-2:]
    return len(items) > 1 and _tail(items[0]).endswith((";", ",", " and", " or"))


def _tail(node: Node) -> str:
    while node.kids:
        node = node.kids[-1]
    return node.text


# Paragraphs with label.


def _labelled(whole: Outline, each: Paragraph, found: Mark, at: int) -> bool:
    opened = place(whole, found, each, at)
    if opened is None:
        if found.make != "bare":  # a bare number among words is mostly no label, and a note would say little
            what = f"{found.printed} is in no sequence and was read as words"
            whole.doubts.append(Doubt("W110", what, each.lines[0].number))
        return False
    node = opened.node
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
    node.text, node.kids = running(rest)
    if node.tight and not (node.text or node.heading):
        node.text, node.kids = rest, []


def _opens_inside(whole: Outline, node: Node, each: Paragraph, rest: str) -> bool:
    """Open the first clause of a list that begins in the paragraph of its parent: ``4. (a) The Company``."""
    inner = mark(rest) if rest and may_open(rest) else None
    if inner is None or inner.make not in ("paren", "half", "dot") or len(whole.stack) >= DEEPEST:
        return False
    reading = next((reading for reading in inner.readings if reading.ordinal == 1), None)
    if reading is None or (inner.make == "dot" and (inner.end >= len(rest) or len(inner.numeral) != 1)):
        return False
    kid = open_under(whole, node, inner, reading)
    kid.line = node.line
    _fill(whole, kid, Paragraph(each.make, rest, each.lines, inner, each.apart), inner)
    return True
