"""A batch: papers for every record of a register, each read back and written whole, no record stopping another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Protocol

from engross.paper import files
from engross.paper.manifest import digest, digest_of
from engross.paper.names import safe_name
from engross.paper.pool import WorkerLost, beat
from engross.problems import EngrossError, OutputError, Problem, Source

A_FOLDER = 1000  # files in one folder; more make file managers and some file systems slow
DISK = ("E134", "E135", "E136", "E137", "E139")  # what no other record would fare better with
Status = Literal["made", "kept", "failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a record's papers were made from, and where they lie.

    Args:
        key: SHA-256 over the record and everything it was made with.
        files: Path and SHA-256 of each file.
    """

    key: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One record to make papers for.

    Args:
        number: Its place in the register, from 1.
        id: Its own number; the one thing that may stand in a log.
        row: What the job makes papers from.
        digest: SHA-256 of the row.
        source: Where it stands.
        before: What an earlier run made of it.
        problems: What is wrong with it already; it fails with them.
    """

    number: int
    id: str
    row: Any
    digest: str
    source: Source | None = None
    before: Entry | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a job makes of a record.

    Args:
        name: The person's name, for the files' names.
        files: Ending and content of each file, read back already.
    """

    name: str
    files: tuple[tuple[str, bytes], ...]


class Job(Protocol):
    """What a batch does with each record; it travels to the workers, so it is small and holds no open thing."""

    @property
    def key(self) -> str:
        """SHA-256 over everything but the record: texts, templates, formats, versions."""

    @property
    def count(self) -> int:
        """How many files a record makes."""

    def make(self, row: Any) -> Made:
        """Make a record's papers.

        Raises:
            EngrossError: It cannot be done; the problems say why.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where files go.

    Args:
        folder: The output folder; None hands the contents back instead.
        overwrite: True writes over files that a person changed.
    """

    folder: Path | None
    overwrite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a record.

    Args:
        number: Its place in the register.
        id: Its own number.
        status: ``made``, ``kept`` as it was, or ``failed``.
        entry: Its files; None where it failed.
        problems: Why it failed, or what should be known.
        contents: Path and content of each file, where they are handed back.
    """

    number: int
    id: str
    status: Status
    entry: Entry | None = None
    problems: tuple[Problem, ...] = ()
    contents: tuple[tuple[str, bytes], ...] = ()


def make_chunk(job: Job, orders: Sequence[Order], target: Target) -> list[Result]:
    """Make the papers of some records, and write them in one flush. Runs in a worker."""
    results: list[Result] = []
    with files.Writer(folder=target.folder or Path(), group=max(2, len(orders) * job.count + 1)) as writer:
        for at, order in enumerate(orders):
            beat(at)
            results.append(_one(job, order, target, writer))
    return results


def _one(job: Job, order: Order, target: Target, writer: files.Writer) -> Result:
    if order.problems:
        return _failed(order, order.problems)
    try:
        return _made(job, order, target, writer)
    except OutputError as error:
        if any(problem.code in DISK for problem in error.problems):
            raise  # the disk itself fails: no record would fare better
        return _failed(order, error.problems)
    except EngrossError as error:
        return _failed(order, error.problems)
    except MemoryError:
        return _failed(order, (_broken(order, "it used up the memory a worker may have"),))
    except Exception as error:  # noqa: BLE001 - one record never stops the others; no value of it is told
        return _failed(order, (_broken(order, f"making its papers broke down ({type(error).__name__})"),))


def _made(job: Job, order: Order, target: Target, writer: files.Writer) -> Result:
    key = record_key(job.key, order.digest)
    if target.folder and _stands(target.folder, order.before, key):
        return Result(number=order.number, id=order.id, status="kept", entry=order.before)
    made = job.make(order.row)
    paths = tuple((file_path(order, job.count, made.name, ending), content) for ending, content in made.files)
    entry = Entry(key, tuple((path, digest(content)) for path, content in paths))
    if target.folder is None:
        return Result(number=order.number, id=order.id, status="made", entry=entry, contents=paths)
    differ = _hold_hands_off(target, order, entry)
    for path, content in paths:
        if path in differ:
            writer.put(path, content)
    return Result(number=order.number, id=order.id, status="made" if differ else "kept", entry=entry)


def _failed(order: Order, problems: tuple[Problem, ...]) -> Result:
    return Result(number=order.number, id=order.id, status="failed", problems=problems)


def _broken(order: Order, why: str) -> Problem:
    remedy = "make its papers alone with `engross packet`, and report what you see"
    return Problem(code="E150", what=f"{order.id}: {why}", remedy=remedy, source=order.source)


def record_key(job: str, row: str) -> str:
    """Return the key of a record's papers: the job's and the record's together."""
    return hashlib.sha256(f"{job}\n{row}".encode()).hexdigest()


def file_path(order: Order, count: int, name: str, ending: str) -> str:
    """Return where a file goes: at most a thousand files to a folder, by the place in the register."""
    folder = (order.number - 1) // max(1, A_FOLDER // count) + 1
    return f"{folder:04}/{safe_name(order.id, name, ending)}"


