"""Editorial repair of blanks: where words went before a mark, the blank they leave goes too, and is recorded."""

from __future__ import annotations

import re
from dataclasses import replace

from engross.amending.draft import Draft
from engross.amending.record import Change, Edit

_LOOSE = re.compile(r"(?<=\S) +(?=[,.;:)](?:\s|$|[)\"”’]))")


def close_up(draft: Draft, changes: list[Change], instrument: str) -> list[Change]:
    """Close the blanks before marks that deletions left, where neither the text nor the instrument printed any.

    Args:
        draft: The text with the orders carried out; changed.
        changes: What the orders did.
        instrument: The instrument's id.
    """
    places: dict[tuple[str, str], bool] = {}
    for change in changes:
        for edit in change.edits:
            if edit.slot in ("text", "heading"):
                key = (edit.clause, edit.slot)
                places[key] = places.get(key, True) and not _LOOSE.search(edit.added)
    return [
        done
        for (clause_id, slot), clean in places.items()
        if clean and (done := _closed(draft, clause_id, slot == "heading", instrument)) is not None
    ]


def _closed(draft: Draft, clause_id: str, heading: bool, instrument: str) -> Change | None:
    clause, before = draft.clauses.get(clause_id), draft.start.clauses.get(clause_id)
    if clause is None or before is None:
        return None
    words, old = (clause.heading, before.heading) if heading else (clause.text, before.text)
    loose = list(_LOOSE.finditer(words or ""))
    if not words or not loose or _LOOSE.search(old or ""):
        return None
    closed = _LOOSE.sub("", words)
    draft.put(replace(clause, heading=closed) if heading else replace(clause, text=closed))
    cited = draft.citation(clause_id) or clause_id
    return Change(
        instrument=instrument,
        instruction="",
        authority="editorial",
        bound=(clause_id,),
        cited=(cited,),
        edits=tuple(
            Edit(clause_id, "heading" if heading else "text", 0, match.start(), match.group(), "") for match in loose
        ),
        note=f"In {cited} the blank that words left before a mark is closed. Done by the compiler, not ordered.",
    )
