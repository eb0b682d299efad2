"""Carrying out orders on words: places are cut and filled, and what is left is parted into clauses and marks again."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

from engross.amending.acts import Splice
from engross.amending.draft import Draft
from engross.amending.record import Edit
from engross.clauses.clause import Blank, Clause
from engross.clauses.series import glue, split_joint
from engross.clauses.words import Slot

_NUMBER = re.compile(r"\(?[A-Za-z0-9]{1,6}(?:[.-][A-Za-z0-9]{1,3})*[.)]")
_JOINT = re.compile(r"[;,.:]?(?:\s*(?:and/or|and|or|but|nor))?,?")
_MARKS = ";,.:"
Key = tuple[str, Slot, int]


class Fill(NamedTuple):
    """A cut in one place with what is filled in there."""

    start: int
    end: int
    words: str
    joined: bool


class Unpartable(Exception):  # noqa: N818 - it never leaves the room: the sentence's refusal takes its place
    """The words that are left cannot be parted into clauses again."""


def splice_all(draft: Draft, splices: list[Splice]) -> tuple[dict[int, list[Edit]], set[str], set[str]]:
    """Carry out all cuts of a sentence at once.

    Args:
        draft: The working copy.
        splices: The acts, bound against the words as the sentence finds them.

    Returns:
        The edits of each act by its place in *splices*, the items whose mark was ordered, and the clauses whose
        children changed because an item lost all its words.

    Raises:
        Unpartable: The words left over cannot be parted into clauses without losing or adding one.
    """
    fills: dict[Key, dict[Fill, int]] = defaultdict(dict)
    for number, act in enumerate(splices):
        for cut, words in zip(act.cuts, _shared(act), strict=True):
            key = (cut.clause, cut.slot, cut.row)
            fills[key].setdefault(Fill(cut.start, cut.end, words, act.joined), number)
    edits: dict[int, list[Edit]] = defaultdict(list)
    ordered = {key[0] for key in fills if key[1] == "joint"}
    for key in sorted(fills, key=lambda each: each[1] == "joint"):
        if key[0] in draft.clauses:
            _write(draft, key, fills[key], edits)
    changed: set[str] = set()
    for act in splices:
        if len(act.cuts) > 1 or act.cuts[0].slot == "label":
            changed |= _settle(draft, act)
    for item in ordered:
        if item in draft.clauses:
            _part_joint(draft, item)
    return edits, ordered, changed


def _shared(act: Splice) -> list[str]:
    """Share the words filled in among the places cut: a number goes where a number was, the rest to the first."""
    shares = [""] * len(act.cuts)
    shares[0] = act.words
    if len(act.cuts) == 1:
        return shares
    first, *_, last = act.cuts
    head, _, rest = act.words.partition(" ")
    if last.slot == "label":
        before, _, tail = act.words.rpartition(" ")
        if _NUMBER.fullmatch(tail) and (first.slot != "label" or not before):
            shares[0], shares[-1] = before, tail
        elif first.slot == "label":
            raise Unpartable
    elif first.slot == "label" and act.words:
        if act.cuts[1].slot != "text" or act.cuts[1].clause != first.clause:
            raise Unpartable
        if _NUMBER.fullmatch(head):
            shares[0], shares[1] = head, rest
        else:
            shares[0], shares[1] = "", act.words
    return shares


def _write(draft: Draft, key: Key, fills: dict[Fill, int], edits: dict[int, list[Edit]]) -> None:
    clause_id, slot, row = key
    before = _words(draft, key)
    for fill, number in fills.items():
        edits[number].append(Edit(clause_id, slot, row, fill.start, before[fill.start : fill.end], fill.words))
    after = spliced(before, sorted(fills))
    if (
        slot == "joint"
        and before[:1] in tuple(_MARKS)
        and after[:1] not in tuple(_MARKS)
        and not _JOINT.fullmatch(after)
    ):
        _run_on(draft, clause_id, after)
    else:
        _put(draft, key, after if slot == "row" else after.strip())


def _run_on(draft: Draft, item: str, words: str) -> None:
    """Let words that take the place of a mark stick to the item's last words as the mark did."""
    _put_joint(draft, item, "")
    last = draft.clauses[item]
    while last.children:
        last = draft.clauses[last.children[-1].id]
    text, mark = split_joint(last.text + words)
    draft.put(replace(last, text=text))
    _put_joint(draft, item, mark)


def fill_in(left: str, fill: Fill, right: str) -> str:
    """Return words filled in between what stands left and right of a cut."""
    words = fill.words
    if fill.joined and words:
        if left and not left[-1].isspace() and left[-1] not in "([“‘" and words[0] not in ",.;:)]?!’”%":
            words = f" {words}"
        if right and not right[0].isspace() and right[0] not in ",.;:)]?!’”%" and words[-1] not in "([“‘":
            words = f"{words} "
    return _seam(left, words, right)


