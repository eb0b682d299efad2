"""The closing checklist as a page: what a careful lawyer looks at in a packet, with what the checks found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engross.filling.build import plan_on
from engross.granting.check import Plan, check, plan_of
from engross.granting.checklist import Item, State, checklist
from engross.granting.record import Grant
from engross.granting.shelf import pack_of
from engross.paper.document import Document, Paragraph, Run, Table
from engross.paper.packet import packet
from engross.reading.project import Project

_SIGNS: Mapping[State, str] = {
    "done": "done",
    "failed": "FAILED",
    "warned": "look",
    "open": "open",
    "by hand": "by hand",
}
_PROVED = {"read back": (True, "every copy was read back word for word before it was given its name")}


def closing_page(project: Project, grant: Grant) -> bytes:
    """Return the closing checklist of a grant's packet as PDF.

    Raises:
        InputError: The project names no rules to check against, or the record has no plan in force on its date.
    """
    plan = _plan(project)
    results = check((grant,), plan)
    items = checklist(grant, results, plan, proved=_PROVED)
    return packet((closing_document(grant, items, plan_on(plan.versions, grant).name),)).content


def closing_document(grant: Grant, items: tuple[Item, ...], plan: str) -> Document:
    """Lay a checklist out as a document of one page."""
    head = tuple((Run(words, "heading"),) for words in ("No.", "Looked at", "State", "Found"))
    rows = [
        (
            (Run(str(item.number)),),
            (Run(item.asks),),
            (Run(_SIGNS[item.state]),),
            (Run(item.found),) if item.found else (),
        )
        for item in items
    ]
    blocks = (
        Paragraph(runs=(Run(f"Closing checklist {grant.custom_id}", "heading"),), role="title", keep_next=True),
        Paragraph(runs=(Run(f"{grant.participant.name.legal_name} – {plan}"),), role="subtitle", keep_next=True),
        Table(rows=(head, *rows), header=1),
        Paragraph(
            runs=(
                Run(
                    "What is done or failed is what the checks found, not advice; lines by hand wait for a person.",
                    "note",
                ),
            ),
            role="note",
        ),
    )
    return Document(title=f"Closing checklist {grant.custom_id}", blocks=blocks, name="checklist")


_plans: dict[Path, Plan] = {}  # a batch asks for the same plan's rules with every record


def _plan(project: Project) -> Plan:
    """Return the plan with its rules, read once for a project.

    Raises:
        InputError: The project names none, or they have faults.
    """
    if project.root not in _plans:
        _plans[project.root] = plan_of(
            project.plan, pack_of(project), instruments=project.instruments, forms=project.forms
        )
    return _plans[project.root]
