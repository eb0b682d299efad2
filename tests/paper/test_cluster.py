"""A cluster: only over TLS or on this machine; a lost worker costs nothing but time, and no byte differs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pool_work import WordJob
from test_batch import orders

from engross.paper.batch import Pace, Target, run, write_results
from engross.paper.cluster import Certificates, cluster, safe
from engross.problems import InputError, OutputError

HERE = str(Path(__file__).parent)


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "tcp://[::1]:8786", "tcp://localhost:8786", "tls://far:8786"]
)
def test_an_address_of_this_machine_or_over_tls_is_taken(address):
    safe(address)


@pytest.mark.parametrize(
    "address", ["tcp://10.0.0.1:8786", "tcp://0.0.0.0:8786", "far:8786", "ucx://x:1", "tcp://127.0.0.1.evil.example:1"]
)
def test_any_other_address_is_refused(address):
    with pytest.raises(InputError) as caught:
        safe(address)
    assert str(caught.value) == (
        f"error E148: {address} is neither TLS nor on this machine\n"
        "help: use tls://HOST:PORT with certificates, or tcp://127.0.0.1:PORT"
    )


def connect(address, certificates=None):
    with cluster(address, certificates):
        pass


def test_tls_without_certificates_is_refused():
    with pytest.raises(InputError) as caught:
        connect("tls://far:8786", Certificates(authority=Path("ca.pem")))
    assert str(caught.value) == (
        "error E148: TLS needs the certificates of both sides\nhelp: give --tls-ca, --tls-cert and --tls-key"
    )


SCHEDULER = """
import asyncio, sys
sys.path.insert(0, sys.argv[1])
from distributed import Scheduler
async def main():
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False, dashboard_address=None) as scheduler:
        print(scheduler.address, flush=True)
        await scheduler.finished()
asyncio.run(main())
"""
WORKER = """
import asyncio, sys
sys.path.insert(0, sys.argv[2])
from distributed import Worker
async def main():
    async with Worker(sys.argv[1], nthreads=1, host="127.0.0.1", dashboard=False, death_timeout=20) as worker:
        print("ready", flush=True)
        await worker.finished()
asyncio.run(main())
"""


def started(code, *arguments):
    line = [sys.executable, "-W", "ignore", "-c", code, *arguments]
    run = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert run.stdout is not None
    return run, run.stdout.readline().strip()


@pytest.fixture
def dask():
    """A real scheduler and two workers on this machine."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with contextlib.ExitStack() as stack:
        runs = []

        def end():
            for each in runs:
                each.kill()
                each.communicate()

        stack.callback(end)
        scheduler, address = started(SCHEDULER, HERE)
        runs.append(scheduler)
        workers = [started(WORKER, address, HERE)[0] for _ in range(2)]
        runs += workers
        yield address, workers


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_one_of_two_workers_killed_midway_changes_no_byte(dask, tmp_path):
    address, workers = dask
    words = ["slow" if number % 3 == 0 else f"word {number}" for number in range(24)]
    (alone,) = run(orders(words), WordJob(), _Here(), Target(folder=None), pace=Pace(chunk=24))
    results = {}
    with cluster(address) as executor:
        for count, chunk in enumerate(run(orders(words), WordJob(), executor, Target(folder=None), pace=Pace(chunk=2))):
            if count == 1:
                os.kill(workers[0].pid, signal.SIGKILL)
            for result in write_results(tmp_path / "far", chunk, overwrite=False, before={}):
                results[result.number] = result
    write_results(tmp_path / "near", alone, overwrite=False, before={})
    assert [each.problems for _, each in sorted(results.items()) if each.problems] == []
    assert [results[number].status for number in sorted(results)] == ["made"] * 24
    assert held(tmp_path / "far") == held(tmp_path / "near")


def held(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.txt")}


class _Here:
    def submit(self, fn, *args):
        from test_batch import Here  # noqa: PLC0415 - a neighbour's, and only here

        return Here().submit(fn, *args)


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_a_scheduler_that_does_not_answer_is_told():
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    before = time.monotonic()
    with pytest.raises(OutputError, match=r"E148: no scheduler answers at tcp://127\.0\.0\.1:9"):
        connect("tcp://127.0.0.1:9")
    assert time.monotonic() - before < 30
