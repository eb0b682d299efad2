"""Rules on the exercise price and the evidence it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from engross.granting.case import Case, Vocabulary
from engross.granting.dates import day_name
from engross.granting.pack import Rule
from engross.granting.record import Money
from engross.granting.results import Result

vocabulary = Vocabulary()
LONG_GAP = 4
"""After so many days without a reported price a careful reader asks why: no weekend with its holidays is longer."""


def _by_report(case: Case) -> bool:
    return case.grant.price_basis.method in (None, "last_reported_sale") and not case.grant.price_basis.offering


@vocabulary.word("equals-reported-price")
def equals_reported_price(case: Case, rule: Rule) -> Iterator[Result]:
    """The exercise price equals the last reported sales price of the grant date, or of the nearest day before."""
    if not _by_report(case):
        return
    if gap := case.unrecorded(rule, "grant_date", "exercise_price"):
        yield gap
        return
    granted, price = _day(case), _price(case)
    if case.grant.price_basis.method is None:
        yield case.unknown(
            rule, "the record does not say what the price rests on", "price_basis.method", place="price_basis"
        )
        return
    dated = case.grant.price_basis.price_date or granted
    counted = _nearest(case, granted)
    if counted is None or dated not in case.pack.prices:
        wanted = f"the reported sales price of {dated}"
        yield case.unknown(rule, f"no record of prices on file tells {wanted}", wanted, place="exercise_price")
        return
    reported = case.pack.prices[counted]
    if reported == price:
        yield case.passed(rule, f"{price} is the reported price of {counted}")
    else:
        yield case.failed(
            rule,
            f"the price is {price}; the reported price of {counted} is {reported}",
            f"the price must equal it: {reported}",
            place="exercise_price.amount",
        )


@vocabulary.word("price-of-grant-date-or-before")
def price_of_grant_date_or_before(case: Case, rule: Rule) -> Iterator[Result]:
    """The price is of the grant date; where none is reported then, of the nearest day before, never of one after."""
    if not _by_report(case):
        return
    if gap := case.unrecorded(rule, "grant_date", "price_basis.price_date"):
        yield gap
        return
    granted, dated = _day(case), case.grant.price_basis.price_date or date.max
    place = "price_basis.price_date"
    if dated > granted:
        yield case.failed(
            rule,
            f"the price is of {dated} ({day_name(dated)}), after the grant date {granted} ({day_name(granted)})",
            "take the price of the grant date or of the nearest day before it",
            place=place,
        )
        return
    between = sorted(day for day in case.pack.prices if dated < day <= granted)
    if between:
        yield case.failed(
            rule,
            f"the price is of {dated}; one is reported for {between[-1]}, nearer to the grant date {granted}",
            f"take the price of {between[-1]}",
            place=place,
        )
        return
    if (granted - dated).days > LONG_GAP:
        yield case.failed(
            rule,
            f"the price is of {dated}, {(granted - dated).days} days before the grant date {granted}",
            "make sure no price was reported in between",
            place=place,
            severity="warning",
        )
        return
    if dated < granted and granted.weekday() < 5 and dated not in case.pack.prices:
        told = f"whether a price was reported on {granted} ({day_name(granted)})"
        yield case.unknown(rule, f"the price is of {dated}; no record of prices tells {told}", told, place=place)
        return
    yield case.passed(rule, f"the price is of {dated} ({day_name(dated)}) for a grant of {granted}")


@vocabulary.word("determined-price")
def determined_price(case: Case, rule: Rule) -> Iterator[Result]:
    """Where the stock is not traded, the Board determines the fair market value, dated the grant date."""
    basis = case.grant.price_basis
    if basis.method != "board_determined" or basis.offering:
        return
    if gap := case.unrecorded(rule, "grant_date"):
        yield gap
        return
    if basis.price_date is not None and basis.price_date != case.grant.grant_date:
        yield case.failed(
            rule,
            f"the Board's determination is of {basis.price_date}, the grant of {case.grant.grant_date}",
            "the value is that of the grant date",
            place="price_basis.price_date",
        )
    elif case.grant.grant_date in case.pack.prices:
        yield case.failed(
            rule,
            f"a sales price is reported for {case.grant.grant_date}: the stock was traded",
            "take the reported price",
            place="price_basis.method",
        )
    elif gap := case.unrecorded(rule, "price_basis.price_date", "price_basis.source"):
        yield gap
    else:
        yield case.passed(rule, f"determined by the Board: {basis.source}")


@vocabulary.word("offering-price")
def offering_price(case: Case, rule: Rule) -> Iterator[Result]:
    """A grant as of the offering's effective date is at the price to the public; no other is (facts: date, price)."""
    basis = case.grant.price_basis
    if not (basis.offering or basis.method == "offering_price"):
        return
    if gap := case.unrecorded(rule, "grant_date", "exercise_price") or case.wanting(rule, *rule.facts):
        yield gap
        return
    effective, to_public = (case.pack.fact(name) for name in rule.facts)
    if case.grant.grant_date != effective:
        yield case.failed(
            rule,
            f"granted on {case.grant.grant_date}; the offering became effective on {effective}",
            "take the reported price of the grant date",
            place="price_basis",
        )
    elif isinstance(to_public, Money) and to_public.amount != _price(case):
        yield case.failed(
            rule,
            f"the price is {_price(case)}; the public paid {to_public.amount}",
            f"the price must equal it: {to_public.amount}",
            place="exercise_price.amount",
        )
    else:
        yield case.passed(rule, f"{_price(case)} is the price to the public on {effective}")


