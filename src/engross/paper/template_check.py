"""The gate for Word templates: nothing is filled that has not passed it whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from jinja2.exceptions import TemplateError
from lxml.etree import XMLSyntaxError

from engross.paper.template_fields import read
from engross.paper.template_matter import matter
from engross.paper.template_open import opened
from engross.problems import InputError, Problem, Source

_LITERAL = re.compile(r"word/(endnotes|comments\w*|charts/.*|diagrams/.*|glossary/.*)\.xml$")
_MOST = 50


def check_template(
    data: bytes, fields: Collection[str] | None = None, *, name: str = "", wanted: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Check a template and return everything that is wrong with it; nothing means it may be filled.

    Args:
        data: The .docx file.
        fields: The record's fields by dotted path, lists as ``list[]``; None where any name will do.
        name: The file, for messages.
        wanted: Fields that a template of this kind should print; those it does not are warned of.

    Returns:
        At most 50 problems, errors first.
    """
    parts, problems = opened(data, name or "the template")
    if problems:
        return _placed(problems, name)
    reading = read(parts, fields, name)
    found = [*matter(parts), *_literal(parts), *reading.problems]
    if not _says_anything(parts):
        found.append(Problem(code="E094", what="the template has no words", remedy="write the form's words into it"))
    if not any(problem.severity == "error" for problem in found):
        found += _together(data)
    unused = [each for each in wanted if each not in reading.used]
    found += [
        Problem(code="W090", severity="warning", what=f"the template never prints {each}", remedy="print it there",
                place=each)
        for each in unused
    ]  # fmt: skip
    ordered = sorted(found, key=lambda problem: problem.severity != "error")
    return _placed(tuple(dict.fromkeys(ordered)), name)[:_MOST]


def template_fields(data: bytes, *, name: str = "") -> tuple[str, ...]:
    """Return the fields a template needs, in the order it first names them.

    Args:
        data: The .docx file.
        name: The file, for messages.

    Raises:
        InputError: The file is no template that can be read.
    """
    parts, problems = opened(data, name or "the template")
    if problems:
        raise InputError(_placed(problems, name))
    reading = read(parts, None, name)
    if reading.problems:
        raise InputError(tuple(reading.problems))
    return tuple(reading.used)


def _literal(parts: Mapping[str, bytes]) -> list[Problem]:
    """Find tags where docxtpl leaves them as they are."""
    return [
        Problem(code="E095", what=f"{part} holds a tag, and tags there are printed as they stand",
                remedy="move it to the body, a header, a footer or a footnote")
        for part, raw in parts.items()
        if _LITERAL.match(part) and re.search(rb"\{\{|\{%", re.sub(rb"<[^>]*>", b"", raw))
    ]  # fmt: skip


def _says_anything(parts: Mapping[str, bytes]) -> bool:
    return bool(re.search(rb"<w:t(?: [^>]*)?>[^<]*\S[^<]*</w:t>", parts["word/document.xml"]))


def _together(data: bytes) -> list[Problem]:
    """Compile the template: tags may be sound one by one and still not come together."""
    from engross.paper.template_ladder import recipe  # noqa: PLC0415 - docxtpl is slow to load; most faults need none

    try:
        recipe(data)
    except InputError as refused:
        return list(refused.problems)
    except (TemplateError, XMLSyntaxError, AttributeError, ValueError, KeyError) as fault:
        what = f"the tags do not come together: {fault}"
        remedy = "open and close each tag in the same paragraph, row or cell"
        return [Problem(code="E089", what=what, remedy=remedy)]
    return []


def _placed(problems: tuple[Problem, ...], name: str) -> tuple[Problem, ...]:
    if not name:
        return problems
    return tuple(each if each.source else replace(each, source=Source(file=name)) for each in problems)
