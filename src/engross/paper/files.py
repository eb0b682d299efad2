"""Write files so that nothing is ever half written: the only module of engross that writes to disk."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import secrets
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Self

from engross.paper.write_faults import told as _told
from engross.problems import BusyError, OutputError, Problem

LITTER = ".engross-"
KEPT = ".engross"
PRIVATE = 0o600
GROUP = 500


@contextlib.contextmanager
def lock(folder: Path, *, locking: bool = True) -> Iterator[None]:
    """Hold *folder* for this run alone and clear what an earlier crash left behind.

    The kernel frees the lock at death, so there are no stale locks.

    Args:
        folder: The output folder; made if it is absent.
        locking: False goes on without a lock, for file systems that have none.

    Raises:
        BusyError: Another run holds it.
        OutputError: It cannot be written, or its file system has no locks.
    """
    place = folder / KEPT / "lock"
    with _told(place):
        os.makedirs(place.parent, exist_ok=True)  # noqa: PTH103 - every system call goes through `os`, where tests inject faults
        held = os.open(
            place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), PRIVATE
        )
    try:
        if locking:
            _hold(held, folder)
            with _told(place):
                os.ftruncate(held, 0)
                os.pwrite(held, f"{os.getpid()}\n".encode(), 0) if hasattr(os, "pwrite") else os.write(held, b"0\n")
        clear(folder)
        yield
    finally:
        with contextlib.suppress(OSError):
            os.close(held)


def _hold(held: int, folder: Path) -> None:
    """Take the kernel's lock on the open file *held*."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows alone has it

            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - Windows has none

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}:
            with contextlib.suppress(OSError, ValueError):
                pid = int(os.read(held, 20) or b"0")
                what = f"another engross run (pid {pid}) is writing to {folder}"
                raise BusyError((Problem(code="E140", what=what, remedy="wait for it to end, or end it"),)) from None
            what = f"another engross run is writing to {folder}"
            raise BusyError((Problem(code="E140", what=what, remedy="wait for it to end, or end it"),)) from None
        what = f"the file system of {folder} has no locks"
        raise OutputError(
            (Problem(code="E141", what=what, remedy="say `--no-lock` if no other run writes there"),)
        ) from error


def clear(folder: Path) -> int:
    """Remove the temporary files an earlier crash left under *folder*; return how many there were."""
    removed = 0
    for place, folders, names in os.walk(folder):
        for name in names:
            if name.startswith(LITTER) and name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(place, name))  # noqa: PTH108, PTH118 - the folder may hold 100,000 files
                    removed += 1
        folders[:] = [name for name in folders if not os.path.islink(os.path.join(place, name))]  # noqa: PTH114, PTH118 - as above
    return removed


