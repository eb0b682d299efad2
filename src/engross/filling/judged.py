"""A project's grants held against its plan's rules before papers are made: what stops a packet, and its checklist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from engross.clauses.uncollected import uncollected
from engross.filling.closing import closing_document
from engross.granting.check import Asking, plan_of
from engross.granting.checklist import checklist
from engross.granting.record import Grant
from engross.granting.records import read_grants, read_rows
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
        asking: The plan's rules with the ledger of all grants, for the reserve is one.
        stopped: By grant, what stops its packet.
        findings: What the lint finds in the packet's texts, by how far the plan is consolidated.
    """

    shelf: Shelf
    asking: Asking
    stopped: Mapping[str, tuple[Problem, ...]]
    findings: Mapping[str, tuple[Finding, ...]]
    _numbered: dict[str, Grant] = field(default_factory=dict, compare=False, repr=False)

    def checklist(self, grant: Grant) -> Document:
        """Return the closing checklist of a grant's packet."""
        plan = self.shelf.plan
        version = plan.versions.on(grant.grant_date)
        proved = _PROVED | (_linted(self.findings[version.text.through]) if version else {})
        results = (*self.asking.plan(), *self.asking.grant(grant))
        items = checklist(grant, results, plan, ledger=self.asking.case.ledger, proved=proved)
        return closing_document(grant, items, version.text.name if version else "")

    def checklist_of(self, number: str) -> Document | None:
        """Return the closing checklist of the grant of a number; None where there is none."""
        if not self._numbered:
            self._numbered.update((grant.custom_id, grant) for grant in self.shelf.grants)
        grant = self._numbered.get(number)
        return self.checklist(grant) if grant else None

    def brief(self) -> Judged:
        """Return what stops packets alone, without the grants: a register may have a hundred thousand."""
        shelf = replace(self.shelf, grants=())
        return replace(self, shelf=shelf, asking=Asking.of((), shelf.plan), _numbered={})

    def told(self, grants: Iterable[Grant]) -> Iterator[Result]:
        """Yield what the rules say of the plan and of some of its grants."""
        yield from self.asking.plan()
        for grant in grants:
            yield from self.asking.grant(grant)

    def codes(self, grant: str) -> tuple[str, ...]:
        """Return the codes of what should stop a grant's packet."""
        return tuple(dict.fromkeys(problem.code for problem in self.stopped.get(grant, ())))


def judge(project: Project, grants: Sequence[Grant], *, asked: Iterable[Grant] | None = None) -> Judged | None:
    """Hold a project's grants against its plan's rules; None where the project names none.

    Args:
        project: The project.
        grants: All its grants.
        asked: Those of them whose packets are to be made; None for all.

    Raises:
        InputError: The file of rules has faults.
    """
    if project.rules is None:
        return None
    plan = plan_of(project.plan, pack_of(project), instruments=project.instruments, forms=project.forms)
    asking = Asking.of(grants, plan)
    findings: dict[str, tuple[Finding, ...]] = {}
    errors: dict[str, tuple[Problem, ...]] = {}
    stopped: dict[str, tuple[Problem, ...]] = {}
    for grant in grants if asked is None else asked:
        found = asking.stops(grant)
        version = plan.versions.on(grant.grant_date)
        if version:
            through = version.text.through
            if through not in findings:
                findings[through] = packet_findings(project, version.text)
                errors[through] = tuple(each.problem() for each in findings[through] if each.severity == "error")
            found += errors[through]
        if found:
            stopped[grant.custom_id] = found
    return Judged(shelf=Shelf(grants=tuple(grants), plan=plan), asking=asking, stopped=stopped, findings=findings)


def judge_register(project: Project, register: Path, *, only: Iterable[str] = ()) -> Judged | None:
    """Hold the records of a register against the plan's rules, beside the project's own, for the reserve is one.

    A record of the register takes the place of the project's of its number; of a number given twice the first counts.
    A record that cannot be read is left out: whoever makes its papers tells why.

    Args:
        project: The project.
        register: The register.
        only: The numbers of the records whose packets are to be made; none for all.

    Raises:
        InputError: The register as a whole, a record of the project, or its file of rules has faults.
    """
    if project.rules is None:
        return None
    wanted = frozenset(only)
    with uncollected():
        rows: dict[str, Grant] = {}
        for grant in read_rows(register, []):
            rows.setdefault(grant.custom_id, grant)
        own = [path for path in project.grants if path.resolve() != register.resolve()]
        others = [grant for grant in read_grants(own) if grant.custom_id not in rows]
        asked = [grant for name, grant in rows.items() if not wanted or name in wanted]
        return judge(project, (*others, *rows.values()), asked=asked)


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
    judged = judge(project, (*others, grant), asked=(grant,))
    return judged.stopped.get(grant.custom_id, ()) if judged else ()
