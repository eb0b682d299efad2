"""DOCX into lines: paragraphs with the numbers Word prints, tables row by row, within the limits of a hostile file."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from engross.clauses.clause import Furniture, Text
from engross.problems import InputError, Problem, Source
from engross.reading import files
from engross.reading.docx_numbering import Numbering, W, numbering
from engross.reading.lines import Line
from engross.reading.plain import Reading, read_lines

_MEMBERS, _WHOLE, _MEMBER = 2_000, 64 << 20, 32 << 20
_PARAGRAPHS = 20_000
_MAIN = "word/document.xml"
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "sdtPr",
        "footnoteReference", "endnoteReference",
    )
)  # fmt: skip
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(path: str | os.PathLike[str], *, id: str = "") -> Text:  # noqa: A002 - the model's own word
    """Read a legal paper from a Word file.

    Raises:
        InputError: It cannot be opened, is no Word file, or is made to do harm.
    """
    return read_docx_bytes(files.read_bytes(path), file=os.fspath(path), id=id).text


def read_docx_bytes(content: bytes, *, file: str = "-", id: str = "") -> Reading:  # noqa: A002 - as read_docx
    """Read a Word file's bytes, and report what was doubtful."""
    parts = _parts(content, file)
    if _MAIN not in parts:
        raise _refused("E080", file, "it is not a Word .docx file", "save it in Word as .docx")
    roots = {name: _root(written, name, file) for name, written in parts.items() if _is_read(name)}
    body = roots[_MAIN].find(f"{W}body")
    lists = numbering(roots.get("word/numbering.xml"), roots.get("word/styles.xml"))
    lines = list(_lines(body if body is not None else roots[_MAIN], lists))
    if len(lines) > _PARAGRAPHS:
        raise _refused("E092", file, f"it has more than {_PARAGRAPHS:,} paragraphs", "split it")
    return read_lines(lines, file=file, id=id, aside=tuple(_aside(roots)), doubts=tuple(_tracked(roots[_MAIN], file)))


def _parts(content: bytes, file: str) -> dict[str, bytes]:
    """Unpack what is read, counting what comes out: the sizes a zip file states may lie."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _refused("E080", file, f"it is not a Word .docx file: {error}", "save it in Word as .docx") from error
    members = archive.infolist()
    if len(members) > _MEMBERS:
        raise _refused("E085", file, f"it holds more than {_MEMBERS:,} parts", "save it anew in Word")
    seen: dict[str, bytes] = {}
    whole = 0
    for member in members:
        if member.filename in seen:
            raise _refused("E084", file, f"it holds the part {member.filename} twice", "save it anew in Word")
        written = _unpacked(archive, member, min(_MEMBER, _WHOLE - whole), file)
        whole += len(written)
        seen[member.filename] = written if _is_read(member.filename) else b""
    return seen


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, file: str) -> bytes:
    try:
        with archive.open(member) as stream:
            taken = stream.read(most + 1)
    except Exception as error:  # zipfile lets whatever its codecs raise through: zlib, struct, EOF, encryption
        raise _refused(
            "E080", file, f"{member.filename} cannot be unpacked: {error}", "save it anew in Word"
        ) from error
    if len(taken) > most:
        raise _refused("E085", file, f"{member.filename} unpacks to too much", "save it anew in Word")
    return taken


def _is_read(name: str) -> bool:
    plain = name in (_MAIN, "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml")
    return plain or (name.startswith(("word/header", "word/footer")) and name.endswith(".xml"))


def _root(written: bytes, name: str, file: str) -> _Element:
    if b"<!DOCTYPE" in written or b"<!ENTITY" in written:
        raise _refused("E082", file, f"{name} declares a DOCTYPE", "save it anew in Word")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(written, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused("E080", file, f"{name} is not well-formed: {error}", "save it anew in Word") from error
    return root


class _Printed(NamedTuple):
    words: str
    centred: bool


def _lines(body: _Element, lists: Numbering) -> Iterator[Line]:
    """Yield the lines of a document's body, numbered as its paragraphs are."""
    number = 0
    stack: list[_Element] = list(reversed(body))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}p":
            for place, line in enumerate(_paragraph(element, lists)):
                number += 1
                if line.words.strip():
                    indent = max(0, (80 - len(line.words)) // 2) if line.centred else 0
                    yield Line(number, indent, line.words.strip(), 0 if place else 1)
        elif element.tag == f"{W}tr":
            number += 1
            cells = [" ".join(_cell(cell, lists).split()) for cell in element.iterfind(f"{W}tc")]
            row = "\t".join(cells).strip()
            if row:
                yield Line(number, 0, row, 1 if element.getprevious() is None or _prose(cells) else 0)
        elif element.tag not in _SKIPPED and element.tag != _ALTERNATE:
            stack.extend(reversed(element))


def _prose(cells: list[str]) -> bool:
    """Say whether a row is a paragraph laid out by a table: a number and the words beside it."""
    return sum(bool(cell) for cell in cells) <= 2 and any(len(cell) > 80 for cell in cells)


def _cell(cell: _Element, lists: Numbering) -> str:
    return " ".join(line.words for paragraph in cell.iter(f"{W}p") for line in _paragraph(paragraph, lists))


def _paragraph(paragraph: _Element, lists: Numbering) -> list[_Printed]:
    label, tight = lists.label(paragraph)
    words = "".join(_runs(paragraph))
    if not words.strip():
        label = ""
    justified = paragraph.find(f"{W}pPr/{W}jc")
    centred = justified is not None and justified.get(f"{W}val") == "center"
    whole = f"{label}{'' if tight else chr(9)}{words}" if label else words
    return [_Printed(line, centred) for line in whole.split("\n")]


def _runs(paragraph: _Element) -> Iterator[str]:
    stack: list[_Element] = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        match element.tag:
            case tag if tag == f"{W}t":
                yield element.text or ""
            case tag if tag in (f"{W}tab", f"{W}ptab"):
                yield "\t"
            case tag if tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            case tag if tag == f"{W}noBreakHyphen":
                yield "-"
            case tag if tag == f"{W}p" or tag in _SKIPPED or tag == _ALTERNATE or not isinstance(tag, str):
                continue
            case _:
                stack.extend(reversed(element))


def _aside(roots: dict[str, _Element]) -> Iterator[Furniture]:
    """Yield headers, footers and notes, which stand beside the text."""
    for name in sorted(roots):
        if name in (_MAIN, "word/numbering.xml", "word/styles.xml"):
            continue
        kind = "note" if "notes" in name else "running head"
        for paragraph in roots[name].iter(f"{W}p"):
            words = " ".join("".join(_runs(paragraph)).split())
            if words:
                yield Furniture(text=words, kind=kind)


def _tracked(root: _Element, file: str) -> Iterator[Problem]:
    if next(root.iter(f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom"), None) is not None:
        what = "the file holds tracked changes; it was read as if all were accepted"
        yield Problem(code="W112", what=what, remedy="accept or reject them in Word first", severity="warning",
                      source=Source(file=file))  # fmt: skip


def _refused(code: str, file: str, what: str, remedy: str) -> InputError:
    return InputError((Problem(code=code, what=what, remedy=remedy, source=Source(file=file)),))
