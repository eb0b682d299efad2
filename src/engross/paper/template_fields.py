"""The tags of a template one by one, each with its paragraph: what they name, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree
from lxml.etree import _Element

from engross.paper.template_plan import Path
from engross.paper.template_tags import ENVIRONMENT, fields, unwanted
from engross.problems import Problem, Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENING = re.compile(r"\{[{%#]")
_PARTS = re.compile(r"\{(\{|%)-?(p|tr|tc|r)?\s(.*?)-?(?:\}|%)\}$|\{(\{|%)-?()(.*?)-?(?:\}|%)\}$", re.DOTALL)
_READ = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml$")
_CORE = "docProps/core.xml"
_HOLDERS = {"p": f"{_W}p", "tr": f"{_W}tr", "tc": f"{_W}tc"}
_SPECIAL = ("vm", "hm")
_OPENERS, _CLOSERS = ("for", "if"), {"endfor": "for", "endif": "if"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A paragraph with tags.

    Args:
        part: The part it stands in.
        number: Its number in the part, 1-based.
        words: Its words, tags included.
        element: The paragraph itself; None for a property.
    """

    part: str
    number: int
    words: str
    element: _Element | None = None

    @property
    def said(self) -> str:
        """How messages name it: its number and its words."""
        words = " ".join(self.words.split())
        words = words if len(words) <= 80 else f"{words[:79]}…"
        kind = {"document": "", "core": "property "}.get(self.part, f"{self.part} ")
        return f"{kind}paragraph {self.number} “{words}”" if self.part != "core" else f"document property “{words}”"


class Block(NamedTuple):
    """A condition or loop that is open.

    Args:
        kind: ``if`` or ``for``.
        tag: The tag that opens it.
        place: Where it stands.
        name: What a loop calls an item.
        listed: The list a loop goes over.
    """

    kind: str
    tag: str
    place: Place
    name: str = ""
    listed: Path = ()


@dataclass(slots=True)
class Reading:
    """What reading the tags in order found.

    Args:
        known: The record's fields, dotted, lists as ``list[]``; None where any name will do.
    """

    known: Collection[str] | None
    file: str
    used: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def fault(self, code: str, place: Place, what: str, remedy: str, near: tuple[str, ...] = ()) -> None:
        """Note a fault with the words of its paragraph."""
        source = Source(file=self.file) if self.file else None
        self.problems.append(
            Problem(code=code, what=f"{place.said}: {what}", remedy=remedy, source=source, candidates=near)
        )


def paragraphs(parts: Mapping[str, bytes]) -> Iterator[Place]:
    """Yield the paragraphs of every part docxtpl reads, in order, and the properties that hold tags."""
    for name in sorted(parts, key=lambda each: (each != "word/document.xml", each)):
        match = _READ.match(name)
        if match:
            for number, each in enumerate(etree.fromstring(parts[name]).iter(f"{_W}p"), 1):
                yield Place(part=match[1], number=number, words=_own_words(each), element=each)
        elif name == _CORE:
            for number, each in enumerate(etree.fromstring(parts[name]).iter(), 1):
                if each.text and "{" in each.text:
                    yield Place(part="core", number=number, words=each.text)


def _own_words(paragraph: _Element) -> str:
    """Return a paragraph's words without those of text boxes in it, which are paragraphs of their own."""
    return "".join(
        "\t" if each.tag == f"{_W}tab" else each.text or ""
        for each in paragraph.iter(f"{_W}t", f"{_W}tab")
        if next(each.iterancestors(f"{_W}p")) is paragraph and each.getparent().tag != f"{_W}tabs"  # type: ignore[union-attr] # it has a parent: the paragraph is above it
    )


def read(parts: Mapping[str, bytes], known: Collection[str] | None, file: str = "") -> Reading:
    """Read the tags of a template in order.

    Args:
        parts: The template's parts.
        known: The record's fields; None where any name will do.
        file: The template's name, for messages.
    """
    reading = Reading(known, file)
    part = ""
    for place in paragraphs(parts):
        if place.part != part:
            _ended(reading)
            part = place.part
        _paragraph(reading, place)
    _ended(reading)
    return reading


def _ended(reading: Reading) -> None:
    for block in reading.blocks:
        reading.fault("E089", block.place, f"{block.tag} is never closed", f"add {{% end{block.kind} %}}")
    reading.blocks.clear()


def tags_of(words: str) -> tuple[list[str], str]:
    """Part a paragraph's words into its tags and the rest; in one pass, however many braces a stranger put in.

    Args:
        words: The paragraph's words.
    """
    tags: list[str] = []
    rest: list[str] = []
    done = 0
    never: set[str] = set()  # signs that are not closed from here on
    for match in _OPENING.finditer(words):
        sign = match.group()
        if match.start() < done or sign in never:
            continue
        end = words.find(_CLOSING[sign], match.end())
        if end < 0:
            never.add(sign)
            continue
        rest.append(words[done : match.start()])
        done = end + 2
        tags.append(words[match.start() : done])
    return tags, "".join([*rest, words[done:]])


def _paragraph(reading: Reading, place: Place) -> None:
    tags, rest = tags_of(place.words)
    for left in dict.fromkeys(re.findall(r"\{\{|\{%|\}\}|%\}", rest)):
        reading.fault("E089", place, f"{left} has no counterpart in the paragraph", "close the tag where it is opened")
    for tag in tags:
        if not tag.startswith("{#"):
            _tag(reading, place, tag)
    if any(block.kind == "for" for block in reading.blocks) and place.element is not None:
        for mark in place.element.iter(f"{_W}bookmarkStart"):
            if mark.get(f"{_W}name") != "_GoBack":
                name = mark.get(f"{_W}name")
                reading.fault(
                    "E095", place, f"the bookmark {name} in a loop would come out many times", "delete the bookmark"
                )


