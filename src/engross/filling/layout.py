"""Lay a text out as a document: every word of it as paragraphs, tables and signature blocks, blanks filled or kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from engross.clauses import labels
from engross.clauses.clause import Clause, Text
from engross.filling.blanks import Filled, Filling
from engross.filling.signing import signature_block
from engross.paper.document import Block, Document, PageBreak, Paragraph, Role, Run, Table

_ATTACHED = ("exhibit", "schedule", "annex", "appendix")
_NO_NOTES: Mapping[str, Sequence[str]] = MappingProxyType({})


def lay_out(  # noqa: PLR0913 - all but the first two are by keyword
    text: Text,
    values: Mapping[str, str] | None = None,
    *,
    draft: bool = False,
    notes: Mapping[str, Sequence[str]] = _NO_NOTES,
    subtitle: str = "",
    footer: str = "",
) -> Document:
    """Lay a text out as a document.

    Without notes and subtitle the document's words are the text's printed words, in order.

    Args:
        text: The text; a form keeps its printed blanks where *values* is None.
        values: What fills the blanks, by their field, as it is to be printed; it is words, never markup.
        draft: True keeps blanks without a value as printed and marks the document as a draft.
        notes: Editorial notes by clause id, printed under the clause's own words.
        subtitle: A line under the first title, e.g. ``as amended through Amendment No. 1 (February 3, 2005)``.
        footer: A line for the foot of every page.

    Raises:
        InputError: *values* lacks a field the text needs, and it is no draft.
    """
    filling = Filling(text.root, values, draft=draft)
    composer = _Composer(filling, notes)
    composer.compose(text.root)
    blocks = _with_subtitle(_polished(composer.blocks), subtitle)
    return Document(
        title=f"{text.name}, as amended through {text.through}" if text.through else text.name or text.id,
        blocks=tuple(blocks),
        name=_anchor(text.id),
        author=text.party,
        draft=draft,
        footer=footer,
    )


def through_line(text: Text) -> str:
    """Return the line under the title that says how far a text is amended; empty for a text as adopted."""
    return f"as amended through {text.through}" if text.through else ""


class _Depth(NamedTuple):
    """A clause still to be laid out, with its level on the page."""

    clause: Clause
    level: int


class _Joint(NamedTuple):
    """What a list prints after the item just laid out."""

    words: str


class _Note(NamedTuple):
    """An editorial note, at the level of the clause it speaks of."""

    words: str
    level: int


@dataclass(slots=True)
class _Composer:
    """Collect blocks in the order the words are printed, without recursion: texts may be deep."""

    filling: Filling
    notes: Mapping[str, Sequence[str]]
    blocks: list[Block] = field(default_factory=list)

    def compose(self, root: Clause) -> None:
        """Lay out a clause and all under it."""
        stack: list[_Depth | _Joint | _Note] = [_Depth(root, 0)]
        while stack:
            match stack.pop():
                case _Joint(words):
                    self._run_on(() if words[0] in ";,.:" else (Run(" "),), (Run(words),), 0)
                case _Note(words, level):
                    self.blocks.append(Paragraph(runs=(Run(words, "note"),), role="note", level=level))
                case _Depth(clause, level):
                    self._own_words(clause, level)
                    stack.extend(reversed(self._under(clause, level)))

    def _under(self, clause: Clause, level: int) -> list[_Depth | _Joint | _Note]:
        """Return what comes after a clause's own words; notes wait until the words that run on are printed."""
        below = level + 1 if clause.label and clause.kind == "clause" else level
        notes = [_Note(words, below) for words in self.notes.get(clause.id, ())]
        coming: list[_Depth | _Joint | _Note] = []
        for position, child in enumerate(clause.children):
            if child.layout != "inline":
                coming += notes
                notes = []
            coming.append(_Depth(child, below))
            if joint := clause.joint(position):
                coming.append(_Joint(joint))
        return [*coming, *notes]

    def _own_words(self, clause: Clause, level: int) -> None:
        filled = self.filling.of(clause)
        if clause.kind == "part" and self.blocks:
            self.blocks.append(PageBreak())
        if clause.layout == "inline":
            self._inline(clause, filled, level)
        elif clause.kind == "title":
            self._title(clause, filled)
        else:
            self._paragraphs(clause, filled, level)
        if clause.rows:
            self.blocks.append(self._rows(clause, filled, level))

    def _rows(self, clause: Clause, filled: Filled, level: int) -> Block:
        if clause.kind == "signature":
            return signature_block(filled.rows, self.filling.names)
        return Table(rows=tuple(tuple(cell.runs for cell in row) for row in filled.rows), level=level)

    def _inline(self, clause: Clause, filled: Filled, level: int) -> None:
        heading = (Run(clause.heading, "heading"),) if clause.heading else ()
        label = (Run(clause.label, "label"),) if clause.label else ()
        words = _joined(label, _joined(heading, filled.text), tight=clause.tight)
        if words:
            self._run_on((Run(" "),), words, level)

    def _run_on(self, gap: tuple[Run, ...], words: tuple[Run, ...], level: int) -> None:
        """Continue the paragraph before, over the notes on it; where there is none, begin one."""
        place = len(self.blocks) - 1
        while place >= 0 and _is_note(self.blocks[place]):
            place -= 1
        last = self.blocks[place] if place >= 0 else None
        if not isinstance(last, Paragraph):
            self.blocks.append(Paragraph(runs=words, level=level))
        elif last.label and not last.runs and not gap:
            self.blocks[place] = replace(last, label=last.label + words)
        else:
            apart = last.runs or (last.label and last.tight)
            self.blocks[place] = replace(last, runs=last.runs + (gap if apart else ()) + words)

    def _title(self, clause: Clause, filled: Filled) -> None:
        label = (Run(clause.label, "label"),) if clause.label else ()
        heading = (Run(clause.heading, "heading"),) if clause.heading else ()
        words = _joined(label, _joined(heading, filled.text), tight=clause.tight)
        if words:
            role: Role = "caption" if _is_caption("".join(run.text for run in words)) else "title"
            self.blocks.append(Paragraph(runs=words, role=role, anchor=_anchor(clause.id), keep_next=True))

    def _paragraphs(self, clause: Clause, filled: Filled, level: int) -> None:
        label = (Run(clause.label, "label"),) if clause.label else ()
        anchor = _anchor(clause.id) if label or clause.heading else ""
        heading = (Run(clause.heading, "heading"),) if clause.heading else ()
        own_line = bool(heading) and clause.layout == "block"
        first = heading if own_line else _joined(heading, filled.text)
        if label or first:
            self.blocks.append(
                Paragraph(
                    runs=first,
                    role="heading" if own_line else "body",
                    level=level,
                    label=label,
                    anchor=anchor,
                    keep_next=own_line,
                    tight=clause.tight,
                )
            )
        if own_line and filled.text:
            self.blocks.append(Paragraph(runs=filled.text, level=level + 1 if label else level))


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "note"


