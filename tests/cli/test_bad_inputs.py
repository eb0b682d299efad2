"""What the verbs answer to bad input: each case is a whole message, and the page of all bad inputs names real tests."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from engross.cli.main import command
from engross.cli.terminal import guarded
from engross.reading.starter import new_project

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "bad-inputs.md"
FILE = ROOT / "tests" / "cases" / "bad_inputs.yaml"
CASES = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
ROW = re.compile(r"^\| ([BF]\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[^`]+?)(?:::([^`]+))?`")


def project(folder, case):
    """Make a new project in which the case's files stand, or its words stand in place of others."""
    for name, words in new_project("Sample").items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    amendment = folder / "amendments" / "amendment-1.yaml"
    if "orders" in case:
        head, _, _ = amendment.read_text(encoding="utf-8").partition("instructions:")
        sentences = case["orders"].replace("\n", "\n  ")
        amendment.write_text(f"{head}instructions:\n  {sentences}", encoding="utf-8")
    for name, words in case.get("files", {}).items():
        (folder / name).write_text(words, encoding="utf-8")
    for name, words in case.get("bytes", {}).items():
        (folder / name).write_bytes(bytes.fromhex(words))
    for change in case.get("changes", []):
        path = folder / change["in"]
        words = path.read_text(encoding="utf-8")
        assert change["from"] in words
        path.write_text(words.replace(change["from"], change["to"], 1), encoding="utf-8")


@pytest.mark.parametrize("case", [pytest.param(each, id=f"{each['threat']} {each['case']}") for each in CASES])
def test_bad_input_is_answered_with_the_whole_message(case, tmp_path, monkeypatch, capsys):
    project(tmp_path, case)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    asked = shlex.split(case["run"])
    code = guarded(lambda: command.main(asked, prog_name="engross", standalone_mode=False))
    said = capsys.readouterr().err.replace(str(tmp_path), "PROJECT")
    assert said == case["says"]
    assert code == int(case["code"])


def test_every_test_the_page_names_exists():
    for _, _, _, tests in ROW.findall(PAGE.read_text(encoding="utf-8")):
        for file, name in NAMED.findall(tests):
            words = (ROOT / file).read_text(encoding="utf-8")
            wanted = f"def {name}(" if file.endswith(".py") else f" {name}\n"
            assert not name or wanted in words, f"{file} has no {name}"


def test_the_page_tells_of_every_bad_input_and_fault_once():
    told = [code for code, *_ in ROW.findall(PAGE.read_text(encoding="utf-8"))]
    assert told == [f"B{n:03}" for n in range(1, 121)] + [f"F{n:02}" for n in range(1, 38)]


def test_a_row_names_a_test_or_says_why_there_is_none():
    for code, _, _, tests in ROW.findall(PAGE.read_text(encoding="utf-8")):
        assert NAMED.search(tests) or tests.startswith(("none: ", "not yet: ")), code


def test_every_case_is_named_on_the_page():
    rows = {code: tests for code, _, _, tests in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    for threat in {each["threat"] for each in CASES}:
        assert f"`tests/cases/bad_inputs.yaml::{threat}`" in rows[threat], threat
