"""The project folder: found by walking up to engross.yaml, read whole, every fault of every file told together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engross.clauses.clause import Text
from engross.instruments.instrument import Instrument
from engross.problems import InputError, Problem, Source
from engross.reading import files
from engross.reading.amendment_kind import AMENDMENT
from engross.reading.asking import nearest
from engross.reading.kind import Kind, Outcome
from engross.reading.project_kind import PROJECT, Contents, LeapDay
from engross.reading.text_kind import TEXT

PROJECT_FILE = "engross.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project as read.

    Args:
        root: Its folder.
        name: What it is called.
        plan: The plan as adopted.
        instruments: Its amendments, in their order.
        forms: Its forms, in the order of a packet.
        grants: The files of its grant records, in order of their names; they are read by who needs them.
        rules: The file of the plan's own rules; None for none.
        template: The Word template that gives papers their look; None for the house's own.
        output: The folder papers go to.
        leap_day: Where 29 February falls in a year without one; None for what the plan's rules say.
        files: Every file that was read, engross.yaml first.
        warnings: What was found that does not stop the work.
    """

    root: Path
    name: str
    plan: Text
    instruments: tuple[Instrument, ...] = ()
    forms: tuple[Text, ...] = ()
    grants: tuple[Path, ...] = ()
    rules: Path | None = None
    template: Path | None = None
    output: Path
    leap_day: LeapDay | None = None
    files: tuple[Path, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def form(self, name: str) -> Text:
        """Return a form by its id or, where one form alone is of it, its kind: ``agreement``.

        Raises:
            InputError: There is none; those there are are named.
        """
        found = [each for each in self.forms if each.id == name] or [each for each in self.forms if each.kind == name]
        if len(found) == 1:
            return found[0]
        known = tuple(each.id for each in self.forms)
        what = f"the project has no form `{name}`" if not found else f"several forms are of kind `{name}`"
        told = f"the forms are {', '.join(known)}" if known else "name one under `forms` in engross.yaml"
        source = Source(file=str(self.root / PROJECT_FILE))
        raise InputError((Problem(code="E108", what=what, remedy=told, source=source,
                                  candidates=nearest(name, known)),))  # fmt: skip


def find_root(start: str | os.PathLike[str] = ".") -> Path:
    """Return the folder of the project that a folder or file belongs to: the nearest above with engross.yaml.

    Raises:
        InputError: There is none.
    """
    begin = Path(start).absolute()
    for folder in (begin, *begin.parents):
        if _is_file(folder / PROJECT_FILE):
            return folder
    what = f"no {PROJECT_FILE} here or in any folder above"
    source = Source(file=os.fspath(start))
    raise InputError((Problem(code="E018", what=what, remedy="go to a project's folder, or make one: engross init",
                              source=source),))  # fmt: skip


def read_project(path: str | os.PathLike[str] = ".") -> Project:
    """Read the project that a folder or file belongs to.

    Raises:
        InputError: There is none, or its files have faults; all of them are told.
    """
    return _Reader(find_root(path)).project()


class _Reader:
    """One reading of a project's files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.read: list[Path] = []

    def project(self) -> Project:
        """Return the project."""
        outcome = self._outcome(PROJECT_FILE, PROJECT)
        contents = outcome.value if outcome else None
        if not outcome or not isinstance(contents, Contents):
            raise InputError(tuple(self.problems))
        plan = self._value(contents.plan, TEXT, outcome, "plan")
        instruments = [self._value(each, AMENDMENT, outcome, f"amendments.{count}")
                       for count, each in enumerate(contents.amendments, 1)]  # fmt: skip
        forms = [self._value(each, TEXT, outcome, f"forms.{name}") for name, each in (contents.forms or {}).items()]
        grants = tuple(self._matching(contents, outcome))
        others = {name: self._existing(getattr(contents, name), outcome, name) for name in ("rules", "template")}
        texts = [each for each in (plan, *forms) if isinstance(each, Text)]
        made = [each for each in instruments if isinstance(each, Instrument)]
        if len(texts) == 1 + len(forms) and len(made) == len(instruments):  # else the ids are not known yet
            self.problems += _strangers(texts, made)
        errors = [each for each in self.problems if each.severity == "error"]
        if errors or not isinstance(plan, Text):
            raise InputError(tuple(self.problems))
        return Project(
            root=self.root,
            name=contents.name,
            plan=plan,
            instruments=tuple(made),
            forms=tuple(texts[1:]),
            grants=grants,
            rules=others["rules"],
            template=others["template"],
            output=self.root / contents.output,
            leap_day=contents.leap_day or None,
            files=tuple(self.read),
            warnings=tuple(self.problems),
        )

    def _value(self, path: str, kind: Kind, project: Outcome, field: str) -> Text | Instrument | None:
        if not self._existing(path, project, field):
            return None
        outcome = self._outcome(path, kind)
        value = outcome.value if outcome else None
        return value if isinstance(value, Text | Instrument) else None

    def _outcome(self, path: str, kind: Kind) -> Outcome | None:
        place = self.root / path
        shown = as_given(place)
        try:
            written = files.read_text(place)
        except InputError as error:
            self.problems += (_at(each, shown) for each in error.problems)
            return None
        outcome = kind.read(written, shown)
        self.read.append(place)
        self.problems += outcome.problems
        return outcome

    def _existing(self, path: str, project: Outcome, field: str) -> Path | None:
        """Return a file's place, or note at the line of engross.yaml that names it that there is none."""
        if not path:
            return None
        place = self.root / path
        if _is_file(place):
            return place
        siblings = tuple(each.name for each in place.parent.iterdir()) if place.parent.is_dir() else ()
        near = tuple(str(Path(path).parent / each) for each in nearest(place.name, siblings)[:1])
        self.problems.append(Problem(code="E001", what=f"no such file: {path}", remedy="check the path",
                                     source=project.document.source_at(field), place=field,
                                     candidates=near))  # fmt: skip
        return None

    def _matching(self, contents: Contents, project: Outcome) -> Iterator[Path]:
        seen: set[Path] = set()
        for count, pattern in enumerate(contents.grants, 1):
            try:
                found = sorted(each for each in self.root.glob(pattern) if _is_file(each))
            except ValueError as error:
                self.problems.append(Problem(code="E025", what=f"`{pattern}` is no pattern: {error}",
                                             remedy="write one like grants/*.yaml", place=f"grants.{count}",
                                             source=project.document.source_at(f"grants.{count}")))  # fmt: skip
                continue
            if not found and not set(pattern) & set("*?["):
                self._existing(pattern, project, f"grants.{count}")
            for each in found:
                if each not in seen:
                    seen.add(each)
                    yield each


def _is_file(place: Path) -> bool:
    """Say whether a file stands there; False too for a name no file can have and a folder that may not be entered."""
    try:
        return place.is_file()
    except (OSError, ValueError):
        return False


def as_given(place: Path) -> str:
    """Return a path as a person in this folder would write it."""
    try:
        return str(place.relative_to(Path.cwd()))
    except ValueError:
        return str(place)


def _at(problem: Problem, file: str) -> Problem:
    source = problem.source or Source(file=file)
    where = Source(file=file, line=source.line, column=source.column, excerpt=source.excerpt)
    return Problem(code=problem.code, what=problem.what, remedy=problem.remedy, source=where)


def _strangers(texts: list[Text], instruments: list[Instrument]) -> Iterator[Problem]:
    """Yield a problem for each id that two files share, and for each amendment of a text that is not there."""
    first: dict[str, Source | None] = {}
    everything: tuple[Text | Instrument, ...] = (*texts, *instruments)
    for each in everything:
        if each.id in first:
            what = f"the id `{each.id}` names two texts of the project (first in {_file(first[each.id])})"
            yield Problem(code="E026", what=what, remedy="give each text an id of its own", source=each.source)
        first.setdefault(each.id, each.source)
    for instrument in instruments:
        if instrument.amends not in first:
            near = nearest(instrument.amends, tuple(first))
            what = f"it amends `{instrument.amends}`, and no text of the project has that id"
            yield Problem(code="E109", what=what, remedy="" if near else "name the text by its id", place="amends",
                          source=instrument.source, candidates=near)  # fmt: skip


def _file(source: Source | None) -> str:
    return source.file if source else "the project"
