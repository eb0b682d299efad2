"""The same parts pack to the same bytes."""

from __future__ import annotations

import io
import zipfile

from engross.paper.package import packed

PARTS = {"word/b.xml": b"<b/>", "[Content_Types].xml": b"<t/>", "_rels/.rels": b"<r/>", "word/a.xml": b"<a/>" * 100}


def test_the_order_in_which_parts_are_given_does_not_matter():
    assert packed(PARTS) == packed(dict(reversed(PARTS.items())))


def test_what_was_packed_is_unpacked():
    with zipfile.ZipFile(io.BytesIO(packed(PARTS))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS
