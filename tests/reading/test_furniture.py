"""What is no part of a text: tags, page numbers, running heads, tables of contents."""

from engross.reading.furniture import furniture
from engross.reading.lines import split


def kinds(text: str) -> list[tuple[str, str]]:
    lines = split(text)
    return [(kind, lines[place].text) for place, kind in sorted(furniture(lines).items())]


def test_tags_of_a_filing_are_set_aside():
    assert kinds("<PAGE>   3\nwords\n<TABLE>\n<S>   <C>\n</TABLE>") == [
        ("tag", "<PAGE>   3"), ("tag", "<TABLE>"), ("tag", "<S>   <C>"), ("tag", "</TABLE>"),
    ]  # fmt: skip


def test_numbers_that_rise_are_page_numbers():
    pages = "\n\n".join(f"words of page {n}\n\nmore words {n}\n\nyet more {n}\n\n{n}" for n in (1, 2, 3))
    assert kinds(pages) == [("page number", "1"), ("page number", "2"), ("page number", "3")]


def test_a_lone_number_out_of_sequence_stays():
    assert kinds("The number of shares is\n\n500\n\nand no more.") == []


def test_a_label_in_parentheses_is_no_page_number():
    assert kinds("\n\n".join(f"({n})\n\nwords\n\nmore\n\nmore" for n in ("i", "ii", "iii"))) == []


def test_a_roman_numeral_under_its_unit_word_is_no_page_number():
    assert kinds("\n\n".join(f"ARTICLE\n{n}\n\nwords\n\nmore\n\nmore" for n in ("I", "II", "III"))) == []


def test_a_head_that_comes_with_every_page_is_set_aside():
    pages = "1. Term. One.\n\n" + "\n\n".join(f"words {n}\n\nACME LEASE\n\n<PAGE>" for n in range(4))
    assert [kind for kind, _ in kinds(pages)].count("running head") == 4


def test_the_title_that_a_running_head_repeats_stays():
    pages = "ACME LEASE\n\n<PAGE>\n\n1. Term. One.\n\n" + "\n\n".join(
        f"words {n}\n\nACME LEASE\n\n<PAGE>" for n in range(4)
    )
    assert (kinds(pages)[0], [kind for kind, _ in kinds(pages)].count("running head")) == (("tag", "<PAGE>"), 4)


def test_a_file_name_above_the_text_is_set_aside():
    assert kinds("exv10w1\n\nTHE PLAN\n\nwords") == [("filing header", "exv10w1")]


def test_the_exhibit_s_number_is_part_of_the_text():
    assert kinds("EXHIBIT 10.2\n\nTHE PLAN") == []
