"""Reading back finds one missing comma."""

from __future__ import annotations

import pytest

from engross.paper.document import Document, Line, Paragraph, Run, SignatureBlock
from engross.paper.docx import docx
from engross.paper.html import html
from engross.paper.markdown import markdown
from engross.paper.package import packed
from engross.paper.readback import check, differences, document_words
from engross.paper.template_open import opened
from engross.paper.text import text
from engross.problems import OutputError

DOCUMENT = Document(
    title="A Paper",
    blocks=(
        Paragraph(runs=(Run("in cash, or by check, as the Board says; or"),), label=(Run("i."),)),
        SignatureBlock(rows=(((Run("By:"),), Line(name="by", printed="-----", below=True)),)),
    ),
)
RENDERED = {"text": text, "markdown": markdown, "html": html}


@pytest.mark.parametrize("form", RENDERED)
@pytest.mark.parametrize(("wrong", "right"), [("check as", "check, as"), ("the Board may", "the Board"), ("", "; or")])
def test_a_changed_word_is_found_in_every_format(form, wrong, right):
    output = RENDERED[form](DOCUMENT)
    assert right in output
    with pytest.raises(OutputError):
        check(DOCUMENT, output.replace(right, wrong), form)


def test_a_changed_word_is_found_in_a_word_file():
    parts, _ = opened(docx(DOCUMENT))
    changed = parts | {"word/document.xml": parts["word/document.xml"].replace(b"check, as", b"check as")}
    with pytest.raises(OutputError) as refused:
        check(DOCUMENT, packed(changed), "docx")
    assert str(refused.value) == (
        "error E125: after 'in cash, or by': 'check,' came out as 'check'\nhelp: report this; the paper was not written"
    )


def test_a_rule_is_a_word_in_plain_text_alone():
    assert document_words(DOCUMENT, rules=True)[-2:] == ["By:", "-----"]
    assert document_words(DOCUMENT)[-1] == "By:"


def test_rules_beside_and_under_the_words_of_one_row_keep_their_order():
    row = ((Run("By:"),), Line(name="a", printed="---"), (Run("Name:"),), Line(name="b", printed="===", below=True))
    document = Document(title="A Paper", blocks=(SignatureBlock(rows=(row,)),))
    assert document_words(document, rules=True) == ["By:", "---", "Name:", "==="]
    check(document, text(document), "text")


def test_equal_words_differ_in_nothing():
    assert differences(["a", "b"], ["a", "b"]) == ()


def test_an_added_word_is_a_difference():
    (problem,) = differences(["a", "b"], ["a", "x", "b"])
    assert problem.what == "after 'a': '' came out as 'x'"
