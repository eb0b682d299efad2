"""What the shell offers while a command is typed: addresses, versions and grants of the project here."""

from __future__ import annotations

from collections.abc import Iterator

from engross.problems import EngrossError


def offers(kind: str) -> list[tuple[str, str]]:
    """Return what may stand here with a word on each; nothing where there is no project, or one with faults.

    Args:
        kind: ``address``, ``version`` or ``grant``.
    """
    try:
        match kind:
            case "address":
                return list(_addresses())
            case "version":
                return list(_versions())
            case _:
                return list(_grants())
    except (EngrossError, OSError):
        return []


def _addresses() -> Iterator[tuple[str, str]]:
    from engross.amending.consolidate import consolidate
    from engross.clauses.addresses import Index
    from engross.reading.project import read_project

    project = read_project()
    index = Index(consolidate(project.plan, project.instruments).root)
    for clause in index.root.walk():
        if clause.label:
            yield index.citation(clause.id), (clause.heading or clause.text)[:60]


def _versions() -> Iterator[tuple[str, str]]:
    from engross.reading.project import read_project

    yield "@adopted", "as adopted"
    for instrument in read_project().instruments:
        dated = instrument.effect.dated
        yield f"@{instrument.number or instrument.id}", f"after {instrument.name}"
        if dated:
            yield f"@{dated.date}", f"as of the day {instrument.name} takes effect"


def _grants() -> Iterator[tuple[str, str]]:
    from engross.reading.project import read_project

    for file in read_project().grants:
        yield file.stem, str(file.name)
