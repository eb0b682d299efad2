"""engross import: read records from another format."""

from __future__ import annotations

from pathlib import Path

import click

from engross.cli import options, terminal


@click.group("import", short_help="Read records from another format.")
def command() -> None:
    """Read records from another format.

    \b
        engross import ocf grants.ocf.zip -o grants/      Open Cap Table 1.2.0
    """


@command.command("ocf", short_help="Open Cap Table 1.2.0.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("-o", "--output", metavar="FOLDER", help="Where the records go (default: grants/ of the project).")
@options.dry_run
@options.force
@options.project
def ocf(paths: tuple[str, ...], output: str | None, folder: Path, *, dry_run: bool, force: bool) -> None:
    """Read grants from Open Cap Table 1.2.0 objects into grant records.

    PATHS are .json files, folders that hold them, or .zip archives. Nothing is guessed: what a record needs and the
    objects do not tell stays open, and what has no place in a record is said.

    \b
        engross import ocf grants.ocf.zip
        engross import ocf StockPlans.ocf.json Stakeholders.ocf.json Transactions.ocf.json -o grants/ --dry-run
    """
    from engross.granting.grammar import GRANT_KIND
    from engross.granting.ocf_reading import import_ocf
    from engross.reading.project import as_given, find_root

    into = Path(output) if output else Path(as_given(find_root(folder) / "grants"))
    imported = import_ocf(paths)
    for grant in imported.grants:
        path = str(into / f"{grant.custom_id}.yaml")
        if not dry_run:
            terminal.deliver(GRANT_KIND.write(grant), path, force=force)
        click.echo(path)
    terminal.say(*imported.notes)
