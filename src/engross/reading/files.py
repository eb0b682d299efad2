"""The one door to the disk: bytes within limits, text of a known encoding, and what is wrong said in words."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import sys
from pathlib import Path

from engross.problems import InputError, Problem, Source

LARGEST = 16 * 1024 * 1024
STREAM = "-"

# Opened without waiting: a named pipe must not hold the run up for ever. Windows has neither flag, and needs another.
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"),
)  # fmt: skip


def read_text(path: str | os.PathLike[str], *, largest: int = LARGEST) -> str:
    """Read a file as UTF-8 text; a byte order mark at its start is dropped, line ends stay as they are.

    Args:
        path: The file; ``-`` is the standard input.
        largest: How many bytes it may have.

    Raises:
        InputError: It is missing, a folder, not to be read, too large, or not UTF-8.
    """
    return decode(read_bytes(path, largest=largest), os.fspath(path))


def read_bytes(path: str | os.PathLike[str], *, largest: int = LARGEST) -> bytes:
    """Read a file whole.

    Args:
        path: The file; ``-`` is the standard input.
        largest: How many bytes it may have.

    Raises:
        InputError: It is missing, a folder, not to be read, or too large.
    """
    name = os.fspath(path)
    if name == STREAM:
        content = sys.stdin.buffer.read(largest + 1)
    else:
        try:
            content = _read(Path(name), largest)
        except (OSError, ValueError) as error:
            raise InputError((_refusal(name, error),)) from error
    if len(content) > largest:
        what = f"it has more than {largest:,} bytes"
        raise InputError((_problem(name, "E005", what, "split it, or raise the limit"),))
    return content


def _read(path: Path, largest: int) -> bytes:
    descriptor = os.open(path, _FLAGS)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if not stat.S_ISREG(mode):
            raise OSError(errno.ENODEV, "no plain file", path)
        with open(descriptor, "rb", closefd=False) as stream:
            return stream.read(largest + 1)
    finally:
        os.close(descriptor)


def _refusal(name: str, error: Exception) -> Problem:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return _problem(name, "E001", "no such file", "check the path")
        case IsADirectoryError() | PermissionError() if Path(name).is_dir():  # Windows opens no folder at all
            return _problem(name, "E002", "it is a folder", "name a file in it")
        case PermissionError():
            return _problem(name, "E003", "it may not be read", "ask for permission to read it")
        case OSError():
            return _problem(name, "E003", f"it cannot be read: {error.strerror}", "check the path and the disk")
        case _:
            return _problem(name, "E001", f"no file can have this name: {error}", "check the path")


def decode(content: bytes, file: str) -> str:
    """Return bytes as UTF-8 text, without a byte order mark.

    Raises:
        InputError: They are no UTF-8; the byte and its line are named.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            what = f"it is saved as {encoding}"
            raise InputError((_problem(file, "E006", what, "save it as UTF-8"),))
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        start = error.start + (len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0)
        before = content[:start].removeprefix(codecs.BOM_UTF8).decode()
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        what = f"it is not UTF-8: byte {start + 1} is 0x{content[start]:02X}"
        source = Source(file=file, line=len(lines), column=len(lines[-1]) + 1)
        raise InputError((Problem(code="E006", what=what, remedy="save it as UTF-8", source=source),)) from error


def _problem(file: str, code: str, what: str, remedy: str) -> Problem:
    return Problem(code=code, what=what, remedy=remedy, source=Source(file=file))
