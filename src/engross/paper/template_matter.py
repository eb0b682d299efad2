"""What a template carries that no paper may hand on: macros, outside links, hidden words, comments, tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from lxml.etree import _Element

from engross.problems import Problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ACTIVE = re.compile(r"(?i)(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|embeddings/|ctrlProps/|attachedToolbars\.bin)")
_WEB = re.compile(r"(?i)^(https?|mailto):")
_ACTING_FIELDS = re.compile(r"(?i)\b(DDE|DDEAUTO|MACROBUTTON)\b")
_FETCHING_FIELDS = re.compile(r"(?i)\b(INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE)\b")
_TRACKED = frozenset(
    f"{_W}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
                 "trPrChange",                 "tcPrChange", "cellIns", "cellDel", "numberingChange")
)  # fmt: skip
COMMON_FONTS = frozenset(
    (
        "times new roman, times, arial, arial narrow, helvetica, courier new, courier, calibri, calibri light, "
        "cambria, cambria math, candara, consolas, constantia, corbel, georgia, garamond, book antiqua, "
        "bookman old style, palatino linotype, century, century gothic, century schoolbook, tahoma, verdana, "
        "trebuchet ms, segoe ui, symbol, wingdings, aptos, aptos display, gill sans mt, franklin gothic book, "
        "ms mincho, ms gothic, simsun, liberation serif, liberation sans, liberation mono, carlito, caladea"
    ).split(", ")
)
_OFF = ("0", "false", "off")


def matter(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield what must be taken out of a template before it is used.

    Args:
        parts: The template's parts, as :func:`engross.paper.template_open.opened` gives them.
    """
    yield from _active(parts)
    yield from _fonts(parts)
    for name, raw in parts.items():
        if name.endswith(".rels"):
            yield from _links(name, raw)
        elif name.startswith("customXml/item") and name.endswith(".xml") and "Props" not in name:
            yield from _custom(name, raw)
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from _words(name, etree.fromstring(raw))


def _active(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    for name in parts:
        if _ACTIVE.search(name):
            yield _found(
                "E081", f"the template carries {name}, which can act", "save it as .docx without macros and objects"
            )
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        yield _found("E081", "the template is a macro-enabled file", "save it as .docx")


def _fonts(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Name the fonts that the reader of a paper may lack: Word would set another, and lines would fall otherwise."""
    embedded = any(name.startswith("word/fonts/") for name in parts)
    named: dict[str, str] = {}
    for name, raw in parts.items():
        if re.match(r"word/(document|styles|header\d*|footer\d*|footnotes)\.xml$", name):
            for each in etree.fromstring(raw).iter(f"{_W}rFonts"):
                for side in ("ascii", "hAnsi"):
                    named.setdefault(each.get(f"{_W}{side}") or "", name)
    for font, name in sorted(named.items()):
        if font and not embedded and font.casefold() not in COMMON_FONTS:
            what = f"{name} asks for the font {font}, which the file does not bring along and Word may lack"
            yield _found("E093", what, "embed the fonts (File, Options, Save), or choose one of Word's own")


def _links(name: str, raw: bytes) -> Iterator[Problem]:
    for link in etree.fromstring(raw):
        kind, target = link.get("Type", ""), link.get("Target", "")
        if kind.endswith("/aFChunk"):
            yield _found("E081", f"the template takes in another file, {target}", "paste its words into the template")
        if link.get("TargetMode") == "External" and not (kind.endswith("/hyperlink") and _WEB.match(target)):
            yield _found(
                "E083", f"{name} points outside the template, to {target}", "take the link out, or embed what it shows"
            )


def _custom(name: str, raw: bytes) -> Iterator[Problem]:
    words = "".join(str(each) for each in etree.fromstring(raw).itertext()).strip()
    if words:
        yield _found("E091", f"the template carries custom XML in {name}: {words[:40]!r}",
                     "remove it with Word's Document Inspector")  # fmt: skip


def _words(name: str, root: _Element) -> Iterator[Problem]:
    inspector = "remove it with Word's Document Inspector"
    if root.tag == f"{_W}comments" and len(root):
        first = _said(root[0])
        yield _found("E091", f"the template carries {len(root)} comments, the first: {first!r}", "delete all comments")
    for each in root.iter():
        if each.tag in _TRACKED:
            yield _found("E091", f"{name} holds a tracked change: {_said(each)!r}", "accept or reject all changes")
        elif each.tag == f"{_W}vanish" and each.get(f"{_W}val") not in _OFF:
            yield from _hidden(name, each, inspector)
        elif each.tag in (f"{_W}instrText", f"{_W}fldSimple"):
            code = (each.text or "") + (each.get(f"{_W}instr") or "")
            if _ACTING_FIELDS.search(code):
                yield _found("E081", f"{name} holds a field that acts: {code.strip()}", "take the field out")
            elif _FETCHING_FIELDS.search(code):
                yield _found("E083", f"{name} holds a field that fetches: {code.strip()}", "take the field out")


def _hidden(name: str, mark: _Element, remedy: str) -> Iterator[Problem]:
    owner = mark.getparent()
    holder = owner.getparent() if owner is not None else None
    if holder is None:
        return
    if holder.tag == f"{_W}r" and _said(holder).strip():
        yield _found("E091", f"{name} holds hidden words: {_said(holder)!r}", remedy)
    elif holder.tag == f"{_W}style" and holder.get(f"{_W}type") in ("paragraph", "character"):
        yield _found("E091", f"the style {holder.get(f'{_W}styleId')} hides words", "make the style visible")


def _said(element: _Element) -> str:
    words = "".join(each.text or "" for each in element.iter(f"{_W}t", f"{_W}delText"))
    return words if len(words) <= 40 else words[:39] + "…"


def _found(code: str, what: str, remedy: str) -> Problem:
    return Problem(code=code, what=what, remedy=remedy)
