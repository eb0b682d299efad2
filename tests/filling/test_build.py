"""Building a project: every paper, the same bytes, nothing written twice, nothing of a person's lost."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from engross.cli.main import command
from engross.cli.terminal import guarded
from engross.filling.build import build, grant_documents, hashes
from engross.filling.choosing import grant_named
from engross.granting.versions import versions_of
from engross.paper.publish import Rules
from engross.problems import InputError
from engross.reading.project import read_project


@pytest.fixture
def folder(root, tmp_path):
    """A project of its own, with the repository's texts and fictitious grants."""
    for name in ("engross.yaml", "plan_text", "amendments", "templates", "grants"):
        source = root / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_building_makes_the_plan_its_changes_and_every_grants_papers(folder):
    project = read_project(folder)
    built = build(project)
    made = contents(folder / "output")
    assert {f"plan/plan.{ending}" for ending in ("txt", "md", "html", "docx", "pdf")} <= set(made)
    assert {f"plan/plan-changes.{ending}" for ending in ("html", "docx", "pdf")} <= set(made)
    for number in built.grants:
        names = {"agreement.docx", "agreement.pdf", "acceptance.docx", "packet.pdf", "packet.fields.json"}
        assert {f"grants/{number.lower()}/{name}" for name in names} <= set(made)
    told = json.loads(made["manifest.json"])
    assert told["inputs"] == hashes(project)
    assert set(told["outputs"]) == set(made) - {"manifest.json", ".engross/lock"}
    assert told["texts"]["plan"] == "Amendment No. 1 (February 3, 2005)"


def test_building_again_writes_nothing(folder):
    project = read_project(folder)
    build(project)
    before = {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*.*")}
    again = build(project).published
    assert again.written == ()
    assert {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*.*")} == before


def test_a_packet_holds_the_plan_as_it_stood_on_the_grant_date(folder):
    project = read_project(folder)
    versions = versions_of(project.plan, project.instruments)
    grant = grant_named(project, "NSO-0001")
    early = grant_documents(project, replace(grant, grant_date=date(2005, 2, 2)), versions)
    late = grant_documents(project, replace(grant, grant_date=date(2005, 2, 3)), versions)
    assert "Amendment No. 1" not in early[-1].title
    assert "as amended through Amendment No. 1 (February 3, 2005)" in late[-1].title
    assert "promissory note" in str(early[-1])
    assert "promissory note" not in str(late[-1])


def test_one_grant_alone_leaves_the_others(folder):
    project = read_project(folder)
    build(project)
    before = contents(folder / "output")
    assert build(project, only=["NSO-0001"]).grants == ("NSO-0001",)
    assert contents(folder / "output") == before


def test_an_unknown_grant_is_refused_with_those_like_it(folder):
    with pytest.raises(InputError) as caught:
        build(read_project(folder), only=["NSO-0009"])
    assert str(caught.value).startswith(
        "error E108: the project has no grant NSO-0009\nhelp: name a grant by its custom_id"
    )
    assert not (folder / "output").exists()


def test_faults_of_all_records_are_named_and_nothing_is_written(folder):
    for number in ("1", "2"):
        path = folder / "grants" / f"NSO-000{number}.yaml"
        lines = [line for line in path.read_text().splitlines() if not line.startswith("quantity:")]
        path.write_text("\n".join(lines) + "\n")
    with pytest.raises(InputError) as caught:
        build(read_project(folder))
    told = str(caught.value)
    assert "NSO-0001.yaml" in told
    assert "NSO-0002.yaml" in told
    assert "quantity" in told
    assert not (folder / "output").exists()


def test_an_output_folder_among_the_inputs_is_refused(folder):
    project = replace(read_project(folder), output=folder)
    with pytest.raises(InputError) as caught:
        build(project)
    assert str(caught.value) == (
        f"error E130: the output folder {folder} holds engross.yaml, which papers are made from\n"
        "help: name another folder under `output` in engross.yaml"
    )


def test_a_dry_run_writes_nothing(folder):
    done = build(read_project(folder), rules=Rules(dry_run=True)).published
    assert "plan/plan.txt" in done.written
    assert not (folder / "output").exists()


@pytest.fixture
def engross(folder, monkeypatch, capsys):
    """Run a verb in the project's folder; returns its exit code, results and messages."""

    def run(*arguments):
        monkeypatch.chdir(folder)
        code = guarded(lambda: command.main(list(arguments), prog_name="engross", standalone_mode=False))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


BUILD = "from engross.cli.main import main; main()"


def test_the_same_inputs_give_the_same_bytes_whatever_the_seed_zone_and_locale(folder, tmp_path_factory):
    made = []
    for seed, zone, language in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "tr_TR.UTF-8")):
        here = tmp_path_factory.mktemp("other") / "project"
        shutil.copytree(folder, here)
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        subprocess.run(
            [sys.executable, "-c", BUILD, "build"], cwd=here, env=environment, check=True, capture_output=True
        )
        made.append(contents(here / "output"))
        del made[-1][".engross/lock"]
    assert made[0] == made[1]


def test_the_verb_build_tells_what_it_wrote(engross):
    code, out, _ = engross("build", "--json")
    told = json.loads(out)
    assert code == 0
    assert "plan/plan.pdf" in told["written"]
    assert told["grants"] == ["NSO-0001", "NSO-0002", "NSO-0003"]
    code, out, err = engross("build")
    assert (code, out) == (0, "")
    assert f"0 written, {len(told['written'])} unchanged" in err


def test_the_verb_packet_writes_the_packet_and_where_its_fields_stand(folder, engross):
    code, _, err = engross("packet", "NSO-0001", "--fields", "fields.json")
    assert code == 0
    reader = PdfReader(io.BytesIO((folder / "NSO-0001-packet.pdf").read_bytes()))
    told = json.loads((folder / "fields.json").read_text())
    assert {field["name"] for field in told["fields"]} == set(reader.get_fields())
    assert err == f"wrote NSO-0001-packet.pdf: {len(reader.pages)} pages, {len(told['fields'])} fields\n"
    code, _, err = engross("packet", "NSO-0001")
    assert code == 74
    assert "stands there already" in err


def test_the_verb_packet_refuses_bad_exhibits_by_name(folder, engross):
    (folder / "bad.pdf").write_text("Dear Sir")
    assert engross("packet", "NSO-0001", "--exhibit", "bad.pdf", "--exhibit", "none.pdf") == (
        2,
        "",
        "none.pdf:1:1: error E001: no such file\nhelp: check the path\n",
    )
    assert engross("packet", "NSO-0001", "--exhibit", "bad.pdf") == (
        2,
        "",
        "bad.pdf:1:1: error E110: it is no PDF\nhelp: give a PDF\n",
    )


def test_a_draft_packet_is_made_of_a_record_with_gaps(folder, engross):
    path = folder / "grants" / "NSO-0001.yaml"
    kept = [line for line in path.read_text().splitlines() if not line.startswith("quantity:")]
    path.write_text("\n".join(kept) + "\n")
    assert engross("packet", "NSO-0001")[0] == 2
    assert engross("packet", "NSO-0001", "--draft")[0] == 0
    first = PdfReader(io.BytesIO((folder / "NSO-0001-packet.pdf").read_bytes())).pages[0].extract_text()
    assert "NOT FOR SIGNATURE" in first
    assert "[ ] shares" in first
