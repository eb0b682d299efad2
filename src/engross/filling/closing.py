"""The closing checklist as a page: what a careful lawyer looks at in a packet, with what the checks found."""

from __future__ import annotations

from collections.abc import Mapping

from engross.granting.checklist import Item, State
from engross.granting.record import Grant
from engross.paper.document import Document, Paragraph, Run, Table

_SIGNS: Mapping[State, str] = {
    "done": "done",
    "failed": "FAILED",
    "warned": "look",
    "open": "open",
    "by hand": "by hand",
}


def closing_document(grant: Grant, items: tuple[Item, ...], plan: str) -> Document:
    """Lay a checklist out as a document of one page."""
    head = tuple((Run(words, "heading"),) for words in ("No.", "Looked at", "State", "Found"))
    rows = [
        (
            (Run(str(item.number)),),
            (Run(item.asks),),
            (Run(_SIGNS[item.state]),),
            (Run(item.found),) if item.found else (),
        )
        for item in items
    ]
    blocks = (
        Paragraph(runs=(Run(f"Closing checklist {grant.custom_id}", "heading"),), role="title", keep_next=True),
        Paragraph(runs=(Run(f"{grant.participant.name.legal_name} – {plan}"),), role="subtitle", keep_next=True),
        Table(rows=(head, *rows), header=1),
        Paragraph(
            runs=(
                Run(
                    "What is done or failed is what the checks found, not advice; lines by hand wait for a person.",
                    "note",
                ),
            ),
            role="note",
        ),
    )
    return Document(title=f"Closing checklist {grant.custom_id}", blocks=blocks, name="checklist")
