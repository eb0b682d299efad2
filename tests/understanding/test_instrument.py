"""Whole instruments: what they amend, what each sentence orders, where the new text ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross import read_amendment
from engross.instruments.operations import Delete, Insert, Renumber, Restate, Substitute, Target
from engross.problems import AmendmentRefused

SAMPLE = """
FIRST AMENDMENT TO EMPLOYMENT AGREEMENT

This First Amendment (this "Amendment") is made as of March 3, 2004 between Northern Lamp Company (the "Company")
and Ada Byron (the "Executive").

WHEREAS, the Company and the Executive are parties to an Employment Agreement (the "Agreement"), as amended;

NOW, THEREFORE, the parties agree as follows:

1. Term. Section 2.1 of the Agreement is hereby amended by deleting "five (5) years" and inserting "six (6)
years" in its place.

2. The second sentence of Section 3(b) of the Agreement is deleted in its entirety.

3. Section 4 of the Agreement is amended and restated in its entirety to read as follows:

"4. Salary. The Executive is paid

<PAGE>
12

a salary of $100,000.

(a) It is paid monthly."

4. Section 6 of the Agreement is amended as follows:

(a) Clause (ii) is deleted, and clause (iii) is renumbered as clause (ii).

(b) A new clause (iii) is added to read as follows:

(iii) by any other lawful means.

5. Section 7 of the Agreement is amended to provide that the bonus is larger.

6. Except as amended hereby, the Agreement remains in full force and effect.

7. This Amendment may be executed in counterparts, each of which is an original.
"""


@pytest.fixture(scope="module")
def reading():
    """The sample as read."""
    return read_amendment(SAMPLE)


def test_an_instrument_says_what_it_is(reading):
    """Title, document, parties, date."""
    assert reading.title == "FIRST AMENDMENT TO EMPLOYMENT AGREEMENT"
    assert reading.amends == "EMPLOYMENT AGREEMENT"
    assert reading.dated.date == date(2004, 3, 3)
    assert "Northern Lamp Company" in reading.parties
    assert len(reading.recitals) == 1


def test_each_sentence_orders_its_own(reading):
    """Operations in the order of the sentences."""
    assert reading.operations[:1] == (
        Substitute(target=Target(at="2.1"), strike="five (5) years", insert="six (6) years"),
    )
    assert Delete(target=Target(at="3(b)", sentences=(2,))) in reading.operations
    assert Delete(target=Target(at="6(ii)")) in reading.operations
    assert Renumber(target=Target(at="6(iii)"), to="(ii)") in reading.operations
    added = Insert(target=Target(at="6"), where="end", text="(iii) by any other lawful means.", label="6(iii)")
    assert added in reading.operations


def test_new_text_goes_on_over_a_page_and_ends_with_its_quotation(reading):
    """The page number is no part of it."""
    restated = next(op for op in reading.operations if isinstance(op, Restate))
    assert restated.text == "4. Salary. The Executive is paid a salary of $100,000. (a) It is paid monthly."


def test_what_orders_nothing_is_told_apart(reading):
    """Boilerplate, stems, outcomes."""
    verdicts = {each.words[:12]: each.verdict for each in reading.sentences}
    assert verdicts["6. Except as"] == "boilerplate"
    assert verdicts["7. This Amen"] == "boilerplate"
    assert verdicts["5. Section 7"] == "not executable"
    assert verdicts["4. Section 6"] == "stem"


def test_every_sentence_lies_where_it_says(reading):
    """The span of a sentence holds its first words."""
    for each in reading.sentences:
        held = " ".join(SAMPLE[each.start : each.end].split())
        assert each.words.split()[0] in held


def test_an_instrument_with_an_outcome_cannot_be_carried_out(reading):
    """All or nothing; the sentence is named."""
    with pytest.raises(AmendmentRefused) as refused:
        reading.instrument("agreement")
    assert "Section 7" in str(refused.value)


def test_the_instrument_carries_provisions():
    """New provisions are read into clauses, with their own labels."""
    instrument = read_amendment(
        SAMPLE.replace("5. Section 7 of the Agreement is amended to provide that the bonus is larger.\n", "")
    ).instrument("a")
    (restated,) = [op for each in instrument.instructions for op in each.operations if isinstance(op, Restate)]
    assert [clause.label for clause in restated.provisions] == ["4."]
    assert [clause.label for clause in restated.provisions[0].children] == ["(a)"]


def test_a_quotation_never_closed_is_refused():
    """Where the new text ends is not guessed."""
    reading = read_amendment(
        "1. Section 4 of the Plan is amended to read as follows:\n\n“4. Salary. None.\n\n2. Section 5 is deleted.\n"
    )
    assert [each.verdict for each in reading.sentences][:1] == ["refused"]
    assert reading.operations == (Delete(target=Target(at="5")),)


def test_an_instrument_without_orders_says_so():
    """Sixteen of a hundred amending instruments hold no formal instruction at all."""
    reading = read_amendment("The parties have agreed that the salary is now $5.")
    assert [problem.code for problem in reading.problems] == ["E285"]


def test_another_document_is_named_in_the_operations():
    """What is ordered for one document is not carried out on another."""
    words = "1. Section 5 of the Credit Agreement is deleted.\n\n2. Section 5 of the Guaranty is deleted.\n"
    assert [op.target.document for op in read_amendment(words).operations] == ["", "Guaranty"]


PIECES = st.sampled_from(("1. ", "(a) ", "Section 5 is deleted.", "Section 6 is amended to read as follows:", "“",
                         "”", '"', "\n\n", "\n",
                          "<PAGE>", "WHEREAS, ", "12", "the Plan", "IN WITNESS WHEREOF", "(the “Plan”)",
                          "March 3, 2004", " "))  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=300))
def test_any_paper_is_read_without_a_traceback(text):
    """Fuzz."""
    read_amendment(text)


def test_a_document_is_called_by_its_short_name():
    """The sentence's own name for it goes first, then another sentence's, then the name the instrument defines."""
    words = (
        "AMENDMENT\n\nThis Amendment amends the Lease dated May 1, 2020 (the “Lease”).\n\n"
        "1. Section 4 of the Side Letter is deleted.\n\n2. Section 5 is deleted.\n"
    )
    reading = read_amendment(words)
    assert [reading.called(each) for each in reading.instructions] == ["Side Letter", "Side Letter"]
    bare = read_amendment(words.replace(" of the Side Letter", ""))
    assert [bare.called(each) for each in bare.instructions] == ["Lease", "Lease"]
