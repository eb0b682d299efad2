"""Find the record a person means: the number of one of the project's grants, or a record's file."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from engross.granting.record import Grant
from engross.granting.records import read_grant, read_grants
from engross.problems import InputError, Problem
from engross.reading.project import Project


def grant_named(project: Project, name: str, *, draft: bool = False) -> Grant:
    """Return the record a name stands for.

    Args:
        project: The project.
        name: A number, or a path of a YAML file.
        draft: True takes a record with faults too, as far as it could be read.

    Raises:
        InputError: There is no such record, or it has faults.
    """
    if Path(name).suffix.lower() in (".yaml", ".yml"):
        return read_grant(name, partial=draft)
    records = tuple(read_grant(path, partial=True) for path in project.grants) if draft else read_grants(project.grants)
    for record in records:
        if record.custom_id == name:
            return record
    known = tuple(record.custom_id for record in records)
    raise InputError((no_grant(name, known),))


def no_grant(name: str, known: tuple[str, ...]) -> Problem:
    """Return the problem of a number no record has."""
    return Problem(
        code="E106",
        what=f"no grant has the number {name}",
        remedy="name a record under `grants` in engross.yaml, or a record's file",
        candidates=tuple(get_close_matches(name, known)),
    )
