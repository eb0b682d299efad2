"""Tokens: the words a comparison counts in, each with the blank before it, so that both sides rebuild byte for byte."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.clauses.clause import Clause
from engross.clauses.words import Slot

# One token each: 800,000  spin-off  $.01  (b)  4(b)  5(d)(iii)  50%  Company's; every other mark stands alone.
_TOKEN = re.compile(r"(\s*)([$€£¥]?\.?\w+(?:[-.,'’/&:]\w+)*(?:\(\w{1,5}\))*%?|\(\w{1,5}\)|_+|-{2,}|\S)|(\s+)$")
_WORD = re.compile(r"[$€£¥]?\.?\w+(?:[-.,'’/&:]\w+)*(?:\(\w{1,5}\))*%?|\(\w{1,5}\)|_+|-{2,}|\S")


class Token(NamedTuple):
    """A word or mark.

    Args:
        gap: What is printed before it: a blank, a line break, a tab, nothing.
        word: The word.
        slot: The place of the clause it stands in.
        key: What equal tokens share; the word, but for labels, which are never paired with words.
    """

    gap: str
    word: str
    slot: Slot
    key: object


def tokens(words: str, slot: Slot, gap: str = "") -> list[Token]:
    """Part words into tokens; joined again, gaps and all, they are the words.

    Args:
        words: The words.
        slot: The place they stand in.
        gap: What is printed before the first.
    """
    found: list[Token] = []
    for before, word, rest in _TOKEN.findall(words):
        if word:
            # What is printed before the words is not mixed with blanks the words themselves begin with.
            lead, bare = (gap + before, word) if found or not before else (gap, before + word)
            found.append(Token(lead, bare, slot, bare))
            gap = ""
        elif found:  # blanks at the end of a cell ride on its last word
            last = found[-1]
            found[-1] = Token(last.gap, last.word + rest, slot, last.word + rest)
    return found or ([Token(gap, words, slot, words)] if words else [])


def own_tokens(clause: Clause, *, gap: str = "") -> list[Token]:
    """Return the tokens of a clause's heading, words and rows, as printed after *gap*."""
    found: list[Token] = []
    if clause.heading:
        found += tokens(clause.heading, "heading", gap)
        gap = "\n" if clause.layout == "block" else " "
    if clause.text:
        found += tokens(clause.text, "text", gap)
    for row in clause.rows:
        gap = "\n"
        for cell in row:
            if cell:
                found += tokens(cell, "row", gap)
                gap = "\t"
    return found


def bare_words(clause: Clause) -> list[str]:
    """Return the words of a clause without blanks, in order, for measuring likeness."""
    found = _WORD.findall(clause.heading) if clause.heading else []
    found += _WORD.findall(clause.text)
    for row in clause.rows:
        for cell in row:
            found += _WORD.findall(cell)
    return found


def joint_tokens(joint: str) -> list[Token]:
    """Return the tokens of what a list prints after an item."""
    return tokens(joint, "joint", "" if joint[0] in ";,.:" else " ") if joint else []


def opening(clause: Clause) -> str:
    """Return what is printed before the first word of a clause."""
    if clause.layout == "inline" and (clause.label or clause.heading or clause.text):
        return " "
    return "\n"
