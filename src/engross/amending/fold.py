"""Folded words: what two spellings of the same words share, and where each sign of the fold stood (rule 8)."""

from __future__ import annotations

import re
from typing import NamedTuple

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\n\t\r\f\v", " "
        ),
    }
)
_LONG = re.compile(r" {2,}|-{2,}|[\u00ad\u200b\u2060\ufeff]+")


class Folded(NamedTuple):
    """Folded words with the way back.

    Args:
        words: The fold: straight quotation marks, plain hyphens, single blanks.
        offsets: Where each sign of the fold stood, one more for the end; None where every sign kept its place.
    """

    words: str
    offsets: tuple[int, ...] | None

    def back(self, position: int) -> int:
        """Return where a sign of the fold stood in the words as printed."""
        return position if self.offsets is None else self.offsets[position]

    def forth(self, position: int) -> int:
        """Return the first sign of the fold that stood at *position* or after it."""
        if self.offsets is None:
            return position
        return next((i for i, offset in enumerate(self.offsets) if offset >= position), len(self.words))


def folded(printed: str) -> Folded:
    """Fold words for matching; what is written back is never the fold."""
    same = printed.translate(_SIGNS)
    if not _LONG.search(same):
        return Folded(same, None)
    signs: list[str] = []
    offsets: list[int] = []
    position = 0
    for run in _LONG.finditer(same):
        signs.append(same[position : run.start()])
        offsets.extend(range(position, run.start()))
        if run.group()[0] in " -":
            signs.append(run.group()[0])
            offsets.append(run.start())
        position = run.end()
    signs.append(same[position:])
    offsets.extend(range(position, len(same) + 1))
    return Folded("".join(signs), tuple(offsets))


def fold(words: str) -> str:
    """Return the folded words alone, without blanks at their ends."""
    return folded(words).words.strip()
