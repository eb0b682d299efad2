"""Series: a list owns what stands between its items."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.series import Series, glue, split_joint

serieses = st.builds(
    Series,
    separator=st.sampled_from((",", ";")),
    joiner=st.sampled_from(("and", "or", "and/or", "")),
    position=st.sampled_from(("last", "every", "none")),
    serial=st.booleans(),
    end=st.sampled_from((".", "", ";")),
)


def test_three_items_joined_by_or():
    series = Series(separator=",", joiner="or", end=".")
    assert series.joints(3) == (",", ", or", ".")
    assert series.joints(2) == (", or", ".")
    assert series.joints(1) == (".",)


def test_a_list_without_the_last_comma():
    assert Series(separator=",", joiner="and", serial=False).joints(3) == (",", "and", "")


@given(serieses, st.integers(3, 9))
def test_the_pattern_found_in_a_regular_list_prints_it_again(series, count):
    joints = series.joints(count)
    found = Series.of(joints)
    if any(joints[:-1]):
        assert found is not None
        assert found.joints(count) == joints


def test_an_irregular_list_has_no_pattern():
    assert Series.of((";", "; and", ";", ".")) is None
    assert Series.of((",", ";", ".")) is None


@given(st.text(alphabet="abc ;,.ondr", max_size=40).map(lambda said: " ".join(said.split())))
def test_words_and_their_joint_rebuild_the_words(words):
    assert glue(*split_joint(words)) == words


def test_a_conjunction_is_parted_with_its_mark():
    assert split_joint("in cash or by check; or") == ("in cash or by check", "; or")
    assert split_joint("the color") == ("the color", "")
