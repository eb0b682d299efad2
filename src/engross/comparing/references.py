"""References: citations that follow a clause to its new number, and citations that should have and did not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engross.clauses import labels
from engross.clauses.addresses import cite
from engross.clauses.mentions import mentions
from engross.comparing.changes import Reference
from engross.comparing.outline import Outline
from engross.comparing.wording import Wording

if TYPE_CHECKING:
    from engross.comparing.survey import Finding, Survey

_NUMBER = r"\d+(?:\.\d+)*[A-Za-z]?(?:\([A-Za-z0-9]{1,5}\))*|[IVXLC]+\b(?:\([A-Za-z0-9]{1,5}\))*"
_UNIT = r"(?:[Ss]ub)?(?:[Ss]ections?|[Pp]aragraphs?|[Cc]lauses?)|[Aa]rticles?|SECTIONS?|ARTICLES?|§§?"
_ONE = re.compile(_NUMBER)
_LEADS = re.compile(rf"(?:(?:{_UNIT})|,|\band|\bor|\bto|\bthrough)\s*$")


class Cited(NamedTuple):
    """A number cited in words: as written, where, and whether it is read from where it stands (``clause (ii)``)."""

    written: str
    start: int
    end: int
    relative: bool


def judge(survey: Survey) -> None:
    """Tell conforming references from rewording, and find stale ones; does nothing where no number changed."""
    if not any(finding.here >= 0 and set(finding.kinds) - {"reworded", "joiner only", "layout"}
               for finding in survey.findings):  # fmt: skip
        return
    numbers = Numbers(survey)
    by_pair = {finding.there: finding for finding in survey.findings if finding.there >= 0 and not finding.joints}
    for there, wording in survey.wordings.items():
        _conforming(numbers, by_pair.get(there), wording, survey)
    for reference, here, there in _stale(numbers, survey):
        finding = by_pair.get(there)
        if finding is None:
            finding = by_pair[there] = survey.finding(here, there)
        if "stale reference" not in finding.kinds:
            finding.kinds.append("stale reference")
        finding.references.append(reference)


class Numbers:
    """How the citations of the old text read in the new one; both texts are cited when the first is asked for."""

    def __init__(self, survey: Survey) -> None:
        """Keep the survey."""
        self._matching = survey.matching
        self._now: dict[str, str] | None = None

    @property
    def now(self) -> dict[str, str]:
        """How each citation of the old text reads now; empty for what is gone."""
        if self._now is None:
            matching = self._matching
            before, after = citations(matching.old), citations(matching.new)
            self._now = {}
            for here, cited_as in enumerate(before):
                if cited_as and matching.old.clauses[here].label:
                    there = matching.to_new[here]
                    self._now.setdefault(cited_as, after[there] if there >= 0 else "")
        return self._now

    def translate(self, written: str) -> str | None:
        """Return how a provision is cited now; None for a number the old text does not have, empty for one gone."""
        head, rest = written, ""
        for form in (written, f"Article {written}"):
            if form in self.now:
                return self.now[form].removeprefix("Article ") if form != written else self.now[form]
        while head.endswith(")"):
            head, _, tail = head.rpartition("(")
            rest = f"({tail}{rest}"
            if head in self.now:
                return self.now[head] + rest if self.now[head] else None
        return None


def citations(outline: Outline) -> list[str]:
    """Return how every clause is cited, top down, as :func:`engross.clauses.addresses.cite` does one by one."""
    found: list[str] = []
    for parent, clause in zip(outline.parents, outline.clauses, strict=True):
        above = found[parent] if parent >= 0 else ""
        if not clause.label:
            found.append(above)
            continue
        alone, step = _cited_alone(clause.label)
        found.append(above + step if above and step else alone)
    return found


@lru_cache(maxsize=65536)
def _cited_alone(label: str) -> tuple[str, str]:
    """Return how a label is cited by itself, and what it adds to a citation above it; nothing where it stands alone."""
    alone = cite([label])
    return alone, "" if cite([label, label]) == alone else f"({labels.key(label)})"


def cited(words: str, own: frozenset[str] = frozenset()) -> Iterator[Cited]:
    """Yield the numbers cited in words, but for those of other papers (``Section 422 of the ... Code``).

    Args:
        words: The words of one clause.
        own: What the text calls itself.
    """
    if not (
        "ection" in words or "rticle" in words or "aragraph" in words or "lause" in words or "§" in words
        or "ECTION" in words or "RTICLE" in words
    ):  # fmt: skip
        return
    for each in mentions(words, own=own):
        if each.kind != "external" and each.address.steps:
            yield Cited(str(each.address), each.start, each.end, each.kind == "relative")


def _conforming(numbers: Numbers, finding: Finding | None, wording: Wording, survey: Survey) -> None:
    if finding is None or "reworded" not in finding.kinds:
        return
    found, others = [], 0
    lead = ""
    place = 0
    while place < len(wording):
        sign, text, slot = wording[place]
        if sign == "=" or slot == "label":
            lead = lead + text if sign == "=" else lead
            place += 1
            continue
        gone, come, begun = "", "", place
        while place < len(wording) and wording[place][0] != "=":
            sign, text, _ = wording[place]
            gone, come = (gone + text, come) if sign == "-" else (gone, come + text)
            place += 1
        written, now = gone.strip(), come.strip()
        if _ONE.fullmatch(written) and _LEADS.search(lead) and numbers.translate(written) == now:
            within = survey.matching.new.clauses[finding.there].id
            found.append(Reference(written=written, now=now, follows=True, within=within))
            wording[begun:place] = [(sign, text, "reference") for sign, text, _ in wording[begun:place]]
        else:
            others += bool(written or now)
    if found:
        finding.references += found
        kinds = [kind for kind in finding.kinds if kind != "reworded" or others]
        finding.kinds[:] = [*kinds, "conforming reference"]


def _stale(numbers: Numbers, survey: Survey) -> Iterator[tuple[Reference, int, int]]:
    """Yield the citations that still say the number a provision bore before."""
    matching = survey.matching
    for there, here in enumerate(matching.to_old):
        if here < 0:
            continue
        clause = matching.new.clauses[there]
        for number in cited(clause.text, survey.own):
            now = _near(survey, here, number.written) if number.relative else numbers.translate(number.written)
            if now is None or now == number.written:
                continue
            wording = survey.wordings.get(there)
            if wording is None or _untouched(wording, number):
                yield Reference(written=number.written, now=now, follows=False, within=clause.id), here, there


def _near(survey: Survey, here: int, written: str) -> str | None:
    """Return the number now of what ``clause (ii)`` meant where it stands: the nearest list that had it, outward."""
    outline, to_new = survey.matching.old, survey.matching.to_new
    place = here
    while place >= 0:
        for kid in outline.kids[place]:
            label = outline.clauses[kid].label
            if label and labels.key(label) == written:
                there = to_new[kid]
                return labels.key(survey.matching.new.clauses[there].label or "") if there >= 0 else ""
        place = outline.parents[place]
    return None


def _untouched(wording: Wording, number: Cited) -> bool:
    """Say whether a number cited in the new text stands in the old one as it is."""
    start, end = number.end - len(number.written), number.end
    at: int | None = None
    for sign, text, slot in wording:
        if slot not in ("text", "reference") or sign == "-":
            continue
        # The blank before the first word is none of the words.
        begins = len(text.lstrip()) - len(text) if at is None else at
        at = begins + len(text)
        if start < at and end > begins:
            return sign == "=" and begins <= start and end <= at
    return False
