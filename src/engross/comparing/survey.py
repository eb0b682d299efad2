"""The survey: what happened to every clause, numbered in the order of the text, before any word is printed."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from engross.clauses.addresses import cite
from engross.comparing.changes import Kind, Place, Reference
from engross.comparing.matching import Matching
from engross.comparing.outline import Outline
from engross.comparing.parting import Parting
from engross.comparing.running import run_on
from engross.comparing.tokens import Token, joint_tokens
from engross.comparing.wording import Item, Wording, clause_tokens, compare_tokens


@dataclass(slots=True, kw_only=True)
class Finding:
    """One change in the making.

    Args:
        here: The old clause, -1 for none.
        there: The new clause, -1 for none.
        kinds: What happened.
        order: Where it stands among the others.
        references: Citations that follow, or should have.
        joints: True where it is about the list's joints and not the clause's own words.
    """

    here: int
    there: int
    kinds: list[Kind]
    order: tuple[int, int, int]
    references: list[Reference] = field(default_factory=list)
    joints: bool = False


class Survey:
    """Findings with their numbers, by old and new clause.

    Args:
        matching: Which clause is which.
        own: What the text calls itself (``Plan``), so that a section "of the Plan" is known for its own.
    """

    def __init__(self, matching: Matching, own: frozenset[str] = frozenset()) -> None:
        """Survey both texts in one pass each."""
        self.matching = matching
        self.own = own
        self.wordings: dict[int, Wording] = {}
        self.parts: tuple[dict[int, Parting], dict[int, Parting]] = ({}, {})
        self.running: set[int] = set()
        self._absorbed: tuple[set[int], set[int]] = (set(), set())
        self._run_on()
        self._part()
        self.findings: list[Finding] = []
        self._inserted_above: dict[int, Finding] = {}
        self._deleted_above: dict[int, Finding] = {}
        self._pairs()
        self._inserted()
        self._deleted()

    def settle(self) -> None:
        """Put the findings in the order of the text and number them, once the references are judged."""
        self.findings.sort(key=lambda finding: finding.order)
        self._number()

    def _part(self) -> None:
        """Index the parts by the side they stand on: those merged by old clause, those split by new clause."""
        for each in self.matching.partings:
            if each.parts[0] in self._absorbed[each.kind == "split"]:
                continue
            self.parts[each.kind == "split"].update(dict.fromkeys(each.parts, each))

    def _run_on(self) -> None:
        """Take the items of paragraphs that are compared as one run of words out of the survey."""
        old, new = self.matching.old, self.matching.new
        for here, there, wording in run_on(self.matching):
            taken = (range(here + 1, old.ends[here]), range(there + 1, new.ends[there]))
            if here in self._absorbed[0] or not all(_apart_or_in(each, taken) for each in self.matching.partings):
                continue
            self.running.add(there)
            self.wordings[there] = wording
            for side in (0, 1):
                self._absorbed[side].update(taken[side])

    def parting(self, here: int, there: int) -> Parting | None:
        """Return the split or merger a pair is part of."""
        return self.parts[0].get(here) or self.parts[1].get(there)

    def _pairs(self) -> None:
        """Find what became of the clauses both texts have."""
        matching = self.matching
        old, new, moved = matching.old.clauses, matching.new.clauses, matching.moved
        split, merged = self.parts[1], self.parts[0]
        for there, here in enumerate(matching.to_old):
            if here < 0 or there in self._absorbed[1]:
                continue
            before, after = old[here], new[there]
            apart = there in moved or there in split or here in merged
            same = before is after or (
                before.text == after.text and before.label == after.label and before.heading == after.heading
                and before.layout == after.layout and before.tight == after.tight and before.rows == after.rows
            )  # fmt: skip
            if there in self.running:
                self._pair(here, there, same=False)
                continue
            if same and not apart and before.joints == after.joints:
                continue
            self._pair(here, there, same=same and there not in split and here not in merged)

    def _pair(self, here: int, there: int, *, same: bool) -> None:
        """Find what became of one clause; *same* says that its own words did not change."""
        before, after = self.matching.old.clauses[here], self.matching.new.clauses[there]
        kinds: list[Kind] = ["moved"] if there in self.matching.moved else []
        if there in self.parts[1]:
            kinds.append("split")
        if here in self.parts[0]:
            kinds.append("merged")
        if not same:
            wording = self.wordings.get(there) or self._compare(here, there)
            self.wordings[there] = wording
            kinds += _kinds(wording, before.label != after.label, apart=bool(kinds))
        if kinds:
            self.findings.append(Finding(here=here, there=there, kinds=kinds, order=(there, 0, 0)))
        if there not in self.running and before.joints != after.joints and self._joints_differ(here, there):
            joints = Finding(here=here, there=there, kinds=["joiner only"], order=(there, 3, 0), joints=True)
            self.findings.append(joints)

    def _compare(self, here: int, there: int) -> Wording:
        """Compare the own words of a pair, with those of the other parts where it was split or merged."""
        matching = self.matching
        before = _tokens(matching.old, here, self.parts[0].get(here))
        after = _tokens(matching.new, there, self.parts[1].get(there))
        return compare_tokens(before, after)

    def _joints_differ(self, here: int, there: int) -> bool:
        """Say whether an item that stays has another joint after it."""
        matching = self.matching
        before, after = matching.old.clauses[here], matching.new.clauses[there]
        places = {kid: place for place, kid in enumerate(matching.new.kids[there])}
        return any(
            before.joint(place) != after.joint(places[matching.to_new[kid]])
            for place, kid in enumerate(matching.old.kids[here])
            if matching.to_new[kid] in places
        )

    def _inserted(self) -> None:
        matching, parts = self.matching, self.parts[1]
        for there, here in enumerate(matching.to_old):
            if here >= 0 or there in parts or there in self._absorbed[1]:
                continue
            above = self._inserted_above.get(matching.new.parents[there])
            if above is None:
                above = Finding(here=-1, there=there, kinds=["inserted"], order=(there, 0, 0))
                self.findings.append(above)
            self._inserted_above[there] = above

    def _deleted(self) -> None:
        matching, parts = self.matching, self.parts[0]
        last = 0
        for here, there in enumerate(matching.to_new):
            if there >= 0:
                last = last if there in matching.moved else there
                continue
            if here in parts or here in self._absorbed[0]:
                continue
            above = self._deleted_above.get(matching.old.parents[here])
            if above is None:
                above = Finding(here=here, there=-1, kinds=["deleted"], order=(last, 1, here))
                self.findings.append(above)
            self._deleted_above[here] = above

    def _number(self) -> None:
        self.numbers: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self.joints: dict[int, int] = {}
        known: dict[int, int] = {}
        for number, finding in enumerate(self.findings, 1):
            known[id(finding)] = number
            if finding.joints:
                self.joints[finding.here] = number
                continue
            if finding.here >= 0:
                self.numbers[0][finding.here] = number
            if finding.there >= 0:
                self.numbers[1][finding.there] = number
        for side, above in enumerate((self._deleted_above, self._inserted_above)):
            for place, finding in above.items():
                self.numbers[side][place] = known[id(finding)]
        for side in (0, 1):
            for place, parting in self.parts[side].items():
                whole = parting.whole if parting.kind == "merged" else self.matching.to_new[parting.whole]
                self.numbers[side].setdefault(place, self.numbers[1].get(whole, 0))

    def finding(self, here: int, there: int) -> Finding:
        """Add a finding about a pair whose own words did not change."""
        found = Finding(here=here, there=there, kinds=[], order=(there, 0, 0))
        self.findings.append(found)
        return found

    def joint_items(self, finding: Finding, number: int) -> tuple[Item, ...]:
        """Return the joints of a list that changed, each compared with what it was."""
        matching = self.matching
        before, after = matching.old.clauses[finding.here], matching.new.clauses[finding.there]
        places = {kid: place for place, kid in enumerate(matching.new.kids[finding.there])}
        found: list[Item] = []
        for place, kid in enumerate(matching.old.kids[finding.here]):
            if matching.to_new[kid] in places:
                mine, theirs = before.joint(place), after.joint(places[matching.to_new[kid]])
                if mine != theirs:
                    told = compare_tokens(joint_tokens(mine), joint_tokens(theirs))
                    found += [Item(sign, text, slot, number if sign != "=" else 0, after) for sign, text, slot in told]
        return tuple(found)

    def place(self, side: int, here: int) -> Place:
        """Return where a clause stands, as a reader cites it; side 0 is the old text."""
        return place_of((self.matching.old, self.matching.new)[side], here)


def _apart_or_in(parting: Parting, taken: tuple[range, range]) -> bool:
    """Say whether a split or merger lies wholly in a paragraph, or wholly outside of it."""
    whole, parts = (taken[0], taken[1]) if parting.kind == "split" else (taken[1], taken[0])
    inside = [parting.whole in whole, *(part in parts for part in parting.parts)]
    return all(inside) or not any(inside)


def _tokens(outline: Outline, here: int, parting: Parting | None) -> list[Token]:
    """Return the tokens of a clause, or of all parts it stands in with, in printed order."""
    if parting is None:
        return clause_tokens(outline.clauses[here])
    found: list[Token] = []
    for part, following in zip(parting.parts, (*parting.parts[1:], -1), strict=True):
        found += clause_tokens(outline.clauses[part], label_key=None if part == here else ("part", part))
        parent = outline.parents[part]
        if following >= 0 and outline.parents[following] != part:
            found += joint_tokens(outline.clauses[parent].joint(bisect_left(outline.kids[parent], part)))
    return found


def place_of(outline: Outline, here: int) -> Place:
    """Return where a clause stands, as a reader cites it."""
    labels: list[str] = []
    heading, place = "", here
    while place >= 0:
        clause = outline.clauses[place]
        if clause.label:
            labels.append(clause.label)
        heading = heading or clause.heading or (clause.text if clause.kind == "title" else "")
        place = outline.parents[place]
    return Place(id=outline.clauses[here].id, address=cite(labels[::-1]), heading=heading, position=here)


def _kinds(wording: Wording, relabelled: bool, *, apart: bool) -> list[Kind]:
    """Return what a wording tells; breaks that only follow from a move, split or merger are no change of layout."""
    words = any(sign != "=" and slot not in ("label", "joint") and text.strip() for sign, text, slot in wording)
    kinds: list[Kind] = ["reworded"] if words else []
    if relabelled:
        kinds.append("relabelled")
    if not kinds and not apart and any(sign != "=" for sign, _, _ in wording):
        kinds.append("layout")
    return kinds
