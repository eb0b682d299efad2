"""The ledger of the reserve: every grant, exercise, return and adjustment in order, and what is left after each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from engross.clauses.uncollected import uncollected
from engross.granting.record import Day, Event, Grant
from engross.granting.terms import Terms, last_day
from engross.problems import Problem, Source

StepType = Literal[
    "reserve", "adjustment", "grant", "exercise", "forfeit", "cancel", "surrender", "expire", "terminate"
]
_DAY = timedelta(days=1)
_new = tuple.__new__  # a named tuple made without its own constructor takes a third of the time
_NO_TERMS = Terms()
# The order of one day. An option that lapsed at the end of the day before is back before anything else; what older
# options give back comes before the day's grants, and a grant that leans on it is named; its own events follow it.
_ADJUSTMENT, _LAPSE, _OLDER, _GRANT, _OWN = range(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A change in capitalization: a split, a stock dividend, a combination.

    Args:
        date: When it takes effect.
        new: How many shares there are after it ...
        old: ... for this many before: a two-for-one split is ``new=2, old=1``.
        determined: The day the Board determined that the plan is adjusted for it; None where it did not, or where no
            determination is on file: then nothing is adjusted.
        source: The record of it.
    """

    date: Day
    new: int
    old: int = 1
    determined: Day | None = None
    source: Source | None = field(default=None, compare=False, repr=False)

    def of(self, shares: int) -> int:
        """Return a number of shares as adjusted, rounded down to whole shares."""
        return shares * self.new // self.old


class Step(NamedTuple):
    """One line of the ledger.

    Args:
        date: When.
        type: What happened.
        grant: The option it happened to; empty for the plan itself.
        quantity: How many shares moved.
        available: Free for grant after it.
        outstanding: Granted and still open after it.
        issued: Issued on exercise, for good.
        reserve: All together.
        by_rule: True for a lapse that follows from the plan's terms and is not recorded.
    """

    date: date
    type: StepType
    grant: str
    quantity: int
    available: int
    outstanding: int
    issued: int
    reserve: int
    by_rule: bool = False


