"""Versions named on the command line: of the project's plan by amendment or day, or of any file that holds a text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engross.amending.consolidate import Consolidation
    from engross.clauses.clause import Text

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
    from engross.amending.history import version
    from engross.cli.options import open_project

    project = open_project(folder)
    today = f"@{date.today()}"  # noqa: DTZ011 - the day where the user sits
    return version(today if name == "@today" else name, project.plan, project.instruments, literal=literal)


def _from_file(path: str) -> Text:
    suffix = Path(path).suffix.lower()
    if suffix in (".yaml", ".yml"):
        from engross.reading.kinds import read_text_yaml

        return read_text_yaml(path)
    from engross.reading.filed import read_file

    return read_file(path)
