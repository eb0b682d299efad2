"""Addresses: what an instruction writes to name a clause (``5(d)(iii)``), and the clauses that bear it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engross.clauses import labels
from engross.clauses.clause import Clause, Text

_STEP = re.compile(r"\s*(?:\(([^()]+)\)|\[([^\[\]]+)\]|([^\s()\[\]|/]+))\s*[|/]?")
_UNIT_WORD = re.compile(r"^(?:(?:section|sec|article|art|paragraph|clause|subsection|part|exhibit|schedule|annex"
                        r"|appendix|attachment)\b\.?|§+|¶+)\s*", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """The labels that lead to a clause, outermost first, bare of their marks.

    Args:
        steps: ``5(d)(iii)`` is ``("5", "d", "iii")``.
        unit: The unit word of the first step, if one was written (``article``); a hint, never a filter (rule 1).
    """

    steps: tuple[str, ...]
    unit: str = ""

    def __str__(self) -> str:
        """Return the canonical form: ``5(d)(iii)``, ``Article IX``."""
        head, *rest = self.steps or ("",)
        unit = f"{self.unit.title()} " if self.unit in ("article", "exhibit", "schedule", "annex", "appendix") else ""
        return f"{unit}{head}" + "".join(f"({step})" for step in rest)


def parse(written: str) -> Address:
    """Read an address; unit words are dropped but for the first one's hint.

    Raises:
        ValueError: Nothing in it can be a label.
    """
    unit, rest = "", written.strip()
    while match := _UNIT_WORD.match(rest):
        unit, rest = unit or labels.parse(match.group().strip() + " 1").unit, rest[match.end() :]
    steps, position = [], 0
    while position < len(rest):
        match = _STEP.match(rest, position)
        if not match:
            raise ValueError(written)
        steps.append(labels.key((match[1] or match[2] or match[3]).strip()))
        position = match.end()
    if not steps:
        raise ValueError(written)
    return Address(tuple(steps), unit)


class Index:
    """Where every clause of a text stands: its parent, its path of labels, and the clauses that bear a label.

    Built once for a text in one pass; look-ups take time that depends on the answer, not on the text.
    """

    def __init__(self, root: Clause) -> None:
        """Index *root* and all under it."""
        self.root = root
        self.clauses: dict[str, Clause] = {}
        self.parents: dict[str, str] = {}
        self.bearers: dict[str, dict[int, list[str]]] = {}
        self.add(root, None)

    def add(self, clause: Clause, parent: str | None) -> None:
        """Index a clause and all under it."""
        depth = 0
        if parent is not None:
            depth = sum(1 for each in (self.clauses[parent], *self.above(parent)) if each.label)
        stack: list[tuple[Clause, str | None, int]] = [(clause, parent, depth)]
        while stack:
            each, above, depth = stack.pop()
            self.clauses[each.id] = each
            if above is not None:
                self.parents[each.id] = above
            if each.label:
                self.bearers.setdefault(labels.key(each.label), {}).setdefault(depth, []).append(each.id)
                depth += 1
            stack.extend((child, each.id, depth) for child in reversed(each.children))

    def above(self, clause_id: str) -> Iterator[Clause]:
        """Yield the clauses a clause stands under, nearest first."""
        while clause_id in self.parents:
            clause_id = self.parents[clause_id]
            yield self.clauses[clause_id]

    def labelled_path(self, clause_id: str) -> tuple[str, ...]:
        """Return the bare labels that lead to a clause, outermost first."""
        chain = [self.clauses[clause_id], *self.above(clause_id)]
        return tuple(labels.key(each.label) for each in reversed(chain) if each.label)

    def citation(self, clause_id: str) -> str:
        """Return how a reader cites a clause: ``5(d)(iii)(ii)``; a clause without label by its parent's.

        An article above numbered sections is not part of their citation (``4.2(a)``, not ``Article IV(4.2)(a)``).
        """
        chain = [self.clauses[clause_id], *self.above(clause_id)]
        return cite([each.label for each in reversed(chain) if each.label])

    def children(self, clause: Clause) -> Iterator[Clause]:
        """Yield the labelled clauses one step down, through children without a label."""
        stack = list(reversed(clause.children))
        while stack:
            child = stack.pop()
            if child.label:
                yield child
            else:
                stack.extend(reversed(child.children))

    def resolve(self, address: Address, *, within: Clause | None = None) -> tuple[str, ...]:
        """Return the ids of the clauses an address may mean: one, none, or the candidates of an ambiguity.

        The first step may be borne at any depth: the shallowest bearers are meant, so ``4.2`` is found under
        ``ARTICLE IV`` and ``5`` is a section and never an item. Every later step is one level down.

        Args:
            address: What to look for.
            within: Look only under this clause.
        """
        first, *rest = address.steps
        found = self._bearers(first, within)
        if address.unit and len(found) > 1:
            hinted = [each for each in found if labels.parse(self.clauses[each].label or "").unit == address.unit]
            found = hinted or found
        whole: list[str] = []
        for start in found:
            whole.extend(self._descend(self.clauses[start], rest))
        return tuple(whole)

    def _descend(self, clause: Clause, steps: list[str]) -> Iterable[str]:
        level = [clause]
        for step in steps:
            level = [child for each in level for child in self.children(each) if labels.key(child.label or "") == step]
        return [each.id for each in level]

    def _bearers(self, step: str, within: Clause | None) -> list[str]:
        depths = self.bearers.get(step, {})
        for depth in sorted(depths):
            if within is None or within.id == self.root.id:
                found = depths[depth]
            else:
                found = [each for each in depths[depth] if any(above.id == within.id for above in self.above(each))]
            if found:
                return list(found)
        return []


def cite(printed: Sequence[str]) -> str:
    """Return how a reader cites the clause that printed labels lead to, outermost first; empty for no labels."""
    start = max((place for place, label in enumerate(printed) if _stands_alone(label)), default=0)
    steps = tuple(labels.key(label) for label in printed[start:])
    return str(Address(steps, labels.parse(printed[start]).unit)) if steps else ""


def _stands_alone(label: str) -> bool:
    """Say whether a label is cited without what stands above it: a section, or a dotted number."""
    parsed = labels.parse(label)
    return parsed.unit in ("section", "exhibit", "schedule", "annex", "appendix") or any(
        reading.stem for reading in labels.readings(parsed.numeral) if parsed.numeral[:1].isdigit()
    )


def index(text: Text | Clause) -> Index:
    """Index a text or clause."""
    return Index(text.root if isinstance(text, Text) else text)