def _seam(left: str, words: str, right: str) -> str:
    """Join what is left after a cut, with one blank between words; a blank before a mark is the compiler's to close."""
    if not words and left.endswith(" ") and (not right or right[0] == " "):
        left = left.rstrip(" ")
    if left.endswith(" ") and words.startswith(" "):
        words = words.lstrip(" ")
    if words.endswith(" ") and right.startswith(" "):
        right = right.lstrip(" ")
    if not words and not left:
        right = right.lstrip(" ")
    return f"{left}{words}{right}"


def spliced(before: str, fills: list[Fill]) -> str:
    """Return a place's words with every cut filled."""
    left = before
    for n, fill in enumerate(fills):
        until = fills[n + 1].start if n + 1 < len(fills) else len(before)
        opening = before[: fill.start] if n == 0 else left
        left = fill_in(opening, fill, before[fill.end : until])
    return left


def _words(draft: Draft, key: Key) -> str:
    clause_id, slot, row = key
    clause = draft.clauses[clause_id]
    match slot:
        case "label":
            return clause.label or ""
        case "heading":
            return clause.heading or ""
        case "text":
            return clause.text
        case "row":
            return _cells(clause)[row]
        case "joint":
            parent = draft.clauses[draft.parents[clause_id]]
            return parent.joint(draft.position(parent, clause_id))


def _cells(clause: Clause) -> list[str]:
    return [cell for row in clause.rows for cell in row if cell]


def _put(draft: Draft, key: Key, words: str) -> None:
    clause_id, slot, row = key
    clause = draft.clauses[clause_id]
    match slot:
        case "label":
            draft.relabel(clause_id, words or None)
        case "heading":
            draft.put(replace(clause, heading=words or None))
        case "text":
            draft.put(replace(clause, text=words, blanks=_blanks(clause.blanks, words, clause)))
        case "row":
            draft.put(replace(clause, rows=_rows(clause, row, words)))
        case "joint":
            _put_joint(draft, clause_id, words)


def _rows(clause: Clause, at: int, words: str) -> tuple[tuple[str, ...], ...]:
    rows, seen = [], -1
    for row in clause.rows:
        cells = []
        for cell in row:
            seen += bool(cell)
            cells.append(words if cell and seen == at else cell)
        rows.append(tuple(cells))
    return tuple(rows)


def _blanks(blanks: tuple[Blank, ...], words: str, clause: Clause) -> tuple[Blank, ...]:
    """Keep the open places that still stand in the words, in order."""
    kept, rest = [], " ".join((words, *_cells(clause)))
    for blank in blanks:
        at = rest.find(blank.printed)
        if at >= 0:
            kept.append(blank)
            rest = rest[at + len(blank.printed) :]
    return tuple(kept)


def _put_joint(draft: Draft, item: str, joint: str) -> None:
    parent = draft.clauses[draft.parents[item]]
    joints = list(parent.joints or ("",) * len(parent.children))
    joints[draft.position(parent, item)] = joint
    draft.set_children(parent.id, parent.children, joints)


def _settle(draft: Draft, act: Splice) -> set[str]:
    """Let clauses that lost their number run on, and take out those that lost everything."""
    changed: set[str] = set()
    for clause_id in reversed(list(dict.fromkeys(cut.clause for cut in act.cuts if cut.slot != "joint"))):
        clause = draft.clauses.get(clause_id)
        if clause is None or clause_id == draft.root.id:
            continue
        if not (clause.label or clause.heading or clause.text or clause.children or any(map(any, clause.rows))):
            changed.add(draft.parents[clause_id])
            _take_out(draft, clause_id)
        elif clause.label is None and any(cut.slot == "label" and cut.clause == clause_id for cut in act.cuts):
            draft.put(replace(clause, layout="inline"))
    return changed


def _take_out(draft: Draft, clause_id: str) -> None:
    """Take out an emptied item; a mark that was left after it now follows the item before it."""
    parent = draft.clauses[draft.parents[clause_id]]
    place = draft.position(parent, clause_id)
    left = parent.joint(place)
    joints = list(parent.joints or ("",) * len(parent.children))
    if left and place:
        joints[place - 1] = glue(joints[place - 1], left) if joints[place - 1] else left
    elif left:
        parent = replace(parent, text=glue(parent.text, left))
        draft.put(parent)
    del joints[place]
    children = (*parent.children[:place], *parent.children[place + 1 :])
    draft.remove(clause_id)
    draft.set_children(parent.id, children, joints)


def _part_joint(draft: Draft, item: str) -> None:
    """Part words that stand where a mark stood into the item's own words and the mark."""
    parent = draft.clauses[draft.parents[item]]
    joint = parent.joint(draft.position(parent, item))
    if _JOINT.fullmatch(joint):
        return
    clause = draft.clauses[item]
    if clause.children:
        last = draft.clauses[clause.children[-1].id]
        inner = glue(clause.joint(len(clause.children) - 1), joint) if clause.joints else joint
        _put_joint(draft, last.id, inner)
        _put_joint(draft, item, "")
        _part_joint(draft, last.id)
        return
    if clause.rows:
        raise Unpartable
    words, mark = split_joint(glue(clause.text, joint))
    draft.put(replace(clause, text=words))
    _put_joint(draft, item, mark)
