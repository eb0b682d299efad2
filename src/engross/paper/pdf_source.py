"""Write documents as the data the page design reads: JSON, never markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

from engross.paper.document import Document, Line, Mark, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.signing import columns, entries
from engross.problems import InputError, Problem

Anchors = Literal["none", "docusign", "adobe", "dropbox"]
LONG_WORD = 40  # letters over the whole measure; shorter words fit and need no measuring
MOST_PARAGRAPHS_KEPT = 3
LONGEST_KEPT = 1500  # signs; about a third of a page
_ROLES = ("title", "subtitle", "caption")
_BREAKS = re.compile(r"[\s\-–—/?]+")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


def field_names(documents: Sequence[Document]) -> dict[tuple[int, str], str]:
    """Return the name in the PDF of every open line, by the document's position and the line's own name.

    A name that two documents use is prefixed with each document's, so that no two fields share one value.

    Raises:
        InputError: Two lines of one document have one name (E118).
    """
    lines = [(number, line.name) for number, document in enumerate(documents) for line in open_lines(document)]
    problems = [
        Problem(
            code="E118",
            what=f"two lines of {documents[number].title!r} are named {name}",
            remedy="give each line its own name, else one value would fill both",
        )
        for number, name in sorted({each for each in lines if lines.count(each) > 1})
    ]
    if problems:
        raise InputError(tuple(problems))
    plain = [name for _, name in lines]
    return {
        (number, name): _plain_name(f"{documents[number].name}_{name}" if plain.count(name) > 1 else name)
        for number, name in lines
    }


def _plain_name(name: str) -> str:
    return re.sub(r"[^0-9A-Za-z_-]+", "_", name)


def lines_of(document: Document) -> tuple[Line, ...]:
    """Return every ruled line of a document, in order."""
    blocks = [block for block in document.blocks if isinstance(block, SignatureBlock)]
    return tuple(cell for block in blocks for row in block.rows for cell in row if isinstance(cell, Line))


def open_lines(document: Document) -> tuple[Line, ...]:
    """Return the lines that become form fields: those without a value, in a paper that is no draft."""
    return () if document.draft else tuple(line for line in lines_of(document) if not line.value)


def sources(
    documents: Sequence[Document], *, title: str = "", anchors: Anchors = "none", archive: bool = False
) -> dict[str, bytes]:
    """Return the files the page design reads, by name.

    Args:
        documents: In the order they are bound.
        title: The title of the whole; that of the first document where it is empty.
        anchors: Which signing service's invisible marks to print at the open lines.
        archive: True dates the file, as PDF/A asks; always the same day, so that the bytes stay the same.
    """
    names = field_names(documents)
    files = {
        f"document-{number}.json": _document(
            document, tuple(sorted((name, full) for (at, name), full in names.items() if at == number)), anchors
        )
        for number, document in enumerate(documents)
    }
    first = documents[0]
    whole = title or first.title
    if any(document.draft for document in documents):
        whole = f"DRAFT – {whole}"
    packet = {
        "documents": list(files),
        "archive": archive,
        "title": whole,
        "author": first.author,
        "subject": first.subject or None,
        "keywords": [f"{key}: {value}" for document in documents for key, value in document.properties],
    }
    return {"packet.json": json.dumps(packet).encode(), **files}


@lru_cache(maxsize=8)  # the plan is the same document in every packet of a run
def _document(document: Document, names: tuple[tuple[str, str], ...], anchors: Anchors) -> bytes:
    language, _, region = document.language.partition("-")
    return json.dumps(
        {
            "lang": language,
            "region": region or None,
            "footer": document.footer or document.title,
            "draft": document.draft,
            "blocks": _blocks(document, dict(names), anchors),
        }
    ).encode()


def _blocks(document: Document, names: Mapping[str, str], anchors: Anchors) -> list[dict[str, Any]]:
    done: list[dict[str, Any]] = []
    depth = 0
    titled = False
    for block in document.blocks:
        match block:
            case Paragraph():
                drawn = _paragraph(block, draft=document.draft)
                level = _bookmark_level(block, depth)
                if not titled and (block.role == "title" or block.role not in _ROLES):
                    drawn["bookmark"] = [1, document.title]
                    titled, depth = True, 1
                elif level and (name := bookmark(block)):
                    drawn["bookmark"] = [level, name]
                    depth = level
                done.append(drawn)
            case Table():
                done.append(_table(block, draft=document.draft))
            case PageBreak():
                done.append({"k": "n"})
            case SignatureBlock():
                before = _kept(done)
                done.append(_signatures(block, document, names, anchors) | {"before": before})
    for drawn, following in zip(done, [*done[1:], None], strict=True):
        if drawn.get("role") in _ROLES:
            drawn["last"] = following is None or following.get("role") not in ("title", "subtitle")
        if longest := _longest(drawn):
            drawn["longest"] = longest
    return done


def _kept(done: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take from the end of *done* the paragraphs that stay on the page of the signature block after them."""
    kept: list[dict[str, Any]] = []
    if done and sum(len(text) for text, _ in _texts(done[-1])) > LONGEST_KEPT:
        return kept  # so long a paragraph may be parted; its last lines stay with the block
    while done and done[-1]["k"] == "p" and len(kept) < MOST_PARAGRAPHS_KEPT and (not kept or done[-1]["keep"]):
        if done[-1]["role"] in _ROLES and kept:
            break
        kept.insert(0, done.pop())
    return kept


