"""Bind checked exhibits behind a packet: pages alone, field names prefixed, no accessibility claimed for them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from engross.paper.exhibits import Checked, Exhibit
from engross.problems import OutputError, Problem

_PAGE_KEYS = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate",
    "/Contents", "/Annots", "/Group", "/UserUnit",
}  # fmt: skip
_MARKS = {
    "/Widget",
    "/Highlight",
    "/Underline",
    "/StrikeOut",
    "/Square",
    "/Circle",
    "/Line",
    "/Ink",
    "/FreeText",
    "/Stamp",
}
_CLAIM = re.compile(rb"<(pdfuaid|pdfaid):(\w+)>[^<]*</\1:\2>|\s(?:pdfuaid|pdfaid):\w+=\"[^\"]*\"")
_WEB = re.compile(r"(?i)https?://|mailto:")


def append(packet: bytes, exhibits: Sequence[Checked]) -> bytes:
    """Return the packet with the exhibits behind it.

    Args:
        packet: As engross makes it; its tags, language, properties and fields stay.
        exhibits: What was checked.

    Raises:
        OutputError: A page of the packet came out changed.
    """
    own = PdfReader(io.BytesIO(packet))
    writer = PdfWriter(clone_from=own)
    writer.pdf_header = packet[:8].decode("ascii")
    starts: list[tuple[int, str]] = []
    for checked in exhibits:
        starts.append((len(writer.pages), checked.exhibit.name))
        _add(writer, checked)
    _label(writer, starts)
    _withdraw_claims(writer)
    made = io.BytesIO()
    writer.write(made)
    done = made.getvalue()
    _hold(own, PdfReader(io.BytesIO(done)))
    return done


def _add(writer: PdfWriter, checked: Checked) -> None:
    first = len(writer.pages)
    prefix = re.sub(r"[^0-9A-Za-z]+", "_", checked.exhibit.name).strip("_") or "exhibit"
    renamed: list[Any] = []
    for page in checked.reader.pages:
        _clean(page)
        added = writer.add_page(page)
        for reference in added.get("/Annots", ArrayObject()).get_object():
            if (annotation := reference.get_object()).get("/Subtype") == "/Widget":
                _prefix(annotation, prefix, renamed)
    _enter(writer, checked.reader, renamed)
    writer.add_outline_item(title=checked.exhibit.name, page_number=first)


def _clean(page: Any) -> None:
    """Leave of a page what shows, before it is copied: what is copied stays in the file, used or not."""
    for key in [key for key in page if key not in _PAGE_KEYS]:
        del page[key]
    annotations: Any = page.get("/Annots", ArrayObject()).get_object()
    kept = ArrayObject(each for each in annotations if _harmless(each.get_object()))
    page.pop(NameObject("/Annots"), None)
    if kept:
        page[NameObject("/Annots")] = kept


def _harmless(annotation: DictionaryObject) -> bool:
    """Say whether an annotation may stay: plain notes, web links, and form fields without actions."""
    kind = annotation.get("/Subtype")
    for key in ("/AA", "/Popup", "/StructParent", "/P"):
        annotation.pop(NameObject(key), None)
    action: Any = annotation.get("/A")
    action = action.get_object() if action is not None else None
    if kind == "/Link":
        goes = action.get("/URI", "") if isinstance(action, DictionaryObject) and action.get("/S") == "/URI" else ""
        return bool(_WEB.match(str(goes)))
    annotation.pop(NameObject("/A"), None)
    return kind in _MARKS


def _prefix(widget: Any, prefix: str, renamed: list[Any]) -> None:
    """Prefix the name of the topmost field above a widget, once."""
    top = widget
    while "/Parent" in top:
        top = top["/Parent"].get_object()
        top.pop(NameObject("/AA"), None)
        top.pop(NameObject("/A"), None)
    if not any(top is each for each in renamed):
        top[NameObject("/T")] = TextStringObject(f"{prefix}_{top.get('/T', 'field')}")
        renamed.append(top)


def _enter(writer: PdfWriter, reader: PdfReader, fields: Sequence[Any]) -> None:
    """Enter an exhibit's fields, and the fonts they are set in, in the form of the packet."""
    if not fields:
        return
    root = writer.root_object
    if "/AcroForm" not in root:
        root[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject()})
    form: Any = root["/AcroForm"].get_object()
    for field in fields:
        form["/Fields"].append(field.indirect_reference)
    theirs: Any = reader.root_object.get("/AcroForm", DictionaryObject()).get_object()
    fonts: Any = theirs.get("/DR", DictionaryObject()).get_object().get("/Font", DictionaryObject()).get_object()
    if "/DR" not in form:
        form[NameObject("/DR")] = DictionaryObject()
    ours: Any = form["/DR"].get_object()
    if "/Font" not in ours:
        ours[NameObject("/Font")] = DictionaryObject()
    known: Any = ours["/Font"].get_object()
    for name, font in fonts.items():
        if name not in known:
            known[NameObject(name)] = font.get_object().clone(writer).indirect_reference


def _label(writer: PdfWriter, starts: Sequence[tuple[int, str]]) -> None:
    root = writer.root_object
    labels: Any = root.get("/PageLabels", DictionaryObject({NameObject("/Nums"): ArrayObject()})).get_object()
    for page, name in starts:
        style = DictionaryObject({NameObject("/S"): NameObject("/D"), NameObject("/P"): TextStringObject(f"{name} ")})
        labels["/Nums"].extend([NumberObject(page), style])
    root[NameObject("/PageLabels")] = labels


def _withdraw_claims(writer: PdfWriter) -> None:
    """Take the claim to follow PDF/UA or PDF/A out of the metadata: nothing is known of the exhibits' pages."""
    metadata: Any = writer.root_object.get("/Metadata")
    if metadata is not None:
        stream = metadata.get_object()
        stream.set_data(_CLAIM.sub(b"", stream.get_data()))


def _hold(before: PdfReader, after: PdfReader) -> None:
    """Hold the packet's own pages against what they were."""
    for number, (old, new) in enumerate(zip(before.pages, after.pages, strict=False), start=1):
        mine, theirs = old.get_contents(), new.get_contents()
        if mine is None or theirs is None or mine.get_data() != theirs.get_data():
            what = f"page {number} of the packet changed when exhibits were bound"
            raise OutputError((Problem(code="E126", what=what, remedy="report this with the exhibit"),))


def claim_withdrawn(exhibits: Sequence[Exhibit]) -> Problem:
    """Say that the packet no longer claims to be accessible."""
    names = ", ".join(exhibit.name for exhibit in exhibits)
    return Problem(
        code="W127",
        what=f"the packet no longer claims PDF/UA, for nothing is known of the pages of {names}",
        remedy="send the exhibits beside the packet if the claim is needed",
        severity="warning",
    )
