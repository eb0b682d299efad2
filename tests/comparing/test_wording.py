"""Words compared: no number cut, no peppering, blanks where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.comparing.tokens import tokens
from engross.comparing.wording import compare_tokens

SIGNS = st.text(alphabet="abc (),.;$0123456789-'’—\t", max_size=40)


def shown(old: str, new: str) -> str:
    found = compare_tokens(tokens(old, "text"), tokens(new, "text"))
    return "".join(text if sign == "=" else f"[{sign}{text}]" for sign, text, _ in found)


@given(SIGNS)
def test_tokens_rebuild_their_words(words):
    assert "".join(token.gap + token.word for token in tokens(words, "text")) == words


@pytest.mark.parametrize("word", ["800,000", "spin-off", "$.01", "(b)", "4(b)", "5(d)(iii)", "50%", "Company's", "1.5"])
def test_these_are_one_token_each(word):
    assert [token.word for token in tokens(f"the {word} of", "text")] == ["the", word, "of"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("up to 800,000 shares", "up to 1,200,000 shares", "up to [-800,000][+1,200,000] shares"),
        ("The Board may", "Upon notice, the Board may", "[-The][+Upon notice, the] Board may"),
        ("Board may", "Each Board may", "[+Each ]Board may"),
        ("par value $.01 per", "par value $.001 per", "par value [-$.01][+$.001] per"),
        ("shares, or cash", "shares or cash", "shares[-,] or cash"),
        ("under Section 4(b) hereof", "under Section 5(b) hereof", "under Section [-4(b)][+5(b)] hereof"),
        ("may be sold", "may not be sold", "may[+ not] be sold"),
        ("ten days", "ten days", "ten days"),
    ],
)
def test_words_are_marked_as_a_lawyer_would(old, new, told):
    assert shown(old, new) == told


def test_stop_words_are_no_islands():
    """A shared "of" between replaced phrases is not worth an interruption."""
    assert shown("red apples of green gardens", "blue pears of wild orchards").count("[") == 2


@given(SIGNS, SIGNS)
def test_both_sides_rebuild(old, new):
    found = compare_tokens(tokens(old, "text"), tokens(new, "text"))
    assert "".join(text for sign, text, _ in found if sign in "=-") == old
    assert "".join(text for sign, text, _ in found if sign in "=+") == new
