"""Open a Word file without trusting it: sizes counted while unpacking, every part well-formed, none twice."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from engross.problems import Problem

MEMBERS = 2_000
MEMBER = 32 << 20
WHOLE = 64 << 20
PARAGRAPHS = 20_000
_STEP = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"<w:p[ />]")


def opened(data: bytes, name: str = "the template") -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Unpack a Word file within limits.

    Args:
        data: The file.
        name: What messages call it.

    Returns:
        The parts by name, and what is wrong; with an error the parts are none.
    """
    if data.startswith(_OLE):
        return {}, (_ole(data, name),)
    try:
        parts, problems = _unpacked(data, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        return {}, (_no_docx(name),)
    if not problems and not ({"[Content_Types].xml", "word/document.xml"} <= parts.keys()):
        problems = [_no_docx(name)]
    problems = problems or _unsound(parts, name)
    return ({}, tuple(problems)) if problems else (parts, ())


def _ole(data: bytes, name: str) -> Problem:
    if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in data:
        return Problem(code="E086", what=f"{name} is protected by a password",
                       remedy="open it in Word, take the password off, and save it again")  # fmt: skip
    return _no_docx(name)


def _no_docx(name: str) -> Problem:
    return Problem(code="E080", what=f"{name} is not a Word .docx file", remedy="save it in Word as .docx")


def _unpacked(data: bytes, name: str) -> tuple[dict[str, bytes], list[Problem]]:
    parts: dict[str, bytes] = {}
    whole = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MEMBERS:
            return {}, [_too_large(name, f"has {len(members)} parts", f"{MEMBERS}")]
        for member in members:
            if member.is_dir():
                continue
            if member.filename in parts:
                return {}, [Problem(code="E084", what=f"{name} holds the part {member.filename} twice",
                                    remedy="open it in Word and save it again")]  # fmt: skip
            read = _read(archive, member)
            whole += len(read)
            if len(read) > MEMBER or whole > WHOLE:
                return {}, [_too_large(name, f"unpacks to more than {WHOLE >> 20} MB", f"{WHOLE >> 20} MB")]
            parts[member.filename] = read
    return parts, []


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Read a member by steps and stop beyond the limit: what its header says of its size may be a lie."""
    read = io.BytesIO()
    with archive.open(member) as stream:
        while (step := stream.read(_STEP)) and read.tell() <= MEMBER:
            read.write(step)
    return read.getvalue()


def _too_large(name: str, what: str, limit: str) -> Problem:
    return Problem(code="E085", what=f"{name} {what}", remedy=f"the limit is {limit}; take out what is not needed")


def _unsound(parts: dict[str, bytes], name: str) -> list[Problem]:
    problems = []
    for part, raw in parts.items():
        if not part.endswith((".xml", ".rels")):
            continue
        if _DOCTYPE.search(raw) or _DOCTYPE.search(raw.replace(b"\x00", b"")):
            problems.append(Problem(code="E082", what=f"{name} has a document type declaration in {part}",
                                    remedy="open it in Word and save it again"))  # fmt: skip
        elif len(_PARAGRAPH.findall(raw)) > PARAGRAPHS:
            problems.append(Problem(code="E092", what=f"{name} has more than {PARAGRAPHS:,} paragraphs in {part}",
                                    remedy="use a smaller template"))  # fmt: skip
        else:
            problems += _ill_formed(part, raw, name)
    return problems


def _ill_formed(part: str, raw: bytes, name: str) -> list[Problem]:
    try:
        etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        return [Problem(code="E080", what=f"{part} of {name} is not well-formed: {fault.msg}",
                        remedy="open it in Word and save it again")]  # fmt: skip
    return []
