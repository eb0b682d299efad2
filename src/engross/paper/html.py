"""HTML in one file: the words as a firm would set them, readable on a screen, on paper and by a screen reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby

from engross.paper.document import Block, Document, Line, Mark, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.signing import Entry, columns, entries

DRAFT = "Draft – not for signature"
_TAGS: dict[Mark, tuple[str, str]] = {
    "heading": ('<span class="run-in">', "</span>"),
    "term": ('<dfn class="term">', "</dfn>"),
    "emphasis": ("<em>", "</em>"),
    "label": ('<span class="inline-label">', "</span>"),
    "blank": ('<mark class="blank">', "</mark>"),
    "inserted": ("<ins>", "</ins>"),
    "deleted": ("<del>", "</del>"),
    "moved-to": ('<ins class="moved">', "</ins>"),
    "moved-from": ('<del class="moved">', "</del>"),
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def html(document: Document) -> str:
    """Render a document as one HTML file that fetches nothing.

    Args:
        document: The document.
    """
    body = "\n".join(_body(document.blocks))
    mark = f'<p class="draft-mark" role="note">{DRAFT}</p>\n' if document.draft else ""
    foot = f'<footer class="foot">{escape(document.footer)}</footer>\n' if document.footer else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{_properties(document)}<title>{escape(document.title)}</title>\n<style>\n{stylesheet()}</style>\n</head>\n"
        f"<body{' class=draft' if document.draft else ''}>\n{mark}<main>\n{body}\n</main>\n{foot}</body>\n</html>\n"
    )


@cache
def stylesheet() -> str:
    """Return the style sheet every HTML page of engross carries in itself."""
    return files("engross.paper").joinpath("html.css").read_text(encoding="utf-8")


def words_as_html(runs: Iterable[Run]) -> str:
    """Return runs as HTML, their words escaped; line breaks inside words become ``<br>``."""
    return "".join(_run(run) for run in runs)


def _properties(document: Document) -> str:
    known = (("author", document.author), ("description", document.subject))
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in known if value)


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    new_page = False
    for titled, group in groupby(blocks, key=_is_title):
        if titled:
            yield _titles([each for each in group if isinstance(each, Paragraph)], new_page=new_page)
            new_page = False
            continue
        for block in group:
            if isinstance(block, PageBreak):
                new_page = True
                continue
            yield _block(block, new_page=new_page)
            new_page = False


def _is_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in ("title", "subtitle")


def _titles(lines: list[Paragraph], *, new_page: bool) -> str:
    """Set the lines of a title as one heading; the smaller lines under it as paragraphs of the same group."""
    parts = []
    for role, group in groupby(lines, key=lambda line: line.role):
        if role == "title":
            spans = "\n".join(f"<span{_anchor(line)}>{_words(line)}</span>" for line in group)
            parts.append(f"<h1>{spans}</h1>")
        else:
            parts += [f'<p class="subtitle"{_anchor(line)}>{_words(line)}</p>' for line in group]
    inner = "\n".join(parts)
    return f'<hgroup class="titles{" new-page" if new_page else ""}">\n{inner}\n</hgroup>'


def _block(block: Block, *, new_page: bool) -> str:
    match block:
        case Paragraph():
            return _paragraph(block, new_page=new_page)
        case Table():
            return _table(block)
        case SignatureBlock():
            return _signatures(block)
        case PageBreak():
            return ""


def _paragraph(block: Paragraph, *, new_page: bool) -> str:
    tag = f"h{min(block.level + 2, 6)}" if block.role == "heading" else "p"
    names: list[str] = [block.role] if block.role in ("caption", "note", "pre", "closing") else []
    names += [f"l{min(block.level, 5)}"] if block.level else []
    names += ["hang"] if block.label and not block.tight else []
    names += ["keep"] if block.keep_next else []
    names += ["new-page"] if new_page else []
    classes = f' class="{" ".join(names)}"' if names else ""
    role = ' role="note"' if block.role == "note" else ""
    label = "".join(run.text for run in block.label)
    hang = f' style="--hang:{len(label) * 0.52 + 0.9:.1f}em"' if label and len(label) > 4 and not block.tight else ""
    inner = _marked(block, _words(block, bold=block.role == "heading"))
    return f"<{tag}{classes}{_anchor(block)}{role}{hang}>{inner}</{tag}>"


def _marked(block: Paragraph, inner: str) -> str:
    match block.mark:
        case "inserted" | "moved-to":
            return f"<ins>{inner}</ins>"
        case "deleted" | "moved-from":
            return f"<del>{inner}</del>"
        case _:
            return inner


def _anchor(block: Paragraph) -> str:
    return f' id="{escape(block.anchor)}"' if block.anchor else ""


def _words(block: Paragraph, *, bold: bool = True) -> str:
    """Return label and words; a heading's own runs need no tag of their own in a heading."""
    runs = [Run(run.text) if bold and run.mark == "heading" else run for run in block.runs]
    if not block.label:
        return words_as_html(runs)
    if block.tight or block.role in ("title", "subtitle", "caption"):
        gap = "" if block.tight else " "
        return words_as_html(block.label) + gap + words_as_html(runs)
    label = words_as_html(Run(run.text) if run.mark == "label" else run for run in block.label)
    return f'<span class="label">{label}</span> {words_as_html(runs)}'


def _run(run: Run) -> str:
    before, after = _TAGS.get(run.mark, ("", ""))
    return before + escape(run.text, quote=False).replace("\n", "<br>\n") + after


def _table(table: Table) -> str:
    if all(len(row) == 1 for row in table.rows):
        lines = "\n".join(f"<p>{words_as_html(row[0])}</p>" for row in table.rows)
        return f'<div class="typed{_level(table.level)}">\n{lines}\n</div>'
    rows = []
    width = max(len(row) for row in table.rows)
    for position, row in enumerate(table.rows):
        tag, scope = ("th", ' scope="col"') if position < table.header else ("td", "")
        spans = f' colspan="{width}"' if len(row) == 1 else ""
        cells = "\n".join(f"<{tag}{scope}{spans}>{words_as_html(cell)}</{tag}>" for cell in row)
        rows.append(f"<tr>\n{cells}\n</tr>")
    inner = "\n".join(rows)
    return f'<table class="rows{_level(table.level)}">\n{inner}\n</table>'


def _level(level: int) -> str:
    return f" l{min(level, 5)}" if level else ""


def _signatures(block: SignatureBlock) -> str:
    count = columns(block)
    name = {1: "one", 2: "two"}.get(count, "many")
    parts = []
    for row in block.rows:
        places = entries(row)
        parts += [_place(place) for place in places]
        parts += ['<div class="place open"></div>'] * (max(count, 1) - len(places))
    inner = "\n".join(parts)
    return f'<div class="signatures {name}" role="group" aria-label="Signatures">\n{inner}\n</div>'


def _place(place: Entry) -> str:
    if not place.words and place.line is None:
        return '<div class="place open"></div>'
    words = f"<span>{words_as_html(place.words)}</span>" if place.words else ""
    if place.line is None:
        return f'<div class="place words">{words}</div>'
    pen = " pen" if place.line.kind == "signature" and not place.line.value else ""
    return f'<div class="place{pen}">{words} {_rule(place.line)}</div>'


def _rule(line: Line) -> str:
    tip = escape(line.tip or line.name)
    if line.value:
        return f'<span class="rule" title="{tip}">{words_as_html((Run(line.value),))}</span>'
    return f'<span class="rule" role="img" aria-label="Line for {tip}"></span>'
