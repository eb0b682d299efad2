"""Series that run on in a paragraph, as clauses: the paragraph's own words and its items."""

from __future__ import annotations

from engross.reading import inline
from engross.reading.nodes import Node


def running(words: str) -> tuple[str, list[Node]]:
    """Return a paragraph's own words and the items of the series in it."""
    if "(" not in words:
        return words, []
    whole = inline.series(words)
    return _parted(words, 0, len(words), whole) if whole else (words, [])


def _parted(words: str, start: int, end: int, whole: list[inline.Series]) -> tuple[str, list[Node]]:
    first = whole[0].items[0].start if whole else end
    own = words[start:first].strip()
    kids: list[Node] = []
    for each in whole:
        for item in each.items:
            node = Node(label=item.label or None, layout="inline")
            begin = item.start + len(item.label)
            node.tight = bool(item.label) and begin < item.end and not words[begin].isspace()
            node.text, node.kids = _parted(words, begin, item.end, item.series)
            if node.tight and not node.text:  # nothing can stand tight before another label
                node.text, node.kids = words[begin : item.end].strip(), []
            kids.append(node)
    return own, kids
