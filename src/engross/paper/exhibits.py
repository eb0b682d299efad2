"""Check a PDF nobody here made before it is bound into a packet: whole, open, unsigned, of sane size, doing nothing."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from engross.problems import InputError, Problem, Source

MOST_PAGES = 5_000
MOST_BYTES = 256 * 1024 * 1024
SMALLEST, LARGEST = 9.0, 14_400.0  # points; the largest page a PDF reader need show
_ACTIVE = {
    "/JavaScript": "JavaScript",
    "/Launch": "a Launch action",
    "/GoToR": "a link to another file",
    "/GoToE": "a link into an attachment",
    "/SubmitForm": "a form that sends itself",
    "/ImportData": "an action that reads a file",
    "/Rendition": "a media action",
    "/Movie": "a media action",
    "/Sound": "a media action",
    "/RichMediaExecute": "a media action",
    "/SetOCGState": "an action on layers",
    "/Hide": "an action that hides fields",
    "/ResetForm": "a form that clears itself",
}
_ACTIVE_KINDS = {
    "/FileAttachment": "an attachment",
    "/RichMedia": "media",
    "/Screen": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/3D": "a 3D model",
}
_WEB = re.compile(r"(?i)https?://|mailto:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A PDF to bind at the end of a packet.

    Args:
        name: What it is called in bookmarks and page labels: ``Exhibit A``.
        content: The file.
        file: Its path as the user gave it, for messages.
        strip: True leaves out what it would do (scripts, attachments, launches) instead of refusing it.
    """

    name: str
    content: bytes
    file: str = ""
    strip: bool = False


def read_exhibits(paths: Iterable[Path], *, strip: bool = False) -> tuple[Exhibit, ...]:
    """Return files as exhibits, named Exhibit A, Exhibit B and so on in their order.

    Raises:
        InputError: A file cannot be read; all such are named.
    """
    found: list[Exhibit] = []
    problems: list[Problem] = []
    for number, path in enumerate(paths):
        name = f"Exhibit {chr(ord('A') + number)}" if number < 26 else f"Exhibit {number + 1}"  # the alphabet ends
        try:
            found.append(Exhibit(name=name, content=path.read_bytes(), file=str(path), strip=strip))
        except OSError as error:
            problems.append(_unread(path, error))
    if problems:
        raise InputError(tuple(problems))
    return tuple(found)


