"""An instrument's paragraphs with their places, what numbers them, and where its own sentences stop for new text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from engross.clauses import labels
from engross.reading.furniture import furniture
from engross.reading.lines import split

_MARKER = re.compile(
    r"^\s*[“\"'‘]?(?P<label>\(\s?[A-Za-z0-9]{1,5}\s?\)|(?:SECTION|Section|ARTICLE|Article|Paragraph)\s+[\dIVXLC]+(?:\.\d+)*\.?"
    r"|\d{1,3}(?:\.\d{1,3})*[.)]?(?=\s|[A-Z])|[A-Za-z]{1,4}[.)](?=\s|$))"
)
_PAGE = re.compile(
    r"^\s*(?:<PAGE>|</?[A-Z]+>|[-–—]?\s?\d{1,4}\s?[-–—]?|Page \d+(?: of \d+)?|[-–]\s*[ivx]+\s*[-–]|\*+)\s*$"
)
_ON_PAPER = frozenset({"tag", "page number", "running head", "unseen sign"})
_UNIT_ALONE = re.compile(r"(?i)[“\"]?(?:section|article|paragraph|clause|part|schedule|exhibit|appendix|annex)")
_SHORT_LINE = 60  # signs; what is shorter may be a heading or a name
_SENTENCE_END = re.compile(r"[.:;”\"]\s*$")
_LINE_END = re.compile(r"(?:[.:;”\"]|\band|\bor)\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an instrument.

    Args:
        start: Where it begins in the source.
        end: Where it ends.
        text: Its words as they stand there, line breaks included.
        marker: The number it begins with, as printed; empty for none.
    """

    start: int
    end: int
    text: str
    marker: str = ""

    @property
    def words(self) -> str:
        """Its words on one line."""
        return " ".join(self.text.split())


def marker_of(text: str) -> str:
    """Return the number a paragraph begins with, as printed; empty for none."""
    match = _MARKER.match(text)
    if not match:
        return ""
    label = match["label"].strip()
    numeral = labels.key(label)
    return label if labels.readings(numeral) or numeral[:1].isdigit() else ""


def paragraphs(source: str) -> tuple[Paragraph, ...]:
    """Part a text into paragraphs; page numbers and tags between them belong to none, and break none in two."""
    found: list[Paragraph] = []
    lines: list[tuple[int, str]] = []
    flat = max((len(line) for line in source.splitlines()), default=0) > 400
    position, page = 0, False
    aside = _aside(source)
    for number, line in enumerate(source.splitlines(keepends=True)):
        bare = line.rstrip()
        empty = not bare.strip() or number in aside
        page = page or number in aside
        breaks = bool(lines) and bool(marker_of(bare)) and bool(_LINE_END.search(lines[-1][1]))
        if empty or breaks or (flat and lines and _LINE_END.search(lines[-1][1])):
            _close(lines, found)
            lines = []
        if not empty:
            if page and not lines and found and _runs_on(found[-1], bare):
                last = found.pop()
                lines = [(last.start, last.text)]
            page = False
            lines.append((position, bare))
        position += len(line)
    _close(lines, found)
    return tuple(_joined(found))


def _aside(source: str) -> frozenset[int]:
    """Return which lines are none of the text: page numbers, tags of the filing, running heads."""
    written = [number for number, line in enumerate(source.splitlines()) if line.strip()]
    lines = split(source)
    found = {place for place, kind in furniture(lines).items() if kind in _ON_PAPER}
    for place, line in enumerate(lines):
        numbers_a_unit = place and _UNIT_ALONE.fullmatch(lines[place - 1].text)
        if numbers_a_unit:
            found.discard(place)
        elif _PAGE.match(line.text):
            found.add(place)
    return frozenset(written[place] for place in found)


def _runs_on(before: Paragraph, line: str) -> bool:
    """Say whether a line below a page's foot goes on with the sentence above it."""
    return (
        not _SENTENCE_END.search(before.text)
        and not marker_of(line)
        and not before.words.isupper()
        and len(before.words) > 20
    )


def _close(lines: list[tuple[int, str]], found: list[Paragraph]) -> None:
    if lines:
        text = "\n".join(line for _, line in lines)
        found.append(Paragraph(lines[0][0], lines[-1][0] + len(lines[-1][1]), text, marker_of(text)))


