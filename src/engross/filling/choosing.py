"""Find the record a person means: the number of one of the project's grants, or a record's file."""

from __future__ import annotations

from pathlib import Path

from engross.granting.record import Grant
from engross.granting.records import read_grant, read_grants
from engross.granting.shelf import unknown_grant
from engross.problems import InputError
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
    raise InputError((unknown_grant(name, known),))
