"""DOCX with real Word styles, the same bytes for the same document, and nothing tracked or hidden in it."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from lxml.etree import _Element

from engross.paper import docx_parts as parts
from engross.paper.document import Block, Document, Line, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.docx_words import cell, element, paragraph, run_words, runs, table
from engross.paper.package import packed
from engross.paper.signing import Entry, columns, entries
from engross.paper.wellformed import refuse_unprintable

_TWIPS = 1440
_MEASURE = 9072  # the width of the words: letter paper less two margins of 1.1 inch
_NARROWEST, _WIDEST = 8, 90  # the letters a column counts for at least and at most
_STYLES = {"caption": "ExhibitCaption", "title": "Title", "subtitle": "Subtitle", "note": "EditorialNote",
           "pre": "AsTyped", "closing": "Closing", "heading": "Heading", "body": "Clause"}  # fmt: skip


def docx(document: Document) -> bytes:
    """Render a document as a Word file.

    Args:
        document: The document.

    Returns:
        The bytes of a .docx package: fixed dates, sorted members, no personal properties.

    Raises:
        InputError: The words hold a sign that no XML file may hold.
    """
    refuse_unprintable(document)
    return packed(parts.package(document, parts.serialised(body(document))))


def body(document: Document) -> _Element:
    """Return the ``w:document`` element with every word of the document."""
    root = element("document", nsmap=parts.NAMESPACES)
    inside = element("body", root)
    for block in _on_pages(document.blocks):
        inside.append(block)
    _section(inside, document)
    return root


def _on_pages(blocks: tuple[Block, ...]) -> Iterator[_Element]:
    new_page = False
    for position, block in enumerate(blocks):
        match block:
            case PageBreak():
                new_page = True
                continue
            case Paragraph():
                yield block_paragraph(block, new_page=new_page, bookmark=position + 1)
            case Table():
                yield from _table(block)
            case SignatureBlock():
                yield _signatures(block)
                yield paragraph("Spacer")
        new_page = False


def style_of(block: Paragraph) -> str:
    """Return the name of the style a paragraph has: ``Heading1``, ``Clause2``, ``ClauseText1``."""
    level = min(block.level, 5) + 1
    if block.role == "heading":
        return f"Heading{level}"
    if block.role == "body":
        return f"Clause{level}" if block.label and not block.tight else f"ClauseText{level}"
    return _STYLES[block.role]


def block_paragraph(block: Paragraph, *, new_page: bool = False, bookmark: int = 0) -> _Element:
    """Return a paragraph; its label hangs before a tab, its anchor is a bookmark."""
    made = paragraph(style_of(block), keep_next=block.keep_next, new_page=new_page,
                     indent=block.level if block.role in ("note", "closing") else 0)  # fmt: skip
    if block.anchor and bookmark:
        element("bookmarkStart", made, {"id": str(bookmark), "name": _bookmark(block.anchor, bookmark)})
    runs(made, block.label)
    if block.label and block.runs and not block.tight:
        hanging = block.role in ("heading", "body")
        made.append(run_words("\t" if hanging else " "))
    runs(made, [Run(run.text) if block.role == "heading" and run.mark == "heading" else run for run in block.runs])
    if block.anchor and bookmark:
        element("bookmarkEnd", made, {"id": str(bookmark)})
    return made


def _bookmark(anchor: str, number: int) -> str:
    """Return a name Word allows: letters, digits and underscores, at most 40 signs, a letter first."""
    name = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in anchor)
    return f"c_{name[:32]}" if len(name) <= 32 else f"c_{name[:26]}_{number}"


def _table(block: Table) -> Iterator[_Element]:
    if all(len(row) == 1 for row in block.rows):
        for position, row in enumerate(block.rows):
            made = paragraph("AsTyped", keep_next=position + 1 < len(block.rows), indent=block.level)
            runs(made, row[0])
            yield made
        yield paragraph("Spacer")
        return
    count = max(len(row) for row in block.rows)
    widths = column_widths(block, count)
    made = table(widths, style="ClauseTable")
    for position, row in enumerate(block.rows):
        line = element("tr", made)
        kept = element("trPr", line)
        element("cantSplit", kept)
        if position < block.header:
            element("tblHeader", kept)
        for place, words in enumerate(row):
            last = place + 1 == len(row)
            span = count - place if last and len(row) < count else 1
            inside = paragraph("TableHead" if position < block.header else "TableText")
            runs(inside, words)
            line.append(cell(inside, sum(widths[place : place + span]), span=span))
    yield made
    yield paragraph("Spacer")


def column_widths(block: Table, count: int) -> list[int]:
    """Share the measure among columns by what they hold: a column of long cells gets more, none gets all."""
    longest = [_NARROWEST] * count
    for row in block.rows:
        for place, words in enumerate(row if len(row) > 1 else ()):
            longest[place] = max(longest[place], min(sum(len(run.text) for run in words), _WIDEST))
    shares = [sqrt(length) for length in longest]
    return [int(_MEASURE * share / sum(shares)) for share in shares]


def _signatures(block: SignatureBlock) -> _Element:
    """Return the block as a borderless table whose rows keep together; a line is a cell with a rule under it."""
    count = columns(block)
    side, gap = (_MEASURE // 2, _MEASURE - _MEASURE // 2) if count == 1 else (_MEASURE // count, 0)
    pads = [gap] if gap else []
    made = table([*pads, *[side] * count], style="Signatures")
    for position, row in enumerate(block.rows):
        line = element("tr", made)
        element("cantSplit", element("trPr", line))
        last = position + 1 == len(block.rows)
        for width in pads:
            line.append(cell(paragraph("SignatureText", keep_next=not last), width))
        places = entries(row)
        for place in (*places, *[Entry(())] * (count - len(places))):
            line.append(cell(_place(place, side, keep_next=not last), side))
    return made


def _place(place: Entry, width: int, *, keep_next: bool) -> _Element:
    """Return words and, after them, the line: a tab with an underline up to the end of the place."""
    by_pen = place.line is not None and place.line.kind == "signature" and not place.line.value
    made = paragraph("SignatureLine" if by_pen else "SignatureText", keep_next=keep_next, tab=width - 216)
    runs(made, place.words)
    if place.line is not None:
        if place.words:
            made.append(run_words(" "))
        made.append(_rule(place.line))
    return made


def _rule(line: Line) -> _Element:
    made = run_words(f"{line.value}\t" if line.value else "\t")
    properties = element("rPr")
    element("u", properties, {"val": "single"})
    made.insert(0, properties)
    return made


def _section(inside: _Element, document: Document) -> None:
    section = element("sectPr", inside)
    if document.draft:
        parts.reference(section, "header", "rIdHeader")
    parts.reference(section, "footer", "rIdFooter")
    element("pgSz", section, {"w": "12240", "h": "15840"})
    margin = str(_TWIPS * 11 // 10)
    element("pgMar", section, {"top": str(_TWIPS), "right": margin, "bottom": str(_TWIPS), "left": margin,
                               "header": "720", "footer": "620", "gutter": "0"})  # fmt: skip
