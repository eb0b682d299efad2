"""engross compare: show what changed between two versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engross.cli import options, terminal
from engross.cli.versions import HELP, read_version

if TYPE_CHECKING:
    from engross.clauses.clause import Text
    from engross.comparing.changes import Change
    from engross.comparing.compare import Comparison

FORMATS = ("terminal", "text", "markdown", "json", "html", "docx", "pdf")


def _schema(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        import json

        from engross.comparing.report import SCHEMA

        terminal.deliver(json.dumps(SCHEMA, indent=2), None)
        context.exit()


@click.command("compare")
@click.argument("old", type=options.VERSION)
@click.argument("new", type=options.VERSION)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="What to make (default: by the name of FILE, or terminal)."
)
@click.option("--only", metavar="ADDRESS", help="Tell only what changed at or under ADDRESS.")
@click.option("--expect", metavar="WHAT", help="Verify that nothing else changed: '5(d)(iii) only', 'nothing'.")
@click.option("--side-by-side/--inline", "beside", default=None, help="How terminal and HTML set the two texts.")
@click.option(
    "--context", type=click.IntRange(min=-1), help="Unchanged paragraphs kept beside a changed one; -1 keeps all."
)
@click.option("--changes-only", is_flag=True, help="Leave out what did not change ('change pages').")
@click.option(
    "--every-step", is_flag=True, help="DOCX that keeps words one amendment inserted and a later one deleted."
)
@click.option("--against", type=options.VERSION, metavar="VERSION",
              help="OLD and NEW are amendments (.yaml) drafted against VERSION: combine them.")  # fmt: skip
@click.option("--literal", is_flag=True, help="Versions of the plan as ordered, without editorial repairs.")
@click.option("--ids/--no-ids", default=None, help="Whether the same id is the same clause (default: find out).")
@click.option("--schema", is_flag=True, is_eager=True, expose_value=False, callback=_schema,
              help="Print the JSON Schema that --json follows, and end.")  # fmt: skip
@options.json_output
@options.output
@options.force
@options.project
def command(  # noqa: PLR0917 - one option, one argument
    old: str,
    new: str,
    form: str | None,
    only: str | None,
    expect: str | None,
    beside: bool | None,
    context: int | None,
    changes_only: bool,
    every_step: bool,
    against: str | None,
    literal: bool,
    ids: bool | None,
    as_json: bool,
    output: str | None,
    force: bool,
    folder: Path,
) -> None:
    """Show what changed between two versions.

    \b
        engross compare @adopted @1                    what Amendment No. 1 changed
        engross compare @adopted @1 --expect "5(d)(iii) only"
        engross compare old.docx new.docx -o redline.html
        engross compare @adopted @1 -o redline.docx    native tracked changes
        engross compare a.yaml b.yaml --against @1     two amendments drafted against one text
        engross compare draft-1.txt draft-2.txt --only 5(d) --json
    """
    from engross.comparing.compare import compare
    from engross.comparing.limits import unexpected, within

    otherwise = "terminal" if output is None else "text"
    form = "json" if as_json else form or options.format_of(output, FORMATS, otherwise=otherwise)
    history = None if against else _history(old, new, folder, literal=literal)
    if against:
        found = _combined(old, new, read_version(against, folder, literal=literal))
    else:
        versions = [read_version(each, folder, literal=literal) for each in (old, new)]
        found = compare(*versions, history=history, ids=ids)
    told = within(found, only) if only else None
    if changes_only and context is None:
        context = 1
    if form == "terminal":
        _print(found, told, beside=beside, context=1 if context is None else context)
    elif every_step:
        terminal.deliver(_every_step(history), output, force=force)
    else:
        terminal.deliver(_made(found, told, form, beside=beside, context=context), output, force=force)
    if expect:
        terminal.finish(unexpected(found, expect))


def _combined(one: str, other: str, base: Text) -> Comparison:
    """Return what two amendments change together; where they meet, all such places are told, and the verb ends."""
    from engross.comparing.combine import combine
    from engross.comparing.compare import compare
    from engross.reading.kinds import read_instrument

    combination = combine(base, read_instrument(one), read_instrument(other))
    terminal.finish(combination.problems)
    return compare(base, combination.text or base, ids=True)


def _history(old: str, new: str, folder: Path, *, literal: bool) -> Any:
    """Return who made the changes, where both are versions of the project's plan."""
    if not (old.startswith("@") and new.startswith("@")):
        return None
    from engross.cli.versions import derive_version
    from engross.comparing.provenance import between

    return between(derive_version(old, folder, literal=literal), derive_version(new, folder, literal=literal))


def _every_step(history: Any) -> bytes:
    """Return the redline of every step, each amendment its own author."""
    from engross.filling.redline import history_redline
    from engross.paper.redline_docx import redline_docx

    if history is None or not history.steps:
        raise terminal.refuse(
            "E108", "no amendments are known between the two versions", "name two versions of the plan: @adopted @2"
        )
    return redline_docx(history_redline(history))


def _print(found: Comparison, told: tuple[Change, ...] | None, *, beside: bool | None, context: int) -> None:
    from engross.comparing.terminal import on_terminal

    console = terminal.console()
    console.print(on_terminal(found, width=console.width, side_by_side=beside, context=context, changes=told))


def _made(
    found: Comparison, told: tuple[Change, ...] | None, form: str, *, beside: bool | None, context: int | None
) -> str | bytes:
    """Return a comparison in a format."""
    if form == "json":
        import json

        from engross.comparing.report import to_json

        return json.dumps(to_json(found, told), ensure_ascii=False, indent=2)
    if form == "text":
        from engross.comparing.unified import unified

        only = None if told is None else [change.number for change in told]
        return unified(found, context=1 if context is None else context, only=only)
    if form == "markdown":
        from engross.comparing.unified import markdown

        return markdown(found, context=-1 if context is None else context)
    from datetime import date

    from engross.filling.redline import redline

    # Where no history dates a change, its day is the day of the comparison.
    today = date.today().isoformat()  # noqa: DTZ011 - the day where the user sits
    kept = (-1 if told is None else 0) if context is None else context
    made = redline(found, date=today, context=kept, only=told)
    if form == "html":
        from engross.paper.redline_html import redline_html

        return redline_html(made, view="beside" if beside else "inline")
    if form == "docx":
        from engross.paper.redline_docx import redline_docx

        return redline_docx(made)
    from engross.paper.pdf import pdf

    return pdf(made.document)


__all__ = ["FORMATS", "HELP", "command"]
