"""The ledger in rows, CSV and pictures: for tables, spreadsheets, and a chart of the reserve over time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from engross.granting.ledger import Ledger, Step
from engross.granting.terms import Terms, standing

COLUMNS = ("date", "type", "grant", "quantity", "available", "outstanding", "issued", "reserve", "by_rule")
OPTION_COLUMNS = ("grant", "granted", "left", "exercised", "returned", "excess", "exercisable", "last_day", "why")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720, 320, 80, 40, 24
_BANDS = (("issued", "#4a4a4a"), ("outstanding", "#8f8f8f"), ("available", "#e4e4e4"))
_MOST_POINTS = 2000


def rows(ledger: Ledger) -> list[dict[str, Any]]:
    """Return the ledger's steps as data; the reserve itself has no day."""
    return [
        {
            **step._asdict(),
            "date": step.date.isoformat() if step.date > date.min else None,
            "grant": step.grant or None,
        }
        for step in ledger.steps
    ]


def option_rows(ledger: Ledger, terms: Terms) -> list[dict[str, Any]]:
    """Return where each option stands on the ledger's day: what is left, whether it may be exercised, until when."""
    found = []
    for name, option in ledger.options.items():
        now = standing(option.grant, terms, ledger.as_of, left=option.left)
        found.append(
            {
                "grant": name,
                "granted": option.grant.quantity,
                "left": option.left,
                "exercised": option.exercised,
                "returned": option.returned,
                "excess": option.excess,
                "exercisable": now.exercisable,
                "last_day": now.last_day.isoformat() if now.last_day else None,
                "why": now.why,
            }
        )
    return found


def as_csv(data: Sequence[dict[str, Any]], columns: Sequence[str], *, raw: bool = False) -> str:
    """Return rows as CSV; a cell a spreadsheet would take for a formula is led by an apostrophe.

    Args:
        data: The rows.
        columns: Their columns, in order.
        raw: True leaves such cells as they are.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in data:
        cells = [row[column] for column in columns]
        writer.writerow([each if type(each) is int else _cell(each, raw=raw) for each in cells])
    return out.getvalue()


def _cell(value: Any, *, raw: bool) -> Any:
    if isinstance(value, str) and not raw and value.startswith(("=", "+", "-", "@", "\t", "\r", "＝")):
        return f"'{value}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def days(ledger: Ledger) -> list[Step]:
    """Return the last step of each day on which anything changed, for charts."""
    last: dict[date, Step] = {}
    for step in ledger.steps[1:]:
        last[step.date] = step
    return list(last.values())


class _Scale(NamedTuple):
    """How days and shares are laid on the page."""

    start: int
    end: int
    top: int

    def x(self, day: int) -> float:
        """Return where a day stands."""
        return _LEFT + (day - self.start) * (_WIDTH - _LEFT) / (self.end - self.start)

    def y(self, shares: int) -> float:
        """Return where a number of shares stands."""
        return _HEIGHT - _BOTTOM - shares * (_HEIGHT - _BOTTOM - _TOP) / self.top


def chart(ledger: Ledger) -> str:
    """Draw the reserve over time as SVG: what is issued, outstanding and available, one band upon the other."""
    points = _thinned(days(ledger))
    if not points:
        return ""
    start = points[0].date.toordinal()
    end = max(ledger.as_of.toordinal(), points[-1].date.toordinal() + 1)
    scale = _Scale(start, end, max(step.reserve for step in points) or 1)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
    parts = [f'{head} aria-labelledby="ledger-chart" font-family="sans-serif" font-size="12">',
             f'<title id="ledger-chart">{escape(caption(ledger))}</title>']  # fmt: skip
    base = [0] * len(points)
    for name, shade in _BANDS:
        upper = [low + getattr(step, name) for low, step in zip(base, points, strict=True)]
        parts.append(f'<polygon fill="{shade}" points="{_outline(points, base, upper, scale)}"/>')
        base = upper
    return "".join([*parts, *_axes(points[0].date, scale), "</svg>"])


def _thinned(points: list[Step]) -> list[Step]:
    """Leave out points no eye can part; the first and the last stay."""
    if len(points) <= _MOST_POINTS:
        return points
    stride = -(-len(points) // _MOST_POINTS)
    return [*points[:-1:stride], points[-1]]


def _outline(points: list[Step], lower: list[int], upper: list[int], scale: _Scale) -> str:
    """Return the corners of a band that steps at each day."""
    ends = [step.date.toordinal() for step in points[1:]] + [scale.end]
    there, back = [], []
    for step, low, high, until in zip(points, lower, upper, ends, strict=True):
        for day in (step.date.toordinal(), until):
            there.append(f"{scale.x(day):.1f},{scale.y(high):.1f}")
            back.append(f"{scale.x(day):.1f},{scale.y(low):.1f}")
    return " ".join(there + back[::-1])


def _axes(first: date, scale: _Scale) -> Iterator[str]:
    floor = _HEIGHT - _BOTTOM
    yield f'<path d="M{_LEFT} {_TOP}V{floor}H{_WIDTH}" fill="none" stroke="#000"/>'
    for part in range(5):
        shares = scale.top * part // 4
        yield f'<text x="{_LEFT - 6}" y="{scale.y(shares) + 4:.1f}" text-anchor="end">{shares:,}</text>'
    last = date.fromordinal(scale.end).year
    stride = max(1, -(-(last - first.year) // 10))
    for year in range(first.year + 1, last + 1, stride):
        x = scale.x(date(year, 1, 1).toordinal())
        yield f'<text x="{x:.1f}" y="{floor + 18}" text-anchor="middle">{year}</text>'
    for place, (name, shade) in enumerate(_BANDS):
        x = _LEFT + 10 + 120 * place
        yield f'<rect x="{x}" y="4" width="12" height="12" fill="{shade}" stroke="#000"/>'
        yield f'<text x="{x + 18}" y="14">{name}</text>'


def caption(ledger: Ledger) -> str:
    """Return the state of the reserve in words, which is also the chart's for those who cannot see it."""
    last = ledger.last
    told = f"{last.available:,} available, {last.outstanding:,} outstanding and {last.issued:,} issued"
    return f"Of {last.reserve:,} shares {told} on {ledger.as_of}"
