"""Strict YAML: every case of the case file word for word, and the laws of places and of text staying text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import HOSTILE, SAMPLE

from engross.problems import InputError
from engross.reading import strict
from engross.reading.kinds import KINDS
from engross.reading.strict import Limits, parse
from engross.reading.tree import Listing, Mapping, Scalar

# read by PyYAML itself: the cases hold signs that our own reader refuses
CASES = yaml.load((Path(__file__).parent.parent / "cases/reading.yaml").read_text(), Loader=yaml.CBaseLoader)  # noqa: S506 - text only


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.get('threat', '')} {case['case']}".strip())
def test_a_faulty_file_is_answered_word_for_word(case):
    document = parse(case["file"], "FILE")
    kind = {"sample": SAMPLE, **KINDS}.get(case["kind"])
    problems = kind.take(document).problems if kind else document.problems
    assert "".join(f"{each}\n" for each in problems) == case["says"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_an_error_leaves_no_value(case):
    outcome = SAMPLE.read(case["file"])
    if any(each.severity == "error" for each in outcome.problems):
        assert outcome.value is None
        with pytest.raises(InputError):
            outcome.checked()


@pytest.mark.parametrize(
    "text",
    ["5.10", "1:30", "12:30:45", "18:00", "no", "On", "NO", "1_000", "017", "0o17", "1e3", "2024-03-05", "~", "Null",
     "1.50", "1234567890123456789.12", "=", "a#b", "a:b", "٣", "１２", "5(d)(iii)(ii)", "Section 5[b] applies"],
)  # fmt: skip
def test_text_stays_the_text_it_is(text):
    assert parse(f"a: {text}\n").root.values["a"].text == text


def test_a_byte_order_mark_and_any_line_ends_change_nothing():
    plain = parse("a: b\nc:\n  - d\n").root
    assert parse("\ufeffa: b\nc:\n  - d\n").root == plain
    assert parse("a: b\r\nc:\r\n  - d\r\n").root == plain
    assert parse("a: b\rc:\r  - d\r").root == plain


def test_every_fault_of_a_file_is_told_in_one_run_in_the_order_of_its_lines():
    found = parse("a: 1\na: 2\nb: &x c\nd: Suite #4\ne: \u202ef\n").problems
    assert [(each.code, each.source.line) for each in found] == [("E011", 2), ("E010", 3), ("E016", 4), ("E030", 5)]


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_unseen_ends_of_lines_shift_no_place(sign):
    found = parse(f"a: b{sign}c\nd: &e f\n[{sign}{{{{\n").problems
    assert [(each.code, each.source.line) for each in found] == [("E007", 1), ("E010", 2), ("E007", 3)]


def test_a_warning_of_a_line_hides_no_error_on_it():
    assert [each.code for each in parse("a: \u0410nn: b\n").problems] == ["W032", "E009"]


def test_more_than_fifty_faults_end_the_list():
    found = parse("".join(f"k{n}: &a{n} b\n" for n in range(80))).problems
    assert len(found) == 51
    assert str(found[-1]).startswith("-:51:6: error E099: more than 50 errors; the first 50 are told")


def test_fifty_faults_are_told_without_a_word_of_more():
    assert {each.code for each in parse("".join(f"k{n}: &a{n} b\n" for n in range(50))).problems} == {"E010"}


def test_any_number_of_warnings_refuses_no_file():
    document = parse("- Rene\u0301\n" * 80)
    assert [each.code for each in document.problems] == ["W033"] * 50 + ["W099"]
    assert {each.severity for each in document.problems} == {"warning"}
    assert len(document.root.items) == 80


def test_an_error_is_told_beside_any_number_of_warnings():
    found = parse("- Rene\u0301\n" * 80 + "- &x y\n").problems
    assert [(each.code, each.source.line) for each in found if each.severity == "error"] == [("E010", 81)]


def test_fields_too_tell_fifty_faults_and_that_there_are_more():
    outcome = SAMPLE.read("engross: sample/1\nid: a\nmethods:\n" + "  - cheque\n" * 80)
    assert [each.code for each in outcome.problems] == ["E024"] * 50 + ["E099"]
    assert outcome.problems[-1].source.line == 54


def test_a_file_may_not_be_larger_than_its_limit():
    (found,) = parse("a: bcd\n", "f", limits=Limits(characters=5)).problems
    assert str(found) == (
        "f:1:1: error E005: the file has 7 characters; the limit is 5\n    a: bcd\n    ^\n"
        "help: split it, or raise the limit"
    )
    assert parse("a: bcd\n", limits=Limits(characters=7)).problems == ()


def test_a_line_of_a_million_letters_is_refused():
    found = parse("a: " + "x" * 1_000_000 + "\n").problems
    assert [(each.code, each.source.line) for each in found] == [("E035", 1)]


def test_no_bomb_goes_off():
    levels = "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 26))
    found = parse("a0: &a0 {x: y}\n" + levels).problems
    assert {each.code for each in found} <= {"E010", "E012", "E099"}
    assert found


def test_a_million_brackets_neither_crash_nor_hang():
    assert {each.code for each in parse("[" * 99_000).problems} == {"E013"}
    assert {each.code for each in parse("[\n" * 500_000).problems} == {"E013"}


def test_what_stands_below_a_refused_key_is_passed_over():
    found = parse("? [a]\n: {b: {c: [d]}}\ne: f\n")
    assert [each.code for each in found.problems] == ["E014"]
    assert {key: each.text for key, each in found.root.values.items()} == {"e": "f"}


@pytest.mark.parametrize("text", ["{{ a }}\n", "- {{ a }}\n- b\n", "x: {{ a }}\ny: b\n", "{{ a }}: b\n"])
def test_braces_are_told_once_and_leave_nothing_behind(text):
    found = parse(text)
    assert [each.code for each in found.problems] == ["E022"]
    stack = [found.root]
    while stack:
        match stack.pop():
            case Mapping(values):
                assert "" not in values
                stack.extend(values.values())
            case Listing(items):
                stack.extend(items)


def test_an_alias_for_a_key_is_told_and_its_value_dropped():
    found = parse("*x : y\na: b\n")
    assert [each.code for each in found.problems] == ["E010"]
    assert list(found.root.values) == ["a"]


def test_without_libyaml_it_says_so_and_stops():
    probe = "import sys; sys.modules['yaml._yaml'] = None; import engross.reading.strict"
    ended = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "error E019: this PyYAML was built without libyaml" in ended.stderr


def test_comments_on_lines_of_their_own_and_after_quotes_are_comments():
    text = '# first\na: "b #c" # after quotes\n# between\nd:   # before a block\n  - e\n'
    assert parse(text).problems == ()
    assert parse(text).root.values["a"].text == "b #c"


def test_a_place_is_found_by_its_path():
    document = parse("a:\n  b:\n    - c\n    - d: e\n", "f.yaml")
    assert str(document.source_at("a.b.2.d")) == "f.yaml:4:10"
    assert str(document.source_at("a.b.1")) == "f.yaml:3:7"
    assert str(document.source_at("a.b.9.x")) == "f.yaml:2:3"
    assert str(document.source_at("nothing")) == "f.yaml:1:1"
    assert document.source_at("a.b.1").excerpt == "    - c"


def _plain(value):
    match value:
        case Scalar(text):
            return text
        case Listing(items):
            return [_plain(each) for each in items]
        case Mapping(values):
            return {key: _plain(each) for key, each in values.items()}


_TREES = st.recursive(
    HOSTILE,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(HOSTILE.filter(lambda key: key != "<<"), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_TREES)
def test_what_another_writer_wrote_is_read_as_it_was(tree):
    written = yaml.dump({"root": tree}, Dumper=yaml.CSafeDumper, allow_unicode=True, default_style='"', width=70)
    document = parse(written.replace('!!null "', '"'))
    assert document.problems == tuple(each for each in document.problems if each.severity == "warning")
    assert _plain(document.root) == {"root": tree}


@given(_TREES)
def test_every_value_stands_where_its_place_says(tree):
    written = yaml.dump({"root": tree}, Dumper=yaml.CSafeDumper, allow_unicode=True, default_style='"', width=10_000)
    document = parse(written)
    stack = [document.root]
    while stack:
        match stack.pop():
            case Scalar(text, line, column):
                written_there = re.match(r'"(?:[^"\\]|\\.)*"', document.line(line)[column - 1 :])
                assert yaml.load(written_there.group(), Loader=yaml.CBaseLoader) == text  # noqa: S506 - text only
            case Mapping(values):
                stack.extend(values.values())
            case Listing(items):
                stack.extend(items)


@given(st.text(max_size=200))
def test_nothing_a_file_may_hold_raises(text):
    document = strict.parse(text)
    assert document.root is not None or document.problems
