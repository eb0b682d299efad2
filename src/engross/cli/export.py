"""engross export: write records in another format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from engross.cli import options, terminal


@click.group("export", short_help="Write records in another format.")
def command() -> None:
    """Write records in another format.

    \b
        engross export ocf -o ocf/            Open Cap Table 1.2.0
    """


@command.command("ocf", short_help="Open Cap Table 1.2.0.")
@click.option("-o", "--output", required=True, metavar="PATH", help="A folder, or an archive whose name ends in .zip.")
@options.as_of
@options.dry_run
@options.force
@options.project
def ocf(output: str, as_of: date | None, folder: Path, *, dry_run: bool, force: bool) -> None:
    """Write the project's grants as Open Cap Table 1.2.0 objects.

    Plan, stock class, stakeholders, issuances, acceptances, exercises, cancellations and returns to the pool. What the
    format has no place for goes into comments, from which `engross import ocf` takes it back. The stock class and the
    manifest need facts a plan may not tell (authorised shares, votes, seniority, the issuer's formation): declare
    them in the plan's pack; until then they are left out, and said.

    \b
        engross export ocf -o ocf/
        engross export ocf -o grants.ocf.zip --as-of 2006-12-31
    """
    from engross.granting.ocf import export_ocf
    from engross.granting.shelf import take_down

    shelf = take_down(options.open_project(folder))
    day = as_of or date.today()  # noqa: DTZ011 - the day where the user sits
    package = export_ocf(shelf.grants, shelf.plan, as_of=day)
    made = (
        {output: package.zipped()}
        if output.endswith(".zip")
        else {str(Path(output, name)): content for name, content in package.files().items()}
    )
    for path, content in made.items():
        if not dry_run:
            terminal.deliver(content, path, force=force)
        click.echo(f"{path}  {len(content):,} bytes")
    terminal.say(*package.problems)
    if any(problem.severity == "error" for problem in package.problems):
        raise click.exceptions.Exit(terminal.FINDINGS)
