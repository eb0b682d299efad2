"""What the pool's workers are asked to do in tests; workers import it by name."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from engross.paper.batch import Made
from engross.paper.pool import beat
from engross.problems import InputError, Problem


def double(number: int) -> int:
    """Return twice the number."""
    return number * 2


def refuse(number: int) -> int:
    """Fail as a task may."""
    raise ValueError(number)


def die(at: int, number: signal.Signals) -> None:
    """End the worker at a record."""
    beat(at)
    os.kill(os.getpid(), number)
    time.sleep(30)


def hang(at: int) -> None:
    """Never end a record."""
    beat(at)
    while True:
        time.sleep(1)


def spin(at: int) -> None:
    """Never end a record, at full speed."""
    beat(at)
    while True:
        pass


def eat(at: int) -> int:
    """Use all memory there is."""
    beat(at)
    return len(bytearray(8 * 1024**3))


def step(count: int, pause: float) -> int:
    """Take longer than one record may, but no record does."""
    for at in range(count):
        beat(at)
        time.sleep(pause)
    return count


def write_pid(folder: str) -> None:
    """Say who works here, and go on for ever."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(300)


def opened() -> int:
    """Return the worker's limit of address space."""
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrlimit(resource.RLIMIT_AS)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordJob:
    """A job that writes a record's word into two files, or does what the word says."""

    key: str = "job"
    fuse: str = ""

    @property
    def count(self) -> int:
        """Two files a record."""
        return 2

    def make(self, row: str) -> Made:
        """Make the files of a word."""
        match row.split(":"):
            case ["kill"]:
                os.kill(os.getpid(), signal.SIGKILL)
            case ["kill once"]:
                if not Path(self.fuse).exists():
                    Path(self.fuse).touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            case ["hang"]:
                time.sleep(300)
            case ["eat"]:
                bytearray(8 * 1024**3)
            case ["slow"]:
                time.sleep(0.2)
            case ["break"]:
                raise ZeroDivisionError(row)
            case ["refuse"]:
                raise InputError((Problem(code="E021", what="the word is missing", remedy="give it"),))
        return Made(name=f"Name {row}", files=(("a.txt", row.encode()), ("b.txt", row.upper().encode())))
