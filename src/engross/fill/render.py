"""Render a text or a document in one of the formats of paper."""

from __future__ import annotations

from typing import Literal, overload

from engross.clauses.clause import Text
from engross.fill.layout import lay_out
from engross.paper.document import Document
from engross.problems import InputError, Problem

Format = Literal["text", "markdown", "html", "docx", "pdf"]
FORMATS: tuple[Format, ...] = ("text", "markdown", "html", "docx", "pdf")


@overload
def render(text_or_document: Text | Document, format: Literal["text", "markdown", "html"] = "text") -> str: ...


@overload
def render(text_or_document: Text | Document, format: Literal["docx", "pdf"]) -> bytes: ...


def render(text_or_document: Text | Document, format: Format = "text") -> str | bytes:
    """Render a text or a document; every format carries the same words.

    Args:
        text_or_document: What to render; a text is laid out first, its blanks as printed.
        format: ``text`` (as filed, 78 columns), ``markdown``, ``html``, ``docx`` or ``pdf``.

    Returns:
        The text as a string, DOCX and PDF as bytes.

    Raises:
        InputError: There is no such format.
    """
    document = text_or_document if isinstance(text_or_document, Document) else lay_out(text_or_document)
    match format:
        case "text":
            from engross.paper.text import text

            return text(document)
        case "markdown":
            from engross.paper.markdown import markdown

            return markdown(document)
        case "html":
            from engross.paper.html import html

            return html(document)
        case "docx":
            from engross.paper.docx import docx

            return docx(document)
        case "pdf":
            from engross.paper.pdf import pdf

            return pdf(document)
        case _:
            raise InputError((Problem(code="E023", what=f"no format {format}", candidates=FORMATS),))
