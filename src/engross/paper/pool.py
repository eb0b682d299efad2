"""Worker processes under watch: limited in memory and time, killed when they hang, never left alone."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

_TICK = 0.2  # seconds between looks at the clock
_START = 60.0  # seconds a new worker may take to load what it needs
_slot: Any = None  # in a worker: where it says which record it is at


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a worker may use.

    Args:
        memory: Bytes of address space; 0 for no limit.
        seconds: How long one record may take on the clock.
        processor: How many seconds of processor time one record may take.
    """

    memory: int = 2 * 1024**3
    seconds: float = 60.0
    processor: int = 60


class WorkerLost(Exception):  # noqa: N818 - a report of what happened; the batch decides what it means
    """A worker ended before its task did.

    Args:
        why: In words: killed, out of time, out of memory.
        at: Which record of the task it was at, from 0.
    """

    def __init__(self, why: str, at: int) -> None:
        """Keep both."""
        super().__init__(why, at)
        self.why, self.at = why, at


def beat(at: int) -> None:
    """Say, in a worker, which record of the task is begun; outside a worker it does nothing."""
    if _slot is None:
        return
    _slot[0] = at
    _slot[1] += 1
    if sys.platform != "win32" and _slot[2]:
        import resource  # noqa: PLC0415 - Windows has none

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime + _slot[2]) + 1
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


@dataclass(slots=True)
class _Task:
    """A task waiting or under way."""

    future: Future[Any]
    call: tuple[Callable[..., Any], tuple[Any, ...]]


@dataclass(slots=True)
class _Worker:
    """A worker process and what it is at."""

    process: BaseProcess
    pipe: Connection
    slot: Any
    task: _Task | None = None
    beats: float = 0.0
    since: float = 0.0
    begun: bool = False
    why: str = ""


