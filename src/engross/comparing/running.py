"""Paragraphs read into other items on either side: their words run on, and are compared as they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from engross.clauses.clause import Clause
from engross.comparing.matching import Matching
from engross.comparing.outline import Outline
from engross.comparing.tokens import Token, joint_tokens
from engross.comparing.wording import Wording, clause_tokens, compare_tokens

_WORTH = 2  # times less to mark: below it the items are told one by one


def run_on(matching: Matching) -> Iterator[tuple[int, int, Wording]]:
    """Yield (old clause, new clause, wording) of paragraphs better compared as one run of words than item by item.

    Two readers may part one paragraph differently: the words after a list in its last item, or a list left in the
    words. Item by item that is a deletion and an insertion; as printed nothing changed.
    """
    old, new = matching.old, matching.new
    for there, here in enumerate(matching.to_old):
        if here <= 0 or not (old.kids[here] or new.kids[there]):
            continue
        if not (_apart(old, here, matching.to_new) or _apart(new, there, matching.to_old)):
            continue
        if not (_inline(old, here) and _inline(new, there) and _closed(matching, here, there)):
            continue
        wording = compare_tokens(_tokens(old.clauses[here]), _tokens(new.clauses[there]))
        if _ink(wording) * _WORTH <= _item_by_item(matching, here, there):
            yield here, there, wording


def _apart(outline: Outline, here: int, mates: list[int]) -> bool:
    """Say whether a clause has an item of its own that is unpaired."""
    return any(mates[kid] < 0 for kid in outline.kids[here])


def _inline(outline: Outline, here: int) -> bool:
    below = range(here + 1, outline.ends[here])
    return here not in outline.sealed and all(outline.clauses[place].layout == "inline" for place in below)


def _closed(matching: Matching, here: int, there: int) -> bool:
    """Say whether what is paired in the one is paired in the other, and nothing of it moved."""
    first, last = there + 1, matching.new.ends[there]
    mates = [matching.to_new[place] for place in range(here + 1, matching.old.ends[here])]
    back = [matching.to_old[place] for place in range(first, last)]
    inside = all(mate < 0 or first <= mate < last for mate in mates)
    return inside and all(mate < 0 or here < mate < matching.old.ends[here] for mate in back)


def _tokens(clause: Clause) -> list[Token]:
    """Return the tokens of a clause and all under it, in printed order."""
    found: list[Token] = []
    stack: list[Clause | str] = [clause]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            found += joint_tokens(each)
            continue
        found += clause_tokens(each)
        for place in range(len(each.children) - 1, -1, -1):
            stack += [each.joint(place), each.children[place]]
    return found


def _item_by_item(matching: Matching, here: int, there: int) -> int:
    """Return the characters marked where items are compared one by one."""
    old, new = matching.old, matching.new
    total = 0
    for outline, mates, start in ((old, matching.to_new, here), (new, matching.to_old, there)):
        gone = (outline.clauses[place] for place in range(start, outline.ends[start]) if mates[place] < 0)
        total += sum(len(clause.label or "") + len(clause.text) for clause in gone)
    for place in range(here, old.ends[here]):
        if matching.to_new[place] >= 0:
            before, after = old.clauses[place], new.clauses[matching.to_new[place]]
            if (before.label, before.text) != (after.label, after.text):
                total += _ink(compare_tokens(clause_tokens(before), clause_tokens(after)))
    return total


def _ink(wording: Wording) -> int:
    return sum(len(text) for sign, text, _ in wording if sign != "=")
