"""Read a PDF back and hold its words, in order, against those of the documents it was made from."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from engross.paper.document import Document, Line, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.pdf_objects import PdfObjects, UnknownShape
from engross.problems import OutputError, Problem

_CONTENT = re.compile(rb"/Resources (\d+) 0 R.*?/Contents (\d+) 0 R", re.DOTALL)
_BOX = re.compile(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]")
_PLACE = re.compile(rb"q 1 0 0 -1 (-?[\d.]+) (-?[\d.]+) cm/[^\n]*\nBT")  # where a line of words begins
_LISTED = re.compile(rb"/Font<<(.*?)>>", re.DOTALL)
_NAMED_FONT = re.compile(rb"/(\w+) (\d+) 0 R")
_MAP = re.compile(rb"/ToUnicode (\d+) 0 R")
_NESTED = rb"[^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*"  # a string may hold balanced brackets
_TOKEN = re.compile(  # every way begins with a plain sign, which lets the search skip to it
    rb"/Artifact(?: BMC|<<.*?>>BDC|/\w+ BDC)|BDC|BMC|EMC|/(\w+) [\d.]+ Tf"
    rb"|\((" + _NESTED + rb")\)[-\d. ]*(?:\]TJ|Tj)",
    re.DOTALL,
)
_KERN = re.compile(rb"\)-?[\d.]+\(")  # between two pieces of one line; no words
_BROKEN = re.compile(r"([-–—/])\n")  # a line may end after these; the break is no blank
_SHOWN = 60


def expected(documents: Sequence[Document]) -> list[str]:
    """Return the words of each block of the documents, blanks folded: what a reader of the pages must find."""
    return [folded for document in documents for words in _words(document) if (folded := _fold(words))]


def _words(document: Document) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case Paragraph():
                label = _plain(block.label)
                yield label + ("" if block.tight or not label else " ") + _plain(block.runs)
            case Table():
                yield from (_plain(cell) for row in block.rows for cell in row)
            case SignatureBlock():
                yield from (
                    (cell.value if isinstance(cell, Line) else _plain(cell)) for row in block.rows for cell in row
                )
            case PageBreak():
                pass


def _plain(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _fold(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def check(pdf: bytes, documents: Sequence[Document]) -> None:
    """Hold the words of a PDF against its documents'; furniture (foot, draft marks) is left out.

    Args:
        pdf: As engross makes it.
        documents: What it was made from, in order.

    Raises:
        OutputError: A word is missing, added, changed or out of order (E125), or does not fit its page (E128).
    """
    found, place = read(pdf)
    if place:
        what = f"words do not fit page {place}"
        raise OutputError((Problem(code="E128", what=what, remedy="shorten what cannot be parted there"),))
    wanted = expected(documents)
    if _fault(wanted, found) is not None and (fault := _fault(wanted, slow_text(pdf))) is not None:
        raise fault


def _fault(wanted: Sequence[str], found: str) -> OutputError | None:
    """Return how what was found differs from what was wanted; blanks between blocks are free."""
    found = " ".join(found.split())
    at = 0
    before = ""
    for words in wanted:
        while found.startswith(" ", at):
            at += 1
        if not found.startswith(words, at):
            return _differs(words, found[at : at + len(words) + 20], before)
        at += len(words)
        before = words
    rest = found[at:].strip()
    return _differs("", rest, before) if rest else None


def _differs(words: str, found: str, before: str) -> OutputError:
    same = 0
    while same < min(len(words), len(found)) and words[same] == found[same]:
        same += 1
    start = max(0, words.rfind(" ", 0, same))
    shown = [each.strip()[:_SHOWN] or "nothing" for each in (words[start:], found[start:])]
    after = f" after {before[-_SHOWN:]!r}" if before and start == 0 else ""
    what = f"the PDF reads {shown[1]!r} where the document reads {shown[0]!r}{after}"
    return OutputError((Problem(code="E125", what=what, remedy="report this; the file was not given its name"),))


def text(pdf: bytes) -> str:
    """Return the words of a PDF as engross makes it, page after page, furniture left out.

    Blocks follow each other without a blank; :func:`check` knows where they end.
    """
    return read(pdf)[0]


def read(pdf: bytes) -> tuple[str, int]:
    """Return the words of a PDF as :func:`text` does, and the first page whose words do not fit it, 0 for none.

    Read by the shape typst gives its files, at a tenth of the time a general reader takes; a file of another shape
    goes through pypdf.
    """
    try:
        file = PdfObjects.parted(pdf)
        fonts: dict[int, tuple[tuple[bytes, bytes], ...]] = {}
        words, unfit = [], 0
        for number, page in enumerate(file.pages(), start=1):
            piece = file.objects[page]
            found, box = _found(_CONTENT, piece), _found(_BOX, piece)
            content = file.stream(int(found[2]))
            words.append(_page(content, _fonts(file, int(found[1]), fonts)))
            if not unfit and not _inside(content, float(box[1]), float(box[2])):
                unfit = number
    except (UnknownShape, KeyError, zlib.error):
        return slow_text(pdf), 0
    return "".join(words), unfit


def _found(pattern: re.Pattern[bytes], piece: bytes) -> re.Match[bytes]:
    found = pattern.search(piece)
    if found is None:
        raise UnknownShape
    return found


@lru_cache(maxsize=64)
def _inside(content: bytes, width: float, height: float) -> bool:
    """Say whether every line of words begins on the paper, and none where another does.

    What does not fit a block that may not be parted is set at the foot of the page, line over line.
    """
    places = _PLACE.findall(content)
    on_paper = all(-1 <= float(x) <= width + 1 and -1 <= float(y) <= height + 1 for x, y in places)
    return on_paper and len(set(places)) == len(places)


def _fonts(
    file: PdfObjects, owner: int, known: dict[int, tuple[tuple[bytes, bytes], ...]]
) -> tuple[tuple[bytes, bytes], ...]:
    """Return the fonts of a page: name there, and the table of what its codes stand for."""
    if owner not in known:
        listed = _NAMED_FONT.findall(_found(_LISTED, file.objects[owner])[1])
        known[owner] = tuple(
            (name, file.stream(int(_found(_MAP, file.objects[int(number)])[1]))) for name, number in listed
        )
    return known[owner]


@lru_cache(maxsize=16)
def _characters(cmap: bytes) -> dict[int, str]:
    """Return which words each code of a font stands for."""
    found: dict[int, str] = {}
    for section in re.findall(rb"beginbfchar\n(.*?)endbfchar", cmap, re.DOTALL):
        for code, words in re.findall(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>", section):
            found[int(code, 16)] = bytes.fromhex(words.decode()).decode("utf-16-be")
    for section in re.findall(rb"beginbfrange\n(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, words in re.findall(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>", section):
            start = int(words, 16)
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = chr(start + offset)
    return found


@lru_cache(maxsize=64)  # the plan's pages are the same bytes in most packets of a run
def _page(content: bytes, tables: tuple[tuple[bytes, bytes], ...]) -> str:
    """Return the words of a page's content, in the order they are drawn, artifacts left out."""
    fonts = {name: _characters(table) for name, table in tables}
    # Brackets and backslashes written as octal codes leave no escape but codes, and none that hides a string's end.
    content = content.replace(rb"\\", rb"\134").replace(rb"\(", rb"\050").replace(rb"\)", rb"\051")
    parts: list[tuple[bytes, bytes]] = []
    depth = hidden = 0
    current = b""
    for match in _TOKEN.finditer(_KERN.sub(b"", content)):
        font, shown = match.groups()
        if font is not None:
            current = font
        elif shown is not None:
            if not hidden:
                parts.append((current, shown))
        elif match[0] == b"EMC":
            depth -= 1
            hidden = 0 if depth < hidden else hidden
        else:
            depth += 1
            hidden = depth if not hidden and match[0].startswith(b"/Artifact") else hidden
    lines = groupby(parts, key=itemgetter(0))
    return "".join(_decoded(b"".join(map(itemgetter(1), group)), fonts[font]) for font, group in lines)


def _decoded(codes: bytes, characters: dict[int, str]) -> str:
    """Return what two-byte codes of a font stand for; escapes are octal codes or the usual letters."""
    return codes.decode("unicode_escape").encode("latin-1").decode("utf-16-be", "surrogatepass").translate(characters)


def slow_text(pdf: bytes) -> str:
    """Return the words of a PDF through pypdf, artifacts left out: the oracle, and the way for other files."""
    import io  # noqa: PLC0415 - hardly ever needed

    from pypdf import PdfReader  # noqa: PLC0415 - as above

    depth: list[bool] = []
    parts: list[str] = []

    def operand(operator: bytes, operands: list[object], *_: object) -> None:
        if operator in (b"BDC", b"BMC"):
            depth.append(bool(operands) and operands[0] == "/Artifact")
        elif operator == b"EMC" and depth:
            depth.pop()

    def words(found: str, *_: object) -> None:
        if not any(depth):
            parts.append(found)

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_operand_before=operand, visitor_text=words)
    return _BROKEN.sub(r"\1", "".join(parts))
