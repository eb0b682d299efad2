"""A mould pours only what it can pour rightly, and reads back what it poured."""

from __future__ import annotations

import pytest
from paper_samples import agreement

from engross.paper import mould as moulds
from engross.paper.house import house, house_template
from engross.paper.mould import Mould, marks, members_of, pourable, same_parts, unpacked
from engross.problems import OutputError

KEYS = marks({"name": "", "shares": ""})


@pytest.fixture(scope="module")
def cast():
    return Mould.cast(house_template(), agreement(name=KEYS["name"], shares=KEYS["shares"]), KEYS)


@pytest.mark.parametrize("name", ["Ana Sample", "A & B <C>", "{{ x }}", "Zq0001Qz", "Łukasz", "\U00010400"])
def test_what_is_poured_is_what_is_made_the_long_way(cast, name):
    values = {"name": name, "shares": "1,000"}
    if not pourable(values):
        assert name == "\U00010400"
        return
    assert same_parts(cast.pour(values), house(agreement(name=name, shares="1,000"), house_template()))


@pytest.mark.parametrize("value", ["two\nlines", " blank", "blank ", "tab\t", "\x00", "\ud800", "\u2028"])
def test_words_set_in_ways_of_their_own_are_not_poured(value):
    assert not pourable({"name": value})


def test_a_package_that_does_not_hold_what_was_put_there_is_refused(cast, monkeypatch):
    real = moulds.unpacked
    monkeypatch.setattr(moulds, "unpacked", lambda content, place: real(content, place).replace(b"Ana", b"Ann"))
    with pytest.raises(OutputError, match=r"E125: word/document\.xml does not read as it was written"):
        cast.pour({"name": "Ana Sample", "shares": "1"})


def test_a_damaged_member_reads_as_nothing(cast):
    content = cast.pour({"name": "Ana Sample", "shares": "1"})
    offset, size, checksum = members_of(content)[b"word/document.xml"]
    assert b"Ana Sample" in unpacked(content, (offset, size, checksum))
    assert unpacked(content, (offset, size, checksum ^ 1)) == b""
