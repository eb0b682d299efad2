"""One instruction: never a guess, never a hang, whatever it says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.instruments.operations import Delete, NoEffect, NotExecutable, Restate, Target
from engross.understanding.instruction import orders, read_context, understand

PHRASES = ("Section 5", "(a)", "of the Plan", "is amended", "by deleting", "“ten”",
           '"ten', "and inserting", "in its place", "(ii)",
           "to read as follows:", "the first sentence", "is deleted", ",", ".", ";", "and", "the definition of",
           "thereof", "not", "may",
           "renumbering", "as", "respectively", "Schedule A", "(", ")", "”",
           "\n", "5.1(b)", "through", "hereby")  # fmt: skip


@given(
    st.lists(st.sampled_from(PHRASES), max_size=25).map(" ".join),
    st.none() | st.text(max_size=40),
    st.none() | st.text(max_size=20),
)
def test_whatever_is_said_is_read_or_refused(instruction, payload, context):
    """No traceback; where nothing is read something is said; a target is never a placeholder."""
    understood = understand(instruction, payload, context)
    assert understood.operations or understood.problems or not instruction.strip() or understood.place
    for operation in understood.operations:
        assert isinstance(operation, NoEffect) or "?" not in operation.target.at + operation.target.definition


@given(st.text(max_size=200))
def test_any_text_is_refused_without_a_traceback(text):
    """Noise."""
    understand(text, text, text)


@pytest.mark.parametrize(
    "sentence",
    [
        "(" * 3000,
        '"' * 3000,
        "Section 5 and " * 1500,
        "by amending Section 5 " * 900,
        "Section 5 is amended as follows: (a) " * 500,
        "is amended by " * 1400,
        "“a” and " * 2400,
    ],
)
def test_a_hostile_sentence_takes_no_long_time(sentence):
    """Linear in the sentence: a second is plenty for twenty thousand characters."""
    begin = time.process_time()
    understand(sentence)
    assert time.process_time() - begin < 5


def test_an_operative_word_that_is_not_claimed_refuses_the_whole_sentence():
    """Nothing of a sentence is carried out when a part of it is not understood."""
    understood = understand("Section 5 is deleted and Section 6 is suitably adjusted.")
    assert understood.operations == ()
    assert understood.residue[0][1].startswith("suitably")


def test_a_missing_new_text_is_said():
    """The operation is known, its words are not: nobody may carry it out."""
    understood = understand("Section 5 is amended to read as follows:")
    assert [problem.code for problem in understood.problems] == ["E283"]


def test_a_place_is_carried_through_nested_sentences():
    """Each sentence above names one step more."""
    place = read_context(["Section 5 of the Plan is amended as follows:", "Subsection (a) is amended as follows:"])
    assert place == Target(at="5(a)")
    assert understand("Clause (ii) is deleted.", None, place).operations == (Delete(target=Target(at="5(a)(ii)")),)


def test_a_sentence_above_that_is_not_understood_leaves_no_place_to_guess():
    """A relative place under it is refused, an absolute one is not."""
    above = "Subsection (b) is gargled as follows:"
    assert understand("Clause (ii) is deleted.", None, above).operations == ()
    assert understand("Section 6 is deleted.", None, above).operations == (Delete(target=Target(at="6")),)


def test_an_outcome_is_not_executable():
    """Told by its result, the change is never guessed."""
    (operation,) = understand("Section 4 is amended to provide that the salary is increased to $300,000.").operations
    assert isinstance(operation, NotExecutable)


def test_new_text_loses_only_the_marks_that_wrap_it():
    """Marks that belong to a defined term stay."""
    (operation,) = understand("Section 5 is amended to read as follows:", "“5. “Plan” means the\n Plan.”").operations
    assert operation == Restate(target=Target(at="5"), text="5. “Plan” means the Plan.")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Section 5 is hereby amended by deleting it.", True),
        ("the Agreement, as amended from time to time", False),
        ("This Plan may be amended by the Board.", False),
        ("Strike the word “ten”.", True),
        ("The Amended and Restated Plan is attached.", False),
    ],
)
def test_an_order_is_told_from_a_mention(words, expected):
    """Only the form of an order orders."""
    assert orders(words) is expected
