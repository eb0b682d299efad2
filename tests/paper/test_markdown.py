"""Markdown: what a reader makes of it is the words of the law."""

from __future__ import annotations

import pytest

from engross.paper.document import Document, Line, Paragraph, Run, SignatureBlock, Table
from engross.paper.markdown import markdown
from engross.paper.readback import markdown_words


def page(*blocks):
    return markdown(Document(title="A Paper", blocks=blocks))


@pytest.mark.parametrize("words", [
    "1. one", "- dash", "+ plus", "* star", "# hash", "> quote", "=====", "---", "***", "_under_ *star* `tick`",
    "a_b_c",
    "[a](b)", "<b>", "&amp; & R&D", "a | b", "\\", "trailing #",
    "~~a~~", "$x$", "https://a.example/_b_", "10) ten",
])  # fmt: skip
@pytest.mark.parametrize("role", ["body", "title", "heading", "note"])
def test_signs_of_markdown_are_words(words, role):
    assert markdown_words(page(Paragraph(runs=(Run(words),), role=role))) == words.split()


def test_headings_have_their_rank():
    made = page(
        Paragraph(runs=(Run("Plan"),), role="title"),
        Paragraph(runs=(Run("Purpose"),), role="heading", label=(Run("1."),)),
    )
    assert made == "# Plan\n\n### 1. Purpose\n"


def test_a_run_in_heading_is_bold():
    runs = (Run("Grants.", "heading"), Run(" The Board may grant."))
    assert page(Paragraph(runs=runs, label=(Run("a."),))) == "a. **Grants.** The Board may grant.\n"


def test_a_style_markdown_could_not_see_is_left_out():
    assert page(Paragraph(runs=(Run("Grants.", "heading"), Run("The")))) == "Grants.The\n"


def test_a_table_has_a_head():
    table = Table(rows=(((Run("Year"),), (Run("Shares"),)), ((Run("2005"),), (Run("10|20"),))), header=1)
    assert page(table) == "| Year | Shares |\n| --- | --- |\n| 2005 | 10\\|20 |\n"


def test_an_open_line_is_drawn_and_is_no_word():
    made = page(SignatureBlock(rows=(((Run("By:"),), Line(name="by", printed="-----")),)))
    assert markdown_words(made) == ["By:"]
