"""Lines into paragraphs: hard wraps joined, tables and signature blocks kept line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from engross.clauses import labels
from engross.reading.headings import heading_alone, run_in, title_like
from engross.reading.lines import Line
from engross.reading.marks import Mark, mark, may_open

Make = Literal["text", "title", "table", "signature"]
_ENDED = re.compile(r"[.;:!?—][”\"’')\]]*$|[;,] (?:and|or)$|(?:\*{3}|\]|_)$")
_UNIT_ALONE = re.compile(r"(?:article|section|exhibit|schedule|annex|appendix|part|chapter|§)", re.IGNORECASE)
_CITES = re.compile(
    r"\b(?:sections?|§+|clauses?|(?:sub)*-?paragraphs?|subsections?|articles?|items?|exhibits?|schedules?|and|or|to|of"
    r"|through|in|the|under|by|this)$",
    re.IGNORECASE,
)
_JOINS = re.compile(r";\s(?:and|or|and/or)$")  # a list's own joint: no citation goes on after it
_COLUMNS = re.compile(r"\S(?:\s{3,}|\t\s*)(?=\S)")
_RULE = re.compile(r"[_\-–—]{5,}|[_\-—](?: [_\-—]){4,}")
_SIGNED = re.compile(
    r"(?:by|name|title|its|attest|print(?:ed)? name|signature|signed|witness(?:ed)?|date[d]?|address|role)\s*:"
    r"|/s/|x?_{6,}|by\s+_{3,}",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\b(?:Inc|Corp|Co|Ltd|L\.?L\.?C|L\.?P|N\.A)\.$")
_WIDE = 110
_NEAR = 40
_TAIL = 24  # what ends a line is told by its last signs
_SHORT_TITLE = 90


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a line of a title, a table or a signature block.

    Args:
        make: What it is.
        words: Its words, white space folded.
        lines: Its lines as they stood.
        mark: The number it begins with, if any.
        apart: True where empty room stands above it.
    """

    make: Make
    words: str
    lines: tuple[Line, ...]
    mark: Mark | None
    apart: bool


def paragraphs(lines: list[Line]) -> list[Paragraph]:
    """Return the paragraphs that *lines* make, top to bottom; every line is in exactly one."""
    width = _wrap(lines)
    blocks = _blocks(lines)
    kinds = _kinds(blocks)
    found: list[Paragraph] = []
    for block, kind in zip(blocks, kinds, strict=True):
        if kind != "text":
            found.append(_as_typed(kind, block))
        else:
            found.extend(_texts(block, width))
    return _rejoin(found)


