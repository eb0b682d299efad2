"""engross read."""

import json

import pytest
from click.testing import CliRunner

from engross.cli.read import command
from engross.reading.kinds import from_yaml

PAPER = "LEASE\n\n1. Term. One year.\n\n3. Rent. One dollar.\n"


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / "lease.txt"
    file.write_text(PAPER, encoding="utf-8")
    return str(file)


def test_the_clauses_are_printed_as_yaml(paper):
    result = CliRunner().invoke(command, [paper, "--id", "lease"])
    assert [clause.label for clause in from_yaml(result.stdout).root.children] == [None, "1.", "3."]


def test_what_is_doubtful_is_told_on_stderr(paper):
    assert "W111" in CliRunner().invoke(command, [paper]).stderr


def test_each_instrument_goes_into_its_own_file(tmp_path):
    file, into = tmp_path / "filing.txt", tmp_path / "texts"
    into.mkdir()
    plan = "STOCK PLAN\n\n1. Purpose. To reward.\n\n2. Term. Ten years.\n\n"
    file.write_text(plan + plan.replace("PLAN", "OPTION AGREEMENT"), encoding="utf-8")
    assert CliRunner().invoke(command, [str(file), "--into", str(into)]).exit_code == 0
    made = {path.name: from_yaml(path.read_text(encoding="utf-8")) for path in into.iterdir()}
    assert {name: [clause.id for clause in text.root.children] for name, text in made.items()} == {
        "plan.yaml": ["title1", "1", "2"],
        "agreement.yaml": ["title1", "1", "2"],
    }


def test_a_text_bears_its_kind_or_the_id_given(paper):
    assert from_yaml(CliRunner().invoke(command, [paper, "--quiet"]).stdout).root.id == "agreement"
    assert from_yaml(CliRunner().invoke(command, [paper, "--quiet", "--id", "lease"]).stdout).root.id == "lease"


def test_quiet_tells_nothing(paper):
    assert CliRunner().invoke(command, [paper, "--quiet"]).stderr == ""


def test_the_report_is_data_too(paper):
    report = json.loads(CliRunner().invoke(command, [paper, "--json", "--quiet"]).stdout)
    assert (report["kind"], [doubt["line"] for doubt in report["doubts"]]) == ("agreement", [5])


def test_a_part_that_is_not_there_is_refused(paper):
    result = CliRunner().invoke(command, [paper, "--part", "2"])
    assert "holds 1 instrument" in str(result.exception)
