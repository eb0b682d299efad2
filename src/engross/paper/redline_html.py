"""A redline as one HTML file: inline and side by side, contents with counts, a way from change to change."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import Literal

from engross.paper.document import Mark, Paragraph, Run
from engross.paper.redline import NEW, OLD, Entry, Redline

View = Literal["inline", "beside"]
_TAGS: dict[Mark, tuple[str, str, str]] = {
    "inserted": ("ins", "", "inserted"),
    "deleted": ("del", "", "deleted"),
    "moved-to": ("ins", "moved", "moved to here"),
    "moved-from": ("del", "moved", "moved from here"),
}
_KEPT: dict[Mark, str] = {"heading": "run-in", "label": "number"}


def redline_html(redline: Redline, *, view: View = "inline") -> str:
    """Render a redline as one file that fetches nothing and works without a script.

    Args:
        redline: The redline.
        view: Which of the two views is open at first; a button changes it.
    """
    script = _file("redline.js")
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
    )
    paragraphs = [block for block in redline.document.blocks if isinstance(block, Paragraph)]
    pressed = str(view == "beside").lower()
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(redline.document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(redline.document.title)}</title>\n<style>\n{_file('redline.css')}</style>\n</head>\n"
        f'<body class="{view}">\n<header>\n<h1>{escape(redline.document.title)}</h1>\n'
        '<span id="where" role="status"></span>\n'
        '<button type="button" id="previous" title="Previous change (p)">Previous</button>\n'
        '<button type="button" id="next" title="Next change (n)">Next</button>\n'
        f'<button type="button" id="view" aria-pressed="{pressed}" title="Side by side or inline (v)">'
        "Side by side</button>\n</header>\n"
        f'<div class="layout">\n{_contents(redline)}\n<main>\n<div class="inline-view">\n'
        + "\n".join(_inline(paragraphs))
        + f"\n</div>\n{_sides(redline, paragraphs)}\n</main>\n</div>\n<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def _file(name: str) -> str:
    return files("engross.paper").joinpath(name).read_text(encoding="utf-8")


def _contents(redline: Redline) -> str:
    counts = "\n".join(f"<li>{count} {escape(kind)}</li>" for kind, count in redline.counts)
    entries = "\n".join(_entry(entry) for entry in redline.entries)
    return (
        f'<nav aria-label="Changes">\n<h2>Changes</h2>\n<p>{escape(redline.summary)}</p>\n'
        f"<ul>\n{counts}\n</ul>\n<ol>\n{entries}\n</ol>\n</nav>"
    )


def _entry(entry: Entry) -> str:
    words = escape(f"{entry.place}: {entry.kind}")
    link = f'<a href="#c{entry.number}" data-change="{entry.number}">{words}</a>' if entry.marked else words
    heading = f" <span>{escape(entry.heading)}</span>" if entry.heading else ""
    note = f' <span class="note">{escape(entry.note)}</span>' if entry.note else ""
    return f'<li value="{entry.number}">{link}{heading}{note}</li>'


def _inline(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    seen: set[int] = set()
    for paragraph in paragraphs:
        yield _paragraph(paragraph, frozenset(), seen, "c")


def _sides(redline: Redline, paragraphs: list[Paragraph]) -> str:
    """Set both texts beside each other; each column carries exactly its own words."""
    seen: set[int] = set()
    rows = []
    for paragraph in paragraphs:
        left = _paragraph(paragraph, NEW, seen, "l")
        right = _paragraph(paragraph, OLD, seen, "l")
        rows.append(f"<tr><td>{left}</td><td>{right}</td></tr>")
    head = f'<tr><th scope="col">{escape(redline.before)}</th><th scope="col">{escape(redline.after)}</th></tr>'
    return f'<table class="sides">\n<thead>{head}</thead>\n<tbody>\n' + "\n".join(rows) + "\n</tbody>\n</table>"


def _paragraph(paragraph: Paragraph, without: frozenset[Mark], seen: set[int], prefix: str) -> str:
    label = _words(paragraph.label, without, seen, prefix)
    words = _words(paragraph.runs, without, seen, prefix)
    if not label and not words:
        return ""
    names = [paragraph.role] if paragraph.role != "body" else []
    classes = f' class="{" ".join(names)}"' if names else ""
    indent = f' style="margin-left:{paragraph.level * 1.4:.1f}em"' if paragraph.level else ""
    number = f'<span class="label">{label}</span>' if label else ""
    return f"<p{classes}{indent}>{number}{words}</p>"


def _words(runs: Iterable[Run], without: frozenset[Mark], seen: set[int], prefix: str) -> str:
    shown = [run for run in runs if run.mark not in without and run.text]
    parts = []
    for (mark, change, follows), group in groupby(shown, key=lambda run: (run.mark, run.change, run.follows)):
        parts.append(_run((mark, change, follows), "".join(run.text for run in group), seen, prefix))
    return "".join(parts)


def _run(fate: tuple[Mark, int, bool], text: str, seen: set[int], prefix: str) -> str:
    mark, change, follows = fate
    words = escape(text, quote=False)
    if mark not in _TAGS:
        return f'<span class="{_KEPT[mark]}">{words}</span>' if mark in _KEPT else words
    tag, name, said = _TAGS[mark]
    first = change not in seen
    seen.add(change)
    classes = " ".join(each for each in (name, "follows" if follows else "", "change" if first else "") if each)
    attributes = f' class="{classes}"' if classes else ""
    if first:
        attributes += f' id="{prefix}{change}" data-change="{change}" tabindex="-1"'
    # The marker is for people who hear the page; columns are compared without it.
    return f'<{tag}{attributes}><span class="hidden"> [{said}: </span>{words}<span class="hidden">] </span></{tag}>'
