"""engross check: hold grants against the plan's own rules."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engross.cli import options, terminal


@click.command("check", short_help="Hold grants against the plan's own rules.")
@click.argument("grants", nargs=-1, type=options.GRANT)
@click.option("--all", "everything", is_flag=True, help="Tell what is kept, too.")
@click.option("--strict", is_flag=True, help="Take what cannot be checked for a finding.")
@options.json_output
@options.output
@options.force
@options.project
def command(
    grants: tuple[str, ...],
    output: str | None,
    folder: Path,
    *,
    everything: bool,
    strict: bool,
    as_json: bool,
    force: bool,
) -> None:
    """Hold grants against the plan's own rules: pass, fail, or cannot be checked for want of a named fact.

    GRANTS are numbers of the project's grants, or files of records that are not in the project yet (a YAML file of one,
    a register of many: .jsonl, .csv, .xlsx); without any, all are checked. Whatever is asked for, the reserve is that
    of all grants. The rules and facts stand in the plan's pack (plan_text/rules.yaml); `engross explain G33` tells a
    rule with the words of its clause.

    \b
        engross check
        engross check NSO-0003
        engross check new-grant.yaml --all
        engross check --json | jq '.[] | select(.outcome == "fail")'
    """
    from engross.clauses.uncollected import uncollected
    from engross.granting.check import check
    from engross.granting.report import lines, row
    from engross.granting.shelf import with_files

    with uncollected():
        shelf, asked = with_files(options.open_project(folder), grants)
        wanted = set(asked)
        results = [result for result in check(shelf.grants, shelf.plan) if not wanted or result.grant in wanted]
    told = (
        json.dumps([row(result) for result in results], indent=1, ensure_ascii=False)
        if as_json
        else "\n".join(lines(results, everything=everything))
    )
    terminal.deliver(told, output, force=force)
    terminal.say(*shelf.warnings)
    if any(result.failed or (strict and result.outcome == "cannot be checked") for result in results):
        raise click.exceptions.Exit(terminal.FINDINGS)
