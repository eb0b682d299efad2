"""Compile a Word template once: to a plan where its tags allow it, else to Jinja; and fill it many times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from engross.paper.template_open import opened
from engross.paper.template_plan import Plan, Sheet, Step, finished, plain_faults
from engross.paper.template_zip import Member, Shelf, constant, spliced
from engross.problems import InputError, Problem

Rung = Literal["plan", "jinja"]
CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A compiled template as values: what is cached on disk.

    Args:
        rung: ``plan`` for plain Python, ``jinja`` where tags need Jinja.
        plans: The plan of each part that changes, by its name.
        constants: Parts that stay the same but are written otherwise than in the template.
    """

    rung: Rung
    plans: Mapping[str, Plan]
    constants: Mapping[str, bytes]


@dataclass(kw_only=True)
class Compiled:
    """A template ready to be filled.

    Args:
        recipe: How its parts are made.
        template: The template's own bytes.
        multiline: The fields that may hold line breaks.
        empty: True where an empty value may be printed.
    """

    recipe: Recipe
    template: bytes
    multiline: frozenset[str] = frozenset()
    empty: bool = False
    _steps: dict[str, tuple[Step, bool]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Turn each plan into a function."""
        self._steps = {name: (plan.step(), plan.tidy) for name, plan in sorted(self.recipe.plans.items())}

    @cached_property
    def _shelf(self) -> Shelf:
        parts, problems = opened(self.template)
        if problems:
            raise InputError(problems)
        changing = {*self.recipe.plans, *({"word/document.xml"} if self.recipe.rung == "jinja" else ())}
        kept = {name: raw for name, raw in {**parts, **self.recipe.constants}.items() if name not in changing}
        if self.recipe.rung == "jinja":
            kept = {name: raw for name, raw in kept.items() if name not in self._patched.heads}
        return Shelf(kept)

    @cached_property
    def _patched(self) -> Any:
        from engross.paper.template_docxtpl import Patched  # noqa: PLC0415 - a plan needs no docxtpl

        return Patched(self.template)

    def fill(self, context: Mapping[str, Any]) -> bytes:
        """Fill the template.

        Args:
            context: The record's values: text, whole numbers, lists and mappings of them; words, never markup.

        Returns:
            The bytes of a .docx package, the same for the same context.

        Raises:
            InputError: Fields are missing, empty or malformed; all are named.
        """
        members, problems = self._planned(context)
        if problems:
            raise InputError(tuple(dict.fromkeys(problems)))
        if self.recipe.rung == "jinja":
            members += self._by_jinja(context)
        return self._shelf.package(members)

    def package(self, members: Iterable[Member]) -> bytes:
        """Return the package of parts made elsewhere from what :meth:`parts` gave."""
        return self._shelf.package(members)

    def parts(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        """Return the bytes of each part that changes, unpacked; for comparing."""
        members, problems = self._planned(context)
        if problems:
            raise InputError(tuple(dict.fromkeys(problems)))
        if self.recipe.rung == "jinja":
            members += self._by_jinja(context)
        return {member.name.decode(): member.unpacked() for member in members}

    def _planned(self, context: Mapping[str, Any]) -> tuple[list[Member], list[Problem]]:
        scope = dict(context)
        members: list[Member] = []
        problems: list[Problem] = []
        for name, (step, tidy) in self._steps.items():
            sheet = Sheet(self.multiline, self.empty)
            step(scope, sheet)
            problems += sheet.problems
            members.append(spliced(name.encode(), finished(sheet, tidy=tidy)))
        return members, problems

    def _by_jinja(self, context: Mapping[str, Any]) -> list[Member]:
        from jinja2.exceptions import UndefinedError  # noqa: PLC0415 - as above

        if faults := plain_faults(context, self.multiline):
            raise InputError(tuple(dict.fromkeys(faults)))
        known = {name: value for name, value in context.items() if value is not None}
        try:
            made: dict[str, bytes] = self._patched.parts(known, strict=not self.empty)
        except (UndefinedError, LookupError) as missing:
            fault = Problem(code="E021", what=str(missing.args[0]), remedy="give it in the record")
            raise InputError((fault,)) from None
        return [constant(name, raw) for name, raw in made.items()]


def core_source(raw: bytes) -> str:
    """Return the core properties a template's papers carry: its title and subject, the author where a tag names it.

    What tells of the template's own past (who saved it, when, comments) is not handed on.
    """
    found = raw.decode("utf-8", "replace")
    kept = []
    for tag in ("dc:title", "dc:subject", "dc:creator", "dc:language"):
        match = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", found, re.DOTALL)
        if match and match[1].strip() and (tag != "dc:creator" or "{{" in match[1]):
            kept.append(f"<{tag}>{match[1]}</{tag}>")
    opc = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<cp:coreProperties xmlns:cp="{opc}" xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(kept)}'
        "</cp:coreProperties>"
    )
