"""Conformed copies: what the title says, where the notes stand, the table of amendments."""

from __future__ import annotations

import pytest

from engross.amending.consolidate import derive
from engross.clauses.words import words
from engross.filling.annotate import TITLE, conformed
from engross.filling.render import render
from engross.paper import readback
from engross.paper.document import Paragraph, Table
from engross.reading.kinds import read_instrument, read_text_yaml


@pytest.fixture(scope="module")
def consolidation(root):
    plan = read_text_yaml(root / "plan_text" / "plan.yaml")
    return derive(plan, [read_instrument(root / "amendments" / "amendment-1.yaml")])


def test_the_title_says_through_which_amendment(consolidation):
    lines = [" ".join(line.split()) for line in render(conformed(consolidation), "text").splitlines()]
    assert "as amended through Amendment No. 1 (February 3, 2005)" in lines


def test_a_clean_copy_adds_no_other_words(consolidation):
    added = "as amended through Amendment No. 1 (February 3, 2005)".split()
    own = readback.document_words(conformed(consolidation))
    assert len(own) == len(words(consolidation.text)) + len(added)


def test_an_annotated_copy_notes_what_was_ordered_and_what_the_compiler_did(consolidation):
    blocks = conformed(consolidation, annotated=True).blocks
    notes = [
        "".join(run.text for run in block.runs)
        for block in blocks
        if isinstance(block, Paragraph) and block.role == "note"
    ]
    assert any(note.startswith("[Amendment No. 1 (February 3, 2005), ") for note in notes)
    assert any(note.startswith("[Editorial note: ") for note in notes)


def test_an_annotated_copy_ends_with_the_table_of_amendments(consolidation):
    *_, title, table = conformed(consolidation, annotated=True).blocks
    assert isinstance(title, Paragraph)
    assert title.runs[0].text == TITLE
    assert isinstance(table, Table)
    assert {row[0][0].text for row in table.rows[1:]} == {"Amendment No. 1 (February 3, 2005)"}


@pytest.mark.parametrize("form", ["text", "markdown", "html", "docx"])
def test_every_format_carries_the_notes_too(consolidation, form):
    document = conformed(consolidation, annotated=True)
    readback.check(document, render(document, form), form)
