"""Citations: where a text names a provision, whether of its own or of another paper, and which clauses are meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from engross.clauses import labels
from engross.clauses.addresses import Address, Index
from engross.clauses.clause import Clause, Text
from engross.clauses.mentions import ATTACHED, SELF_WORDS, Kind, Mention, mentions

Slot = Literal["heading", "text"]

_OWN_NAME = re.compile(r"\b(?:this|This|THIS)\s(?P<name>[A-Z][A-Za-z]+(?:\s[A-Z][a-z]+){0,3})")
_DEFINES = re.compile(
    r"^(?:The term )?[“\"]\s?(?P<term>[^”\"]{2,60}?)[,.]?\s?[”\"]"
    r"|^(?P<bare>(?:[A-Z][\w’'&/-]*\s){1,6})(?:means|shall mean)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A provision named in a text.

    Args:
        clause: The id of the clause in whose words it stands.
        slot: Whether it stands in its heading or its text.
        start: Where it begins in those words.
        end: Where it ends.
        printed: As printed: ``Section 6.3(b)(ii)``; in a list the later ones stand without the unit.
        unit: The unit word, singular and lower case: ``section``, ``clause``.
        address: The labels that lead to it, as written.
        kind: ``internal`` a number of this text, ``relative`` one without a section number or "this Section",
            ``external`` one of a statute or another paper.
        ids: The clauses it means; none for an external one or where nothing bears the number.
        through: The last address of a range (``through (c)``), whose clauses are in ``ids``.
    """

    clause: str
    slot: Slot
    start: int
    end: int
    printed: str
    unit: str
    address: Address
    kind: Kind
    ids: tuple[str, ...] = ()
    through: Address | None = None


def citations(text: Text | Clause, *, index: Index | None = None) -> tuple[Citation, ...]:
    """Return every citation of a text, in order, each bound to the clauses it means.

    Args:
        text: The text or clause.
        index: Its index, where the caller has it.
    """
    root = text.root if isinstance(text, Text) else text
    finder = _Finder(root, index or Index(root))
    finder.amends |= isinstance(text, Text) and text.kind == "amendment"
    found: list[Citation] = []
    for clause in root.walk():
        for slot, words in (("heading", clause.heading or ""), ("text", clause.text)):
            if len(words) > 5:
                found.extend(finder.cited(clause, "heading" if slot == "heading" else "text", words))
    return tuple(found)


