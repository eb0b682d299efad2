"""The verbs on grants: check, ledger, fill, export, import, and explain of a rule."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from engross.cli.main import command
from engross.problems import EngrossError


@pytest.fixture
def run(root, monkeypatch):
    """Return a runner of the command line in the project's own folder."""
    monkeypatch.chdir(root)

    def go(*args):
        return CliRunner().invoke(command, [str(arg) for arg in args])

    return go


def test_check_tells_failures_and_what_is_missing_and_ends_with_one(run):
    done = run("check")
    assert done.exit_code == 1
    assert "G22  Section 5(c): the last day 2014-02-28 rests on a reading" in done.stdout
    assert "(grants/NSO-0003.yaml:" in done.stdout
    assert "adopted (NSO-0001, NSO-0002, NSO-0003)" in done.stdout


def test_check_of_a_sound_grant_ends_with_nought_and_strict_takes_what_is_unknown_for_a_finding(run):
    assert run("check", "NSO-0002").exit_code == 0
    assert run("check", "NSO-0002", "--strict").exit_code == 1


def test_check_as_json_is_data(run):
    rows = json.loads(run("check", "NSO-0003", "--json").stdout)
    assert {row["grant"] for row in rows} == {"NSO-0003"}
    assert [row["code"] for row in rows if row["outcome"] == "fail"] == ["G22"]


def test_check_takes_a_record_that_is_not_in_the_project(run, tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text("engross: grant/1\ncustom_id: NEW-1\ngrant_date: 2005-02-03\nquantity: 900000\n"
                    "payment: [promissory_note]\n", encoding="utf-8")  # fmt: skip
    done = run("check", path)
    assert done.exit_code == 1
    assert "removed by Amendment No. 1 (February 3, 2005)" in done.stdout
    assert "G10  Section 4(a): NEW-1 of 900,000 shares" in done.stdout


def test_check_of_an_unknown_grant_names_those_there_are(run):
    done = run("check", "NSO-3")
    assert isinstance(done.exception, EngrossError)
    assert "the project has no grant NSO-3" in str(done.exception)


def test_ledger_of_a_day(run):
    done = run("ledger", "--as-of", "2007-06-30")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == (
        "Of 800,000 shares 772,500 available, 23,500 outstanding and 4,000 issued on 2007-06-30."
    )
    rows = json.loads(run("ledger", "--as-of", "2007-06-30", "--json").stdout)["rows"]
    assert all(row["available"] + row["outstanding"] + row["issued"] == row["reserve"] for row in rows)


def test_ledger_tells_what_each_option_may_do(run):
    done = run("ledger", "--options", "--as-of", "2007-07-01").stdout
    assert "NSO-0003    5,000" in done
    assert "1 year after ceasing to serve on 2006-06-30" in done
    assert "cannot be told" in done


@pytest.mark.parametrize(
    ("form", "begins"),
    [("csv", b"date,type,grant"), ("svg", b"<svg"), ("html", b"<!doctype html>"), ("markdown", b"#"), ("docx", b"PK"),
     ("pdf", b"%PDF")],
)  # fmt: skip
def test_ledger_in_every_format(run, tmp_path, form, begins):
    path = tmp_path / f"ledger.{form}"
    assert run("ledger", "--as-of", "2016-01-01", "--format", form, "-o", path).exit_code == 0
    assert path.read_bytes().lower().startswith(begins.lower())


def test_the_ledgers_page_holds_the_chart(run):
    assert "<figure><svg" in run("ledger", "--as-of", "2016-01-01", "--format", "html").stdout


def test_fill_prints_the_form_with_the_values(run):
    text = " ".join(run("fill", "agreement", "NSO-0002").stdout.split())
    assert "to Renée Łuksza-Brontë, Jr., a director of the Company" in text
    assert "a total of 12,500 shares" in text
    assert "at $23.4375 per Share" in text


def test_fill_names_all_that_is_missing_with_its_places_and_a_draft_shows_blanks(run, tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text("engross: grant/1\ncustom_id: NEW-1\nquantity: 1,000\n", encoding="utf-8")
    refused = str(run("fill", "agreement", path).exception)
    assert refused.count("it fills") == 4
    assert "write 1000" in refused
    assert "agreement, Section 1: “" in refused
    draft = run("fill", "agreement", "grants/NSO-0001.yaml", "--draft").stdout
    assert "DRAFT" in draft


def test_a_draft_of_an_incomplete_record_shows_its_blanks(run, tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text("engross: grant/1\ncustom_id: NEW-1\nquantity: 1000\n", encoding="utf-8")
    draft = " ".join(run("fill", "agreement", path, "--draft").stdout.split())
    assert "DRAFT - NOT FOR SIGNATURE" in draft.replace("–", "-")
    assert "on [ , ____]" in draft
    assert "a total of 1,000 shares" in draft


def test_a_name_of_two_scripts_is_warned_of(run, tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text('engross: grant/1\ncustom_id: NEW-1\nparticipant: {name: {legal_name: "\u0430nn Bell"}}\n',
                    encoding="utf-8")  # fmt: skip
    assert "W032" in run("check", path).stderr


def test_a_rule_is_explained_with_its_clause(run):
    assert "(ii) by delivery of a promissory note" in run("explain", "G33").stdout


def test_export_and_import_bring_the_grants_back(run, tmp_path):
    done = run("export", "ocf", "-o", tmp_path / "x.ocf.zip", "--as-of", "2016-01-01")
    assert done.exit_code == 0
    assert "the stock class is left out" in done.stderr
    assert run("import", "ocf", tmp_path / "x.ocf.zip", "-o", tmp_path / "g").exit_code == 0
    for name in ("NSO-0001", "NSO-0002", "NSO-0003"):
        assert (tmp_path / "g" / f"{name}.yaml").read_text(encoding="utf-8").startswith("engross: grant/1\n")
    again = run("import", "ocf", tmp_path / "x.ocf.zip", "-o", tmp_path / "g")
    assert "stands there already" in str(again.exception)


def test_a_dry_run_writes_nothing(run, tmp_path):
    assert run("export", "ocf", "-o", tmp_path / "x", "--dry-run").exit_code == 0
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "verb",
    [
        ("show", "plan"),
        ("ledger",),
        ("check",),
        ("build", "--dry-run"),
        ("history", "5"),
        ("compare", "@adopted", "@1"),
    ],
)
def test_every_verb_says_once_what_a_person_should_look_at_in_the_project(root, tmp_path, verb):
    for name in ("plan_text", "amendments", "templates", "grants"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "engross.yaml", tmp_path)
    path = tmp_path / "templates" / "acceptance.yaml"
    words = path.read_text(encoding="utf-8")
    path.write_text(f"{words}# p\u0430\n", encoding="utf-8")
    done = CliRunner().invoke(command, [*verb, "-C", str(tmp_path)])
    assert done.stderr.count("warning W032") == 1
