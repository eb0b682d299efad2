"""Write a Word package whose constant text was deflated once: constant chunks are spliced with the record's words."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from struct import Struct
from zlib import crc32

with contextlib.suppress(ImportError):  # the extra `fast`; the sums, and so the bytes, are the same
    from isal.isal_zlib import crc32

_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s4B4H3L5H2L")
_END = Struct("<4s4H2LH")
_DATE = 33  # 1 January 1980, the first day a zip file can hold
_VERSION, _UTF8, _DEFLATED, _STORED_LIMIT = 20, 0x800, 8, 65535
_LAST_BLOCK = b"\x03\x00"  # an empty final block


@dataclass(frozen=True, slots=True)
class Chunk:
    """A constant piece of a part.

    Args:
        raw: Its bytes.
        deflated: The same as whole deflate blocks that end on a byte and look back at nothing before them.
    """

    raw: bytes
    deflated: bytes

    @classmethod
    def of(cls, raw: bytes) -> Chunk:
        """Deflate a constant piece once and for all."""
        deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
        return cls(raw, deflater.compress(raw) + deflater.flush(zlib.Z_FULL_FLUSH))


def stored(words: bytes) -> bytes:
    """Return bytes as deflate blocks that store them as they are."""
    size = len(words)
    if not size:
        return b""
    if size <= _STORED_LIMIT:
        return b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + words
    return stored(words[:_STORED_LIMIT]) + stored(words[_STORED_LIMIT:])


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the zip file, compressed, with what the directory says of it."""

    name: bytes
    crc: int
    size: int
    data: bytes

    @property
    def local(self) -> bytes:
        """Its own record: header, name, data."""
        head = _LOCAL.pack(
            b"PK\x03\x04", _VERSION, _UTF8, _DEFLATED, 0, _DATE, self.crc, len(self.data), self.size, len(self.name), 0
        )
        return head + self.name + self.data

    def unpacked(self) -> bytes:
        """Return its bytes as they were."""
        return zlib.decompress(self.data, -15)

    def entry(self, offset: int) -> bytes:
        """Return its entry in the directory at the end of the file."""
        head = _CENTRAL.pack(
            b"PK\x01\x02", _VERSION, 0, _VERSION, 0, _UTF8, _DEFLATED, 0, _DATE, self.crc, len(self.data), self.size,
            len(self.name), 0, 0, 0, 0, 0, offset,
        )  # fmt: skip
        return head + self.name


def constant(name: str, raw: bytes) -> Member:
    """Compress a member that is the same in every document."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflater.compress(raw) + deflater.flush()
    return Member(name.encode(), crc32(raw), len(raw), data)


def spliced(name: bytes, pieces: Iterable[Chunk | str]) -> Member:
    """Make a member of constant chunks and the record's words between them.

    Args:
        name: The member's name.
        pieces: In order; words are stored as they are, chunks are put as deflated.
    """
    data: list[bytes] = []
    raws: list[bytes] = []
    words: list[str] = []
    for piece in pieces:
        if type(piece) is str:
            words.append(piece)
            continue
        if words:
            raw = "".join(words).encode()
            words.clear()
            raws.append(raw)
            data.append(stored(raw))
        raws.append(piece.raw)  # type: ignore[union-attr] # what is no string is a chunk
        data.append(piece.deflated)  # type: ignore[union-attr] # as above
    if words:
        raws.append("".join(words).encode())
        data.append(stored(raws[-1]))
    data.append(_LAST_BLOCK)
    whole = b"".join(raws)
    return Member(name, crc32(whole), len(whole), b"".join(data))


class Shelf:
    """The constant members of a package, packed once; each document adds what changes."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Compress the constant parts: content types and relations first, the rest by name."""
        first = ("[Content_Types].xml", "_rels/.rels")
        members = [constant(name, parts[name]) for name in sorted(parts, key=lambda each: (each not in first, each))]
        entries, records, offset = [], [], 0
        for member in members:
            entries.append(member.entry(offset))
            records.append(member.local)
            offset += len(records[-1])
        self._records, self._entries, self._count = b"".join(records), b"".join(entries), len(members)

    def package(self, changing: Iterable[Member]) -> bytes:
        """Return the whole package.

        Args:
            changing: The members made for this document, in the order in which they are to stand.
        """
        records, entries = [self._records], [self._entries]
        offset, count, width = len(self._records), self._count, len(self._entries)
        for member in changing:
            local = member.local
            entry = member.entry(offset)
            records.append(local)
            entries.append(entry)
            offset += len(local)
            width += len(entry)
            count += 1
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, width, offset, 0)
        return b"".join((*records, *entries, end))