@dataclass(slots=True, kw_only=True)
class Writer:
    """Write files in groups: all temporary, then one flush, then each takes its name.

    A crash at any moment leaves every final name either as it was or whole. Use as a context manager; leaving it
    in order commits, leaving it by an error drops what has not taken its name.

    Args:
        folder: All paths stand under it.
        mode: The permission bits of the files.
        group: After how many files a group is flushed and named.
    """

    folder: Path
    mode: int = PRIVATE
    group: int = GROUP
    _staged: dict[tuple[str, str], str] = field(default_factory=dict)  # folder and name, temporary name
    _folders: dict[str, int] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                self.commit()
        finally:
            self.drop()

    def put(self, path: str, content: bytes) -> None:
        """Stage *content* for the file *path* (relative, ``/`` between folders).

        Raises:
            OutputError: It cannot be written; what stood under the name still stands.
        """
        folder, _, name = path.rpartition("/")
        if "\0" in path or not {"", ".", ".."}.isdisjoint(path.split("/")):
            what = f"{path!r} is no path inside {self.folder}"
            raise OutputError((Problem(code="E138", what=what, remedy="use a relative path"),))
        with _told(self.folder / path):
            place = self._open(folder)
            self._refuse_link(place, folder, name)
            temporary = f"{LITTER}{secrets.token_hex(8)}.tmp"
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            at = place if place >= 0 else None
            handle = os.open(self._at(place, folder, temporary), flags, PRIVATE, dir_fd=at)
            try:
                try:
                    _write(handle, content)
                    if self.mode != PRIVATE and hasattr(os, "fchmod"):
                        os.fchmod(handle, self.mode)
                    if self.group == 1:
                        _flush(handle)
                finally:
                    os.close(handle)
            except BaseException:
                self._unlink(place, folder, temporary)
                raise
            if earlier := self._staged.pop((folder, name), ""):
                self._unlink(place, folder, earlier)
            self._staged[folder, name] = temporary
        if len(self._staged) >= self.group:
            self.commit()

    def commit(self) -> None:
        """Flush what is staged, give each file its name, flush the folders.

        Raises:
            OutputError: A step failed; each file is either as it was or whole.
        """
        if not self._staged:
            return
        with _told(self.folder):
            if self.group != 1:
                self._flush_all()
            for (folder, name), temporary in list(self._staged.items()):
                place = self._folders[folder]
                at = place if place >= 0 else None
                source, final = self._at(place, folder, temporary), self._at(place, folder, name)
                os.replace(source, final, src_dir_fd=at, dst_dir_fd=at)
                del self._staged[folder, name]
            for place in self._folders.values():
                if place >= 0:
                    _flush(place)

    def drop(self) -> None:
        """Forget what is staged and close the folders."""
        for (folder, _), temporary in self._staged.items():
            self._unlink(self._folders[folder], folder, temporary)
        self._staged.clear()
        for place in self._folders.values():
            if place >= 0:
                with contextlib.suppress(OSError):
                    os.close(place)
        self._folders.clear()

    def _open(self, folder: str) -> int:
        """Return an open handle of a folder under ours, made if absent; -1 where the system opens no folders."""
        if folder in self._folders:
            return self._folders[folder]
        if sys.platform == "win32":
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders[folder] = -1
            return -1
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
        if not folder:
            os.makedirs(self.folder, exist_ok=True)  # noqa: PTH103 - through `os`, where tests inject faults
            self._folders[folder] = os.open(self.folder, flags)
        else:
            above, _, name = folder.rpartition("/")
            parent = self._open(above)
            with contextlib.suppress(FileExistsError):
                os.mkdir(name, dir_fd=parent)
            self._folders[folder] = os.open(name, flags | os.O_NOFOLLOW, dir_fd=parent)
        return self._folders[folder]

    def _at(self, place: int, folder: str, name: str) -> str:
        """Return how *name* is spelt for a system call: relative to an open folder, or in full."""
        return name if place >= 0 else str(self.folder / folder / name)

    def _refuse_link(self, place: int, folder: str, name: str) -> None:
        """Refuse a symbolic link or folder planted under the final name."""
        at = place if place >= 0 else None
        try:
            found = os.stat(self._at(place, folder, name), dir_fd=at, follow_symlinks=False)
        except FileNotFoundError:
            return
        if stat.S_ISLNK(found.st_mode):
            raise OSError(errno.ELOOP, "link")
        if stat.S_ISDIR(found.st_mode):
            raise OSError(errno.EISDIR, "folder")

    def _unlink(self, place: int, folder: str, name: str) -> None:
        """Remove a temporary file, whatever else is wrong."""
        with contextlib.suppress(OSError):
            os.unlink(self._at(place, folder, name), dir_fd=place if place >= 0 else None)

    def _flush_all(self) -> None:
        """Bring every staged file to the disk: one call for the file system where it has one, else one by one."""
        places = [place for place in self._folders.values() if place >= 0]
        if len(self._staged) > 8 and places and _flush_system(places[0]):  # a few files are cheaper one by one
            return
        for (folder, _), temporary in self._staged.items():
            place = self._folders[folder]
            at = place if place >= 0 else None
            handle = os.open(self._at(place, folder, temporary), os.O_RDWR, dir_fd=at)
            try:
                _flush(handle)
            finally:
                os.close(handle)


