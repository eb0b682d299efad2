"""What docxtpl is used for: it opens and patches a template once, and is the oracle papers are compared with."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import docxtpl
from docx.opc.oxml import parse_xml, serialize_part_xml
from jinja2 import Template
from lxml import etree

from engross.paper.template_tags import ENVIRONMENT, parted, sentinel

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def _printed(value: Any) -> Any:
    """Let a value be printed that is something.

    Raises:
        LookupError: It is nothing, or true or false.
    """
    if isinstance(value, bool) or value in (None, ""):
        raise LookupError("a field the template prints is empty")
    return value


FILLING = ENVIRONMENT.overlay(finalize=_printed)


class OnceOnly(docxtpl.DocxTemplate):  # type: ignore[misc] # docxtpl ships no types
    """A docxtpl template that renders no part twice and leaves footnotes and properties to engross.

    docxtpl renders footnotes once for each section, so that the second round takes a value for a template; and it
    renders properties escaped, so that they are escaped twice.
    """

    def render_footnotes(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """Leave the footnotes as they are."""

    def render_properties(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """Leave the properties as they are."""


class Patched:
    """A template opened and patched once: the source of each part that may hold tags."""

    def __init__(self, data: bytes) -> None:
        """Open the template; the gate has passed it."""
        self.template = OnceOnly(io.BytesIO(data))
        self.template.render_init()
        self.root = self.template.docx._element  # noqa: SLF001 - as docxtpl itself does; python-docx has no public way
        self.body = str(self.template.patch_xml(self.template.get_xml()))
        self.heads = dict(self._heads())
        self._compiled: dict[tuple[str, bool], Template] = {}

    def _heads(self) -> Any:
        for uri in (self.template.HEADER_URI, self.template.FOOTER_URI):
            for _, part in self.template.get_headers_footers(uri):
                yield str(part.partname).lstrip("/"), str(self.template.patch_xml(self.template.get_part_xml(part)))

    def finished_body(self, xml: str) -> bytes:
        """Return the document part around a body as docxtpl saves it."""
        etree.fromstring(xml)  # docxtpl's own reader recovers, which is to lose words in silence
        tree = self.template.fix_tables(xml)
        self.template.docx_ids_index = 1000
        self.template.fix_docpr_ids(tree)
        self.root.replace(self.root.body, tree)
        return bytes(serialize_part_xml(self.root))

    def finished_head(self, xml: str) -> bytes:
        """Return a header or footer part as docxtpl saves it."""
        return bytes(serialize_part_xml(parse_xml(xml.encode())))  # type: ignore[arg-type] # docxtpl gives it bytes too

    def parts(self, context: Mapping[str, Any], *, strict: bool = False) -> dict[str, bytes]:
        """Return the document, headers and footers filled.

        Args:
            context: The record.
            strict: True refuses to print an empty value.
        """
        made = {"word/document.xml": self.finished_body(self.rendered(self.body, context, strict=strict))}
        for name, source in self.heads.items():
            made[name] = self.finished_head(self.rendered(source, context, strict=strict))
        return made

    def rendered(self, source: str, context: Mapping[str, Any], *, strict: bool = False) -> str:
        """Carry a part's tags out with Jinja: escaped, sandboxed, strict about names."""
        compiled = self._compiled.get((source, strict))
        if compiled is None:
            environment = FILLING if strict else ENVIRONMENT
            compiled = environment.from_string(re.sub(r"<w:p([ >])", r"\n<w:p\1", source))
            self._compiled[source, strict] = compiled
        made = compiled.render(context)
        return str(self.template.resolve_listing(re.sub(r"\n<w:p([ >])", r"<w:p\1", made)))


def marked(source: str) -> tuple[str, list[str]]:
    """Return a source with a mark in place of each tag, and the tags."""
    texts, tags = parted(source)
    return texts[0] + "".join(sentinel(number) + text for number, text in enumerate(texts[1:])), tags


def patched_xml(raw: bytes) -> str:
    """Return a part that python-docx does not read (footnotes, properties) patched as docxtpl patches the body."""
    tree = etree.fromstring(raw, etree.XMLParser(resolve_entities=False))
    return str(docxtpl.DocxTemplate(io.BytesIO()).patch_xml(etree.tostring(tree, encoding="unicode")))


def oracle(data: bytes, context: Mapping[str, Any]) -> dict[str, bytes]:
    """Render a template with docxtpl itself, escaping and sandboxed, and return its document, headers and footers.

    Args:
        data: The template.
        context: Plain values.
    """
    template = OnceOnly(io.BytesIO(data))
    template.render(dict(context), ENVIRONMENT)
    made = io.BytesIO()
    template.save(made)
    with zipfile.ZipFile(made) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)
        }
