"""The verbs compare and draft, as a user calls them."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import jsonschema
import pytest
from click.testing import CliRunner

from engross.cli.compare import command as compare
from engross.cli.draft import command as draft
from engross.comparing.report import SCHEMA
from engross.problems import InputError
from engross.reading.kinds import from_yaml


@pytest.fixture
def run(root):
    def call(verb, *arguments):
        return CliRunner().invoke(verb, ["-C", str(root), *arguments], catch_exceptions=False)

    return call


def test_it_tells_what_amendment_no_1_changed(run):
    told = run(compare, "@adopted", "@1", "--format", "text")
    assert told.exit_code == 0
    assert "5(d)(iii)(ii): deleted, by Amendment No. 1" in told.output
    assert "or [-(iii)-]{+(ii)+} by payment" in told.output


def test_json_follows_its_schema_and_names_the_sentence(run):
    told = json.loads(run(compare, "@adopted", "@1", "--json").output)
    jsonschema.validate(told, SCHEMA)
    (deleted,) = [each for each in told["changes"] if each["kinds"] == ["deleted"]]
    assert deleted["by"][0]["name"] == "Amendment No. 1"
    assert deleted["by"][0]["sentence"].startswith("Resolved: Section 5(d)(iii)")
    (joiner,) = [each for each in told["changes"] if each["kinds"] == ["joiner only"]]
    assert joiner["by"][0]["editorial"]


def test_what_was_expected_ends_well_and_what_was_not_with_1(run):
    assert run(compare, "@adopted", "@1", "--expect", "5(d)(iii) only").exit_code == 0
    told = run(compare, "@adopted", "@1", "--expect", "7(a) only")
    assert told.exit_code == 1
    assert "outside of what was expected" in told.stderr


def test_only_an_address_is_told(run):
    told = json.loads(run(compare, "@adopted", "@1", "--json", "--only", "7").output)
    assert told["changes"] == []


@pytest.mark.parametrize(
    "name", ["redline.html", "redline.docx", "redline.pdf", "redline.md", "redline.json", "redline.txt"]
)
def test_the_name_of_the_file_says_what_to_make(run, tmp_path, name):
    made = tmp_path / name
    assert run(compare, "@adopted", "@1", "-o", str(made)).exit_code == 0
    heads = {"html": b"<!DO", "docx": b"PK\x03\x04", "pdf": b"%PDF", "md": b"# Am", "json": b"{\n  ", "txt": b"--- "}
    assert made.read_bytes()[:4] == heads[made.suffix[1:]]


def test_word_shows_the_amendment_as_author(run, tmp_path):
    made = tmp_path / "redline.docx"
    run(compare, "@adopted", "@1", "-o", str(made))
    with zipfile.ZipFile(BytesIO(made.read_bytes())) as archive:
        body = archive.read("word/document.xml").decode()
    assert 'w:author="Amendment No. 1"' in body
    assert 'w:date="2005-02-03T' in body
    assert 'w:author="Comparison"' not in body


def test_two_files_are_compared(run, tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("1. Purpose\n\nThe Board may grant Options.\n\n2. Term\n\nTen years.\n")
    new.write_text("1. Purpose\n\nThe Board shall grant Options.\n\n2. Term\n\nTen years.\n")
    told = run(compare, str(old), str(new), "--format", "text")
    assert "The Board [-may-]{+shall+} grant Options." in told.output


def test_the_draft_between_two_versions_is_the_amendment_s_own_orders(run):
    made = from_yaml(run(draft, "@adopted", "@1", "--format", "yaml").stdout)
    assert [type(each).__name__ for each in made.instructions[0].operations] == ["Delete", "Renumber"]


def test_an_unknown_version_is_refused_with_those_there_are(root):
    with pytest.raises(InputError) as refused:
        CliRunner().invoke(compare, ["-C", str(root), "@adopted", "@9"], catch_exceptions=False)
    assert refused.value.problems[0].candidates == ("@adopted", "@1", "@latest")


def test_json_credits_every_word_to_its_amendment(run):
    told = json.loads(run(compare, "@adopted", "@1", "--json").output)
    credited = [each for change in told["changes"] for each in change.get("credits", [])]
    assert {each["by"] for each in credited} == {"Amendment No. 1"}
    assert "".join(each["text"] for each in credited if each["sign"] == "-").split()[:3] == ["(ii)", "by", "delivery"]


def test_the_schema_can_be_asked_for():
    assert json.loads(CliRunner().invoke(compare, ["--schema"]).output) == SCHEMA


AMENDMENT = """engross: amendment/1
id: amendment-{number}
name: Amendment No. {number}
amends: plan
number: {number}
approved: {{date: 2006-01-0{number}}}
clauses:
  - {{id: r1, text: Resolved.}}
instructions:
  - id: r1
    clause: r1
    sentence: Resolved.
    operations:
      - substitute: {target}
        strike: "{strike}"
        with: "{insert}"
"""


def amendments(folder, *given):
    files = []
    for number, (target, strike, insert) in enumerate(given, 1):
        files.append(folder / f"a{number}.yaml")
        files[-1].write_text(AMENDMENT.format(number=number, target=target, strike=strike, insert=insert))
    return [str(each) for each in files]


def test_two_amendments_on_one_text_are_combined(run, tmp_path):
    files = amendments(tmp_path, ("4(a)", "800,000", "900,000"), ("5(c)", "one year", "two years"))
    told = run(compare, *files, "--against", "@adopted", "--format", "text")
    assert told.exit_code == 0, told.stderr
    assert "[-800,000-]{+900,000+}" in told.output
    assert "4(a): reworded" in told.output


def test_two_amendments_that_meet_are_refused_with_both_places(run, tmp_path):
    files = amendments(tmp_path, ("4(a)", "800,000", "900,000"), ("4(a)", "800,000", "1,000,000"))
    told = run(compare, *files, "--against", "@adopted")
    assert told.exit_code == 1
    assert "Amendment No. 1 at 4(a)" in told.stderr
    assert "Amendment No. 2 at 4(a)" in told.stderr
