"""Tables of contents: where one begins and ends, so that no heading is read twice."""

from __future__ import annotations

import re

from engross.reading.lines import Line
from engross.reading.marks import ATTACHED, mark

_TITLE = re.compile(
    r"(?:table\s+of\s+contents|contents|index|table\s+of\s+contents\s*\(?cont\S*)\.?:?(?:\s+page(?:\s+no\.?)?)?",
    re.IGNORECASE,
)
_LOOSE_PAGE = re.compile(r"[A-Za-z)\]] \d{1,3}(?: [ivx]{1,5})?$")
_PAGE = re.compile(r"(?:\.{3,}|(?:\. ){3,}|\s{2,}|\t|_{3,})\s*(?:\d{1,4}|[ivxl]{1,6}|[A-Z]-\d{1,3})\.?$")
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}")
_NUMBER = re.compile(r"(?:[A-Z]-?)?\d{1,4}|[ivxl]{1,6}")
_LONGEST = 160
_HEADS = frozenset(
    "article articles section sections page pages no. number table of contents title heading continued"
    " (continued)".split()
)
_LISTS = re.compile(
    r"(?:list of )?(?:exhibits?|schedules?|annex(?:es)?|appendi(?:x|ces)|attachments?):?", re.IGNORECASE
)


def contents(lines: list[Line], aside: dict[int, str]) -> list[tuple[int, int]]:
    """Return the stretches of *lines* (from, to) that are tables of contents."""
    found: list[tuple[int, int]] = []
    end = 0
    for place, line in enumerate(lines):
        if place < end or place in aside:
            continue
        title = len(line.text) <= 40 and _TITLE.fullmatch(line.text)
        if not title and line.text.upper() == "TABLE" and place + 1 < len(lines):
            title = re.fullmatch(r"of\s+contents", lines[place + 1].text, re.IGNORECASE)
        if title or (len(line.text) <= _LONGEST and _LEADER.search(line.text) and _PAGE.search(line.text)):
            last = _last_entry(lines, place + 1 if title else place, aside)
            if last > place:
                found.append((place, last + 1))
                end = last + 1
    return found


def _last_entry(lines: list[Line], start: int, aside: dict[int, str]) -> int:
    """Return the last line of the table that opens above *start*, or -1: the first label that comes twice ends it."""
    seen: set[tuple[str, str, str]] = set()
    titles: set[str] = set()
    last, pages, idle = -1, 0, 0
    place = start
    while place < len(lines):
        words = lines[place].text
        if place in aside:
            place += 1
            continue
        if len(words) > _LONGEST:
            break
        entry = mark(words)
        if entry:
            name = (entry.unit, entry.make, entry.numeral)
            if name in seen and entry.make in ("unit", "compound", "dot") and not _goes_to_page(lines, place):
                break
            seen.add(name)
        title = _PAGE.sub("", words[entry.end :] if entry else words).strip(" .\t-–—").lower()
        if (title in titles and not _HEADS.issuperset(title.split()) and not _goes_to_page(lines, place)) or (
            len(words) > 60 and words[-1] in ".;:,"
        ):
            break
        if len(title) > 5:
            titles.add(title)
        paged = _PAGE.search(words) or _LEADER.search(words) or _NUMBER.fullmatch(words)
        if paged or (entry is not None and _LOOSE_PAGE.search(words)):
            last, pages, idle = place, pages + 1, 0
        else:
            idle += 1
            if idle > 12:
                break
        place += 1
    return _with_attached(lines, last) if pages >= 3 else -1


def _with_attached(lines: list[Line], last: int) -> int:
    """Return the last line with the list of exhibits that closes a table of contents without pages."""
    place = last + 1
    while place < len(lines) and len(lines[place].text) <= 100:
        entry = mark(lines[place].text)
        if entry is not None and entry.unit in ATTACHED:
            last = place
        elif not _LISTS.fullmatch(lines[place].text) and not _NUMBER.fullmatch(lines[place].text):
            break
        place += 1
    return last


def _goes_to_page(lines: list[Line], place: int) -> bool:
    """Say whether an entry's page number stands on it or within the few lines below."""
    if _PAGE.search(lines[place].text):
        return True
    return any(_NUMBER.fullmatch(line.text) is not None for line in lines[place + 1 : place + 5])
