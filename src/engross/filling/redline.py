"""The bridge from a comparison to a paper: its merged stream as a document of marked runs, its changes as entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engross.clauses.uncollected import uncollected
from engross.comparing.changes import Change, counted
from engross.comparing.compare import Comparison
from engross.comparing.provenance import Passage, passages
from engross.comparing.steps import History
from engross.comparing.stream import Line
from engross.comparing.unified import kept, summary, title, touched
from engross.comparing.wording import Item, Sign
from engross.paper.document import Block, Document, Mark, Paragraph, Role, Run
from engross.paper.redline import Entry, Redline

_FATES: dict[Sign, Mark] = {"=": "plain", "-": "deleted", "+": "inserted", "<": "moved-from", ">": "moved-to"}
_PLAIN: dict[str | None, Mark] = {"label": "label", "heading": "heading"}
_OMITTED = "* * *"


@uncollected()
def redline(
    comparison: Comparison,
    *,
    author: str = "",
    date: str = "",
    context: int = -1,
    only: Sequence[Change] | None = None,
) -> Redline:
    """Lay a comparison out as a redline.

    The words of the document's plain, deleted and moved-from runs are the text before, those of its plain, inserted
    and moved-to runs the text after; unless paragraphs are left out.

    Args:
        comparison: The comparison.
        author: Whose changes they are, where no history says it.
        date: Their day, ISO 8601, where no history says it.
        context: How many unchanged paragraphs stay beside a changed one; a negative number keeps all. Paragraphs left
            out are shown by asterisks.
        only: The changes to show, with the paragraphs they stand in; all of them where not given.
    """
    told = comparison.changes if only is None else tuple(only)
    wanted = None if only is None else {change.number for change in only}
    by = _Credit(comparison, author, date)
    lines = comparison.lines()
    blocks = tuple(_blocks(lines, kept(lines, context, wanted), by))
    document = Document(
        title=f"Comparison: {title(comparison)}",
        blocks=blocks,
        name="redline",
        subject=summary(comparison, told),
        author=comparison.new.party,
    )
    shown = {number for line in lines for number in touched(line)}
    return Redline(
        document=document,
        entries=tuple(_entry(change, shown) for change in told),
        counts=tuple(counted(told).items()),
        before=_name(comparison.old.name, comparison.old.through),
        after=_name(comparison.new.name, comparison.new.through),
        summary=summary(comparison, told),
    )


def history_redline(history: History) -> Redline:
    """Lay several steps out as one redline that keeps words inserted by one and deleted again by a later one.

    Accepting the changes of the first instruments and rejecting those of the others gives the version in between. Moves
    are shown as deletion and insertion.

    Args:
        history: The versions in order, with who made each.
    """
    blocks: list[Block] = []
    here: list[Passage] = []
    for passage in passages(history):
        if passage.text != "\n":
            here.append(passage)
            continue
        blocks.append(_historic(here, passage, history))
        here = []
    names = ", then ".join(each.name for each in history.steps)
    last = history.versions[-1]
    document = Document(
        title=f"{last.name}: every change by {names}", blocks=tuple(blocks), name="history", author=last.party
    )
    return Redline(
        document=document, before=history.versions[0].name, after=_name(last.name, last.through), summary=names
    )


def _historic(words: list[Passage], end: Passage, history: History) -> Paragraph:
    items = [Item("-" if each.died else "+" if each.born else "=", each.text, each.slot, 0, each.clause, each.depth)
             for each in words]  # fmt: skip
    role, level = _role(items)
    marked = [_passage(each, history) for each in words]
    count = _label_length(items)
    last = _passage(end, history)
    return Paragraph(
        runs=tuple(marked[count:]), label=tuple(marked[:count]), role=role, level=level, mark=last.mark, tight=True,
        author=last.author, date=last.date, change=last.change, inserted_by=last.inserted_by,
    )  # fmt: skip


def _passage(passage: Passage, history: History) -> Run:
    def who(step: int) -> tuple[str, str]:
        return history.steps[step - 1].name, history.steps[step - 1].date

    if passage.died:
        first = who(passage.born) if passage.born else None
        return Run(passage.text, "deleted", *who(passage.died), passage.died, first)
    if passage.born:
        return Run(passage.text, "inserted", *who(passage.born), passage.born)
    return Run(passage.text, _PLAIN.get(passage.slot, "plain"))


def _name(name: str, through: str) -> str:
    return f"{name}, as amended through {through}" if through else name


class _Credit:
    """Whose change something is, and its day: by the word where a history is known, else by the change."""

    def __init__(self, comparison: Comparison, author: str, date: str) -> None:
        self.default = (author, date)
        self.steps = comparison.history.steps if comparison.history else ()
        self.by = {change.number: self._last(change) for change in comparison.changes}

    def _last(self, change: Change) -> tuple[str, str]:
        last = change.by[-1] if change.by else None
        return (last.name, last.date or self.default[1]) if last else self.default

    def of(self, change: int, step: int) -> tuple[str, str]:
        if step:
            return self.steps[step - 1].name, self.steps[step - 1].date or self.default[1]
        return self.by.get(change, self.default)


def _entry(change: Change, shown: set[int]) -> Entry:
    stale = [f"“{each.written}” is now {each.now or 'gone'}" for each in change.references if not each.follows]
    return Entry(
        number=change.number,
        kind=change.kind,
        place=change.place,
        heading=(change.new or change.old).heading if (change.new or change.old) else "",  # type: ignore[union-attr]
        note="; ".join([*stale, *dict.fromkeys(_ordered(each.name, each.under) for each in change.by)]),
        marked=change.number in shown,
    )


def _ordered(name: str, under: str) -> str:
    return f"by {name}{f', under Section {under}' if under else ''}"


def _blocks(lines: Sequence[Line], shown: Sequence[int], by: _Credit) -> Iterator[Block]:
    before = -1
    for at in shown:
        if at != before + 1:
            yield Paragraph(runs=(Run(_OMITTED, "note"),), role="note")
        yield _paragraph(lines[at], by)
        before = at
    if shown and before != len(lines) - 1:
        yield Paragraph(runs=(Run(_OMITTED, "note"),), role="note")


def _paragraph(line: Line, by: _Credit) -> Paragraph:
    author, date = by.of(line.change, line.by) if line.sign != "=" else ("", "")
    role, level = _role(line.items)
    count = _label_length(line.items)
    return Paragraph(
        runs=tuple([_run(item, by) for item in line.items[count:]]),
        label=tuple([_run(item, by) for item in line.items[:count]]),
        role=role,
        level=level,
        mark=_FATES[line.sign],
        author=author,
        date=date,
        change=line.change,
        tight=True,  # blanks are part of the runs here
        keep_next=role == "heading",
    )


def _run(item: Item, by: _Credit) -> Run:
    if item.sign == "=":
        return Run(item.text, _PLAIN.get(item.slot, "plain"))
    author, date = by.of(item.change, item.by)
    return Run(item.text, _FATES[item.sign], author, date, item.change, follows=item.slot in ("label", "reference"))


def _role(items: Sequence[Item]) -> tuple[Role, int]:
    """Return what a paragraph is on the page, by its first words that stay or come, else those that go."""
    first = items[0] if items else None
    if first is not None and first.sign in "-<":
        first = next((item for item in items if item.sign not in "-<"), first)
    if first is None or first.clause is None:
        return "body", 0
    clause, level = first.clause, min(first.depth, 8)
    if clause.kind == "title":
        return "title", 0
    if first.slot == "row":
        return "pre", level
    if clause.layout == "block" and clause.heading:
        ours = "=-<" if first.sign in "-<" else "=+>"
        slots = {item.slot for item in items if item.sign in ours}
        if "heading" in slots and "text" not in slots:
            return "heading", level
        return "body", level + 1 if clause.label and first.slot == "text" else level
    return "body", level


def _label_length(items: Sequence[Item]) -> int:
    """Return how many items at the start are the paragraph's number."""
    count = 0
    while count < len(items) and items[count].slot == "label":
        count += 1
    return count
