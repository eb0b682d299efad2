"""A project's grants held against its plan's rules before papers are made: what stops a packet, and its checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engross.fill.closing import closing_document
from engross.granting.check import check, ledger_of, plan_of, stopping
from engross.granting.checklist import checklist
from engross.granting.ledger import Ledger
from engross.granting.record import Grant
from engross.granting.records import read_grants
from engross.granting.results import Result
from engross.granting.shelf import Shelf, pack_of
from engross.paper.document import Document
from engross.problems import Problem
from engross.reading.project import Project

_PROVED = {
    "read back": (True, "every copy was read back word for word before it was given its name"),
    "properties": (True, "set by engross: title, subject, company; no person, no time"),
    "form": (True, "the words are the form's; only its blanks are filled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A project's grants with what the rules say of them.

    Args:
        shelf: The grants and their plan.
        results: Of all grants, for the reserve is one.
        ledger: The ledger; None where the reserve is not known.
        stopped: By grant, what stops its packet.
    """

    shelf: Shelf
    results: tuple[Result, ...]
    ledger: Ledger | None
    stopped: Mapping[str, tuple[Problem, ...]]

    def checklist(self, grant: Grant) -> Document:
        """Return the closing checklist of a grant's packet."""
        plan = self.shelf.plan
        items = checklist(grant, self.results, plan, ledger=self.ledger, proved=_PROVED)
        version = plan.versions.on(grant.grant_date)
        return closing_document(grant, items, version.text.name if version else "")


def judge(project: Project, grants: Sequence[Grant]) -> Judged | None:
    """Hold a project's grants against its plan's rules; None where the project names none.

    Args:
        project: The project.
        grants: All its grants.

    Raises:
        InputError: The file of rules has faults.
    """
    if project.rules is None:
        return None
    plan = plan_of(project.plan, pack_of(project), instruments=project.instruments, forms=project.forms)
    results = check(grants, plan)
    return Judged(shelf=Shelf(grants=tuple(grants), plan=plan), results=results, ledger=ledger_of(grants, plan),
                  stopped=stopping(results))  # fmt: skip


def stops(project: Project, grant: Grant) -> tuple[Problem, ...]:
    """Return what stops the packet of one grant, held beside the project's others, for the reserve is one.

    Raises:
        InputError: Another record of the project, or its file of rules, has faults.
    """
    others = [other for other in read_grants(project.grants) if other.custom_id != grant.custom_id]
    judged = judge(project, (*others, grant))
    return judged.stopped.get(grant.custom_id, ()) if judged else ()
