"""Lines that hold many paragraphs, as some collections flatten them: parted before each number in sequence."""

from __future__ import annotations

import re
from itertools import pairwise

from engross.reading.headings import heading_alone, run_in
from engross.reading.lines import Line
from engross.reading.marks import Mark, mark

LONG = 300
_MAY_BEGIN = re.compile(
    r"\s(?=(?:ARTICLE|Article|SECTION|Section)\s(?:[IVXLC]+|\d[\d.]*)[\s.:]"
    r"|§\s?\d|\d{1,2}(?:\.\d{1,3}){1,3}\.?\s+[A-Z“\"]|\d{1,2}\.\s+[A-Z“\"]|\([a-z]{1,4}\)\s[A-Z“\"])"
)


def part(lines: list[Line]) -> list[Line]:
    """Part every very long line before the numbers that stand in sequence in it; short lines stay."""
    if not any(len(line.text) > LONG for line in lines):
        return lines
    whole: list[Line] = []
    sequence = _Sequence()
    for line in lines:
        if len(line.text) > LONG:
            whole.extend(_parted(line, sequence))
        else:
            found = mark(line.text)
            if found:
                sequence.enter(found)
            whole.append(line)
    return whole


class _Sequence:
    """The numbers met so far, by their kind: what may come next."""

    def __init__(self) -> None:
        self.last: dict[tuple[str, str], int] = {}

    def follows(self, found: Mark) -> bool:
        """Say whether a number goes on from the last of its kind or begins under a new stem."""
        for reading in found.readings:
            before = self.last.get((_kind(found, reading.style), reading.stem))
            if found.make == "paren":
                if before == reading.ordinal - 1:
                    return True
                continue
            if before is None and reading.ordinal == 1 and (reading.stem or found.unit):
                return True
            if before is not None and reading.ordinal == before + 1:
                return True
        return False

    def enter(self, found: Mark) -> None:
        """Take a number as the last of its kind."""
        if found.make != "paren":
            self.last = {key: ordinal for key, ordinal in self.last.items() if not key[0].startswith("(")}
        for reading in found.readings:
            self.last[_kind(found, reading.style), reading.stem] = reading.ordinal


def _kind(found: Mark, style: str) -> str:
    if found.make == "paren":
        return f"({style})"
    return found.unit if found.unit and not any(reading.stem for reading in found.readings) else ""


def _is_heading(words: str) -> bool:
    """Say whether the words since the last number are that number and its heading: ``13. Sickness``."""
    found = mark(words)
    return found is not None and bool(words[found.end :].strip()) and heading_alone(words[found.end :].strip())


def _parted(line: Line, sequence: _Sequence) -> list[Line]:
    words = line.text
    first = mark(words)
    if first:
        sequence.enter(first)
    cuts = [0]
    for match in _MAY_BEGIN.finditer(words):
        found = mark(words[match.end() : match.end() + 80])
        if found is None or not sequence.follows(found):
            continue
        before = words[max(0, match.start() - 1) : match.end()]
        sentence = before[0] in '.;:”")' or before.startswith("  ") or (found.unit and found.printed[:1].isupper())
        if not sentence and words[cuts[-1] : match.start()].count(" ") < 14:
            sentence = _is_heading(words[cuts[-1] : match.start()])
        heads = found.unit and run_in(words[match.end() + found.end : match.end() + 200].lstrip())[0]
        if not (sentence or heads) or words[max(0, match.start() - 12) : match.start()].rstrip().endswith(
            (" of", " in", " to", " under", "and", " or", " with", " by", " this", " see", ",")
        ):
            continue
        sequence.enter(found)
        cuts.append(match.end())
    cuts.append(len(words))
    pieces = [words[start:end].strip() for start, end in pairwise(cuts)]
    head, *rest = [piece for piece in pieces if piece]
    return [line._replace(text=head), *(Line(line.number, 0, piece, 1) for piece in rest)]
