"""PDF by typst: tagged (PDF/UA-1), offline, the same bytes every time, with form fields on the ruled lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from engross.paper.document import Document
from engross.paper.form_field import Field
from engross.paper.pdf_fields import finish
from engross.paper.pdf_objects import PdfObjects, UnknownShape
from engross.paper.pdf_source import Anchors, field_names, open_lines, sources
from engross.problems import InputError, OutputError, Problem

if TYPE_CHECKING:
    import typst

_MISSING = re.compile(r'the text `?"(.*?)"`? could not be displayed')
_DAY = 315_532_800  # 1 January 1980, the fixed date of all our files
_TOO_WIDE = re.compile(r"x-too-wide:(.*?)(?:\"|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A PDF with where its fields and documents stand.

    Args:
        content: The file.
        fields: The form fields, in the order of reading.
        starts: The first page (0-based) of each document.
        pages: How many pages it has.
    """

    content: bytes
    fields: tuple[Field, ...] = ()
    starts: tuple[int, ...] = ()
    pages: int = 0


def pdf(document: Document) -> bytes:
    """Render a document as PDF.

    Raises:
        InputError: A sign is in no font (E103), a word is wider than the page (E102), two lines share a name (E118).
    """
    return bind((document,)).content


def bind(
    documents: Sequence[Document],
    *,
    title: str = "",
    anchors: Anchors = "none",
    archive: bool = False,
) -> Bound:
    """Render documents as one PDF in one pass, which keeps the tags of all.

    Args:
        documents: In the order they are bound.
        title: The title of the whole; that of the first document where it is empty.
        anchors: Which signing service's invisible marks to print at the open lines.
        archive: True also follows PDF/A-2a, for keeping.

    Raises:
        InputError: As :func:`pdf`.
    """
    names = field_names(documents)
    raw = compiled(sources(documents, title=title, anchors=anchors, archive=archive), archive=archive)
    tips = {
        names[number, line.name]: line.tip or line.name
        for number, document in enumerate(documents)
        for line in open_lines(document)
    }
    pages, starts = _places(raw, [document.title for document in documents])
    labels = [(page, label(document)) for page, document in zip(starts, documents, strict=True)]
    content, placed = finish(raw, tips=tips, starts=labels)
    return Bound(content=content, fields=placed, starts=starts, pages=pages)


def label(document: Document) -> str:
    """Return the prefix of a document's page labels: its short name, as a heading writes it."""
    return document.name.replace("-", " ").replace("_", " ").strip().capitalize() or "Page"


@cache
def compiler() -> typst.Compiler:
    """Return the one compiler of this process: the bundled fonts and no others, so pages are the same everywhere."""
    import typst  # noqa: PLC0415 - heavy, and only PDF needs it

    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False), ignore_system_fonts=True)


@cache
def design() -> bytes:
    """Return the page design."""
    return files("engross.paper").joinpath("paper.typ").read_bytes()


def compiled(source: dict[str, bytes], *, archive: bool = False) -> bytes:
    """Return what typst makes of the page design and its data.

    Raises:
        InputError: The data cannot be set.
    """
    import typst  # noqa: PLC0415 - as above

    standards: Any = ["a-2a", "ua-1"] if archive else ["ua-1"]
    try:
        # `input` on every call: the in-memory form works once otherwise.
        made = compiler().compile(input={"main.typ": design(), **source}, timestamp=_DAY, pdf_standards=standards)  # type: ignore[type-var] # the stub lacks the in-memory form
    except typst.TypstError as error:
        raise told(str(error), error.diagnostic) from error
    if not isinstance(made, bytes) or not made.startswith(b"%PDF-"):
        raise OutputError(
            (Problem(code="E123", what="typst made no PDF", remedy="report this with the typst version"),)
        )
    return made


def told(message: str, diagnostic: str = "") -> InputError:
    """Return the error that says what typst found, in our words."""
    if wide := _TOO_WIDE.search(message):
        word = wide[1].strip()
        what = f"the word {word[:40]!r}{'…' if len(word) > 40 else ''} of {len(word)} letters would not fit its column"
        return InputError((Problem(code="E102", what=what, remedy="shorten it, or part it with a blank or hyphen"),))
    if missing := _MISSING.findall(diagnostic or message):
        signs = dict.fromkeys(sign for text in missing for sign in text if not sign.isascii())
        named = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs) or "a sign"
        remedy = "write it in letters the fonts hold (Latin, Greek, Cyrillic)"
        return InputError((Problem(code="E103", what=f"no font holds {named}", remedy=remedy),))
    first = next(iter(message.strip().splitlines()), "unknown")
    return InputError(
        (Problem(code="E124", what=f"the page could not be set: {first}", remedy="report this with the document"),)
    )


def _places(raw: bytes, titles: Sequence[str]) -> tuple[int, tuple[int, ...]]:
    """Return the number of pages, and the first page of each document from its bookmark."""
    try:
        file = PdfObjects.parted(raw)
        order = file.pages()
        tops = [order.index(page) for page in _tops(file)] if len(titles) > 1 else [0]
        pages = len(order)
    except (UnknownShape, KeyError, ValueError):
        pages, tops = _slow_places(raw)
    if len(tops) != len(titles):
        what = f"{len(tops)} bookmarks were made for {len(titles)} papers"
        raise OutputError((Problem(code="E123", what=what, remedy="report this with the typst version"),))
    return pages, tuple(tops)


def _tops(file: PdfObjects) -> list[int]:
    """Return the page objects that the topmost bookmarks open, in order."""
    outlines = next((piece for piece in file.objects.values() if b"<</Type/Outlines" in piece), b"")
    found: list[int] = []
    following = re.search(rb"/First (\d+) 0 R", outlines)
    while following:
        item = file.objects[int(following[1])]
        dest = re.search(rb"/Dest (\d+) 0 R", item)
        place = re.search(rb"\[(\d+) 0 R", file.objects[int(dest[1])]) if dest else None
        if not place:
            raise UnknownShape
        found.append(int(place[1]))
        following = re.search(rb"/Next (\d+) 0 R", item)
    return found


def _slow_places(raw: bytes) -> tuple[int, list[int]]:
    """Return what :func:`_places` returns, through pypdf."""
    import io  # noqa: PLC0415 - hardly ever needed

    from pypdf import PdfReader  # noqa: PLC0415 - as above

    reader = PdfReader(io.BytesIO(raw))
    tops = [reader.get_destination_page_number(item) for item in reader.outline if not isinstance(item, list)]
    return len(reader.pages), [number for number in tops if number is not None]
