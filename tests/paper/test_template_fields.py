"""Tags are found in one pass, each with its paragraph."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.paper.template_fields import dotted_list, tags_of


@pytest.mark.parametrize(("words", "tags", "rest"), [
    ("to {{ a }} and {{ b }}.", ["{{ a }}", "{{ b }}"], "to  and ."),
    ("{% if a %}x{% endif %}", ["{% if a %}", "{% endif %}"], "x"),
    ("{# note #}y", ["{# note #}"], "y"),
    ("{{ a", [], "{{ a"),
    ("{{ a }} }}", ["{{ a }}"], " }}"),
    ("{ a } {{{ b }}}", ["{{{ b }}"], "{ a } }"),
])  # fmt: skip
def test_tags_are_parted_from_words(words, tags, rest):
    assert tags_of(words) == (tags, rest)


@given(st.text("{}%# ab", max_size=40))
def test_nothing_is_lost(words):
    tags, rest = tags_of(words)
    assert sorted("".join(tags) + rest) == sorted(words)


@pytest.mark.parametrize("braces", ["{", "{{ ", "{% ", "{{ }", "{{}} "])
def test_a_hundred_thousand_braces_take_no_time(braces):
    start = time.process_time()
    tags_of(braces * 100_000)
    assert time.process_time() - start < 1


def test_lists_are_written_with_brackets():
    assert dotted_list(("tranches", 0, "date")) == "tranches[].date"
