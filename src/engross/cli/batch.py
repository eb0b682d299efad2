"""The verb `batch`: the papers of a whole register of grants."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from engross.filling.batch import Format

MOST_JOBS = 64
SHOWN = 20


@click.command("batch")
@click.argument("register", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path),
    help="The folder to write to (default: output/REGISTER).",
)
@click.option(
    "--format", "formats", default="docx,pdf", metavar="LIST", help="docx (each form), pdf (the packet), or both."
)
@click.option("--form", "forms", multiple=True, metavar="NAME", help="Fill this form alone; may be given again.")
@click.option("--only", metavar="LIST", help="Make the papers of these numbers alone: NSO-0001,NSO-0002.")
@click.option("--jobs", type=click.IntRange(1, MOST_JOBS), help="How many workers (default: one for each core).")
@click.option("--archive", is_flag=True, help="Write one zip file instead of folders of a thousand.")
@click.option("--checklist", is_flag=True, help="Add the closing checklist beside each packet.")
@click.option(
    "--anchors",
    type=click.Choice(("none", "docusign", "adobe", "dropbox")),
    default="none",
    help="Print invisible marks by which a signing service finds the lines.",
)
@click.option("--fail-fast", is_flag=True, help="Stop at the first record that fails.")
@click.option("--seconds", type=click.FloatRange(1, 3600), default=60.0, help="How long one record may take.")
@click.option("--memory", type=click.IntRange(256, 65536), default=2048, help="How many MB a worker may use.")
@click.option(
    "--cluster", "scheduler", metavar="ADDRESS", help="Use a Dask scheduler: tls://HOST:PORT or tcp://127.0.0.1:PORT."
)
@click.option("--tls-ca", type=click.Path(path_type=Path), help="For tls: the authority's certificate.")
@click.option("--tls-cert", type=click.Path(path_type=Path), help="For tls: our certificate.")
@click.option("--tls-key", type=click.Path(path_type=Path), help="For tls: our key.")
@click.option("--template-csv", is_flag=True, help="Write a CSV to fill in instead: to REGISTER, or stdout.")
@click.option(
    "--raw", is_flag=True, help="Write cells of register.csv as they are, even if a spreadsheet may run them."
)
@click.option("--no-lock", is_flag=True, help="Go without the lock, on a file system that has none.")
@options.let_through
@options.overwrite
@options.json_output
@options.project
def command(*, register: Path | None, folder: Path, template_csv: bool, forms: tuple[str, ...], **wishes: Any) -> None:
    """Make the papers of a whole register of grants.

    REGISTER is YAML (a list of records), JSON Lines (one a line), CSV or XLSX (columns named by dotted paths). A
    record that fails stops no other; why is told at the end and in register.csv, and the exit code is 1. All records
    are held against the plan's own rules first, beside the project's, for the reserve is one: one that fails them has
    no papers, unless --force lets it through and marks it in manifest.json. Run again after a stop or a change: only
    what is missing or changed is made.

    \b
        engross batch --template-csv grants.csv
        engross batch grants.csv -o packets
        engross batch grants.jsonl --format docx --form agreement --jobs 8
        engross batch grants.yaml --only NSO-0007,NSO-0012
        engross batch grants.jsonl --cluster tcp://127.0.0.1:8786
    """
    project = options.open_project(folder)
    if template_csv:
        from engross.filling.batch import columns
        from engross.paper.cells import csv_line

        head = csv_line(columns(project, forms))
        terminal.deliver(head, str(register) if register else None, force=wishes["overwrite"], by="--overwrite")
        return
    if register is None:
        raise click.UsageError("Missing argument 'REGISTER'.")
    _run(project, register, forms, wishes)


def _run(project: Any, register: Path, forms: tuple[str, ...], wishes: dict[str, Any]) -> None:
    from engross.filling.batch import job_for
    from engross.filling.batching import Wishes, batch
    from engross.reading.registers import about

    job = job_for(project, formats=_formats(wishes["formats"]), forms=forms, anchors=wishes["anchors"],
                  checklist=wishes["checklist"])  # fmt: skip
    told = Wishes(
        register=register,
        folder=wishes["output"] or project.output / register.stem,
        archive=f"{register.stem}.zip" if wishes["archive"] else "",
        only=tuple(name.strip() for name in (wishes["only"] or "").split(",") if name.strip()),
        force=wishes["force"],
        overwrite=wishes["overwrite"],
        fail_fast=wishes["fail_fast"],
        locking=not wishes["no_lock"],
        far=bool(wishes["scheduler"]),
        raw=wishes["raw"],
    )
    total = len(told.only) or about(register)
    with _ends_softly(), _executor(wishes) as executor, _progress(total) as tick:
        report = batch(project, job, executor, told, told=lambda _: tick())
    _tell(report, told.folder, as_json=wishes["as_json"])


def _formats(text: str) -> tuple[Format, ...]:
    from engross.filling.batch import FORMATS

    asked = [each.strip() for each in text.split(",") if each.strip()]
    strange = [each for each in asked if each not in FORMATS]
    if strange or not asked:
        raise terminal.refuse(
            "E023", f"there is no format {', '.join(strange) or 'asked for'}", "write docx, pdf or docx,pdf"
        )
    return tuple(each for each in FORMATS if each in asked)


@contextmanager
def _executor(wishes: dict[str, Any]) -> Iterator[Executor]:
    """Yield who makes the papers; whatever happens, no worker is left behind."""
    if wishes["scheduler"]:
        from engross.paper.cluster import Certificates, cluster

        certificates = Certificates(authority=wishes["tls_ca"], own=wishes["tls_cert"], key=wishes["tls_key"])
        with cluster(wishes["scheduler"], certificates) as executor:
            yield executor
        return
    from engross.paper.pool import Limits, WorkerPool

    limits = Limits(memory=wishes["memory"] * 1024**2, seconds=wishes["seconds"], processor=int(wishes["seconds"]))
    pool = WorkerPool(workers=wishes["jobs"] or min(os.cpu_count() or 1, MOST_JOBS), limits=limits)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _ends_softly() -> Iterator[None]:
    """Let a request to end (SIGTERM) end the run as Ctrl-C does."""

    def end(number: int, frame: object) -> None:
        del frame
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[], None]]:
    """Show how many records are done, how fast and how long it will take; on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=terminal.console(stderr=True), refresh_per_second=4) as bar:
        task = bar.add_task("records", total=total, rate="")

        def tick() -> None:
            bar.advance(task)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"{speed:,.0f}/s" if speed else "")

        yield tick


