"""``engross understand`` and ``engross consolidate --with`` as commands."""

from __future__ import annotations

import json

from click.testing import CliRunner

from engross.cli.consolidate import command as consolidate
from engross.cli.understand import command as understand

PLAN = "1. Purpose\n\nTo reward.\n\n2. Shares\n\nThe Company may issue ten shares.\n"
AMENDMENT = 'The Plan is amended as follows:\n\n1. Section 2 is amended by deleting "ten" and inserting "twelve".\n'


def test_an_instrument_is_shown_sentence_by_sentence(tmp_path):
    """What each sentence orders, in the house's own words."""
    (tmp_path / "amendment.txt").write_text(AMENDMENT)
    result = CliRunner().invoke(understand, [str(tmp_path / "amendment.txt")])
    assert result.exit_code == 0
    assert "-> Section 2 of the Plan is amended by deleting the words “ten”" in result.output


def test_an_instrument_as_json_carries_spans_and_operations(tmp_path):
    """Data for other programs."""
    (tmp_path / "amendment.txt").write_text(AMENDMENT)
    told = json.loads(CliRunner().invoke(understand, [str(tmp_path / "amendment.txt"), "--json"]).stdout)
    start, end = told["sentences"][1]["span"]
    assert AMENDMENT[start:end].startswith("1. Section 2")
    assert told["sentences"][1]["ops"][0]["op"] == "substitute"


def test_lines_of_instructions_give_lines_of_operations():
    """One JSON object a line, in the interchange form."""
    case = {"id": "x", "context": None, "instruction": "Section 5 is deleted.", "payload": None}
    result = CliRunner().invoke(understand, ["--jsonl"], input=json.dumps(case) + "\n\n")
    assert json.loads(result.output) == {
        "id": "x", "ops": [{"op": "delete", "target": {"at": "5"}, "leave": "nothing"}], "problems": [],
    }  # fmt: skip


def test_text_and_amendment_make_the_consolidated_text(tmp_path):
    """From text to text in one go."""
    (tmp_path / "plan.txt").write_text(PLAN)
    (tmp_path / "amendment.txt").write_text(AMENDMENT)
    arguments = ["--with", str(tmp_path / "amendment.txt"), str(tmp_path / "plan.txt")]
    result = CliRunner().invoke(consolidate, arguments)
    assert result.exit_code == 0
    assert "issue twelve shares" in result.stdout


def test_a_doubtful_sentence_keeps_the_text_back(tmp_path):
    """Exit code 1, and the way to go on is told."""
    (tmp_path / "plan.txt").write_text(PLAN)
    (tmp_path / "amendment.txt").write_text(AMENDMENT + "\n2. Section 7 is deleted.\n")
    arguments = ["--with", str(tmp_path / "amendment.txt"), str(tmp_path / "plan.txt")]
    result = CliRunner().invoke(consolidate, arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "--accept reviewed.json" in result.stderr
