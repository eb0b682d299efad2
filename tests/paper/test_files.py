"""Files are written whole or not at all: faults at every call, kills at any moment, links, locks, litter."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from engross.paper import files
from engross.problems import BusyError, EngrossError, OutputError

OLD, NEW = b"old words", b"new words\n" * 400
NAMES = ("a.txt", "b.txt", "0001/c.txt")


class Faulty:
    """The system's calls, of which the n-th fails with an error or ends the run."""

    WATCHED = ("open", "write", "fsync", "close", "replace", "mkdir", "makedirs", "fchmod", "stat", "ftruncate")

    def __init__(self, at: int, fault: BaseException, *, stays: bool = False) -> None:
        self.count, self.at, self.fault, self.stays = 0, at, fault, stays

    def __getattr__(self, name: str) -> object:
        real = getattr(os, name)
        if name not in self.WATCHED:
            return real

        def call(*args: object, **kwargs: object) -> object:
            self.count += 1
            if self.count == self.at or (self.stays and self.count > self.at):
                if name == "close":
                    real(*args, **kwargs)
                raise self.fault
            return real(*args, **kwargs)

        return call


def write_three(folder: Path, group: int) -> None:
    """Write over two old files and one new one, then the manifest."""
    with files.lock(folder):
        files.write_all(folder, [(name, NEW) for name in NAMES], group=group, mode=0o644)
        files.write(folder / "manifest.json", b"{}")


def whole(folder: Path) -> None:
    """Hold every final name to its old or its new content."""
    contents = {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}
    assert set(contents.values()) <= {OLD, NEW}
    if (folder / "manifest.json").exists():
        assert set(contents) == set(NAMES)
        assert set(contents.values()) == {NEW}


def litter(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.endswith(".tmp")]


@pytest.mark.parametrize(
    ("group", "number"),
    [(1, errno.ENOSPC), (2, errno.EIO), (500, errno.EMFILE), (500, errno.ENOMEM), (2, errno.EDQUOT)],
)
def test_a_fault_at_any_call_is_told_and_leaves_every_file_whole(tmp_path, monkeypatch, group, number):
    at, told = 0, []
    while True:
        at += 1
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / "a.txt").write_bytes(OLD)
        (folder / "b.txt").write_bytes(OLD)
        shim = Faulty(at, OSError(number, os.strerror(number)))
        monkeypatch.setattr(files, "os", shim)
        try:
            write_three(folder, group)
        except EngrossError as error:
            told.append(error)
        monkeypatch.setattr(files, "os", os)
        whole(folder)
        assert litter(folder) == []
        write_three(folder, group)
        assert {(folder / name).read_bytes() for name in NAMES} == {NEW}
        if shim.count < at:
            break
    assert len(told) > 20
    assert {error.exit_code for error in told} == {74}
    assert all(f"cannot write {tmp_path}" in str(error) for error in told)


def test_a_crash_at_any_call_leaves_every_file_whole_and_a_rerun_finishes(tmp_path, monkeypatch):
    at = 0
    while True:
        at += 1
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / "a.txt").write_bytes(OLD)
        shim = Faulty(at, SystemExit(9), stays=True)
        monkeypatch.setattr(files, "os", shim)
        try:
            write_three(folder, 2)
        except SystemExit:
            pass
        except OSError as error:
            pytest.fail(str(error))
        monkeypatch.setattr(files, "os", os)
        whole(folder)
        write_three(folder, 2)
        assert litter(folder) == []
        assert {(folder / name).read_bytes() for name in NAMES} == {NEW}
        if shim.count < at:
            break


WRITE_FOREVER = """
import sys, pathlib
from engross.paper import files
folder = pathlib.Path(sys.argv[1])
with files.lock(folder):
    files.write_all(folder, [(f"{n}.txt", f"{n} whole\\n".encode() * 3000) for n in range(200)], group=int(sys.argv[2]))
    files.write(folder / "manifest.json", b"{}")
"""


def test_a_kill_at_any_moment_leaves_no_partial_file(tmp_path):
    kills = int(os.environ.get("ENGROSS_KILLS", "6"))
    chance = random.Random(1)  # noqa: S311 - moments, no secrets
    for trial in range(kills):
        folder = tmp_path / str(trial % 3)
        run = subprocess.Popen([sys.executable, "-c", WRITE_FOREVER, str(folder), str(chance.choice([1, 20, 500]))])
        time.sleep(chance.uniform(0.05, 0.35))
        run.send_signal(signal.SIGKILL)
        run.wait()
        for path in folder.glob("*.txt"):
            assert path.read_bytes() == f"{path.stem} whole\n".encode() * 3000
        if (folder / "manifest.json").exists():
            assert len(list(folder.glob("*.txt"))) == 200
    for trial in range(min(3, kills)):
        folder = tmp_path / str(trial)
        subprocess.run([sys.executable, "-c", WRITE_FOREVER, str(folder), "500"], check=True)
        assert litter(folder) == []
        assert len(list(folder.glob("*.txt"))) == 200


