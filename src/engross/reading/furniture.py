"""What in a file is no part of its text: tags of the filing, page numbers, running heads, filing headers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from unicodedata import category

from engross.clauses.labels import roman_value
from engross.reading.contents import contents
from engross.reading.lines import Line
from engross.reading.marks import mark

_TAG = re.compile(
    r"</?(?:PAGE|TABLE|CAPTION|S|C|FN|F\d{1,2}|DOCUMENT|TYPE|SEQUENCE|FILENAME|DESCRIPTION|TEXT|SEC-DOCUMENT|SEC-HEADER"
    r"|IMS-DOCUMENT|IMS-HEADER)>",
)
_TAG_LINE = re.compile(
    r"(?:<PAGE>(?:\s+\S{1,8})?|</?(?:TABLE|CAPTION|FN|S|C|TEXT|DOCUMENT|SEC-DOCUMENT|SEC-HEADER)>"
    r"|<(?:TYPE|SEQUENCE|FILENAME|DESCRIPTION)>.{0,120}|(?:<[SC]>\s*)+|<F\d{1,2}>)"
)
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–—\[]?\s?(?P<n>\d{1,4})\s?[-–—\]]?(?:\s+of\s+\d{1,4})?"
    r"|[-–—]?\s?(?P<r>[ivxl]{1,7}|[IVXL]{1,7})\s?[-–—]?"
    r"|(?P<x>[A-Z]{1,2})\s?-\s?(?P<xn>\d{1,3})",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"(?:ex|exv|dex|d|exhibit)\w{0,6}\d[\w.\-]{0,30}(?:\.html?|\.txt)?|\S{1,60}\.html?", re.IGNORECASE
)
_NEAR = 2
_UNSEEN = 9


def furniture(lines: list[Line]) -> dict[int, str]:
    """Return what each line set aside was taken for, by its place in *lines*."""
    aside: dict[int, str] = {}
    for place, line in enumerate(lines):
        if line.text[0] == "<" and _TAG_LINE.fullmatch(line.text):
            aside[place] = "tag"
        elif len(line.text) < _UNSEEN and not line.text.isprintable() and _is_unseen(line.text):
            aside[place] = "unseen sign"
    _heads_of_file(lines, aside)
    for start, end in contents(lines, aside):
        aside.update((place, "table of contents") for place in range(start, end))
    _page_numbers(lines, aside)
    _running_heads(lines, aside)
    return aside


def _is_unseen(words: str) -> bool:
    """Say whether a line holds nothing that is seen: soft hyphens, joiners, marks of direction."""
    return all(sign.isspace() or category(sign) in ("Cf", "Cc") for sign in words)


def _heads_of_file(lines: list[Line], aside: dict[int, str]) -> None:
    """Set aside the file name that a filing puts above the text."""
    for place, line in enumerate(lines[:6]):
        if len(line.text) <= 60 and place not in aside and _FILE_NAME.fullmatch(line.text):
            aside[place] = "filing header"


def _page_numbers(lines: list[Line], aside: dict[int, str]) -> None:
    """Set aside lone numbers that rise by one from page to page; a lone number out of such a sequence stays."""
    lone: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, line in enumerate(lines):
        if place in aside or len(line.text) > 16:
            continue
        found = _PAGE_NUMBER.fullmatch(line.text)
        if not found or not _stands_apart(lines, place, aside):
            continue
        if found["n"]:
            lone["arabic"].append((place, int(found["n"])))
        elif found["x"]:
            lone[f"{found['x'].upper()}-"].append((place, int(found["xn"])))
        else:
            lone["roman"].append((place, roman_value(found["r"].lower()) or 0))
    for sequence in lone.values():
        for position, (place, value) in enumerate(sequence):
            before = sequence[position - 1] if position else (place - 1000, -1)
            after = sequence[position + 1] if position + 1 < len(sequence) else (place + 1000, -1)
            follows = value and before[1] in (value - 1, value - 2) and place - before[0] >= _NEAR + 1
            leads = value and after[1] in (value + 1, value + 2) and after[0] - place >= _NEAR + 1
            at_break = place + 1 in aside and aside[place + 1] == "tag"
            if follows or leads or at_break:
                aside[place] = "page number"


def _stands_apart(lines: list[Line], place: int, aside: dict[int, str]) -> bool:
    """Say whether a line has empty room or something set aside on a side of it."""
    below = place + 1
    if place and lines[place - 1].text.lower() in ("article", "section", "exhibit", "schedule", "part", "chapter", "§"):
        return False
    if below >= len(lines) or lines[place].gap or place - 1 in aside or place == 0:
        return True
    return lines[below].gap > 0 or below in aside


def _running_heads(lines: list[Line], aside: dict[int, str]) -> None:
    """Set aside short lines that come again and again beside page numbers and page breaks."""
    often = Counter(line.text for place, line in enumerate(lines) if 4 <= len(line.text) <= 120 and place not in aside)
    often = Counter({words: count for words, count in often.items() if count >= 3})
    if not often:
        return
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.text in often and place not in aside:
            places[line.text].append(place)
    opening = next((place for place, line in enumerate(lines) if place not in aside and mark(line.text)), len(lines))
    breaks = {place for place, kind in aside.items() if kind in ("page number", "tag")}
    for words, found in places.items():
        if sum(map(str.isalpha, words)) < 4 or ((label := mark(words)) and label.end >= len(words)):
            continue  # a number comes again and again because it is one
        near = [place for place in found if any(place + step in breaks for step in (-_NEAR, -1, 1, _NEAR))]
        if words.lower() == "table of contents":
            near = found
        elif found[0] < opening and near[:1] == found[:1]:
            del near[0]  # the title that the running head repeats
        if len(near) * 10 >= len(found) * 6:
            aside.update((place, "running head") for place in near)
