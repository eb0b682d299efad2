"""The project folder: found from below, read whole, and every fault of every file told in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from engross.problems import InputError, Problem
from engross.reading import files
from engross.reading.project import find_root, read_project
from engross.reading.starter import new_project

PLAN = "engross: text/1\nid: plan\nkind: plan\nclauses:\n  - id: a\n    label: a.\n    text: Words.\n"
FORM = "engross: text/1\nid: form\nkind: agreement\nclauses:\n  - id: a\n    text: Words.\n"
AMENDMENT = "engross: amendment/1\nid: one\namends: plan\nnumber: 1\nclauses: []\n"
PROJECT = """engross: project/1
name: Sample
plan: plan.yaml
amendments: [one.yaml]
forms:
  agreement: form.yaml
grants: ["grants/*.yaml"]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    contents = {"engross.yaml": PROJECT, "plan.yaml": PLAN, "form.yaml": FORM, "one.yaml": AMENDMENT}
    for name, words in contents.items():
        (tmp_path / name).write_text(words)
    (tmp_path / "grants").mkdir()
    for name in ("b.yaml", "a.yaml", "a.txt"):
        (tmp_path / "grants" / name).write_text("")
    return tmp_path


def told(folder):
    with pytest.raises(InputError) as caught:
        read_project(folder)
    return [str(each) for each in caught.value.problems]


def test_a_project_is_found_from_any_folder_and_file_in_it(folder):
    assert find_root(folder / "grants" / "a.yaml") == folder
    assert read_project(folder / "grants").name == "Sample"


def test_a_project_is_its_texts_in_order(folder):
    project = read_project()
    assert (project.root, project.plan.id, project.output) == (folder, "plan", folder / "output")
    assert [each.id for each in project.instruments] == ["one"]
    assert [each.name for each in project.grants] == ["a.yaml", "b.yaml"]
    assert [each.name for each in project.files] == ["engross.yaml", "plan.yaml", "one.yaml", "form.yaml"]
    assert project.form("agreement") is project.form("form")
    assert (project.rules, project.template, project.leap_day) == (None, None, None)
    assert str(project.plan.clauses[0].source) == "plan.yaml:5:5"


def test_outside_a_project_it_says_how_to_make_one(tmp_path):
    with pytest.raises(InputError, match=r"E018: no engross.yaml here or in any folder above\nhelp: .* engross init"):
        find_root(tmp_path)


def test_the_faults_of_all_files_are_told_together(folder):
    (folder / "plan.yaml").write_text(PLAN + "    txet: x\n")
    (folder / "one.yaml").write_text(AMENDMENT.replace("amends: plan", "amends: [plan]"))
    (folder / "form.yaml").unlink()
    (folder / "Form.yml").write_text(FORM)
    assert [each.split(": help")[0].split("\n")[0] for each in told(folder)] == [
        "plan.yaml:8:5: error E020: no field `txet` in clause",
        "one.yaml:3:9: error E022: `amends` must be text, not a list",
        "engross.yaml:6:14: error E001: no such file: form.yaml",
    ]
    assert told(folder)[2].endswith("help: check the path; did you mean Form.yml?")


def test_a_file_that_is_not_utf8_is_named_with_its_line(folder):
    (folder / "plan.yaml").write_bytes(PLAN.encode() + b"    heading: caf\xe9\n")
    assert told(folder) == [
        "plan.yaml:8:17: error E006: it is not UTF-8: byte 103 is 0xE9\nhelp: save it as UTF-8",
    ]


def test_two_texts_may_not_share_an_id(folder):
    (folder / "form.yaml").write_text(FORM.replace("id: form", "id: plan"))
    assert told(folder)[0].startswith(
        "form.yaml:1:1: error E026: the id `plan` names two texts of the project (first in plan.yaml)"
    )


def test_an_amendment_of_a_text_that_is_not_there_is_told_the_nearest(folder):
    (folder / "one.yaml").write_text(AMENDMENT.replace("amends: plan", "amends: plam"))
    assert told(folder)[0].endswith("help: did you mean plan?")


@pytest.mark.parametrize("path", ["../plan.yaml", "/etc/passwd", "a/../../b.yaml", "a\\\\b.yaml", "C:/plan.yaml"])
def test_no_path_leads_out_of_the_project(folder, path):
    (folder / "engross.yaml").write_text(PROJECT.replace("plan: plan.yaml", f'plan: "{path}"'))
    assert "error E017:" in told(folder)[0]


@pytest.mark.usefixtures("folder")
def test_a_form_that_is_not_there_is_told_the_nearest():
    with pytest.raises(InputError, match="did you mean form"):
        read_project().form("from")


def test_a_folder_in_place_of_a_file_is_told(folder):
    (folder / "plan.yaml").unlink()
    (folder / "plan.yaml").mkdir()
    assert "no such file: plan.yaml" in told(folder)[0]


def test_a_grant_named_outright_must_be_there_and_a_pattern_may_match_none(folder):
    (folder / "engross.yaml").write_text(PROJECT.replace("grants/*.yaml", "none/*.yaml"))
    assert read_project().grants == ()
    (folder / "engross.yaml").write_text(PROJECT.replace("grants/*.yaml", "grants/c.yaml"))
    assert told(folder)[0].startswith("engross.yaml:7:10: error E001: no such file: grants/c.yaml")
    (folder / "engross.yaml").write_text(PROJECT.replace('"grants/*.yaml"', '"grants/*", grants/a.yaml'))
    assert [each.name for each in read_project().grants] == ["a.txt", "a.yaml", "b.yaml"]


def test_a_pattern_python_does_not_take_is_told(folder, monkeypatch):
    def refused(_, pattern):
        raise ValueError(pattern)  # which patterns are refused differs between versions of Python

    monkeypatch.setattr(Path, "glob", refused)
    (problem,) = told(folder)
    assert problem.startswith("engross.yaml:7:10: error E025: `grants/*.yaml` is no pattern")


def test_a_name_no_file_can_have_is_told(folder):
    (folder / "engross.yaml").write_text(PROJECT.replace("plan: plan.yaml", f"plan: {'é' * 200}"))
    assert told(folder)[0].startswith("engross.yaml:3:7: error E001: no such file")


def test_a_file_that_cannot_be_read_is_told_with_the_rest(folder, monkeypatch):
    whole = files.read_text

    def barred(path):
        if path.name == "plan.yaml":
            raise InputError((Problem(code="E003", what="it may not be read"),))
        return whole(path)

    monkeypatch.setattr(files, "read_text", barred)
    assert told(folder) == ["plan.yaml:1:1: error E003: it may not be read"]


def test_the_project_of_this_repository_is_whole(root):
    project = read_project(root)
    assert [each.id for each in (project.plan, *project.instruments, *project.forms)] == [
        "plan",
        "amendment-1",
        "agreement",
        "acceptance",
    ]
    assert project.warnings == ()
    assert all(each.is_file() for each in (*project.grants, project.rules))


def test_a_new_project_reads_without_a_warning(tmp_path):
    contents = new_project('The "Harbor" project')
    for path, words in contents.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(words)
    project = read_project(tmp_path)
    assert project.name == 'The "Harbor" project'
    assert (len(project.instruments), len(project.forms), len(project.grants), project.warnings) == (1, 2, 1, ())
    assert list(contents)[-1] == "engross.yaml"
    assert ".gitignore" in contents
