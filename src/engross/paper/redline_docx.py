"""A redline as a Word file with native tracked changes: accept all gives the text after, reject all the text before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from engross.paper import docx_parts as parts
from engross.paper.document import Document, Mark, Paragraph, Run
from engross.paper.docx import style_of
from engross.paper.package import packed
from engross.paper.redline import Redline
from engross.paper.wellformed import refuse_unprintable

AUTHOR = "Comparison"  # whose change it is where nothing says so
_TAGS: dict[Mark, str] = {"inserted": "ins", "deleted": "del", "moved-from": "moveFrom", "moved-to": "moveTo"}
_BOLD: frozenset[Mark] = frozenset({"heading"})
_MARGIN = 1584
_QUICK = 1  # of 9: a redline of a whole code is read once, and packing it hard takes longer than making it


def redline_docx(redline: Redline) -> bytes:
    """Render a redline as a Word file whose changes Word, and anything that reads its format, can accept and reject.

    Args:
        redline: The redline. Words moved and edited are ``moveFrom`` and ``moveTo`` where they are the same, plainly
            deleted and inserted where they are not, so nothing is nested and every reader agrees.

    Raises:
        InputError: The words hold a sign that no XML file may hold.
    """
    refuse_unprintable(redline.document)
    return packed(parts.package(redline.document, body(redline.document).encode()), level=_QUICK)


def body(document: Document) -> str:
    """Return ``word/document.xml``."""
    names = " ".join(f'xmlns:{name}="{space}"' for name, space in parts.NAMESPACES.items())
    writer = _Writer([block for block in document.blocks if isinstance(block, Paragraph)])
    inner = "".join(writer.paragraphs())
    draft = '<w:headerReference w:type="default" r:id="rIdHeader"/>' if document.draft else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {names}><w:body>{inner}'
        # An unmarked paragraph ends the file, so that the mark before it can be deleted or inserted like any other.
        f'<w:p><w:pPr><w:pStyle w:val="Spacer"/></w:pPr></w:p>'
        f'<w:sectPr>{draft}<w:footerReference w:type="default" r:id="rIdFooter"/>'
        '<w:pgSz w:w="12240" w:h="15840"/>'
        f'<w:pgMar w:top="1440" w:right="{_MARGIN}" w:bottom="1440" w:left="{_MARGIN}" w:header="720" w:footer="620"'
        ' w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


class _Writer:
    """Writes paragraphs, giving every tracked change and every range its own id."""

    def __init__(self, blocks: list[Paragraph]) -> None:
        self.blocks = blocks
        self.last_id = 0
        self.open: dict[tuple[str, int], int] = {}
        # The last paragraph of each end of each move: there its range ends.
        self.ends: dict[tuple[str, int], int] = {}
        for at, block in enumerate(blocks):
            for mark, change in _moves(block):
                self.ends[mark, change] = at

    def paragraphs(self) -> Iterator[str]:
        """Yield the paragraphs, and after each the ends of the ranges that end with it."""
        for at, block in enumerate(self.blocks):
            yield self._paragraph(block)
            if not self.open:
                continue
            for key in [key for key in self.open if self.ends[key] == at]:
                yield f'<w:{key[0]}RangeEnd w:id="{self.open.pop(key)}"/>'

    def _paragraph(self, block: Paragraph) -> str:
        properties = f'<w:pStyle w:val="{style_of(block)}"/>'
        if block.keep_next:
            properties += "<w:keepNext/>"
        words = self._words((*block.label, *block.runs), bold=block.role != "heading")
        if block.mark in _TAGS:
            mark = f"<w:ins {self._first(block)}/>" if block.inserted_by else ""
            mark += f"<w:{_TAGS[block.mark]} {self._who(block)}/>"
            properties += f"<w:rPr>{mark}</w:rPr>"
            words += self._range(block.mark, block)
        return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"

    def _words(self, runs: Iterable[Run], *, bold: bool) -> str:
        """Write runs, those of one fate as one."""
        made: list[str] = []
        fate: tuple[object, ...] | None = None
        same: list[Run] = []
        for run in runs:
            this = (_TAGS.get(run.mark, ""), run.change, bold and run.mark in _BOLD, run.author, run.inserted_by)
            if this != fate and same:
                made.append(self._same(same, bold=bold))
                same = []
            fate = this
            same.append(run)
        if same:
            made.append(self._same(same, bold=bold))
        return "".join(made)

    def _same(self, same: list[Run], *, bold: bool) -> str:
        first = same[0]
        text = "".join([run.text for run in same]) if len(same) > 1 else first.text
        if not text:
            return ""
        tag = _TAGS.get(first.mark, "")
        inner = _run(text, deleted=tag == "del", bold=bold and first.mark in _BOLD)
        if not tag:
            return inner
        made = f"{self._range(first.mark, first)}<w:{tag} {self._who(first)}>{inner}</w:{tag}>"
        return f"<w:ins {self._first(first)}>{made}</w:ins>" if first.inserted_by else made

    def _first(self, one: Run | Paragraph) -> str:
        """Return whose insertion it was that a later change deleted."""
        author, date = one.inserted_by or ("", "")
        return self._who(Run("", "inserted", author, date, one.change - 1))

    def _range(self, mark: Mark, one: Run | Paragraph) -> str:
        """Open the range of a move where its first words stand."""
        tag = _TAGS[mark]
        key = (tag, one.change)
        if not tag.startswith("move") or key in self.open or key not in self.ends:
            return ""
        who = self._who(one)
        self.open[key] = self.last_id
        return f'<w:{tag}RangeStart {who} w:name="move{one.change}"/>'

    def _who(self, one: Run | Paragraph) -> str:
        """Return id, author and date of a tracked change; no two neighbours share a minute.

        LibreOffice joins changes of one author within a minute across a paragraph mark that did not change.
        """
        self.last_id += 1
        minute = one.change * 7 % 1440
        clock = f"{minute // 60:02d}:{minute % 60:02d}:00Z"
        date = f' w:date="{one.date}T{clock}"' if one.date else ""
        return f'w:id="{self.last_id}" w:author={quoteattr(one.author or AUTHOR)}{date}'


def _moves(block: Paragraph) -> Iterator[tuple[str, int]]:
    every: tuple[Run | Paragraph, ...] = (*block.label, *block.runs, block)
    for one in every:
        if one.change and one.mark in ("moved-from", "moved-to"):
            yield _TAGS[one.mark], one.change


def _run(text: str, *, deleted: bool, bold: bool) -> str:
    tag = "delText" if deleted else "t"
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    if "\t" not in text:
        return f'<w:r>{properties}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'
    made = [f'<w:{tag} xml:space="preserve">{escape(piece)}</w:{tag}>' if piece else "" for piece in text.split("\t")]
    return f"<w:r>{properties}{'<w:tab/>'.join(made)}</w:r>"
