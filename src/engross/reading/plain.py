"""Plain text as filed into clauses, without losing a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, starmap, zip_longest
from operator import eq

from engross.clauses.clause import Clause, Furniture, Text
from engross.clauses.words import printed
from engross.problems import Problem, Source
from engross.reading.flattened import part as part_lines
from engross.reading.furniture import furniture
from engross.reading.instruments import describe, part
from engross.reading.levels import Doubt
from engross.reading.lines import Line, split
from engross.reading.nodes import Node, settle
from engross.reading.outline import outline
from engross.reading.paragraphs import paragraphs

_REMEDY = "read the clause against the paper and correct it in the YAML"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as read, with what was doubtful.

    Args:
        text: The clauses.
        doubts: What a person should look at, in order; each a warning or an info.
    """

    text: Text
    doubts: tuple[Problem, ...] = ()


def read_text(text: str, *, file: str = "-", id: str = "") -> Text:  # noqa: A002 - the model's own word
    """Read a text as filed into clauses; its words and its furniture together are the words given, in order.

    Args:
        text: The text: ASCII with its line breaks, an EDGAR exhibit, or HTML flattened to text.
        file: What to call it in messages.
        id: The id of the text; ``text`` where none is given.
    """
    return read(text, file=file, id=id).text


def read(text: str, *, file: str = "-", id: str = "") -> Reading:  # noqa: A002 - as read_text
    """Read a text as :func:`read_text` does, and report what was doubtful."""
    return read_lines(split(text), file=file, id=id)


def read_lines(
    lines: list[Line],
    *,
    file: str = "-",
    id: str = "",  # noqa: A002 - as read_text
    aside: tuple[Furniture, ...] = (),
    doubts: tuple[Problem, ...] = (),
) -> Reading:
    """Read lines that another format was brought to.

    Args:
        lines: The lines that have words.
        file: What to call their file.
        id: The id of the text.
        aside: What the format itself sets aside: headers, footers, comments.
        doubts: What was doubtful about the format.
    """
    lines = part_lines(lines)
    found = furniture(lines)
    root, more = _clauses(_body(lines, found), id or "text", file)
    problems = (*doubts, *(_problem(doubt, file) for doubt in more))
    text = Text(root=root, furniture=(*aside, *_pieces(lines, found, file)), source=Source(file=file))
    return Reading(text=describe(text), doubts=problems)


def parts(text: Text) -> tuple[Text, ...]:
    """Return each instrument of a text that holds several as a text of its own; a single one as it is.

    A clause's id is that within its own instrument: ``plan-5-d`` of the whole is ``5-d`` of the plan.
    """
    several = [clause for clause in text.root.children if clause.kind == "part"]
    if not several:
        return (text,)
    return tuple(
        describe(Text(root=replace(_own_ids(each, f"{each.id}-"), kind="clause"), source=each.source))
        for each in several
    )


def _own_ids(clause: Clause, prefix: str) -> Clause:
    children = tuple(_own_ids(child, prefix) for child in clause.children)
    return replace(clause, id=clause.id.removeprefix(prefix), children=children)


def provision(text: str, *, like: Clause | None = None) -> tuple[Clause, ...]:
    """Read the new text of an amendment: one or several provisions with their own numbers and headings.

    Args:
        text: The words as given between or without quotation marks.
        like: The provision they take the place of or stand beside; its label's sequence is taken as open, so that
            ``(i)`` beside ``(h)`` is a letter.
    """
    lines = part_lines(split(text))
    if not lines:
        return ()
    before = like.label if like else None
    root, _ = _clauses(lines, "new", "-", before=before)
    return root.children


def _body(lines: list[Line], aside: dict[int, str]) -> list[Line]:
    body: list[Line] = []
    gap, torn = 0, False
    for place, line in enumerate(lines):
        gap += line.gap
        if place in aside:
            torn = True
            continue
        body.append(Line(line.number, line.indent, line.text, max(gap, int(torn)), torn))
        gap, torn = 0, False
    return body


def _pieces(lines: list[Line], aside: dict[int, str], file: str) -> tuple[Furniture, ...]:
    pieces: list[tuple[int, str, list[str], int]] = []
    for place in sorted(aside):
        kind, line = aside[place], lines[place]
        if pieces and pieces[-1][0] == place - 1 and pieces[-1][1] == kind == "table of contents":
            pieces[-1][2].append(line.text)
            pieces[-1] = (place, *pieces[-1][1:])
        else:
            pieces.append((place, kind, [line.text], line.number))
    return tuple(
        Furniture(text="\n".join(words), kind=kind, source=Source(file=file, line=number))
        for _, kind, words, number in pieces
    )


def _clauses(body: list[Line], name: str, file: str, before: str | None = None) -> tuple[Clause, list[Doubt]]:
    """Grow the clauses and hold them against the words; where they differ read every paragraph as bare words."""
    whole = outline(paragraphs(body), before=before)
    whole.found.clear()  # what was read need not be kept twice
    part(whole.root)
    root = settle(whole.root, id=name, file=file)
    if _same(printed(root).split("\n"), [line.text for line in body]):
        return root, whole.doubts
    flat = Node(kids=[_flat(line) for line in body])
    doubt = Doubt("W119", "the clauses found do not keep every word, so each line was read as bare words", 1)
    return settle(flat, id=name, file=file), [doubt]


def _same(one: list[str], other: list[str]) -> bool:
    """Say whether two lists of lines have the same words, without holding all words at once."""
    return all(starmap(eq, zip_longest(_words(one), _words(other))))


def _words(lines: list[str]) -> Iterator[str]:
    return chain.from_iterable(map(str.split, lines))


def _flat(line: Line) -> Node:
    return Node(text=" ".join(line.text.split()), line=line.number)


def _problem(doubt: Doubt, file: str) -> Problem:
    return Problem(
        code=doubt.code, what=doubt.what, remedy=_REMEDY, source=Source(file=file, line=doubt.line), severity="warning"
    )