def _wrap(lines: list[Line]) -> int:
    """Return the width at which the file wraps its lines, 0 where each paragraph is one line."""
    lengths = sorted(line.indent + len(line.text) for line in lines if len(line.text) > 45)
    if not lengths:
        return 72
    return lengths[len(lengths) * 9 // 10]


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """Part the lines at empty room."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _kinds(blocks: list[list[Line]]) -> list[Make]:
    kinds: list[Make] = [_kind(block) for block in blocks]
    for place, kind in enumerate(kinds):
        if kind == "signature":
            for step in (-1, 1):
                _spread(blocks, kinds, place, step)
    return kinds


def _spread(blocks: list[list[Line]], kinds: list[Make], place: int, step: int) -> None:
    """Take the name of the party above, or the lines between, into a signature block."""
    other = place + step
    if not 0 <= other < len(blocks) or kinds[other] != "text":
        return
    block = blocks[other]
    short = len(block) <= 3 and all(len(line.text) <= 60 for line in block) and mark(block[0].text) is None
    beyond = other + step
    between = step == -1 or (0 <= beyond < len(blocks) and kinds[beyond] == "signature")
    closes = block[-1].text[-1] in ".;" and not block[-1].text.upper().endswith(
        ("INC.", "CO.", "CORP.", "L.P.", "N.A.")
    )
    if short and between and not closes:
        kinds[other] = "signature"


def _kind(block: list[Line]) -> Make:
    if len(block) > 400:
        return "text"
    signed = sum(_SIGNED.match(line.text) is not None or "/s/" in line.text for line in block)
    rules = sum(len(line.text) <= 80 and _ruled(line.text) for line in block)
    longest = max(len(line.text) for line in block)
    apart = len(block) > 1 and all(line.indent >= 30 and len(line.text) <= 50 for line in block)
    meant = signed * 2 + rules * 2 >= len(block) or _hangs(block)
    if (apart and not _centred(block)) or ((signed or rules) and longest <= _WIDE and not _prose(block) and meant):
        return "signature"
    return "table" if _is_table(block, longest) else "text"


def _is_table(block: list[Line], longest: int) -> bool:
    """Say whether a block has columns."""
    if block[0].text[0] == "|" and all(line.text[0] == "|" for line in block):
        return True
    gaps = [line for line in block if len(line.text) <= 200 and _COLUMNS.search(_after_label(line.text))]
    if len(block) > 1:
        return len(gaps) * 2 > len(block) and not _prose(block)
    several = bool(gaps) and len(_COLUMNS.findall(block[0].text)) > 1
    return several and longest <= _WIDE and "." not in block[0].text


def _ruled(words: str) -> bool:
    """Say whether a line is mostly a rule to write on."""
    return sum(len(rule.group()) for rule in _RULE.finditer(words)) * 5 >= len(words) * 2


def _hangs(block: list[Line]) -> bool:
    """Say whether a block's lines all stand far to the right or are all short: the room for signatures."""
    return all(line.indent >= 25 or len(line.text) <= 50 for line in block)


def _centred(block: list[Line]) -> bool:
    return all(abs(2 * line.indent + len(line.text) - 80) <= 14 for line in block)


def _after_label(words: str) -> str:
    found = mark(words)
    return words[found.end :].lstrip() if found and found.make != "bare" else words


def _prose(block: list[Line]) -> bool:
    """Say whether a block is justified prose: most of its words are lower case and its lines are full."""
    words = " ".join(line.text for line in block).split()
    low = sum(word[0].islower() for word in words)
    return low * 2 > len(words) > 6 and sum(len(line.text) > 55 for line in block) * 2 >= len(block)


def _as_typed(kind: Make, block: list[Line]) -> Paragraph:
    words = " ".join(" ".join(line.text.split()) for line in block)
    return Paragraph(kind, words, tuple(block), None, True)


def _texts(block: list[Line], width: int) -> list[Paragraph]:
    """Part the lines of a block where one paragraph ends and the next begins, and join the rest."""
    runs: list[list[Line]] = []
    alone = False
    for line in block:
        found = mark(line.text) if may_open(line.text) else None
        if not runs or alone or _begins(runs[-1], line, found, width):
            runs.append([line])
        else:
            runs[-1].append(line)
        alone = found is not None and len(runs[-1]) == 1 and found.end >= len(line.text)
    return [_paragraph(run, place == 0) for place, run in enumerate(runs)]


def _begins(run: list[Line], line: Line, found: Mark | None, width: int) -> bool:
    """Say whether *line* begins a paragraph though no empty room stands above it."""
    above = run[-1]
    if len(above.text) <= 9 and _UNIT_ALONE.fullmatch(above.text) and (len(run) == 1 or above.text[0].isupper()):
        return False
    full = above.indent + len(above.text) >= width * 7 // 10
    ended = _ENDED.search(above.text[-_TAIL:]) is not None
    if found is not None:
        if ended or not full:
            cites = _CITES.search(above.text[-_TAIL:]) and not _JOINS.search(above.text[-_TAIL:])
            return not cites and not (full and _runs_on(run, found))
        return False
    return _begins_unnumbered(run, line, width, full=full, ended=ended)


def _begins_unnumbered(run: list[Line], line: Line, width: int, *, full: bool, ended: bool) -> bool:
    """Say whether a line without number begins a paragraph: after a title, a heading or a short last line."""
    above = run[-1]
    upper = line.text[0].isupper() or line.text[0] in '“"[(_*'
    if _is_title(above) and (len(run) == 1 and (_is_title(line) or (upper and not full))):
        return True
    if not upper:
        return False
    if ended and (not full or (line.indent >= above.indent + 3 and (len(run) > 1 or mark(above.text) is None))):
        return True
    if ended and width > 200 and len(above.text) < width:
        return not full
    return len(run) == 1 and not full and len(above.text) <= 70 and _heads(above, line, width)


def _runs_on(run: list[Line], found: Mark) -> bool:
    """Say whether the number before *found* stands inside the lines: then *found* begins a line by chance."""
    if found.make != "paren":
        return False
    before = {f"({labels.numerals(each.style, each.ordinal - 1)})" for each in found.readings if each.ordinal > 1}
    return any(
        line.text.find(sign, 1) > 0 and not line.text.startswith(sign) for line in run[-_NEAR:] for sign in before
    )


def _heads(above: Line, line: Line, width: int) -> bool:
    """Say whether the first line of a run is a heading: a label with a few capitalised words, above a full line."""
    found = mark(above.text)
    if found is None:
        return False
    heading = above.text[found.end :].strip()
    words = heading.split()
    if not (
        0 < len(words) <= 12
        and heading_alone(heading)
        and _capitalised(words)
        and len(line.text) >= min(width // 2, 60)
    ):
        return False
    return not run_in(f"{heading} {line.text}")[0].startswith(f"{heading} ")


def _capitalised(words: list[str]) -> bool:
    return all(not word[0].islower() or len(word) <= 4 for word in words)


def _is_title(line: Line) -> bool:
    words = line.text
    if len(words) > _SHORT_TITLE or len(words) < 3 or words[-1] in ",;:":
        return False
    if words[-1] == "." and not words.isupper() and not _COMPANY.search(words):
        return False
    return words.isupper() or (abs(2 * line.indent + len(words) - 80) <= 12 and (len(words) < 62 or title_like(words)))


def _paragraph(run: list[Line], apart: bool) -> Paragraph:
    words = " ".join(" ".join(line.text.split()) for line in run)
    found = mark(words) if may_open(words) else None
    if found is None and (bare := mark(run[0].text)) and bare.make == "bare":
        found = bare._replace(end=len(bare.printed))
    title = found is None and all(_is_title(line) for line in run)
    return Paragraph("title" if title else "text", words, tuple(run), found, apart)


def _rejoin(found: list[Paragraph]) -> list[Paragraph]:
    """Join a paragraph that a page break tore apart."""
    whole: list[Paragraph] = []
    for each in found:
        last = whole[-1] if whole else None
        if (
            last is not None
            and each.make == "text" == last.make
            and each.mark is None
            and each.lines[0].torn
            and each.words[0].islower()
            and not _ENDED.search(last.words[-_TAIL:])
            and not (last.mark and last.mark.end >= len(last.words))
        ):
            whole[-1] = Paragraph(
                "text", f"{last.words} {each.words}", (*last.lines, *each.lines), last.mark, last.apart
            )
        else:
            whole.append(each)
    return whole
