"""A comparison on the terminal: side by side where the width allows, inline otherwise; readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Printed

from engross.comparing.changes import Change
from engross.comparing.compare import Comparison
from engross.comparing.stream import NEW, OLD, Line
from engross.comparing.unified import headline, kept, summary, title, touched
from engross.comparing.wording import Item

_WIDE = 110  # columns from which two columns of law can be read
_STYLES = {"=": "", "-": "red strike", "+": "green underline", "<": "dim magenta strike", ">": "magenta underline"}
_FOLLOWS = "yellow"  # numbers, and citations of them, that only follow
# Colour is never the only mark.
_MARKS = {"-": ("[-", "-]"), "+": ("{+", "+}"), "<": ("[<", "<]"), ">": ("{>", ">}")}


def on_terminal(
    comparison: Comparison,
    *,
    width: int,
    side_by_side: bool | None = None,
    context: int = 1,
    changes: Sequence[Change] | None = None,
) -> RenderableType:
    """Return the comparison for a rich console; legal words are never read as markup.

    Args:
        comparison: The comparison.
        width: The columns there are.
        side_by_side: True or False settles it; None goes by the width.
        context: How many unchanged paragraphs are shown beside a changed one; a negative number shows all.
        changes: The changes to show; all of them where not given.
    """
    told = comparison.changes if changes is None else tuple(changes)
    parts: list[RenderableType] = [
        Printed(title(comparison), style="bold"),
        Printed(summary(comparison, told)),
        *[Printed(f"  {headline(change)}", style=_tone(change)) for change in told],
    ]
    if not told:
        return Group(*parts)
    lines = comparison.lines()
    shown = kept(lines, context, {change.number for change in told})
    wide = width >= _WIDE if side_by_side is None else side_by_side
    parts += [Rule(), _columns(lines, shown) if wide else _inline(lines, shown)]
    return Group(*parts)


def _tone(change: Change) -> str:
    return "yellow" if "stale reference" in change.kinds else ""


def _inline(lines: Sequence[Line], shown: Sequence[int]) -> RenderableType:
    parts: list[RenderableType] = []
    before = -1
    for at in shown:
        if at != before + 1:
            parts.append(Printed("  …", style="dim"))
        parts += [_printed(lines[at], "=-+<>"), Printed("")]
        before = at
    return Group(*parts)


def _columns(lines: Sequence[Line], shown: Sequence[int]) -> RenderableType:
    table = Table(box=None, expand=True, pad_edge=False, padding=(0, 1))
    table.add_column("", width=4, justify="right", style="dim", no_wrap=True)
    table.add_column(Printed("before"), ratio=1, overflow="fold")
    table.add_column(Printed("after"), ratio=1, overflow="fold")
    before = -1
    for at in shown:
        if at != before + 1:
            table.add_row("", Printed("…", style="dim"), Printed("…", style="dim"))
        numbers = touched(lines[at])
        table.add_row(str(numbers[0]) if numbers else "", _printed(lines[at], OLD), _printed(lines[at], NEW))
        table.add_row("", "", "")
        before = at
    return table


def _runs(items: Iterable[Item]) -> list[tuple[str, str, bool]]:
    """Join neighbours of one sign, numbers apart."""

    def fate(item: Item) -> tuple[str, bool]:
        return item.sign, item.sign != "=" and item.slot in ("label", "reference")

    return [(key[0], "".join(item.text for item in group), key[1]) for key, group in groupby(items, key=fate)]


def _printed(line: Line, signs: str) -> Printed:
    words = Printed()
    for sign, text, follows in _runs(item for item in line.items if item.sign in signs):
        bare = text.strip()
        if sign == "=" or not bare:
            words.append(text)
            continue
        lead = text[: len(text) - len(text.lstrip())]
        opens, closes = _MARKS[sign]
        words.append(lead)
        words.append(f"{opens}{bare}{closes}", style=_FOLLOWS if follows else _STYLES[sign])
        words.append(text[len(lead) + len(bare) :])
    return words
