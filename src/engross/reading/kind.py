"""A kind of file: what its first line names, what its fields are, and how it is read, written and described."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engross.problems import InputError, Problem
from engross.reading import strict
from engross.reading.asking import BROKEN, Run, nearest
from engross.reading.emit import emit
from engross.reading.fields import Record
from engross.reading.tree import Document, Mapping, Scalar

KEY = "engross"
"""The key that names the kind, with its version: ``engross: text/1``."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a file says, and what was found on the way.

    Args:
        value: Its value; None where it could not be made.
        problems: Errors and warnings, in the order of the lines.
        document: The file as read, for places.
    """

    value: Any
    problems: tuple[Problem, ...]
    document: Document

    def checked(self) -> Any:
        """Return the value.

        Raises:
            InputError: There is an error among the problems; it carries them all.
        """
        if any(each.severity == "error" for each in self.problems):
            raise InputError(self.problems)
        return self.value


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file.

    Args:
        name: Its name and version, as the file says: ``text/1``.
        record: Its fields.
        about: What it is for, one line.
    """

    name: str
    record: Record
    about: str

    @property
    def short(self) -> str:
        """Its name without the version: ``text``."""
        return self.name.partition("/")[0]

    def read(self, text: str, file: str = "-", *, partial: bool = False) -> Outcome:
        """Read the text of a file of this kind; every fault is in the outcome, none is raised.

        Args:
            text: The file's text.
            file: Its path, for messages.
            partial: True makes the value with refused fields at their defaults.
        """
        return self.take(strict.parse(text, file), partial=partial)

    def take(self, document: Document, *, partial: bool = False, row: bool = False) -> Outcome:
        """Read a document of this kind.

        Args:
            document: The document.
            partial: True makes the value with refused fields at their defaults.
            row: True for a row of a register, which need not say its kind.
        """
        run = Run(document, partial=partial)
        value, root = BROKEN, document.root
        if isinstance(root, Mapping):
            if row and KEY not in root.values:
                value = self.record.read(root, run)
            elif self._named(root, run):
                value = self.record.read(_without_kind(root), run)
        elif root is not None:
            run.wrong_shape(root, f"a mapping that begins `{KEY}: {self.name}`")
        found = (*document.problems, *run.problems)
        problems = strict.in_order(found) if found else ()
        refused = value is BROKEN or (not partial and any(each.severity == "error" for each in problems))
        return Outcome(value=None if refused else value, problems=problems, document=document)

    def _named(self, root: Mapping, run: Run) -> bool:
        """Say whether the file is of this kind; a file without a name for its kind is read on as if it were."""
        given = root.values.get(KEY)
        if isinstance(given, Scalar) and given.text == self.name:
            return True
        if isinstance(given, Scalar):
            near = nearest(given.text, (self.name,))
            what = f"this is a file of kind `{given.text[:40]}`, not `{self.name}`"
            run.fault(given, "E027", what, "" if near else f"give a file that begins `{KEY}: {self.name}`",
                      candidates=near, place=KEY)  # fmt: skip
            return bool(near)
        what = f"the file does not say its kind, `{KEY}: {self.name}`"
        run.fault(root, "E027", what, f"begin it with `{KEY}: {self.name}`", place=KEY)
        return True

    def write(self, value: Any, *, schema: str = "") -> str:
        """Write a value as a file of this kind; reading it gives the value again.

        Args:
            value: The value.
            schema: Where editors find the JSON Schema, for their modeline; empty for none.

        Raises:
            InputError: The value holds signs no file may hold, or nests too deep.
        """
        modeline = f"# yaml-language-server: $schema={schema}\n" if schema else ""
        try:
            written = self.record.write(value)
        except RecursionError as error:
            what = f"it nests deeper than the {strict.LIMITS.depth} levels a file may have"
            raise InputError((Problem(code="E013", what=what, remedy="flatten it"),)) from error
        return emit({KEY: self.name, **written}, above=modeline)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of the kind, for editors."""
        definitions: dict[str, Any] = {}
        told = self.record.described(definitions)
        properties = {KEY: {"const": self.name, "description": "The kind of this file."}, **told["properties"]}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:engross:schema:{self.name.replace('/', ':')}",
            "title": self.name,
            "description": self.about,
            "type": "object",
            "properties": properties,
            "required": [KEY, *told["required"]],
            "additionalProperties": False,
            **({"$defs": definitions} if definitions else {}),
        }


def kind_of(document: Document) -> str:
    """Return the kind a document says it is, empty where it says none."""
    root = document.root
    given = root.values.get(KEY) if isinstance(root, Mapping) else None
    return given.text if isinstance(given, Scalar) else ""


def _without_kind(root: Mapping) -> Mapping:
    values = {key: each for key, each in root.values.items() if key != KEY}
    return root._replace(values=values)
