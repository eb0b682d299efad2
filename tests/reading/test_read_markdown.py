"""Markdown."""

import re

from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.words import printed, words
from engross.reading.markdown import read_markdown

TOKENS = ("word", "(a)", "1.", "Term.", "\n\n", "\n", "[Date]", "[ ]", "<name>", "a < b", "R&D", "$5", "§ 4", "    ")
PLAIN = st.lists(st.sampled_from(TOKENS), max_size=25).map(" ".join)


def test_marks_are_taken_off_and_words_stay():
    assert printed(read_markdown("The _**Plan**_ of `Acme`.").text) == "The Plan of Acme."


def test_numbers_of_lists_stay_as_typed():
    assert printed(read_markdown("3. Term\n\n4. Rent\n").text) == "3. Term\n4. Rent"


def test_front_matter_is_set_aside():
    reading = read_markdown("---\ntitle: Lease\n---\n\nThe lease.\n")
    assert (printed(reading.text), [piece.text for piece in reading.text.furniture]) == ("The lease.", ["title: Lease"])


def test_a_table_keeps_its_cells():
    assert words(read_markdown("| Time | Ratio |\n|---|---|\n| Before | 0 |\n| After | 1/5 |\n").text) == [
        "Time", "Ratio", "Before", "0", "After", "1/5",
    ]  # fmt: skip


def test_an_open_place_is_no_tag_and_no_link():
    assert (
        printed(read_markdown("Between <Company> and [Name]: the [Date]: rest").text)
        == "Between <Company> and [Name]: the [Date]: rest"
    )


def test_where_a_link_leads_is_set_aside():
    reading = read_markdown("See [the code](https://example.org/code).")
    assert (printed(reading.text), reading.text.furniture[0].text) == ("See the code.", "https://example.org/code")


def test_an_indented_clause_is_no_code():
    text = read_markdown("1. Term\n\n    (a) long; or\n\n    (b) short.\n").text
    assert [each.label for each in text.root.walk()][1:] == ["1.", "(a)", "(b)"]


@given(PLAIN)
def test_plain_words_are_kept(source):
    letters = re.sub(r"\s", "", source)
    assert re.sub(r"\s", "", printed(read_markdown(source).text)) == letters
