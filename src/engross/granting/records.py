"""Read grant records from YAML files: every fault of every file named at once, and no number given twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path

from engross.granting.grammar import GRANT_KIND
from engross.granting.record import Grant
from engross.problems import InputError, Problem
from engross.reading.files import read_text
from engross.reading.registers import read_register

REGISTERS = (".jsonl", ".ndjson", ".csv", ".xlsx")
"""How the names of files end that hold many records."""


def read_grant(path: str | PathLike[str], *, partial: bool = False) -> Grant:
    """Read one grant record.

    Args:
        path: The file; ``-`` is the standard input.
        partial: True keeps what could be read of a faulty record, with its faults, so that a draft can be made.

    Raises:
        InputError: The file has faults; all of them are named.
    """
    return parse_grant(read_text(path), fspath(path), partial=partial)


def parse_grant(text: str, file: str = "-", *, partial: bool = False) -> Grant:
    """Read one grant record from the text of a file; as :func:`read_grant`."""
    outcome = GRANT_KIND.read(text, file, partial=partial)
    faults = tuple(problem for problem in outcome.problems if problem.severity == "error")
    if not isinstance(outcome.value, Grant) or (faults and not partial):
        raise InputError(outcome.problems)
    warnings = tuple(problem for problem in outcome.problems if problem.severity != "error")
    return replace(outcome.value, faults=faults, warnings=warnings) if outcome.problems else outcome.value


def read_grants(paths: Iterable[str | PathLike[str]]) -> tuple[Grant, ...]:
    """Read grant records, in the order of the files.

    Args:
        paths: YAML files of one record each, or registers of many (:data:`REGISTERS`).

    Raises:
        InputError: Files have faults, or two records have one number; all of it is named.
    """
    grants: list[Grant] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            if fspath(path).lower().endswith(REGISTERS):
                grants += read_rows(Path(path), problems)
            else:
                grants.append(read_grant(path))
        except InputError as error:
            problems += error.problems
    problems += twice(grants)
    if problems:
        raise InputError(tuple(problems))
    return tuple(grants)


def read_rows(register: Path, problems: list[Problem]) -> Iterator[Grant]:
    """Yield the grants of a register.

    Args:
        register: The file.
        problems: What is wrong with a row is added to these, and the row left out.

    Raises:
        InputError: The file as a whole cannot be read.
    """
    for row in read_register(register):
        outcome = GRANT_KIND.take(row, row=True)
        faults = [problem for problem in outcome.problems if problem.severity == "error"]
        if isinstance(outcome.value, Grant) and not faults:
            yield replace(outcome.value, warnings=outcome.problems) if outcome.problems else outcome.value
        else:
            problems += outcome.problems


def twice(grants: Iterable[Grant]) -> list[Problem]:
    """Return a problem for each record whose number another has already, naming both places."""
    seen: dict[str, Grant] = {}
    found = []
    for grant in grants:
        first = seen.setdefault(grant.custom_id, grant)
        if first is not grant:
            what = f"{grant.custom_id} is given to two records (first at {first.source})"
            found.append(
                Problem(
                    code="E104",
                    what=what,
                    remedy="give each grant a number of its own",
                    source=grant.stands_at("custom_id"),
                    place="custom_id",
                )
            )
    return found
