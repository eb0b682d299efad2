"""Workers are watched: what ends one is told, what it held can be done by others, and none is left alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor
from pathlib import Path

import pool_work
import pytest

from engross.paper.pool import Limits, WorkerLost, WorkerPool, beat

HERE = str(Path(__file__).parent)


@pytest.fixture(scope="module")
def pool():
    made = WorkerPool(workers=2, limits=Limits(seconds=2.0, memory=1024**3, processor=2))
    yield made
    made.shutdown()


def lost(future):
    with pytest.raises(WorkerLost) as caught:
        future.result(60)
    return caught.value.why, caught.value.at


def test_it_is_an_executor_of_the_standard_kind(pool):
    assert isinstance(pool, Executor)
    assert list(pool.map(pool_work.double, range(50))) == [number * 2 for number in range(50)]


def test_a_task_that_fails_fails_alone(pool):
    futures = [pool.submit(pool_work.refuse, 7), pool.submit(pool_work.double, 4)]
    with pytest.raises(ValueError, match="7"):
        futures[0].result(60)
    assert futures[1].result(60) == 8


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (signal.SIGKILL, "its worker was killed (SIGKILL), for want of memory or by hand"),
        (signal.SIGABRT, "it used up its memory or broke down (SIGABRT)"),
        (signal.SIGSEGV, "it broke down (SIGSEGV)"),
        (signal.SIGTERM, "its worker was ended by SIGTERM"),
    ],
)
def test_a_killed_worker_is_told_with_the_record_it_was_at(pool, number, why):
    first, second = pool.submit(pool_work.die, 3, number), pool.submit(pool_work.double, 1)
    assert lost(first) == (why, 3)
    assert second.result(60) == 2


def test_a_worker_that_hangs_is_ended(pool):
    assert lost(pool.submit(pool_work.hang, 5)) == ("it took longer than 2 seconds", 5)


def test_a_worker_at_full_speed_for_ever_is_ended(pool):
    why, at = lost(pool.submit(pool_work.spin, 2))
    assert why in ("it took longer than 2 seconds", "it used up its processor time")
    assert at == 2


def test_a_task_of_many_short_records_may_take_long(pool):
    assert pool.submit(pool_work.step, 6, 0.5).result(60) == 6


def test_memory_is_limited(pool):
    with pytest.raises(MemoryError):
        pool.submit(pool_work.eat, 0).result(60)
    assert pool.submit(pool_work.opened).result(60) == 1024**3


def test_an_ended_pool_takes_no_task_and_leaves_no_worker():
    made = WorkerPool(workers=2)
    waiting = [made.submit(pool_work.step, 5, 1.0) for _ in range(3)]
    time.sleep(0.5)
    pids = made.pids()
    assert pids
    made.shutdown()
    assert all(not alive(pid) for pid in pids)
    assert all(future.done() for future in waiting)
    with pytest.raises(RuntimeError):
        made.submit(pool_work.double, 1)


def test_outside_a_worker_a_beat_does_nothing():
    beat(3)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


PARENT = """
import sys, time
sys.path.insert(0, sys.argv[1])
import pool_work
from engross.paper.pool import WorkerPool
if __name__ == "__main__":
    pool = WorkerPool(workers=2)
    for _ in range(2):
        pool.submit(pool_work.write_pid, sys.argv[2])
    time.sleep(300)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_workers_end_within_a_second_when_the_run_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    folder = tmp_path / "pids"
    folder.mkdir()
    with subprocess.Popen([sys.executable, str(script), HERE, str(folder)]) as run:
        until = time.monotonic() + 30
        while len(list(folder.iterdir())) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        pids = [int(path.name) for path in folder.iterdir()]
        assert len(pids) == 2
        os.kill(run.pid, signal.SIGKILL)
    until = time.monotonic() + 1
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(alive, pids))
