"""The grant record: one award with its participant, price, events; fields are named after Open Cap Table 1.2.0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from engross.problems import Problem, Source

CompensationType = Literal["OPTION_NSO", "OPTION_ISO", "OPTION", "RSU", "CSAR", "SSAR"]
EventType = Literal["exercise", "forfeit", "cancel", "surrender", "expire", "terminate"]
Payment = Literal["cash_or_check", "broker", "shares", "promissory_note", "other"]
PriceMethod = Literal["last_reported_sale", "board_determined", "offering_price"]
AddressType = Literal["LEGAL", "CONTACT", "OTHER"]

Day = date  # events have a field of that name

RETURNING: tuple[EventType, ...] = ("forfeit", "cancel", "surrender", "expire", "terminate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An exact amount of a currency.

    Args:
        amount: Exact, never rounded: ``23.4375``.
        currency: ISO 4217.
    """

    amount: Decimal
    currency: str = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's name (OCF ``Name``).

    Args:
        legal_name: As it is to be printed, letter for letter.
        first_name: Optional part.
        last_name: Optional part.
    """

    legal_name: str = ""
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address (OCF ``Address``).

    Args:
        street_suite: The street lines, one or more, parted by line ends.
        city: As printed.
        country_subdivision: The state, ``MA``.
        postal_code: Text: a leading zero stays.
        country: ISO 3166-1 alpha-2.
        address_type: What it is for.
    """

    street_suite: str
    city: str = ""
    country_subdivision: str = ""
    postal_code: str = ""
    country: str = "US"
    address_type: AddressType = "LEGAL"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as printed on an envelope; a country other than the United States has its own."""
        region = " ".join(part for part in (self.country_subdivision, self.postal_code) if part)
        place = ", ".join(part for part in (self.city, region) if part)
        country = self.country if self.country != "US" else ""
        return tuple(line for line in (*self.street_suite.splitlines(), place, country) if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who holds the award.

    Args:
        id: The stakeholder's id.
        name: Their name.
        director_since: The day they last became a director; None where it is not known.
        ceased: The day they ceased to serve; None while they serve or where it is not known.
        ceased_reason: Why, in words.
        re_elected: A later day on which they became a director again.
        employee_of_company: Whether they were an employee of the company on the grant date; None where not known.
        employee_of_subsidiary: The same for a subsidiary.
        employee_since: The day they became an employee, if later.
        natural_person: False for a company or trust.
        addresses: Their addresses.
    """

    id: str = ""
    name: Name = field(default_factory=Name)
    director_since: date | None = None
    ceased: date | None = None
    ceased_reason: str = ""
    re_elected: date | None = None
    employee_of_company: bool | None = None
    employee_of_subsidiary: bool | None = None
    employee_since: date | None = None
    natural_person: bool = True
    addresses: tuple[Address, ...] = ()

    @property
    def address_lines(self) -> tuple[str, ...]:
        """The lines of the first address."""
        return self.addresses[0].lines if self.addresses else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBasis:
    """What the price rests on.

    Args:
        method: How it was found.
        market: The exchange or market as named.
        price_date: The day of the reported price, or of the Board's determination.
        source: The evidence: a table, a resolution, a print-out.
        offering: True for a grant made as of the effective date of the initial public offering.
    """

    method: PriceMethod | None = None
    market: str = ""
    price_date: date | None = None
    source: str = ""
    offering: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that befell the award after its grant.

    Args:
        type: What happened.
        date: When.
        quantity: How many shares; None for all that is left where the type allows it.
        payment: How an exercise was paid.
        reason: Why, in words.
        notice_received: The day the written notice reached the principal office.
        shares_owned_since: For payment in shares: since when they were owned.
        id: For exports; found from the award's id where empty.
        source: Where it stands.
    """

    type: EventType
    date: Day
    quantity: int | None = None
    payment: tuple[Payment, ...] = ()
    reason: str = ""
    notice_received: Day | None = None
    shares_owned_since: Day | None = None
    id: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs for the company.

    Args:
        name: As printed under the line.
        title: Their office.
    """

    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """The participant's acceptance (OCF ``EquityCompensationAcceptance``).

    Args:
        date: The day; None while it is awaited.
    """

    date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vesting:
    """One step of a vesting schedule (OCF ``Vesting``).

    Args:
        date: When.
        amount: How many shares.
    """

    date: Day
    amount: int


def _no_sources() -> Mapping[str, Source]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """An award as recorded. What is not known is None or empty: nothing is guessed.

    Args:
        custom_id: The number people use: ``NSO-0001``.
        plan: The id of the plan it is granted under.
        grant_date: The day of the grant (OCF ``date``).
        quantity: Whole shares.
        exercise_price: For each share.
        participant: Who holds it.
        board_approval_date: The day of the Board's action.
        compensation_type: What kind of award it is.
        price_basis: What the price rests on.
        vesting: Empty for fully vested at grant.
        expiration_date: Only where a record states it; the date is found by rule (``granting.options``).
        payment: The methods of payment the agreement is to allow; empty for what its form allows.
        board_permits: The further methods the Board has permitted.
        transferable: True where the Board lets it be transferred.
        signatory: Who signs for the company.
        acceptance: The participant's acceptance.
        events: In the order recorded.
        comments: Words that have no other place.
        source: Where the record begins.
        sources: Where each field stands, by dotted path.
        faults: What was wrong in the record as read, where it was read to be filled in nevertheless as a draft.
        warnings: What a person should look at in the record as read (letters of two scripts in one word).
    """

    custom_id: str
    plan: str = ""
    grant_date: date | None = None
    quantity: int | None = None
    exercise_price: Money | None = None
    participant: Participant = field(default_factory=Participant)
    board_approval_date: date | None = None
    compensation_type: CompensationType = "OPTION_NSO"
    price_basis: PriceBasis = field(default_factory=PriceBasis)
    vesting: tuple[Vesting, ...] = ()
    expiration_date: date | None = None
    payment: tuple[Payment, ...] = ()
    board_permits: tuple[Payment, ...] = ()
    transferable: bool = False
    signatory: Signatory = field(default_factory=Signatory)
    acceptance: Acceptance = field(default_factory=Acceptance)
    events: tuple[Event, ...] = ()
    comments: tuple[str, ...] = ()
    source: Source | None = field(default=None, compare=False, repr=False)
    sources: Mapping[str, Source] = field(default_factory=_no_sources, compare=False, repr=False)
    faults: tuple[Problem, ...] = field(default=(), compare=False, repr=False)
    warnings: tuple[Problem, ...] = field(default=(), compare=False, repr=False)

    def stands_at(self, path: str) -> Source | None:
        """Return where a field stands in its record, or the nearest field above it, or the record itself."""
        while path:
            if path in self.sources:
                return self.sources[path]
            path = path.rpartition(".")[0]
        return self.source
