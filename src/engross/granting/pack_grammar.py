"""The grammar of plan packs, ``plan-pack/1``: the facts and rules of a plan, declared beside it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from engross.granting.dates import Period, Unit
from engross.granting.grammar import DAY, METHODS, MONEY
from engross.granting.ledger import Adjustment
from engross.granting.pack import Ending, Fact, Pack, Rule, Suspension
from engross.granting.rules import VOCABULARY
from engross.reading.asking import Run
from engross.reading.fields import BROKEN, IDENTITY, Choice, Exact, Field, Here, Many, Record, Type, Whole, Words
from engross.reading.files import read_text
from engross.reading.kind import Kind
from engross.reading.tree import Scalar, Value

SENTENCE = Words(longest=2000)
SEVERITY = Choice(("error", "warning", "info"))


_UNITS: dict[str, Unit] = {"day": "days", "wee": "weeks", "mon": "months", "yea": "years"}


class _Length:
    """A length of time, ``10 years``."""

    _written = Words(pattern=r"^[1-9][0-9]{0,3} (days?|weeks?|months?|years?)$", says="a length of time: 10 years")

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the period."""
        read = self._written.read(value, run)
        if read is BROKEN or not isinstance(value, Scalar):
            return BROKEN
        number, unit = read.split(" ")
        return Period(int(number), _UNITS[unit[:3]])

    def write(self, value: Any) -> str:
        """Return the period as written."""
        return str(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of a length of time."""
        return self._written.schema(definitions)


_KINDS_OF_FACT: dict[str, Type] = {
    "shares": Whole(of="shares"),
    "date": DAY,
    "period": _Length(),
    "money": MONEY,
    "words": SENTENCE,
    "missing": SENTENCE,
}


def _one_value(here: Here) -> None:
    given = [name for name in _KINDS_OF_FACT if here.values[name] is not None]
    if len(given) != 1:
        told = " and ".join(f"`{name}`" for name in given) if given else "none"
        here.fault("E029", f"a fact has one value or says why it is missing; this one has {told}",
                   f"give one of {', '.join(_KINDS_OF_FACT)}")  # fmt: skip


def _fact(here: Here) -> Fact:
    values = dict(here.values)
    missing = values.pop("missing") or ""
    given = [values.pop(name) for name in _KINDS_OF_FACT if name != "missing"]
    value = next((each for each in given if each is not None), None)
    return Fact(**values, value=value, missing=missing, place=here.source)


def _fact_fields(fact: Fact) -> dict[str, Any]:
    kinds = {int: "shares", Period: "period", str: "words"}
    name = kinds.get(type(fact.value)) or ("money" if hasattr(fact.value, "amount") else "date")
    value = {"missing": fact.missing} if fact.value is None else {name: fact.value}
    return {"name": fact.name, "clause": fact.clause, "source": fact.source, **value}


FACT = Record(
    name="fact",
    make_here=_fact,
    check=_one_value,
    take=_fact_fields,
    about="A fact of the plan with where it is known from, or why it is not known.",
    fields=(
        Field(name="name", type=IDENTITY, required=True),
        *(Field(name=name, type=kind) for name, kind in _KINDS_OF_FACT.items()),
        Field(name="clause", type=IDENTITY, default="", about="the id of the clause that states it"),
        Field(name="source", type=SENTENCE, default="", about="what it is known from"),
    ),
)


def _rule(here: Here) -> Rule:
    return Rule(**here.values, source=here.source)


RULE = Record(
    name="rule",
    make_here=_rule,
    about="A word of the rule vocabulary, applied to a clause.",
    fields=(
        Field(name="code", type=IDENTITY, required=True, about="how results name it: G16"),
        Field(name="rule", type=Choice(tuple(VOCABULARY)), required=True, about="the word of the vocabulary"),
        Field(name="clause", type=IDENTITY, default="", about="the id of the clause it comes from"),
        Field(name="form", type=IDENTITY, default="", about="the form the clause stands in, where it is not the plan"),
        Field(name="severity", type=SEVERITY, default="error", about="of a failure"),
        Field(name="facts", type=Many(IDENTITY), default=()),
        Field(name="methods", type=Many(METHODS), default=()),
        Field(name="kinds", type=Many(SENTENCE), default=()),
        Field(name="clauses", type=Many(IDENTITY), default=()),
        Field(name="words", type=SENTENCE, default=""),
        Field(name="since", type=DAY),
        Field(name="note", type=SENTENCE, default="", about="told beside the result, on law outside the plan"),
        Field(name="asks", type=SENTENCE, default="", about="what it asks, where the vocabulary's words do not serve"),
    ),
)
PRICE = Record(
    name="price",
    about="A reported sales price.",
    make=lambda date, amount: (date, amount),
    take=lambda pair: {"date": pair[0], "amount": pair[1]},
    fields=(
        Field(name="date", type=DAY, required=True),
        Field(name="amount", type=Exact(), required=True),
    ),
)
ADJUSTMENT = Record(
    name="adjustment",
    about="A change in capitalization.",
    make_here=lambda here: Adjustment(**here.values, source=here.source),
    fields=(
        Field(name="date", type=DAY, required=True),
        Field(name="new", type=Whole(least=1, of="shares"), required=True, about="shares after it ..."),
        Field(name="old", type=Whole(least=1, of="shares"), default=1, about="... for so many before"),
        Field(name="determined", type=DAY, about="the day of the Board's determination, if it made one"),
    ),
)
ENDING = Record(
    name="ending",
    about="An event upon which every option expires.",
    make_here=lambda here: Ending(**here.values, source=here.source),
    fields=(
        Field(name="date", type=DAY, required=True),
        Field(name="notice", type=DAY, about="the day notice was given"),
    ),
)
SUSPENSION = Record(
    name="suspension",
    about="A time in which no grant may be made.",
    make=Suspension,
    fields=(Field(name="since", type=DAY, required=True), Field(name="until", type=DAY)),
)


def _whole(here: Here) -> None:
    """Look for what the rules name and the facts do not hold."""
    known = {fact.name for fact in here.values["facts"]}
    for count, rule in enumerate(here.values["rules"], 1):
        for name in rule.facts:
            if name not in known:
                here.fault("E158", f"{rule.code} asks for the fact {name}, which is not declared",
                           "declare it, with its value or why it is missing", field=f"rules.{count}")  # fmt: skip


def _pack(here: Here) -> Pack:
    values = dict(here.values)
    facts = {fact.name: fact for fact in values.pop("facts")}
    return Pack(**values | {"facts": facts, "prices": dict(values["prices"])}, source=here.source)


def _pack_fields(pack: Pack) -> dict[str, Any]:
    names = (
        "plan",
        "agreement",
        "acceptance",
        "leap_day",
        "expiry_basis",
        "rules",
        "adjustments",
        "endings",
        "suspensions",
    )
    own = {name: getattr(pack, name) for name in names}
    return own | {"facts": tuple(pack.facts.values()), "prices": tuple(pack.prices.items())}


PACK = Record(
    name="plan pack",
    make_here=_pack,
    check=_whole,
    take=_pack_fields,
    fields=(
        Field(name="plan", type=IDENTITY, required=True, about="the id of the plan's text"),
        Field(name="agreement", type=IDENTITY, default="", about="the id of the form of agreement"),
        Field(name="acceptance", type=IDENTITY, default="", about="the id of the form of acceptance"),
        Field(name="leap_day", type=Choice(("feb28", "mar1")), default="feb28",
              about="where 29 February falls in a year without one"),
        Field(name="expiry_basis", type=Choice(("anniversary", "day-before")), default="anniversary",
              about="whether the anniversary itself is the last day"),
        Field(name="facts", type=Many(FACT), default=()),
        Field(name="rules", type=Many(RULE), default=()),
        Field(name="prices", type=Many(PRICE), default=(), about="reported sales prices"),
        Field(name="adjustments", type=Many(ADJUSTMENT), default=()),
        Field(name="endings", type=Many(ENDING), default=()),
        Field(name="suspensions", type=Many(SUSPENSION), default=()),
    ),
)  # fmt: skip
PACK_KIND = Kind(name="plan-pack/1", record=PACK, about="The facts of a plan, and the rules its grants are held to.")


def read_pack(path: str | os.PathLike[str]) -> Pack:
    """Read a plan pack.

    Raises:
        InputError: The file has faults; all of them are named.
    """
    return parse_pack(read_text(path), os.fspath(path))


def parse_pack(text: str, file: str = "-") -> Pack:
    """Read a plan pack from the text of a file; as :func:`read_pack`."""
    pack: Pack = PACK_KIND.read(text, file).checked()
    return pack


def with_facts(pack: Pack, *facts: Fact) -> Pack:
    """Return a pack in which facts take the place of those of their names."""
    return replace(pack, facts={**pack.facts, **{fact.name: fact for fact in facts}})
