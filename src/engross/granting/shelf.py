"""What a project holds for its grants: the records and the plan with its rules, read with all their faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from os import PathLike

from engross.granting.check import Plan, plan_of
from engross.granting.pack import Pack
from engross.granting.pack_grammar import read_pack
from engross.granting.record import Grant
from engross.granting.records import REGISTERS, read_grants
from engross.problems import InputError, Problem, Source
from engross.reading.project import PROJECT_FILE, Project, as_given


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A project's grants with their plan.

    Args:
        grants: The records, in the order of their files.
        plan: The plan on every day, its pack and its forms.
    """

    grants: tuple[Grant, ...]
    plan: Plan

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a person should look at in the records."""
        return tuple(problem for grant in self.grants for problem in grant.warnings)

    def grant(self, custom_id: str) -> Grant:
        """Return a grant by its number.

        Raises:
            InputError: There is none; those there are are named.
        """
        for grant in self.grants:
            if grant.custom_id == custom_id:
                return grant
        raise InputError((unknown_grant(custom_id, (grant.custom_id for grant in self.grants)),))


def unknown_grant(custom_id: str, known: Iterable[str]) -> Problem:
    """Return the problem of a grant that is not there."""
    there = tuple(known)
    near = tuple(get_close_matches(custom_id, there, n=3)) or there[:3]
    return Problem(code="E108", what=f"the project has no grant {custom_id}", candidates=near,
                   remedy="name a grant by its custom_id")  # fmt: skip


def take_down(project: Project, *, paths: Iterable[str | PathLike[str]] = ()) -> Shelf:
    """Read a project's grants and rules.

    Args:
        project: The project.
        paths: Files of grant records to read in place of the project's own.

    Raises:
        InputError: Records or rules have faults; all are named. Or the project names no file of rules.
        AmendmentRefused: An amendment of the plan cannot be carried out.
    """
    problems: list[Problem] = []
    grants: tuple[Grant, ...] = ()
    pack: Pack | None = None
    try:
        pack = pack_of(project)
    except InputError as error:
        problems += error.problems
    try:
        grants = read_grants(tuple(paths) or [as_given(path) for path in project.grants])
    except InputError as error:
        problems += error.problems
    problems += _strangers(grants, project)
    if problems or pack is None:
        raise InputError(tuple(problems))
    return Shelf(grants=grants, plan=plan_of(project.plan, pack, instruments=project.instruments, forms=project.forms))


def _strangers(grants: Iterable[Grant], project: Project) -> Iterator[Problem]:
    """Yield a problem for each grant of another plan: it would be counted in this plan's reserve."""
    for grant in grants:
        if grant.plan not in ("", project.plan.id):
            what = f"{grant.custom_id} is granted under {grant.plan}; the project's plan is {project.plan.id}"
            yield Problem(
                code="E149",
                what=what,
                remedy="correct `plan`, or keep the record with its own plan's",
                source=grant.stands_at("plan"),
                place="plan",
            )


def pack_of(project: Project) -> Pack:
    """Read a project's plan pack; the project's own policy for 29 February goes before the pack's.

    Raises:
        InputError: The file has faults, or the project names none.
    """
    if project.rules is None:
        source = Source(file=str(project.root / PROJECT_FILE))
        raise InputError((Problem(code="E108", what="the project names no file of rules", source=source, place="rules",
                                  remedy="name the plan's own rules: `rules: plan_text/rules.yaml`"),))  # fmt: skip
    pack = read_pack(as_given(project.rules))
    if pack.plan != project.plan.id:
        what = f"these are the rules of {pack.plan}, the project's plan is {project.plan.id}"
        raise InputError((Problem(code="E149", what=what, remedy="name the rules of the project's plan",
                                  source=pack.source, place="plan"),))  # fmt: skip
    return replace(pack, leap_day=project.leap_day) if project.leap_day else pack


def with_files(project: Project, asked: Iterable[str]) -> tuple[Shelf, tuple[str, ...]]:
    """Read a project's grants, and beside them records that are not in it yet.

    Args:
        project: The project.
        asked: Numbers of its grants, or files of records; a record takes the place of the project's of its number.

    Returns:
        All grants with their plan, and the numbers of those asked for.

    Raises:
        InputError: Records have faults, or a number is not there.
    """
    names = tuple(asked)
    files = [name for name in names if name.lower().endswith((".yaml", ".yml", *REGISTERS)) or name == "-"]
    shelf, numbers = take_down(project), [name for name in names if name not in files]
    there = {grant.custom_id for grant in shelf.grants}
    gone = tuple(unknown_grant(name, sorted(there)) for name in numbers if name not in there)
    if gone:
        raise InputError(gone)
    added = read_grants(files)
    strange = tuple(_strangers(added, project))
    if strange:
        raise InputError(strange)
    fresh = {grant.custom_id for grant in added}
    grants = (*(grant for grant in shelf.grants if grant.custom_id not in fresh), *added)
    return replace(shelf, grants=grants), (*numbers, *(grant.custom_id for grant in added))
