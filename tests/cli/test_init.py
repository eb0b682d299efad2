"""The verb `init`: a folder that is a working project, and that is never written over unasked."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from engross.amending.amend import amend
from engross.clauses.words import printed
from engross.cli.init import command
from engross.cli.schema import kinds
from engross.filling.grants import fill
from engross.granting.pack_grammar import read_pack
from engross.granting.records import read_grants
from engross.problems import InputError
from engross.reading.kinds import from_yaml, to_yaml
from engross.reading.project import read_project
from engross.reading.starter import new_project


def run(*arguments):
    return CliRunner().invoke(command, [str(each) for each in arguments], catch_exceptions=False, standalone_mode=False)


def test_what_it_makes_works_from_the_first_minute(tmp_path):
    run(tmp_path / "options")
    project = read_project(tmp_path / "options")
    assert project.name == "options"
    amended = printed(amend(project.plan, project.instruments[0]))
    assert "The Board may amend the Plan in writing, at any time." in amended
    assert "(i) in cash or by check; or\n(ii) in any other lawful way the Board accepts." in amended
    (grant,) = read_grants(project.grants)
    for form in project.forms:
        assert fill(form, grant).blocks


def test_its_rules_are_read_off_its_own_clauses(tmp_path):
    run(tmp_path)
    project = read_project(tmp_path)
    clauses = {each.id for text in (project.plan, *project.forms) for each in text.root.walk()}
    pack = read_pack(project.rules)
    assert {rule.clause for rule in pack.rules} | {
        fact.clause for fact in pack.facts.values() if fact.clause
    } <= clauses
    assert (pack.plan, pack.agreement, pack.acceptance) == (project.plan.id, *(each.id for each in project.forms))


def test_its_files_are_written_as_engross_writes_them():
    comments = re.compile(r"^ *# .*\n", re.MULTILINE)
    for path, kept in new_project().items():
        if "engross: text/1" in kept or "engross: amendment/1" in kept:
            assert to_yaml(from_yaml(kept, path)) == comments.sub("", kept)


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
