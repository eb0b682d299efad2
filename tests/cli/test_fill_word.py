"""engross fill makes Word files: a form in the look of the house, or a firm's own template."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from engross.cli.fill import command
from engross.filling.grants import fill
from engross.granting.records import read_grant
from engross.paper import readback
from engross.paper.template_open import opened
from engross.problems import InputError
from engross.reading.kinds import read_text_yaml

GRANT = "NSO-0001"


def run(root, *args):
    return CliRunner().invoke(command, [*args, "-C", str(root)], catch_exceptions=False)


@pytest.fixture
def words(root):
    form = read_text_yaml(root / "templates" / "agreement.yaml")
    return readback.document_words(fill(form, read_grant(root / "grants" / f"{GRANT}.yaml")))


def test_a_form_comes_in_the_look_of_the_house(root, tmp_path, words):
    path = tmp_path / "agreement.docx"
    assert run(root, "agreement", GRANT, "--format", "docx", "-o", str(path)).exit_code == 0
    parts, _ = opened(path.read_bytes())
    assert readback.docx_words(path.read_bytes()) == words
    assert b"smallCaps" in parts["word/header1.xml"]


def test_a_firms_own_template_says_the_same_words(root, tmp_path, words):
    path = tmp_path / "agreement.docx"
    firm = str(root / "templates" / "firm-agreement.docx")
    assert run(root, firm, GRANT, "-o", str(path)).exit_code == 0
    assert readback.docx_words(path.read_bytes()) == words


def test_a_firms_own_template_makes_no_drafts(root):
    with pytest.raises(InputError) as refused:
        run(root, str(root / "templates" / "firm-agreement.docx"), GRANT, "--draft")
    assert "which makes no drafts" in str(refused.value)