def _joined(first: tuple[Run, ...], then: tuple[Run, ...], *, tight: bool = False) -> tuple[Run, ...]:
    return (*first, Run(" "), *then) if first and then and not tight else first + then


def _anchor(clause_id: str) -> str:
    return re.sub(r"[^0-9A-Za-z]+", "-", clause_id).strip("-") or "text"


def _is_caption(words: str) -> bool:
    """Say whether a title line only names where the paper is attached: ``EXHIBIT 10.2``."""
    parsed = labels.parse(words)
    return parsed.unit in _ATTACHED and " " not in parsed.numeral


def _polished(blocks: list[Block]) -> list[Block]:
    """Settle what depends on the neighbours: subtitles, and the closing words that stay with a signature block."""
    done = list(blocks)
    for position, block in enumerate(blocks):
        before = done[position - 1] if position else None
        if isinstance(block, Paragraph) and block.role == "title" and _follows_title(block, before):
            done[position] = replace(block, role="subtitle")
        if isinstance(block, Paragraph) and isinstance(before, Paragraph) and _leads_in(before, block):
            done[position - 1] = before = replace(before, keep_next=True)
        if not isinstance(block, (Paragraph, PageBreak, Table)) and isinstance(before, Paragraph):
            role: Role = "closing" if before.role == "body" and not before.label else before.role
            done[position - 1] = replace(before, role=role, keep_next=True)
    return done


def _leads_in(before: Paragraph, block: Paragraph) -> bool:
    """Say whether a paragraph opens a list that must not begin on another page."""
    return bool(before.runs) and before.runs[-1].text.rstrip().endswith(":") and bool(block.label)


def _follows_title(block: Paragraph, before: Block | None) -> bool:
    """Say whether a line set in small letters stands under another such title line."""
    if not isinstance(before, Paragraph) or before.role not in ("title", "subtitle"):
        return False
    return _small(block) and _small(before)


def _small(block: Paragraph) -> bool:
    letters = [sign for run in block.runs for sign in run.text if sign.isalpha()]
    return sum(sign.islower() for sign in letters) * 2 > len(letters)


def _with_subtitle(blocks: list[Block], subtitle: str) -> list[Block]:
    if not subtitle:
        return blocks
    place, seen = 0, False
    for position, block in enumerate(blocks):
        titled = isinstance(block, Paragraph) and block.role in ("caption", "title", "subtitle")
        if seen and not titled:
            break
        seen = seen or titled
        place = position + 1 if titled else place
    line = Paragraph(runs=(Run(subtitle, "note"),), role="subtitle", keep_next=True)
    return [*blocks[:place], line, *blocks[place:]]
