"""Amendments as YAML: an instrument's own clauses, its authority, approval and effect, and what it orders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from engross.clauses.clause import Dated
from engross.instruments import operations as ops
from engross.instruments.instrument import Effect, Instrument
from engross.instruments.operations import Instruction, Target
from engross.reading.fields import (
    IDENTITY,
    Choice,
    Day,
    Field,
    Flag,
    Here,
    Many,
    NumberOr,
    OneOf,
    Record,
    Shaped,
    Turned,
    Whole,
    Words,
)
from engross.reading.kind import Kind
from engross.reading.text_kind import BASIS, CLAUSE, CLAUSES, DATED, HEAD, check_ids, make_text, take_text

WHOLE = "the whole text"
"""How an operation says that it speaks of the text from end to end."""

_QUOTED = Words(lines=True)
_ORDINALS = Many(NumberOr(("first", "last", "penultimate")))
_PROVISIONS = Field(name="provisions", type=Many(CLAUSE), default=(), about="the new clauses, labels as printed")
_TEXT = Field(name="text", type=_QUOTED, default="", about="the new words, where they are no provisions")
_OCCURRENCE = Field(
    name="occurrence",
    type=NumberOr(("one", "each", "first", "last")),
    default="one",
    about="which, where the words stand more than once",
)
_COUNT = Field(name="count", type=Whole(least=1), about="how many there must be, where the instrument says")

_PLACE = Record(
    name="target",
    about="A place in the text.",
    shared=True,
    brief=True,
    fields=(
        Field(name="at", type=Words(), default="", about="the citation by labels: 5(d)(iii)(ii)"),
        Field(name="id", type=IDENTITY, default="", about="the clause's id, where you know it"),
        Field(name="attachment", type=Words(), default="", about="an exhibit or schedule as named"),
        Field(name="definition", type=Words(), default="", about="the defined term whose definition is meant"),
        Field(name="part", type=Choice(get_args(ops.Part)), about="a named part of the provision"),
        Field(name="sentences", type=_ORDINALS, default=(), about="which sentences"),
        Field(name="paragraphs", type=_ORDINALS, default=(), about="which unnumbered paragraphs"),
        Field(name="title_words", type=Words(), default="", about="the heading that names it"),
        Field(name="document", type=Words(), default="", about="another document than the one amended"),
        Field(name="time", type=Choice(get_args(ops.Time)), about="labels as at the start, or as reached"),
        Field(name="other", type=Many(Turned(type=Many(Words(empty=True), 2, 2), into=tuple, back=tuple)), default=(),
              about="finer places that cannot be bound"),
    ),
    make=Target,
)  # fmt: skip


def _place_form(target: Target) -> str:
    short = target == Target() or (target == Target(at=target.at) and target.at != WHOLE)
    return "text" if short else "record"


TARGET = Shaped(
    text=Turned(
        type=Words(),
        into=lambda words: Target() if words == WHOLE else Target(at=words),
        back=lambda target: target.at or WHOLE,
    ),
    record=_PLACE,
    form=_place_form,
)


def _order(name: str, made: type, about: str, *fields: Field) -> Record:
    """Declare an operation whose key is followed by the place it speaks of."""
    verb = Field(name=name, type=TARGET, required=True, about=about, attribute="target")
    return Record(name=name, about=about, fields=(verb, *fields), make=made)


def _where(default: str, *, needed: bool = False) -> Field:
    about = "beside or inside the place"
    return Field(name="where", type=Choice(get_args(ops.Where)), default=default, required=needed, about=about)


_ORDERS: Mapping[type, Record] = {
    ops.Delete: _order(
        "delete", ops.Delete, "the provision, part, sentence or definition that goes",
        Field(name="leave", type=Choice(get_args(ops.Leave)), default="nothing", about="what is left standing"),
        Field(name="placeholder", type=Words(), default="", about="the words left standing, as given"),
    ),
    ops.Insert: _order(
        "insert", ops.Insert, "the place: a sibling for before and after, the parent for start and end",
        _where("end"), _TEXT, _PROVISIONS,
        Field(name="label", type=Words(), default="", about="the citation the new provision is to bear"),
    ),
    ops.Restate: _order(
        "restate", ops.Restate, "what is replaced whole", _TEXT, _PROVISIONS,
        Field(name="through", type=TARGET, about="the last of a range that one text replaces"),
    ),
    ops.Substitute: _order(
        "substitute", ops.Substitute, "where the words are looked for",
        Field(name="strike", type=_QUOTED, required=True, about="the words as quoted"),
        Field(name="with", type=_QUOTED, default="", about="the words that take their place", attribute="insert"),
        _OCCURRENCE, _COUNT,
        Field(name="through", type=_QUOTED, default="", about="the words that end a range"),
        Field(name="to_end", type=Flag(), default=False, about="true for all that follows"),
        Field(name="inside_words", type=Flag(), default=False, about="true consents to finds inside longer words"),
    ),
    ops.AddWords: _order(
        "add-words", ops.AddWords, "where the words are added",
        Field(name="text", type=_QUOTED, required=True, about="the words added"),
        _where("after"),
        Field(name="anchor", type=_QUOTED, default="", about="the quoted words beside which they are added"),
        _OCCURRENCE, _COUNT,
    ),
    ops.Renumber: _order(
        "renumber", ops.Renumber, "the provision by its label before",
        Field(name="to", type=Words(), required=True, about="the label after, as written"),
    ),
    ops.RenumberRest: _order("renumber-rest", ops.RenumberRest, "the parent, or the first sibling to be renumbered"),
    ops.Move: _order(
        "move", ops.Move, "what moves",
        Field(name="to", type=TARGET, required=True, about="the place it goes to"),
        _where("after"),
        Field(name="label", type=Words(), default="", about="the number it bears there"),
    ),
    ops.Designate: _order(
        "designate", ops.Designate, "the provision whose words move under the new one",
        Field(name="label", type=Words(), required=True, about="the new number as printed"),
    ),
    ops.Undesignate: _order("undesignate", ops.Undesignate, "the provision whose number goes"),
    ops.Split: _order(
        "split", ops.Split, "the provision that becomes two",
        Field(name="at_words", type=_QUOTED, required=True, about="the first words of the second"),
        Field(name="label", type=Words(), required=True, about="the second's number as printed"),
    ),
    ops.Join: _order(
        "join", ops.Join, "the later of the two",
        Field(name="joint", type=Words(), default="", about="what is printed between the two"),
    ),
    ops.RenameTerm: _order(
        "rename-term", ops.RenameTerm, "where: the whole text, or a place",
        Field(name="old", type=Words(), required=True, about="the defined term, without quotation marks"),
        Field(name="new", type=Words(), required=True, about="the term that takes its place"),
    ),
    ops.NoEffect: _order(
        "no-effect", ops.NoEffect, "what words that order nothing speak of",
        Field(name="because", type=Words(), required=True, attribute="kind",
              about="stem, ratification, self-reference or effective-date"),
    ),
    ops.NotExecutable: _order(
        "not-executable", ops.NotExecutable, "what an order without its words speaks of",
        Field(name="because", type=Words(), required=True, attribute="kind",
              about="semantic, annex, ambiguous or external"),
        Field(name="why", type=Words(), required=True, about="the reason in words"),
    ),
}  # fmt: skip

OPERATION = OneOf(
    name="an operation",
    records={record.name: record for record in _ORDERS.values()},
    classes={record.name: made for made, record in _ORDERS.items()},
)

INSTRUCTION = Record(
    name="instruction",
    about="One sentence of the instrument, carried out as a set.",
    fields=(
        Field(name="id", type=IDENTITY, required=True, about="the id of the clause that says it"),
        Field(name="clause", type=IDENTITY, default="", about="the id of the instrument's clause that says it"),
        Field(name="sentence", type=Words(), default="", about="its words"),
        Field(name="operations", type=Many(OPERATION, 1), required=True, about="what it orders, in the order of words"),
    ),
    make=Instruction,
    placed=True,
)


def _check_effect(here: Here) -> None:
    if here.values["date"] is None and (here.values["basis"] != "stated" or here.values["source"]):
        here.fault("E021", "`date` is missing: nothing says when it takes effect", "give the day", field="date")


def _make_effect(*, date: Any, basis: Any, source: str, **further: Any) -> Effect:
    return Effect(dated=Dated(date=date, basis=basis, source=source) if date else None, **further)


def _take_effect(effect: Effect) -> dict[str, Any]:
    told = {"condition": effect.condition, "applies_to": effect.applies_to, "until": effect.until}
    if effect.dated:
        told |= {"date": effect.dated.date, "basis": effect.dated.basis, "source": effect.dated.source}
    return told


EFFECT = Record(
    name="effect",
    about="When the instrument takes effect; without a day it is pending.",
    fields=(
        Field(name="date", type=Day(), about="the day"),
        BASIS,
        Field(name="source", type=Words(), default="", about="the words or record it is taken from"),
        Field(name="condition", type=Words(), default="", about="what it waits for"),
        Field(name="applies_to", type=Words(), default="", about="what it is limited to"),
        Field(name="until", type=Day(), about="the last day of its effect"),
    ),
    check=_check_effect,
    make=_make_effect,
    take=_take_effect,
)

_OWN = (
    Field(name="amends", type=IDENTITY, required=True, about="the id of the text it amends"),
    Field(name="number", type=Whole(least=1), default=0, about="its number: 1 for Amendment No. 1"),
    Field(name="authority", type=Words(), default="", about="the provision it is made under: 7(d)"),
    Field(name="approved", type=DATED, about="its approval; by whom in source"),
    Field(name="effect", type=EFFECT, default=Effect(), about="when it takes effect"),
    Field(name="known", type=Day(), about="the day it became known, if later than its approval"),
    Field(name="status", type=Choice(("in force", "void")), default="in force", about="void keeps it out of texts"),
    Field(name="base", type=Words(pattern="^[0-9a-f]{64}$", says="a SHA-256 in hexadecimal"), default="",
          about="the SHA-256 of the text it was drafted against"),
)  # fmt: skip
_INSTRUCTIONS = Field(name="instructions", type=Many(INSTRUCTION), default=(), about="its operative sentences")


def _check(here: Here) -> None:
    check_ids(here)
    known = {clause.id for top in here.values["clauses"] for clause in top.walk()}
    seen: set[str] = set()
    for count, each in enumerate(here.values["instructions"], 1):
        if each.clause and each.clause not in known:
            what = f"instruction {count} names the clause `{each.clause}`, which the instrument does not have"
            here.fault("E026", what, "name the clause that says it by its id", field=f"instructions.{count}.clause")
        if each.id in seen:
            what = f"two instructions have the id `{each.id}`"
            here.fault("E026", what, "give each its own, `.2` for a second sentence", field=f"instructions.{count}.id")
        seen.add(each.id)


def _make(here: Here) -> Instrument:
    own = {each.key: here.values[each.key] for each in (*_OWN, _INSTRUCTIONS)}
    return Instrument(text=make_text(here), source=here.source, **own)


def _take(instrument: Instrument) -> dict[str, Any]:
    return take_text(instrument.text) | {each.key: getattr(instrument, each.key) for each in (*_OWN, _INSTRUCTIONS)}


_HEAD = tuple(Field(name="kind", type=Words(), default="amendment", about="amendment") if each.name == "kind" else each
              for each in HEAD)  # fmt: skip

AMENDMENT = Kind(
    name="amendment/1",
    about="An amending instrument: its own words, its authority and effect, and what each sentence orders.",
    record=Record(
        name="amendment",
        fields=(*_HEAD, *_OWN, CLAUSES, _INSTRUCTIONS),
        check=_check,
        make_here=_make,
        take=_take,
    ),
)
