"""Texts and instruments written to YAML and read back; the schema an editor follows accepts what the reader does."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker
from text_strategies import instruments, texts

from engross.clauses.clause import Clause, Text
from engross.instruments import operations as ops
from engross.problems import InputError
from engross.reading import kinds
from engross.reading.amendment_kind import AMENDMENT, OPERATION
from engross.reading.kinds import from_yaml, outcome_of, schema, to_yaml
from engross.reading.plain import read_text
from engross.reading.strict import parse
from engross.reading.text_kind import TEXT
from engross.reading.tree import Listing, Mapping, Scalar


def instance(value, *, as_editors_do=False):
    """Turn what was read into what a schema looks at: text alone, or with the types of YAML 1.2's core schema."""
    match value:
        case Scalar(text, _, _, style):
            return _typed(text) if as_editors_do and not style else text
        case Listing(items):
            return [instance(each, as_editors_do=as_editors_do) for each in items]
        case Mapping(values):
            return {key: instance(each, as_editors_do=as_editors_do) for key, each in values.items()}


def _typed(text):
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    core = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
    return None if text in ("", "~", "null", "Null", "NULL") else core.get(text, text)


VALIDATORS = {
    name: Draft202012Validator(kinds.schema(name), format_checker=FormatChecker()) for name in kinds.KINDS
}  # fmt: skip


@given(texts())
def test_a_text_written_is_the_text_read(text):
    written = to_yaml(text, schema="../schemas/text.json")
    assert from_yaml(written) == text
    for as_editors_do in (False, True):
        assert list(VALIDATORS["text"].iter_errors(instance(parse(written).root, as_editors_do=as_editors_do))) == []


@given(instruments())
def test_an_instrument_written_is_the_instrument_read(instrument):
    written = to_yaml(instrument)
    assert from_yaml(written) == instrument
    for as_editors_do in (False, True):
        assert VALIDATORS["amendment"].is_valid(instance(parse(written).root, as_editors_do=as_editors_do))


def test_real_texts_written_are_the_texts_read(shared):
    for file in sorted((shared / "corpus").glob("*/*.txt"))[::40]:
        text = read_text(file.read_text())
        assert from_yaml(to_yaml(text)) == text, file.name


@given(texts())
def test_written_twice_it_is_the_same(text):
    assert to_yaml(from_yaml(to_yaml(text))) == to_yaml(text)


@pytest.mark.parametrize("made", OPERATION.classes.values(), ids=lambda made: made.__name__)
def test_an_operation_s_file_form_has_each_of_its_fields(made):
    record = next(record for key, record in OPERATION.records.items() if OPERATION.classes[key] is made)
    assert {each.key for each in record.fields} == {each.name for each in dataclasses.fields(made)}
    defaults = {each.name: each.default for each in dataclasses.fields(made)}
    for each in record.fields:
        missing = defaults[each.key] in (dataclasses.MISSING, ops.Target()) or each.key == "target"
        assert missing or each.required or defaults[each.key] == each.default


def test_every_operation_has_a_file_form():
    assert set(OPERATION.classes.values()) == set(ops.Operation.__args__)


INSTRUCTION = """engross: amendment/1
id: amendment-1
amends: plan
clauses:
  - id: a
    text: Section 5(a) is deleted.
instructions:
  - id: a
    clause: a
    operations:
      - delete: 5(a)
"""
HEAD = "engross: text/1\nid: plan\nclauses:\n"
# what a schema can say, it says: each of these is refused by both
REFUSED_BY_BOTH = {
    "a clause without id": HEAD + "  - label: a.\n",
    "an unknown field": HEAD + "  - id: a\n    txt: words\n",
    "an unknown layout": HEAD + "  - id: a\n    layout: blok\n",
    "a list for words": HEAD + "  - id: a\n    text: [words]\n",
    "an empty heading": HEAD + '  - id: a\n    heading: ""\n',
    "an id with a blank": HEAD + "  - id: a b\n",
    "items without joints": HEAD + "  - id: a\n    items:\n      - id: b\n",
    "series and joints": HEAD + "  - id: a\n    series: {joiner: or}\n    joints: [x]\n    items:\n      - id: b\n",
    "items and clauses": HEAD + "  - id: a\n    joints: [x]\n    items:\n      - id: b\n    clauses:\n      - id: c\n",
    "series without items": HEAD + "  - id: a\n    series: {joiner: or}\n",
    "closing without items": HEAD + "  - id: a\n    closing:\n      - id: b\n",
    "no clauses below clauses": HEAD + "  - id: a\n    clauses: []\n",
    "no id of the text": "engross: text/1\nclauses: []\n",
    "another version": "engross: text/2\nid: a\nclauses: []\n",
    "no kind": "id: a\nclauses: []\n",
    "a day that is not": "engross: text/1\nid: a\ndates: {adopted: 2005-02-30}\nclauses: []\n",
    "a day written otherwise": "engross: text/1\nid: a\ndates: {adopted: 3 February 2005}\nclauses: []\n",
    "a flag that is none": HEAD + "  - id: a\n    tight: yes\n",
    "an operation without its verb": "engross: amendment/1\nid: a\namends: plan\nclauses: []\n"
    "instructions:\n  - id: i\n    operations:\n      - to: (ii)\n",
    "two operations in one": "engross: amendment/1\nid: a\namends: plan\nclauses: []\n"
    "instructions:\n  - id: i\n    operations:\n      - delete: 5(a)\n        renumber: 5(b)\n        to: (a)\n",
    "an instruction that orders nothing": "engross: amendment/1\nid: a\namends: plan\nclauses: []\n"
    "instructions:\n  - id: i\n    operations: []\n",
    "a path that leads out": "engross: project/1\nname: p\nplan: ../plan.yaml\n",
    "a path from the root": "engross: project/1\nname: p\nplan: /etc/passwd\n",
}


