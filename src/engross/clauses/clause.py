"""The text as a tree of clauses: what is kept of every clause, and of a text as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from engross.problems import Source

Layout = Literal["block", "run-in", "inline"]
Kind = Literal["clause", "title", "table", "signature", "part"]
Status = Literal["in force", "reserved", "repealed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A place left open in a form, in the order in which the form's words print it.

    The form's words stay as filed: ``printed`` is found in them from left to right, each find after the one before.

    Args:
        printed: The words that stand for the blank in the form: ``[ ]``, ``[ , ____]``, a rule of dashes.
        field: The dotted path of the grant record that fills it (``participant.name.legal_name``).
        form: How the value is written out: ``long-date``, ``shares``, ``price``, ``text``, ``signature`` ...
        by_hand: True where a person fills it at signing: the line stays, as a form field, when no value is given.
    """

    printed: str
    field: str
    form: str = "text"
    by_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A provision: its label, heading, own words, and the provisions under it.

    Words are printed in this order: label, heading, text, then each child followed by its joint. Every word of a text
    stands in exactly one of these places, so the printed words are the filed words.

    Args:
        id: Given once and never changed (Akoma Ntoso ``wId``); unlike the label it does not move. Unique in its text.
        label: The number as printed, with its marks: ``5.``, ``d.``, ``(ii)``, ``ARTICLE IX``; None for none.
        heading: The heading as printed, with its full stop if it has one; None for none.
        text: The words before the children (the lead-in), or all words of a clause without children. White space is
            folded to single blanks.
        children: The clauses under this one, in order. A child without a label continues the words (``layout``
            ``inline``) or is a further paragraph (``block``); after labelled ones it is closing text.
        joints: What the list prints after each child: ``;``, ``, or``, ``; and``, ``.``. The list owns them, not the
            items (rule 6 of the amending rules): as long as ``children``, or empty for none at all.
        layout: ``block`` its own paragraph, heading on its own line; ``run-in`` its own paragraph, the words after the
            heading on the same line; ``inline`` running on in the paragraph of its parent.
        kind: ``title`` a centred line, ``table`` and ``signature`` have ``rows``, ``part`` one of several instruments.
        status: Kept by a deletion that leaves the number standing.
        rows: The cells of a table or signature block; a row of one cell is a line kept as typed, blanks included.
        blanks: The places left open in ``text`` and ``rows``, in order.
        tight: True where the label is printed without a blank before the next words (``(a)the``).
        source: Where it was read; not part of equality.
    """

    id: str
    label: str | None = None
    heading: str | None = None
    text: str = ""
    children: tuple[Clause, ...] = ()
    joints: tuple[str, ...] = ()
    layout: Layout = "block"
    kind: Kind = "clause"
    status: Status = "in force"
    rows: tuple[tuple[str, ...], ...] = ()
    blanks: tuple[Blank, ...] = ()
    tight: bool = False
    source: Source | None = field(default=None, compare=False, repr=False)

    def joint(self, position: int) -> str:
        """Return what the list prints after the child at *position* (0-based)."""
        return self.joints[position] if self.joints else ""

    def walk(self) -> Iterator[Clause]:
        """Yield this clause and every clause under it, in the order they are printed."""
        stack = [self]
        while stack:
            clause = stack.pop()
            yield clause
            stack.extend(reversed(clause.children))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date with how it is known.

    Args:
        date: The day.
        basis: ``stated`` in the paper itself, ``inferred`` from another date, ``supplied`` by the user of engross.
        source: The words or record it is taken from.
    """

    date: date
    basis: Literal["stated", "inferred", "supplied"] = "stated"
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A piece of a file that is no part of the text: a running head, a page number, a table of contents.

    Args:
        text: The words as they stood.
        kind: What it was taken for.
        source: Where it stood.
    """

    text: str
    kind: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)


def _no_dates() -> Mapping[str, Dated | None]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A legal text: a plan, an agreement, an acceptance, an instrument's own words.

    Args:
        root: The whole as one clause without words of its own; its children are the top clauses, titles included.
        kind: ``plan``, ``agreement``, ``acceptance``, ``amendment`` or ``text``.
        name: The full name as its title gives it (``Amended and Restated 1999 Outside Director Stock Option Plan``).
        party: The company whose text it is, as named.
        dates: What is known of its dates (``adopted``, ``effective``, ``stockholder_approval`` ...). A key with None is
            a fact known to be missing: it is asked for where it matters and never invented.
        through: How far it is consolidated, ``Amendment No. 1 (February 3, 2005)``; empty for a text as adopted.
        furniture: What a reader set aside, in order.
        source: Where it was read.
    """

    root: Clause
    kind: str = "text"
    name: str = ""
    party: str = ""
    dates: Mapping[str, Dated | None] = field(default_factory=_no_dates)
    through: str = ""
    furniture: tuple[Furniture, ...] = field(default=(), compare=False)
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The id of the text, which is its root's."""
        return self.root.id

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The top clauses, titles included."""
        return self.root.children
