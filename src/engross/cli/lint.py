"""engross lint: look for drafting defects in texts and packets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from engross.clauses.clause import Text
    from engross.linting.finding import Finding

LEVELS = ("error", "warning", "info")


@click.command("lint", short_help="Look for drafting defects in texts and packets.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--level", type=click.Choice(LEVELS), default="warning", show_default=True, help="The least severity shown."
)
@click.option("--also", multiple=True, metavar="CODE", help="Run this check too; those of style are off by themselves.")
@click.option("--final", is_flag=True, help="Hold the texts as papers to be signed: no place may be open.")
@click.option(
    "--baseline", type=click.Path(exists=True, dir_okay=False), help="Leave out what this file holds (--json)."
)
@click.option("--sarif", "as_sarif", is_flag=True, help="Print SARIF 2.1.0, for code hosts and editors.")
@click.option("--rules", is_flag=True, help="List the checks, and stop.")
@options.json_output
@options.output
@options.force
@options.project
def command(files: tuple[str, ...], folder: Path, output: str | None, *, as_json: bool, as_sarif: bool, rules: bool,
            force: bool, **asked: Any) -> None:  # fmt: skip
    """Look for drafting defects in texts and packets.

    Without FILES the project's own texts are held together as one packet: the plan as consolidated, its forms and its
    amendments. FILES may be YAML, text, Markdown, HTML or DOCX. What may stand is written, with its reason, into
    lint.yaml beside engross.yaml.

    \b
        engross lint
        engross lint agreement.docx --final
        engross lint --level info --also W01
        engross lint --json -o known.json   and later:   engross lint --baseline known.json
    """
    if rules:
        _list_rules(as_json=as_json)
        return
    found = _found(files, folder, **asked)
    if as_sarif or as_json:
        from engross.linting.sarif import sarif

        told = sarif(found) if as_sarif else [_row(each) for each in found]
        terminal.deliver(json.dumps(told, ensure_ascii=False, indent=2), output, force=force)
    else:
        _show(found)
    if found:
        raise click.exceptions.Exit(terminal.FINDINGS)


def _found(
    files: tuple[str, ...], folder: Path, *, level: str, also: tuple[str, ...], final: bool, baseline: str | None
) -> tuple[Finding, ...]:
    from engross.linting import lint

    if files:
        found = lint.lint(_read(files), final=final, level="info", also=also)
    else:
        from engross.amending.consolidate import consolidate
        from engross.linting.packet import packet_findings

        project = options.open_project(folder)
        found = packet_findings(project, consolidate(project.plan, project.instruments), also=also, final=final)
    shown = tuple(each for each in found if each.code in also or LEVELS.index(each.severity) <= LEVELS.index(level))
    return lint.unanswered(shown, baseline=_known(baseline))


def _read(names: tuple[str, ...]) -> list[Text]:
    from engross.cli.versions import read_version
    from engross.reading.plain import parts

    return [part for name in names for part in parts(read_version(name, Path()))]


def _known(baseline: str | None) -> frozenset[str]:
    if baseline is None:
        return frozenset()
    from engross.reading import files

    try:
        return frozenset(each["fingerprint"] for each in json.loads(files.read_text(baseline)))
    except (ValueError, KeyError, TypeError) as error:
        raise terminal.refuse("E022", f"{baseline} is no baseline", "make one: engross lint --json -o FILE") from error


def _row(finding: Finding) -> dict[str, Any]:
    source = finding.source
    return {
        "code": finding.code, "severity": finding.severity, "document": finding.document, "text": finding.text_id,
        "clause": finding.clause, "place": finding.place, "quote": finding.quote, "what": finding.what,
        "remedy": finding.remedy, "fingerprint": finding.fingerprint,
        "source": {"file": source.file, "line": source.line, "column": source.column} if source else None,
    }  # fmt: skip


def _show(found: tuple[Finding, ...]) -> None:
    """Print the findings by document, in the order of its clauses."""
    documents = dict.fromkeys(each.document for each in found)
    for document in documents:
        click.echo(click.style(terminal.visible(document), bold=True))
        for each in found:
            if each.document == document:
                mark = click.style(f"{each.severity:<7} {each.code}", fg=terminal.COLOURS[each.severity])
                where = f" at {each.source.file}:{each.source.line}" if each.source else ""
                click.echo(f"  {mark}  {terminal.visible(each.place or '-'):<12} {terminal.visible(each.what)}")
                click.echo(
                    click.style(f"               {'':<12} help: {terminal.visible(each.remedy)}{where}", dim=True)
                )
    counts = [f"{sum(each.severity == level for each in found)} {level}" for level in LEVELS]
    click.echo(f"{len(found)} findings ({', '.join(counts)})" if found else "no findings", err=True)


def _list_rules(*, as_json: bool) -> None:
    from engross.linting.catalogue import CHECKS

    rows = [
        {"code": each.code, "severity": each.severity, "on": each.on, "title": each.title} for each in CHECKS.values()
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for each in CHECKS.values():
        click.echo(f"{each.code}  {each.severity if each.on else 'off':<8} {each.title}")