HOLD = """
import sys, time, pathlib
from engross.paper import files
with files.lock(pathlib.Path(sys.argv[1])):
    print('held', flush=True)
    time.sleep(60)
"""


def test_a_second_run_on_the_same_folder_is_refused_and_names_the_first(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "held\n"
        with pytest.raises(BusyError) as caught, files.lock(tmp_path):
            pass
        assert str(caught.value) == (
            f"error E140: another engross run (pid {run.pid}) is writing to {tmp_path}\n"
            "help: wait for it to end, or end it"
        )
        assert caught.value.exit_code == 75
        run.kill()
    with files.lock(tmp_path):
        pass


def test_a_stale_lock_file_has_no_effect(tmp_path):
    (tmp_path / ".engross").mkdir()
    (tmp_path / ".engross" / "lock").write_text("1\n")
    with files.lock(tmp_path):
        assert (tmp_path / ".engross" / "lock").read_text() == f"{os.getpid()}\n"


def test_a_file_system_without_locks_is_named(tmp_path, monkeypatch):
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setitem(sys.modules, "fcntl", SimpleNamespace(flock=none, LOCK_EX=2, LOCK_NB=4))
    with pytest.raises(OutputError) as caught, files.lock(tmp_path):
        pass
    assert str(caught.value) == (
        f"error E141: the file system of {tmp_path} has no locks\nhelp: say `--no-lock` if no other run writes there"
    )
    with files.lock(tmp_path, locking=False):
        pass


def test_litter_of_a_crash_is_removed_under_the_lock(tmp_path):
    (tmp_path / "0001").mkdir()
    (tmp_path / "0001" / ".engross-ab.tmp").write_bytes(b"half")
    (tmp_path / "mine.tmp").write_bytes(b"a person's own")
    with files.lock(tmp_path):
        assert litter(tmp_path) == [tmp_path / "mine.tmp"]


@pytest.mark.parametrize("planted", ["file", "folder", "loop"])
def test_a_link_planted_at_an_output_path_is_refused(tmp_path, planted):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_bytes(OLD)
    folder = tmp_path / "out"
    folder.mkdir()
    match planted:
        case "file":
            (folder / "a.txt").symlink_to(outside / "kept")
            name = "a.txt"
        case "folder":
            (folder / "sub").symlink_to(outside)
            name = "sub/a.txt"
        case _:
            (folder / "a.txt").symlink_to(folder / "a.txt")
            name = "a.txt"
    with pytest.raises(OutputError) as caught:
        files.write_all(folder, [(name, NEW)])
    assert "E138" in str(caught.value)
    assert (outside / "kept").read_bytes() == OLD
    assert list(outside.iterdir()) == [outside / "kept"]


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "", "a\0b"])
def test_a_path_outside_the_folder_is_refused(tmp_path, name):
    with pytest.raises(OutputError, match="is no path inside"):
        files.write_all(tmp_path / "out", [(name, NEW)])


def test_files_are_private_unless_asked(tmp_path):
    files.write(tmp_path / "a", b"x")
    files.write(tmp_path / "b", b"x", mode=0o644)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in "ab"] == [0o600, 0o644]


def test_a_removed_folder_is_told(tmp_path):
    folder = tmp_path / "gone"
    writer = files.Writer(folder=folder)
    writer.put("a", b"x")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    with pytest.raises(OutputError, match="was removed while it was written to"):
        writer.commit()
    writer.drop()


def test_a_read_only_file_system_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "os", Faulty(1, OSError(errno.EROFS, "")))
    with pytest.raises(OutputError) as caught, files.lock(tmp_path):
        pass
    assert str(caught.value) == (
        f"error E135: cannot write {tmp_path}/.engross/lock: the file system is read-only\n"
        "help: choose another output folder"
    )


