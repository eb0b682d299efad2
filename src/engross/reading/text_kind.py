"""Texts as YAML: the clause with its series, blanks and rows; the file of a plan, agreement or acceptance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, get_args

from engross.clauses.clause import Blank, Clause, Dated, Layout, Status, Text
from engross.clauses.clause import Kind as ClauseKind
from engross.clauses.series import Position, Series
from engross.problems import InputError, Problem
from engross.reading.asking import BROKEN, Bare, Run
from engross.reading.emit import brief
from engross.reading.fields import (
    IDENTITY,
    Choice,
    Day,
    Field,
    Flag,
    Here,
    Later,
    Many,
    Named,
    Record,
    Shaped,
    Turned,
    Words,
)
from engross.reading.kind import Kind
from engross.reading.tree import Scalar, Value

UNKNOWN = "unknown"
"""What stands for a date known to be missing."""

_ANY = Words(empty=True)

SERIES = Record(
    name="series",
    about="How a regular list joins its items.",
    fields=(
        Field(name="separator", type=_ANY, default=";", about="the mark after every item but the last: ; or ,"),
        Field(name="joiner", type=Words(), default="", about="and, or ...; left out for a list without one"),
        Field(
            name="position",
            type=Choice(get_args(Position)),
            default="last",
            about="where the joiner stands: before the last item, after every item",
        ),
        Field(name="serial", type=Flag(), default=True, about="false where the last separator is left out: a, b or c"),
        Field(name="end", type=Words(), default="", about="what stands after the last item: a full stop or nothing"),
    ),
    make=Series,
    brief=True,
)

BLANK = Record(
    name="blank",
    about="A place left open in a form.",
    fields=(
        Field(
            name="printed", type=Words(), required=True, about="the words that stand for it, as the form prints them"
        ),
        Field(name="field", type=IDENTITY, required=True, about="the path in the grant record: participant.name"),
        Field(name="form", type=Words(), default="text", about="how it is written: long-date, shares, price ..."),
        Field(name="by_hand", type=Flag(), default=False, about="true where a person fills it at signing"),
    ),
    make=Blank,
    brief=True,
)

_ROW = Shaped(
    text=Turned(type=_ANY, into=lambda cell: (cell,), back=lambda row: row[0]),
    many=Many(_ANY),
    form=lambda row: "text" if len(row) == 1 else "many",
)


def _check_clause(here: Here) -> None:
    values = here.values
    if values["series"] and values["joints"]:
        here.fault("E028", "both `series` and `joints` are given", "keep `series` for a regular list", field="joints")
    if values["items"] and values["clauses"]:
        remedy = "items belong to a list with joints, clauses stand without; one clause has either"
        here.fault("E028", "both `items` and `clauses` are given", remedy, field="clauses")
    if values["items"] and not values["series"] and not values["joints"]:
        here.fault("E028", "`items` without `series` or `joints`", "say how the list joins them, or write `clauses`",
                   field="items")  # fmt: skip
    for needs in ("series", "joints", "closing"):
        if values[needs] and not values["items"]:
            here.fault("E028", f"`{needs}` without `items`", "write the list's items below `items`", field=needs)
    if values["joints"] and len(values["joints"]) != len(values["items"]):
        what = f"the list has {len(values['items'])} items, and `joints` has {len(values['joints'])} marks"
        here.fault("E028", what, 'give one for each item, "" where nothing is printed', field="joints")
    elif regular := Series.of(tuple(values["joints"])):
        remedy = f"write `series: {brief(SERIES.write(regular))}` in their place"
        here.fault("W037", "the joints follow a regular pattern", remedy, field="joints", warning=True)
    _check_blanks(here)


def _check_blanks(here: Here) -> None:
    """Find each blank in the words, each after the one before."""
    blanks, found = here.values["blanks"], 0
    for words in (here.values["text"], *(cell for row in here.values["rows"] for cell in row)):
        start = 0
        while found < len(blanks) and (at := words.find(blanks[found].printed, start)) >= 0:
            start = at + len(blanks[found].printed)
            found += 1
    if found < len(blanks):
        lost = blanks[found]
        what = f"the blank `{lost.printed}` for {lost.field} is not in the words where it should be"
        remedy = "write blanks as printed, in the order in which they are printed"
        here.fault("E023", what, remedy, field=f"blanks.{found + 1}")


def _make_clause(here: Here) -> Clause:
    values = dict(here.values)
    series, joints, items = values.pop("series"), values.pop("joints"), values.pop("items")
    closing, clauses = values.pop("closing"), values.pop("clauses")
    if items:
        joints = (series.joints(len(items)) if series else joints) + ("",) * len(closing)
    return Clause(**values, children=(*items, *closing, *clauses), joints=joints, source=here.source)


def _take_clause(clause: Clause) -> Mapping[str, Any]:
    taken: dict[str, Any] = {each: getattr(clause, each) for each in _OWN}
    if not clause.joints:
        return taken | {"clauses": clause.children}
    count = len(clause.children)
    while count and clause.children[count - 1].label is None and not clause.joints[count - 1]:
        count -= 1
    count = count or len(clause.children)
    taken |= {"items": clause.children[:count], "closing": clause.children[count:]}
    joints = clause.joints[:count]
    series = Series.of(joints)
    return taken | ({"series": series} if series else {"joints": joints})


_OWN = ("id", "kind", "status", "label", "tight", "heading", "layout", "text", "blanks", "rows")
_CLAUSES = Many(Later(lambda: CLAUSE), 1)

# what _check_clause holds, said to editors as far as JSON Schema can
_LISTS = {
    "dependentRequired": {"series": ["items"], "joints": ["items"], "closing": ["items"]},
    "allOf": [
        {"not": {"required": ["series", "joints"]}},
        {"not": {"required": ["items", "clauses"]}},
        {"if": {"required": ["items"]}, "then": {"anyOf": [{"required": ["series"]}, {"required": ["joints"]}]}},
    ],
}

CLAUSE: Record = Record(
    name="clause",
    about="A provision: label, heading and words, then the provisions under it.",
    shared=True,
    fields=(
        Field(name="id", type=IDENTITY, required=True, about="given once and never changed, whatever the label"),
        Field(name="kind", type=Choice(get_args(ClauseKind)), default="clause", about="what it is, if no provision"),
        Field(name="status", type=Choice(get_args(Status)), default="in force", about="kept by a deletion"),
        Field(name="label", type=Words(), about="the number as printed, with its marks: 5. or (ii)"),
        Field(name="tight", type=Flag(), default=False, about="true where no blank follows the label: (a)the"),
        Field(name="heading", type=Words(), about="the heading as printed"),
        Field(
            name="layout",
            type=Choice(get_args(Layout)),
            default="block",
            about="its own paragraph; run-in after its heading; or inline in the paragraph of its parent",
        ),
        Field(name="text", type=Words(), default="", about="its words before what stands under it"),
        Field(name="blanks", type=Many(BLANK, 1), default=(), about="the places left open, in the order printed"),
        Field(
            name="rows", type=Many(_ROW, 1), default=(), about="lines of a table or signature block; cells in a list"
        ),
        Field(name="series", type=SERIES, about="how a regular list joins its items"),
        Field(name="joints", type=Many(_ANY, 1), default=(), about="what an irregular list prints after each item"),
        Field(name="items", type=_CLAUSES, default=(), about="the items of a list with joints"),
        Field(name="closing", type=_CLAUSES, default=(), about="the words that follow the list's items"),
        Field(name="clauses", type=_CLAUSES, default=(), about="the provisions under it, in order"),
    ),
    check=_check_clause,
    also=_LISTS,
    make_here=_make_clause,
    take=_take_clause,
)

BASIS = Field(
    name="basis",
    type=Choice(("stated", "inferred", "supplied")),
    default="stated",
    about="stated in the paper, inferred from another date, or supplied by you",
)
DATED = Record(
    name="dated",
    about="A date with how it is known.",
    fields=(
        Field(name="date", type=Day(), required=True),
        BASIS,
        Field(name="source", type=Words(), default="", about="the words or record it is taken from"),
    ),
    make=Dated,
)


@dataclass(frozen=True, slots=True)
class _DayOrUnknown:
    """A day, or the word for one that is known to be missing."""

    def read(self, value: Value | None, run: Run) -> Any:
        """Return the dated day, or None."""
        if isinstance(value, Scalar) and value.text == UNKNOWN:
            return None
        if isinstance(value, Scalar) and value.text.isalpha():
            return Choice((UNKNOWN,)).read(value, run)
        day = Day().read(value, run)
        return day if day is BROKEN else Dated(date=day)

    def write(self, value: Any) -> str:
        """Return the day, or the word."""
        return Bare(UNKNOWN if value is None else value.date.isoformat())

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """Return the schema."""
        return {"anyOf": [{"const": UNKNOWN}, Day().schema(definitions)]}


def dated_form(value: Dated | None) -> str:
    """Say whether a date is written as a day alone or with how it is known."""
    return "text" if value is None or (value.basis == "stated" and not value.source) else "record"


DATES = Named(
    of=Shaped(text=_DayOrUnknown(), record=DATED, form=dated_form),
    known=("adopted", "effective", "stockholder_approval"),
)

HEAD = (
    Field(name="id", type=IDENTITY, required=True, about="the text's id; other files name it by this"),
    Field(name="kind", type=Words(), default="text", about="plan, agreement, acceptance or text"),
    Field(name="name", type=Words(), default="", about="its full name, as its title gives it"),
    Field(name="party", type=Words(), default="", about="the company whose text it is"),
    Field(name="dates", type=DATES, default=MappingProxyType({}), about="its dates; unknown for one that is missing"),
    Field(name="through", type=Words(), default="", about="how far it is consolidated; left out for as adopted"),
)
CLAUSES = Field(
    name="clauses", type=Many(Later(lambda: CLAUSE)), required=True, about="the clauses in order, titles included"
)


def check_ids(here: Here) -> None:
    """Note every id that two clauses of the text share."""
    first: dict[str, Clause | None] = {here.values["id"]: None}
    for top in here.values["clauses"]:
        for clause in top.walk():
            if clause.id in first:
                other = first[clause.id]
                line = other.source.line if other and other.source else here.mapping.line
                what = f"the id `{clause.id}` is given twice (first on line {line})"
                here.run.problems.append(Problem(code="E026", what=what, remedy="give each clause an id of its own",
                                                 source=clause.source, place=clause.id))  # fmt: skip
            first.setdefault(clause.id, clause)


def make_text(here: Here) -> Text:
    """Make a text of the fields of its head and its clauses."""
    values = here.values
    root = Clause(id=values["id"], children=values["clauses"], source=here.source)
    told = {each: values[each] for each in ("kind", "name", "party", "through")}
    return Text(root=root, dates=MappingProxyType(dict(values["dates"])), source=here.source, **told)


def take_text(text: Text) -> dict[str, Any]:
    """Return the fields of a text's head and its clauses.

    Raises:
        InputError: The root has words of its own; a file has no place for them.
    """
    root = text.root
    if root != Clause(id=root.id, children=root.children):
        what = f"the root of {root.id} has words or marks of its own"
        raise InputError((Problem(code="E022", what=what, remedy="put them into a clause under the root"),))
    told = {each: getattr(text, each) for each in ("id", "kind", "name", "party", "dates", "through")}
    return told | {"clauses": root.children}


TEXT = Kind(
    name="text/1",
    about="A legal text as structured clauses: a plan, an agreement, an acceptance form.",
    record=Record(name="text", fields=(*HEAD, CLAUSES), check=check_ids, make_here=make_text, take=take_text),
)
