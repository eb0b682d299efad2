"""The kinds of files a project holds, by name; texts and instruments read from YAML and written to it."""

from __future__ import annotations

import os
from typing import Any

from engross.clauses.clause import Text
from engross.instruments.instrument import Instrument
from engross.problems import InputError, Problem
from engross.reading import files, strict
from engross.reading.amendment_kind import AMENDMENT
from engross.reading.kind import Kind, Outcome, kind_of
from engross.reading.project_kind import PROJECT
from engross.reading.text_kind import TEXT

KINDS: dict[str, Kind] = {kind.short: kind for kind in (TEXT, AMENDMENT, PROJECT)}


def read_text_yaml(path: str | os.PathLike[str]) -> Text:
    """Read a plan, agreement or acceptance form.

    Raises:
        InputError: Its file has faults; every one is told.
    """
    text: Text = TEXT.read(files.read_text(path), os.fspath(path)).checked()
    return text


def read_instrument(path: str | os.PathLike[str]) -> Instrument:
    """Read an amendment.

    Raises:
        InputError: Its file has faults; every one is told.
    """
    instrument: Instrument = AMENDMENT.read(files.read_text(path), os.fspath(path)).checked()
    return instrument


def from_yaml(written: str, file: str = "-") -> Text | Instrument:
    """Read a text or an instrument from YAML, whichever the YAML says it is.

    Raises:
        InputError: It has faults; every one is told.
    """
    value: Text | Instrument = outcome_of(written, file).checked()
    return value


def outcome_of(written: str, file: str = "-") -> Outcome:
    """Read a text or an instrument from YAML with its warnings; nothing is raised."""
    document = strict.parse(written, file)
    kind = AMENDMENT if kind_of(document).startswith(f"{AMENDMENT.short}/") else TEXT
    return kind.take(document)


def to_yaml(value: Text | Instrument, *, schema: str = "") -> str:
    """Write a text or an instrument as YAML: ``from_yaml(to_yaml(x)) == x``.

    What a reader set aside (``furniture``) is no part of the text and is not written.

    Args:
        value: What to write.
        schema: Where editors find the JSON Schema, for their modeline; empty for none.

    Raises:
        InputError: It holds signs no file may hold, line ends inside its words, or two clauses of one id.
    """
    kind = AMENDMENT if isinstance(value, Instrument) else TEXT
    written = kind.write(value, schema=schema)
    back = kind.read(written)
    if back.value == value:
        return written
    faults = [each for each in back.problems if each.severity == "error"]
    told = [Problem(code=each.code, what=each.what, remedy=each.remedy, place=each.place) for each in faults]
    unlike = Problem(code="E022", what=f"{value.id} holds what no file can say", remedy="mend the text itself")
    raise InputError(tuple(told) or (unlike,))


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind by its short name: ``text``, ``amendment``, ``project``.

    Raises:
        KeyError: There is no such kind.
    """
    return KINDS[name].schema()
