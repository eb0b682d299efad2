"""The verb `init`: a new project folder with a small plan that works from the first minute."""

from __future__ import annotations

from pathlib import Path

import click

from engross.cli import options, terminal


@click.command(short_help="Make a new project folder.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--name", metavar="NAME", default="", help="What the project is called (default: the folder's name).")
@options.force
@options.dry_run
def command(folder: Path, name: str, *, force: bool, dry_run: bool) -> None:
    """Make a new project folder: a small made-up plan, an amendment, forms, a grant and their JSON Schemas.

    It works from the first minute; replace the made-up words by your own.

    \b
        engross init options                 makes options/ with a project in it
        cd options && engross consolidate    the plan as it reads today
        engross init --dry-run               names the files, makes none
    """
    from engross.cli.schema import kinds, written
    from engross.reading.starter import new_project

    contents = new_project(name or folder.absolute().name)
    project = contents.pop("engross.yaml")
    contents |= {f"schemas/{short}.json": written(kind) for short, kind in kinds().items()}
    contents["engross.yaml"] = project  # last: a folder is no project before it is whole
    standing = [path for path in contents if (folder / path).exists()]
    if standing and not force:
        what = f"{len(standing)} of the project's files stand there already: {', '.join(standing[:5])}"
        raise terminal.refuse("E142", what, "choose an empty folder, or say `--force` to write over them")
    if not dry_run:
        from engross.paper import files

        files.write_all(folder, [(path, content.encode()) for path, content in contents.items()], mode=0o644)
    terminal.deliver("".join(f"{folder / path}\n" for path in contents), None)
