"""Lines into paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from engross.reading.lines import split
from engross.reading.paragraphs import paragraphs

WRAPPED = """\
This lease is made between the landlord and the tenant, who agree that the rent is
due on the first day of every month and that it is paid in cash at the office of
the landlord.
"""


def made(text: str) -> list[tuple[str, str]]:
    return [(each.make, each.words) for each in paragraphs(split(text))]


def test_hard_wraps_are_joined():
    assert made(WRAPPED) == [("text", " ".join(WRAPPED.split()))]


def test_an_empty_line_parts_paragraphs():
    assert len(made(WRAPPED + "\n" + WRAPPED)) == 2


def test_lines_of_capitals_are_titles():
    assert made("ACME, INC.\nSTOCK PLAN\n\n" + WRAPPED)[:2] == [("title", "ACME, INC."), ("title", "STOCK PLAN")]


def test_columns_stay_a_table():
    table = "Years     Percent\n1         25\n2         50\n"
    (each,) = paragraphs(split(table))
    assert (each.make, [line.text for line in each.lines]) == (
        "table",
        [line.strip() for line in table.strip().split("\n")],
    )


def test_justified_prose_is_no_table():
    prose = """
The  Employee  will be granted an annual   paid  vacation of four weeks which
shall  be taken at times    mutually convenient to the Company and the other one
"""
    assert [make for make, _ in made(prose)] == ["text"]


def test_rules_to_write_on_are_a_signature_block():
    assert [make for make, _ in made("ACME, INC.\n\nBy: ____________\nName:\nTitle:\n")] == ["signature", "signature"]


def test_a_series_that_wraps_does_not_part_its_paragraph():
    text = """
The notice shall state (a) the name of the tenant and the address of the house;
(b) the rent that is due; and (c) the day on which it is due, all in writing as
the law requires.
"""
    assert len(made(text)) == 1


@given(
    st.lists(
        st.sampled_from(["words", "1. Term.", "", "", "(b) more", "TITLE", "____", "a   b   c", "By:", "the end."]),
        max_size=30,
    )
)
def test_every_word_is_in_one_paragraph(lines):
    text = "\n".join(lines)
    assert [word for _, words in made(text) for word in words.split()] == text.split()
