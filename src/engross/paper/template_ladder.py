"""Choose how a template is carried out: as a plan if that is proved equal to docxtpl on probes, else by Jinja."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import nodes

from engross.paper.template_compile import CORE, Compiled, Recipe, core_source
from engross.paper.template_docxtpl import Patched, marked, oracle, patched_xml
from engross.paper.template_open import opened
from engross.paper.template_plan import Path, Plan
from engross.paper.template_tags import SENTINEL, NotPlain, comparisons, fields, parsed, plan, tested
from engross.problems import InputError, Problem

Values = dict[Path, list[str | int]]
_IN_A_TAG = re.compile("<[^<>]*\ue0f0")
_NOTES = "word/footnotes.xml"


@lru_cache(maxsize=8)
def recipe(data: bytes) -> Recipe:
    """Compile a template that passed the gate.

    Args:
        data: The .docx template.

    Raises:
        InputError: Footnotes or properties hold more than plain tags.
    """
    parts, problems = opened(data)
    if problems:
        raise InputError(problems)
    patched = Patched(data)
    plans, constants = _aside(parts)
    try:
        sources = {"word/document.xml": patched.body, **patched.heads}
        made = {name: _plan_of(source, patched, name) for name, source in sources.items()}
    except NotPlain:
        made = {}
    planned = Recipe(
        rung="plan",
        plans=plans | {name: each for name, each in made.items() if isinstance(each, Plan)},
        constants=constants | {name: each for name, each in made.items() if isinstance(each, bytes)},
    )
    if made and _proved(planned, data, patched):
        return planned
    for context in probes(_trees(patched)):
        with contextlib.suppress(ValueError):  # a column span wants a number, and a probe is none
            patched.parts(context)  # what cannot be made well-formed is refused here, not in the middle of a batch
    return Recipe(rung="jinja", plans=plans, constants=constants)


def _plan_of(source: str, patched: Patched, name: str) -> Plan | bytes:
    whole, tags = marked(source)
    if "\ue0f0" in source or _IN_A_TAG.search(whole):
        raise NotPlain
    body = name == "word/document.xml"
    written = (patched.finished_body(whole) if body else patched.finished_head(whole)).decode()
    if not tags:
        return written.encode()
    return _cut(written, tags)


def _cut(written: str, tags: list[str]) -> Plan:
    """Cut a part as written at its marks and make the plan of the texts and tags."""
    if [int(each) for each in SENTINEL.findall(written)] != list(range(len(tags))) or _IN_A_TAG.search(written):
        raise NotPlain
    return plan(parsed(tags), SENTINEL.split(written)[::2])


def _aside(parts: Mapping[str, bytes]) -> tuple[dict[str, Plan], dict[str, bytes]]:
    """Return the plans and constants of footnotes and properties, which docxtpl gets wrong."""
    sources = {CORE: core_source(parts.get(CORE, b""))} if CORE in parts else {}
    if _NOTES in parts and (b"{{" in parts[_NOTES] or b"{%" in parts[_NOTES]):
        sources[_NOTES] = patched_xml(parts[_NOTES])
    plans: dict[str, Plan] = {}
    constants: dict[str, bytes] = {}
    for name, source in sources.items():
        whole, tags = marked(source)
        try:
            made = _cut(whole, tags) if tags else None
        except NotPlain:
            what = f"{name} holds a tag that does more than print a field or test one"
            raise InputError((Problem(code="E088", what=what, remedy="keep such tags to the body"),)) from None
        if made is None:
            constants[name] = whole.encode()
        else:
            plans[name] = made
    return plans, constants


def _trees(patched: Patched) -> list[nodes.Template]:
    return [parsed(marked(source)[1]) for source in (patched.body, *patched.heads.values())]


def _proved(planned: Recipe, data: bytes, patched: Patched) -> bool:
    """Say whether the plan gives docxtpl's bytes for records of every kind a template's tests can tell apart."""
    compiled = Compiled(recipe=planned, template=data, empty=True)
    for number, context in enumerate(probes(_trees(patched))):
        made = {**planned.constants, **compiled.parts(context)}
        # One whole run of docxtpl; for the rest its own steps on the template it has patched already.
        wanted = oracle(data, context) if number == 0 else patched.parts(context)
        if any(made[name] != raw for name, raw in wanted.items() if name in made):
            return False
    return True


def probes(trees: list[nodes.Template]) -> Iterator[dict[str, Any]]:
    """Yield records that fill a template: every field full, every tested field empty, tested values, lists of 0 to 2.

    Items of a list get a tested value each, so that one record shows every kind of item.
    """
    paths = [path for tree in trees for path in fields(tree)]
    bare: Values = {path: [""] for tree in trees for path in tested(tree)}
    compared = _compared(trees)
    rounds = max((len(values) for path, values in compared.items() if 0 not in path), default=0)
    told: list[dict[str, Any]] = []
    for each in _variants(paths, bare, compared, rounds):
        if each not in told:
            told.append(each)
            yield each


def _variants(paths: list[Path], bare: Values, compared: Values, rounds: int) -> Iterator[dict[str, Any]]:
    for lengths in (2, 1, 0):
        for number in range(max(rounds, 1)):
            turned = {
                path: values[number % len(values) :] + values[: number % len(values)]
                for path, values in compared.items()
            }
            yield _record(paths, lengths, turned)
            yield _record(paths, lengths, {**bare, **turned})
        yield _record(paths, lengths, bare)


def _compared(trees: list[nodes.Template]) -> Values:
    """Return the constants each path is compared with; an item's path goes through its list."""
    found: Values = {}
    for tree in trees:
        for path, value in comparisons(tree):
            found.setdefault(path, []).append(value)
    return {path: list(dict.fromkeys(values)) for path, values in found.items()}


def _record(paths: list[Path], lengths: int, given: Values) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for path in sorted(paths, key=len, reverse=True):
        values = given.get(path, [f"Xy & <{path[-1]}> 'z' \"q\""])
        _put(made, path, lengths and max(lengths, _longest(path, given)), values)
    return made


def _longest(path: Path, given: Values) -> int:
    """Return how many items the outermost list of a path needs to show every tested value."""
    if 0 not in path:
        return 0
    stem = path[: path.index(0) + 1]
    return max((len(values) for other, values in given.items() if other[: len(stem)] == stem), default=0)


def _put(made: Any, path: Path, lengths: int, values: list[str | int], turn: int = 0) -> None:
    """Put a value at a path; a list gets as many items as wanted, each with the next of the values."""
    step, *rest = path
    if not isinstance(made, dict):
        return
    if not rest:
        made.setdefault(step, values[turn % len(values)])
    elif isinstance(rest[0], int):
        deep = len(rest) > 1
        items = made.setdefault(step, [{} if deep else values[each % len(values)] for each in range(lengths)])
        for number, item in enumerate(items if deep and isinstance(items, list) else ()):
            _put(item, tuple(rest[1:]), lengths and min(lengths, 2), values, number)
    else:
        _put(made.setdefault(step, {}), tuple(rest), lengths, values, turn)