def _tag(reading: Reading, place: Place, tag: str) -> None:
    if re.search("[“”‘’]", tag):
        reading.fault("E089", place, f"{tag} holds curly quotes", "write straight quotes inside tags")
        return
    if "&" in tag:
        reading.fault("E095", place, f"{tag} holds &, which docxtpl reads as &amp;, so it never matches",
                      "test a field that holds no &")  # fmt: skip
    match = _PARTS.match(tag)
    sign, scope, inner = (match[1] or match[4], match[2] or "", match[3] or match[6] or "") if match else ("{", "", "")
    if scope and sign == "{":
        reading.fault("E088", place, f"{tag} asks for more than words", "print a field with {{ field }}")
        return
    if scope in _HOLDERS:
        _beside(reading, place, tag, scope)
    _said(reading, place, tag, sign, inner.strip())


def _beside(reading: Reading, place: Place, tag: str, scope: str) -> None:
    """Name the words that would be deleted with the paragraph, row or cell a tag stands for."""
    holder = place.element
    while holder is not None and holder.tag != _HOLDERS[scope]:
        holder = holder.getparent()
    what = {"p": "paragraph", "tr": "table row", "tc": "table cell"}[scope]
    if holder is None:
        reading.fault(
            "E089", place, f"{tag} stands in no {what}", f"move it into a {what}, or write it without {scope}"
        )
        return
    words = "".join(each.text or "" for each in holder.iter(f"{_W}t")).replace(tag, "", 1)
    if words.strip():
        taken = " ".join(words.split())[:60]
        reading.fault("E095", place, f"{tag} takes its whole {what} away, with the words “{taken}”",
                      f"give the tag a {what} of its own")  # fmt: skip


def _said(reading: Reading, place: Place, tag: str, sign: str, inner: str) -> None:
    word = inner.split(None, 1)[0] if inner else ""
    if sign == "%" and word in _CLOSERS:
        if not reading.blocks or reading.blocks[-1].kind != _CLOSERS[word]:
            reading.fault("E089", place, f"{tag} closes nothing", "remove it, or open what it closes")
        else:
            reading.blocks.pop()
        return
    if sign == "%" and inner in _SPECIAL:
        return
    if sign == "%" and word in ("colspan", "cellbg"):
        sign, inner = "{", inner.removeprefix(word)
    if sign == "%" and word in ("elif", "else"):
        if not reading.blocks:
            reading.fault("E089", place, f"{tag} stands in no if", "remove it, or open the if")
        if word == "else":
            return
        inner = inner.removeprefix("el")
    whole = f"{{{{ {inner} }}}}" if sign == "{" else f"{{% {inner} %}}{{% end{word.removeprefix('el')} %}}"
    if sign == "%" and word not in ("if", "for", "elif"):
        reading.fault(
            "E088", place, f"{tag} uses {word or 'nothing'}", "templates print fields, test them and loop over lists"
        )
        return
    try:
        tree = ENVIRONMENT.parse(whole)
    except TemplateSyntaxError as fault:
        reading.fault(
            "E089",
            place,
            f"{tag} cannot be read: {fault.message}",
            "write {{ field }}, {% if field %} or {% for x in list %}",
        )
        return
    _checked(reading, place, tag, tree)
    if sign == "%" and word in _OPENERS:
        loop = tree.body[0]
        name = loop.target.name if isinstance(loop, nodes.For) and isinstance(loop.target, nodes.Name) else ""
        path = next(iter(fields(_output(loop.iter))), ()) if isinstance(loop, nodes.For) else ()
        reading.blocks.append(Block(word, tag, place, name, _absolute(reading, path)))


def _output(expression: nodes.Node) -> nodes.Template:
    return nodes.Template([nodes.Output([expression])])


def _checked(reading: Reading, place: Place, tag: str, tree: nodes.Template) -> None:
    refused = tuple(dict.fromkeys(unwanted(tree)))
    for says in refused:
        reading.fault("E088", place, f"{tag} {says}", "templates print fields, test them and loop over lists")
    for path in () if refused else fields(tree):
        name = dotted_list(_absolute(reading, path))
        if path[0] == "loop" and any(block.kind == "for" for block in reading.blocks):
            continue
        reading.used.setdefault(name, place)
        _known(reading, place, name)


def _absolute(reading: Reading, path: Path) -> Path:
    """Return a path from the record's root: an item's name stands for its list."""
    for block in reversed(reading.blocks):
        if block.name and path and path[0] == block.name:
            return (*block.listed, 0, *path[1:])
    return path


def dotted_list(path: Path) -> str:
    """Return a path as fields are listed: ``tranches[].date``."""
    return "".join("[]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _known(reading: Reading, place: Place, name: str) -> None:
    if reading.known is None:
        return
    if any(each == name or each.startswith((f"{name}.", f"{name}[]")) for each in reading.known):
        return
    near = tuple(get_close_matches(name, list(reading.known), n=3, cutoff=0.6))
    last = name.rsplit(".", 1)[-1]
    near = near or tuple(each for each in reading.known if each.rsplit(".", 1)[-1] == last)[:3]
    reading.fault("E087", place, f"no field {name}", "name a field of the record", near)
