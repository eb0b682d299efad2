"""YAML as engross writes it: any tree reads back the same, and the common cases look as a person would write them."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import HOSTILE

from engross.problems import InputError
from engross.reading.asking import Bare, Brief, Lines
from engross.reading.emit import WIDEST, emit, quoted
from engross.reading.strict import parse
from engross.reading.tree import Listing, Mapping, Scalar

KEYS = HOSTILE.filter(lambda key: key != "<<")
TREES = st.recursive(
    HOSTILE | st.just("") | st.lists(HOSTILE, min_size=2, max_size=3).map("\n".join).map(Lines),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3).map(Brief)
    ),
    max_leaves=15,
)


def plain(value):
    match value:
        case Scalar(text):
            return text
        case Listing(items):
            return [plain(each) for each in items]
        case Mapping(values):
            return {key: plain(each) for key, each in values.items()}


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_what_is_written_reads_back_the_same(tree):
    document = parse(emit(tree))
    assert [each for each in document.problems if each.severity == "error"] == []
    assert plain(document.root) == tree


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_other_readers_see_text_too_and_never_a_number_or_a_truth(tree):
    assert yaml.load(emit(tree), Loader=yaml.CSafeLoader) == tree


@given(HOSTILE)
def test_a_quoted_text_is_itself(text):
    assert parse(f"a: {quoted(text)}").root.values["a"].text == text


LOOKS = {
    "a plain word": ({"a": "words of law"}, "a: words of law\n"),
    "a label with its full stop": ({"label": "1."}, 'label: "1."\n'),
    "a label in brackets": ({"label": "(ii)"}, "label: (ii)\n"),
    "a number meant": ({"quantity": Bare("1000")}, "quantity: 1000\n"),
    "a number that is text": ({"code": "02141"}, 'code: "02141"\n'),
    "a word YAML takes for a truth": ({"country": "no"}, 'country: "no"\n'),
    "a sign at the start": ({"a": "- b"}, 'a: "- b"\n'),
    "a colon inside": ({"a": "b: c"}, 'a: "b: c"\n'),
    "a comment sign inside": ({"a": "b #c"}, 'a: "b #c"\n'),
    "blanks kept": ({"a": "  b"}, 'a: "  b"\n'),
    "quotation marks inside": ({"a": 'the "Plan"'}, 'a: the "Plan"\n'),
    "a quotation mark at the start": ({"a": '"Plan" means'}, 'a: "\\"Plan\\" means"\n'),
    "lines": ({"a": Lines("b\n\nc")}, "a: |-\n  b\n\n  c\n"),
    "a line end that is no line": ({"a": "b\nc"}, 'a: "b\\nc"\n'),
    "a short list": ({"a": ["b", "c d", "e, f"]}, 'a: [b, c d, "e, f"]\n'),
    "a list of mappings": ({"a": [{"b": "c", "d": "e"}]}, "a:\n  - b: c\n    d: e\n"),
    "a mapping on one line": ({"a": [Brief({"b": "c"})]}, "a:\n  - {b: c}\n"),
    "a list of lists": ({"a": [["b"], ["c", ""]]}, 'a:\n  - [b]\n  - [c, ""]\n'),
    "nothing in it": ({"a": [], "b": {}}, "a: []\nb: {}\n"),
    "a mapping in a mapping": ({"a": {"b": {"c": "d"}}}, "a:\n  b:\n    c: d\n"),
}


@pytest.mark.parametrize(("tree", "written"), LOOKS.values(), ids=LOOKS.keys())
def test_it_looks_as_a_person_would_write_it(tree, written):
    assert emit(tree) == written


def test_long_words_are_folded_below_the_key():
    written = emit({"a": {"text": "word " * 60 + "end"}})
    assert written.startswith("a:\n  text: >-\n    word word")
    assert max(len(line) for line in written.splitlines()) <= WIDEST


def test_what_stands_above_comes_first():
    assert emit({"a": "b"}, above="# note\n") == "# note\na: b\n"


def test_every_sign_no_file_may_hold_is_named_at_once():
    with pytest.raises(InputError) as caught:
        emit({"a": "x\x07y", "b": "z\u202e", "c": ["\ud800"]})
    assert [each.code for each in caught.value.problems] == ["E007", "E030", "E007"]
    assert caught.value.problems[0].what == 'a control character, U+0007, in “a: "x�y"”'
