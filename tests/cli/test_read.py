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


def test_quiet_tells_nothing(paper):
    assert CliRunner().invoke(command, [paper, "--quiet"]).stderr == ""


def test_the_report_is_data_too(paper):
    report = json.loads(CliRunner().invoke(command, [paper, "--json", "--quiet"]).stdout)
    assert (report["kind"], [doubt["line"] for doubt in report["doubts"]]) == ("agreement", [5])


def test_a_part_that_is_not_there_is_refused(paper):
    result = CliRunner().invoke(command, [paper, "--part", "2"])
    assert "holds 1 instrument" in str(result.exception)
