"""A Word template ready to be filled: checked and compiled when it is first seen, from the cache ever after."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from engross import __version__
from engross.paper import files
from engross.paper.template_compile import Compiled, Recipe
from engross.paper.template_plan import Condition, Const, For, If, Op, Plan, Put, Wrap
from engross.problems import InputError, OutputError

_FORM = 1  # of the cache file; another number is not read


def template(  # noqa: PLR0913 - all but the first two are by keyword
    data: bytes,
    fields: Collection[str] | None = None,
    *,
    name: str = "",
    multiline: Iterable[str] = (),
    empty: bool = False,
    cache: Path | None = None,
) -> Compiled:
    """Check and compile a template.

    Args:
        data: The .docx file.
        fields: The record's fields by dotted path; None where any name will do.
        name: The file, for messages.
        multiline: The fields that may hold line breaks.
        empty: True where an empty value may be printed.
        cache: The folder compiled templates are kept in; None for the user's own.

    Raises:
        InputError: The template does not pass the gate; every fault is named.
    """
    kept = (cache or cache_folder()) / f"{_key(data, fields)}.json"
    recipe = _kept(kept)
    if recipe is None:
        recipe = _passed(data, fields, name)
        _keep(kept, recipe)
    return Compiled(recipe=recipe, template=data, multiline=frozenset(multiline), empty=empty)


def shipped(data: bytes, compiled: bytes, *, multiline: Iterable[str] = (), empty: bool = False) -> Compiled | None:
    """Return a template that was compiled when engross was made, if it is the very template.

    Args:
        data: The .docx file.
        compiled: What :func:`packed_recipe` gave for it.
        multiline: As in :func:`template`.
        empty: As in :func:`template`.
    """
    of, _, body = compiled.partition(b"\n")
    if hashlib.sha256(data).hexdigest() != of.decode():
        return None
    return Compiled(recipe=_recipe(json.loads(body)), template=data, multiline=frozenset(multiline), empty=empty)


def packed_recipe(data: bytes, recipe: Recipe) -> bytes:
    """Return a compiled template as bytes to be shipped with the template."""
    return hashlib.sha256(data).hexdigest().encode() + b"\n" + _body(recipe) + b"\n"


def _body(recipe: Recipe) -> bytes:
    return json.dumps(_values(recipe), ensure_ascii=False, separators=(",", ":")).encode()


def cache_folder() -> Path:
    """Return the folder compiled templates are kept in: ``ENGROSS_CACHE``, or in the user's own cache."""
    own = os.environ.get("ENGROSS_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "engross" / "templates"


def _passed(data: bytes, fields: Collection[str] | None, name: str) -> Recipe:
    from engross.paper.template_check import check_template  # noqa: PLC0415 - only a template not seen before needs it
    from engross.paper.template_ladder import recipe  # noqa: PLC0415 - as above: it loads docxtpl

    faults = tuple(each for each in check_template(data, fields, name=name) if each.severity == "error")
    if faults:
        raise InputError(faults)
    return recipe(data)


def _key(data: bytes, fields: Collection[str] | None) -> str:
    """Return what a compiled template is kept under: whatever its passing and its plan depend on."""
    known = "" if fields is None else "\n".join(sorted(fields))
    return hashlib.sha256(b"\x00".join((f"{_FORM} {__version__}".encode(), known.encode(), data))).hexdigest()


def _kept(path: Path) -> Recipe | None:
    """Read a compiled template, if there is one that this user alone can have written and that is whole."""
    try:
        with path.open("rb") as stream:
            found = os.fstat(stream.fileno())
            if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
                return None
            digest, _, body = stream.read().partition(b"\n")
        return _recipe(json.loads(body)) if hashlib.sha256(body).hexdigest() == digest.decode() else None
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _keep(path: Path, recipe: Recipe) -> None:
    """Keep a compiled template; where that cannot be done the next run compiles again."""
    body = _body(recipe)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.write(path, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    except (OSError, OutputError):
        return


def _values(recipe: Recipe) -> dict[str, Any]:
    return {
        "rung": recipe.rung,
        "plans": {name: [plan.tidy, _written(plan.ops)] for name, plan in sorted(recipe.plans.items())},
        "constants": {name: raw.decode() for name, raw in sorted(recipe.constants.items())},
    }


def _recipe(values: dict[str, Any]) -> Recipe:
    if values["rung"] not in ("plan", "jinja"):
        raise ValueError(values["rung"])
    return Recipe(
        rung=values["rung"],
        plans={name: Plan(_ops(ops), tidy=bool(tidy)) for name, (tidy, ops) in values["plans"].items()},
        constants={name: text.encode() for name, text in values["constants"].items()},
    )


def _written(ops: tuple[Op, ...]) -> list[Any]:
    return [_op_written(op) for op in ops]


def _op_written(op: Op) -> Any:
    match op:
        case Const(text):
            return text
        case Put(path, filters):
            return ["put", path, filters]
        case Wrap(opening, inner, closing):
            return ["wrap", opening, _written(inner), closing]
        case If(branches, otherwise):
            return ["if", [[_test_written(test), _written(ops)] for test, ops in branches], _written(otherwise)]
        case For(name, path, inner):
            return ["for", name, path, _written(inner)]


def _test_written(test: Condition) -> list[Any]:
    return [test.kind, test.path, test.value, [_test_written(part) for part in test.parts]]


def _ops(values: list[Any]) -> tuple[Op, ...]:
    return tuple(_op(value) for value in values)


def _op(value: Any) -> Op:
    match value:
        case str():
            return Const(value)
        case ["put", [*path], [*filters]]:
            return Put(tuple(path), tuple(filters))
        case ["wrap", str() as opening, [*inner], str() as closing]:
            return Wrap(opening, _ops(inner), closing)
        case ["if", [*branches], [*otherwise]]:
            return If(tuple((_test(test), _ops(ops)) for test, ops in branches), _ops(otherwise))
        case ["for", str() as name, [*path], [*inner]]:
            return For(name, tuple(path), _ops(inner))
        case _:
            raise ValueError(value)


def _test(value: list[Any]) -> Condition:
    kind, path, constant, parts = value
    return Condition(kind, tuple(path), constant, tuple(_test(part) for part in parts))
