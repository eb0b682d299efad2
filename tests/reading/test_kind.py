"""A kind of file: known by its first line, read whole, warned of without being refused."""

from __future__ import annotations

import pytest
from reading_samples import SAMPLE

from engross.problems import InputError
from engross.reading.kind import kind_of
from engross.reading.strict import parse

GOOD = "engross: sample/1\nid: a\nname: Ann\n"


def test_a_good_file_is_its_value():
    outcome = SAMPLE.read(GOOD)
    assert outcome.problems == ()
    assert outcome.checked()["name"] == "Ann"


def test_a_warning_does_not_refuse():
    outcome = SAMPLE.read(GOOD.replace("Ann", "\u0410nn"))
    assert [each.severity for each in outcome.problems] == ["warning"]
    assert outcome.checked()["name"] == "\u0410nn"


def test_an_error_refuses_with_every_problem():
    with pytest.raises(InputError) as caught:
        SAMPLE.read(GOOD + "shares: x\nprice: y\nname: z\n").checked()
    assert [each.code for each in caught.value.problems] == ["E040", "E046", "E011"]


def test_a_misspelt_kind_is_told_the_nearest_and_the_file_read_on():
    outcome = SAMPLE.read("engross: sampel/1\nshares: x\n")
    assert [each.code for each in outcome.problems] == ["E021", "E027", "E040"]
    assert outcome.problems[1].candidates == ("sample/1",)


def test_a_file_of_another_kind_is_not_read_on():
    assert [each.code for each in SAMPLE.read("engross: amendment/1\nshares: x\n").problems] == ["E027"]


@pytest.mark.parametrize(("text", "kind"), [(GOOD, "sample/1"), ("a: b\n", ""), ("- a\n", ""), ("engross: [a]\n", "")])
def test_a_file_says_its_kind(text, kind):
    assert kind_of(parse(text)) == kind


def test_the_kind_comes_first_in_what_is_written_and_in_the_schema():
    assert SAMPLE.write(SAMPLE.read(GOOD).checked(), schema="s.json") == (
        "# yaml-language-server: $schema=s.json\n" + GOOD
    )
    assert next(iter(SAMPLE.schema()["properties"])) == "engross"
    assert SAMPLE.short == "sample"
