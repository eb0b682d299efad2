"""Markdown (CommonMark) in which the law's own signs are escaped, so that a reader gives back the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engross.paper.document import Block, Document, Mark, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.signing import Entry, entries

DRAFT = "DRAFT – NOT FOR SIGNATURE"
_SIGNS = re.compile(r"[\\`*_\[\]<|~$]|&(?=#?\w+;)")
_OPENERS = re.compile(r"^(\d{1,9})([.)])|^([-+#>=])")
_STYLES: dict[Mark, str] = {"heading": "**", "inserted": "**", "moved-to": "**", "deleted": "~~", "moved-from": "~~",
                            "emphasis": "*"}  # fmt: skip
_BREAK = "\\\n"


def markdown(document: Document) -> str:
    """Render a document as Markdown."""
    blocks = [each for block in document.blocks if (each := _block(block))]
    if document.draft:
        blocks = [f"**{DRAFT}**", *blocks, f"**{DRAFT}**"]
    return "\n\n".join(blocks) + "\n"


def escaped(words: str) -> str:
    """Escape every sign Markdown could take for its own; line breaks become hard ones."""
    return _BREAK.join(_SIGNS.sub(lambda sign: "\\" + sign.group(), line) for line in words.split("\n"))


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Table():
            return _table(block)
        case SignatureBlock():
            return _BREAK.join(_opened(line) for row in block.rows if (line := _signatures(entries(row))))
        case PageBreak():
            return ""


def _paragraph(block: Paragraph) -> str:
    hashes = {"title": 1, "subtitle": 2, "heading": min(block.level + 3, 6)}.get(block.role, 0)
    if hashes:
        return f"{'#' * hashes} {_one_line(_inline(block, plain=True))}"
    lines = _BREAK.join(_opened(line) for line in _inline(block).split(_BREAK))
    return "> " + lines.replace("\n", "\n> ") if block.role == "note" else lines


def _inline(block: Paragraph, *, plain: bool = False) -> str:
    gap = () if block.tight or not (block.label and block.runs) else (Run(" "),)
    return _runs((*block.label, *gap, *block.runs), plain=plain).strip()


def _runs(runs: Iterable[Run], *, plain: bool = False) -> str:
    every = tuple(runs)
    around = ["", *[run.text for run in every], ""]
    return "".join(
        escaped(run.text) if plain else _run(run, around[position][-1:], around[position + 2][:1])
        for position, run in enumerate(every)
    )


def _run(run: Run, before: str, after: str) -> str:
    """Set a run in its style; where the words beside it would keep Markdown from seeing the style, in none."""
    style, bare = _STYLES.get(run.mark, ""), run.text.strip()
    start = run.text.find(bare)
    end = start + len(bare)
    beside = (run.text[:start] or before) + (run.text[end:] or after)
    if not style or not bare or "\n" in bare or (beside and not beside.isspace()):
        return escaped(run.text)
    return f"{run.text[:start]}{style}{escaped(bare)}{style}{run.text[end:]}"


def _one_line(words: str) -> str:
    return re.sub(r"(#+)$", r"\\\1", " ".join(words.replace(_BREAK, " ").split()))


def _opened(words: str) -> str:
    """Escape what would open a list or a code block at the start of a line."""
    match = _OPENERS.match(words.lstrip(" "))
    bare = words.lstrip(" \t")
    if not match:
        return bare
    return f"{match[1]}\\{match[2]}{bare[match.end() :]}" if match[1] else f"\\{bare}"


def _table(table: Table) -> str:
    if all(len(row) == 1 for row in table.rows):
        return _BREAK.join(_opened(_one_line(_runs(row[0]))) for row in table.rows if _runs(row[0]).strip())
    width = max(len(row) for row in table.rows)
    rows = [[_one_line(_runs(cell)) for cell in row] + [""] * (width - len(row)) for row in table.rows]
    head, body = (rows[0], rows[1:]) if table.header else ([""] * width, rows)
    lines = [head, ["---"] * width, *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _signatures(places: tuple[Entry, ...]) -> str:
    return "  ".join(_place(place) for place in places if place.text or place.line)


def _place(place: Entry) -> str:
    parts: list[str] = [_runs(place.words)] if place.words else []
    if place.line is not None:
        parts.append(escaped(place.line.value) if place.line.value else r"\_" * 24)
    return " ".join(parts)
