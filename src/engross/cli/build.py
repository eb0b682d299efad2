"""The verb `build`: every paper of the project, into its output folder."""

from __future__ import annotations

from pathlib import Path

import click

from engross.cli import options, terminal


@click.command("build")
@click.argument("grants", nargs=-1, type=options.GRANT)
@options.project
@options.let_through
@options.overwrite
@options.dry_run
@options.json_output
@click.option("--no-lock", is_flag=True, help="Go without the lock, on a file system that has none.")
def command(
    grants: tuple[str, ...],
    folder: Path,
    *,
    force: bool,
    overwrite: bool,
    dry_run: bool,
    as_json: bool,
    no_lock: bool,
) -> None:
    """Make every paper of the project into its output folder.

    The consolidated plan in every format, what the amendments changed, and for each grant its forms and its packet.
    The same inputs give the same bytes; unchanged files are not written; a file you changed is not written over.
    manifest.json comes last and names every input and output with its SHA-256. A grant that fails the plan's own rules
    stops the build, unless --force lets it through and marks it in the manifest.

    \b
        engross build                        everything
        engross build NSO-0001               the papers of one grant, beside the plan
        engross build --dry-run              say what would be written
    """
    from engross.filling.build import build
    from engross.paper.publish import Rules

    rules = Rules(overwrite=overwrite, dry_run=dry_run, locking=not no_lock)
    built = build(options.open_project(folder), rules=rules, only=grants, force=force)
    published = built.published
    terminal.say(*built.findings)
    if as_json:
        import json

        told = {
            "folder": str(published.folder),
            "written": published.written,
            "unchanged": published.kept,
            "removed": published.removed,
            "grants": built.grants,
        }
        terminal.deliver(json.dumps(told, indent=2), None)
        return
    for path in published.written:
        click.echo(f"{'would write' if dry_run else 'wrote'} {published.folder / path}")
    for path in published.removed:
        click.echo(f"{'would remove' if dry_run else 'removed'} {published.folder / path}")
    counts = f"{len(published.written)} written, {len(published.kept)} unchanged"
    click.echo(f"{counts}; papers of {len(built.grants)} grant{'' if len(built.grants) == 1 else 's'}", err=True)
