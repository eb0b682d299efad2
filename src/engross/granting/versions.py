"""The plan's text on every day, and how its clauses are cited then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engross.amending.amend import effective
from engross.amending.consolidate import derive, in_order
from engross.clauses.addresses import Index
from engross.clauses.clause import Text
from engross.clauses.words import printed
from engross.granting.dates import long_date
from engross.instruments.instrument import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The plan as it reads from a day on.

    Args:
        text: The plan.
        since: Its first day; None for the first text of a plan whose adoption date is not known.
        by: What made it: ``Amendment No. 1``; empty for the first.
    """

    text: Text
    since: date | None = None
    by: str = ""

    @property
    def made_by(self) -> str:
        """What made it, with the day."""
        return f"{self.by} ({long_date(self.since)})" if self.since else self.by


def versions_of(plan: Text, instruments: Iterable[Instrument] = ()) -> Versions:
    """Consolidate a plan once for every day on which its text changes.

    Raises:
        AmendmentRefused: An instrument cannot be carried out.
    """
    given = in_order(instruments)
    adopted = plan.dates.get("adopted") or plan.dates.get("effective")
    found = [Version(text=plan, since=adopted.date if adopted else None)]
    for day in sorted(_turning_days(given)):
        derived = derive(plan, given, as_of=day)
        if derived.text.root == found[-1].text.root:
            continue
        by = [each.instrument.name for each in derived.listed if (at := effective(each.instrument)) and at.date == day]
        found.append(Version(text=derived.text, since=day, by=" and ".join(by) or "the end of an instrument's effect"))
    return Versions(found, given)


def _turning_days(instruments: Iterable[Instrument]) -> set[date]:
    days = set()
    for each in instruments:
        if each.status == "void":
            continue
        if dated := effective(each):
            days.add(dated.date)
        if each.effect.until:
            days.add(each.effect.until + timedelta(days=1))
    return days


class Versions:
    """The versions of a plan, looked up by day and by clause."""

    def __init__(self, versions: Sequence[Version], instruments: Sequence[Instrument] = ()) -> None:
        """Take the versions in order of effect, at least one."""
        self.versions = tuple(versions)
        self.instruments = tuple(instruments)
        self._starts = [version.since or date.min for version in versions]
        self._indexes: dict[int, Index] = {}
        self._cited: dict[tuple[int, str], str] = {}
        self._forms: dict[str, tuple[Text, dict[str, str]]] = {}

    def number_on(self, day: date | None) -> int | None:
        """Return the place of the version in force on a day; None before the first, the last for no day."""
        if day is None:
            return len(self.versions) - 1
        found = bisect_right(self._starts, day) - 1
        return found if found >= 0 else None

    def on(self, day: date | None) -> Version | None:
        """Return the version in force on a day; None where no text is on file for it."""
        number = self.number_on(day)
        return None if number is None else self.versions[number]

    def holds(self, clause: str, day: date | None) -> bool:
        """Say whether a clause is in the text of a day and in force."""
        number = self.number_on(day)
        if number is None:
            return False
        found = self._index(number).clauses.get(clause)
        return found is not None and found.status == "in force"

    def gone(self, clause: str, day: date) -> Version | None:
        """Return the version that took a clause out, if one had by a day."""
        number = self.number_on(day)
        held = False
        for position in range((number if number is not None else -1) + 1):
            here = clause in self._index(position).clauses
            if held and not here:
                return self.versions[position]
            held = here
        return None

    def goes_later(self, clause: str, day: date) -> Version | None:
        """Return the version after a day that takes a clause out, if one does."""
        number = self.number_on(day)
        for position in range((number if number is not None else -1) + 1, len(self.versions)):
            if clause not in self._index(position).clauses:
                return self.versions[position]
        return None

    def cite(self, clause: str, day: date | None) -> str:
        """Return how a clause is cited by the labels in force on a day; by the last that had it where it is gone."""
        number = self.number_on(day)
        number = 0 if number is None else number
        key = (number, clause)
        if key not in self._cited:
            self._cited[key] = self._cite(number, clause)
        return self._cited[key]

    def _cite(self, number: int, clause: str) -> str:
        for position in (*range(number, -1, -1), *range(number + 1, len(self.versions))):
            index = self._index(position)
            if clause in index.clauses:
                return index.citation(clause)
        return ""

    def words(self, clause: str, day: date | None) -> str:
        """Return a clause's printed words on a day; empty where the text of the day has no such clause."""
        number = self.number_on(day)
        if number is None or clause not in self._index(number).clauses:
            return ""
        return printed(self._index(number).clauses[clause])

    def cite_in(self, text: Text, clause: str) -> str:
        """Return how a clause of a form is cited; empty where the form has none."""
        if text.id not in self._forms or self._forms[text.id][0] is not text:
            index = Index(text.root)
            self._forms[text.id] = (text, {each: index.citation(each) for each in index.clauses})
        return self._forms[text.id][1].get(clause, "")

    def _index(self, number: int) -> Index:
        if number not in self._indexes:
            self._indexes[number] = Index(self.versions[number].text.root)
        return self._indexes[number]
