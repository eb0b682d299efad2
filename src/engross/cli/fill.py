"""engross fill: fill one form from a grant record."""

from __future__ import annotations

from pathlib import Path

import click

from engross.cli import options, terminal

FORMATS = ("text", "markdown", "html", "docx", "pdf")


@click.command("fill", short_help="Fill one form from a grant record.")
@click.argument("form")
@click.argument("grant", type=options.GRANT)
@click.option("--format", "kind", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--draft", is_flag=True, help="Show the blanks that have no value, and mark the paper as a draft.")
@options.output
@options.force
@options.project
def command(form: str, grant: str, kind: str, output: str | None, folder: Path, *, draft: bool, force: bool) -> None:
    """Fill one form from a grant record; its words stay as they are, its blanks are filled.

    FORM is the name of one of the project's forms (agreement, acceptance) or a file; GRANT is the number of one of
    its grants or a file of a record. Whatever is missing, unknown, empty or malformed is named at once, with its line
    in the record and its place in the form.

    \b
        engross fill agreement NSO-0002
        engross fill agreement NSO-0002 --format docx -o agreement.docx
        engross fill acceptance new-grant.yaml --draft
    """
    from engross.fill.grants import fill
    from engross.fill.render import render
    from engross.granting.records import read_grant
    from engross.granting.shelf import take_down
    from engross.reading.kinds import read_text_yaml

    from_file = grant.endswith((".yaml", ".yml")) or grant == "-"
    of_file = form.endswith((".yaml", ".yml"))
    project = None if from_file and of_file else options.open_project(folder)
    record = read_grant(grant, partial=True) if project is None or from_file else take_down(project).grant(grant)
    text = read_text_yaml(form) if project is None or of_file else project.form(form)
    paper = fill(text, record, draft=draft)
    terminal.deliver(render(paper, kind), output, force=force)  # type: ignore[call-overload] # click has checked the kind