def _stands(folder: Path, before: Entry | None, key: str) -> bool:
    """Say whether a record's files stand as they were made from the same inputs."""
    return (
        before is not None
        and before.key == key
        and all(digest_of(f"{folder}/{path}") == sha for path, sha in before.files)
    )


def _hold_hands_off(target: Target, order: Order, entry: Entry) -> set[str]:
    """Return the files that differ from what stands; refuse to write over one that a person changed or put there."""
    known = dict(order.before.files) if order.before else {}
    differ, problems = set(), []
    for path, sha in entry.files:
        now = digest_of(f"{target.folder}/{path}") if target.folder else ""
        if now != sha:
            differ.add(path)
        if now and now not in (sha, known.get(path)) and not target.overwrite:
            what = f"{path} was changed by hand since it was made"
            remedy = "keep it under another name, or say `--overwrite` to write over it"
            problems.append(Problem(code="E143", what=what, remedy=remedy, source=order.source))
    if problems:
        raise OutputError(tuple(problems))
    return differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a batch is handed out.

    Args:
        chunk: How many records a worker takes at once.
        ahead: How many chunks wait beside those under way.
        fail_fast: True stops at the first record that fails.
    """

    chunk: int = 50
    ahead: int = 6
    fail_fast: bool = False


@dataclass(slots=True)
class _Run:
    """The chunks under way."""

    job: Job
    executor: Executor
    target: Target
    under_way: dict[Future[list[Result]], tuple[Sequence[Order], int]] = field(default_factory=dict)

    def give(self, orders: Sequence[Order], attempt: int = 0) -> None:
        """Hand a chunk out."""
        if orders:
            self.under_way[self.executor.submit(make_chunk, self.job, orders, self.target)] = (orders, attempt)

    def finished(self) -> Iterator[list[Result]]:
        """Wait for a chunk, and yield what became of it; what a lost worker held is handed out again."""
        done, _ = wait(self.under_way, return_when=FIRST_COMPLETED)
        for future in done:
            orders, attempt = self.under_way.pop(future)
            error = future.exception()
            if error is None:
                yield future.result()
            elif isinstance(error, EngrossError):
                raise error
            elif len(orders) == 1 and attempt:
                why = error.why if isinstance(error, WorkerLost) else f"its worker was lost ({type(error).__name__})"
                yield [_failed(orders[0], (_broken(orders[0], why),))]
            else:
                self._again(orders, error)

    def _again(self, orders: Sequence[Order], error: BaseException) -> None:
        """Hand out again: the record the worker was at alone, those beside it together."""
        if isinstance(error, WorkerLost) and len(orders) > 1:
            at = min(max(error.at, 0), len(orders) - 1)
            self.give(orders[:at])
            self.give(orders[at + 1 :])
            self.give(orders[at : at + 1], attempt=1)
        else:
            for order in orders:
                self.give((order,), attempt=1)


def run(
    orders: Iterable[Order],
    job: Job,
    executor: Executor,
    target: Target,
    *,
    pace: Pace = Pace(),
) -> Iterator[list[Result]]:
    """Make the papers of every record; yield what became of each chunk as it is done, in any order.

    Args:
        orders: The records.
        job: What to do with each.
        executor: Any executor of the standard library's kind.
        target: Where the files go.
        pace: How the records are handed out.

    Raises:
        OutputError: The disk fails.
    """
    under_way = _Run(job, executor, target)
    coming = _chunks(orders, pace.chunk)
    more = True
    while more or under_way.under_way:
        while more and len(under_way.under_way) < pace.ahead:
            chunk = next(coming, None)
            if chunk is None:
                more = False
            else:
                under_way.give(chunk)
        if not under_way.under_way:
            continue
        for results in under_way.finished():
            yield results
            if pace.fail_fast and any(result.status == "failed" for result in results):
                return


def _chunks(orders: Iterable[Order], size: int) -> Iterator[tuple[Order, ...]]:
    chunk: list[Order] = []
    for order in orders:
        chunk.append(order)
        if len(chunk) == size:
            yield tuple(chunk)
            chunk = []
    if chunk:
        yield tuple(chunk)


def write_results(
    folder: Path, results: Iterable[Result], *, overwrite: bool, before: Mapping[str, Entry]
) -> list[Result]:
    """Write contents that workers elsewhere handed back; see :func:`make_chunk` for what is refused."""
    written: list[Result] = []
    with files.Writer(folder=folder) as writer:
        for result in results:
            if result.entry and result.contents:
                order = Order(number=result.number, id=result.id, row=None, digest="", before=before.get(result.id))
                try:
                    differ = _hold_hands_off(Target(folder=folder, overwrite=overwrite), order, result.entry)
                except OutputError as error:
                    written.append(_failed(order, error.problems))
                    continue
                for path, content in result.contents:
                    if path in differ:
                        writer.put(path, content)
            written.append(replace(result, contents=()))
    return written
