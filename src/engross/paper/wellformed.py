"""Find signs that no page may hold: control characters, lone surrogates, what XML forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.paper.document import Document, Line, Paragraph, Run, SignatureBlock, Table
from engross.problems import InputError, Problem

UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def refuse_unprintable(document: Document) -> None:
    """Refuse a document that holds a sign no XML file may hold; such signs would vanish and take words with them.

    Raises:
        InputError: Every such sign, with the words it stands in.
    """
    problems = tuple(
        Problem(
            code="E007",
            what=f"U+{ord(found.group()):04X} in {excerpt(words, found.start())}",
            remedy="take the sign out; it cannot be printed",
        )
        for words in strings(document)
        if (found := UNPRINTABLE.search(words))
    )
    if problems:
        raise InputError(problems)


def excerpt(words: str, position: int, around: int = 24) -> str:
    """Return the words around a position, what cannot be printed shown as its escape."""
    part = words[max(0, position - around) : position + around]
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in part).strip()


def strings(document: Document) -> Iterator[str]:
    """Yield every string of a document that comes to paper."""
    yield from (document.title, document.subject, document.author, document.footer)
    for block in document.blocks:
        match block:
            case Paragraph():
                yield from (run.text for run in (*block.label, *block.runs))
            case Table():
                yield from (run.text for row in block.rows for cell in row for run in cell)
            case SignatureBlock():
                yield from (each for row in block.rows for cell in row for each in _cell(cell))
            case _:
                continue


def _cell(cell: tuple[Run, ...] | Line) -> Iterator[str]:
    if isinstance(cell, Line):
        yield from (cell.value, cell.printed)
    else:
        yield from (run.text for run in cell)
