"""A build holds grants against the plan's rules: an error stops it, and what is forced leaves its mark."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from engross.cli.main import command
from engross.filling.judged import judge
from engross.granting.records import read_grants
from engross.problems import InputError
from engross.reading.project import read_project


@pytest.fixture
def project(root, tmp_path):
    for name in ("plan_text", "amendments", "templates"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "engross.yaml", tmp_path)
    (tmp_path / "grants").mkdir()
    shutil.copy(root / "grants" / "NSO-0002.yaml", tmp_path / "grants")
    return tmp_path


def build(project, *args):
    return CliRunner().invoke(command, ["build", "-C", str(project), *args])


def spoil(project):
    path = project / "grants" / "NSO-0002.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("- broker", "- promissory_note"), encoding="utf-8")


def test_each_packet_has_its_checklist_beside_it(project):
    done = build(project)
    assert done.exit_code == 0
    assert (project / "output/grants/nso-0002/checklist.pdf").read_bytes().startswith(b"%PDF")
    assert "warning G39" in done.stderr
    assert "forced" not in json.loads((project / "output/manifest.json").read_text(encoding="utf-8"))


def test_a_grant_that_fails_stops_the_build_and_nothing_is_written(project):
    spoil(project)
    refused = build(project).exception
    assert isinstance(refused, InputError)
    assert [problem.code for problem in refused.problems] == ["G33", "G36"]
    assert "removed by Amendment No. 1 (February 3, 2005)" in str(refused)
    assert not (project / "output").exists() or not any((project / "output").rglob("*.pdf"))


def test_what_is_forced_leaves_its_mark_in_the_manifest(project):
    spoil(project)
    done = build(project, "--force")
    assert done.exit_code == 0
    manifest = json.loads((project / "output/manifest.json").read_text(encoding="utf-8"))
    assert manifest["forced"] == {"NSO-0002": ["G33", "G36"]}
    assert "warning G33" in done.stderr


def test_a_packet_of_its_own_is_stopped_too_but_not_a_draft(project):
    def packet(*args):
        said = ["packet", "NSO-0002", "-C", str(project), "-o", str(project / "p.pdf"), *args]
        return CliRunner().invoke(command, said)

    assert packet().exit_code == 0
    (project / "p.pdf").unlink()
    spoil(project)
    assert [problem.code for problem in packet().exception.problems] == ["G33", "G36"]
    assert packet("--draft").exit_code == 0
    forced = packet("--force", "--overwrite")
    assert forced.exit_code == 0
    assert "error G33" in forced.stderr


def test_the_checklist_tells_the_reserve_of_all_grants(root):
    project = read_project(root)
    grants = read_grants(project.grants)
    judged = judge(project, grants)
    words = [cell[0].text for block in judged.checklist(grants[1]).blocks if hasattr(block, "rows")
             for row in block.rows for cell in row if cell]  # fmt: skip
    assert any(line.startswith("772,500 of 800,000 shares available after it") for line in words)


def test_a_project_without_rules_is_built_without_judging(project):
    path = project / "engross.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("rules: plan_text/rules.yaml\n", ""), encoding="utf-8")
    spoil(project)
    assert build(project).exit_code == 0
    assert not (project / "output/grants/nso-0002/checklist.pdf").exists()


def test_an_error_of_the_lint_stops_the_packet(project):
    (project / "lint.yaml").write_text("engross: lint/1\nseverity: {S03: error}\n", encoding="utf-8")
    read = read_project(project)
    judged = judge(read, read_grants(read.grants))
    assert judged is not None
    assert [problem.code for problem in judged.stopped["NSO-0002"]] == ["S03"]
    assert isinstance(build(project).exception, InputError)
    assert build(project, "--force").exit_code == 0
