"""Any legal paper in a file, whatever its format: what it is is told by its first bytes, then by its name."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import PurePath

from engross.clauses.clause import Text
from engross.problems import InputError, Problem, Source
from engross.reading import files
from engross.reading.docx import read_docx_bytes
from engross.reading.html import read_html
from engross.reading.plain import Reading, read

_HTML = re.compile(
    rb"\s*(?:<!--.{0,400}-->\s*|<\?xml.{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_WIDE = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def read_file(path: str | os.PathLike[str], *, id: str = "") -> Text:  # noqa: A002 - the model's own word
    """Read a plan, contract or form as filed: plain text, EDGAR text, HTML, Markdown or DOCX.

    Args:
        path: The file; ``-`` is the standard input.
        id: The id of the text; ``text`` where none is given.

    Raises:
        InputError: It cannot be opened, or is in no format that is read.
    """
    return read_filed(path, id=id).text


def read_filed(path: str | os.PathLike[str], *, id: str = "") -> Reading:  # noqa: A002 - as read_file
    """Read a file as :func:`read_file` does, and report what was doubtful."""
    name = os.fspath(path)
    content = files.read_bytes(path)
    suffix = PurePath(name).suffix.lower()
    if is_word(content, name):
        return read_docx_bytes(content, file=name, id=id)
    if _HTML.match(content[:1024]) or suffix in (".htm", ".html", ".xhtml"):
        return read_html(content, file=name, id=id)
    words = decode(content, name)
    if suffix in (".md", ".markdown"):
        from engross.reading.markdown import read_markdown  # noqa: PLC0415 - its parser is slow to load and seldom needed

        return read_markdown(words, file=name, id=id)
    return read(words, file=name, id=id)


def is_word(content: bytes, file: str) -> bool:
    """Tell whether bytes are a Word document.

    Raises:
        InputError: They are a paper of a kind whose words cannot be had.
    """
    if content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        what = "it is a PDF, an old Word file or RTF"
        raise InputError(
            (Problem(code="E080", what=what, remedy="save it as .docx or as text", source=Source(file=file)),)
        )
    return content.startswith(b"PK\x03\x04")


def decode(content: bytes, file: str) -> str:
    """Return the text of a paper's bytes: UTF-8, UTF-16 with its mark, or cp1252 as older filings are.

    Raises:
        InputError: They are in none of these.
    """
    for mark, encoding in _WIDE:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                what = f"it begins as {encoding.upper()} and is not"
                raise InputError(
                    (Problem(code="E006", what=what, remedy="save it as UTF-8", source=Source(file=file)),)
                ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return files.decode(content, file)  # says which byte is no UTF-8
