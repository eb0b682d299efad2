"""The approval view: every sentence beside what it did, and no text while one is doubtful."""

from __future__ import annotations

import json

import pytest

from engross.clauses.words import printed
from engross.instruments.interchange import to_json
from engross.problems import InputError
from engross.reading.plain import read_text
from engross.understanding.approval import accepted, approval
from engross.understanding.instrument import read_amendment

PLAN = """1. Purpose

The purpose of this Plan is to reward.

2. Shares

The Company may issue ten shares.

3. Payment

(a) in cash;

(b) by note; or

(c) in kind.
"""
AMENDMENT = """The Plan is hereby amended as follows:

1. Section 2 is amended by deleting "ten" and inserting "twelve" in its place.

2. Section 3(b) is deleted, and Section 3(c) is renumbered as Section 3(b).
"""


def test_each_sentence_stands_beside_what_it_did():
    """Words, reading, place, before, after."""
    shown = approval(read_amendment(AMENDMENT), read_text(PLAN))
    first, second = shown.rows
    assert first.understood == (
        "Section 2 of the Plan is amended by deleting the words “ten” and inserting the words “twelve” in their place.",
    )
    assert (first.places, first.before, first.after) == (("2",), "ten", "twelve")
    assert "by note" in second.before
    assert "The Company may issue twelve shares." in printed(shown.outcome.text)
    assert "(b) in kind." in printed(shown.outcome.text)


@pytest.mark.parametrize(
    "sentence",
    [
        "3. Section 9 is deleted.",
        "3. Section 2 is amended to provide that more is issued.",
        "3. Section 2 is amended by suitably deleting it.",
    ],
)
def test_one_doubtful_sentence_keeps_the_text_back(sentence):
    """A place that is not there, an outcome, a sentence not understood."""
    shown = approval(read_amendment(f"{AMENDMENT}\n{sentence}\n"), read_text(PLAN))
    assert [row.doubtful for row in shown.rows] == [False, False, True]
    assert shown.outcome is None
    assert shown.problems


def test_a_reviewed_file_settles_what_was_doubtful():
    """The operations a person wrote take the place of the reading."""
    reading = read_amendment(f"{AMENDMENT}\n3. Section 1 is amended to provide that it rewards well.\n")
    reviewed = {
        "sentences": [
            {"id": each.id, "sentence": each.words, "ops": [to_json(op) for op in each.operations]}
            for each in reading.instructions
        ]
    }
    reviewed["sentences"][-1]["ops"] = [
        {"op": "substitute", "target": {"at": "1"}, "strike": "reward", "insert": "reward well"}
    ]
    shown = approval(accepted(reading, json.loads(json.dumps(reviewed))), read_text(PLAN))
    assert "to reward well." in printed(shown.outcome.text)


def test_a_review_of_another_instrument_is_refused():
    """Its sentences are not this one's."""
    with pytest.raises(InputError):
        accepted(read_amendment(AMENDMENT), {"sentences": [{"id": "s1", "sentence": "Other words.", "ops": []}]})


AGREEMENT = """1. Term

The term is one year.

2.1 Duties. The duties are many.

2.2 Place. The place is here.

4. Payments.

A. The first payment is made in May.

B. The second payment is made in June.

5. Reasons. The reasons are:

(a) One.

(b) Two.
"""


@pytest.mark.parametrize(
    ("order", "after"),
    [
        (
            "The following paragraph “C” is added to Section 4:\n\n“C. In rain none is made.”",
            "C. In rain none is made.",
        ),
        (
            "Section 2.1 is replaced in its entirety by the following:\n\n“Duties. All of them.”",
            "2.1 Duties. All of them.",
        ),
        (
            "Section 2.1 is replaced in its entirety by the following:\n\n“There are none.”",
            "2.1 Duties. There are none.",
        ),
        ("Section 5(b) is amended to read as follows:\n\n“Three.”", "(b) Three."),
        (
            "A new Section 2.3 is added to read as follows:\n\n“2.3 409A. Payments are late.”",
            "2.3 409A. Payments are late.",
        ),
    ],
)
def test_new_text_prints_its_number_and_heading_once(order, after):
    """Whether the new words repeat them or not."""
    (row,) = approval(read_amendment(f"The Agreement is amended:\n\n1. {order}\n"), read_text(AGREEMENT)).rows
    assert (row.problems, row.after) == ((), after)
