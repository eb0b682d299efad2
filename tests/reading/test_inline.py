"""Series that run on in a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.reading.inline import Series, series

pieces = st.sampled_from(
    ["(a)", "(b)", "(c)", "(i)", "(ii)", "(iii)", "(iv)", "(x)", "(y)", "(A)", "(B)", "(1)", "(2)", "word", "and", "or",
     "clause", "Section", "5", "done.", "Then", "x,", "y;", "ten", "(10)"]
)  # fmt: skip


def shape(whole: list[Series]) -> list[object]:
    return [[(item.label, shape(item.series)) if item.series else item.label for item in each.items] for each in whole]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Pay (i) cash, (ii) notes, or (iii) both", [["(i)", "(ii)", "(iii)"]]),
        ("as set forth in clause (i) and clause (ii) above", []),
        ("under Section 4 (a) and (b) of the Plan", []),
        ("one (1) year and two (2) years", []),
        ("either (x) now or (y) later", [["(x)", "(y)"]]),
        ("only (i) one", []),
        ("Pay (i) now or (ii) later. The Board decides.", [["(i)", "(ii)", ""]]),
        ("(a) an item of (i) one or (ii) two, and (b) another", [[("(a)", [["(i)", "(ii)"]]), "(b)"]]),
        ("(h) x, (i) y, (j) z", []),
        ("Act (i) if (A) one or (B) two, or (ii) else", [[("(i)", [["(A)", "(B)"]]), "(ii)"]]),
        ("Pay (i) now or (ii) later. Then (i) rest or (ii) work.", [["(i)", "(ii)", ("", [["(i)", "(ii)"]])]]),
        ("(i) Acme, Inc. stock and (ii) cash", [["(i)", "(ii)"]]),
    ],
)  # fmt: skip
def test_a_series_is_found_by_its_sequence(words, expected):
    assert shape(series(words)) == expected


def spans(whole: list[Series]):
    for each in whole:
        for item in each.items:
            yield item
            yield from spans(item.series)


@given(st.lists(pieces, max_size=40).map(" ".join))
def test_items_stand_in_order_and_inside_each_other(words):
    for each in series(words):
        assert [item.start for item in each.items] == sorted(item.start for item in each.items)
    for item in spans(series(words)):
        assert words[item.start :].startswith(item.label)
        assert item.start <= item.end <= len(words)
        assert all(item.start < inner.start and inner.end <= item.end for inner in spans(item.series))


@given(st.lists(pieces, max_size=40).map(" ".join))
def test_a_series_has_two_items_at_least(words):
    stack = series(words)
    while stack:
        each = stack.pop()
        assert sum(bool(item.label) for item in each.items) > 1
        stack.extend(inner for item in each.items for inner in item.series)
