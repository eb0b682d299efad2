"""engross explain: explain an operation, or a code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from engross.amending.record import Change, Outcome


@click.command("explain")
@click.argument("what", required=False)
@click.option("--literal", is_flag=True, help="Of the words ordered and nothing more.")
@options.json_output
@options.project
def command(what: str | None, folder: Path, *, literal: bool, as_json: bool) -> None:
    """Explain an operation, a rule or a code.

    WHAT is a code (E060), an instrument (amendment-1), a sentence of it (amendment-1:resolution-1) or one operation
    (amendment-1:resolution-1:2). Without WHAT every operation of every instrument is explained.

    \b
        engross explain
        engross explain amendment-1
        engross explain amendment-1:resolution-1:1
        engross explain E067
    """
    from engross.amending.explain import explain, explain_code

    if what and (told := explain_code(what)):
        terminal.deliver(told, None)
        return
    found = _changes(what or "", folder, literal=literal)
    if as_json:
        rows = [_row(outcome, change) for outcome, change in found]
        terminal.deliver(json.dumps(rows, ensure_ascii=False, indent=2), None)
    else:
        terminal.deliver("\n\n".join(explain(outcome, change) for outcome, change in found), None)


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
        known = tuple(
            dict.fromkeys(
                f"{one.instrument.id}:{change.instruction}" for one in done.outcomes for change in one.changes
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
