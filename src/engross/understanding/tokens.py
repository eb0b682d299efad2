"""Tokens of an instruction: its words, numbers, labels, marks and whole quotations, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engross.clauses import labels

_WORD = re.compile(
    r"(?P<abbreviation>(?:[A-Za-z]\.){2,}|\b(?:Inc|Corp|Co|Ltd|No|Nos|Stat|Sec|Secs|Art|Par|Pub|Sched|Bros|St|Mr|Ms)\.(?!$))"
    r"|(?P<label>\[?\(\s*[A-Za-z0-9]{1,6}(?:[-.–][A-Za-z0-9]+)*\s*\)|(?<![\w.])[A-Za-z0-9]{1,4}\))"
    r"|(?P<number>\$?\d{1,3}(?:,\d{3})++(?:\.\d++)?|\$?\d++(?:[A-Za-z]{1,3}(?![A-Za-z]))?"
    r"(?:[-–.:]\d++(?:[A-Za-z]{1,3}(?![A-Za-z]))?|[-–.][A-Z]{1,3}(?![A-Za-z])|\.[a-z](?![A-Za-z]))*)"
    r"|(?P<word>[^\W\d_]+(?:[-'’&/][^\W_]+|\.\d+)*(?:(?<=s)['’](?=\s[A-Z]))?|§+|¶+|&)"
    r"|(?P<dots>\*\s*\*\s*\*|\.\.\.)"
    r"|(?P<mark>[^\s])",
)
_OPEN_BEFORE = ' \t\n\r\u00a0([{—–-/“‘"'
_PAIRS = {"“": "”", "‘": "’", "„": "“", "«": "»"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token of an instruction.

    Args:
        kind: ``WORD``, ``NUMBER``, ``LABEL``, ``QUOTE``, ``ASIDE`` (words in parentheses), or the mark itself.
        key: What the grammar compares: the word in lower case, or the kind.
        text: As written; of a quotation the words inside the marks.
        start: Where it begins in the instruction.
        end: Where it ends.
    """

    kind: str
    key: str
    text: str
    start: int
    end: int


def tokens(sentence: str) -> tuple[Token, ...]:
    """Take an instruction apart into tokens; every character but white space belongs to exactly one."""
    found: list[Token] = []
    position, end = 0, len(sentence)
    while position < end:
        sign = sentence[position]
        if sign.isspace():
            position += 1
            continue
        token = _quotation(sentence, position) or _aside(sentence, position) or _plain(sentence, position)
        found.append(token)
        position = token.end
    return tuple(found)


def _plain(sentence: str, position: int) -> Token:
    match = _WORD.match(sentence, position)
    if match is None or match.end() == position:
        return Token("STRAY", "STRAY", sentence[position], position, position + 1)
    written, group = match.group(), match.lastgroup
    match group:
        case "label" if not _is_label(written):
            match_ = re.compile(r"[A-Za-z0-9]+|.").match(sentence, position)
            written = match_.group() if match_ else written[0]
            kind = "NUMBER" if written.isdigit() else "WORD" if written.isalnum() else written
            return Token(kind, written.lower() if kind == "WORD" else kind, written, position, position + len(written))
        case "label":
            return Token("LABEL", "LABEL", re.sub(r"[\s\[]", "", written), position, match.end())
        case "number":
            return Token("NUMBER", "NUMBER", written, position, match.end())
        case "mark" | "dots":
            kind = "STRAY" if written in _PAIRS or written in '"”’' else _mark(written)
            return Token(kind, kind, written, position, match.end())
        case _:
            return Token("WORD", written.lower().replace("’", "'"), written, position, match.end())


def _mark(written: str) -> str:
    return "—" if written in "—–-" else "***" if written[0] == "*" and len(written) > 1 else written


def _is_label(written: str) -> bool:
    numeral = written.strip("[()] ")
    if numeral[0].isdigit() or any(sign.isdigit() for sign in numeral):
        return True
    head = re.split(r"[-.–]", numeral)[0]
    return bool(labels.readings(head)) and head.lower() not in ("one", "two", "three", "four", "five", "six", "seven",
                                                               "eight", "nine", "ten")  # fmt: skip


def _aside(sentence: str, position: int) -> Token | None:
    """Return words in parentheses as one token; a label is none."""
    if sentence[position] != "(":
        return None
    match = _WORD.match(sentence, position)
    if match and match.lastgroup == "label" and _is_label(match.group()):
        return None
    depth = 0
    for index in range(position, min(len(sentence), position + 2000)):
        depth += {"(": 1, ")": -1}.get(sentence[index], 0)
        if depth == 0:
            return Token("ASIDE", "ASIDE", sentence[position + 1 : index], position, index + 1)
    return None


def _quotation(sentence: str, position: int) -> Token | None:
    """Return the quotation that opens here, its nested ones inside it."""
    sign = sentence[position]
    if sign == '"' or sentence.startswith("''", position) or sentence.startswith("``", position):
        width = 1 if sign == '"' else 2
        end = _straight_end(sentence, position, width)
    elif sign in "“„«":
        width, end = 1, _paired_end(sentence, position, _PAIRS[sign])
        if end < 0 and sign == "“" and sentence.count('"', position) == 1:
            end = sentence.index('"', position)
    elif sign == "‘" or (sign == "'" and (position == 0 or sentence[position - 1] in _OPEN_BEFORE)):
        width, end = 1, _single_end(sentence, position)
    else:
        return None
    if end < 0:
        return None
    return Token("QUOTE", "QUOTE", sentence[position + width : end], position, end + width)


def _paired_end(sentence: str, position: int, closing: str) -> int:
    """Find the mark that closes a pair, counting the pairs inside; one left open does not swallow the rest."""
    opening, depth, first = sentence[position], 0, -1
    for index in range(position, len(sentence)):
        sign = sentence[index]
        if sign == opening:
            depth += 1
        elif sign == closing:
            depth -= 1
            first = index if first < 0 else first
            if depth == 0:
                return index
    return first


def _single_end(sentence: str, position: int) -> int:
    """Find the end of words in single marks: the first that no letter follows and that opens with its own kind."""
    closing = "’" if sentence[position] == "‘" else "'"
    index = sentence.find(closing, position + 1)
    while index >= 0:
        following = sentence[index + 1 : index + 2]
        if not following.isalnum() and not sentence[index - 1].isspace():
            return index
        index = sentence.find(closing, index + 1)
    return -1


def _straight_end(sentence: str, position: int, width: int) -> int:
    """Find the end of words in straight marks, telling nested openings by what stands beside them."""
    mark = sentence[position : position + width] if width == 1 else "''"
    depth, first, index = 1, -1, position + width
    while index < len(sentence):
        if sentence.startswith(mark, index) or (width == 1 and sentence[index] in "“”"):
            if _opens(sentence, index, width):
                depth += 1
            else:
                first = index if first < 0 else first
                depth -= 1
                if depth == 0:
                    return index
            index += width
            continue
        index += 1
    return first


def _opens(sentence: str, index: int, width: int) -> bool:
    if sentence[index] in "“”":
        return sentence[index] == "“"
    before, after = sentence[index - 1], sentence[index + width : index + width + 1]
    return before in _OPEN_BEFORE and (after.isalnum() or after in ("$", "(", '"')) and before != after
