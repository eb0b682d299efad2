"""Text, lists and mappings written as YAML that people like to edit, and that reads back the same."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from engross.problems import InputError, Problem
from engross.reading import signs
from engross.reading.asking import Bare, Brief, Lines, Plain
from engross.reading.tree import shown

WIDTH, WIDEST = 110, 120  # of words folded into lines, and of what is kept on one line
_PLAIN = re.compile(r"[A-Za-z0-9$§(“][^\n]*")
_BARE_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_BRIEF = re.compile(r"[A-Za-z0-9$(][A-Za-z0-9$()._/ -]*")
# What other YAML tools would take for a number, a truth, a date or nothing: quoted, so that they see text too.
_OTHERWISE = re.compile(
    r"null|true|false|yes|no|on|off|y|n|[-+]?\.?[0-9][0-9_,.]*(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|[0-9]+(?::[0-9.]+)+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    re.IGNORECASE,
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}


class _Line(NamedTuple):
    """What is still to be written: a value, its depth, and the words its first line begins with."""

    depth: int
    head: str
    value: Plain


def emit(value: Plain, *, above: str = "") -> str:
    """Write a value as a YAML document.

    Args:
        value: Text, lists and mappings of them.
        above: Comment lines to begin with.

    Raises:
        InputError: The value holds signs no file may hold; every one is named.
    """
    lines = list(_lines(value))
    told = [_told(line, sign) for line in lines if not line.isprintable() and (sign := signs.unfit(line))]
    if told:
        raise InputError(tuple(told))
    return above + "\n".join(lines) + "\n"


def _told(line: str, sign: str) -> Problem:
    """Tell of a sign no file may hold, with the words it stands among."""
    code, what, remedy = signs.refusal(sign)
    at = line.index(sign)
    around = shown(line[max(0, at - 30) : at + 30].strip())
    return Problem(code=code, what=f"{what}, in “{around}”", remedy=remedy)


def _lines(value: Plain) -> Iterator[str]:
    stack = [_Line(0, "", value)]
    while stack:
        depth, head, each = stack.pop()
        short = brief(each, WIDEST - len(head)) if head else ""
        if short:
            yield head + short
        elif isinstance(each, str):
            yield from _scalar(each, depth, head)
        elif isinstance(each, dict):
            yield from _mapping(each, depth, head, stack)
        else:
            if head:
                yield head.rstrip()
            inner = depth + 2 * bool(head)
            stack.extend(_Line(inner, " " * inner + "- ", one) for one in reversed(each))


def _mapping(each: dict[str, Plain], depth: int, head: str, stack: list[_Line]) -> Iterator[str]:
    """Lay a mapping's pairs on the stack; the first key of a list's item stands on the line of its dash."""
    inner = depth + 2 * bool(head)
    if head and not head.endswith("- "):
        yield head.rstrip()
        head = ""
    indent = " " * inner
    pairs = [_Line(inner, f"{indent}{_key(key)}: ", one) for key, one in each.items()]
    if head:
        pairs[0] = pairs[0]._replace(head=head + pairs[0].head[inner:])
    stack.extend(reversed(pairs))


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) and not _OTHERWISE.fullmatch(key) else quoted(key)


def _scalar(text: str, depth: int, head: str) -> Iterator[str]:
    if isinstance(text, Bare) or _plain(text):
        written = str(text)
        if len(head) + len(written) <= WIDEST or " " not in written:
            yield head + written
            return
    indent = " " * (depth + 2 * bool(head))
    if isinstance(text, Lines) and _stands(text):
        yield f"{head}|-"
        yield from (indent + line if line else "" for line in text.split("\n"))
        return
    if len(head) + len(text) > WIDTH and _folds(text):
        yield f"{head}>-"
        yield from textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent,
                                 break_long_words=False, break_on_hyphens=False)  # fmt: skip
        return
    yield head + quoted(text)


def _plain(text: str) -> bool:
    """Say whether text may stand without quotation marks."""
    return (
        bool(_PLAIN.fullmatch(text))
        and text.isprintable()
        and text == text.strip()
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and not _OTHERWISE.fullmatch(text)
    )


def _stands(text: str) -> bool:
    """Say whether lines may stand as they are below ``|-``."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0].strip())
        and bool(lines[-1].strip())
        and all(line.isprintable() and line == line.strip() for line in lines)
    )


def _folds(text: str) -> bool:
    """Say whether text may stand below ``>-``: words parted by single blanks, every sign one that can be seen."""
    return text.isprintable() and text == " ".join(text.split(" ")) and text == text.strip() and "  " not in text


def quoted(text: str) -> str:
    """Return text in double quotation marks."""
    return '"' + "".join(_ESCAPES.get(sign, sign) for sign in text) + '"'


def brief(value: Plain, room: int = WIDEST) -> str:
    """Return a short value on one line, in brackets or braces; empty where it is none."""
    match value:
        case str():
            return ""
        case list():
            if not all(isinstance(each, str) for each in value):
                return ""
            written = f"[{', '.join(_item(str(each), each) for each in value)}]"
        case dict():
            if value and not isinstance(value, Brief):
                return ""
            pairs = ", ".join(f"{_key(key)}: {_item(str(each), each)}" for key, each in value.items())
            written = f"{{{pairs}}}"
            if not all(isinstance(each, str) for each in value.values()):
                return ""
    return written if len(written) <= room or not value else ""


def _item(text: str, value: Plain) -> str:
    bare = isinstance(value, Bare) or (_BRIEF.fullmatch(text) and _plain(text))
    return text if bare else quoted(text)
