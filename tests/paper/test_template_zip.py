"""Spliced members: constant chunks deflated once, words stored between them."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from engross.paper.template_zip import Chunk, Shelf, constant, spliced, stored


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.binary(max_size=300)))
def test_any_pieces_unpack_to_the_pieces_in_order(pieces):
    made = spliced(b"x.xml", [each if isinstance(each, str) else Chunk.of(each) for each in pieces])
    assert made.unpacked() == b"".join(each.encode() if isinstance(each, str) else each for each in pieces)


def test_words_longer_than_a_block_are_stored_in_several():
    words = "x" * 200_000
    assert spliced(b"x.xml", [words]).unpacked() == words.encode()
    assert len(stored(words.encode())) == 200_000 + 4 * 5


def test_a_shelf_gives_a_package_any_reader_opens():
    shelf = Shelf({"[Content_Types].xml": b"<t/>", "word/styles.xml": b"<s/>" * 50})
    data = shelf.package([spliced(b"word/document.xml", [Chunk.of(b"<w:t>"), "李 & Co", Chunk.of(b"</w:t>")])])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["[Content_Types].xml", "word/styles.xml", "word/document.xml"]
        assert archive.read("word/document.xml").decode() == "<w:t>李 & Co</w:t>"
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_constant_member_is_compressed_whole():
    member = constant("word/styles.xml", b"<s/>" * 500)
    assert member.unpacked() == b"<s/>" * 500
    assert len(member.data) < 100
