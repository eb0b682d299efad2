"""Whether the new text that an order gives is certain: all of it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from engross.clauses import labels
from engross.instruments.operations import Operation, Restate
from engross.problems import Problem
from engross.understanding.instruction import opens_as_order, orders
from engross.understanding.paragraphs import Paragraph, follows
from engross.understanding.payload import folded, leading_label, paragraphs
from engross.understanding.tokens import tokens

_TABLE = re.compile(r"<(?:TABLE|S|C)>|^[ \t]*[=─-]{8,}(?:[ \t]+[=─-]{3,})*[ \t]*$", re.MULTILINE)
_AS_AN_ORDER = re.compile(
    r"\bhereby\b|\b(?:as follows|the following|in its place|in lieu thereof)\s*[:.]", re.IGNORECASE
)
_SEVERAL = re.compile(r"[.;][”\"]\s[“\"]")
_LEAST_ROWS, _ROW = 2, 3  # a row has so many cells between tabs
_LEAST_CELLS, _CELL = 6, 24  # so many lines, each of no more signs


def fault(operations: Sequence[Operation], raw: str, filed: str, after: Sequence[Paragraph]) -> Problem | None:
    """Return why the new text of an order is not certain; None where nothing speaks against it.

    Args:
        operations: What the order was understood to do.
        raw: The new text, as it stands below the order or behind it.
        filed: The same part of the source, with all that stands between its paragraphs.
        after: The paragraphs that follow the new text.
    """
    if any(_is_order(each) for each in _sentences_of(raw)):
        return _problem("another order stands inside the new text, so that it is not clear where that ends")
    if _holds_a_table(filed):
        return _problem("the new text holds a table", "write the operation by hand")
    if _goes_on(raw, after):
        return _problem("the paragraph below the new text goes on with its numbers")
    return next(filter(None, (_fault_of(each, raw) for each in operations)), None)


def _fault_of(operation: Operation, raw: str) -> Problem | None:
    text = getattr(operation, "text", "") or getattr(operation, "insert", "")
    target = operation.target
    if isinstance(operation, Restate) and target.sentences and _same_number(leading_label(text), target.at):
        return _problem("the new sentence begins with the number of its provision", "write the sentence alone")
    if text.endswith(":") and target.part is None:
        return _problem("the new text ends where a list begins")
    if _SEVERAL.search(text) and len(paragraphs(raw)) > 1:
        return _problem("the new text stands in several quotations and cannot be parted")
    return None


def _holds_a_table(filed: str) -> bool:
    """Say whether new text as filed holds a table: its tags, its rules, its rows, or its cells a line each."""
    if _TABLE.search(filed):
        return True
    rows = cells = 0
    for line in filter(None, map(str.strip, filed.splitlines())):
        rows += sum(1 for cell in line.split("\t") if cell.strip()) >= _ROW
        cells = cells + 1 if len(line) <= _CELL and line[-1] not in '.;:,”")' else 0
        if rows >= _LEAST_ROWS or cells >= _LEAST_CELLS:
            return True
    return False


def _problem(what: str, remedy: str = "say where the new text ends") -> Problem:
    return Problem(code="E286", what=what, remedy=remedy)


def _sentences_of(raw: str) -> Iterator[str]:
    """Yield the paragraphs of the new text and, where one is of several sentences, each of those."""
    for paragraph in paragraphs(raw):
        yield paragraph
        line = tokens(paragraph)
        starts = [0, *(b.start for a, b in pairwise(line) if a.kind == "." and b.text[:1].isupper())]
        if len(starts) > 1:
            yield from (paragraph[a:b] for a, b in pairwise([*starts, len(paragraph)]))


def _is_order(words: str) -> bool:
    return bool(_AS_AN_ORDER.search(words)) and (opens_as_order(words) or orders(words))


def _goes_on(raw: str, after: Iterable[Paragraph]) -> bool:
    """Say whether the next paragraph's number is the next of a list that the new text holds."""
    first = next(iter(after), None)
    if first is None or not first.marker:
        return False
    numbers = [leading_label(each) for each in paragraphs(raw)]
    own = [each for each in numbers[1:] if each]
    return bool(own) and not _is_order(first.words) and follows(first.marker, own[-1])


def _same_number(label: str, at: str) -> bool:
    """Say whether a printed number is the last of a place: ``(e)`` of ``2(e)``."""
    last = re.findall(r"\([^)]*\)|[^()\s]+", folded(at))[-1:]
    return bool(label and last) and labels.key(label) == labels.key(last[0])


__all__ = ["fault"]