def _bookmark_level(block: Paragraph, depth: int) -> int:
    """Return the level of a paragraph's bookmark, never more than one below the last; 0 for none."""
    if block.role == "heading" or (block.role not in (*_ROLES, "note", "pre") and _run_in(block)):
        return min(block.level + 2, depth + 1, 6)
    return 0


def _run_in(block: Paragraph) -> bool:
    return bool(block.runs) and block.runs[0].mark == "heading" and bool(block.label)


def bookmark(block: Paragraph) -> str:
    """Return the words of a paragraph's bookmark: its label and heading on one line."""
    label = "".join(run.text for run in block.label)
    words = block.runs if block.role == "heading" else block.runs[:1]
    heading = "".join(run.text for run in words if run.mark not in ("deleted", "moved-from"))
    return _BLANKS.sub(" ", f"{label} {heading}").strip()


def _runs(runs: Iterable[Run], *, draft: bool, pre: bool = False) -> list[list[str]]:
    return [[_signs(run.text, pre=pre), _mark(run.mark, draft=draft)] for run in runs if run.text]


def _mark(mark: str, *, draft: bool) -> str:
    return f"draft-{mark}" if draft and mark in ("blank", "value") else mark


def _signs(text: str, *, pre: bool = False) -> str:
    """Fold blanks as a page does, or keep them where a line is kept as typed."""
    text = text.replace("\u00ad", "")  # a soft hyphen is no sign of its own, and lines break at words here
    return text.replace("\t", "    ").replace(" ", "\u00a0") if pre else _BLANKS.sub(" ", text)


def _paragraph(block: Paragraph, *, draft: bool) -> dict[str, Any]:
    pre = block.role == "pre"
    runs, label = (
        [Run(run.text, _whole(run.mark, block.mark, heads=block.role in ("heading", *_ROLES))) for run in each]
        for each in (block.runs, block.label)
    )
    tight = block.tight
    if tight and label and (begun := "".join(run.text for run in runs)) != begun.lstrip():
        runs, tight = _without_blank(runs), False  # the blank after the label is among the words
    return {
        "k": "p",
        "role": block.role,
        "level": block.level,
        "label": _runs(label, draft=draft),
        "runs": _runs(runs, draft=draft, pre=pre),
        "tight": tight,
        "keep": block.keep_next,
    }


def _without_blank(runs: Sequence[Run]) -> list[Run]:
    """Return runs without the blanks they begin with."""
    kept = list(runs)
    while kept and not (text := kept[0].text.lstrip()):
        kept.pop(0)
    return [replace(kept[0], text=text), *kept[1:]] if kept else []


