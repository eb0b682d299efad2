"""engross draft: write the instrument that turns one version into another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engross.cli import options, terminal
from engross.cli.versions import read_version

if TYPE_CHECKING:
    from engross.clauses.clause import Text
    from engross.instruments.instrument import Instrument

FORMATS = ("text", "yaml", "json", "markdown", "html", "docx", "pdf")


@click.command("draft")
@click.argument("old", type=options.VERSION)
@click.argument("new", type=options.VERSION)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="What to make (default: by the name of FILE, or text)."
)
@click.option("--number", type=click.IntRange(min=1), default=None, help="The instrument's number.")
@click.option("--authority", metavar="ADDRESS", default="", help="The provision it is made under, e.g. 7(d).")
@click.option("--literal", is_flag=True, help="Versions of the plan as ordered, without editorial repairs.")
@options.json_output
@options.output
@options.force
@options.project
def command(  # noqa: PLR0917 - one option, one argument
    old: str,
    new: str,
    form: str | None,
    number: int | None,
    authority: str,
    literal: bool,
    as_json: bool,
    output: str | None,
    force: bool,
    folder: Path,
) -> None:
    """Write the instrument that turns one version into another.

    It is carried out on OLD before it is written, and gives NEW to the letter.

    \b
        engross draft @adopted @1                     its resolutions in words
        engross draft plan.yaml edited.docx -o amendment-2.yaml --number 2
        engross draft plan.yaml edited.docx -o amendment-2.docx --number 2 --authority 7(d)
    """
    from dataclasses import replace

    from engross.comparing.draft import draft
    from engross.filling.resolutions import read_back, resolved

    form = "json" if as_json else form or options.format_of(output, FORMATS, otherwise="text")
    before = read_version(old, folder, literal=literal)
    if authority:
        _refuse_authority(authority, before)
    made = draft(
        before, read_version(new, folder, literal=literal), id=f"amendment-{number or 'new'}", number=number or 0
    )
    if not made.instructions:
        what = "the two versions have the same words: there is nothing to order"
        raise terminal.refuse("E285", what, "name two versions that differ")
    made = resolved(replace(made, authority=authority), before)
    terminal.deliver(_made(made, form), output, force=force)
    terminal.say(*read_back(made))


def _refuse_authority(authority: str, before: Text) -> None:
    """Refuse a provision that the text has not: the instrument would be signed under nothing."""
    from engross.clauses.addresses import index, parse

    try:
        found = bool(index(before).resolve(parse(authority)))
    except ValueError:
        found = False
    if not found:
        raise terminal.refuse("E060", f"the text has no provision {authority}", "write its address, e.g. 7(d)")


def _made(instrument: Instrument, form: str) -> str | bytes:
    if form == "yaml":
        from engross.reading.kinds import to_yaml

        return to_yaml(instrument)
    if form == "json":
        import json

        from engross.instruments.interchange import to_json

        told = [{"id": each.id, "sentence": each.sentence, "operations": [to_json(one) for one in each.operations]}
                for each in instrument.instructions]  # fmt: skip
        return json.dumps(told, ensure_ascii=False, indent=2)
    from engross.filling.render import render

    return render(instrument.text, form)  # type: ignore[call-overload, no-any-return]
