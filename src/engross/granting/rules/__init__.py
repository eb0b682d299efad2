"""The rule vocabulary: what a plan pack may ask of a grant; each word is a function, its docstring what it asks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engross.granting.case import Word
from engross.granting.rules import eligibility, papers, payment, price, shares, term

VOCABULARY: Mapping[str, Word] = MappingProxyType({
    name: word
    for room in (eligibility, shares, price, term, payment, papers)
    for name, word in room.vocabulary.words.items()
})  # fmt: skip
