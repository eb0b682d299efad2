"""The verb template: hold a Word template against the gate, and list the fields it needs."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engross.cli import options, terminal


@click.group()
def command() -> None:
    """Check a Word template before it is used.

    \b
        engross template check templates/house.docx --house
        engross template check templates/firm-agreement.docx
        engross template fields templates/firm-agreement.docx
    """


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--house", is_flag=True, help="A house template, which loops over the blocks of a document.")
@click.option("--any-field", is_flag=True, help="Take every field name; look for all other faults.")
@options.json_output
def check(files: tuple[Path, ...], *, house: bool, any_field: bool, as_json: bool) -> None:
    """Name everything that keeps FILES from being filled.

    \b
        engross template check templates/firm-agreement.docx
        engross template check --house templates/house.docx
        engross template check --json old-form.docx
    """
    from engross.paper.template_check import check_template

    known = None if any_field else _known(house=house)
    found = [each for file in files for each in check_template(file.read_bytes(), known, name=str(file))]
    if as_json:
        told = [
            {"code": each.code, "severity": each.severity, "what": each.what, "remedy": each.remedy,
             "file": each.source.file if each.source else "", "candidates": list(each.candidates)}
            for each in found
        ]  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        if found:
            raise click.exceptions.Exit(terminal.FINDINGS)
        return
    terminal.finish(found)
    for file in files:
        click.echo(f"{file}: may be filled")


def _known(*, house: bool) -> tuple[str, ...]:
    if house:
        from engross.paper.house import FIELDS

        return FIELDS
    from engross.filling.firm import record_fields

    return record_fields()


@command.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@options.json_output
def fields(file: Path, *, as_json: bool) -> None:
    """List the fields FILE needs, in the order it first names them.

    \b
        engross template fields templates/firm-agreement.docx
        engross template fields templates/house.docx --json
    """
    from engross.paper.template_check import template_fields

    found = template_fields(file.read_bytes(), name=str(file))
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(found))
