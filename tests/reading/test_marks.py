"""Labels at the start of a paragraph."""

import pytest

from engross.reading.marks import mark, may_open


@pytest.mark.parametrize(
    ("words", "printed", "numeral", "unit"),
    [
        ("(a) the first", "(a)", "a", ""),
        ("(ii)\tthe second", "(ii)", "ii", ""),
        ("(a.) Without notice", "(a.)", "a", ""),
        ("1. Purpose", "1.", "1", ""),
        ("iii. except", "iii.", "iii", ""),
        ("b) the other", "b)", "b", ""),
        ("2.1.3 Amount", "2.1.3", "2.1.3", ""),
        ("ARTICLE IV - GENERAL", "ARTICLE IV -", "IV", "article"),
        ("Article One", "Article One", "One", "article"),
        ("SECTION 2.01. Defined Terms.", "SECTION 2.01.", "2.01", "section"),
        ("Section 1.1 “Plan” means", "Section 1.1", "1.1", "section"),
        ("§ 47-101. [Reserved].", "§ 47-101.", "47-101", "section"),
        ("EXHIBIT A", "EXHIBIT A", "A", "exhibit"),
        ("12\tPurpose", "12", "12", ""),
    ],
)
def test_a_label_is_taken_with_its_marks(words, printed, numeral, unit):
    found = mark(words)
    assert found is not None
    assert (found.printed, found.numeral, found.unit) == (printed, numeral, unit)


@pytest.mark.parametrize(
    "words",
    [
        "Section 5 of the Plan applies",
        "section 4 Purpose",
        "J.P. Morgan",
        "Mr. Smith",
        "The Plan",
        "(see below)",
        "(including taxes)",
        "2005-02-03 is a day",
        "Exhibit A is attached",
        "co. ltd",
        "Part of the price",
    ],
)
def test_a_sentence_is_no_label(words):
    assert mark(words) is None


@pytest.mark.parametrize("words", ["(a) x", "1. x", "iii. x", "Section 1. x", "§1", "xii) y"])
def test_what_has_a_label_is_never_passed_over(words):
    assert mark(words) is not None
    assert may_open(words)
