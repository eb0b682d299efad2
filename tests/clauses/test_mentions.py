"""Numbers mentioned in words."""

import time

import pytest

from engross.clauses.mentions import mentions


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("under Section 6.3(b)(ii) hereof", [("section", ("6.3", "b", "ii"), "internal")]),
        ("in Paragraph 5 (d)", [("paragraph", ("5", "d"), "internal")]),
        ("in Section 4.01of", [("section", ("4.01",), "internal")]),
        ("in clause (i) above", [("clause", ("i",), "relative")]),
        ("in Article Four", [("article", ("Four",), "internal")]),
        ("Section 83(b) of the Code", [("section", ("83", "b"), "external")]),
        ("paragraphs 4. (d.), (e)", [("paragraph", ("4", "d"), "internal"), ("paragraph", ("e",), "internal")]),
        ("this Section 4(b)", [("section", ("4", "b"), "internal")]),
        ("no number here", []),
    ],
)
def test_a_number_is_taken_apart(words, expected):
    assert [(each.unit, each.address.steps, each.kind) for each in mentions(words)] == expected


@pytest.mark.parametrize(
    "unit", ["Section ", "(a)", "Section 1(a), ", "1.", "A", "sub", "this Section", "Section 1 of ", "Code "]
)
def test_the_worst_words_take_no_longer(unit):
    begun = time.process_time()
    mentions(unit * (100_000 // len(unit)))
    assert time.process_time() - begun < 2
