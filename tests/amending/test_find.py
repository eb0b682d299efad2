"""Finding words: exact on folded text, with word and number boundaries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.amending.find import Span, choose, find, nearest
from engross.amending.fold import fold, folded

SIGNS = st.text(st.sampled_from("ab12 ,.;()“”\"'’–—- \u00a0\n\t$§"), max_size=40)


def hits(printed: str, wanted: str, **consent: bool) -> list[str]:
    found = find(folded(printed), wanted, Span(0, len(printed)), **consent)
    return [printed[start:end] for start, end in found.hits]


@pytest.mark.parametrize(
    ("printed", "wanted", "found"),
    [
        ("up to 800,000 shares", "800,000", ["800,000"]),
        ("up to 1,800,000 shares", "800,000", []),
        ("up to 800,000,000 shares", "800,000", []),
        ("$1.50", "1", []),
        ("1.", "1", ["1"]),
        ("the state of the statement", "state", ["state"]),
        ("the “Plan”", '"Plan"', ["“Plan”"]),
        ("a\u00a0b", "a b", ["a\u00a0b"]),
        ("a  b", "a b", ["a  b"]),
        ("1999—2005", "1999-2005", ["1999—2005"]),
        ("aa aa", "aa", ["aa", "aa"]),
        ("(a) and (a)", "(a)", ["(a)", "(a)"]),
        ("1,000 and 2, 3", ",", [","]),
        ("The plan", "the plan", []),
        ("anything", "", []),
        ("a a a", "a a", ["a a"]),
        ("x -- y", "x -", ["x --"]),
        ("x -- y", "- y", ["-- y"]),
        ("a   b", "a ", ["a   "]),
    ],
)
def test_find(printed, wanted, found):
    assert hits(printed, wanted) == found


def test_consent_finds_inside_words():
    assert hits("1,800,000", "800,000", inside_words=True) == ["800,000"]


def test_what_is_inside_a_word_is_told_apart():
    found = find(folded("1,800,000"), "800,000", Span(0, 9))
    assert (found.hits, found.inside) == ((), (Span(2, 9),))


def test_a_span_limits_the_search():
    assert find(folded("red red"), "red", Span(1, 7)).hits == (Span(4, 7),)


@given(SIGNS, SIGNS, SIGNS)
def test_what_is_found_folds_to_what_was_wanted(left, wanted, right):
    printed = f"{left}{wanted}{right}"
    for start, end in find(folded(printed), wanted, Span(0, len(printed)), inside_words=True).hits:
        assert fold(printed[start:end]) == fold(wanted)


@given(SIGNS, st.sampled_from(["word", "the Plan", "(ii)"]))
def test_words_between_blanks_are_always_found(around, wanted):
    printed = f"{around} {wanted} {around}"
    assert fold(wanted) in [fold(each) for each in hits(printed, wanted)]


@pytest.mark.parametrize(
    ("number", "occurrence", "count", "chosen"),
    [
        (1, "one", None, (0,)),
        (2, "one", None, None),
        (0, "each", None, None),
        (3, "each", None, (0, 1, 2)),
        (3, "each", 2, None),
        (2, "one", 2, (0, 1)),
        (3, "first", None, (0,)),
        (3, "last", None, (2,)),
        (3, 2, None, (1,)),
        (3, 4, None, None),
        (3, "first", 2, None),
    ],
)
def test_choose(number, occurrence, count, chosen):
    places = tuple(Span(n, n + 1) for n in range(number))
    got = choose(places, occurrence, count)
    assert (None if got is None else tuple(each.start for each in got)) == chosen


def test_the_nearest_passage_is_whole_words():
    assert nearest("the Board of Directors may", "board of directors") == ("“Board of Directors”",)
    assert nearest("the Board of Directors may", "Board of Drectors") == ("“Board of Directors”",)
    assert nearest("the Board of Directors may", "xyzzy plugh") == ()
