"""engross ledger: show the share reserve over time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from engross.granting.ledger import Ledger
    from engross.granting.terms import Terms

FORMATS = ("terminal", "json", "csv", "svg", "text", "markdown", "html", "docx", "pdf")


@click.command("ledger", short_help="Show the share reserve over time.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False))
@click.option("--options", "of_options", is_flag=True, help="Where each option stands on the day, not every step.")
@click.option("--format", "form", type=click.Choice(FORMATS),
              help="What to make (default: by the name of FILE, or terminal).")  # fmt: skip
@click.option("--raw", is_flag=True, help="CSV: leave cells that a spreadsheet would take for formulas as they are.")
@options.json_output
@options.as_of
@options.output
@options.force
@options.project
def command(
    files: tuple[str, ...],
    form: str | None,
    as_of: date | None,
    output: str | None,
    folder: Path,
    *,
    of_options: bool,
    raw: bool,
    as_json: bool,
    force: bool,
) -> None:
    """Show the share reserve over time: every grant, exercise, return and adjustment, and what is left after each.

    At every step available + outstanding + issued is the reserve. A grant over the reserve counts as far as it fits,
    and a later return does not cure the rest. Options that lapse by the plan's terms come back by rule, on the day
    after their last. FILES are records to take in place of the project's (a YAML file of one, a register of many:
    .jsonl, .csv, .xlsx).

    \b
        engross ledger
        engross ledger --as-of 2006-12-31 --options
        engross ledger register.jsonl --format csv -o ledger.csv
        engross ledger --format pdf -o ledger.pdf
    """
    from engross.clauses.uncollected import uncollected
    from engross.granting.ledger import keep
    from engross.granting.shelf import take_down

    otherwise = "terminal" if output is None else "text"
    form = "json" if as_json else form or options.format_of(output, FORMATS, otherwise=otherwise)
    with uncollected():
        shelf = take_down(options.open_project(folder), paths=files)
    pack = shelf.plan.pack
    if pack.reserve is None:
        raise terminal.refuse("E021", f"the reserve is not known: {pack.why_missing('reserve')}",
                              "declare the fact `reserve` in the plan's pack")  # fmt: skip
    day = as_of or date.today()  # noqa: DTZ011 - the day where the user sits
    ledger = keep(shelf.grants, pack.reserve, as_of=day, terms=pack.terms, adjustments=pack.adjustments)
    terminal.deliver(_told(ledger, pack.terms, form, of_options=of_options, raw=raw), output, force=force)
    terminal.finish(ledger.faults)


def _told(ledger: Ledger, terms: Terms, form: str, *, of_options: bool, raw: bool) -> str | bytes:
    from engross.granting import ledger_report as report

    if form in ("text", "markdown", "html", "docx", "pdf"):
        return _paper(ledger, terms, form)
    if form == "svg":
        return report.chart(ledger)
    rows = report.option_rows(ledger, terms) if of_options else report.rows(ledger)
    columns = report.OPTION_COLUMNS if of_options else report.COLUMNS
    if form == "json":
        return json.dumps({"as_of": ledger.as_of.isoformat(), "rows": rows}, indent=1, ensure_ascii=False)
    if form == "csv":
        return report.as_csv(rows, columns, raw=raw)
    return "\n".join([*_aligned(rows, columns), f"{report.caption(ledger)}."])


def _paper(ledger: Ledger, terms: Terms, form: str) -> str | bytes:
    from engross.filling.ledger import ledger_document
    from engross.filling.render import render
    from engross.granting.ledger_report import chart

    document = ledger_document(ledger, terms)
    made: str | bytes = render(document, form)  # type: ignore[call-overload] # click has checked the form
    if form == "html" and isinstance(made, str):
        # the picture stands above the table of bars, which says the same in words
        return made.replace("<table", f"<figure>{chart(ledger)}</figure><table", 1)
    return made


def _aligned(rows: list[dict[str, object]], columns: tuple[str, ...]) -> list[str]:
    """Return rows in columns of even width, numbers to the right."""
    cells = [list(columns)] + [[_cell(row[column], column) for column in columns] for row in rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
    right = [all(isinstance(row[column], int) and not isinstance(row[column], bool) for row in rows)
             for column in columns]  # fmt: skip
    return ["  ".join(cell.rjust(width) if to_right else cell.ljust(width)
                      for cell, width, to_right in zip(row, widths, right, strict=True)).rstrip()
            for row in cells]  # fmt: skip


def _cell(value: object, column: str) -> str:
    match value:
        case bool():
            return "yes" if value else "no" if column == "exercisable" else ""
        case None if column == "exercisable":
            return "cannot be told"
        case int():
            return f"{value:,}"
        case None:
            return ""
        case _:
            return str(value)
