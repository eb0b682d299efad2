"""A register gives its records whatever it is written in, each with its line and its own faults."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.problems import InputError
from engross.reading.registers import Raw, Row, _careful_row, about, canonical, json_row, raw_rows, read_register
from engross.reading.tree import Listing, Mapping, Scalar

YAML = """\
- custom_id: NSO-1
  participant:
    name: Ana Sample
  payment: [cash, broker]
- custom_id: NSO-2
  quantity: 1000
"""
RECORDS = [
    {"custom_id": "NSO-1", "participant": {"name": "Ana Sample"}, "payment": ["cash", "broker"]},
    {"custom_id": "NSO-2", "quantity": "1000"},
]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS)
CSV = "custom_id,participant.name,payment.1,payment.2,quantity\nNSO-1,Ana Sample,cash,broker,\nNSO-2,,,,1000\n"


def plain(value):
    match value:
        case Mapping(values):
            return {key: plain(each) for key, each in values.items()}
        case Listing(items):
            return [plain(each) for each in items]
        case Scalar(text):
            return text


def sheet(path: Path) -> None:
    book = openpyxl.Workbook()
    for line in CSV.splitlines():
        book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in line.split(",")])
    book.save(path)


@pytest.fixture(params=["r.yaml", "r.jsonl", "r.csv", "r.xlsx"])
def register(request, tmp_path):
    path = tmp_path / request.param
    match path.suffix:
        case ".yaml":
            path.write_text(YAML)
        case ".jsonl":
            path.write_text(LINES)
        case ".csv":
            path.write_text(CSV)
        case _:
            sheet(path)
    return path


def test_every_kind_of_register_gives_the_same_records(register):
    rows = list(read_register(register))
    assert [plain(row.root) for row in rows] == RECORDS
    assert all(row.problems == () for row in rows)


def test_the_content_of_a_record_does_not_depend_on_how_it_is_written(register):
    made = [canonical(row.root) for row in read_register(register)]
    assert made == [json.dumps(record, sort_keys=True).encode() for record in RECORDS]


def test_a_record_knows_its_line(register):
    first, second = read_register(register)
    lines = {".yaml": (1, 5), ".jsonl": (1, 2), ".csv": (2, 3), ".xlsx": (2, 3)}
    assert (first.first, second.first) == lines[register.suffix]
    assert second.source_of(second.root.values["custom_id"]).line == lines[register.suffix][1]


def test_raw_lines_are_read_by_whoever_gets_them(tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text(LINES + "\n\n")
    raws = list(raw_rows(path))
    assert all(isinstance(raw, Raw) for raw in raws)
    assert [raw.text_at("custom_id") for raw in raws] == ["NSO-1", "NSO-2"]
    assert [plain(raw.row().root) for raw in raws] == RECORDS


OVERRIDE = "U+202E RIGHT-TO-LEFT OVERRIDE changes the direction in which the line is read"
ONE = "write one JSON object a line"
UNKNOWN = "E153: engross does not know this kind of register\nhelp: name a .yaml, .jsonl, .csv or .xlsx file"
NO_CSV = "E154: it is no CSV: ',' expected after '\"'\nhelp: save it as CSV with quoted cells"
BAD_LINES = {
    b'{"a": 1, "a": 2}': ("E011", "`a` given twice", "keep one of the two"),
    b'{"a": NaN}': ("E044", "NaN is no number", "write the figures"),
    b'{"a": -Infinity}': ("E044", "-Infinity is no number", "write the figures"),
    b'{"a": }': ("E154", "the line is no JSON: Expecting value", ONE),
    b"[1, 2]": ("E154", "the line is no JSON object", ONE),
    b'{"a": "\\u202e"}': ("E030", OVERRIDE, "remove it"),
    b'{"a": "\\u0000"}': ("E007", "a control character, U+0000", "remove it"),
    b'{"a": "\\ud800"}': ("E007", "a control character, U+D800", "remove it"),
    b'{"a": "x\xff"}': ("E006", "the line is not UTF-8: byte 9", "save it as UTF-8"),
    b"[" * 200_000: ("E154", "the line is no JSON: it nests too deep", ONE),
}  # fmt: skip


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: line[:20].decode("latin-1"))
def test_each_fault_of_a_line_is_told_with_the_line(line):
    (problem, *_) = json_row(line, "r.jsonl", 7).problems
    assert (problem.code, problem.what, problem.remedy) == BAD_LINES[line]
    assert (problem.source.file, problem.source.line) == ("r.jsonl", 7)


def test_numbers_and_truths_are_kept_as_they_are_written():
    row = json_row(
        b'{"a": 1.50, "b": 0017.0e1, "c": true, "d": false, "e": null}'.replace(b"0017.0e1", b"17.0e1"), "r", 1
    )
    assert plain(row.root) == {"a": "1.50", "b": "17.0e1", "c": "true", "d": "false"}


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return list(read_register(path))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("r.txt", b"x", UNKNOWN),
        ("r.csv", b"", "E004: there is nothing in the file\nhelp: name the columns in the first line"),
        ("r.csv", b"a,b,a\n1,2,3\n", "E011: two columns are named `a`\nhelp: keep one of the two"),
        ("r.csv", b'a,b\n"x"y,1\n', NO_CSV),
        ("r.yaml", b"a: 1\n", "E154: it holds no list of records\nhelp: write `- ` before each record"),
        ("r.xlsx", b"PK", "E080: it is no usable .xlsx\nhelp: save it anew, or as CSV"),
    ],
)  # fmt: skip
def test_a_register_that_cannot_be_read_is_refused(tmp_path, name, content, told):
    with pytest.raises(InputError) as caught:
        read(tmp_path, name, content)
    assert str(caught.value).partition(": error ")[2] == told


@pytest.mark.parametrize("name", ["r.jsonl", "r.csv", "r.xlsx", "r.yaml"])
def test_a_register_that_is_not_there_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="E001: no such file"):
        list(read_register(tmp_path / name))


def test_a_formula_in_a_spreadsheet_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["custom_id", "quantity"])
    book.active.append(["NSO-1", "=1+1"])
    book.save(tmp_path / "r.xlsx")
    (row,) = read_register(tmp_path / "r.xlsx")
    assert [problem.what for problem in row.problems] == ["quantity is a formula"]


def test_a_cell_guarded_against_spreadsheets_is_read_without_its_guard(tmp_path):
    (row,) = read(tmp_path, "r.csv", b"custom_id,name\nNSO-1,'=cmd|x\n")
    assert plain(row.root)["name"] == "=cmd|x"


def test_a_row_longer_than_the_header_is_refused(tmp_path):
    (row,) = read(tmp_path, "r.csv", b"custom_id,name\nNSO-1,Sample, Inc.\n")
    assert [problem.what for problem in row.problems] == ["the row has 3 cells and the header 2"]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_record_or_problems_never_a_crash(content):
    row = json_row(content, "r", 1)
    assert isinstance(row, Row)
    assert row.problems or isinstance(row.root, Mapping)


@given(
    st.dictionaries(st.text("abc", min_size=1), st.recursive(st.text("xyz 0.5"), st.lists, max_leaves=5), max_size=4)
)
def test_what_json_holds_is_what_is_read(record):
    assert plain(json_row(json.dumps(record).encode(), "r", 1).root) == record


def test_the_number_of_records_is_known_from_the_lines_where_it_can_be(register):
    assert about(register) == (2 if register.suffix in (".jsonl", ".csv") else None)
    assert about(register.with_name("none.jsonl")) is None


MORE = ('"b": 1', '"a": null', '"b": [true, null, {"c": 1.50}]', '"b": NaN')


@given(words=st.text(max_size=12), more=st.sampled_from(MORE), escaped=st.booleans())
def test_the_quick_and_the_careful_reader_read_alike(words, more, escaped):
    line = f'{{"a": {json.dumps(words, ensure_ascii=escaped)}, {more}}}'.encode("utf-8", "surrogatepass")
    quick = json_row(line, "r.jsonl", 7)
    try:
        text = line.decode()
    except UnicodeDecodeError:
        assert [problem.code for problem in quick.problems] == ["E006"]
        return
    careful = _careful_row(text.rstrip("\r\n"), "r.jsonl", 7)
    assert quick.problems == careful.problems
    assert canonical(quick.root) == canonical(careful.root)
    assert [str(quick.source_at(path)) for path in ("a", "b", "b.1", "zz")] == ["r.jsonl:7:1"] * 4
