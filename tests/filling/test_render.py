"""Every format carries the same words: each output is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from text_samples import FORM, HOSTILE, VALUES, texts

from engross.clauses.clause import Clause, Text
from engross.clauses.words import words
from engross.filling.layout import lay_out
from engross.filling.render import FORMATS, render
from engross.paper import readback
from engross.paper import text as paper_text
from engross.problems import InputError, OutputError

READ_BACK = ("text", "markdown", "html", "docx")


@given(texts())
def test_plain_text_prints_exactly_the_words_of_any_text(text):
    assert render(text, "text").split() == words(text)


@given(texts())
def test_every_format_carries_the_same_words(text):
    document = lay_out(text)
    for form in READ_BACK:
        readback.check(document, render(document, form), form)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_words_and_never_markup(value):
    document = lay_out(FORM, VALUES | {"participant.name": value, "signatory.name": value})
    assert value in " ".join(readback.document_words(document))
    for form in READ_BACK:
        readback.check(document, render(document, form), form)


def test_the_same_document_gives_the_same_bytes():
    for form in READ_BACK:
        assert render(FORM, form) == render(FORM, form)


def test_lines_are_no_longer_than_the_width_where_words_allow_it():
    long = Text(root=Clause(id="r", children=(Clause(id="a", text="word " * 300),)))
    assert max(map(len, render(long, "text").splitlines())) <= 78


def test_a_word_is_never_broken_not_even_at_a_hyphen():
    word = "performance-based-" * 8
    text = Text(root=Clause(id="r", children=(Clause(id="a", text=f"one {word} two"),)))
    assert word in render(text, "text").split()


def test_an_unknown_format_is_refused():
    with pytest.raises(InputError) as refused:
        render(FORM, "rtf")
    assert str(refused.value) == f"error E023: there is no format rtf\nhelp: write one of {', '.join(FORMATS)}"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x0b", "\ufffe", "\ud800"])
def test_a_sign_no_page_may_hold_is_refused_and_not_dropped(sign):
    with pytest.raises(InputError) as refused:
        render(lay_out(FORM, VALUES | {"participant.name": f"Ann{sign}Lee"}), "docx")
    assert f"U+{ord(sign):04X}" in str(refused.value)


def test_what_does_not_read_back_is_refused(monkeypatch):
    monkeypatch.setattr(paper_text, "text", lambda document: f"other words than {document.title}")
    with pytest.raises(OutputError):
        render(FORM, "text")


def test_pdf_is_read_back_too():
    assert render(FORM, "pdf").startswith(b"%PDF-")
