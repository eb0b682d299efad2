"""A filled paper as a mould: cast once with marks in the blanks, then only the record's words are poured in."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from struct import Struct

from engross.paper.document import Document
from engross.paper.house import context
from engross.paper.readback import check
from engross.paper.template_compile import Compiled
from engross.paper.template_plan import escaped
from engross.paper.template_zip import Chunk, spliced
from engross.problems import OutputError, Problem

_MARK = "Zq{}Qz"
_MARKED = re.compile(rb"Zq(\d{4})Qz")
_PLAIN = re.compile(r"[ -~\u00a0-\ud7ff]*")  # words that every part of a package takes as they are
_END = Struct("<4s4H2LH")
_CENTRAL = Struct("<4s4B4H3L5H2L")


def marks(keys: Mapping[str, str]) -> dict[str, str]:
    """Return a mark for every key, a word no text has."""
    return {key: _MARK.format(f"{number:04}") for number, key in enumerate(sorted(keys))}


def pourable(values: Mapping[str, str]) -> bool:
    """Say whether values can be poured: one line of plain signs each, for others are set in ways of their own."""
    return all(_PLAIN.fullmatch(value) and value == value.strip() for value in values.values())


@dataclass(frozen=True, slots=True)
class Mould:
    """A paper with places for words.

    Args:
        template: What packs it.
        parts: Constant pieces of each changing part, and between them the keys of what is poured there.
    """

    template: Compiled
    parts: tuple[tuple[str, tuple[Chunk | str, ...]], ...]

    @classmethod
    def cast(cls, template: Compiled, document: Document, keys: Mapping[str, str]) -> Mould:
        """Cast a mould from a document laid out with marks.

        Args:
            template: The house template.
            document: The document, every value its mark.
            keys: The mark of each key.

        Raises:
            OutputError: The paper does not read as the document does.
        """
        names = {mark.encode(): key for key, mark in keys.items()}
        made = template.parts(context(document))
        check(document, template.fill(context(document)), "docx")
        return cls(template, tuple((name, tuple(_pieces(raw, names))) for name, raw in made.items()))

    def pour(self, values: Mapping[str, str]) -> bytes:
        """Return the paper with words poured in, read back.

        Raises:
            OutputError: What is in the package is not what was put there.
        """
        words = {key: escaped(value) for key, value in values.items()}
        members = [
            spliced(name.encode(), [words[piece] if isinstance(piece, str) else piece for piece in pieces])
            for name, pieces in self.parts
        ]
        content = self.template.package(members)
        held = members_of(content)
        for name, pieces in self.parts:
            wanted = b"".join(words[piece].encode() if isinstance(piece, str) else piece.raw for piece in pieces)
            if held.get(name.encode()) is None or unpacked(content, held[name.encode()]) != wanted:
                raise _differs(name)
        return content


def _differs(name: str) -> OutputError:
    what = f"{name} does not read as it was written"
    return OutputError((Problem(code="E125", what=what, remedy="report this; the file was not given its name"),))


def _pieces(raw: bytes, names: Mapping[bytes, str]) -> list[Chunk | str]:
    found: list[Chunk | str] = []
    done = 0
    for match in _MARKED.finditer(raw):
        found += [Chunk.of(raw[done : match.start()]), names[match[0]]]
        done = match.end()
    return [*found, Chunk.of(raw[done:])]


def members_of(content: bytes) -> dict[bytes, tuple[int, int, int]]:
    """Return where each member of a package lies, as its directory leads to it: offset, packed size, checksum."""
    count, start = _END.unpack_from(content, len(content) - _END.size)[4:7:2]
    at, found = start, {}
    for _ in range(count):
        entry = _CENTRAL.unpack_from(content, at)
        name = content[at + _CENTRAL.size : at + _CENTRAL.size + entry[12]]
        found[name] = (entry[18], entry[10], entry[9])
        at += _CENTRAL.size + entry[12] + entry[13] + entry[14]
    return found


def unpacked(content: bytes, place: tuple[int, int, int]) -> bytes:
    """Return a member of a package, unpacked; empty where its checksum does not hold."""
    offset, size, checksum = place
    begin = offset + 30 + int.from_bytes(content[offset + 26 : offset + 28], "little")
    begin += int.from_bytes(content[offset + 28 : offset + 30], "little")
    raw = zlib.decompress(content[begin : begin + size], -15)
    return raw if zlib.crc32(raw) == checksum else b""


def same_parts(one: bytes, other: bytes) -> bool:
    """Say whether two packages hold the same parts; how each is compressed is not looked at."""
    held = []
    for content in (one, other):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            held.append({name: package.read(name) for name in package.namelist()})
    return held[0] == held[1]