def _whole(mark: Mark, of_paragraph: Mark, *, heads: bool) -> Mark:
    """Return the mark of a run in a paragraph that is itself marked, or that is a heading as a whole."""
    if of_paragraph != "plain" and mark in ("plain", "label", "heading", "term", "emphasis", "value"):
        return of_paragraph
    return "plain" if heads and mark == "heading" else mark


def _table(block: Table, *, draft: bool) -> dict[str, Any]:
    wide = [row for row in block.rows if len(row) > 1]
    count = max((len(row) for row in wide), default=1)
    cells = [["".join(run.text for run in row[at]) for row in wide if at < len(row)] for at in range(count)]
    return {
        "k": "t",
        "rows": [[_runs(cell, draft=draft, pre=count == 1) for cell in row] for row in block.rows],
        "header": block.header,
        "level": block.level,
        "widths": [_width(each) for each in cells],
    }


def _width(cells: Sequence[str]) -> int:
    """Return the weight of a column: by its longest cell, within limits, yet its longest word must fit."""
    longest = max((len(cell) for cell in cells), default=1)
    word = max((len(part) for cell in cells for part in _BREAKS.split(cell)), default=1)
    return max(min(longest, 40), word * 3 // 2, 6)


def _signatures(
    block: SignatureBlock, document: Document, names: Mapping[str, str], anchors: Anchors
) -> dict[str, Any]:
    rows = [
        [
            {
                "words": _runs(entry.words, draft=document.draft),
                "line": None if entry.line is None else _line(entry.line, document, names, anchors),
            }
            for entry in entries(row)
        ]
        for row in block.rows
    ]
    return {"k": "s", "columns": columns(block), "rows": rows}


def _line(line: Line, document: Document, names: Mapping[str, str], anchors: Anchors) -> dict[str, Any]:
    open_line = not line.value and not document.draft
    name = names.get(line.name, "")
    return {
        "value": _signs(line.value),
        "kind": line.kind,
        "mark": _mark("value", draft=document.draft),
        "field": f"x-field:{line.kind}:{name}" if open_line else "",
        "anchor": anchor(anchors, line, name) if open_line else "",
    }


def anchor(anchors: Anchors, line: Line, name: str) -> str:
    """Return the invisible mark by which a signing service finds a line; each is unique in its packet."""
    match anchors:
        case "docusign":
            return f"/{name}/"
        case "adobe":
            kind = {"signature": "signature", "date": "date"}.get(line.kind, "text")
            return f"{{{{{name}_es_:signer1:{kind}}}}}"
        case "dropbox":
            kind = {"signature": "sig", "date": "date"}.get(line.kind, "text")
            return f"[{kind}|req|signer1|{line.tip or line.name}|{name}]"
        case _:
            return ""


def _longest(drawn: Mapping[str, Any]) -> list[str | float]:
    """Return the word that no line may break and that may not fit its column, with the column's share of the page."""
    found: list[str | float] = []
    most = 0.0
    for text, share in _texts(drawn):
        for word in _BREAKS.split(text):
            if len(word) > LONG_WORD * share and len(word) / share > most:
                most, found = len(word) / share, [word, share]
    return found


def _texts(drawn: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    match drawn["k"]:
        case "p":
            yield "".join(run[0] for run in drawn["label"] + drawn["runs"]), 0.7
        case "t":
            whole = sum(drawn["widths"])
            for row in drawn["rows"]:
                for width, cell in zip(drawn["widths"], row, strict=False):
                    yield "".join(run[0] for run in cell), 1.0 if len(row) == 1 else width / whole
        case "s":
            yield from (each for before in drawn["before"] for each in _texts(before))
            for entry in (entry for row in drawn["rows"] for entry in row):
                yield "".join(run[0] for run in entry["words"]), 0.2
                yield entry["line"]["value"] if entry["line"] else "", 0.3
