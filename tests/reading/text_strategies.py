"""Texts and instruments at random: words that are hard on YAML, every shape a clause and an operation may have."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date
from itertools import count
from types import MappingProxyType

from hypothesis import strategies as st
from reading_samples import HOSTILE

from engross.clauses.clause import Blank, Clause, Dated, Text
from engross.clauses.series import Series
from engross.instruments import operations as ops
from engross.instruments.instrument import Effect, Instrument
from engross.instruments.operations import Instruction, Target

WORDS = HOSTILE.filter(lambda words: "\n" not in words)
SOME = st.just("") | WORDS
IDS = st.text(string.ascii_lowercase + string.digits + ".-_é", min_size=1, max_size=8)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
DATED = st.builds(Dated, date=DAYS, basis=st.sampled_from(("stated", "inferred", "supplied")), source=SOME)
JOINTS = st.sampled_from(("", ";", ",", ", or", "; and", "or", ".", " ", "#", ": ", "- x", "; and/or"))
SERIES = st.builds(
    Series,
    separator=st.sampled_from((";", ",", "")),
    joiner=st.sampled_from(("", "and", "or", "and/or")),
    position=st.sampled_from(("last", "every", "none")),
    serial=st.booleans(),
    end=st.sampled_from(("", ".", ";")),
)
BLANKS = st.builds(
    Blank, printed=WORDS, field=IDS, form=st.sampled_from(("text", "long-date", "shares")), by_hand=st.booleans()
)
ROWS = st.lists(st.lists(SOME, max_size=3).map(tuple), max_size=3).map(tuple)


@st.composite
def clauses(draw, inner=None):
    children = draw(st.lists(inner, max_size=4)) if inner is not None else []
    joints: tuple[str, ...] = ()
    if children and draw(st.booleans()):
        regular = draw(st.booleans())
        listed = [draw(JOINTS) for _ in children]
        joints = draw(SERIES).joints(len(children)) if regular else tuple(listed)
    text, rows = draw(SOME), draw(ROWS)
    blanks = [
        replace(draw(BLANKS), printed=words)
        for words in (text, *(cell for row in rows for cell in row))
        if words.strip()
    ]
    return Clause(
        id="",
        label=draw(st.none() | WORDS),
        heading=draw(st.none() | WORDS),
        text=text,
        children=tuple(children),
        joints=joints,
        layout=draw(st.sampled_from(("block", "run-in", "inline"))),
        kind=draw(st.sampled_from(("clause", "title", "table", "signature", "part"))),
        status=draw(st.sampled_from(("in force", "reserved", "repealed"))),
        rows=rows,
        blanks=tuple(blanks) if draw(st.booleans()) else (),
        tight=draw(st.booleans()),
    )


TREES = st.recursive(clauses(), clauses, max_leaves=8)


def numbered(clause: Clause, numbers: count) -> Clause:
    """Give every clause an id of its own."""
    own = f"c{next(numbers)}"
    return replace(clause, id=own, children=tuple(numbered(each, numbers) for each in clause.children))


@st.composite
def texts(draw, kinds=("plan", "agreement", "text")):
    numbers = count()
    tops = tuple(numbered(each, numbers) for each in draw(st.lists(TREES, max_size=3)))
    dates = draw(st.dictionaries(IDS, st.none() | DATED, max_size=2))
    return Text(
        root=Clause(id="whole", children=tops),
        kind=draw(st.sampled_from(kinds)),
        name=draw(SOME),
        party=draw(SOME),
        through=draw(SOME),
        dates=MappingProxyType(dates),
    )


ORDINALS = st.lists(st.integers(1, 99) | st.sampled_from(("first", "last", "penultimate")), max_size=2).map(tuple)
TARGETS = st.builds(
    Target,
    at=SOME | st.just("the whole text"),
    id=st.just("") | IDS,
    definition=SOME,
    part=st.sampled_from((None, "heading", "lead-in")),
    sentences=ORDINALS,
    paragraphs=ORDINALS,
    time=st.sampled_from((None, "start", "reached")),
    other=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
) | st.builds(Target, at=SOME)
LINES = WORDS | st.builds("{}\n{}".format, WORDS, WORDS)
NEW = TREES.map(lambda each: (numbered(each, count(100)),)) | st.just(())
WHERE = st.sampled_from(("before", "after", "start", "end", "alphabetical"))
OCCURRENCE = st.integers(1, 9) | st.sampled_from(("one", "each", "first", "last"))
COUNT = st.none() | st.integers(1, 9)
SOME_LINES = st.just("") | LINES
OPERATIONS = st.one_of(
    st.builds(ops.Delete, target=TARGETS, leave=st.sampled_from(("nothing", "reserved")), placeholder=SOME),
    st.builds(ops.Insert, target=TARGETS, where=WHERE, text=SOME_LINES, provisions=NEW, label=SOME),
    st.builds(ops.Restate, target=TARGETS, text=SOME_LINES, provisions=NEW, through=st.none() | TARGETS),
    st.builds(ops.Substitute, target=TARGETS, strike=LINES, insert=SOME_LINES, occurrence=OCCURRENCE, count=COUNT,
              through=SOME_LINES, to_end=st.booleans(), inside_words=st.booleans()),
    st.builds(ops.AddWords, target=TARGETS, text=LINES, where=WHERE, anchor=SOME_LINES, occurrence=OCCURRENCE,
              count=COUNT),
    st.builds(ops.Renumber, target=TARGETS, to=WORDS),
    st.builds(ops.RenumberRest, target=TARGETS),
    st.builds(ops.Move, target=TARGETS, to=TARGETS, where=WHERE, label=SOME),
    st.builds(ops.Designate, target=TARGETS, label=WORDS),
    st.builds(ops.Undesignate, target=TARGETS),
    st.builds(ops.Split, target=TARGETS, at_words=LINES, label=WORDS),
    st.builds(ops.Join, target=TARGETS, joint=SOME),
    st.builds(ops.RenameTerm, target=TARGETS, old=WORDS, new=WORDS),
    st.builds(ops.NoEffect, target=TARGETS, kind=WORDS),
    st.builds(ops.NotExecutable, target=TARGETS, kind=WORDS, why=WORDS),
)  # fmt: skip
EFFECTS = st.builds(Effect, dated=st.none() | DATED, condition=SOME, applies_to=SOME, until=st.none() | DAYS)


@st.composite
def instruments(draw):
    text = draw(texts(("amendment",)))
    known = [each.id for top in text.clauses for each in top.walk()]
    orders = draw(st.lists(st.lists(OPERATIONS, min_size=1, max_size=3).map(tuple), max_size=2))
    clause = st.sampled_from(["", *known])
    return Instrument(
        text=text,
        amends=draw(IDS),
        number=draw(st.integers(0, 99)),
        authority=draw(SOME),
        approved=draw(st.none() | DATED),
        effect=draw(EFFECTS),
        known=draw(st.none() | DAYS),
        status=draw(st.sampled_from(("in force", "void"))),
        base=draw(st.sampled_from(("", "0" * 64))),
        instructions=tuple(
            Instruction(id=f"i{number}", clause=draw(clause), sentence=draw(SOME), operations=each)
            for number, each in enumerate(orders)
        ),
    )
