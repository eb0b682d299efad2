"""The parts of a Word package beside its words: styles, footer, properties, relations."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from lxml import etree
from lxml.etree import _Element

from engross.paper.document import Document
from engross.paper.docx_words import W, element

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {"w": W, "r": R}
DRAFT = "DRAFT – NOT FOR SIGNATURE"
_OPC = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = {
    "word/document.xml": f"{_MAIN}.document.main+xml",
    "word/styles.xml": f"{_MAIN}.styles+xml",
    "word/settings.xml": f"{_MAIN}.settings+xml",
    "word/fontTable.xml": f"{_MAIN}.fontTable+xml",
    "word/footer1.xml": f"{_MAIN}.footer+xml",
    "word/header1.xml": f"{_MAIN}.header+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_LONGEST_PROPERTY = 255  # what Word allows


def package(document: Document, body: bytes) -> dict[str, bytes]:
    """Return every part of the package by its name.

    Args:
        document: For the properties and the foot of the page.
        body: The serialised ``word/document.xml``.
    """
    made = {
        "word/document.xml": body,
        "word/styles.xml": _stored("styles.xml"),
        "word/settings.xml": _stored("settings.xml"),
        "word/fontTable.xml": _stored("fonts.xml"),
        "word/footer1.xml": footer(document.footer),
        "docProps/core.xml": core(document),
        "docProps/app.xml": _app(),
    }
    if document.draft:
        made["word/header1.xml"] = draft_header()
    made["word/_rels/document.xml.rels"] = _relations(made)
    made["_rels/.rels"] = _root_relations()
    made["[Content_Types].xml"] = _content_types(made)
    return made


def serialised(root: _Element) -> bytes:
    """Return an element as the bytes of a part."""
    return _HEAD.encode() + etree.tostring(root, encoding="UTF-8")


def reference(section: _Element, kind: str, relation: str) -> None:
    """Name the header or footer of a section."""
    made = element(f"{kind}Reference", section, {"type": "default"})
    made.set(f"{{{R}}}id", relation)


@cache
def _stored(name: str) -> bytes:
    return files("engross.paper").joinpath("word", name).read_bytes()


def core(document: Document) -> bytes:
    """Return the core properties: title, subject, company; no person, no time of making."""
    known = (("dc:title", document.title), ("dc:subject", document.subject), ("dc:creator", document.author),
             ("dc:language", document.language))  # fmt: skip
    inner = "".join(f"<{tag}>{escape(value[:_LONGEST_PROPERTY])}</{tag}>" for tag, value in known if value)
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}</cp:coreProperties>'
    ).encode()


def footer(words: str) -> bytes:
    """Return the foot of every page: the document's line at the left, page x of y at the right."""
    left = f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""
    return (
        f'{_HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{left}'
        f'<w:r><w:tab/><w:t xml:space="preserve">Page </w:t></w:r>{_field("PAGE")}'
        f'<w:r><w:t xml:space="preserve"> of </w:t></w:r>{_field("NUMPAGES")}</w:p></w:ftr>'
    ).encode()


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def draft_header() -> bytes:
    """Return the head of a draft's pages: the words, and DRAFT across the page."""
    shape = (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="DraftMark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="Draft" '
        'style="position:absolute;margin-left:0;margin-top:0;width:460pt;height:150pt;rotation:315;z-index:-251658752;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="#d9c4c8" stroked="f"><v:fill opacity=".5"/>'
        '<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="DRAFT"/></v:shape>'
        "</w:pict></w:r>"
    )
    return (
        f'{_HEAD}<w:hdr xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office"><w:p><w:pPr><w:pStyle w:val="DraftMark"/></w:pPr>'
        f"<w:r><w:t>{DRAFT}</w:t></w:r>{shape}</w:p></w:hdr>"
    ).encode()


def _app() -> bytes:
    return (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>engross</Application></Properties>"
    ).encode()


def _relations(made: dict[str, bytes]) -> bytes:
    known = (("rIdStyles", "styles", "styles.xml"), ("rIdSettings", "settings", "settings.xml"),
             ("rIdFonts", "fontTable", "fontTable.xml"), ("rIdFooter", "footer", "footer1.xml"),
             ("rIdHeader", "header", "header1.xml"))  # fmt: skip
    inner = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>'
        for name, kind, target in known
        if f"word/{target}" in made
    )
    return f'{_HEAD}<Relationships xmlns="{_OPC}/relationships">{inner}</Relationships>'.encode()


def _root_relations() -> bytes:
    return (
        f'{_HEAD}<Relationships xmlns="{_OPC}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_OPC}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    ).encode()


def _content_types(made: dict[str, bytes]) -> bytes:
    inner = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(_TYPES.items()) if name in made
    )
    return (
        f'{_HEAD}<Types xmlns="{_OPC}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    ).encode()