@dataclass(slots=True, kw_only=True)
class WorkerPool(Executor):
    """An executor of supervised processes.

    A task that ends its worker fails with :class:`WorkerLost`; the others go on in other workers.

    Args:
        workers: How many.
        limits: What each may use.
    """

    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    _tasks: queue.SimpleQueue[_Task | None] = field(default_factory=queue.SimpleQueue)
    _crew: list[_Worker] = field(default_factory=list)
    _wake: Any = None
    _watch: threading.Thread | None = None
    _stop: bool = False

    def __post_init__(self) -> None:
        """Begin the watch; it starts the workers, since the system ends them with the thread that did."""
        context = multiprocessing.get_context("spawn")
        woken, self._wake = context.Pipe(duplex=False)
        self._watch = threading.Thread(target=self._run, args=(woken,), daemon=True, name="engross-watch")
        self._watch.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Give a task; see :class:`concurrent.futures.Executor`."""
        if kwargs:
            raise TypeError(kwargs)
        if self._stop:
            raise RuntimeError
        future: Future[Any] = Future()
        self._tasks.put(_Task(future, (fn, args)))
        with contextlib.suppress(OSError):
            self._wake.send_bytes(b".")
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - the executor's own words
        """End the workers; tasks under way are dropped with them."""
        self._stop = True
        with contextlib.suppress(OSError):
            self._wake.send_bytes(b".")
        if wait and self._watch is not None and self._watch is not threading.current_thread():
            self._watch.join(5)

    def pids(self) -> tuple[int, ...]:
        """Return the process ids of the workers alive."""
        return tuple(worker.process.pid or 0 for worker in self._crew if worker.process.is_alive())

    def _run(self, woken: Any) -> None:
        waiting: list[_Task] = []
        try:
            while not self._stop:
                self._take(waiting)
                self._hand_out(waiting)
                sources = [woken, *(worker.pipe for worker in self._crew), *(w.process.sentinel for w in self._crew)]
                ready = wait(sources, _TICK)
                if woken in ready:
                    woken.recv_bytes()
                for worker in list(self._crew):
                    self._look(worker, ready)
        finally:
            for worker in self._crew:
                _end(worker)
            self._take(waiting)
            under_way = [worker.task for worker in self._crew if worker.task]
            for task in (*under_way, *waiting):
                if not task.future.cancel() and not task.future.done():
                    task.future.set_exception(WorkerLost("the run was ended", 0))

    def _take(self, waiting: list[_Task]) -> None:
        with contextlib.suppress(queue.Empty):
            while (task := self._tasks.get_nowait()) is not None:
                waiting.append(task)

    def _hand_out(self, waiting: list[_Task]) -> None:
        while waiting:
            idle = next((worker for worker in self._crew if worker.task is None), None)
            if idle is None and len(self._crew) >= self.workers:
                return
            task = waiting.pop(0)
            if not task.future.set_running_or_notify_cancel():
                continue
            worker = idle or self._hire()
            worker.task, worker.since, worker.begun, worker.beats = task, time.monotonic(), False, worker.slot[1]
            try:
                worker.pipe.send(task.call)
            except (OSError, ValueError):
                worker.why = "it ended before it began"

    def _hire(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        slot = context.RawArray("d", 3)
        slot[2] = float(self.limits.processor)
        process = context.Process(
            target=_work, args=(theirs, slot, self.limits.memory, os.getpid()), daemon=True, name="engross-worker"
        )
        process.start()
        theirs.close()
        worker = _Worker(process=process, pipe=ours, slot=slot)
        self._crew.append(worker)
        return worker

    def _look(self, worker: _Worker, ready: list[Any]) -> None:
        if worker.pipe in ready and self._hear(worker):
            return
        if not worker.process.is_alive():
            self._lose(worker)
            return
        now = time.monotonic()
        # Until a worker has taken its task it only loads what the task needs; on a busy machine that takes its time.
        allowed = self.limits.seconds if worker.begun else self.limits.seconds + _START
        if worker.slot[1] != worker.beats:
            worker.beats, worker.since, worker.begun = worker.slot[1], now, True
        elif worker.task and now - worker.since > allowed:
            worker.why = f"it took longer than {self.limits.seconds:g} seconds"
            _end(worker)
            self._lose(worker)

    @staticmethod
    def _hear(worker: _Worker) -> bool:
        """Take a result; False where the worker has ended instead."""
        try:
            done, result = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(2)
            return False
        task, worker.task = worker.task, None
        if task:
            task.future.set_result(result) if done else task.future.set_exception(result)
        return True

    def _lose(self, worker: _Worker) -> None:
        self._crew.remove(worker)
        worker.pipe.close()
        if worker.task:
            why = worker.why or _ending(worker.process.exitcode)
            worker.task.future.set_exception(WorkerLost(why, int(worker.slot[0])))


def _ending(code: int | None) -> str:
    """Say in words how a process ended."""
    if code is None or code >= 0:
        return f"its worker ended by itself ({code})"
    names = {signal.SIGABRT: "it used up its memory or broke down (SIGABRT)", signal.SIGSEGV: "it broke down (SIGSEGV)"}
    if sys.platform != "win32":
        names[signal.SIGKILL] = "its worker was killed (SIGKILL), for want of memory or by hand"
        names[signal.SIGXCPU] = "it used up its processor time"
    try:
        return names.get(signal.Signals(-code), f"its worker was ended by {signal.Signals(-code).name}")
    except ValueError:
        return f"its worker was ended by signal {-code}"


def _end(worker: _Worker) -> None:
    with contextlib.suppress(OSError, ValueError):
        worker.process.kill()
        worker.process.join(2)


def _work(pipe: Connection, slot: Any, memory: int, parent: int) -> None:
    """Be a worker: take tasks until the pipe closes."""
    global _slot  # noqa: PLW0603 - one worker, one slot
    _slot = slot
    _bind_to(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run itself hears it and ends its workers
    _limit(memory)
    while True:
        try:
            call, args = pipe.recv()
        except (EOFError, OSError):
            return
        slot[0], slot[1] = 0, slot[1] + 1
        try:
            answer: tuple[bool, Any] = (True, call(*args))
        except Exception as error:  # noqa: BLE001 - handed to the run, which knows what to make of it
            answer = (False, error)
        try:
            pipe.send(answer)
        except OSError:
            return
        except Exception as error:  # noqa: BLE001 - an answer that cannot be sent is an error of the task
            pipe.send((False, RuntimeError(str(error))))


def _limit(memory: int) -> None:
    if memory and sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold people's names


def _bind_to(parent: int) -> None:
    """End with the run that started this worker."""
    system: str = sys.platform
    if system.startswith("linux"):
        import ctypes  # noqa: PLC0415 - Linux alone

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)
        return
    above = multiprocessing.parent_process()
    if above is not None:
        threading.Thread(target=lambda: (wait([above.sentinel]), os._exit(1)), daemon=True).start()
