"""The lint of a project's packet: its plan as of a day, its forms and its amendments, held together."""

from __future__ import annotations

from collections.abc import Iterable

from engross.clauses.clause import Text
from engross.linting.finding import Finding
from engross.linting.lint import graver, lint, unanswered
from engross.linting.settings import LINT, Settings
from engross.reading import files
from engross.reading.project import Project

LINT_FILE = "lint.yaml"


def settings_of(project: Project) -> Settings:
    """Return what the project's lint.yaml says; nothing where there is none.

    Raises:
        InputError: The file has faults.
    """
    file = project.root / LINT_FILE
    if not file.is_file():
        return Settings()
    settings: Settings = LINT.read(files.read_text(file), str(file)).checked()
    return settings


def packet_findings(
    project: Project, plan: Text, *, also: Iterable[str] = (), final: bool = False
) -> tuple[Finding, ...]:
    """Return what the lint finds in a project's texts and nobody lets stand, whatever its severity.

    Args:
        project: The project.
        plan: Its plan as of the day that counts.
        also: Checks to run besides, those of style.
        final: True for papers to be signed.

    Raises:
        InputError: lint.yaml has faults, or names an unknown check.
    """
    settings = settings_of(project)
    texts = (plan, *project.forms, *(each.text for each in project.instruments))
    found = lint(texts, final=final, level="info", also=also, former=(project.plan,))
    return unanswered(graver(found, dict(settings.severity or {})), settings.ignore)
