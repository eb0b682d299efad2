"""HTML as filed into lines: blocks end lines, table rows are lines, numbers of lists are printed."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from engross.clauses import labels
from engross.clauses.clause import Furniture
from engross.problems import InputError, Problem, Source
from engross.reading.lines import Line, split
from engross.reading.plain import Reading, read_lines

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figure figcaption footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead title tr ul".split()
)
_SILENT = frozenset("script style head template noscript object iframe svg math".split())
_STYLES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def read_html(content: bytes | str, *, file: str = "-", id: str = "") -> Reading:  # noqa: A002 - the model's own word
    """Read a legal paper from HTML.

    Args:
        content: The file's bytes, whose encoding it declares, or its text.
        file: What to call it in messages.
        id: The id of the text.

    Raises:
        InputError: It is no HTML at all.
    """
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding=_encoding(content))
    try:
        root = lxml_html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        what = f"it cannot be read as HTML: {error}"
        raise InputError(
            (Problem(code="E080", what=what, remedy="save it as text", source=Source(file=file)),)
        ) from error
    title = root.findtext(".//head/title") or ""
    aside = (Furniture(text=" ".join(title.split()), kind="filing header"),) if title.strip() else ()
    return read_lines(lines_of(root), file=file, id=id, aside=aside)


def _encoding(content: bytes | str) -> str | None:
    if isinstance(content, str):
        return None
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def lines_of(root: lxml_html.HtmlElement) -> list[Line]:
    """Return the words of an element as lines, a paragraph or a table row to each."""
    printed: list[str] = []
    stack: list[tuple[str, object]] = [("open", root)]
    counts: list[tuple[str, int]] = []
    while stack:
        step, item = stack.pop()
        if step == "words":
            printed.append(_flat(str(item)))
        elif step == "break":
            printed.append(str(item))
        elif step == "close":
            counts.pop()
        elif isinstance(item, lxml_html.HtmlElement) and isinstance(item.tag, str):
            _unfold(item, stack, printed, counts)
    return split("".join(printed))


def _flat(words: str) -> str:
    """Fold white space and keep whether there was any at the ends: ``<b>A</b>greement`` is one word."""
    folded = " ".join(words.split())
    if not folded:
        return " "
    return (" " if words[0].isspace() else "") + folded + (" " if words[-1].isspace() else "")


def _unfold(item: lxml_html.HtmlElement, stack: list, printed: list[str], counts: list[tuple[str, int]]) -> None:  # type: ignore[type-arg]
    """Put an element's parts on the stack, last first."""
    tag = item.tag.lower()
    if tag in _SILENT or _hidden(item):
        return
    if tag == "br":
        printed.append("\n")
        return
    block = tag in _BLOCKS
    if block:
        printed.append("\n\n" if tag not in ("tr", "tbody", "thead", "tfoot") else "\n")
        stack.append(("break", "\n\n" if tag not in ("tr", "tbody", "thead", "tfoot") else "\n"))
    if tag in ("td", "th"):
        stack.append(("break", "\t"))
    if tag in ("ol", "ul"):
        counts.append((_STYLES.get(item.get("type", "1"), "decimal") if tag == "ol" else "", _start(item)))
        stack.append(("close", None))
    if tag == "li" and counts and counts[-1][0]:
        style, ordinal = counts[-1]
        counts[-1] = (style, ordinal + 1)
        printed.append(f"{labels.numerals(style, min(max(ordinal, 1), 3999))}. ")
    for child in reversed(item):
        if child.tail:
            stack.append(("words", child.tail))
        stack.append(("open", child))
    if item.text:
        stack.append(("words", item.text))


def _hidden(item: lxml_html.HtmlElement) -> bool:
    style = (item.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or item.get("hidden") is not None


def _start(item: lxml_html.HtmlElement) -> int:
    start = item.get("start", "1").strip()
    return int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