def _unread(path: Path, error: OSError) -> Problem:
    source = Source(file=str(path))
    if isinstance(error, FileNotFoundError):
        return Problem(code="E001", what="no such file", remedy="check the path", source=source)
    if path.is_dir():
        return Problem(code="E002", what="it is a folder", remedy="name a file in it", source=source)
    what = f"it cannot be read: {(error.strerror or str(error)).lower()}"
    return Problem(code="E003", what=what, remedy="check its permissions and the disk", source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An exhibit that may be bound.

    Args:
        exhibit: It.
        reader: It, read.
        active: What it would do, in words; empty unless it is to be stripped.
        problems: Warnings.
    """

    exhibit: Exhibit
    reader: PdfReader
    active: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def check_exhibit(exhibit: Exhibit) -> Checked:
    """Read an exhibit and hold it against what a packet may carry.

    Args:
        exhibit: The file.

    Raises:
        InputError: E110 no usable PDF, E111 encrypted, E112 locked by its owner, E113 signed, E114 active content,
            E115 too large unpacked, E116 too many pages, E118 one field name twice, E119 a page of no sane size.
    """
    source = Source(file=exhibit.file or exhibit.name)
    quiet = logging.getLogger("pypdf")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)
    try:
        reader, repaired = _read(exhibit.content, source)
        active = _hold(reader, source, strip=exhibit.strip)
    except InputError:
        raise
    except Exception as error:  # a mutated file raises every kind of error in the reader; none may reach the user raw
        raise _refused("E110", "it is no usable PDF", "open it in a PDF reader and save it anew", source) from error
    finally:
        quiet.setLevel(level)
    warned = (
        Problem(
            code="W117",
            what="its table of objects was damaged and has been repaired",
            remedy="look at its pages in the packet",
            source=source,
            severity="warning",
        ),
    )
    return Checked(exhibit=exhibit, reader=reader, active=active, problems=warned if repaired else ())


def _refused(code: str, what: str, remedy: str, source: Source) -> InputError:
    return InputError((Problem(code=code, what=what, remedy=remedy, source=source),))


def _read(content: bytes, source: Source) -> tuple[PdfReader, bool]:
    if not content.strip():
        raise _refused("E110", "the file is empty", "give a PDF", source)
    if b"%PDF-" not in content[:1024]:
        raise _refused("E110", "it is no PDF", "give a PDF", source)
    try:
        reader, repaired = PdfReader(io.BytesIO(content), strict=True), False
        encrypted = reader.is_encrypted
        if not encrypted:
            _ = len(reader.pages)
    except Exception:  # noqa: BLE001 - strict reading fails in many ways; the lenient way decides
        reader, repaired = PdfReader(io.BytesIO(content), strict=False), True
        encrypted = reader.is_encrypted
    if encrypted:
        if reader.decrypt(""):
            raise _refused("E112", "it is locked by its owner", "ask its owner for an unlocked copy", source)
        raise _refused("E111", "it is encrypted", "give a copy without a password", source)
    return reader, repaired


def _hold(reader: PdfReader, source: Source, *, strip: bool) -> tuple[str, ...]:
    """Hold a file against every rule; return what it would do."""
    count = len(reader.pages)
    if count == 0:
        raise _refused("E110", "it has no pages", "give a PDF with pages", source)
    if count > MOST_PAGES:
        what = f"it has {count:,} pages, more than {MOST_PAGES:,}"
        raise _refused("E116", what, "bind a part of it", source)
    if _unpacked(reader) > MOST_BYTES:
        what = f"it unpacks to more than {MOST_BYTES // 1024 // 1024} MB"
        raise _refused("E115", what, "bind a smaller file", source)
    if _signed(reader):
        remedy = "binding would break its signature; attach it as a file of its own"
        raise _refused("E113", "it is signed", remedy, source)
    for number, page in enumerate(reader.pages, start=1):
        box = page.mediabox
        if not all(SMALLEST <= abs(float(each)) <= LARGEST for each in (box.width, box.height)):
            what = f"page {number} is {float(box.width):g} by {float(box.height):g} points"
            raise _refused("E119", what, "print it anew on pages of paper size", source)
    names = [str(field.get("/T", "")) for field in roots(reader)]
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        what = f"it has two form fields named {', '.join(twice)}"
        raise _refused("E118", what, "rename one of them, else one value would fill both", source)
    active = tuple(dict.fromkeys(_active(reader)))
    if active and not strip:
        remedy = "say `--strip` to bind its pages without that"
        raise _refused("E114", f"it holds {', '.join(active)}", remedy, source)
    return active


def roots(reader: PdfReader) -> list[Any]:
    """Return the topmost form fields of a file."""
    form: Any = reader.root_object.get("/AcroForm", DictionaryObject()).get_object()
    fields: Any = form.get("/Fields", ArrayObject()).get_object()
    return [each.get_object() for each in fields]


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Yield every object of a file that can be read."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    for number in sorted(numbers):
        try:
            found = reader.get_object(IndirectObject(number, 0, reader))
        except Exception:  # noqa: BLE001, S112 - an object nothing refers to may be broken; the pages decide
            continue
        if found is not None:
            yield found


def _unpacked(reader: PdfReader) -> int:
    """Return how large all streams are unpacked; counting stops beyond the limit."""
    total = 0
    for found in _objects(reader):
        if isinstance(found, StreamObject):
            total += _size(found)
            if total > MOST_BYTES:
                break
    return total


def _size(stream: StreamObject) -> int:
    filters: Any = stream.get("/Filter", ArrayObject())
    filters = filters.get_object()
    names = [str(each) for each in (filters if isinstance(filters, ArrayObject) else [filters])]
    content: bytes = stream._data  # noqa: SLF001 - the packed bytes; unpacking them whole is what must not be done
    for name in names:
        if name not in ("/FlateDecode", "/Fl"):
            break
        content = _inflated(content)
        if len(content) > MOST_BYTES:
            break
    return len(content)


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, MOST_BYTES + 1)
    except zlib.error:
        return content


def _signed(reader: PdfReader) -> bool:
    if "/Perms" in reader.root_object:
        return True
    return any(_is_signature(found) for found in _objects(reader) if isinstance(found, DictionaryObject))


def _is_signature(found: DictionaryObject) -> bool:
    filled = found.get("/FT") == "/Sig" and found.get("/V") is not None
    return filled or ("/ByteRange" in found and "/Contents" in found)


def _active(reader: PdfReader) -> Iterator[str]:
    """Yield what a file would do, in words."""
    root = reader.root_object
    names: Any = root.get("/Names", DictionaryObject()).get_object()
    form: Any = root.get("/AcroForm", DictionaryObject()).get_object()
    if "/XFA" in form:
        yield "an XFA form"
    if "/EmbeddedFiles" in names or "/AF" in root:
        yield "an attachment"
    if "/JavaScript" in names:
        yield "JavaScript"
    for found in _objects(reader):
        if isinstance(found, DictionaryObject):
            yield from _acts(found)


def _acts(found: DictionaryObject) -> Iterator[str]:
    kind = str(found.get("/S"))
    if kind in _ACTIVE and ("/Type" not in found or found.get("/Type") == "/Action"):
        yield _ACTIVE[kind]
    if kind == "/URI" and "/URI" in found and not _WEB.match(str(found["/URI"])):
        yield "a link to another file"
    if (medium := str(found.get("/Subtype"))) in _ACTIVE_KINDS and "/Rect" in found:
        yield _ACTIVE_KINDS[medium]
    if found.get("/Type") == "/EmbeddedFile":
        yield "an attachment"
    for key in ("/A", "/OpenAction"):
        inner: Any = found.get(key)
        if isinstance(inner, DictionaryObject):
            yield from _acts(inner)
    more: Any = found.get("/AA")
    more = more.get_object() if more is not None else None
    if isinstance(more, DictionaryObject):
        for value in more.values():
            action = value.get_object()
            if isinstance(action, DictionaryObject):
                yield from _acts(action)
