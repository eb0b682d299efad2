"""A comparison as text: unified lines with their addresses, and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from engross.comparing.changes import Change
from engross.comparing.compare import Comparison
from engross.comparing.stream import Line
from engross.comparing.wording import Item

# Marks a reader knows from wdiff; they do not stand in legal texts by themselves.
_MARKS = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}"), "<": ("[<", "<]"), ">": ("{>", ">}")}
_MARKDOWN = {"=": ("", ""), "-": ("<del>", "</del>"), "+": ("<ins>", "</ins>"), "<": ("<del>", "</del>"),
             ">": ("<ins>", "</ins>")}  # fmt: skip
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_NUMBERED = re.compile(r"^(\s*)(\d+)([.)])(?=\s|$)")
_BULLET = re.compile(r"^(\s*)([-+])(?=\s|$)")
_RULE = 72


def title(comparison: Comparison) -> str:
    """Return one line that says what is compared."""
    old, new = comparison.old, comparison.new
    if (old.name or old.id) != (new.name or new.id):
        return f"{_named(old)} → {_named(new)}"
    after = f"as amended through {new.through}" if new.through and new.through != old.through else "as changed"
    before = f"as amended through {old.through}" if old.through else "as it stood"
    return f"{old.name or old.id}, {before} → {after}"


def _named(text: object) -> str:
    name, through = getattr(text, "name", ""), getattr(text, "through", "")
    return f"{name or getattr(text, 'id', '')}{f', as amended through {through}' if through else ''}"


def summary(comparison: Comparison, changes: Sequence[Change] | None = None) -> str:
    """Return the counts in one line: ``1 deleted, 1 relabelled; 16 words deleted, 0 inserted``."""
    told = comparison.changes if changes is None else changes
    if not told:
        return "no changes"
    kinds: dict[str, int] = {}
    for change in told:
        for kind in change.kinds:
            kinds[kind] = kinds.get(kind, 0) + 1
    words = f"{sum(each.deleted for each in told)} words deleted, {sum(each.inserted for each in told)} inserted"
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items()) + f"; {words}"


def unified(comparison: Comparison, *, context: int = 1, only: Iterable[int] | None = None) -> str:
    """Return the changed paragraphs with their addresses, deleted words in ``[- -]``, inserted in ``{+ +}``.

    Args:
        comparison: The comparison.
        context: How many unchanged paragraphs are kept beside a changed one; a negative number keeps all.
        only: Numbers of the changes to show; all of them where not given.
    """
    wanted = None if only is None else set(only)
    lines = comparison.lines()
    changes = {change.number: change for change in comparison.changes}
    shown = kept(lines, context, wanted)
    out = [f"--- {_named(comparison.old)}", f"+++ {_named(comparison.new)}", summary(comparison)]
    told: set[int] = set()
    before = -1
    for at in shown:
        numbers = [number for number in touched(lines[at]) if number not in told and (not wanted or number in wanted)]
        if numbers or at != before + 1:
            out.append("@@ " + ("; ".join(headline(changes[number]) for number in numbers) or "…") + " @@")
        told.update(numbers)
        out.append(_prefix(lines[at]) + marked(lines[at].items))
        before = at
    out += [
        f"@@ {headline(change)} @@"
        for change in comparison.changes
        if change.number not in told and (wanted is None or change.number in wanted)
    ]
    return "\n".join(out) + "\n"


def headline(change: Change) -> str:
    """Return a change in one line: number, place, kind, what its references should say."""
    line = f"{change.number}. {change.place}: {change.kind}"
    for reference in change.references:
        if not reference.follows:
            line += f" (“{reference.written}” is now {f'“{reference.now}”' if reference.now else 'gone'})"
    if change.by:
        line += f", by {', '.join(dict.fromkeys(each.name for each in change.by))}"
    return line


def touched(line: Line) -> list[int]:
    """Return the numbers of the changes a paragraph shows, in order."""
    numbers = [item.change for item in line.items if item.change] + ([line.change] if line.change else [])
    return list(dict.fromkeys(numbers))


def kept(lines: Sequence[Line], context: int, wanted: set[int] | None = None) -> list[int]:
    """Return which paragraphs to show: the changed ones and *context* unchanged ones beside each."""
    if context < 0:
        return list(range(len(lines)))
    found: set[int] = set()
    for at, line in enumerate(lines):
        numbers = touched(line)
        if numbers and (wanted is None or wanted & set(numbers)):
            found.update(range(max(0, at - context), min(len(lines), at + context + 1)))
    return sorted(found)


def marked(items: Iterable[Item]) -> str:
    """Return words with their marks; blanks at the edges stay outside."""
    return "".join(_between(text, *_MARKS[sign]) for sign, text in runs(items))


def runs(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Join neighbours of one sign."""
    return [(sign, "".join(item.text for item in group)) for sign, group in groupby(items, key=lambda item: item.sign)]


def _between(text: str, before: str, after: str) -> str:
    bare = text.strip()
    if not before or not bare:
        return text
    lead = text[: len(text) - len(text.lstrip())]
    return f"{lead}{before}{bare}{after}{text[len(lead) + len(bare) :]}"


def _prefix(line: Line) -> str:
    signs = {item.sign for item in line.items}
    if signs <= {"="}:
        return "  "
    one = signs.pop() if len(signs) == 1 else ""
    return f"{one} " if one else "~ "


def markdown(comparison: Comparison, *, context: int = -1) -> str:
    """Return the comparison as Markdown: a list of the changes, then the text with ``<ins>`` and ``<del>``.

    Args:
        comparison: The comparison.
        context: As in :func:`unified`.
    """
    out = [f"# {_plain(title(comparison))}", "", summary(comparison), ""]
    out += [f"- {_plain(headline(change))}" for change in comparison.changes]
    out += ["", "---", ""]
    lines = comparison.lines()
    for at in kept(lines, context):
        words = "".join(_between(_plain(text), *_MARKDOWN[sign]) for sign, text in runs(lines[at].items))
        words = _BULLET.sub(r"\1\\\2", _NUMBERED.sub(r"\1\2\\\3", words))
        out += [words, ""]
    return "\n".join(out)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
