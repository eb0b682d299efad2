"""The grammar of grant records, ``grant/1``: declared once for the reader, the writer and the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engross.granting.record import (
    Acceptance,
    Address,
    Event,
    Grant,
    Money,
    Name,
    Participant,
    PriceBasis,
    Signatory,
    Vesting,
)
from engross.problems import Source
from engross.reading.fields import Choice, Day, Exact, Field, Flag, Here, Many, Record, Whole, Words
from engross.reading.kind import Kind

LINE = Words(longest=255)
DAY = Day()
NUMBER_OF_RECORD = Words(longest=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", code="E105",
                         says="an id of letters, digits, dots and hyphens without blanks or slashes")  # fmt: skip
METHODS = Choice(("cash_or_check", "broker", "shares", "promissory_note", "other"))

MONEY = Record(
    name="money",
    make=Money,
    about="An exact amount of a currency.",
    fields=(
        Field(name="amount", type=Exact(places=4), required=True, about="exact figures, 23.4375"),
        Field(name="currency", type=Words(pattern="^[A-Z]{3}$", says="three capitals, USD", code="E046"),
              default="USD", about="ISO 4217"),
    ),
)  # fmt: skip
NAME = Record(
    name="name",
    make=Name,
    fields=(
        Field(name="legal_name", type=LINE, default="", about="as it is to be printed, letter for letter"),
        Field(name="first_name", type=LINE, default=""),
        Field(name="last_name", type=LINE, default=""),
    ),
)
ADDRESS = Record(
    name="address",
    make=Address,
    fields=(
        Field(name="address_type", type=Choice(("LEGAL", "CONTACT", "OTHER")), default="LEGAL"),
        Field(name="street_suite", type=Words(lines=True, longest=1000), required=True, about="one line or more"),
        Field(name="city", type=LINE, default=""),
        Field(name="country_subdivision", type=Words(pattern="^[A-Z0-9]+$", says="a code such as MA"), default=""),
        Field(name="postal_code", type=LINE, default="", about="as printed: 02141"),
        Field(name="country", type=Words(pattern="^[A-Z]{2}$", says="a code such as US"), default="US"),
    ),
)
PARTICIPANT = Record(
    name="participant",
    make=Participant,
    about="Who holds the award.",
    fields=(
        Field(name="id", type=NUMBER_OF_RECORD, default="", about="the stakeholder's id"),
        Field(name="name", type=NAME, default=Name()),
        Field(name="director_since", type=DAY, about="the day they last became a director"),
        Field(name="ceased", type=DAY, about="the day they ceased to serve"),
        Field(name="ceased_reason", type=LINE, default=""),
        Field(name="re_elected", type=DAY, about="a later day on which they became a director again"),
        Field(name="employee_of_company", type=Flag(), about="on the grant date"),
        Field(name="employee_of_subsidiary", type=Flag(), about="on the grant date"),
        Field(name="employee_since", type=DAY),
        Field(name="natural_person", type=Flag(), default=True),
        Field(name="addresses", type=Many(ADDRESS), default=()),
    ),
)
PRICE_BASIS = Record(
    name="price_basis",
    make=PriceBasis,
    about="What the price rests on.",
    fields=(
        Field(name="method", type=Choice(("last_reported_sale", "board_determined", "offering_price"))),
        Field(name="market", type=LINE, default="", about="the exchange or market as named"),
        Field(name="price_date", type=DAY, about="the day of the reported price, or of the Board's determination"),
        Field(name="source", type=Words(longest=1000), default="", about="the evidence"),
        Field(name="offering", type=Flag(), default=False,
              about="granted as of the effective date of the initial public offering"),
    ),
)  # fmt: skip


def _event(here: Here) -> Event:
    return Event(**here.values, source=here.source)


EVENT = Record(
    name="event",
    make_here=_event,
    about="Something that befell the award after its grant.",
    fields=(
        Field(name="type", type=Choice(("exercise", "forfeit", "cancel", "surrender", "expire", "terminate")),
              required=True),
        Field(name="date", type=DAY, required=True),
        Field(name="quantity", type=Whole(least=1, of="shares"), about="shares; left out for all that is left"),
        Field(name="payment", type=Many(METHODS), default=(), about="how an exercise was paid"),
        Field(name="reason", type=LINE, default=""),
        Field(name="notice_received", type=DAY, about="the day the written notice reached the principal office"),
        Field(name="shares_owned_since", type=DAY, about="for payment in shares"),
        Field(name="id", type=NUMBER_OF_RECORD, default=""),
    ),
)  # fmt: skip
VESTING = Record(
    name="vesting step",
    make=Vesting,
    fields=(
        Field(name="date", type=DAY, required=True),
        Field(name="amount", type=Whole(least=1, of="shares"), required=True),
    ),
)


class _Places(Mapping[str, Source]):
    """Where each field of a record stands, found when first asked for: most records are never asked."""

    __slots__ = ("_found", "_here")

    def __init__(self, here: Here) -> None:
        self._here = here
        self._found: dict[str, Source] | None = None

    def _all(self) -> dict[str, Source]:
        if self._found is None:
            self._found = self._here.sources()
        return self._found

    def __getitem__(self, path: str) -> Source:
        return self._all()[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _grant(here: Here) -> Grant:
    if here.run.document.one_place:  # a row of a register: its fields stand where it stands
        return Grant(**here.values, source=here.source)
    return Grant(**here.values, source=here.source, sources=_Places(here))


def _in_order(here: Here) -> None:
    """Look at the days of a record together."""
    granted, accepted = here.values["grant_date"], here.values["acceptance"].date
    if granted and accepted and accepted < granted:
        here.fault("E054", f"accepted on {accepted}, before the grant of {granted}", "check both days",
                   field="acceptance")  # fmt: skip
    for count, event in enumerate(here.values["events"], 1):
        if granted and event.date < granted:
            what = f"{event.type} on {event.date}, before the grant of {granted}"
            here.fault("E054", what, "check both days", field=f"events.{count}")


GRANT = Record(
    name="grant",
    make_here=_grant,
    check=_in_order,
    about="One award; fields are named after Open Cap Table 1.2.0. What is not known is left out.",
    fields=(
        Field(name="custom_id", type=NUMBER_OF_RECORD, required=True, about="the number people use: NSO-0001"),
        Field(name="plan", type=NUMBER_OF_RECORD, default="", about="the id of the plan"),
        Field(name="board_approval_date", type=DAY, about="the day of the Board's action"),
        Field(name="grant_date", type=DAY),
        Field(name="compensation_type", type=Choice(("OPTION_NSO", "OPTION_ISO", "OPTION", "RSU", "CSAR", "SSAR")),
              default="OPTION_NSO"),
        Field(name="quantity", type=Whole(least=1, of="shares"), about="whole shares, plain figures: 10000"),
        Field(name="exercise_price", type=MONEY, about="for each share"),
        Field(name="price_basis", type=PRICE_BASIS, default=PriceBasis()),
        Field(name="participant", type=PARTICIPANT, default=Participant()),
        Field(name="vesting", type=Many(VESTING), default=(), about="left out for fully vested at grant"),
        Field(name="expiration_date", type=DAY, about="found by rule; given only where a paper states it"),
        Field(name="payment", type=Many(METHODS), default=(), about="what the agreement is to allow"),
        Field(name="board_permits", type=Many(METHODS), default=(), about="further methods the Board permitted"),
        Field(name="transferable", type=Flag(), default=False),
        Field(name="signatory", default=Signatory(), about="who signs for the company",
              type=Record(name="signatory", make=Signatory, fields=(
                  Field(name="name", type=LINE, default=""), Field(name="title", type=LINE, default="")))),
        Field(name="acceptance", default=Acceptance(), about="the participant's",
              type=Record(name="acceptance", make=Acceptance, fields=(Field(name="date", type=DAY),))),
        Field(name="events", type=Many(EVENT), default=()),
        Field(name="comments", type=Many(Words(longest=1000)), default=()),
    ),
)  # fmt: skip


GRANT_KIND = Kind(name="grant/1", record=GRANT, about="A grant record: one award of a plan.")
