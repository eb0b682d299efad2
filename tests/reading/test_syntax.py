"""What libyaml says, said again: every saying of the table is met by a real file, and none falls through unsaid."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engross.reading import syntax
from engross.reading.strict import parse
from engross.reading.syntax import explain

MET = {
    "an open quotation mark": 'a: "b\n',
    "half of a character": 'a: "\\ud800"\n',
    "an unknown escape": 'a: "\\q"\n',
    "an escape without its figures": 'a: "\\x"\n',
    "a second colon": "a: b: c\n",
    "neither key nor value": "a: b\nc\nd: e\n",
    "a reserved sign": "a: `b`\n",
    "an alias without name": "a: *\n",
    "a key out of line": "a: b\n c: d\n",
    "an item out of line": "- a\n b\n- c\n  - d: e\n f\n",
    "an open bracket": "a: [b\n",
    "a block's head": "a: |x\n  b\n",
    "another version": "%YAML 3.0\n---\na: b\n",
    "too many brackets": "[" * 2000,
}


@pytest.mark.parametrize("text", MET.values(), ids=MET.keys())
def test_it_is_said_in_our_words(text):
    (problem,) = parse(text).problems
    assert "this is not YAML" not in problem.what
    assert problem.remedy


@given(st.text("ab:-[]{}#&*!|>'\"%@`,? \n\\", max_size=30))
def test_no_file_is_refused_without_a_place_in_it(text):
    for problem in parse(text).problems:
        assert 1 <= problem.source.line <= text.count("\n") + 1
        assert problem.source.column >= 1
        assert problem.what


def test_an_error_without_a_place_stands_at_the_start():
    assert explain(yaml.YAMLError("odd"), "a") == syntax.Fault("E009", "this is not YAML: odd", "write it anew", 1, 1)


def test_an_unknown_saying_is_passed_on():
    error = yaml.MarkedYAMLError("while", None, "strange things", None)
    assert explain(error, "a")[:2] == ("E009", "this is not YAML: while strange things")
