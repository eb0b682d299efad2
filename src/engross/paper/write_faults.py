"""Say in words why a file could not be written, whatever the system calls it."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from engross.problems import OutputError, Problem

_LACKING = {
    errno.ENOSPC: ("E134", "the disk is full", "make room and run again; what is finished is kept"),
    errno.EDQUOT: ("E134", "the disk quota is used up", "make room and run again; what is finished is kept"),
    errno.EROFS: ("E135", "the file system is read-only", "choose another output folder"),
    errno.EACCES: ("E135", "writing there is not permitted", "choose another output folder, or change its permissions"),
    errno.EPERM: ("E135", "writing there is not permitted", "choose another output folder, or change its permissions"),
    errno.ENOENT: ("E136", "the output folder was removed while it was written to", "run again"),
    errno.EMFILE: ("E137", "too many files are open", "close other programs, or raise `ulimit -n`, and run again"),
    errno.ENFILE: ("E137", "too many files are open", "close other programs, and run again"),
    errno.ENOMEM: ("E137", "the memory is used up", "close other programs and run again"),
    errno.ELOOP: ("E138", "a symbolic link stands in its place", "remove the link, or choose another output folder"),
    errno.ENOTDIR: ("E138", "a file or link stands where a folder is needed", "remove it, or choose another folder"),
    errno.EISDIR: ("E138", "a folder stands in its place", "remove it, or choose another output folder"),
    errno.ENAMETOOLONG: ("E139", "the path is too long", "choose an output folder with a shorter path"),
}


def failure(error: OSError, path: Path) -> OutputError:
    """Return the error that says in words why *path* could not be written."""
    otherwise = ("E137", f"{os.strerror(error.errno or errno.EIO).lower()}", "look at the disk and run again")
    code, why, remedy = _LACKING.get(error.errno or errno.EIO, otherwise)
    return OutputError((Problem(code=code, what=f"cannot write {path}: {why}", remedy=remedy),))


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except OSError as error:
        raise failure(error, path) from error
