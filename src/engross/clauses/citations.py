"""Citations: where a text names a provision, whether of its own or of another paper, and which clauses are meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from engross.clauses import labels
from engross.clauses.addresses import Address, Index
from engross.clauses.clause import Clause, Text

Kind = Literal["internal", "relative", "external"]
Slot = Literal["heading", "text"]

_UNITS = (
    r"(?:sub-?)*(?:sections?|paragraphs?|clauses?)|sec\.|art\.|articles?|items?|exhibits?|schedules?|annex(?:es)?"
    r"|appendi(?:x|ces)|attachments?|§§?"
)
_STEP = r"\(\s?(?:[a-z]{1,5}|[A-Z]{1,5}|\d{1,3}[A-Za-z]?)\.?\s?\)"
_STEPS = rf"(?:\s?\.?\s?{_STEP}){{0,6}}"
_NUMBER = (
    r"(?:\d{1,4}[A-Z]{0,2}(?:[a-z](?![A-Za-z]))?(?:(?:\.|[-–:](?=\d))\d{1,5}[A-Z]?(?:[a-z](?![A-Za-z]))?){0,5}(?:\.[A-Za-z](?![A-Za-z]))?"
    r"|[IVXLC]{1,7}(?![A-Za-z])|[A-Z]{1,2}(?:[-.]\d{1,3}){0,2}(?![A-Za-z'’]))"
)
_WORD_NUMBER = "|".join(
    form for n in range(1, 21) for word in (labels.numerals("word", n),) for form in (word.title(), word.upper())
)
_PLACE = rf"(?:(?:{_NUMBER}|(?:{_WORD_NUMBER})(?![A-Za-z])){_STEPS}|{_STEP}{_STEPS})"
_CITED = re.compile(
    rf"(?P<this>\b(?:this|such|that|the same)\s)?(?<![A-Za-z])(?P<unit>(?i:{_UNITS}))(?:\s{{1,3}}|(?<=§)|(?=\())(?P<places>{_PLACE}"
    rf"(?:\s?(?:,\s?(?:and/or|and|or)?|and/or|and|or|through|to|[-–])\s?(?:(?i:{_UNITS})\s)?{_PLACE}){{0,40}})"
    r"|(?P<self>\b(?:this|This)\s(?P<own>(?:[Ss]ub)?(?:[Ss]ection|[Pp]aragraph|[Cc]lause)|Article|Exhibit|Schedule"
    r"|Annex|Appendix|ARTICLE|SECTION)\b)(?!\s?(?:\d|\())"
)
_ONE = re.compile(
    rf"(?P<joint>\s?(?:,\s?(?:and/or|and|or)?|and/or|and|or|through|to|[-–])\s?)?(?P<unit>(?i:{_UNITS})\s)?"
    rf"(?P<place>{_PLACE})"
)
_OF_THIS = re.compile(
    r"[,)]?\s(?:of|under|to|in)\s(?P<deictic>this|the|such|that|said|each|any)\s(?P<name>[A-Za-z][\w'’-]*)"
)
_OF_OTHER = re.compile(
    r"[,)]?\s?(?:\([^()]{1,60}\)\s?)?(?:of|under|to|in)\s(?:the\s|such\s|that\s|said\s|any\s|each\s|its\s|their\s|an?\s|Title\s|Chapter\s|Part\s|Division\s)?"
    r"(?P<name>(?:[A-Z§\d][\w'’&.,-]*\s?){1,12})"
)
_NESTED = re.compile(rf",?\s(?:of|in|under|to)\s(?:(?:this|such|that)\s)?(?={_UNITS})", re.IGNORECASE)
_STATUTE_BEFORE = re.compile(
    r"(?:\b(?:Code|ERISA|Act|Acts|[Rr]egulations?|Regs?\.?|Treas\.|U\.?S\.?C\.?A?\.?|C\.?F\.?R\.?|Stat(?:ute)?s?\.?|Law|Rule|Order"
    r"|IRC|Notice|Ordinance|Constitution|Ann\.|Laws|Rules|UCC|GAAP|Procedure|Directive|Plan|Title \d+,?|Chapter \d+,?))\s?,?\s?$"
)
_STATUTE_AFTER = re.compile(
    r"[,)]?\s?(?:of\s(?:the\s)?)?(?:ERISA|U\.?S\.?\s?C|C\.?F\.?R|IRC\b|et\sseq|\(?the\s[“\"]?Code\b|Internal Revenue|I\.R\.C"
    r"|Code\b|Act\b|UCC\b|Securities|Exchange\sAct)"
)
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\s$")
_THEREOF = re.compile(r"[,)]?\s(?:thereof|therein|thereunder|thereto)\b")
_OWN_NAME = re.compile(r"\b(?:this|This|THIS)\s(?P<name>[A-Z][A-Za-z]+(?:\s[A-Z][a-z]+){0,3})")
_DEFINITION = re.compile(
    r"\s(?:of|in|to)\s(?:(?:the|such)\sdefinition\s(?:of|for)\s(?:the\sterm\s)?[“\"‘]?(?P<term>[A-Z][\w’'&/-]{0,40}(?: (?:(?:of|and|or|for|in|the) )?[A-Z][\w’'&/-]{0,40}){0,6})|this\sdefinition)"
)
_DEFINES = re.compile(r"^(?:The term )?[“\"]\s?(?P<term>[^”\"]{2,60}?)[,.]?\s?[”\"]|^(?P<bare>(?:[A-Z][\w’'&/-]*\s){1,6})(?:means|shall mean)\b")
_SELF_WORDS = frozenset(
    "section article paragraph clause subsection subparagraph exhibit schedule annex appendix part hereof sentence"
    " definition subclause agreement".split()
)
_ATTACHED = frozenset({"exhibit", "schedule", "annex", "appendix", "attachment"})


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


class Mention(NamedTuple):
    """A number cited in words, before it is known whose it is."""

    start: int
    end: int
    unit: str
    address: Address
    kind: Kind
    through: Address | None
    within: int
    group: int = 0
    fuller: tuple[Address, ...] = ()
    term: str = ""


def citations(text: Text | Clause, *, index: Index | None = None) -> tuple[Citation, ...]:
    """Return every citation of a text, in order, each bound to the clauses it means.

    Args:
        text: The text or clause.
        index: Its index, where the caller has it.
    """
    root = text.root if isinstance(text, Text) else text
    finder = _Finder(root, index or Index(root))
    found: list[Citation] = []
    for clause in root.walk():
        for slot, words in (("heading", clause.heading or ""), ("text", clause.text)):
            if len(words) > 5:
                found.extend(finder.cited(clause, "heading" if slot == "heading" else "text", words))
    return tuple(found)


def mentions(words: str, *, own: frozenset[str] = frozenset()) -> list[Mention]:
    """Find the numbers cited in words, and tell those of statutes and other papers.

    Args:
        words: One clause's words.
        own: What the text calls itself (``Plan``, ``Agreement``).
    """
    found: list[Mention] = []
    for group in _CITED.finditer(words):
        if group["self"]:
            unit = _unit(group["own"])
            found.append(Mention(group.start(), group.end(), unit, Address((), unit), "relative", None, -1))
        else:
            found.extend(_listed(words, group, own))
    return _nested(words, found)


def _listed(words: str, group: re.Match[str], own: frozenset[str]) -> Iterator[Mention]:
    unit = _unit(group["unit"])
    other = _elsewhere(words, group, own)
    named = _DEFINITION.match(words, group.end())
    term = (named["term"] or "this") if named else ""
    begin, end = group.span("places")
    ones = [one for one in _ONE.finditer(words, begin, end)]
    place = 0
    head: tuple[str, ...] = ()
    while place < len(ones):
        one = ones[place]
        if one["unit"]:
            unit = _unit(one["unit"])
        steps = _steps(one["place"])
        start = group.start("unit") if place == 0 else one.start("unit") if one["unit"] else one.start("place")
        stop, through = one.end(), None
        if place + 1 < len(ones) and (ones[place + 1]["joint"] or "").strip() in ("through", "to", "-", "–"):
            place += 1
            through, stop = Address(_steps(ones[place]["place"]), unit), ones[place].end()
        kind: Kind = "external" if other else "relative" if one["place"][0] == "(" else "internal"
        fuller: tuple[Address, ...] = ()
        if kind == "relative" and len(head) > 1 and not one["unit"]:
            fuller = tuple(Address((*head[:cut], *steps), unit) for cut in range(len(head) - 1, 0, -1))
            kind = "internal"
        elif one["place"][0] != "(":
            head = steps
        if steps:
            yield Mention(start, stop, unit, Address(steps, unit), kind, through, -1, group.start(), fuller, term)
        place += 1


def _unit(written: str) -> str:
    word = written.strip().lower()
    return "attachment" if word.startswith("attachment") else labels.parse(f"{word} 1").unit


def _steps(place: str) -> tuple[str, ...]:
    steps: list[str] = []
    head = place.split("(", 1)[0].strip().rstrip(".")
    if head:
        steps.append(labels.key(head))
    steps += [labels.key(step.strip(" .")) for step in re.findall(r"\(([^()]*)\)", place)]
    return tuple(steps)


def _elsewhere(words: str, group: re.Match[str], own: frozenset[str]) -> bool:
    """Say whether what stands around a citation gives it to a statute or another paper."""
    if group["this"] and group["this"].startswith("this"):
        return False
    start, end = group.start(), group.end()
    if _ACRONYM.search(words[max(0, start - 8) : start]) and not group["unit"].isupper():
        return True
    if _STATUTE_BEFORE.search(words[max(0, start - 24) : start]) or _STATUTE_AFTER.match(words, end):
        return not _own_before(words, start, own)
    if _THEREOF.match(words, end):
        return True
    named = _OF_THIS.match(words, end)
    if named:
        name = named["name"]
        if named["deictic"] == "this" or name.lower() in _SELF_WORDS and name.islower():
            return False
        if name in own and named["deictic"] in ("the", "said"):
            return False
        return name[0].isupper() or named["deictic"] in ("such", "that") and name.lower() not in _SELF_WORDS
    other = _OF_OTHER.match(words, end)
    if other is None:
        return False
    first = other["name"].split()[0].rstrip(".,").lower().rstrip("s")
    return first not in _SELF_WORDS and "§" not in first and (not first[:1].isdigit() or len(other["name"].split()) > 1)


def _own_before(words: str, start: int, own: frozenset[str]) -> bool:
    before = words[max(0, start - 24) : start].split()
    return bool(before) and before[-1].strip(",") == "Plan" and "Plan" in own and "Plan" not in words[start : start + 1]


def _nested(words: str, found: list[Mention]) -> list[Mention]:
    """Bind "clauses (i) and (ii) of Section 4(b)": the inner are looked for within the outer, and share its paper."""
    whole = list(found)
    for place in range(len(found) - 2, -1, -1):
        inner, outer = whole[place], whole[place + 1]
        if inner.group == outer.group and outer.within >= 0 and inner.kind == "relative":
            whole[place] = inner._replace(kind=outer.kind, within=outer.within)
            continue
        between = words[inner.end : outer.start] or "-"
        if outer.group == inner.group or len(between) > 12 or not _NESTED.fullmatch(between):
            if between in (", ", " ") and outer.kind == "relative" and inner.kind == "internal" and outer.within < 0:
                whole[place + 1] = outer._replace(kind="internal", within=place)
            continue
        if inner.kind == "relative":
            whole[place] = inner._replace(kind="external" if outer.kind == "external" else "internal", within=place + 1)
        elif outer.kind == "external":
            whole[place] = inner._replace(kind="external")
    return whole


class _Finder:
    """Binds citations of one text to its clauses."""

    def __init__(self, root: Clause, index: Index) -> None:
        self.root = root
        self.index = index
        self.own = own_names(root)
        self.order = {clause.id: place for place, clause in enumerate(root.walk())}
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
        if "Amendment" in self.own:
            return True  # an amendment's numbers are those of the paper it amends
        if one.unit in _ATTACHED:
            return True  # what is attached is not in this file
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
        bearers = [each for each in self.index.bearers.get(steps[0], ())
                   if any(above.id == clause.id for above in self.index.above(each))]  # fmt: skip
        whole = [each for bearer in bearers for each in self._below(self.index.clauses[bearer], steps[1:])]
        return whole[:1]

    def _near(self, clause: Clause, address: Address) -> tuple[str, ...]:
        """Return what ``clause (i)`` means where it stands: the nearest list that has it, looking outward."""
        chain = [clause, *self.index.above(clause.id)]
        for each in chain:
            found = self._below(each, address.steps)
            if found:
                return tuple(self._nearest(found, clause)) if len(found) > 1 else tuple(found)
        bearers = self.index.bearers.get(address.steps[0], ())
        for each in chain[:-1]:
            inside = [bearer for bearer in bearers if any(above.id == each.id for above in self.index.above(bearer))]
            whole = [found for bearer in inside for found in self._below(self.index.clauses[bearer], address.steps[1:])]
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
    return frozenset(name for name in found if name.istitle() and name.lower() not in _SELF_WORDS - {"agreement"})


def _attached(clause: Clause) -> bool:
    return bool(clause.label) and labels.parse(clause.label or "").unit in _ATTACHED
