"""Plain text as it is filed: wrapped lines, centred titles, blank lines between paragraphs, no word broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engross.paper.document import Block, Document, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.signing import Entry, entries

WIDTH = 78
DRAFT = "DRAFT - NOT FOR SIGNATURE"
_STEP = 9  # columns a level is set in, as filings do
_DEEPEST = 3  # levels beyond this are set in no further
_COLUMN = 44  # where the right side of a signature block begins


def text(document: Document, *, width: int = WIDTH) -> str:
    """Render a document as plain text.

    Every word of the document is printed whole and in order; printed rules of signature blocks are words here. A word
    longer than the line stands alone on a longer one.

    Args:
        document: The document.
        width: The longest line, in columns, where the words allow it.
    """
    lines: list[str] = [DRAFT.center(width).rstrip(), ""] if document.draft else []
    before: Block | None = None
    for block in document.blocks:
        if before is not None and not (_titled(before) and _titled(block)):
            lines.append("")
        lines += _block(block, width)
        before = block
    lines += ["", DRAFT.center(width).rstrip()] if document.draft else []
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _titled(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in ("title", "subtitle")


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Paragraph(role="title" | "subtitle"):
            for line in _wrapped(_words(block), width - 8):
                yield line.center(width)
        case Paragraph(role="pre"):
            yield from _plain(block.runs).split("\n")
        case Paragraph():
            yield from _paragraph(block, width)
        case Table():
            yield from _table(block, width)
        case SignatureBlock():
            yield from _signatures(block, width)
        case PageBreak():
            yield ""


def _paragraph(block: Paragraph, width: int) -> Iterator[str]:
    """Set the first line in by the level, its label apart, the rest at the margin as filings do."""
    level = min(block.level, _DEEPEST)
    words = _words(block)
    if block.role == "heading" and block.label and not block.tight:
        label = _plain(block.label)
        first = " " * (_STEP * level) + label.ljust(max(_STEP, len(label) + 1))
        yield from _wrapped(_plain(block.runs).split(), width, first=first, hang=len(first))
    elif block.role == "note":
        yield from _wrapped(words, width, first=" " * (_STEP * level), hang=_STEP * level)
    else:
        first = " " * (_STEP * level)
        yield from _wrapped(words, width, first=first)


def _words(block: Paragraph) -> list[str]:
    gap = "" if block.tight else " "
    return f"{_plain(block.label)}{gap}{_plain(block.runs)}".split()


def _plain(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _wrapped(words: Iterable[str], width: int, *, first: str = "", hang: int = 0) -> Iterator[str]:
    """Fill lines with whole words; a hyphen is no place to break, for the break would be read as a blank."""
    line, empty = first, True
    for word in words:
        if not empty and len(line) + 1 + len(word) > width:
            yield line
            line, empty = " " * hang, True
        line = f"{line}{word}" if empty else f"{line} {word}"
        empty = False
    yield line


def _table(table: Table, width: int) -> Iterator[str]:
    """Align columns where they fit; else every cell on a line of its own, so that words stay in order."""
    rows = [[_plain(cell) for cell in row] for row in table.rows]
    wide = [row for row in rows if len(row) > 1]
    count = max((len(row) for row in wide), default=0)
    sizes = [max((len(row[column]) for row in wide if column < len(row)), default=0) for column in range(count)]
    fits = sum(sizes) + 2 * (count - 1) <= width and not any("\n" in cell for row in wide for cell in row)
    for number, row in enumerate(rows):
        if len(row) == 1:
            yield from row[0].split("\n")
        elif fits:
            yield "  ".join(cell.ljust(size) for cell, size in zip(row, sizes, strict=False))
        else:
            yield from [""] if number else []
            for place, cell in enumerate(row):
                yield from _wrapped(cell.split(), width, first="    " if place else "", hang=6 if place else 2)


def _signatures(block: SignatureBlock, width: int) -> Iterator[str]:
    """Print the places of each row side by side, rules that belong under them on the line below."""
    rows = [entries(row) for row in block.rows]
    wide = max((len(places) for places in rows), default=1) > 1
    longest = max((len(text) for places in rows for text in (*map(_upper, places), *map(_lower, places))), default=0)
    start = 0 if wide else max(0, min(_COLUMN, width - longest))
    for places in rows:
        yield from _row([_upper(place) for place in places], [_lower(place) for place in places], start, width)


def _row(upper: list[str], lower: list[str], start: int, width: int) -> Iterator[str]:
    last = start + _COLUMN * (len(upper) - 1)
    if any(len(each) >= _COLUMN for each in upper[:-1]) or last + max(len(upper[-1]), len(lower[-1])) > width:
        for above in upper:
            yield from _wrapped(above.split(), width)
        yield from (below for below in lower if below.strip())
        return
    yield _side_by_side(upper, start)
    if any(below.strip() for below in lower):
        yield _side_by_side(lower, start)


def _side_by_side(texts: list[str], start: int) -> str:
    line = ""
    for position, each in enumerate(texts):
        line = line.ljust(start + _COLUMN * position) + each
    return line


def _upper(place: Entry) -> str:
    line = place.line
    if line is None:
        return place.text
    rule = "" if line.value or line.below else line.printed
    if line.tight and rule:
        return place.text + rule
    return " ".join(each for each in (place.text, line.value, rule) if each)


def _lower(place: Entry) -> str:
    line = place.line
    if line is None or not (line.value or line.below):
        return ""
    indent = len(place.text) + 1 if place.words else 0
    return " " * indent + line.printed
