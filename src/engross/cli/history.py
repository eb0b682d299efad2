"""engross history: tell what made a clause read as it does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from engross.amending.history import History


@click.command("history")
@click.argument("address", type=options.ADDRESS)
@click.option("--words", is_flag=True, help="Tell the origin of every run of words.")
@click.option("--literal", is_flag=True, help="Of the words ordered and nothing more.")
@options.json_output
@options.project
def command(address: str, folder: Path, *, words: bool, literal: bool, as_json: bool) -> None:
    """Tell what made a clause read as it does.

    ADDRESS is the clause's number (5(d)(iii)), or its id. A clause that is gone is told by the number it bore.

    \b
        engross history "5(d)(iii)"
        engross history "5(d)(iii)" --words
        engross history general.transferability --json
    """
    from engross.amending.consolidate import derive
    from engross.amending.history import find_clause, history

    project = options.open_project(folder)
    done = derive(project.plan, project.instruments, literal=literal)
    told = history(done, find_clause(done, address))
    if as_json:
        terminal.deliver(json.dumps(_told(told), ensure_ascii=False, indent=2), None)
    else:
        terminal.deliver("\n".join(_lines(told, words=words)), None)


def _lines(told: History, *, words: bool) -> list[str]:
    from engross.amending.amend import through
    from engross.amending.told import did

    lines = [f"{told.cited} [{told.id}]"]
    lines.append(f"  as adopted: {_one_line(told.adopted)}" if told.adopted else "  not in the text as adopted")
    for step in told.steps:
        lines.append(f"  {through(step.instrument)}{f', now {step.cited}' if step.cited else ', gone since'}")
        for change in step.changes:
            who = f"sentence {change.instruction}" if change.authority == "ordered" else "editorial"
            lines.append(f"    {who}: {did(change)}")
        if step.after != step.before and step.after:
            lines.append(f"    reads: {_one_line(step.after)}")
    if not told.steps:
        lines.append("  no instrument changed it")
    if words:
        lines += ["  its words:", *(f"    {_origin(each)}: {each.text}" for each in told.words)]
    return lines


def _origin(word: Any) -> str:
    if word.change is None:
        return "as adopted"
    by = f"{word.change.instrument}, sentence {word.change.instruction}, operation {word.change.number}"
    return by if word.change.authority == "ordered" else f"{word.change.instrument}, editorial"


def _one_line(words: str) -> str:
    return " / ".join(line for line in words.split("\n") if line)


def _told(told: History) -> dict[str, Any]:
    from engross.amending.told import did

    return {
        "id": told.id,
        "cited": told.cited,
        "adopted": told.adopted,
        "steps": [
            {
                "instrument": step.instrument.id,
                "name": step.instrument.name,
                "cited": step.cited,
                "before": step.before,
                "after": step.after,
                "changes": [
                    {
                        "sentence": each.instruction,
                        "operation": each.number,
                        "authority": each.authority,
                        "did": did(each),
                    }
                    for each in step.changes
                ],
            }
            for step in told.steps
        ],
        "words": [{"text": each.text, "clause": each.clause, "origin": _origin(each)} for each in told.words],
    }
