"""Parts of Open Cap Table objects: names, addresses, money, vesting and windows, as the format writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from engross.granting.dates import Period
from engross.granting.record import Grant, Money, Participant

REASONS = (
    "VOLUNTARY_OTHER",
    "VOLUNTARY_GOOD_CAUSE",
    "VOLUNTARY_RETIREMENT",
    "INVOLUNTARY_OTHER",
    "INVOLUNTARY_DEATH",
    "INVOLUNTARY_DISABILITY",
    "INVOLUNTARY_WITH_CAUSE",
)
NULL = object()


def without_nothing(told: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known; a null that the format asks for stays."""
    kept = {key: each for key, each in told.items() if each is not None and (each != [] or key != "comments")}
    return {key: None if each is NULL else each for key, each in kept.items()}


def money_of(money: Money | None) -> dict[str, str] | None:
    """Return an amount of money as an object."""
    return {"amount": numeric(money.amount), "currency": money.currency} if money else None


def numeric(amount: Decimal) -> str:
    """Return an amount as the format writes numbers: text without commas or exponent."""
    return format(amount, "f")


def windows(window: Period | None) -> list[dict[str, Any]]:
    """Return the time of exercise after the end of service, the same for every reason."""
    if window is None or window.unit == "weeks":
        return []
    return [{"reason": reason, "period": window.number, "period_type": window.unit.upper()} for reason in REASONS]


def vestings(grant: Grant, quantity: int) -> list[dict[str, str]]:
    """Return the steps of vesting; for a grant that vests at once its date with all of it."""
    steps = [(step.date, step.amount) for step in grant.vesting] or [(grant.grant_date or date.max, quantity)]
    return [{"date": day.isoformat(), "amount": str(amount)} for day, amount in steps]


def stakeholder_id(grant: Grant) -> str:
    """Return the id of who holds a grant; one is made of the grant's number where the record has none."""
    return grant.participant.id or f"holder-of-{grant.custom_id}"


def stakeholder(grant: Grant, as_of: date) -> dict[str, Any]:
    """Return who holds a grant as an object."""
    person = grant.participant
    optional = {"first_name": person.name.first_name, "last_name": person.name.last_name}
    name = {"legal_name": person.name.legal_name, **{key: each for key, each in optional.items() if each}}
    return without_nothing({
        "object_type": "STAKEHOLDER",
        "id": stakeholder_id(grant),
        "name": name,
        "stakeholder_type": "INDIVIDUAL" if person.natural_person else "INSTITUTION",
        "current_relationship": "BOARD_MEMBER" if _serves(person, as_of) else "OTHER",
        "addresses": [_address(address) for address in person.addresses] or None,
    })  # fmt: skip


def _serves(person: Participant, as_of: date) -> bool:
    left = person.ceased is not None and person.ceased <= as_of
    return not left or (person.re_elected is not None and person.re_elected <= as_of)


def _address(address: Any) -> dict[str, str]:
    names = ("address_type", "street_suite", "city", "country_subdivision", "country", "postal_code")
    return {name: getattr(address, name) for name in names if getattr(address, name)}


def beyond_stakeholder(participant: Any) -> dict[str, Any]:
    """Return the fields of a participant that a stakeholder has no place for."""
    return {key: each for key, each in participant.items() if key not in ("id", "name", "addresses")}
