"""Turn the marked links of a typst PDF into form fields, and give its pages their labels, without touching a word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engross.paper.form_field import Field
from engross.paper.pdf_objects import PdfObjects, UnknownShape
from engross.problems import OutputError, Problem

_LINK = re.compile(
    rb"/Subtype/Link/Rect\[([^\]]+)\].*?/URI\(x-field:(\w+):([\w-]+)\)>>.*?/StructParent (\d+)", re.DOTALL
)
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_TEXT_SIZE = 10


def finish(
    pdf: bytes, *, tips: Mapping[str, str], starts: Sequence[tuple[int, str]] = ()
) -> tuple[bytes, tuple[Field, ...]]:
    """Turn marked links into form fields and write page labels.

    Args:
        pdf: What typst made.
        tips: What each field is for, by its name in the PDF; as many fields must be found.
        starts: The first page (0-based) of each document with the prefix of its page labels.

    Returns:
        The finished file, and where its fields stand.

    Raises:
        OutputError: Not every field was found, by either way.
    """
    try:
        done, fields = _fast(pdf, tips, starts)
    except UnknownShape:
        from engross.paper.pdf_fields_slow import finish_slowly  # noqa: PLC0415 - hardly ever needed, and slow to load

        done, fields = finish_slowly(pdf, tips=tips, starts=starts)
    if {field.name for field in fields} != set(tips) or len(fields) != len(tips):
        missing = sorted(set(tips) - {field.name for field in fields})
        what = f"{len(fields)} of {len(tips)} form fields were made; missing: {', '.join(missing)}"
        raise OutputError((Problem(code="E122", what=what, remedy="report this with the typst version"),))
    return done, fields


def _fast(pdf: bytes, tips: Mapping[str, str], starts: Sequence[tuple[int, str]]) -> tuple[bytes, tuple[Field, ...]]:
    file = PdfObjects.parted(pdf)
    links = {
        number: found
        for number, piece in file.objects.items()
        if b"x-field:" in piece and (found := _LINK.search(piece))
    }
    pages = file.pages()
    fields, widgets = [], []
    for number, found in links.items():
        name = found[3].decode()
        page = next((at for at in pages if b"/Annots" in file.objects[at] and _refers(file.objects[at], number)), None)
        element = _element(file, number)
        if page is None or element is None or name not in tips:
            raise UnknownShape
        rectangle = tuple(float(each) for each in found[1].split())
        if len(rectangle) != 4:
            raise UnknownShape
        field = Field(
            name=name, kind=found[2].decode(), page=pages.index(page) + 1, rectangle=rectangle, tip=tips[name]
        )
        body = _widget(file, field, found[1], page, int(found[4]))
        file.objects[number] = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        file.objects[element] = _as_form(file.objects[element])
        fields.append(field)
        widgets.append(number)
    _catalogue(file, fields, widgets, starts)
    order = sorted(
        range(len(fields)), key=lambda at: (fields[at].page, -fields[at].rectangle[3], fields[at].rectangle[0])
    )
    return file.joined(), tuple(fields[at] for at in order)


def _refers(piece: bytes, number: int) -> bool:
    return re.search(rb"/Annots\[[^\]]*?\b%d 0 R" % number, piece) is not None


def _element(file: PdfObjects, number: int) -> int | None:
    """Return the structure element that holds an annotation."""
    mark = b"/Obj %d 0 R>>" % number
    return next(
        (at for at, piece in file.objects.items() if mark in piece and b"/Type/StructElem/S/Link" in piece), None
    )


def _as_form(piece: bytes) -> bytes:
    """Make a link's structure element a form's; a lone reference in an array would read as changed once signed."""
    piece = piece.replace(b"/Type/StructElem/S/Link", b"/Type/StructElem/S/Form", 1)
    return re.sub(rb"/K\[(<</Type/OBJR[^\]]*>>)\]", rb"/K\1", piece, count=1)


def _widget(file: PdfObjects, field: Field, rectangle: bytes, page: int, parent: int) -> bytes:
    left, bottom, right, top = field.rectangle
    box = b"/BBox[0 0 %.3f %.3f]" % (right - left, top - bottom)
    if field.kind == "signature":
        look = file.add(b"<</Type/XObject/Subtype/Form%s/Resources<<>>/Length 0>>\nstream\n\nendstream" % box)
        what = b"/FT/Sig"
    else:
        look = file.add(
            b"<</Type/XObject/Subtype/Form%s/Resources<<>>/Length 11>>\nstream\n/Tx BMC EMC\nendstream" % box
        )
        what = b"/FT/Tx/DA(/Helv %d Tf 0 g)" % _TEXT_SIZE
    told = b"/T%s/TU%s" % (literal(field.name), literal(field.tip or field.name))
    return b"<</Type/Annot/Subtype/Widget%s%s/F 4/P %d 0 R/Rect[%s]/StructParent %d/AP<</N %d 0 R>>>>" % (
        what, told, page, rectangle, parent, look,
    )  # fmt: skip


def literal(text: str) -> bytes:
    """Return *text* as a PDF string: plain letters as they are, others as UTF-16."""
    if text.isascii() and text.isprintable():
        return b"(" + re.sub(rb"([\\()])", rb"\\\1", text.encode()) + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def _catalogue(
    file: PdfObjects, fields: Sequence[Field], widgets: Sequence[int], starts: Sequence[tuple[int, str]]
) -> None:
    """Enter the form and the page labels in the catalogue."""
    root = _ROOT.search(file.trailer)
    if not root or b"/Type/Catalog" not in file.objects[int(root[1])]:
        raise UnknownShape
    more = b""
    if fields:
        helv = file.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
        listed = b" ".join(b"%d 0 R" % number for number in widgets)
        flags = b"/SigFlags 1" if any(field.kind == "signature" for field in fields) else b""
        more += b"/AcroForm<</Fields[%s]%s/DA(/Helv %d Tf 0 g)/DR<</Font<</Helv %d 0 R>>>>>>" % (
            listed, flags, _TEXT_SIZE, helv,
        )  # fmt: skip
    if starts:
        ranges = b" ".join(b"%d<</S/D/P%s>>" % (page, literal(f"{prefix} ")) for page, prefix in starts)
        more += b"/PageLabels<</Nums[%s]>>" % ranges
    number = int(root[1])
    piece = (
        re.sub(rb"/PageLabels<<.*?\]>>|/PageLabels \d+ 0 R", b"", file.objects[number])
        if starts
        else file.objects[number]
    )
    end = piece.rindex(b">>")
    file.objects[number] = piece[:end] + more + piece[end:]
