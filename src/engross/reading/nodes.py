"""Clauses while they are being read: grown in order, then settled with ids and joints."""

from __future__ import annotations

from dataclasses import dataclass, field

from engross.clauses import labels
from engross.clauses.clause import Clause, Kind, Layout
from engross.clauses.series import glue, split_joint
from engross.problems import Source
from engross.reading.marks import ATTACHED, DIVISIONS

_RESERVED = frozenset(
    {"reserved", "intentionally omitted", "intentionally left blank", "omitted", "intentionally deleted"}
)
_TAIL = 24  # a joint is short: only the last signs need be looked at
_CONJUNCTIONS = ("and", "or", "and/or", "but", "nor")


@dataclass(slots=True, eq=False)
class Node:
    """A clause that still grows."""

    label: str | None = None
    heading: str | None = None
    text: str = ""
    kids: list[Node] = field(default_factory=list)
    joint: str = ""
    layout: Layout = "block"
    kind: Kind = "clause"
    rows: list[tuple[str, ...]] = field(default_factory=list)
    tight: bool = False
    line: int = 0
    name: str = ""

    @property
    def bare(self) -> bool:
        """True while it has nothing but its label."""
        return not (self.heading or self.text or self.kids or self.rows)


def settle(root: Node, *, id: str, file: str) -> Clause:  # noqa: A002 - the model's own word
    """Return the grown clause with all under it: joints given to their lists, ids given once."""
    order: list[tuple[Node, str]] = []
    taken: dict[str, int] = {id: 1}
    stack: list[tuple[Node, str, str, str]] = [(root, id, "", "")]
    while stack:
        node, name, prefix, outer = stack.pop()
        order.append((node, name))
        stack += reversed(_named(node, prefix, outer, taken))
    for node, _ in reversed(order):
        if node is not root and node.kind != "part":  # a text as a whole owns no words, not even marks
            _join(node)
    made: dict[int, Clause] = {}
    for node, name in reversed(order):
        made[builtin_id(node)] = _freeze(node, name, made, file)
    return made[builtin_id(root)]


def builtin_id(node: Node) -> int:
    """Return what tells one growing clause from another."""
    return id(node)


def _named(node: Node, prefix: str, outer: str, taken: dict[str, int]) -> list[tuple[Node, str, str, str]]:
    """Name the clauses under one: a number that is cited without the article above it is named without it."""
    named: list[tuple[Node, str, str, str]] = []
    for position, kid in enumerate(node.kids, start=1):
        name = _name(kid, outer if _stands_alone(kid) else prefix, position)
        name = _once(name, taken)
        division = bool(kid.label) and labels.parse(kid.label or "").unit in DIVISIONS
        named.append((kid, name, name, prefix if division else name))
    return named


def _once(name: str, taken: dict[str, int]) -> str:
    """Return a name none has yet: the second ``5`` is ``5.2``; *taken* counts how often a name was asked for."""
    taken[name] = taken.get(name, 0) + 1
    if taken[name] == 1:
        return name
    while (again := f"{name}.{taken[name]}") in taken:
        taken[name] += 1
    taken[again] = 1
    return again


def _stands_alone(node: Node) -> bool:
    if not node.label:
        return False
    parsed = labels.parse(node.label)
    return parsed.unit == "section" or (parsed.numeral[:1].isdigit() and "." in parsed.numeral)


def _name(node: Node, prefix: str, position: int) -> str:
    if node.name:
        return node.name
    if not node.label:
        word = {"title": "title", "table": "table", "signature": "signature", "part": "part"}.get(node.kind, "p")
        return f"{prefix}-{word}{position}" if prefix else f"{word}{position}"
    parsed = labels.parse(node.label)
    numeral = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in parsed.numeral).strip(".-") or "n"
    numeral = numeral.lower() if parsed.unit or numeral.islower() else numeral
    if parsed.unit in ATTACHED or parsed.unit in DIVISIONS:
        return f"{prefix}-{parsed.unit}-{numeral}" if prefix else f"{parsed.unit}-{numeral}"
    return f"{prefix}-{numeral}" if prefix else numeral


def _freeze(node: Node, name: str, made: dict[int, Clause], file: str) -> Clause:
    joints = tuple(kid.joint for kid in node.kids)
    own = node.text or node.heading or ""
    plain = own.strip("[]().* ").lower() if node.label and len(own) < 40 else ""
    return Clause(
        id=name,
        label=node.label,
        heading=node.heading,
        text=node.text,
        children=tuple(made.pop(builtin_id(kid)) for kid in node.kids),
        joints=joints if any(joints) else (),
        layout=node.layout,
        kind=node.kind,
        status="reserved" if plain in _RESERVED else "in force",
        rows=tuple(node.rows),
        tight=node.tight,
        source=Source(file=file, line=node.line) if node.line else None,
    )


def _join(node: Node) -> None:
    """Give a list the marks and conjunctions its items end with, if its items are joined by such marks."""
    items = [kid for kid in node.kids if kid.label]
    if len(items) < 2:
        return
    owners = [_ending(item) for item in items]
    parted = [_part(owner) for owner in owners]
    joined = sum(bool(joint) and joint != "." for _, joint in parted[:-1])
    if joined * 2 < len(items) - 1 or not joined:
        return
    for item, owner, (words, joint) in zip(items, owners, parted, strict=True):
        if owner is None or not joint or item.joint:
            continue
        _leave(owner, words, joint)
        item.joint = joint


def _ending(item: Node) -> Node | None:
    """Return the clause whose words or joint end an item, None where a table, label or heading does."""
    node = item
    while node.kids:
        if node.kids[-1].joint:
            return node.kids[-1]
        node = node.kids[-1]
    return node if node.text and not node.rows else None


def _part(owner: Node | None) -> tuple[str, str]:
    if owner is None:
        return "", ""
    if owner.joint:
        return "", owner.joint
    last = owner.text[-_TAIL:]
    if last[-1] not in ";,.:" and not last.endswith(_CONJUNCTIONS):
        return owner.text, ""
    words, joint = split_joint(last)
    if glue(words, joint) == last:
        words = owner.text[: len(owner.text) - len(last)] + words
    if not words or not joint or glue(words, joint) != owner.text:
        return owner.text, ""
    if joint in _CONJUNCTIONS and not owner.label:
        return owner.text, ""
    return words, joint


def _leave(owner: Node, words: str, joint: str) -> None:
    if owner.joint == joint:
        owner.joint = ""
    else:
        owner.text = words
