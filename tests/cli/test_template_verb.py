"""engross template: what the gate says, on the terminal and as JSON."""

from __future__ import annotations

import json

import docx
import pytest
from click.testing import CliRunner

from engross.cli.template import command


@pytest.fixture
def form(tmp_path):
    def make(*paragraphs):
        document = docx.Document()
        for each in paragraphs:
            document.add_paragraph(each)
        path = tmp_path / "form.docx"
        document.save(path)
        return str(path)

    return make


def run(*args):
    return CliRunner().invoke(command, args)


def test_a_sound_template_may_be_filled(form):
    path = form("Granted to {{ participant.name.legal_name }}.")
    found = run("check", path)
    assert (found.exit_code, found.stdout) == (0, f"{path}: may be filled\n")


def test_a_faulty_one_is_a_finding_with_its_paragraph(form):
    found = run("check", form("Granted to {{ participant.name.legal_nmae }}."))
    assert found.exit_code == 1
    assert "no field participant.name.legal_nmae" in found.stderr
    assert "did you mean participant.name.legal_name" in found.stderr


def test_any_field_leaves_the_names_alone(form):
    assert run("check", "--any-field", form("{{ whatever }}")).exit_code == 0


def test_faults_as_json(form):
    found = run("check", "--json", form("{{ x() }}"))
    assert found.exit_code == 1
    (fault,) = json.loads(found.stdout)
    assert (fault["code"], fault["severity"]) == ("E088", "error")


def test_the_projects_own_templates_pass(root):
    assert run("check", "--house", str(root / "templates" / "house.docx")).exit_code == 0
    assert run("check", str(root / "templates" / "firm-agreement.docx")).exit_code == 0


def test_fields_are_listed(form):
    assert run("fields", form("{{ quantity }} {{ grant_date }}")).stdout == "quantity\ngrant_date\n"
    assert json.loads(run("fields", "--json", form("{{ quantity }}")).stdout) == ["quantity"]
