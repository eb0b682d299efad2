"""Run a batch of grants: the register read, the papers made by workers, the books kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from engross.filling.batch import GrantJob, orders
from engross.filling.build import hashes
from engross.filling.judged import Judged, judge_register
from engross.granting.shelf import pack_of
from engross.paper import files
from engross.paper.archive import Archive
from engross.paper.batch import Pace, Result, Target, run, write_results
from engross.paper.books import Books
from engross.paper.manifest import Manifest, digest_of, makers
from engross.problems import InputError, Problem
from engross.reading.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person wants of a batch.

    Args:
        register: The register.
        folder: The output folder.
        archive: Write one zip file of this name in the folder instead of files.
        only: The numbers to make papers for; none for all.
        force: True makes the papers of records that fail the plan's rules, and marks them in the manifest.
        overwrite: True writes over files that a person changed, and drops an unfinished batch.
        fail_fast: True stops at the first record that fails.
        locking: False goes without the kernel's lock.
        far: True where the workers do not write into the folder themselves.
        raw: True writes cells that a spreadsheet may take for formulas as they are.
        chunk: How many records a worker takes at once; 0 for what suits the formats.
    """

    register: Path
    folder: Path
    archive: str = ""
    only: tuple[str, ...] = ()
    force: bool = False
    overwrite: bool = False
    fail_fast: bool = False
    locking: bool = True
    far: bool = False
    raw: bool = False
    chunk: int = 0


@dataclass(slots=True, kw_only=True)
class Report:
    """What a batch came to.

    Args:
        counts: How many records were ``made``, ``kept`` and ``failed``.
        problems: Why records failed.
        changed: What changed since the batch before, in words.
        finished: False where it was stopped.
        unknown: Numbers asked for that the register lacks.
        forced: By record made, the codes of what should have stopped it.
    """

    counts: dict[str, int]
    problems: list[Problem] = field(default_factory=list)
    changed: tuple[str, ...] = ()
    finished: bool = False
    unknown: tuple[str, ...] = ()
    forced: dict[str, tuple[str, ...]] = field(default_factory=dict)


def batch(
    project: Project,
    job: GrantJob,
    executor: Executor,
    wishes: Wishes,
    *,
    told: Callable[[Result], None] = lambda _: None,
) -> Report:
    """Make the papers of every record of a register.

    All records are held against the plan's rules first, with the project's own, for the reserve is one; one that fails
    them has no papers. A record that fails stops no other. A run that is stopped is taken up where it was by the next.

    Args:
        project: The project.
        job: What to make.
        executor: Who makes it.
        wishes: How.
        told: Is called with what became of each record.

    Raises:
        InputError: The register cannot be read, a record or rule of the project has faults, a checklist is asked for
            where there are no rules, or an input changed during the run (E144).
        OutputError: The folder cannot be written.
        BusyError: Another run writes there.
    """
    inputs = _inputs(project, wishes.register)
    texts = {each.id: each.through or "as filed" for each in (project.plan, *project.forms)}
    manifest = Manifest(inputs=inputs, outputs={}, texts=texts, versions=makers())
    with files.lock(wishes.folder, locking=wishes.locking):
        books = Books(folder=wishes.folder, job=job.key, manifest=manifest, raw=wishes.raw)
        judged = _judged(project, job, wishes)
        books.open(overwrite=wishes.overwrite)
        if judged and wishes.force:
            books.forced = {name: judged.codes(name) for name in judged.stopped}
        report = Report(counts=books.counts, changed=books.changed, forced=books.forced)
        asked = set(wishes.only)
        for results in _results(job, executor, wishes, books, judged):
            books.enter(results)
            for result in results:
                asked.discard(result.id)
                report.problems += result.problems
                told(result)
        report.unknown = tuple(sorted(asked))
        if wishes.fail_fast and books.counts["failed"]:
            return report
        _unchanged(inputs, _inputs(project, wishes.register))
        books.close(partial=bool(wishes.only))
        report.finished = True
    return report


def _judged(project: Project, job: GrantJob, wishes: Wishes) -> Judged | None:
    """Hold the records against the plan's rules; kept whole only where checklists are to be made of it."""
    if project.rules is None:
        if job.checklist:
            pack_of(project)  # refuses, and says what to do
        return None
    judged = judge_register(project, wishes.register, only=wishes.only)
    return judged if job.checklist or judged is None else judged.brief()


def _results(
    job: GrantJob, executor: Executor, wishes: Wishes, books: Books, judged: Judged | None
) -> Iterator[list[Result]]:
    """Yield what became of the records, written where they belong."""
    pace = Pace(chunk=wishes.chunk or (20 if "pdf" in job.formats else 500), fail_fast=wishes.fail_fast)
    handed_back = bool(wishes.archive) or wishes.far
    before = {} if wishes.archive else books.before
    target = Target(folder=None if handed_back else wishes.folder, overwrite=wishes.overwrite)
    ordered = orders(
        wishes.register,
        before,
        only=wishes.only,
        stopped=judged.stopped if judged and not wishes.force else {},
        checklist=judged.checklist_of if judged and job.checklist else lambda _: None,
    )
    made = run(ordered, job, executor, target, pace=pace)
    if wishes.archive:
        with Archive.open(wishes.folder / wishes.archive) as archive:
            for results in made:
                archive.add(results)
                yield _without_contents(results)
        return
    for results in made:
        yield (
            write_results(wishes.folder, results, overwrite=wishes.overwrite, before=before) if wishes.far else results
        )


def _without_contents(results: Iterable[Result]) -> list[Result]:
    return [replace(result, contents=()) for result in results]


def _inputs(project: Project, register: Path) -> dict[str, str]:
    return {**hashes(project), f"register {register.name}": digest_of(register)}


def _unchanged(before: dict[str, str], now: dict[str, str]) -> None:
    changed = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    if changed:
        what = f"{', '.join(changed)} changed while the papers were made"
        raise InputError((Problem(code="E144", what=what, remedy="run again; what is finished is kept"),))
