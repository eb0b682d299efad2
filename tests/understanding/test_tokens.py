"""Tokens: every character but white space belongs to one, and a quotation is one with all inside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.understanding.tokens import tokens


def quotations(sentence):
    """The words quoted, in order."""
    return [token.text for token in tokens(sentence) if token.kind == "QUOTE"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ('the word "ten" and', ["ten"]),
        ("the word “ten” and", ["ten"]),
        ("the words ‘ten years’ and", ["ten years"]),
        ('deleting "a" and "b"', ["a", "b"]),
        ("deleting “the “Plan” means” and", ["the “Plan” means"]),
        ('deleting "the "Plan" means" and', ['the "Plan" means']),
        ('deleting "the term "Plan"" and inserting "x"', ['the term "Plan"', "x"]),
        ("the Participant’s “own” words", ["own"]),
        ('the amount"12,450,000;" (b)', ["12,450,000;"]),
        ("deleting “ten and inserting", []),
    ],
)
def test_a_quotation_is_found_whole(sentence, expected):
    """Nested, curly, straight and single marks; one that is never closed is none."""
    assert quotations(sentence) == expected


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Section 5(d)(iii)", ["WORD", "NUMBER", "LABEL", "LABEL"]),
        ("(the whole of it)", ["ASIDE"]),
        ("(ii)", ["LABEL"]),
        ("(b-3) (5A-i)", ["LABEL", "LABEL"]),
        ("$1,000,000.50", ["NUMBER"]),
        ("2.03Section", ["NUMBER", "WORD"]),
        ("4.2.", ["NUMBER", "."]),
        ("D.C. Law", ["WORD", "WORD"]),
    ],
)
def test_numbers_and_labels_are_told_from_words(words, kinds):
    """What a place is made of."""
    assert [token.kind for token in tokens(words)] == kinds


@given(st.text(alphabet="Sec 5.(a)“”\"‘’'§¶[]—-\n\t:;,$", max_size=40))
def test_every_character_belongs_to_one_token(sentence):
    """The spans of the tokens and the white space between them make the sentence."""
    at = 0
    for token in tokens(sentence):
        assert sentence[at : token.start].strip() == ""
        assert token.start < token.end
        at = token.end
    assert sentence[at:].strip() == ""
