"""engross read: a plan, contract or form as filed into YAML clauses."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from engross.cli import options, terminal


@click.command("read", short_help="Read a plan, contract or form as filed into YAML clauses.")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--id", "name", default="", metavar="ID", help="The id of the text; made from its kind if not given.")
@click.option("--part", type=click.IntRange(min=1), help="Which of several instruments in the file, 1 for the first.")
@click.option("--into", type=click.Path(file_okay=False), help="Write each instrument into DIR, a file for each.")
@click.option("--quiet", is_flag=True, help="Leave out the report of furniture and doubts.")
@options.json_output
@options.output
@options.force
def command(
    file: str,
    output: str | None,
    *,
    name: str,
    part: int | None,
    into: str | None,
    quiet: bool,
    as_json: bool,
    force: bool,
) -> None:
    """Read a plan, contract or form as filed into YAML clauses.

    FILE may be plain text, EDGAR text, HTML, Markdown or DOCX; what it is is told by its first bytes. No word is lost:
    what is no part of the text (page numbers, running heads, tables of contents) and what was doubtful is told on
    stderr. Several instruments in one file are the parts of one text; --part takes one of them, --into writes each
    into a file of its own.

    \b
        engross read plan.txt -o plan_text/plan.yaml
        engross read exhibit.htm --part 4 --id amendment-1
        engross read filing.txt --into texts
        engross read agreement.docx --json
    """
    from engross.reading.filed import read_filed
    from engross.reading.plain import parts

    reading = read_filed(file, id=name)
    several = parts(reading.text)
    if part is not None and part > len(several):
        raise terminal.refuse("E109", f"{file} holds {len(several)} instruments", f"give --part 1 to {len(several)}")
    text = _named(several[part - 1] if part is not None else reading.text, name)
    if not quiet:
        _report(reading, several)
    if as_json:
        terminal.deliver(json.dumps(_row(reading), ensure_ascii=False, indent=2), output, force=force)
        return
    from engross.reading.kinds import to_yaml

    if into is not None:
        for each in several:
            terminal.deliver(to_yaml(_named(each, "")), str(Path(into) / f"{each.id}.yaml"), force=force)
        return
    terminal.deliver(to_yaml(text), output, force=force)


def _named(text: Any, name: str) -> Any:
    """Return the text with the id asked for, or its kind where none is: a text and its parts bear what they are."""
    if text.root.children and text.root.id == "text" and not name:
        name = text.kind
    return replace(text, root=replace(text.root, id=name or text.root.id))


def _report(reading: Any, several: tuple[Any, ...]) -> None:
    """Tell on stderr what was set aside and what a person should look at."""
    kinds: dict[str, int] = {}
    for piece in reading.text.furniture:
        kinds[piece.kind] = kinds.get(piece.kind, 0) + 1
    if kinds:
        told = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        click.echo(f"set aside: {told}", err=True)
    if len(several) > 1:
        for position, each in enumerate(several, start=1):
            click.echo(terminal.visible(f"part {position}: {each.kind}: {each.name}"), err=True)
    terminal.say(*reading.doubts)


def _row(reading: Any) -> dict[str, Any]:
    """Return the report as data: every piece set aside, every doubt, every clause with its printed label."""
    return {
        "kind": reading.text.kind,
        "name": reading.text.name,
        "clauses": [
            {"id": each.id, "label": each.label, "heading": each.heading, "text": each.text, "kind": each.kind}
            for each in reading.text.root.walk()
        ][1:],
        "furniture": [{"kind": each.kind, "text": each.text} for each in reading.text.furniture],
        "doubts": [{"code": each.code, "what": each.what, "line": each.source.line if each.source else None}
                   for each in reading.doubts],
    }  # fmt: skip