def _tell(report: Any, folder: Path, *, as_json: bool) -> None:
    """Say what the batch came to; 1 where a record failed."""
    if as_json:
        import json

        failed = [{"code": each.code, "what": each.what, "source": str(each.source or "")} for each in report.problems]
        told = {
            **report.counts, "folder": str(folder), "changed": report.changed, "forced": report.forced,
            "problems": failed,
        }  # fmt: skip
        terminal.deliver(json.dumps(told, indent=2, ensure_ascii=False), None)
    else:
        for line in report.changed[:SHOWN]:
            click.echo(f"since the last batch: {line}", err=True)
        terminal.say(*report.problems[:SHOWN])
        more = len(report.problems) - SHOWN
        if more > 0:
            click.echo(f"and {more:,} more; register.csv in {folder} has them all", err=True)
        for name in report.unknown:
            click.echo(f"the register has no record {name}", err=True)
        if report.forced:
            click.echo(
                f"{len(report.forced):,} let through against the plan's rules; manifest.json marks them", err=True
            )
        counts = report.counts
        click.echo(
            f"{counts['made']:,} made, {counts['kept']:,} unchanged, {counts['failed']:,} failed in {folder}", err=True
        )
    if report.counts["failed"] or report.unknown:
        raise click.exceptions.Exit(terminal.FINDINGS)