def test_a_full_disk_keeps_the_old_file(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(OLD)

    class Full:
        def __getattr__(self, name: str) -> object:
            return getattr(os, name)

        def write(self, handle: int, content: bytes) -> int:
            if len(content) > 100:
                return os.write(handle, content[:100])
            raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(files, "os", Full())
    with pytest.raises(OutputError) as caught:
        files.write(tmp_path / "a", b"n" * 150)
    assert str(caught.value) == (
        f"error E134: cannot write {tmp_path}/a: the disk is full\n"
        "help: make room and run again; what is finished is kept"
    )
    assert (tmp_path / "a").read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_a_torn_journal_line_is_dropped_with_all_after_it(tmp_path):
    path = tmp_path / ".engross" / "journal"
    for number in range(3):
        files.append(path, {"id": number})
    assert [line["id"] for line in files.journal(path)] == [0, 1, 2]
    path.write_bytes(path.read_bytes()[:-4])
    assert [line["id"] for line in files.journal(path)] == [0, 1]
    path.write_bytes(path.read_bytes().replace(b'"id": 0', b'"id": 7'))
    assert files.journal(path) == ()
    assert files.journal(tmp_path / "none") == ()


def test_the_same_path_put_twice_holds_the_later_content(tmp_path):
    files.write_all(tmp_path, [("a", OLD), ("a", NEW)])
    assert (tmp_path / "a").read_bytes() == NEW
    assert litter(tmp_path) == []


def test_a_file_that_stands_is_kept_unless_forced(tmp_path):
    files.write(tmp_path / "a", OLD, force=False)
    with pytest.raises(OutputError) as caught:
        files.write(str(tmp_path / "a"), NEW, force=False)
    assert str(caught.value) == (f"error E142: {tmp_path}/a stands there already\nhelp: say `--force` to write over it")
    assert (tmp_path / "a").read_bytes() == OLD
    files.write(tmp_path / "a", NEW)
    assert (tmp_path / "a").read_bytes() == NEW


class Told:
    """The system's calls, written down in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, object]] = []

    def __getattr__(self, name: str) -> object:
        real = getattr(os, name)
        if name not in ("fsync", "replace"):
            return real

        def call(*args: object, **kwargs: object) -> object:
            what = args[1] if name == "replace" else "folder" if stat.S_ISDIR(os.fstat(args[0]).st_mode) else "file"
            self.calls.append((name, what))
            return real(*args, **kwargs)

        return call


def test_a_file_reaches_the_disk_before_its_name_and_the_name_before_the_manifest(tmp_path, monkeypatch):
    told = Told()
    monkeypatch.setattr(files, "os", told)
    monkeypatch.setattr(files, "_flush_system", lambda _: told.calls.append(("syncfs", "all")) or True)
    files.write_all(tmp_path, [(f"{n:02}.txt", NEW) for n in range(12)])
    files.write(tmp_path / "manifest.json", b"{}")
    names = [f"{n:02}.txt" for n in range(12)]
    assert told.calls == [
        ("syncfs", "all"),
        *(("replace", name) for name in names),
        ("fsync", "folder"),
        ("fsync", "file"),
        ("replace", "manifest.json"),
        ("fsync", "folder"),
    ]


@pytest.mark.parametrize("what", ["journal", "stream"])
def test_a_fault_at_any_call_of_a_journal_or_stream_is_told(tmp_path, monkeypatch, what):
    at, told = 0, 0
    while True:
        at += 1
        path = tmp_path / str(at) / "kept"
        path.parent.mkdir()
        path.write_bytes(OLD)
        shim = Faulty(at, OSError(errno.ENOSPC, ""))
        monkeypatch.setattr(files, "os", shim)
        try:
            if what == "journal":
                files.append(path, {"id": 1})
            else:
                with files.stream(path) as file:
                    file.write(NEW)
        except OutputError:
            told += 1
        monkeypatch.setattr(files, "os", os)
        assert litter(path.parent) == []
        assert path.read_bytes().startswith(OLD) or path.read_bytes() == NEW
        if shim.count < at:
            break
    assert told >= 3


def test_a_stream_never_follows_a_link(tmp_path):
    (tmp_path / "kept").write_bytes(OLD)
    (tmp_path / "a.zip").symlink_to(tmp_path / "kept")
    with pytest.raises(OutputError, match="E138"), files.stream(tmp_path / "a.zip"):
        pass
    assert (tmp_path / "kept").read_bytes() == OLD


FULL = 'mount -t tmpfs -o size=2m none "$1" && exec "$2" -c "$3" "$1"'
WRITE_TWICE = """
import pathlib, sys
from engross.paper import files
folder = pathlib.Path(sys.argv[1])
files.write(folder / "kept", b"old words")
try:
    with files.lock(folder):
        files.write_all(folder, [("kept", b"n" * 1_500_000), ("more", b"m" * 1_500_000)])
except files.OutputError as error:
    print(error.exit_code, str(error).splitlines()[0])
print((folder / "kept").read_bytes()[:9], sorted(path.name for path in folder.iterdir()))
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
def test_a_disk_that_is_truly_full_keeps_the_old_file(tmp_path):
    run = ["unshare", "-m", "sh", "-c", FULL, "sh", str(tmp_path), sys.executable, WRITE_TWICE]
    told = subprocess.run(run, capture_output=True, text=True, check=False)
    if "permitted" in told.stderr:
        pytest.skip("mounting is not permitted here")
    assert told.stdout == (
        f"74 error E134: cannot write {tmp_path}/more: the disk is full\nb'old words' ['.engross', 'kept']\n"
    )
