"""Headings on their own line and run in."""

import pytest

from engross.reading.headings import defines, heading_alone, run_in, title_like


@pytest.mark.parametrize(
    ("words", "heading", "rest"),
    [
        ("Grants. The Board may grant.", "Grants.", "The Board may grant."),
        (
            "No Right To Board Membership or Other Status. Neither",
            "No Right To Board Membership or Other Status.",
            "Neither",
        ),
        ("Rate: seven percent", "Rate:", "seven percent"),
        ("The Board may act. It may rest.", "", "The Board may act. It may rest."),
        ("Resolved: Section 5 is amended.", "", "Resolved: Section 5 is amended."),
        ("Term", "", "Term"),
        ("Acme, Inc. Stock. The shares.", "Acme, Inc. Stock.", "The shares."),
    ],
)
def test_a_run_in_heading_ends_at_its_stop(words, heading, rest):
    assert run_in(words) == (heading, rest)


@pytest.mark.parametrize(
    "words", ["Purpose", "Form of Exercise.", "GENERAL PROVISIONS", "Effective Date and Term of Plan", "[Reserved]."]
)
def test_few_capitalised_words_are_a_heading(words):
    assert heading_alone(words)


@pytest.mark.parametrize("words", ["The", "in cash or by check;", "Events. If the Company", "The Board may act", "a"])
def test_other_words_are_none(words):
    assert not heading_alone(words)


def test_a_title_has_no_closing_mark():
    assert title_like("AMENDMENT NO. 1")
    assert not title_like("The Plan is hereby amended as follows:")


def test_a_definition_begins_with_its_term():
    assert defines("“Cause” means theft")
    assert defines("Adjusted Rate has the meaning given below")
    assert not defines("The Board of the Company may act")
