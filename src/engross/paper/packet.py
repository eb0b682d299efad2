"""A packet: the papers of one grant in one PDF, read back, with the places where people sign."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engross.paper import readback_pdf
from engross.paper.document import Document
from engross.paper.form_field import Field
from engross.paper.pdf import bind
from engross.paper.pdf_source import Anchors
from engross.problems import Problem

PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0  # US Letter, the page of the design

if TYPE_CHECKING:  # the exhibits bring a heavy reader
    from engross.paper.exhibits import Exhibit


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A packet ready to sign.

    Args:
        content: The PDF.
        fields: Its form fields.
        papers: The title and first page (from 1) of each paper.
        pages: How many pages the papers have, exhibits not counted.
        problems: What should be known about it; warnings.
    """

    content: bytes
    fields: tuple[Field, ...]
    papers: tuple[tuple[str, int], ...]
    pages: int
    problems: tuple[Problem, ...] = ()


def packet(
    documents: Sequence[Document],
    *,
    title: str = "",
    anchors: Anchors = "none",
    exhibits: Sequence[Exhibit] = (),
    archive: bool = False,
) -> Packet:
    """Bind papers into one packet and read it back.

    Args:
        documents: The papers in order: agreement, acceptance, plan.
        title: The title of the whole.
        anchors: Which signing service's invisible marks to print.
        exhibits: PDFs nobody here made, bound at the end after a check.
        archive: True also follows PDF/A-2a.

    Raises:
        InputError: A document or exhibit cannot be bound.
        OutputError: The packet does not read as its documents do.
    """
    bound = bind(documents, title=title, anchors=anchors, archive=archive)
    readback_pdf.check(bound.content, documents)
    content, problems = bound.content, list[Problem]()
    if exhibits:
        content, problems = _with_exhibits(content, exhibits)
    papers = tuple((document.title, start + 1) for document, start in zip(documents, bound.starts, strict=True))
    return Packet(content=content, fields=bound.fields, papers=papers, pages=bound.pages, problems=tuple(problems))


def _with_exhibits(content: bytes, exhibits: Sequence[Exhibit]) -> tuple[bytes, list[Problem]]:
    from engross.paper.binding import append, claim_withdrawn  # noqa: PLC0415 - pypdf, and only exhibits need it
    from engross.paper.exhibits import Checked, check_exhibit  # noqa: PLC0415 - as above
    from engross.problems import InputError  # noqa: PLC0415 - beside its use

    checked: list[Checked] = []
    faults: list[Problem] = []
    for exhibit in exhibits:
        try:
            checked.append(check_exhibit(exhibit))
        except InputError as error:
            faults += error.problems
    if faults:
        raise InputError(tuple(faults))
    problems = [problem for each in checked for problem in each.problems]
    problems += [_stripped(each.exhibit, each.active) for each in checked if each.active]
    return append(content, checked), [*problems, claim_withdrawn(exhibits)]


def _stripped(exhibit: Exhibit, active: Sequence[str]) -> Problem:
    what = f"{', '.join(active)} was left out of {exhibit.name}"
    return Problem(code="W114", what=what, remedy="look at its pages in the packet", severity="warning")


def fields_json(made: Packet) -> str:
    """Return where the fields of a packet stand, for a signing service.

    Each field has its page (from 1), its rectangle in points from the bottom left, and its place and size in percent
    of the page from the top left.
    """
    fields = [_field(field) for field in made.fields]
    papers = [{"title": title, "page": page} for title, page in made.papers]
    whole = {
        "pages": made.pages,
        "page_size": {"width": PAGE_WIDTH, "height": PAGE_HEIGHT},
        "papers": papers,
        "fields": fields,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _field(field: Field) -> dict[str, Any]:
    left, bottom, right, top = field.rectangle
    return {
        "name": field.name,
        "kind": field.kind,
        "tip": field.tip,
        "page": field.page,
        "rectangle": {"left": left, "bottom": bottom, "right": right, "top": top},
        "percent": {
            "left": round(left / PAGE_WIDTH * 100, 3),
            "top": round((PAGE_HEIGHT - top) / PAGE_HEIGHT * 100, 3),
            "width": round((right - left) / PAGE_WIDTH * 100, 3),
            "height": round((top - bottom) / PAGE_HEIGHT * 100, 3),
        },
    }
