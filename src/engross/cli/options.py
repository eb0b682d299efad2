"""The options that verbs share, with their meaning in one place, and what the shell completes for them."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from engross.cli import terminal

if TYPE_CHECKING:
    from engross.problems import Problem
    from engross.reading.project import Project


class Day(click.ParamType[date]):
    """A day written 2005-02-03; other ways to write one are ambiguous and refused."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            self.fail(f"{value!r} is not a day written YYYY-MM-DD; write 2005-02-03", param, ctx)
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            self.fail(f"there is no day {value}: {error}", param, ctx)


class Completed(click.ParamType[str]):
    """Text for which the shell offers what the project holds: addresses, versions or grants."""

    def __init__(self, name: str, kind: str) -> None:
        """Name it for the help page and say what to offer."""
        self.name, self.kind = name, kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it as it is; the verb itself says what is wrong with it."""
        del param, ctx
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer what begins as typed; silent where there is no project."""
        del ctx, param
        from engross.cli.completion import offers

        return [CompletionItem(each, help=told) for each, told in offers(self.kind) if each.startswith(incomplete)]


ADDRESS = Completed("ADDRESS", "address")
VERSION = Completed("VERSION", "version")
GRANT = Completed("GRANT", "grant")

json_output = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
output = click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of stdout ('-' is stdout).")
force = click.option("--force", is_flag=True, help="Write over what stands there.")
let_through = click.option("--force", is_flag=True, help="Let papers through that fail the plan's own rules.")
overwrite = click.option("--overwrite", is_flag=True, help="Write over what stands there, even if changed by hand.")
dry_run = click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
as_of = click.option("--as-of", type=Day(), metavar="DAY", help="The text of this day, YYYY-MM-DD (default: today).")
project = click.option("-C", "--project", "folder", type=click.Path(path_type=Path, exists=True), default=Path(),
                       help="Work as if started in this folder.")  # fmt: skip


_SUFFIXES = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".docx": "docx",
    ".pdf": "pdf", ".json": "json", ".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".svg": "svg",
}  # fmt: skip


def format_of(path: str | None, known: Collection[str], *, otherwise: str) -> str:
    """Return the format that the name of a result's file asks for.

    Args:
        path: The file; None or ``-`` for stdout.
        known: The formats the verb makes.
        otherwise: What goes to stdout, and into a file without a suffix.

    Raises:
        InputError: The verb makes nothing of that kind; other contents under such a name would mislead.
    """
    suffix = Path(path).suffix.lower() if path and path != "-" else ""
    if not suffix:
        return otherwise
    if (form := _SUFFIXES.get(suffix, "")) in known:
        return form
    from engross.cli.terminal import refuse

    raise refuse("E024", f"nothing is made of the kind {suffix}, which {path} asks for",
                 f"name another file, or say --format: {', '.join(known)}")  # fmt: skip


def open_project(folder: Path) -> Project:
    """Read the project that a folder belongs to; what a person should look at in it is said, once.

    Raises:
        InputError: There is none, or its files have faults; all of them are named.
    """
    from engross.reading.project import read_project

    project = read_project(folder)
    context = click.get_current_context(silent=True)
    said: set[Problem] = context.meta.setdefault("engross.said", set()) if context else set()
    terminal.say(*(problem for problem in project.warnings if problem not in said))
    said.update(project.warnings)
    return project