class _Finder:
    """Binds citations of one text to its clauses."""

    def __init__(self, root: Clause, index: Index) -> None:
        self.root = root
        self.index = index
        self.own = own_names(root)
        self.amends = "Amendment" in self.own
        self.walk = tuple(root.walk())
        self.order = {clause.id: place for place, clause in enumerate(self.walk)}
        self.ends = self._ends()
        self.places: dict[str, list[int]] = defaultdict(list)
        self.divisions: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.highest = 0
        self.foreign: set[str] = set()
        self.terms: dict[str, list[str]] = defaultdict(list)
        for clause in root.walk():
            self._enter(clause)
        for clause in root.walk():
            for one in mentions(clause.text, own=self.own) if "ection" in clause.text else ():
                if one.kind == "external" and one.address.steps:
                    self.foreign.add(one.address.steps[0])

    def _enter(self, clause: Clause) -> None:
        words = clause.heading if clause.heading and not clause.text else clause.text
        if (defines := _DEFINES.match(words or "")) and (term := defines["term"] or defines["bare"]):
            self.terms[term.strip().lower()].append(clause.id)
        if not clause.label:
            return
        self.places[labels.key(clause.label)].append(self.order[clause.id])
        parsed = labels.parse(clause.label)
        for reading in labels.readings(parsed.numeral):
            if parsed.unit and not reading.stem:
                self.divisions[parsed.unit, reading.ordinal].append(clause.id)
            if reading.style == "decimal" and not reading.stem:
                self.highest = max(self.highest, reading.ordinal)

    def cited(self, clause: Clause, slot: Slot, words: str) -> Iterator[Citation]:
        """Yield the citations in the words of one clause."""
        found = mentions(words, own=self.own)
        bound: dict[int, tuple[str, ...]] = {}
        for place in sorted(range(len(found)), key=lambda place: (found[place].within >= 0, -place)):
            one = found[place]
            bound[place] = () if one.kind == "external" else self._bind(clause, one, bound.get(one.within, ()))
        for place, one in enumerate(found):
            kind = one.kind
            if kind != "external" and not bound[place] and self._foreign(one):
                kind = "external"
            yield Citation(
                clause=clause.id, slot=slot, start=one.start, end=one.end, printed=words[one.start : one.end],
                unit=one.unit, address=one.address, kind=kind, ids=bound[place], through=one.through,
            )  # fmt: skip

    def _foreign(self, one: Mention) -> bool:
        """Say whether a number the text does not bear is one it elsewhere gives to a statute, or looks like one."""
        if not one.address.steps:
            return False
        head = one.address.steps[0]
        if self.amends:
            return True  # an amendment's numbers are those of the paper it amends
        if one.unit in ATTACHED:
            return True  # what is attached is not in this file
        if "-" in head or "–" in head:
            return True  # a section of a code: `§ 1-601.01`
        digits = re.match(r"\d+", head)
        if digits and head.isalnum() and (int(digits.group()) > max(self.highest * 2, 100) or not head.isdigit()):
            return True
        return head in self.foreign and head not in self.index.bearers

    def _bind(self, clause: Clause, one: Mention, within: tuple[str, ...]) -> tuple[str, ...]:
        if not one.address.steps:
            return self._own_unit(clause, one.unit)
        ids = self._bind_one(clause, one, one.address, within)
        if one.through is None or not ids:
            return ids
        last = self._bind_one(clause, one, one.through, within)
        if not last and len(one.address.steps) > 1:
            last = self._bind_one(clause, one, Address((*one.address.steps[:-1], *one.through.steps), one.unit), within)
        return self._between(ids[0], last[0]) if last else ids

    def _bind_one(self, clause: Clause, one: Mention, address: Address, within: tuple[str, ...]) -> tuple[str, ...]:
        if one.term and one.kind == "relative":
            scopes = self.terms.get(one.term.strip().lower(), ()) if one.term != "this" else (clause.id,)
            found = tuple(each for scope in scopes for each in self._inside(self.index.clauses[scope], address.steps))
            if found:
                return found
        if within:
            return tuple(each for outer in within for each in self._inside(self.index.clauses[outer], address.steps))
        for fuller in one.fuller:
            found = self._anywhere(
                clause, Address((*fuller.steps[: -len(one.address.steps)], *address.steps), one.unit)
            )
            if found:
                return found
        if one.kind == "relative":
            return self._near(clause, address)
        return self._anywhere(clause, address)

    def _own_unit(self, clause: Clause, unit: str) -> tuple[str, ...]:
        """Return the clause "this Section" means where it stands: the nearest of that unit, or the nearest labelled."""
        chain = [clause, *self.index.above(clause.id)]
        for each in chain:
            if each.label and labels.parse(each.label).unit == unit:
                return (each.id,)
        labelled = [each for each in chain if each.label]
        if not labelled:
            return ()
        if unit in ("section", "article"):
            return (self._section(labelled).id,)
        return (labelled[0].id,)

    def _section(self, chain: list[Clause]) -> Clause:
        for each in chain:
            parsed = labels.parse(each.label or "")
            if any(reading.stem for reading in labels.readings(parsed.numeral)):
                return each
        divisions = ("article", "part", "chapter", "title", "exhibit", "schedule", "annex", "appendix")
        whole = [each for each in chain if labels.parse(each.label or "").unit not in divisions]
        return whole[-1] if whole else chain[-1]

    def _below(self, clause: Clause, steps: tuple[str, ...]) -> list[str]:
        level = [clause]
        for step in steps:
            level = [
                child for each in level for child in self.index.children(each) if labels.key(child.label or "") == step
            ]
        return [each.id for each in level]

    def _inside(self, clause: Clause, steps: tuple[str, ...]) -> list[str]:
        """Return what bears the labels one step below a clause, or at any depth in it where nothing does."""
        found = self._below(clause, steps)
        if found:
            return found
        return self._deep(clause, steps)[:1]

    def _deep(self, clause: Clause, steps: tuple[str, ...]) -> list[str]:
        """Return what bears the labels at any depth under a clause, in order."""
        places = self.places.get(steps[0], [])
        first = bisect_right(places, self.order[clause.id])
        last = bisect_right(places, self.ends[clause.id])
        return [below for place in places[first:last] for below in self._below(self.walk[place], steps[1:])]

    def _ends(self) -> dict[str, int]:
        """Return where each clause's last descendant stands in the order of printing."""
        ends = dict(self.order)
        for clause in reversed(self.walk):
            parent = self.index.parents.get(clause.id)
            if parent in ends:
                ends[parent] = max(ends[parent], ends[clause.id])
        return ends

    def _near(self, clause: Clause, address: Address) -> tuple[str, ...]:
        """Return what ``clause (i)`` means where it stands: the nearest list that has it, looking outward."""
        chain = [clause, *self.index.above(clause.id)]
        for each in chain:
            found = self._below(each, address.steps)
            if found:
                return tuple(self._nearest(found, clause)) if len(found) > 1 else tuple(found)
        for each in chain[:-1]:
            whole = self._deep(each, address.steps)
            if whole:
                return tuple(self._nearest(whole, clause))
        return ()

    def _nearest(self, found: Iterable[str], clause: Clause) -> list[str]:
        here = self.order[clause.id]
        before = [each for each in found if self.order[each] <= here]
        return [max(before, key=self.order.__getitem__)] if before else [min(found, key=self.order.__getitem__)]

    def _anywhere(self, clause: Clause, address: Address) -> tuple[str, ...]:
        """Return what a number means: in the instrument or exhibit it is cited in first, then in the whole."""
        scopes = [each for each in self.index.above(clause.id) if each.kind == "part" or _attached(each)]
        if clause.kind == "part" or _attached(clause):
            scopes.insert(0, clause)
        for scope in [*scopes, None]:
            for form in self._forms(address):
                found = self.index.resolve(form, within=scope)
                if found:
                    return found if len(found) == 1 else tuple(self._one_of(found, clause))
        return ()

    def _one_of(self, found: tuple[str, ...], clause: Clause) -> list[str]:
        """Return the bearers that share the most with where they are cited."""
        chain = {each.id for each in [clause, *self.index.above(clause.id)]}
        shared = {each: sum(above.id in chain for above in self.index.above(each)) for each in found}
        most = max(shared.values())
        best = [each for each in found if shared[each] == most]
        return best if len(best) == 1 or most else list(found)

    def _forms(self, address: Address) -> Iterator[Address]:
        """Yield the ways the number may be borne: as written, ``3.A`` step by step, ``Article 4`` as ``IV``."""
        yield address
        head, *rest = address.steps
        if head.rstrip(".") != head or "." in head:
            parts = [step for step in head.split(".") if step]
            if len(parts) > 1:
                yield Address((".".join(parts[:-1]), parts[-1], *rest), address.unit)
                yield Address((*parts, *rest), address.unit)
        if head.isascii() and head.isalpha():
            yield Address((head.upper(), *rest), address.unit)
        if ".0" in head:
            yield Address((re.sub(r"\.0+(?=\d)", ".", head), *rest), address.unit)
        if rest and (turned := [step.swapcase() for step in rest]) != rest:
            yield Address((head, *turned), address.unit)
        for reading in labels.readings(head) or labels.readings(head.lower()):
            if reading.stem:
                continue
            for bearer in self.divisions.get((address.unit, reading.ordinal), ()):
                yield Address((labels.key(self.index.clauses[bearer].label or ""), *rest), address.unit)

    def _between(self, first: str, last: str) -> tuple[str, ...]:
        """Return the labelled siblings from one to the other, or the two where they are none."""
        parent = self.index.parents.get(first)
        if parent is None or first == last:
            return (first, last) if first != last else (first,)
        siblings = [each.id for each in self.index.children(self.index.clauses[parent])]
        if first in siblings and last in siblings:
            low, high = sorted((siblings.index(first), siblings.index(last)))
            return tuple(siblings[low : high + 1])
        return (first, last)


def own_names(root: Clause) -> frozenset[str]:
    """Return what a text calls itself: the words after "this" that begin with a capital, but for units."""
    found = {
        match["name"].split()[-1]
        for clause in root.walk()
        for words in (clause.text,)
        if "his " in words or "HIS " in words
        for match in _OWN_NAME.finditer(words)
    }
    return frozenset(name for name in found if name.istitle() and name.lower() not in SELF_WORDS - {"agreement"})


def _attached(clause: Clause) -> bool:
    return bool(clause.label) and labels.parse(clause.label or "").unit in ATTACHED
