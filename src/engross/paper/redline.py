"""A redline as paper: a document of marked runs, with the list of its changes."""

from __future__ import annotations

from dataclasses import dataclass

from engross.paper.document import Document, Mark

# Which marks stand on which side.
OLD: frozenset[Mark] = frozenset({"deleted", "moved-from"})
NEW: frozenset[Mark] = frozenset({"inserted", "moved-to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line in the list of changes.

    Args:
        number: The change's number; runs bear it.
        kind: What happened, in words.
        place: Where, in words: ``5(c) → 6(c)``.
        heading: The heading there.
        note: What else is to be said of it: by whom, which reference is stale.
        marked: True where runs of the document bear its number.
    """

    number: int
    kind: str
    place: str
    heading: str = ""
    note: str = ""
    marked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """A comparison laid out.

    Args:
        document: Paragraphs whose runs are marked inserted, deleted or moved; paragraph marks bear the fate of the
            break that ends them. Blanks and line breaks are part of the runs.
        entries: The changes, in order.
        counts: How many of each kind.
        before: The name of the text before.
        after: The name of the text after.
        summary: The counts in a line.
    """

    document: Document
    entries: tuple[Entry, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    before: str = ""
    after: str = ""
    summary: str = ""
