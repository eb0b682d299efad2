"""Very long lines parted at their numbers."""

from hypothesis import given
from hypothesis import strategies as st

from engross.reading.flattened import LONG, part
from engross.reading.lines import split

FILL = "The tenant keeps the house in good repair. " * (LONG // 40)


def pieces(text: str) -> list[str]:
    return [line.text.split(".")[0] for line in part(split(text))]


def test_a_long_line_is_parted_at_numbers_in_sequence():
    assert pieces(f"Section 1.1 Rent. {FILL}Section 1.2 Term. {FILL}Section 1.3 Use. {FILL}") == [
        "Section 1",
        "Section 1",
        "Section 1",
    ]


def test_a_reference_parts_nothing():
    assert len(pieces(f"Section 1.1 Rent. {FILL}As stated in Section 1.2 Term of the lease. {FILL}")) == 1


def test_a_number_out_of_sequence_parts_nothing():
    assert len(pieces(f"Section 1.1 Rent. {FILL} Section 4.7 Term. {FILL}")) == 1


def test_short_lines_stay():
    assert len(pieces("1.1 Rent. 1.2 Term. 1.3 Use.")) == 1


@given(
    st.lists(
        st.sampled_from([FILL, "1. ", "2. ", "1.1 X. ", "Section 1.1 ", "(a) Y. ", "(b) Z. ", "\n", "ARTICLE II "]),
        max_size=12,
    )
)
def test_parting_keeps_every_word(parts):
    text = "".join(parts)
    assert [word for line in part(split(text)) for word in line.text.split()] == text.split()
