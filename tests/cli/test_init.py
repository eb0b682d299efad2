"""The verb `init`: a folder that is a working project, and that is never written over unasked."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from engross.amending.amend import amend
from engross.clauses.words import printed
from engross.cli.init import command
from engross.cli.schema import kinds
from engross.fill.grants import fill
from engross.granting.records import read_grants
from engross.problems import InputError
from engross.reading.project import read_project


def run(*arguments):
    return CliRunner().invoke(command, [str(each) for each in arguments], catch_exceptions=False, standalone_mode=False)


def test_what_it_makes_works_from_the_first_minute(tmp_path):
    run(tmp_path / "options")
    project = read_project(tmp_path / "options")
    assert project.name == "options"
    amended = printed(amend(project.plan, project.instruments[0]))
    assert "up to 80,000 shares" in amended
    assert "(i) in cash or by check; or\n(ii) in any other lawful way the Board accepts." in amended
    (grant,) = read_grants(project.grants)
    for form in project.forms:
        assert fill(form, grant).blocks


def test_editors_find_the_schemas_the_files_name(tmp_path):
    run(tmp_path, "--name", "Mine")
    assert {each.stem for each in (tmp_path / "schemas").iterdir()} == set(kinds())
    for file in tmp_path.rglob("*.yaml"):
        first = file.read_text().split("\n")[0]
        assert (file.parent / first.removeprefix("# yaml-language-server: $schema=")).is_file()


def test_it_names_what_it_made_in_order(tmp_path):
    made = run(tmp_path).stdout.splitlines()
    assert made[-1] == str(tmp_path / "engross.yaml")
    assert len(made) == len([each for each in tmp_path.rglob("*") if each.is_file()])


def test_a_dry_run_makes_nothing(tmp_path):
    assert run(tmp_path, "--dry-run").stdout.count("\n") > 5
    assert list(tmp_path.iterdir()) == []


def test_it_does_not_write_over_what_stands_there(tmp_path):
    (tmp_path / "plan_text").mkdir()
    (tmp_path / "plan_text" / "plan.yaml").write_text("mine")
    with pytest.raises(InputError, match=r"stand there already: plan_text/plan\.yaml"):
        run(tmp_path)
    assert not (tmp_path / "engross.yaml").exists()
    run(tmp_path, "--force")
    assert read_project(tmp_path).plan.id == "plan"
