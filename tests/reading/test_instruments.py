"""Several instruments in one file, and what each is."""

import pytest

from engross.reading.plain import parts, read_text

TWO = """ACME, INC.

STOCK PLAN

1. Purpose. To reward.

2. Term. Ten years.

ACME, INC.

STOCK OPTION AGREEMENT

1. Grant. One option.

2. Vesting. At once.
"""


def test_numbers_that_begin_anew_under_a_title_begin_an_instrument():
    assert [(text.kind, text.name, text.party) for text in parts(read_text(TWO))] == [
        ("plan", "STOCK PLAN", "ACME, INC."), ("agreement", "STOCK OPTION AGREEMENT", "ACME, INC."),
    ]  # fmt: skip


def test_the_parts_bear_what_they_are_as_ids():
    assert [text.id for text in parts(read_text(TWO))] == ["plan", "agreement"]


def test_titles_inside_one_instrument_part_nothing():
    assert len(parts(read_text("STOCK PLAN\n\n1. Purpose. To reward.\n\nGENERAL TERMS\n\n2. Term. Ten years.\n"))) == 1


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("1999 OUTSIDE DIRECTOR STOCK OPTION PLAN", "plan"),
        ("EMPLOYMENT AGREEMENT", "agreement"),
        ("PARTICIPANT'S ACCEPTANCE", "acceptance"),
        ("FIRST AMENDMENT TO CREDIT AGREEMENT", "amendment"),
        ("NOTICE TO ALL", "text"),
    ],
)
def test_a_title_tells_the_kind(title, kind):
    assert read_text(f"{title}\n\n1. Term. One year.").kind == kind
