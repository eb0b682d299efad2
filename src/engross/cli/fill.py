"""engross fill: fill one form from a grant record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from engross.granting.record import Grant

FORMATS = ("text", "markdown", "html", "docx", "pdf")


@click.command("fill", short_help="Fill one form from a grant record.")
@click.argument("form")
@click.argument("grant", type=options.GRANT)
@click.option("--format", "kind", type=click.Choice(FORMATS), help="Default: by the name of FILE, or text.")
@click.option("--draft", is_flag=True, help="Show the blanks that have no value, and mark the paper as a draft.")
@options.output
@options.force
@options.project
def command(
    form: str, grant: str, kind: str | None, output: str | None, folder: Path, *, draft: bool, force: bool
) -> None:
    """Fill one form from a grant record; its words stay as they are, its blanks are filled.

    FORM is the name of one of the project's forms (agreement, acceptance), a form's file, or a firm's own Word
    template, which gives a Word file; GRANT is the number of one of its grants or a file of a record. Whatever is
    missing, unknown, empty or malformed is named at once, with its line in the record and its place in the form.

    \b
        engross fill agreement NSO-0002
        engross fill agreement NSO-0002 --format docx -o agreement.docx
        engross fill acceptance new-grant.yaml --draft
        engross fill templates/firm-agreement.docx NSO-0002 -o agreement.docx
    """
    from engross.filling.grants import fill
    from engross.filling.render import render
    from engross.granting.records import read_grant
    from engross.granting.shelf import take_down
    from engross.reading.kinds import read_text_yaml

    if form.endswith(".docx"):
        kind = options.format_of(output, ("docx",), otherwise="docx") if kind is None else kind
    kind = kind or options.format_of(output, FORMATS, otherwise="text")
    from_file = grant.endswith((".yaml", ".yml")) or grant == "-"
    of_file = form.endswith((".yaml", ".yml", ".docx"))
    project = None if from_file and of_file else options.open_project(folder)
    record = read_grant(grant, partial=True) if project is None or from_file else take_down(project).grant(grant)
    if form.endswith(".docx"):
        if kind != "docx":
            raise terminal.refuse("E024", f"{form} is a firm's own Word template, which gives Word files", "say docx")
        terminal.deliver(_by_firm(form, record, draft=draft), output, force=force)
        return
    text = read_text_yaml(form) if project is None or of_file else project.form(form)
    paper = fill(text, record, draft=draft)
    terminal.say(*record.warnings)
    if kind == "docx":
        from engross.filling.build import house_look
        from engross.paper.house import house

        terminal.deliver(house(paper, house_look(project) if project else None), output, force=force)
        return
    terminal.deliver(render(paper, kind), output, force=force)  # type: ignore[call-overload] # click has checked the kind


def _by_firm(form: str, record: Grant, *, draft: bool) -> bytes:
    """Fill a firm's own template; a draft needs the project's form, whose blanks can be shown."""
    from engross.filling.firm import fill_firm

    if draft:
        raise terminal.refuse(
            "E023", f"{form} is a firm's own template, which makes no drafts", "draft the project's form"
        )
    return fill_firm(Path(form).read_bytes(), record, name=form)
