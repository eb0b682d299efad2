"""The objects of a PDF as typst lays it out, by number, so that a few can be changed without reading the rest."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_LENGTH = re.compile(rb"/Length (\d+)")


class UnknownShape(Exception):  # noqa: N818 - not an error: the slower way is taken
    """The file is not laid out as typst lays files out; another tool must do the work."""


@dataclass(slots=True)
class PdfObjects:
    """The objects of a PDF as byte strings, in their order."""

    head: bytes
    objects: dict[int, bytes]
    trailer: bytes

    @classmethod
    def parted(cls, pdf: bytes) -> PdfObjects:
        """Part a file at the offsets of its cross-reference table."""
        start = _START.search(pdf, len(pdf) - 64)
        if not start:
            raise UnknownShape
        at = int(start[1])
        lines = pdf[at:].split(b"\n", 2)
        trailer = pdf.find(b"trailer\n", at)
        if lines[0] != b"xref" or trailer < 0:
            raise UnknownShape
        first, count = map(int, lines[1].split())
        entries = pdf[at + len(lines[0]) + len(lines[1]) + 2 : trailer]
        offsets = [
            int(entries[n * 20 : n * 20 + 10]) for n in range(count) if entries[n * 20 + 17 : n * 20 + 18] == b"n"
        ]
        if first != 0 or len(offsets) != count - 1 or offsets != sorted(offsets):
            raise UnknownShape
        ends = [*offsets[1:], at]
        objects = {}
        for number, (begin, end) in enumerate(zip(offsets, ends, strict=True), start=1):
            piece = pdf[begin:end]
            if not piece.startswith(b"%d 0 obj\n" % number):
                raise UnknownShape
            objects[number] = piece
        return cls(pdf[: offsets[0]], objects, pdf[trailer : pdf.index(b"startxref", trailer)])

    def pages(self) -> list[int]:
        """Return the pages' object numbers in the order they are bound."""
        tree = next((piece for piece in self.objects.values() if b"<</Type/Pages" in piece), b"")
        kids = re.search(rb"/Kids\[([^\]]*)\]", tree)
        found = [int(each) for each in re.findall(rb"(\d+) 0 R", kids[1])] if kids else []
        if not found or any(b"/Type/Page/" not in self.objects[each] for each in found):
            raise UnknownShape
        return found

    def stream(self, number: int) -> bytes:
        """Return the content of a stream, inflated."""
        piece = self.objects[number]
        head, _, rest = piece.partition(b"\nstream\n")
        length = _LENGTH.search(head)
        if not length:
            raise UnknownShape
        raw = rest[: int(length[1])]
        return zlib.decompress(raw) if b"/FlateDecode" in head else raw

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        number = len(self.objects) + 1
        self.objects[number] = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        return number

    def joined(self) -> bytes:
        """Return the file, with its cross-reference table written anew."""
        offset, table = len(self.head), [b"0000000000 65535 f\r\n"]
        for piece in self.objects.values():
            table.append(b"%010d 00000 n\r\n" % offset)
            offset += len(piece)
        size = len(self.objects) + 1
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, self.trailer)
        end = b"xref\n0 %d\n%s%sstartxref\n%d\n%%%%EOF" % (size, b"".join(table), trailer, offset)
        return b"".join([self.head, *self.objects.values(), end])
