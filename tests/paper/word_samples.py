"""Word templates the tests share, made with python-docx as a firm's Word would make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx

FIELDS = (
    "company", "custom_id", "participant.name.legal_name", "grant_date", "quantity", "price.amount", "spouse", "how",
    "tranches[].date", "tranches[].amount", "kind",
)  # fmt: skip
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*paragraphs: str, change: Callable[[Any], None] | None = None) -> bytes:
    """Return a Word file of plain paragraphs."""
    made = docx.Document()
    for each in paragraphs:
        made.add_paragraph(each)
    if change:
        change(made)
    return saved(made)


def saved(document: Any) -> bytes:
    """Return the bytes of a python-docx document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return a package with parts put, changed or (None) taken out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, raw in parts.items():
            if raw is not None:
                new.writestr(name, raw)
    return stream.getvalue()


def part(data: bytes, name: str) -> bytes:
    """Return a part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def agreement() -> bytes:
    """Return a firm's template with every kind of tag a plan knows: split runs, conditions, loops, tables, headers."""
    made = docx.Document()
    section = made.sections[0]
    section.header.paragraphs[0].text = "{{ company }} – confidential"
    section.footer.paragraphs[0].text = "Grant {{ custom_id }}"
    made.core_properties.title = "Agreement with {{ participant.name.legal_name }}"
    made.core_properties.author = "A Person Who Drafted"
    made.core_properties.comments = "INTERNAL NOTE"
    made.add_heading("{{ company }}", 0)
    opening = made.add_paragraph("This is a grant to ")
    opening.add_run("{{ participant.name").bold = True
    opening.add_run(".legal_name }}")
    opening.add_run(" on {{ grant_date }} of {{ quantity }} shares at ${{ price.amount }}.")
    made.add_paragraph("{{ participant.name.legal_name }}")
    made.add_paragraph("{{ participant.name.legal_name|upper }} {{ spouse }}")
    for each in ("{%p if spouse %}", "Spouse: {{ spouse }}", "{%p else %}", "Single.", "{%p endif %}"):
        made.add_paragraph(each)
    for each in ("{%p for t in tranches %}", "{{ loop.index }}. {{ t.date }}: {{ t.amount }}", "{%p endfor %}"):
        made.add_paragraph(each)
    made.add_paragraph(
        "Pay {% if kind == 'cash' %}in cash{% elif kind == 'note' %}by note{% else %}{{ how }}{% endif %}."
    )
    made.add_paragraph("{% if not spouse and kind != 'cash' %}Neither.{% endif %}")
    table = made.add_table(rows=4, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Date", "Shares"
    table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for t in tranches %}", "{%tr endfor %}"
    table.cell(2, 0).text, table.cell(2, 1).text = "{{ t.date }}", "{{ t.amount }}"
    made.add_paragraph("Nothing in this agreement gives a right to be retained in any office. " * 3)
    return saved(made)


def record(value: str = "Ann Lee", **more: Any) -> dict[str, Any]:
    """Return a record that fills :func:`agreement`, *value* wherever words are printed."""
    return {
        "company": value,
        "custom_id": "NSO-0001",
        "participant": {"name": {"legal_name": value}},
        "grant_date": "March 1, 2005",
        "quantity": "10,000",
        "price": {"amount": "1.15"},
        "spouse": value,
        "how": value,
        "kind": "cash",
        "tranches": [{"date": value, "amount": "1"}, {"date": "later", "amount": value}],
        **more,
    }


FOOTNOTES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{W}">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>Held by {{ company }}.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def with_footnotes(sections: int) -> bytes:
    """Return a template with a tag in a footnote and as many sections as wanted."""
    made = docx.Document()
    made.add_paragraph("Grant by {{ company }}.")
    for _ in range(sections - 1):
        made.add_section()
    data = saved(made)
    types = part(data, "[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = types.replace("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>')
    links = part(data, "word/_rels/document.xml.rels").decode()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    links = links.replace(
        "</Relationships>", f'<Relationship Id="rIdNotes" Type="{relation}" Target="footnotes.xml"/></Relationships>'
    )
    changed = {
        "[Content_Types].xml": types.encode(),
        "word/_rels/document.xml.rels": links.encode(),
        "word/footnotes.xml": FOOTNOTES.encode(),
    }
    return repacked(data, changed)