def _broken(before: Paragraph, paragraph: Paragraph) -> bool:
    """Say whether empty lines broke a sentence in two, as a page's foot does whose number the file has lost."""
    return (
        before.words[-1:].isalnum()
        and len(before.words) > _SHORT_LINE
        and paragraph.words[:1].islower()
        and not paragraph.marker
        and not re.search(r"\b(?:and|or)$", before.words)
    )


def _joined(found: list[Paragraph]) -> list[Paragraph]:
    """Join a number that stands alone on its line to the words below it, and a sentence that empty lines broke."""
    joined: list[Paragraph] = []
    for paragraph in found:
        before = joined[-1] if joined else None
        alone = before is not None and bool(before.marker) and before.text.strip(' \t\xa0“"') == before.marker
        if (before is not None and alone and not paragraph.text.strip().startswith(before.marker)) or (
            before is not None and _broken(before, paragraph)
        ):
            joined[-1] = Paragraph(before.start, paragraph.end, f"{before.text}\n{paragraph.text}", before.marker)
        else:
            joined.append(paragraph)
    return joined


def follows(marker: str, before: str) -> bool:
    """Say whether a number is the next after another in the same style and marks."""
    one, other = labels.parse(before), labels.parse(marker)
    if (one.unit, one.before.strip(), one.after.strip(". ")) != (
        other.unit,
        other.before.strip(),
        other.after.strip(". "),
    ):
        return False
    return any(
        (a.style, a.stem, a.ordinal + 1) == (b.style, b.stem, b.ordinal)
        for a in labels.readings(one.numeral)
        for b in labels.readings(other.numeral)
    )


def style(marker: str) -> tuple[str, ...]:
    """Return what the numbers of one list share: the unit word, the marks round the numeral, figures or letters."""
    label = labels.parse(marker)
    figures = "figures" if label.numeral[:1].isdigit() else "capitals" if label.numeral.isupper() else "letters"
    return label.unit, label.before.strip(), label.after.strip(". "), figures


def open_quotation(text: str) -> bool:
    """Say whether a quotation that begins with the text is still open at its end."""
    bare = text.strip()
    if not bare or bare[0] not in '“"':
        return False
    if bare[0] == "“":
        return bare.count("“") > bare.count("”")
    return bare.count('"') % 2 == 1


def wraps(text: str) -> bool:
    """Say whether a quotation that begins with the text ends with it."""
    bare = re.sub(r"(?<=[”\"])\s*[.,;]?\s*(?:and|or)?$", "", text.strip())
    return bare[-1:] in ("”", '"')


def new_text(following: tuple[Paragraph, ...], stops: tuple[str, ...], is_own: Callable[[Paragraph], bool]) -> int:
    """Return how many of the paragraphs that follow an instruction are its new text.

    Args:
        following: The paragraphs after the instruction.
        stops: The numbers of the instruction and of those it stands under: the next of one of them ends the new text.
        is_own: Says whether a paragraph is one of the instrument's own: an order, or a closing provision.
    """
    if not following:
        return 0
    first_words = following[0].words
    if first_words[:1] in ("“", '"') and (open_quotation(first_words) or wraps(first_words)):
        return _quoted_length(following)
    count = 0
    for paragraph in following:
        series = bool(paragraph.marker) and any(follows(paragraph.marker, stop) for stop in stops if stop)
        its_own_series = any(each.marker and follows(paragraph.marker, each.marker) for each in following[:count])
        own = is_own(paragraph)
        if (count and (own or (series and not its_own_series))) or (own and series):
            break
        count += 1
    return count


def _quoted_length(following: tuple[Paragraph, ...]) -> int:
    """Return how many paragraphs the quotations that follow span; 0 where one is never closed."""
    count = 0
    whole: list[str] = []
    for paragraph in following:
        text = paragraph.text.strip()
        if not whole and text[:1] not in ("“", '"'):
            break
        each_opened = bool(whole) and text[:1] in ("“", '"') and all(piece[:1] in ("“", '"') for piece in whole)
        whole.append(text)
        count += 1
        again = "\n".join(piece[1:] if each_opened and number else piece for number, piece in enumerate(whole))
        if not open_quotation("\n".join(whole)) or (each_opened and wraps(text) and not open_quotation(again)):
            whole = []
    return 0 if whole else count
