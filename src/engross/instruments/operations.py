"""Operations: the closed vocabulary of what one instruction may order, with the places it may name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from engross.clauses.clause import Clause
from engross.problems import Source

Part = Literal["heading", "label", "lead-in", "closing", "title", "preamble", "recitals", "signature block"]
Ordinal = int | Literal["first", "last", "penultimate"]
Where = Literal["before", "after", "start", "end", "alphabetical"]
Occurrence = int | Literal["one", "each", "first", "last"]
Leave = Literal["nothing", "reserved", "repealed"]
Time = Literal["start", "reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The place an operation names; with every field empty, the whole text.

    Args:
        at: The provision's citation by labels alone: ``5(d)(iii)(ii)``, ``4.2(a)``, ``Article IX``.
        id: The clause's id, where the writer knows it; goes before ``at``.
        attachment: An exhibit or schedule as named: ``Exhibit A``.
        definition: The defined term whose definition is meant, without quotation marks.
        part: A named part of the provision.
        sentences: Ordinals of sentences (``(1, 2)``, ``("last",)``).
        paragraphs: Ordinals of unnumbered paragraphs.
        title_words: The heading by which a provision without number is named.
        document: Another document than the one the instrument amends (``First Amendment``).
        time: ``reached`` for labels as they stand when the sentence is reached ("as so redesignated"), ``start`` for
            those at the instrument's start; None where the instrument does not say (rule 2).
        other: Finer places the engine cannot bind (``line``, ``row``), name and words; their presence refuses.
    """

    at: str = ""
    id: str = ""
    attachment: str = ""
    definition: str = ""
    part: Part | None = None
    sentences: tuple[Ordinal, ...] = ()
    paragraphs: tuple[Ordinal, ...] = ()
    title_words: str = ""
    document: str = ""
    time: Time | None = None
    other: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Delete a whole provision, part, sentence or definition.

    Args:
        target: What goes.
        leave: ``nothing`` closes the gap; ``reserved`` and ``repealed`` keep the number with a placeholder.
        placeholder: The words left standing, where the instrument gives them (``[Intentionally omitted]``).
    """

    target: Target
    leave: Leave = "nothing"
    placeholder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """Insert new provisions, sentences or definitions.

    Args:
        target: The place: the sibling for ``before``/``after``, the parent for ``start``/``end``/``alphabetical``.
        where: Beside or inside the target.
        text: The new words as given, where they are words (a sentence, a definition).
        provisions: The new clauses as read, where they are provisions; their labels are as printed.
        label: The citation the new provision is to bear, if said (``9(j)``).
    """

    target: Target
    where: Where = "end"
    text: str = ""
    provisions: tuple[Clause, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restate:
    """Replace the whole of the target: "is amended and restated to read", "deleted and replaced with".

    Args:
        target: What is replaced.
        text: The new words as given, its own number and heading kept.
        provisions: The new clauses as read; the first takes the target's place and id.
        through: The last of a range that is replaced by one text, with ``target`` the first.
    """

    target: Target
    text: str = ""
    provisions: tuple[Clause, ...] = ()
    through: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """Replace quoted words by others; deleting words is to substitute nothing.

    Args:
        target: Where the words are looked for: the clause and all under it, unless a part is named.
        strike: The words as quoted.
        insert: The words that take their place; empty deletes.
        occurrence: ``one`` there must be exactly one; ``each`` every; else which.
        count: How many there must be, where the instrument says ("both times").
        through: The end of a range that begins with ``strike`` ("from X through Y").
        to_end: True for "and all that follows" to the end of the target.
        inside_words: True consents to finds inside longer words and numbers ("800,000" in "1,800,000").
    """

    target: Target
    strike: str
    insert: str = ""
    occurrence: Occurrence = "one"
    count: int | None = None
    through: str = ""
    to_end: bool = False
    inside_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddWords:
    """Add words beside quoted ones, or at an end of existing text.

    Args:
        target: Where.
        text: The words added.
        where: ``after``/``before`` the anchor, or at the ``start``/``end`` of the target.
        anchor: The quoted words they are added beside; empty at an end.
        occurrence: Which anchor, as in :class:`Substitute`.
        count: How many anchors there must be, where said.
    """

    target: Target
    text: str
    where: Where = "after"
    anchor: str = ""
    occurrence: Occurrence = "one"
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber:
    """Give a provision another number; those of one sentence are one simultaneous map.

    Args:
        target: The provision by its label before.
        to: The label after, as written: ``(ii)``, ``6``, ``10.5``.
    """

    target: Target
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenumberRest:
    """Renumber the siblings that follow so that the sequence closes ("renumbered accordingly").

    Args:
        target: The parent whose children are renumbered, or the first sibling to be renumbered.
    """

    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Move a provision with all under it.

    Args:
        target: What moves.
        to: The place it goes to.
        where: Beside or inside that place.
        label: The number it bears there; empty keeps its own.
    """

    target: Target
    to: Target
    where: Where = "after"
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Designate:
    """Make existing words a numbered provision of their own ("the existing text is designated as subsection (a)").

    Args:
        target: The provision whose words and children move under the new one, or a sentence or paragraph of it.
        label: The new number as printed: ``(a)``.
    """

    target: Target
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undesignate:
    """Take a provision's number away: its words run on in its parent, its children become the parent's.

    Args:
        target: The provision.
    """

    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Split a provision in two at quoted words, which begin the second.

    Args:
        target: The provision.
        at_words: The first words of the second.
        label: The second's number as printed.
    """

    target: Target
    at_words: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Join a provision to the one before: its words run on there, its children follow.

    Args:
        target: The later of the two; its number goes.
        joint: What is printed between the two.
    """

    target: Target
    joint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTerm:
    """Replace a defined term everywhere, definition and uses.

    Args:
        target: The scope; empty for the whole text.
        old: The term, without quotation marks.
        new: The term that takes its place.
    """

    target: Target
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoEffect:
    """Words that order nothing: a stem, a ratification, a self-reference, a date of effect.

    Args:
        kind: ``stem``, ``ratification``, ``self-reference`` or ``effective-date``.
        target: What they speak of, if anything.
    """

    kind: str
    target: Target = field(default_factory=Target)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotExecutable:
    """An order whose words are not given: to be refused, never guessed.

    Args:
        kind: ``semantic``, ``annex``, ``ambiguous`` or ``external``.
        why: The reason in words.
        target: What it speaks of, if known.
    """

    kind: str
    why: str
    target: Target = field(default_factory=Target)


Operation = (
    Delete | Insert | Restate | Substitute | AddWords | Renumber | RenumberRest | Move | Designate | Undesignate
    | Split | Join | RenameTerm | NoEffect | NotExecutable
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One sentence of an instrument: a batch, carried out as a set (rule 3).

    Args:
        id: Unique in its instrument; the id of the clause that says it, with ``.2`` for a second sentence.
        operations: What it orders, in the order of the words.
        sentence: Its words.
        clause: The id of the clause of the instrument's own text that says it.
        source: Where it stands.
    """

    id: str
    operations: tuple[Operation, ...]
    sentence: str = ""
    clause: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)
