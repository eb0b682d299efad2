"""The numbers Word prints: list definitions, styles and counters brought to the labels a reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from engross.clauses import labels

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMATS = {
    "decimal": "decimal", "lowerLetter": "lower-alpha", "upperLetter": "upper-alpha", "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman", "cardinalText": "word", "ordinalText": "ordinal",
}  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    suffix: str = "tab"
    restart: int | None = None
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document with their counters as they stand while it is read from top to bottom."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: _Element) -> tuple[str, bool]:
        """Return the number a paragraph is printed with and whether words follow it without a blank; none is empty."""
        number, depth = self._number(paragraph)
        abstract = self.lists.get(number)
        if abstract is None:
            return "", False
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return "", False
        self._count(number, abstract, depth, level)
        if level.format in ("bullet", "none"):
            return (level.text if level.format == "none" and "%" not in level.text else ""), False
        return self._printed(abstract, level), level.suffix == "nothing"

    def _number(self, paragraph: _Element) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        style = properties.find(f"{W}pStyle")
        number, depth = self.styles.get(_value(style), ("", None)) if style is not None else ("", None)
        own = properties.find(f"{W}numPr")
        if own is not None:
            number = _value(own.find(f"{W}numId")) or number
            written = _value(own.find(f"{W}ilvl"))
            depth = int(written) if written.isdigit() else depth
        return number, depth or 0

    def _count(self, number: str, abstract: str, depth: int, level: Level) -> None:
        if (number, depth) in self.starts and (number, depth) not in self.begun:
            self.counts[abstract, depth] = self.starts[number, depth]
        elif (abstract, depth) in self.counts:
            self.counts[abstract, depth] += 1
        else:
            self.counts[abstract, depth] = level.start
        self.begun.add((number, depth))
        for deeper in [key for key in self.counts if key[0] == abstract and key[1] > depth]:
            restart = self.levels[abstract].get(deeper[1], Level()).restart
            if restart is None or (restart and depth < restart):
                del self.counts[deeper]

    def _printed(self, abstract: str, level: Level) -> str:
        def numeral(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            each = self.levels[abstract].get(depth, Level())
            ordinal = self.counts.get((abstract, depth), each.start)
            return _numeral("decimal" if level.legal else each.format, ordinal)

        return _PLACE.sub(numeral, level.text).strip()


def _numeral(written: str, ordinal: int) -> str:
    if written == "decimalZero":
        return f"{ordinal:02}"
    if written == "ordinal":
        ending = "th" if 10 <= ordinal % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(ordinal % 10, "th")
        return f"{ordinal}{ending}"
    style = _FORMATS.get(written, "decimal")
    if ordinal < 1 or (style in ("word", "ordinal") and ordinal > 20) or ordinal > 3999:
        return str(ordinal)
    printed = labels.numerals(style, ordinal)
    return printed.capitalize() if style in ("word", "ordinal") else printed


def numbering(lists: _Element | None, styles: _Element | None) -> Numbering:
    """Return the lists a document defines.

    Args:
        lists: The root of ``numbering.xml``, if it has one.
        styles: The root of ``styles.xml``.
    """
    made = Numbering()
    links: dict[str, str] = {}
    for abstract in lists.iterfind(f"{W}abstractNum") if lists is not None else ():
        name = abstract.get(f"{W}abstractNumId", "")
        made.levels[name] = dict(map(_level, abstract.iterfind(f"{W}lvl")))
        if (style := abstract.find(f"{W}numStyleLink")) is not None:
            links[name] = _value(style)
    for each in lists.iterfind(f"{W}num") if lists is not None else ():
        _enter(made, each)
    _enter_styles(made, styles)
    for name, linked in links.items():
        number = made.styles.get(linked, ("", None))[0]
        if made.lists.get(number) in made.levels:
            made.levels[name] = made.levels[made.lists[number]]
    return made


def _level(element: _Element) -> tuple[int, Level]:
    def said(name: str, default: str = "") -> str:
        return _value(element.find(f"{W}{name}")) or default

    start, restart = said("start", "1"), said("lvlRestart")
    depth = element.get(f"{W}ilvl", "0")
    legal = element.find(f"{W}isLgl")
    return int(depth) if depth.isdigit() else 0, Level(
        start=int(start) if start.isdigit() else 1,
        format=said("numFmt", "decimal"),
        text=said("lvlText"),
        legal=legal is not None and _value(legal) not in ("0", "false", "off"),
        suffix=said("suff", "tab"),
        restart=int(restart) if restart.isdigit() else None,
        style=said("pStyle"),
    )


def _enter(made: Numbering, each: _Element) -> None:
    number = each.get(f"{W}numId", "")
    made.lists[number] = _value(each.find(f"{W}abstractNumId"))
    for override in each.iterfind(f"{W}lvlOverride"):
        written = override.get(f"{W}ilvl", "")
        start = _value(override.find(f"{W}startOverride"))
        if written.isdigit() and start.isdigit():
            made.starts[number, int(written)] = int(start)
        level = override.find(f"{W}lvl")
        if level is not None:
            own = f"{made.lists[number]}+{number}"
            made.levels[own] = {**made.levels.get(made.lists[number], {}), **dict([_level(level)])}
            made.lists[number] = own


def _enter_styles(made: Numbering, styles: _Element | None) -> None:
    """Give every style the list it is numbered in, its own or that of the style it is based on."""
    based: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        name = style.get(f"{W}styleId", "")
        based[name] = _value(style.find(f"{W}basedOn"))
        number = _value(style.find(f"{W}pPr/{W}numPr/{W}numId"))
        written = _value(style.find(f"{W}pPr/{W}numPr/{W}ilvl"))
        if number:
            depth = int(written) if written.isdigit() else None
            bound = next(
                (at for at, level in made.levels.get(made.lists.get(number, ""), {}).items() if level.style == name),
                None,
            )
            made.styles[name] = (number, bound if bound is not None else depth)
    for name in based:
        above, seen = name, set()
        while above and above not in made.styles and above not in seen:
            seen.add(above)
            above = based.get(above, "")
        if above in made.styles:
            made.styles.setdefault(name, made.styles[above])


def _value(element: _Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""
