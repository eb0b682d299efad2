"""The elements of WordprocessingML that words are made of: runs, paragraphs, cells, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.etree import _Element

from engross.paper.document import Mark, Run

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHARACTER_STYLES: dict[Mark, str] = {
    "heading": "RunInHeading",
    "term": "DefinedTerm",
    "emphasis": "Emphasis",
    "blank": "Blank",
    "inserted": "Inserted",
    "moved-to": "Inserted",
    "deleted": "Deleted",
    "moved-from": "Deleted",
}


def element(
    name: str,
    parent: _Element | None = None,
    attributes: Mapping[str, str] | None = None,
    nsmap: Mapping[str, str] | None = None,
) -> _Element:
    """Return an element of the main namespace, its attributes in that namespace, added to *parent* if given."""
    known = {f"{{{W}}}{key}": value for key, value in (attributes or {}).items()}
    if parent is not None:
        return etree.SubElement(parent, f"{{{W}}}{name}", known)
    return etree.Element(f"{{{W}}}{name}", known, nsmap=nsmap or {"w": W})


def paragraph(
    style: str, *, keep_next: bool = False, new_page: bool = False, indent: int = 0, tab: int = 0
) -> _Element:
    """Return an empty paragraph.

    Args:
        style: The id of its style.
        keep_next: Keep it on the page of the next.
        new_page: Begin a page with it.
        indent: How many levels it is set in beyond its style.
        tab: Where a tab stop stands in twips; 0 for none.
    """
    made = element("p")
    properties = element("pPr", made)
    element("pStyle", properties, {"val": style})
    if keep_next:
        element("keepNext", properties)
    if new_page:
        element("pageBreakBefore", properties)
    if tab:
        element("tab", element("tabs", properties), {"val": "left", "pos": str(tab)})
    if indent:
        element("ind", properties, {"left": str(432 * indent)})
    return made


def run_words(words: str, style: str = "") -> _Element:
    """Return a run; tabs and line breaks inside the words become Word's own."""
    made = element("r")
    if style:
        element("rStyle", element("rPr", made), {"val": style})
    for number, line in enumerate(words.split("\n")):
        if number:
            element("br", made)
        for place, bare in enumerate(line.split("\t")):
            if place:
                element("tab", made)
            if bare:
                text = element("t", made)
                text.text = bare
                if bare != bare.strip() or "  " in bare:
                    text.set(_SPACE, "preserve")
    return made


def runs(parent: _Element, words: Iterable[Run]) -> None:
    """Add runs of words, each in the character style of its mark."""
    for run in words:
        if run.text:
            parent.append(run_words(run.text, _CHARACTER_STYLES.get(run.mark, "")))


def cell(inside: _Element, width: int, *, span: int = 1) -> _Element:
    """Return a table cell around a paragraph."""
    made = element("tc")
    properties = element("tcPr", made)
    element("tcW", properties, {"w": str(width), "type": "dxa"})
    if span > 1:
        element("gridSpan", properties, {"val": str(span)})
    made.append(inside)
    return made


def table(widths: list[int], *, style: str) -> _Element:
    """Return an empty table of fixed columns, in twips."""
    made = element("tbl")
    properties = element("tblPr", made)
    element("tblStyle", properties, {"val": style})
    element("tblW", properties, {"w": str(sum(widths)), "type": "dxa"})
    element("tblLayout", properties, {"type": "fixed"})
    element("tblLook", properties, {"val": "04A0"})
    grid = element("tblGrid", made)
    for width in widths:
        element("gridCol", grid, {"w": str(width)})
    return made
