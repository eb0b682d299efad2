"""engross explain: explain an operation, or a code."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from engross.amending.record import Change, Outcome


_CODE = re.compile(r"[A-Za-z]{1,4}\d{1,4}", re.ASCII)


@click.command("explain")
@click.argument("what", required=False)
@click.option("--literal", is_flag=True, help="Of the words ordered and nothing more.")
@options.json_output
@options.as_of
@options.project
def command(what: str | None, folder: Path, as_of: date | None, *, literal: bool, as_json: bool) -> None:
    """Explain an operation, a rule or a code.

    WHAT is a code (E060), a rule of the plan's pack (G33), an instrument (amendment-1), a sentence of it
    (amendment-1:resolution-1) or one operation (amendment-1:resolution-1:2). Without WHAT every operation of every
    instrument is explained. A rule is told with the words of its clause on the day.

    \b
        engross explain
        engross explain amendment-1
        engross explain amendment-1:resolution-1:1
        engross explain E067
        engross explain G33 --as-of 2005-02-02
    """
    from engross.amending.explain import explain, explain_code
    from engross.granting import codes as granting
    from engross.paper import codes as paper
    from engross.reading import codes
    from engross.understanding import codes as understanding

    rooms = (codes.explain_code, granting.explain_code, understanding.explain_code, paper.explain_code, _check)
    if what and (told := explain_code(what) or next(filter(None, (room(what) for room in rooms)), "")):
        terminal.deliver(told, None)
        return
    if what and (rule := _rule(what, folder, as_of)):
        terminal.deliver(rule, None)
        return
    found = _changes(what or "", folder, literal=literal)
    if as_json:
        rows = [_row(outcome, change) for outcome, change in found]
        terminal.deliver(json.dumps(rows, ensure_ascii=False, indent=2), None)
    else:
        terminal.deliver("\n\n".join(explain(outcome, change) for outcome, change in found), None)


def _check(code: str) -> str:
    """Explain a check of the lint; empty where it has none of that code."""
    from engross.linting.catalogue import CHECKS

    check = CHECKS.get(code.upper())
    return f"{check.code}: {check.title}\n  A check of `engross lint`: {check.severity}." if check else ""


def _rule(code: str, folder: Path, as_of: date | None) -> str:
    """Explain a rule of the project's plan pack; empty where no pack has one of that code."""
    if not _CODE.fullmatch(code):
        return ""
    from engross.granting.check import plan_of
    from engross.granting.explain import explain_rule
    from engross.granting.shelf import pack_of

    project = options.open_project(folder)
    if project.rules is None:
        return ""
    plan = plan_of(project.plan, pack_of(project), instruments=project.instruments, forms=project.forms)
    told = explain_rule(code, plan, day=as_of)
    return str(told) if told else ""


def _changes(what: str, folder: Path, *, literal: bool) -> list[tuple[Outcome, Change]]:
    from engross.amending.consolidate import derive

    project = options.open_project(folder)
    done = derive(project.plan, project.instruments, literal=literal)
    instrument, _, rest = what.partition(":")
    sentence, _, number = rest.partition(":")
    found = [
        (outcome, change)
        for outcome in done.outcomes
        for change in outcome.changes
        if instrument in ("", outcome.instrument.id, str(outcome.instrument.number), f"@{outcome.instrument.number}")
        and sentence in ("", change.instruction)
        and number in ("", str(change.number))
    ]
    if not found:
        if _CODE.fullmatch(what):
            raise terminal.refuse("E108", f"there is no code {what}", "write it as a message prints it: E067")
        known = tuple(
            dict.fromkeys(
                f"{one.instrument.id}:{change.instruction}"
                for one in done.outcomes
                for change in one.changes
                if change.instruction
            )
        )
        raise terminal.refuse("E108", f"there is no operation or code {what}", "name one as amendment-1:resolution-1:1",
                              candidates=known[:8])  # fmt: skip
    return found


def _row(outcome: Outcome, change: Change) -> dict[str, object]:
    from engross.amending.told import did, order

    return {
        "instrument": outcome.instrument.id,
        "sentence": change.instruction,
        "operation": change.number,
        "orders": order(change.orders) if change.orders else "",
        "bound": [{"id": i, "cited": c} for i, c in zip(change.bound, change.cited, strict=False)],
        "did": did(change),
        "before": change.before,
        "after": change.after,
        "authority": change.authority,
    }
