"""The document every paper is made from: blocks of runs, with no knowledge of law."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Mark = Literal["plain", "label", "heading", "term", "emphasis", "blank", "value", "inserted", "deleted", "moved-from",
               "moved-to", "note"]  # fmt: skip
Role = Literal["caption", "title", "subtitle", "heading", "body", "closing", "note", "pre"]
LineKind = Literal["signature", "date", "text"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind.

    Args:
        text: The words; never markup, blanks between runs are part of them.
        mark: What they are.
        author: For marked changes: whose change it is.
        date: For marked changes: its day, ISO 8601.
        change: For marked changes: the number of the change, from 1; the two ends of a move share it.
        inserted_by: For deleted words that an earlier change had inserted: whose insertion it was, and its day.
        follows: True for a marked number or citation that only follows a change elsewhere.
    """

    text: str
    mark: Mark = "plain"
    author: str = ""
    date: str = ""
    change: int = 0
    inserted_by: tuple[str, str] | None = None
    follows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph.

    Args:
        runs: Its words after the label.
        role: What it is on the page.
        level: Its depth, 0 at the margin.
        label: The runs of the number printed before its words.
        anchor: A name other places link to; unique in the document, empty for none.
        mark: ``plain``, or that the paragraph itself is inserted, deleted or moved in a redline.
        author: As in :class:`Run`, of the paragraph's own mark.
        date: As in :class:`Run`.
        change: As in :class:`Run`.
        inserted_by: As in :class:`Run`.
        keep_next: True keeps it on the page of the next block.
        tight: True where the label is printed without a blank before the words.
    """

    runs: tuple[Run, ...]
    role: Role = "body"
    level: int = 0
    label: tuple[Run, ...] = ()
    anchor: str = ""
    mark: Mark = "plain"
    author: str = ""
    date: str = ""
    change: int = 0
    inserted_by: tuple[str, str] | None = None
    keep_next: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of cells; a row of one cell is a line kept as typed.

    Args:
        rows: Cells of runs.
        header: How many of the first rows head the columns.
        level: Its depth.
    """

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    header: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A ruled line to be filled in by hand or as a form field.

    Args:
        name: The field's name, unique in the document: ``company_signature``.
        kind: A signature, the date of signing, or text.
        tip: What the line is for, in words, for people who cannot see the page.
        value: What is typed on it already; empty leaves it open.
        printed: The rule as the filed text prints it (dashes), for plain text.
        below: True where plain text prints the rule on the line under its row's words.
        tight: True where plain text prints the rule with no blank after the words before it (``By:____``).
    """

    name: str
    kind: LineKind = "text"
    tip: str = ""
    value: str = ""
    printed: str = ""
    below: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBlock:
    """A signature block, never split over pages nor alone on one.

    Args:
        rows: Cells, left to right; each is runs of words, or a ruled line.
    """

    rows: tuple[tuple[tuple[Run, ...] | Line, ...], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page."""


Block = Paragraph | Table | SignatureBlock | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper: agreement, acceptance, consolidated plan, redline, checklist.

    Args:
        title: For properties and the running head.
        blocks: In order.
        name: A short name for page labels, bookmarks and anchors: ``agreement``.
        subject: For properties.
        author: For properties; a company, never a person's login.
        language: BCP 47.
        draft: True marks every page as a draft that cannot pass for final.
        footer: A line at the foot of every page beside the page number, e.g. a document id.
    """

    title: str
    blocks: tuple[Block, ...]
    name: str = "document"
    subject: str = ""
    author: str = ""
    language: str = "en-US"
    draft: bool = False
    footer: str = ""
    properties: tuple[tuple[str, str], ...] = field(default=())
