"""Markdown into lines: its marks are taken off, its words and printed numbers stay."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from engross.clauses.clause import Furniture
from engross.problems import Source
from engross.reading.lines import Line
from engross.reading.plain import Reading, read_lines

_TAG = re.compile(
    r"<!--.*?-->|</?(?P<name>p|br|b|i|u|em|strong|center|div|span|table|tr|td|th|hr|sup|sub|a|font|h[1-6]|ul|ol|li|blockquote|img"
    r"|small|s|del|ins|mark|code|pre)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_BREAKS = frozenset({"p", "br", "div", "tr", "li", "hr", "center", "h1", "h2", "h3", "h4", "h5", "h6"})
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


def read_markdown(words: str, *, file: str = "-", id: str = "") -> Reading:  # noqa: A002 - the model's own word
    """Read a legal paper from Markdown.

    Args:
        words: The file's text.
        file: What to call it in messages.
        id: The id of the text.
    """
    front = _FRONT.match(words)
    aside = [Furniture(text=front[1].strip(), kind="front matter", source=Source(file=file))] if front else []
    body = words[front.end() :] if front else words
    above = words[: front.end()].count("\n") if front else 0
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["code", "lheading", "reference"])
    lines: list[Line] = []
    links: list[str] = []
    beside = False
    for number, line, is_row in _lines(parser.parse(body), links):
        text = line.strip()
        if text:
            lines.append(Line(above + number + 1, 0, text, int(not (is_row and beside))))
        beside = is_row
    aside += [Furniture(text=link, kind="link") for link in links]
    return read_lines(lines, file=file, id=id, aside=tuple(aside))


def _lines(tokens: list[Token], links: list[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield (line number, words, whether it is a row of a table) for each printed line."""
    row: list[str] = []
    label, number, in_row = "", 0, False
    for token in tokens:
        number = token.map[0] if token.map else number
        match token.type:
            case "list_item_open" | "list_item_close" if token.info or label:
                if label:  # an item without words of its own
                    yield number, label, False
                label = f"{token.info}{token.markup} " if token.type == "list_item_open" and token.info else ""
            case "tr_open":
                row, in_row = [], True
            case "tr_close":
                yield number, "\t".join(row), True
                in_row = False
            case "inline" if in_row:
                row.append(" ".join(_words(token.children or [], links).split()))
            case _:
                for line in _leaf(token, links):
                    yield number, label + line, False
                    label = ""


def _leaf(token: Token, links: list[str]) -> list[str]:
    """Return the lines that one block prints."""
    match token.type:
        case "inline":
            return _words(token.children or [], links).split("\n")
        case "fence" | "code_block":
            return token.content.splitlines()
        case "html_block":
            return _untagged(token.content).splitlines()
        case "hr":
            return [token.markup]
        case _:
            return []


def _words(tokens: list[Token], links: list[str]) -> str:
    printed: list[str] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                printed.append(" ")
            case "hardbreak":
                printed.append("\n")
            case "html_inline":
                printed.append(_untagged(token.content))
            case "link_open" if token.attrs.get("href"):
                links.append(str(token.attrs["href"]))
            case "image":
                printed.append(token.content)
            case _:
                printed.append(token.content)
    return "".join(printed)


def _untagged(content: str) -> str:
    """Take the tags of HTML off; what merely looks like one (``<name>``) is words and stays."""
    return html.unescape(_TAG.sub(lambda tag: "\n" if (tag["name"] or "").lower() in _BREAKS else "", content))
