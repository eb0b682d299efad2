"""The checked fallback: form fields and page labels through pypdf, whatever way the file is laid out."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from engross.paper.form_field import Field


def finish_slowly(
    pdf: bytes, *, tips: Mapping[str, str], starts: Sequence[tuple[int, str]] = ()
) -> tuple[bytes, tuple[Field, ...]]:
    """Do the work of :func:`engross.paper.pdf_fields.finish` by pypdf.

    Args:
        pdf: What typst made.
        tips: What each field is for, by its name.
        starts: The first page (0-based) of each document with the prefix of its page labels.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.pdf_header = pdf[:8].decode("ascii")
    fields: list[Field] = []
    widgets = ArrayObject()
    for number, page in enumerate(writer.pages, start=1):
        for reference in page.get("/Annots", ArrayObject()):
            annotation: Any = reference.get_object()
            uri = str(annotation.get("/A", {}).get("/URI", ""))
            if not uri.startswith("x-field:"):
                continue
            _, kind, name = uri.split(":", 2)
            left, bottom, right, top = (float(each) for each in annotation["/Rect"])
            field = Field(
                name=name, kind=kind, page=number, rectangle=(left, bottom, right, top), tip=tips.get(name, name)
            )
            _make_widget(writer, annotation, field, page)
            widgets.append(reference)
            fields.append(field)
    _make_forms(writer)
    _catalogue(writer, widgets, starts, signed=any(field.kind == "signature" for field in fields))
    made = io.BytesIO()
    writer.write(made)
    fields.sort(key=lambda field: (field.page, -field.rectangle[3], field.rectangle[0]))
    return made.getvalue(), tuple(fields)


def _make_widget(writer: PdfWriter, annotation: DictionaryObject, field: Field, page: DictionaryObject) -> None:
    left, bottom, right, top = field.rectangle
    for key in ("/A", "/Border", "/Contents"):
        annotation.pop(NameObject(key), None)
    look = DecodedStreamObject()
    look.set_data(b"" if field.kind == "signature" else b"/Tx BMC EMC")
    look.update({
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject([FloatObject(each) for each in (0, 0, right - left, top - bottom)]),
        NameObject("/Resources"): DictionaryObject(),
    })  # fmt: skip
    annotation.update({
        NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/FT"): NameObject("/Sig" if field.kind == "signature" else "/Tx"),
        NameObject("/T"): TextStringObject(field.name),
        NameObject("/TU"): TextStringObject(field.tip),
        NameObject("/F"): NumberObject(4),
        NameObject("/P"): page.indirect_reference or page,
        NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),  # noqa: SLF001 - pypdf's only way to add one
    })  # fmt: skip
    if field.kind != "signature":
        annotation[NameObject("/DA")] = TextStringObject("/Helv 10 Tf 0 g")


def _make_forms(writer: PdfWriter) -> None:
    """Make the structure elements of the links that became fields those of forms."""
    for number in range(1, len(writer._objects) + 1):  # noqa: SLF001 - pypdf offers no other walk over all objects
        element: Any = IndirectObject(number, 0, writer).get_object()
        if not isinstance(element, DictionaryObject) or element.get("/S") != "/Link":
            continue
        kids = element.get("/K")
        only = kids[0] if isinstance(kids, ArrayObject) and len(kids) == 1 else kids
        held: Any = only.get_object() if only is not None else None
        if not isinstance(held, DictionaryObject) or held.get("/Type") != "/OBJR":
            continue
        annotation: Any = held["/Obj"].get_object()
        if annotation.get("/Subtype") == "/Widget":
            element[NameObject("/S")] = NameObject("/Form")
            element[NameObject("/K")] = held


def _catalogue(writer: PdfWriter, widgets: ArrayObject, starts: Sequence[tuple[int, str]], *, signed: bool) -> None:
    root = writer.root_object
    if widgets:
        font = DictionaryObject({
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        })  # fmt: skip
        fonts = DictionaryObject({NameObject("/Helv"): writer._add_object(font)})  # noqa: SLF001 - as above
        form = DictionaryObject({
            NameObject("/Fields"): widgets,
            NameObject("/DA"): TextStringObject("/Helv 10 Tf 0 g"),
            NameObject("/DR"): DictionaryObject({NameObject("/Font"): fonts}),
        })  # fmt: skip
        if signed:
            form[NameObject("/SigFlags")] = NumberObject(1)
        root[NameObject("/AcroForm")] = form
    if starts:
        ranges = ArrayObject()
        for page, prefix in starts:
            style = {NameObject("/S"): NameObject("/D"), NameObject("/P"): TextStringObject(f"{prefix} ")}
            ranges += [NumberObject(page), DictionaryObject(style)]
        root[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): ranges})
