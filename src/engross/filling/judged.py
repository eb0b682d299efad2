"""A project's grants held against its plan's rules before papers are made: what stops a packet, and its checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engross.filling.closing import closing_document
from engross.granting.check import check, ledger_of, plan_of, stopping
from engross.granting.checklist import checklist
from engross.granting.ledger import Ledger
from engross.granting.record import Grant
from engross.granting.records import read_grants
from engross.granting.results import Result
from engross.granting.shelf import Shelf, pack_of
from engross.linting.finding import Finding
from engross.linting.packet import packet_findings
from engross.paper.document import Document
from engross.problems import Problem
from engross.reading.project import Project

_SHOWN = 4  # a checklist is one page; the lint itself tells the rest
_PROVED: dict[str, tuple[bool | None, str]] = {
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
        findings: What the lint finds in the packet's texts, by how far the plan is consolidated.
    """

    shelf: Shelf
    results: tuple[Result, ...]
    ledger: Ledger | None
    stopped: Mapping[str, tuple[Problem, ...]]
    findings: Mapping[str, tuple[Finding, ...]]

    def checklist(self, grant: Grant) -> Document:
        """Return the closing checklist of a grant's packet."""
        plan = self.shelf.plan
        version = plan.versions.on(grant.grant_date)
        proved = _PROVED | (_linted(self.findings[version.text.through]) if version else {})
        items = checklist(grant, self.results, plan, ledger=self.ledger, proved=proved)
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
    findings: dict[str, tuple[Finding, ...]] = {}
    stopped = {grant: tuple(problems) for grant, problems in stopping(results).items()}
    for grant in grants:
        version = plan.versions.on(grant.grant_date)
        if version is None:
            continue
        if version.text.through not in findings:
            findings[version.text.through] = packet_findings(project, version.text)
        errors = tuple(each.problem() for each in findings[version.text.through] if each.severity == "error")
        if errors:
            stopped[grant.custom_id] = (*stopped.get(grant.custom_id, ()), *errors)
    return Judged(shelf=Shelf(grants=tuple(grants), plan=plan), results=results, ledger=ledger_of(grants, plan),
                  stopped=stopped, findings=findings)  # fmt: skip


def _linted(findings: tuple[Finding, ...]) -> dict[str, tuple[bool | None, str]]:
    """Return what the lint says of defined terms and references: in order, not, or for a person to judge."""
    return {name: _said([each for each in findings if each.code[0] == group and each.severity != "info"])
            for name, group in (("terms", "D"), ("references", "X"))}  # fmt: skip


def _said(found: list[Finding]) -> tuple[bool | None, str]:
    if not found:
        return True, "the lint finds nothing"
    quotes = [f"“{each.quote}” ({each.text_id}{f' {each.place}' if each.place else ''})" for each in found]
    more = "" if len(quotes) <= _SHOWN else f", and {len(quotes) - _SHOWN} more"
    told = f"the lint finds {len(quotes)}: {', '.join(quotes[:_SHOWN])}{more}; engross lint tells of each"
    return (False if any(each.severity == "error" for each in found) else None), told


def stops(project: Project, grant: Grant) -> tuple[Problem, ...]:
    """Return what stops the packet of one grant, held beside the project's others, for the reserve is one.

    Raises:
        InputError: Another record of the project, or its file of rules, has faults.
    """
    others = [other for other in read_grants(project.grants) if other.custom_id != grant.custom_id]
    judged = judge(project, (*others, grant))
    return judged.stopped.get(grant.custom_id, ()) if judged else ()
