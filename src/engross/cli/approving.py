"""Text to text: an instrument worked into a text in one go, shown for approval sentence by sentence."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

import click

from engross.cli import terminal

if TYPE_CHECKING:
    from engross.understanding.approval import Approval, Row


def approve(
    original: str, instrument: str, reviewed: str | None, view: str | None, output: str | None,
    *, literal: bool, as_json: bool, force: bool,
) -> None:  # fmt: skip
    """Read both papers, show what each sentence does, and print the text where nothing is doubtful.

    Args:
        original: The file of the text.
        instrument: The file of the instrument.
        reviewed: A file of operations a person reviewed (as ``engross understand --json`` prints them).
        view: Where the approval view is written as HTML.
        output: Where the text is written.
        literal: The words ordered and nothing more.
        as_json: Print the approval view and the text as JSON.
        force: Write over what stands there.
    """
    from engross.clauses.words import printed
    from engross.cli.understand import words_of
    from engross.reading.plain import parts, read_text
    from engross.understanding.approval import accepted, approval
    from engross.understanding.instrument import read_amendment

    text = parts(read_text(words_of(original), file=original))[0]
    reading = read_amendment(words_of(instrument), file=instrument)
    if reviewed:
        reading = accepted(reading, _json(reviewed), file=reviewed)
    shown = approval(reading, text, editorial=not literal)
    if view:
        terminal.deliver(as_html(shown), view, force=force)
    amended = printed(shown.outcome.text) if shown.outcome else None
    if as_json:
        terminal.deliver(json.dumps(_told(shown, amended), ensure_ascii=False, indent=2), output, force=force)
    else:
        _show(shown)
        if amended is not None:
            terminal.deliver(amended, output, force=force)
    terminal.say(*shown.problems)
    if shown.outcome is None:
        terminal.say(*_ask(instrument))
        raise click.exceptions.Exit(terminal.FINDINGS)
    terminal.say(*shown.outcome.findings)


def _json(path: str) -> dict[str, Any]:
    from engross.reading.files import read_text

    try:
        given = json.loads(read_text(path))
    except (json.JSONDecodeError, RecursionError) as fault:
        raise terminal.refuse(
            "E291", f"{path} is no JSON: {fault}", "give what `engross understand --json` prints"
        ) from fault
    if not isinstance(given, dict):
        raise terminal.refuse("E291", f"{path} holds no reading", "give what `engross understand --json` prints")
    return given


def _ask(instrument: str) -> tuple[Any, ...]:
    from engross.problems import Problem

    remedy = f"engross understand {instrument} --json > reviewed.json, correct its ops, and give --accept reviewed.json"
    return (Problem(code="E292", what="the text is not printed: a sentence is doubtful", remedy=remedy),)


def _show(shown: Approval) -> None:
    """Print the approval view as a table on stderr."""
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for heading in ("the instrument says", "understood", "before", "after"):
        table.add_column(heading, overflow="fold", ratio=1)
    for row in shown.rows:
        cells = (row.words, "\n".join(row.understood) or _problem(row), row.before, row.after or _problem(row))
        style = "yellow" if row.doubtful else ""
        table.add_row(*(Text(terminal.visible(cell), style=style) for cell in cells))
    terminal.console(stderr=True).print(table)


def _problem(row: Row) -> str:
    return "; ".join(problem.what for problem in row.problems)


def as_html(shown: Approval) -> str:
    """Return the approval view as a page of its own."""
    rows = "".join(
        f"<tr{' class=doubt' if row.doubtful else ''}>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in
                  (row.words, "\n".join(row.understood), row.before, row.after, _problem(row)))
        + "</tr>\n"
        for row in shown.rows
    )  # fmt: skip
    heads = "".join(
        f"<th>{each}</th>" for each in ("The instrument says", "Understood", "Before", "After", "To look at")
    )
    style = (
        "td,th{border:1px solid #999;padding:.4em;vertical-align:top;white-space:pre-wrap}.doubt{background:#fff3c4}"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Approval</title>'
        f"<style>{style}</style></head>"
        f"<body><table><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table></body></html>\n"
    )


def _told(shown: Approval, amended: str | None) -> dict[str, Any]:
    return {
        "rows": [
            {
                "id": row.id,
                "sentence": row.words,
                "understood": list(row.understood),
                "places": list(row.places),
                "before": row.before,
                "after": row.after,
                "problems": [problem.what for problem in row.problems],
            }
            for row in shown.rows
        ],
        "text": amended,
    }


__all__ = ["approve", "as_html"]
