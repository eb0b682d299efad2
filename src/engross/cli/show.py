"""engross show: print one clause as it stood on a day."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engross.cli import options, terminal


@click.command("show")
@click.argument("address", type=options.ADDRESS)
@click.argument("version", type=options.VERSION, default="@latest")
@click.option("--literal", is_flag=True, help="Of the words ordered and nothing more.")
@options.json_output
@options.project
def command(address: str, version: str, folder: Path, *, literal: bool, as_json: bool) -> None:
    """Print one clause as it stood on a day.

    VERSION is @adopted, @1 (after Amendment No. 1), @latest, or a day (@2005-02-03).

    \b
        engross show "5(d)(iii)"
        engross show "5(d)(iii)" @adopted
        engross show 7 @2005-02-02 --json
    """
    from engross.amending.history import find_clause
    from engross.amending.history import version as version_of
    from engross.clauses.addresses import Index
    from engross.clauses.words import printed

    project = options.open_project(folder)
    done = version_of(version, project.plan, project.instruments, literal=literal)
    clause_id = find_clause(done, address)
    index = Index(done.text.root)
    if clause_id not in index.clauses:
        raise terminal.refuse("E060", f"{address} is not in this version", "engross history tells where it went")
    words = printed(index.clauses[clause_id])
    if as_json:
        told = {"id": clause_id, "cited": index.citation(clause_id), "through": done.text.through, "text": words}
        words = json.dumps(told, ensure_ascii=False, indent=2)
    terminal.deliver(words, None)
