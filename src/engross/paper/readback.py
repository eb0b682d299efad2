"""Read every output back and compare its words with the document's: no word lost, none added, none changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from engross.paper.document import Document, Line, Paragraph, Run, SignatureBlock, Table
from engross.problems import OutputError, Problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKING = {f"{_W}{name}" for name in ("p", "tab", "br", "cr", "tc")}
_APART = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "tr", "td", "th", "br", "span", "hgroup", "li"))
_DRAFT_LINE = re.compile(r"^[ *]*DRAFT [-–] NOT FOR SIGNATURE[ *]*$", re.IGNORECASE | re.MULTILINE)


def document_words(document: Document, *, rules: bool = False) -> list[str]:
    """Return the words of a document in order, parted at white space.

    Args:
        document: The document.
        rules: True counts the printed rules of signature lines as words, as plain text prints them.
    """
    return " ".join(_spoken(document, rules=rules)).split()


def _spoken(document: Document, *, rules: bool) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case Paragraph():
                yield _said(block.label) + ("" if block.tight else " ") + _said(block.runs)
            case Table():
                yield from (_said(cell) for row in block.rows for cell in row)
            case SignatureBlock():
                for row in block.rows:
                    yield from _signed(row, rules=rules)
            case _:
                continue


def _signed(row: tuple[tuple[Run, ...] | Line, ...], *, rules: bool) -> Iterator[str]:
    """Yield the words of a row; a rule that is printed under them comes after the row's words."""
    said: list[str] = [""]
    under: list[str] = []
    for cell in row:
        if not isinstance(cell, Line):
            said.append(_said(cell))
            continue
        said.append(cell.value)
        if cell.below or cell.value:
            under.append(cell.printed)
        elif rules and cell.tight:
            said[-2] += cell.printed
        elif rules:
            said.append(cell.printed)
    yield from said
    yield from under if rules else ()


def _said(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def text_words(output: str) -> list[str]:
    """Read the words of plain text back."""
    return _DRAFT_LINE.sub("", output).split()


def markdown_words(output: str) -> list[str]:
    """Read the words of Markdown back with a CommonMark reader; a run of underscores draws a rule and is no word."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - loaded by those who read Markdown back

    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parts = []
    for token in reader.parse(output):
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                parts.append("\n")
            elif child.type in ("text", "code_inline", "text_special", "html_inline"):
                parts.append(child.content)
        if token.type in ("html_block", "code_block", "fence"):
            parts.append(token.content)
        parts.append("\n")
    words = _DRAFT_LINE.sub("", "".join(parts)).split()
    return [word for word in words if word != "_" * 24]


def html_words(output: str) -> list[str]:
    """Read the words of an HTML page back: what stands in its main part."""
    from lxml import etree  # noqa: PLC0415 - plain text is read back without it
    from lxml import html as lxml_html  # noqa: PLC0415 - as above

    main = lxml_html.document_fromstring(output).find(".//main")
    parts: list[str] = []
    for event, each in etree.iterwalk(main, events=("start", "end")):
        if not isinstance(each.tag, str):
            continue
        if each.tag in _APART and each.tag != "span":
            parts.append(" ")
        parts.append((each.text if event == "start" else each.tail if each is not main else "") or "")
    return "".join(parts).split()


def docx_words(output: bytes) -> list[str]:
    """Read the words of a Word file back: the paragraphs of its body, tables and boxes included."""
    from lxml import etree  # noqa: PLC0415 - as above

    with zipfile.ZipFile(io.BytesIO(output)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"), etree.XMLParser(resolve_entities=False))
    parts: list[str] = []
    for each in root.iter():
        if each.tag in (f"{_W}t", f"{_W}delText"):
            parts.append(each.text or "")
        elif each.tag in _BREAKING:
            parts.append(" ")
    return "".join(parts).split()


READERS: dict[str, Callable[..., list[str]]] = {
    "text": text_words,
    "markdown": markdown_words,
    "html": html_words,
    "docx": docx_words,
}


def differences(wanted: list[str], found: list[str]) -> tuple[Problem, ...]:
    """Return what differs between two lists of words, each difference with the words before it; none where equal."""
    if wanted == found:
        return ()
    problems = []
    for tag, start, end, begin, stop in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before = " ".join(wanted[max(0, start - 4) : start])
        what = f"after {before!r}: {' '.join(wanted[start:end])!r} came out as {' '.join(found[begin:stop])!r}"
        problems.append(Problem(code="E125", what=what, remedy="report this; the paper was not written"))
    return tuple(problems[:20])


def check(document: Document, output: str | bytes, form: str) -> None:
    """Read an output back and refuse it if its words are not the document's.

    Args:
        document: What was rendered.
        output: What came out.
        form: ``text``, ``markdown``, ``html`` or ``docx``.

    Raises:
        OutputError: Words are missing, added or changed, each named.
    """
    wanted = document_words(document, rules=form == "text")
    if problems := differences(wanted, READERS[form](output)):
        raise OutputError(problems)