def _write(handle: int, content: bytes) -> None:
    """Write all of *content*, however little each call takes."""
    view = memoryview(content)
    while view:
        written = os.write(handle, view)
        view = view[written:]


def _flush(handle: int) -> None:
    """Bring an open file or folder to the disk itself."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - macOS alone needs it: its fsync stops at the drive's cache

        with contextlib.suppress(OSError):  # disks of other systems and of the network have no such call
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def _flush_system(handle: int) -> bool:
    """Bring the whole file system of *handle* to the disk; False where that cannot be asked."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        done = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return False
    if done(handle) != 0:
        raise OSError(ctypes.get_errno(), "syncfs")
    return True


def write(path: str | Path, content: bytes, *, mode: int = PRIVATE, force: bool = True, by: str = "--force") -> None:
    """Write one file, durably and whole.

    Args:
        path: Where.
        content: What.
        mode: Its permission bits.
        force: False refuses to write over a file that stands there.
        by: The option that allows it, for the message.

    Raises:
        OutputError: It cannot be written; what stood there still stands.
    """
    path = Path(path)
    if not force and path.exists():
        what = f"{path} stands there already"
        raise OutputError((Problem(code="E142", what=what, remedy=f"say `{by}` to write over it"),))
    with Writer(folder=path.parent, mode=mode, group=1) as writer:
        writer.put(path.name, content)


def write_all(folder: Path, files: Iterable[tuple[str, bytes]], *, mode: int = PRIVATE, group: int = GROUP) -> None:
    """Write many files under *folder* in groups, each durably and whole.

    Raises:
        OutputError: One cannot be written; every file is either as it was or whole.
    """
    with Writer(folder=folder, mode=mode, group=group) as writer:
        for name, content in files:
            writer.put(name, content)


@contextlib.contextmanager
def stream(path: Path, *, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """Write one large file bit by bit; it takes its name only when it is whole.

    Raises:
        OutputError: It cannot be written; what stood there still stands.
    """
    temporary = path.parent / f"{LITTER}{secrets.token_hex(8)}.tmp"
    with _told(path):
        os.makedirs(path.parent, exist_ok=True)  # noqa: PTH103 - through `os`, where tests inject faults
        if path.is_symlink():
            raise OSError(errno.ELOOP, "link")
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(temporary, flags, mode)
        try:
            with os.fdopen(handle, "w+b") as file:
                yield file
                file.flush()
                _flush(file.fileno())
            os.replace(temporary, path)  # noqa: PTH105 - as above
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - as above
            raise
        if hasattr(os, "O_DIRECTORY"):
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                _flush(folder)
            finally:
                os.close(folder)


def append(path: Path, line: Mapping[str, object]) -> None:
    """Add one line to a journal; a hint for the next run, so it is not flushed.

    Raises:
        OutputError: It cannot be written.
    """
    text = json.dumps(line, sort_keys=True, ensure_ascii=True)
    content = f"{zlib.crc32(text.encode()):08x} {text}\n".encode()
    with _told(path):
        os.makedirs(path.parent, exist_ok=True)  # noqa: PTH103 - through `os`, where tests inject faults
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags, PRIVATE)
        try:
            _write(handle, content)
        finally:
            os.close(handle)


def journal(path: Path) -> tuple[dict[str, object], ...]:
    """Return the lines of a journal that are whole; a torn or damaged line ends it."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return ()
    lines: list[dict[str, object]] = []
    for line in raw.split(b"\n")[:-1]:
        check, _, text = line.partition(b" ")
        if check != b"%08x" % zlib.crc32(text):
            break
        lines.append(json.loads(text))
    return tuple(lines)


def remove(path: Path) -> None:
    """Remove a file if it is there.

    Raises:
        OutputError: It cannot be removed.
    """
    with _told(path), contextlib.suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108 - through `os`, where tests inject faults
