"""Versions named on the command line: of the project's plan by amendment or day, or of any file that holds a text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engross.cli.terminal import refuse

if TYPE_CHECKING:
    from engross.amending.consolidate import Consolidation
    from engross.clauses.clause import Text
    from engross.reading.project import Project

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
HELP = "@adopted, @1 (after Amendment No. 1), @latest, a day (@2005-02-03), or a file (.yaml, .txt, .docx; - for stdin)"


def read_version(name: str, folder: Path, *, literal: bool = False) -> Text:
    """Return the text a name stands for.

    Args:
        name: A version of the plan, or a path.
        folder: Where the project is looked for.
        literal: True carries amendments out to the letter.

    Raises:
        InputError: It names nothing, or the file has faults.
    """
    return derive_version(name, folder, literal=literal).text if name.startswith("@") else _from_file(name)


def derive_version(name: str, folder: Path, *, literal: bool = False) -> Consolidation:
    """Return a version of the project's plan with the instruments that made it.

    Raises:
        InputError: There is no such version.
    """
    from engross.amending.consolidate import derive
    from engross.cli.options import open_project

    project = open_project(folder)
    asked = name.removeprefix("@")
    if _DAY.fullmatch(asked):
        return derive(project.plan, project.instruments, as_of=_day(asked), literal=literal)
    if asked == "latest":
        return derive(project.plan, project.instruments, literal=literal)
    if asked == "today":
        today = date.today()  # noqa: DTZ011 - the day where the user sits
        return derive(project.plan, project.instruments, as_of=today, literal=literal)
    if asked == "adopted":
        return derive(project.plan, (), literal=literal)
    if asked.isdigit() and any(each.number == int(asked) for each in project.instruments):
        chosen = [each for each in project.instruments if 0 < each.number <= int(asked)]
        return derive(project.plan, chosen, literal=literal)
    raise refuse("E108", f"the plan has no version {name}", f"write {HELP}", candidates=_known(project))


def _known(project: Project) -> tuple[str, ...]:
    return ("@adopted", *[f"@{each.number}" for each in project.instruments if each.number])


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise refuse("E108", f"there is no day {written}: {error}", "write a day as @2005-02-03") from error


def _from_file(path: str) -> Text:
    suffix = Path(path).suffix.lower()
    if suffix in (".yaml", ".yml"):
        from engross.reading.kinds import read_text_yaml

        return read_text_yaml(path)
    from engross.reading.filed import read_file

    return read_file(path)
