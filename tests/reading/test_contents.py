"""Tables of contents."""

from engross.reading.contents import contents
from engross.reading.lines import split

TABLE = (
    "TABLE OF CONTENTS\nARTICLE I PURPOSE ...... 1\n1.1 Name ........ 1\n1.2 Term ........ 2\nARTICLE II RENT .... 3\n"
)
BODY = "\nARTICLE I PURPOSE\n\n1.1 Name. The name is Plan.\n\n1.2 Term. The term is long.\n"


def test_a_table_ends_where_its_first_label_comes_again():
    assert contents(split(TABLE + BODY), {}) == [(0, 5)]


def test_page_numbers_may_stand_alone():
    table = "TABLE OF CONTENTS\n\n1.1\nName\n2\n\n1.2\nTerm\n3\n\n1.3\nRent\n4\n\n1.1\n\nName\n\nThe name is Plan."
    assert contents(split(table), {}) == [(0, 10)]


def test_a_table_may_have_no_title():
    assert contents(split(TABLE.split("\n", 1)[1] + BODY), {}) == [(0, 4)]


def test_a_title_alone_is_no_table():
    assert (
        contents(split("TABLE OF CONTENTS\n\n1. Name. The name is Plan, and nothing else is to be read into it."), {})
        == []
    )


def test_a_list_of_exhibits_closes_the_table():
    lines = split(TABLE + "Exhibit A Form of Note\nExhibit B Form of Lease\n" + BODY)
    assert contents(lines, {}) == [(0, 7)]


def test_prose_is_never_taken():
    prose = "\n".join(
        f"The tenant shall pay rent for month {n} on the first day of that month, without demand." for n in range(30)
    )
    assert contents(split("CONTENTS\n" + prose), {}) == []
