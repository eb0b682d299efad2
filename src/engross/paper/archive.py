"""One archive for a whole batch: a zip file written bit by bit, in the order of the register, with fixed dates."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from engross.paper import files
from engross.paper.batch import Result

_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Archive:
    """An archive being written.

    Args:
        zip: The zip file.
    """

    zip: zipfile.ZipFile
    _next: int = 1
    _early: dict[int, Result] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """Open an archive; it takes its name when everything is in it.

        Raises:
            OutputError: It cannot be written; what stood there still stands.
        """
        with files.stream(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as made:
            archive = cls(made)
            yield archive
            archive._flush(whole=True)

    def add(self, results: Iterable[Result]) -> None:
        """Add contents; those that come early wait for those before them."""
        for result in results:
            self._early[result.number] = result
        self._flush(whole=False)

    def put(self, path: str, content: bytes) -> None:
        """Put one file in at once."""
        info = zipfile.ZipInfo(path, _DAY)
        info.create_system = 3  # the same byte on every system
        info.external_attr = files.PRIVATE << 16
        self.zip.writestr(info, content)

    def _flush(self, *, whole: bool) -> None:
        """Put in what is next; at the end also what follows a gap (records that were not asked for)."""
        while self._early and (whole or self._next in self._early):
            number = min(self._early) if whole else self._next
            for path, content in self._early.pop(number).contents:
                self.put(path, content)
            self._next = number + 1
