"""Render a text or a document in one of the formats of paper."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Literal, cast, overload

from engross.clauses.clause import Text
from engross.filling.layout import lay_out
from engross.paper import readback
from engross.paper.document import Document
from engross.problems import InputError, Problem

Format = Literal["text", "markdown", "html", "docx", "pdf"]
FORMATS: tuple[Format, ...] = ("text", "markdown", "html", "docx", "pdf")


@overload
def render(text_or_document: Text | Document, format: Literal["text", "markdown", "html"] = "text") -> str: ...


@overload
def render(text_or_document: Text | Document, format: Literal["docx", "pdf"]) -> bytes: ...


@overload
def render(text_or_document: Text | Document, format: Format) -> str | bytes: ...


def render(text_or_document: Text | Document, format: Format = "text") -> str | bytes:  # noqa: A002 - what users call it
    """Render a text or a document; every format carries the same words.

    Args:
        text_or_document: What to render; a text is laid out first, its blanks as printed.
        format: ``text`` (as filed, 78 columns), ``markdown``, ``html``, ``docx`` or ``pdf``.

    Returns:
        The paper as a string; DOCX and PDF as bytes.

    Raises:
        InputError: There is no such format, or the words hold a sign that cannot be printed.
        OutputError: What came out, read back, does not carry the document's words.
    """
    if format not in FORMATS:
        remedy = f"write one of {', '.join(FORMATS)}"
        raise InputError((Problem(code="E023", what=f"there is no format {format}", remedy=remedy),))
    document = text_or_document if isinstance(text_or_document, Document) else lay_out(text_or_document)
    # Each renderer is a function of its own name, loaded when it is first used.
    renderer = cast("Callable[[Document], str | bytes]", getattr(import_module(f"engross.paper.{format}"), format))
    output = renderer(document)
    _read_back(document, output, format)
    return output


def _read_back(document: Document, output: str | bytes, form: Format) -> None:
    """Refuse an output whose words are not the document's: no renderer is trusted, ours included."""
    if isinstance(output, bytes) and form == "pdf":
        from engross.paper import readback_pdf  # noqa: PLC0415 - only PDF needs its reader

        readback_pdf.check(output, (document,))
    else:
        readback.check(document, output, form)