@vocabulary.word("exact-price")
def exact_price(case: Case, rule: Rule) -> Iterator[Result]:
    """The price is an exact amount of the currency, more than nought, and not below par (kinds: the currency)."""
    if gap := case.unrecorded(rule, "exercise_price"):
        yield gap
        return
    price = case.grant.exercise_price or Money(amount=Decimal(0))
    par = case.pack.fact(rule.facts[0]) if rule.facts else None
    if rule.kinds and price.currency not in rule.kinds:
        yield case.failed(
            rule, f"the price is in {price.currency}", f"state it in {rule.kinds[0]}", place="exercise_price.currency"
        )
    elif price.amount <= 0:
        yield case.failed(rule, f"the price is {price.amount}", "state a price", place="exercise_price.amount")
    elif isinstance(par, Money) and price.amount < par.amount:
        yield case.failed(
            rule,
            f"the price {price.amount} is below par {par.amount}: a matter of corporate law, outside the plan",
            "ask counsel whether shares may be issued below par",
            place="exercise_price.amount",
            severity="warning",
        )
    else:
        yield case.passed(rule, f"{price.amount} {price.currency}, exact")


@vocabulary.word("market-of-its-time")
def market_of_its_time(case: Case, rule: Rule) -> Iterator[Result]:
    """The market bears the name it had on the day of the price (words: a name; since: the day it ceased to bear it)."""
    basis = case.grant.price_basis
    if basis.method != "last_reported_sale":
        return
    if gap := case.unrecorded(rule, "price_basis.market"):
        yield gap
    elif rule.since and basis.price_date and basis.price_date >= rule.since and basis.market == rule.words:
        yield case.failed(
            rule,
            f"{rule.words} is named for a price of {basis.price_date}; the name ended on {rule.since}",
            "name the market as it was called on that day",
            place="price_basis.market",
            severity="info",
        )
    else:
        yield case.passed(rule, f"{basis.market}")


def _nearest(case: Case, granted: date) -> date | None:
    """Return the last day up to the grant date with a reported price."""
    return max((day for day in case.pack.prices if day <= granted), default=None)


def _day(case: Case) -> date:
    return case.grant.grant_date or date.max


def _price(case: Case) -> Decimal:
    return case.grant.exercise_price.amount if case.grant.exercise_price else Decimal(0)