@pytest.mark.parametrize("written", REFUSED_BY_BOTH.values(), ids=REFUSED_BY_BOTH.keys())
def test_what_the_schema_refuses_the_reader_refuses(written):
    name = re.match(r"engross: (\w+)", written)
    kind = kinds.KINDS[name[1] if name else "text"]
    assert kind.read(written).value is None
    assert not VALIDATORS[kind.short].is_valid(instance(parse(written).root))


# what no schema can say, the reader says alone
REFUSED_BY_THE_READER = {
    "an id given twice": (HEAD + "  - id: a\n  - id: a\n", "E026"),
    "the text's own id given again": (HEAD + "  - id: plan\n", "E026"),
    "a blank that is not in the words": (
        HEAD + "  - id: a\n    text: x\n    blanks: [{printed: y, field: f}]\n",
        "E023",
    ),
    "blanks out of order": (
        HEAD + "  - id: a\n    text: one two\n    blanks:\n"
        "      - {printed: two, field: f}\n      - {printed: one, field: g}\n",
        "E023",
    ),
    "too few joints": (HEAD + '  - id: a\n    joints: [";"]\n    items:\n      - id: b\n      - id: c\n', "E028"),
    "an instruction of a clause that is not there": (
        INSTRUCTION.replace("clause: a", "clause: x"),
        "E026",
    ),
    "two instructions of one id": (INSTRUCTION + "  - id: a\n    operations:\n      - delete: 5(b)\n", "E026"),
    "a basis without a day": (
        "engross: amendment/1\nid: a\namends: plan\neffect: {basis: inferred}\nclauses: []\n",
        "E021",
    ),
}


@pytest.mark.parametrize(("written", "code"), REFUSED_BY_THE_READER.values(), ids=REFUSED_BY_THE_READER.keys())
def test_what_no_schema_can_say_the_reader_refuses(written, code):
    outcome = outcome_of(written)
    assert (outcome.value, [each.code for each in outcome.problems]) == (None, [code])


def test_regular_joints_are_read_with_a_word_on_how_to_write_them():
    written = HEAD + '  - id: a\n    joints: ["; or", "."]\n    items:\n      - id: b\n      - id: c\n'
    outcome = outcome_of(written, "f")
    assert outcome.value.clauses[0].joints == ("; or", ".")
    (problem,) = outcome.problems
    assert str(problem).split("\n") == [
        "f:5:13: warning W037: the joints follow a regular pattern",
        '        joints: ["; or", "."]',
        "                ^",
        'help: write `series: {joiner: or, end: "."}` in their place',
    ]


def test_a_schema_is_a_schema():
    for name in kinds.KINDS:
        Draft202012Validator.check_schema(schema(name))


def test_an_editor_is_told_what_every_field_is_for():
    for kind in (TEXT, AMENDMENT):
        for each in kind.record.fields:
            assert each.about, each.name


@pytest.mark.parametrize("words", ["a\x07b", "a\u202eb", "a\u200bb", "a\tb", "a\nb", "a\ud800b"])
def test_words_no_file_may_hold_are_not_written(words):
    text = Text(root=Clause(id="t", children=(Clause(id="a", text=words),)))
    with pytest.raises(InputError):
        to_yaml(text)


def test_words_of_the_root_are_not_lost_in_silence():
    with pytest.raises(InputError, match="the root of t has words"):
        to_yaml(Text(root=Clause(id="t", text="words")))


@pytest.mark.parametrize("depth", [40, 2000])
def test_a_text_too_deep_for_a_file_is_not_written(depth):
    clause = Clause(id="c0", text="words")
    for number in range(1, depth):
        clause = Clause(id=f"c{number}", children=(clause,))
    with pytest.raises(InputError, match="E013"):
        to_yaml(Text(root=Clause(id="t", children=(clause,))))


def test_a_clause_knows_its_place():
    text = from_yaml(HEAD + "  - id: a\n    clauses:\n      - id: b\n        text: words\n", "plan.yaml")
    assert [str(each.source) for each in text.root.walk()] == ["plan.yaml:1:1", "plan.yaml:4:5", "plan.yaml:6:9"]