class Option(NamedTuple):
    """Where one option stands at the end of a ledger.

    Args:
        grant: Its record.
        left: Shares still open.
        exercised: Shares issued, as adjusted since.
        returned: Shares that went back to the reserve, as they were then.
        excess: Shares granted beyond the reserve: they count nowhere, and a later return does not cure them.
    """

    grant: Grant
    left: int
    exercised: int
    returned: int
    excess: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The reserve over time. At every step ``available + outstanding + issued == reserve``, and none is negative.

    Args:
        steps: In order; the first is the reserve itself.
        options: Where each option stands at the end, by its id.
        faults: What could not be carried as recorded, with its place.
        as_of: The last day it covers.
    """

    steps: tuple[Step, ...]
    options: Mapping[str, Option]
    faults: tuple[Problem, ...]
    as_of: date
    _granted: dict[str, Step] = field(default_factory=dict, compare=False, repr=False)

    def granted(self, grant: str) -> Step | None:
        """Return the step by which an option was granted; None where the ledger has none."""
        if not self._granted:
            self._granted.update((step.grant, step) for step in self.steps if step.type == "grant")
        return self._granted.get(grant)

    @property
    def last(self) -> Step:
        """The last step."""
        return self.steps[-1]


def keep(
    grants: Iterable[Grant],
    reserve: int,
    *,
    as_of: date,
    terms: Terms = _NO_TERMS,
    adjustments: Iterable[Adjustment] = (),
) -> Ledger:
    """Keep the ledger of a reserve up to and with a day.

    Args:
        grants: The grants with their events, in any order.
        reserve: How many shares the plan sets aside.
        as_of: The last day.
        terms: What makes an option lapse without more; without terms none does.
        adjustments: Changes in capitalization; only those the Board determined are carried.
    """
    book = _Book(reserve)
    with uncollected():
        for _, _, day, what, grant_id in sorted(_entries(grants, terms, adjustments, as_of, book)):
            book.carry(day, what, grant_id)
    options = MappingProxyType({
        grant_id: Option(account.grant, account.left, account.exercised, account.returned, account.excess)
        for grant_id, account in book.accounts.items()
    })  # fmt: skip
    return Ledger(steps=tuple(book.steps), options=options, faults=tuple(book.faults), as_of=as_of)


_What = Grant | Event | Adjustment | None  # None: a lapse by rule
_Entry = tuple[int, int, date, _What, str]  # its order, its number (so that nothing after it is compared), and the rest


def _entries(
    grants: Iterable[Grant], terms: Terms, adjustments: Iterable[Adjustment], as_of: date, book: _Book
) -> Iterator[_Entry]:
    number = count()
    for adjustment in adjustments:
        if adjustment.date <= as_of:
            yield (adjustment.date.toordinal() * 8 + _ADJUSTMENT, next(number), adjustment.date, adjustment, "")
    lapses = bool(terms.term or terms.after_service or terms.ends)
    for grant in grants:
        granted, grant_id = grant.grant_date, grant.custom_id
        if granted is None or grant.quantity is None:
            missing = "grant_date" if granted is None else "quantity"
            book.fault(grant, missing, code="E021", what=f"{grant_id} has no {missing} and is not in the ledger",
                       remedy=f"give its {missing}")  # fmt: skip
            continue
        if granted > as_of:
            continue
        yield (granted.toordinal() * 8 + _GRANT, next(number), granted, grant, grant_id)
        for event in grant.events:
            day = event.date
            if day <= as_of:
                yield (day.toordinal() * 8 + (_OLDER if day > granted else _OWN), next(number), day, event, grant_id)
        if lapses and (last := last_day(grant, terms)):
            lapse = last + _DAY
            if lapse <= as_of:
                yield (lapse.toordinal() * 8 + _LAPSE, next(number), lapse, None, grant_id)


class _Account:
    """What is known of one option while the ledger is kept."""

    __slots__ = ("excess", "exercised", "grant", "left", "returned")

    def __init__(self, grant: Grant, left: int, excess: int) -> None:
        self.grant, self.left, self.excess = grant, left, excess
        self.exercised = self.returned = 0


class _Book:
    """The ledger while it is kept."""

    def __init__(self, reserve: int) -> None:
        self.reserve = self.available = reserve
        self.outstanding = self.issued = 0
        self.accounts: dict[str, _Account] = {}
        self.steps: list[Step] = [Step(date.min, "reserve", "", reserve, reserve, 0, 0, reserve)]
        self.faults: list[Problem] = []
        self.day = date.min
        self.returned_today = 0

    def carry(self, day: date, what: _What, grant_id: str) -> None:
        """Carry one entry."""
        if day != self.day:
            self.day, self.returned_today = day, 0
        match what:
            case Event():
                self._event(what, grant_id)
            case Grant():
                self._grant(what, day)
            case Adjustment():
                self._adjust(what)
            case None:
                account = self.accounts.get(grant_id)
                if account and (account.left or account.excess):
                    self._give_back(account, "expire", account.left + account.excess, by_rule=True)

    def _grant(self, grant: Grant, day: date) -> None:
        quantity, grant_id = grant.quantity or 0, grant.custom_id
        if grant_id in self.accounts:
            first = self.accounts[grant_id].grant.source
            self.fault(grant, "custom_id", code="E104", what=f"{grant_id} is recorded twice (first at {first})",
                       remedy="give each grant its own custom_id")  # fmt: skip
            return
        if quantity <= 0:
            self.fault(grant, "quantity", code="E042", what=f"{grant_id} is of {quantity} shares",
                       remedy="give 1 or more")  # fmt: skip
            quantity = 0
        carried = min(quantity, self.available)
        if carried < quantity:
            over = f"{grant_id} of {quantity:,} shares on {day} is {quantity - carried:,} over the reserve"
            remedy = "reduce the grant, or enlarge the reserve before it; a later return does not cure it"
            self.fault(grant, "quantity", code="G10", what=f"{over}: {self.available:,} were available", remedy=remedy)
        elif self.returned_today and quantity > self.available - self.returned_today:
            what = f"{grant_id} fits the reserve only with shares that came back on the same day, {day}"
            remedy = "record which came first; the plan does not say"
            self.fault(grant, "quantity", code="G11", what=what, remedy=remedy, severity="warning")
        self.accounts[grant_id] = _Account(grant, carried, quantity - carried)
        self.available -= carried
        self.outstanding += carried
        self._step("grant", grant_id, carried)

    def _event(self, event: Event, grant_id: str) -> None:
        account = self.accounts.get(grant_id)
        if account is None or (account.grant.grant_date or event.date) > event.date:
            what = f"{event.type} of {event.date} belongs to {grant_id}, which was not granted by then"
            self.faults.append(Problem(code="G29", what=what, remedy="correct the date of the event or of the grant",
                                       source=event.source, place=f"{grant_id} events"))  # fmt: skip
            return
        held = account.left + account.excess
        quantity = event.quantity
        if event.type == "exercise":
            self._exercise(account, event, quantity or 0)
        elif not 0 <= (quantity or 0) <= held:
            what = f"{event.type} of {quantity:,} shares on {event.date}: {grant_id} has {held:,} left"
            self.faults.append(Problem(code="G11", what=f"{what}; shares come back once", remedy="correct the quantity",
                                       source=event.source, place=f"{grant_id} events"))  # fmt: skip
        elif held:
            self._give_back(account, event.type, held if quantity is None else quantity)

    def _exercise(self, account: _Account, event: Event, quantity: int) -> None:
        grant_id = account.grant.custom_id
        if not 0 < quantity <= account.left:
            what = f"exercise of {quantity:,} shares on {event.date}: {grant_id} has {account.left:,} left"
            remedy = "give the quantity" if event.quantity is None else "correct the quantity"
            self.faults.append(Problem(code="G29", what=what, remedy=remedy, source=event.source,
                                       place=f"{grant_id} events"))  # fmt: skip
            return
        account.left -= quantity
        account.exercised += quantity
        self.outstanding -= quantity
        self.issued += quantity
        self._step("exercise", grant_id, quantity)

    def _give_back(self, account: _Account, kind: StepType, quantity: int, *, by_rule: bool = False) -> None:
        void = min(quantity, account.excess)  # what never counted cannot come back
        back = quantity - void
        account.excess -= void
        account.left -= back
        account.returned += back
        self.outstanding -= back
        self.available += back
        self.returned_today += 0 if by_rule else back
        self._step(kind, account.grant.custom_id, back, by_rule=by_rule)

    def _adjust(self, adjustment: Adjustment) -> None:
        if adjustment.determined is None:
            what = f"the {adjustment.new}-for-{adjustment.old} change of {adjustment.date} is not carried"
            self.faults.append(Problem(
                code="G13", what=f"{what}: no determination of the Board is on file", severity="warning",
                remedy="record the Board's determination, if it made one", source=adjustment.source,
                place="adjustments"))  # fmt: skip
            return
        for account in self.accounts.values():
            account.left = adjustment.of(account.left)
            account.excess = adjustment.of(account.excess)
            account.exercised = adjustment.of(account.exercised)
        before, self.reserve = self.reserve, adjustment.of(self.reserve)
        self.outstanding = sum(account.left for account in self.accounts.values())
        self.issued = sum(account.exercised for account in self.accounts.values())
        self.available = self.reserve - self.outstanding - self.issued
        self._step("adjustment", "", self.reserve - before)

    def _step(self, kind: StepType, grant: str, quantity: int, *, by_rule: bool = False) -> None:
        self.steps.append(_new(Step, (self.day, kind, grant, quantity, self.available, self.outstanding, self.issued,
                                      self.reserve, by_rule)))  # fmt: skip

    def fault(self, grant: Grant, place: str, **told: Any) -> None:
        """Keep a fault of a grant with its place in the record."""
        self.faults.append(Problem(source=grant.stands_at(place), place=f"{grant.custom_id} {place}", **told))
