"""Lay a ledger out as a document: the state in words, a chart of bars, the options, and every step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from engross.granting.ledger import Ledger, Step
from engross.granting.ledger_report import caption, days, option_rows
from engross.granting.terms import Terms
from engross.paper.document import Block, Document, Paragraph, Run, Table

_BAR = 16
_MOST_BARS = 40
_MOST_STEPS = 500
"""A paper of more rows is read by nobody; the whole ledger is in the CSV."""


def ledger_document(ledger: Ledger, terms: Terms, *, title: str = "Ledger of the share reserve") -> Document:
    """Lay a ledger out.

    The chart is a table of bars, so that every format prints it and a reader that cannot see it hears the numbers.

    Args:
        ledger: The ledger.
        terms: The plan's terms, for what each option may still do.
        title: The title.
    """
    blocks: list[Block] = [
        Paragraph(runs=(Run(title),), role="title"),
        Paragraph(runs=(Run(f"as of {ledger.as_of}"),), role="subtitle", keep_next=True),
        Paragraph(runs=(Run(f"{caption(ledger)}."),)),
    ]
    if len(ledger.steps) > 1:
        blocks += [_heading("The reserve at the end of each year"), _table(_bars(ledger), 1)]
    if ledger.options:
        blocks += [_heading("The options"), *_of_options(ledger, terms)]
    left_out = len(ledger.steps) - _MOST_STEPS
    blocks += [_heading("Every step" if left_out <= 0 else f"The last {_MOST_STEPS:,} steps")]
    blocks += [_table(_steps(ledger.steps[-_MOST_STEPS:]), 1)]
    if left_out > 0:
        told = f"{left_out:,} earlier steps are left out of this paper; `engross ledger --format csv` has them all."
        blocks.append(Paragraph(runs=(Run(told),), role="note"))
    for fault in ledger.faults:
        blocks.append(Paragraph(runs=(Run(f"{fault.code}: {fault.what}."),), role="note"))
    return Document(title=title, blocks=tuple(blocks), name="ledger")


def _heading(words: str) -> Paragraph:
    return Paragraph(runs=(Run(words, "heading"),), role="heading", keep_next=True)


def _table(rows: Iterator[Sequence[str]], header: int) -> Table:
    return Table(rows=tuple(tuple((Run(cell),) if cell else () for cell in row) for row in rows), header=header)


def _bars(ledger: Ledger) -> Iterator[Sequence[str]]:
    """Yield a bar for each year: issued in full blocks, outstanding in dark, available in light ones."""
    yield ("Year", "█ ▓ ░", "█ Issued", "▓ Outstanding", "░ Available")
    last: dict[int, Step] = {}
    for step in days(ledger):
        last[step.date.year] = step
    years = range(min(last), max(last) + 1)
    stride = -(-len(years) // _MOST_BARS)
    state = last[min(last)]
    for year in years:
        state = last.get(year, state)
        if (year - years[0]) % stride and year != years[-1]:
            continue
        yield (str(year), _bar(state), f"{state.issued:,}", f"{state.outstanding:,}", f"{state.available:,}")


def _bar(step: Step) -> str:
    """Return a bar in which whatever is more than nought shows."""
    whole = step.reserve or 1
    issued, granted = (max(round(shares * _BAR / whole), shares > 0) for shares in (step.issued, step.outstanding))
    return "█" * issued + "▓" * granted + "░" * max(0, _BAR - issued - granted)


def _of_options(ledger: Ledger, terms: Terms) -> Iterator[Block]:
    """Yield the table of the options, as far as a paper can hold them."""
    rows = list(_options(ledger, terms))
    if len(rows) <= _MOST_STEPS:
        yield _table(iter(rows), 1)
        return
    yield _table(iter(rows[:_MOST_STEPS]), 1)
    told = f"{len(rows) - _MOST_STEPS:,} more options: `engross ledger --options --format csv` has them all."
    yield Paragraph(runs=(Run(told),), role="note")


def _options(ledger: Ledger, terms: Terms) -> Iterator[Sequence[str]]:
    yield ("Option", "Left of granted", "Exercisable", "Last day", "Why")
    for row in option_rows(ledger, terms):
        may = {True: "yes", False: "no", None: "cannot be told"}[row["exercisable"]]
        left = f"{row['left']:,} of {row['granted'] or 0:,}"
        yield (row["grant"], left, may, row["last_day"] or "", row["why"])


def _steps(steps: Sequence[Step]) -> Iterator[Sequence[str]]:
    yield ("Date", "What", "Shares", "Available", "Outstanding", "Issued")
    for step in steps:
        day = step.date.isoformat() if step.date > date.min else ""
        what = " ".join(part for part in (step.grant, step.type, "(by rule)" if step.by_rule else "") if part)
        counts = [f"{count:,}" for count in step[3:7]]
        yield (day, what, *counts)
