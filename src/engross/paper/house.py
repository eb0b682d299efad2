"""A document in the look of a house: the words from the document, the look from the firm's own Word template."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from engross.paper.document import Block, Document, Line, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.docx import style_of
from engross.paper.signing import Entry, entries
from engross.paper.template import shipped, template
from engross.paper.template_compile import Compiled
from engross.paper.wellformed import refuse_unprintable
from engross.problems import InputError, Problem

_MULTILINE = ("run.text",)
COLUMNS = 6  # the widest table a house template sets
FIELDS = (
    "title", "company", "footer", "draft", "blocks[].is", "blocks[].label", "blocks[].gap", "blocks[].runs[].text",
    "blocks[].runs[].mark",
    *(f"blocks[].rows[].{side}.{part}" for side in ("left", "right") for part in ("words", "line", "value")),
    *(f"blocks[].rows[].c{number}" for number in range(1, COLUMNS + 1)),
)  # fmt: skip


def house(document: Document, look: bytes | Compiled | None = None, *, cache: Path | None = None) -> bytes:
    """Render a document through a house template.

    Args:
        document: The words.
        look: The house template, as a file or compiled by :func:`house_template`; None for engross's own.
        cache: Where compiled templates are kept.

    Returns:
        The bytes of a .docx package.

    Raises:
        InputError: The template does not pass the gate, or the document holds what it cannot set.
    """
    refuse_unprintable(document)
    ready = look if isinstance(look, Compiled) else house_template(look, cache=cache)
    return ready.fill(context(document))


@lru_cache(maxsize=4)
def house_template(look: bytes | None = None, *, name: str = "", cache: Path | None = None) -> Compiled:
    """Check and compile a house template, which loops over the blocks of a document.

    Args:
        look: The .docx file; None for engross's own.
        name: The file, for messages.
        cache: Where compiled templates are kept.
    """
    if look is None:
        own = files("engross.paper").joinpath("word")
        look = own.joinpath("house.docx").read_bytes()
        ready = shipped(look, own.joinpath("house.json").read_bytes(), multiline=_MULTILINE, empty=True)
        if ready is not None:
            return ready
    return template(look, FIELDS, name=name, multiline=_MULTILINE, empty=True, cache=cache)


def context(document: Document) -> dict[str, Any]:
    """Return a document as the plain values a house template loops over."""
    return {
        "title": document.title,
        "company": document.author,
        "footer": document.footer,
        "draft": "yes" if document.draft else "",
        "blocks": [each for block in document.blocks for each in _values(block)],
    }


def _values(block: Block) -> Iterator[dict[str, Any]]:
    match block:
        case Paragraph():
            yield _paragraph(style_of(block), block.label, block.runs, tight=block.tight)
        case PageBreak():
            yield _block("page")
        case SignatureBlock():
            yield {**_block("signatures"), "rows": [pair for row in block.rows for pair in _pairs(entries(row))]}
        case Table():
            if all(len(row) == 1 for row in block.rows):
                yield from (_paragraph("AsTyped", (), row[0]) for row in block.rows)
            else:
                yield _table(block)


def _block(kind: str) -> dict[str, Any]:
    return {"is": kind, "label": "", "gap": "", "runs": [], "rows": []}


def _paragraph(style: str, label: tuple[Run, ...], runs: tuple[Run, ...], *, tight: bool = False) -> dict[str, Any]:
    hanging = style.startswith(("Heading", "Clause")) and not tight
    plain = style.startswith(("Heading", "Title"))
    said = [{"text": run.text, "mark": "" if plain else run.mark} for run in runs if run.text]
    printed = "".join(run.text for run in label)
    if not hanging and printed:
        said = [{"text": printed if tight else f"{printed} ", "mark": ""}, *said]
    return {**_block(style), "label": printed if hanging else "", "gap": "yes" if said else "", "runs": said}


def _pairs(places: tuple[Entry, ...]) -> Iterator[dict[str, Any]]:
    """Yield rows of two places; a single place stands at the right."""
    if len(places) == 1:
        yield {"left": _place(Entry(())), "right": _place(places[0])}
        return
    for number in range(0, len(places), 2):
        right = places[number + 1] if number + 1 < len(places) else Entry(())
        yield {"left": _place(places[number]), "right": _place(right)}


def _place(place: Entry) -> dict[str, str]:
    line = place.line
    words = f"{place.text} " if place.text and isinstance(line, Line) else place.text
    return {"words": words, "line": "yes" if line else "", "value": line.value if line else ""}


def _table(block: Table) -> dict[str, Any]:
    width = max(len(row) for row in block.rows)
    if width > COLUMNS:
        what = f"a table of {width} columns does not fit a house template, which sets {COLUMNS}"
        raise InputError((Problem(code="E102", what=what, remedy="render it without the house template"),))
    rows = [
        {
            f"c{number + 1}": "".join(run.text for run in row[number]) if number < len(row) else ""
            for number in range(width)
        }
        for row in block.rows
    ]
    return {**_block(f"table{width}"), "rows": rows}
