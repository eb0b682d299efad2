"""Lay out a conformed copy: clean, or with editorial notes, notes at amended clauses and the table of amendments."""

from __future__ import annotations

from dataclasses import replace

from engross.amending.annotations import notes, table
from engross.amending.consolidate import Consolidation
from engross.filling.layout import lay_out, through_line
from engross.paper.document import Block, Document, Paragraph, Run, Table

HEAD = ("Instrument", "Clause", "What was done", "Authority")
TITLE = "Table of Amendments"


def conformed(consolidation: Consolidation, *, annotated: bool = False, footer: str = "") -> Document:
    """Lay out a consolidated text under a title that says how far it is amended.

    Args:
        consolidation: The text of a day with what it rests on.
        annotated: True adds a note at every amended clause, every editorial note, and a table of amendments at the end.
        footer: A line for the foot of every page.
    """
    text = consolidation.text
    document = lay_out(
        text,
        notes=notes(consolidation) if annotated else {},
        subtitle=through_line(text),
        footer=footer,
    )
    return replace(document, blocks=(*document.blocks, *_table(consolidation))) if annotated else document


def _table(consolidation: Consolidation) -> tuple[Block, ...]:
    rows = table(consolidation)
    if not rows:
        return ()
    lines = (HEAD, *((each.instrument, each.clause, each.did, each.authority) for each in rows))
    cells = tuple(tuple((Run(cell, "note"),) if cell else () for cell in line) for line in lines)
    title = Paragraph(runs=(Run(TITLE, "heading"),), role="heading", keep_next=True, anchor="table-of-amendments")
    return title, Table(rows=cells, header=1)
