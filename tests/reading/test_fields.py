"""The grammar of fields: each type read, written and described, and every fault told at its place."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from jsonschema import Draft202012Validator
from reading_samples import SAMPLE

from engross.problems import Source
from engross.reading.asking import BROKEN, Run
from engross.reading.fields import (
    Choice,
    Day,
    Exact,
    Field,
    Flag,
    Here,
    Later,
    Many,
    Named,
    OneOf,
    Record,
    Shaped,
    Turned,
    Whole,
    Words,
)  # fmt: skip
from engross.reading.scalars import NumberOr
from engross.reading.strict import parse


@dataclass(frozen=True, kw_only=True)
class Cut:
    """An order that knows its place."""

    at: str
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class Add:
    """An order with words."""

    at: str
    words: str = ""


CUT = Record(
    name="cut", make=Cut, placed=True, fields=(Field(name="cut", type=Words(), required=True, attribute="at"),)
)
ADD = Record(
    name="add",
    make=Add,
    fields=(
        Field(name="add", type=Words(), required=True, attribute="at"),
        Field(name="words", type=Words(), default=""),
    ),
)
ORDER = OneOf(name="an order", records={"cut": CUT, "add": ADD}, classes={"cut": Cut, "add": Add})
TREE = Record(
    name="tree",
    shared=True,
    take=lambda value: value,
    fields=(
        Field(name="name", type=Words(), required=True),
        Field(name="under", type=Many(Later(lambda: TREE)), default=()),
    ),
)
CELLS = Shaped(
    text=Turned(type=Words(), into=lambda cell: (cell,), back=lambda row: row[0]),
    many=Many(Words()),
    form=lambda row: "text" if len(row) == 1 else "many",
)


def read(kind, text, *, partial=False):
    document = parse(text, "f")
    run = Run(document, partial=partial)
    return kind.read(document.root, run), run.problems


GOOD = {
    "one of several records": (ORDER, "cut: here\n", Cut(at="here")),
    "another of them": (ORDER, "add: here\nwords: some\n", Add(at="here", words="some")),
    "a record that holds itself": (
        TREE,
        "name: a\nunder:\n  - name: b\n",
        {"name": "a", "under": ({"name": "b", "under": ()},)},
    ),
    "a short form": (CELLS, "words\n", ("words",)),
    "a long form": (CELLS, "[a, b]\n", ("a", "b")),
    "free names": (Named(of=Whole(), known=("a",)), "a: 1\nb: 2\n", {"a": 1, "b": 2}),
}


@pytest.mark.parametrize(("kind", "text", "value"), GOOD.values(), ids=GOOD.keys())
def test_a_value_is_read_written_and_described(kind, text, value):
    assert read(kind, text) == (value, [])
    definitions = {}
    schema = kind.schema(definitions)
    written = kind.write(value)
    Draft202012Validator({**schema, "$defs": definitions}).validate(written)


BAD = {
    "two records in one": (ORDER, "cut: a\nadd: b\n", "f:1:1: error E029: two of an order in one: `cut` and `add`"),
    "no record of all": (ORDER, "cot: a\n", "f:1:1: error E029: this is not an order"),
    "a list for a record": (ORDER, "[a]\n", "f:1:1: error E022: the file must be a mapping, not a list"),
    "a mapping for a short form": (
        CELLS,
        "a: b\n",
        "f:1:1: error E022: the file must be text or a list, not a mapping",
    ),
    "a fault below": (TREE, "name: a\nunder:\n  - nmae: b\n", "f:3:5: error E021: `name` is missing"),
    "a list for a record of named fields": (
        ADD,
        "[a]\n",
        "f:1:1: error E022: the file must be a mapping with add, words, not a list",
    ),
    "too few": (Many(Words(), 2), "[a]\n", "f:1:1: error E028: `value` has 1 items; it needs at least 2"),
    "too many": (Many(Words(), 0, 1), "[a, b]\n", "f:1:1: error E028: `value` has 2 items; it may have at most 1"),
    "a list for names": (Named(of=Words()), "[a]\n", "f:1:1: error E022: the file must be a mapping, not a list"),
    "a fault under a name": (
        Named(of=Day()),
        "a: b\n",
        "f:1:4: error E051: `b` is no day that can be read in one way only",
    ),
}


@pytest.mark.parametrize(("kind", "text", "said"), BAD.values(), ids=BAD.keys())
def test_a_fault_is_told_at_its_place(kind, text, said):
    value, problems = read(kind, text)
    assert value is BROKEN
    assert str(problems[0]).split("\n")[0] == said


def test_a_misspelt_record_is_told_the_nearest():
    _, (problem,) = read(ORDER, "cutt: a\n")
    assert problem.candidates == ("cut",)


def test_a_problem_names_its_field_by_its_path():
    outcome = SAMPLE.read("engross: sample/1\nid: a\naddress:\n  lines: [a, {b: c}]\n")
    assert [each.place for each in outcome.problems] == ["address.lines.2"]


def test_a_value_refused_by_the_strict_reader_is_not_refused_again():
    outcome = SAMPLE.read("engross: sample/1\nid: a\nname: {{ name }}\nmethods: *x\naddress: *y\nshares: *z\n")
    assert [each.code for each in outcome.problems] == ["E022", "E010", "E010", "E010"]


@pytest.mark.parametrize(
    "kind",
    [ORDER, CUT, CELLS, Many(Words()), Named(of=Words()), Words(), Day(), Whole(), Exact(), Flag(), Choice(("a",)),
     NumberOr(("a",)), Later(Words), Turned(type=Words(), into=str, back=str)],
    ids=lambda kind: type(kind).__name__,
)  # fmt: skip
def test_no_type_tells_of_a_value_that_was_told_of_already(kind):
    run = Run(parse("a: b\n"))
    assert kind.read(None, run) is BROKEN
    assert run.problems == []


def test_a_draft_is_made_of_what_can_be_read():
    text = "engross: sample/1\nid: a\nshares: 1,000\nname: Ann\nmethods: [cash, x]\nzodiac: aries\n"
    outcome = SAMPLE.read(text, partial=True)
    assert (outcome.value["name"], outcome.value["shares"], outcome.value["methods"]) == ("Ann", None, ("cash",))
    assert [each.code for each in outcome.problems] == ["E040", "E024", "E020"]
    assert SAMPLE.read(text).value is None


def test_a_check_sees_all_fields_and_notes_faults_at_them():
    def check(here: Here):
        if here.values["low"] > here.values["high"]:
            here.fault("E999", "low is above high", "swap them", field="low")
        here.fault("W999", "looked at", warning=True)

    kind = Record(
        name="range",
        check=check,
        fields=(Field(name="low", type=Whole(), required=True), Field(name="high", type=Whole(), required=True)),
    )
    value, problems = read(kind, "high: 1\nlow: 2\n")
    assert (value, [str(each).split("\n")[0] for each in problems]) == (
        BROKEN,
        ["f:2:6: error E999: low is above high", "f:1:1: warning W999: looked at"],
    )
    assert read(kind, "high: 2\nlow: 1\n")[0] == {"low": 1, "high": 2}


def test_a_record_knows_where_each_of_its_fields_stands():
    found = {}
    kind = Record(
        name="all",
        make_here=lambda here: found.update(here.sources()),
        fields=(Field(name="a", type=Many(Words())), Field(name="b", type=Named(of=Words()))),
    )
    document = parse("a:\n  - x\n  - y\n  - *z\nb: {c: d}\n", "f")
    kind.read(document.root, Run(document, partial=True))
    assert {path: str(source) for path, source in found.items()} == {
        "a": "f:2:3", "a.1": "f:2:5", "a.2": "f:3:5", "b": "f:5:4", "b.c": "f:5:8",
    }  # fmt: skip


def test_fields_left_at_their_defaults_are_not_written():
    assert ADD.write(Add(at="here")) == {"add": "here"}
    assert ADD.write(Add(at="here", words="some")) == {"add": "here", "words": "some"}
