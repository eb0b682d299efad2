"""The plan of a template's part: its constant text and, between it, what a record puts there, as plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from engross.paper.template_zip import Chunk
from engross.paper.wellformed import UNPRINTABLE, excerpt
from engross.problems import Problem

Path = tuple[str | int, ...]
FILTERS: Mapping[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "capitalize": str.capitalize,
    "trim": str.strip,
}
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_EMPTY = re.compile(r"<([\w:]+)([^<>]*)></\1>")
_WORTH_A_TABLE = 4  # fewer comparisons are faster one by one
_SHORT = 40  # shorter constants are stored with the words beside them; a chunk of their own would be longer
LOOP = ("index", "index0", "first", "last", "length")


@dataclass(frozen=True, slots=True)
class Const:
    """Text that is the same in every document."""

    text: str


@dataclass(frozen=True, slots=True)
class Put:
    """A value printed.

    Args:
        path: Where it stands in the record or in a loop's item.
        filters: What is done to it first, by name.
    """

    path: Path
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrap:
    """A text element around words that may be none; then it is written as an empty element.

    Args:
        opening: Its opening tag.
        inner: What stands in it.
        closing: Its closing tag.
    """

    opening: str
    inner: tuple[Op, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class If:
    """Words printed on a condition.

    Args:
        branches: Each test with what is printed if it is the first that holds.
        otherwise: What is printed if none holds.
    """

    branches: tuple[tuple[Condition, tuple[Op, ...]], ...]
    otherwise: tuple[Op, ...] = ()


@dataclass(frozen=True, slots=True)
class For:
    """Words printed for each item of a list of the record.

    Args:
        name: What an item is called inside.
        path: The list.
        inner: What is printed for each.
    """

    name: str
    path: Path
    inner: tuple[Op, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition.

    Args:
        kind: ``field`` (truth of a path), ``const``, ``not``, ``and``, ``or``, or a comparison (``eq``, ``ne``, ``lt``,
            ``lteq``, ``gt``, ``gteq``, ``in``, ``notin``).
        path: For ``field``.
        value: For ``const``.
        parts: The conditions or operands it is made of.
    """

    kind: str
    path: Path = ()
    value: str | int | bool = ""
    parts: tuple[Condition, ...] = ()


Op = Const | Put | Wrap | If | For
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "lteq": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "gteq": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "notin": lambda a, b: a not in b,
}


@dataclass(slots=True)
class Sheet:
    """What one part of one document is made of while it is filled.

    Args:
        multiline: The fields that may hold line breaks.
        empty: True where an empty value may be printed.
    """

    multiline: frozenset[str] = frozenset()
    empty: bool = False
    pieces: list[Chunk | str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False


Scope = dict[str, Any]
Step = Callable[[Scope, Sheet], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A part's plan.

    Args:
        ops: What it prints, in order.
        tidy: True where elements may come out empty that only a look at the finished part can tell.
    """

    ops: tuple[Op, ...]
    tidy: bool = False

    def step(self) -> Step:
        """Return the plan as one function of the record."""
        return _sequence(self.ops)


def finished(sheet: Sheet, *, tidy: bool) -> list[Chunk | str]:
    """Return the pieces of a filled part, empty elements written as XML writers write them."""
    if not (tidy or sheet.broken):
        return sheet.pieces
    whole = "".join(piece.raw.decode() if isinstance(piece, Chunk) else piece for piece in sheet.pieces)
    return [_EMPTY.sub(r"<\1\2/>", whole)]


def dotted(path: Sequence[str | int]) -> str:
    """Return a path as people write it: ``participant.addresses[0].city``."""
    return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in path).lstrip(".")


def escaped(words: str) -> str:
    """Return words as an XML writer writes them between tags."""
    if "&" in words:
        words = words.replace("&", "&amp;")
    if "<" in words:
        words = words.replace("<", "&lt;")
    return words.replace(">", "&gt;") if ">" in words else words


def _sequence(ops: Sequence[Op]) -> Step:
    steps = tuple(_step(op) for op in ops)
    if len(steps) == 1:
        return steps[0]

    def run(scope: Scope, sheet: Sheet) -> None:
        for step in steps:
            step(scope, sheet)

    return run


def _step(op: Op) -> Step:
    match op:
        case Const(text):
            return _const(text)
        case Put():
            return _put(op)
        case Wrap():
            return _wrap(op)
        case If():
            return _if(op)
        case For():
            return _for(op)


def _const(text: str) -> Step:
    chunk = Chunk.of(text.encode()) if len(text) > _SHORT else text

    def run(_: Scope, sheet: Sheet) -> None:
        sheet.pieces.append(chunk)

    return run


def _put(op: Put) -> Step:
    read, name = _reader(op.path), dotted(op.path)
    changes = tuple(FILTERS[each] for each in op.filters)

    def run(scope: Scope, sheet: Sheet) -> None:
        try:
            value = read(scope)
        except (KeyError, IndexError, TypeError):
            sheet.problems.append(_missing(name))
            return
        if type(value) is not str:
            value = _as_words(value, name, sheet)
            if value is None:
                return
        for change in changes:
            value = change(value)
        if not value:
            if not sheet.empty:
                sheet.problems.append(_missing(name))
            return
        if value.isprintable():
            sheet.pieces.append(escaped(value))
        else:
            sheet.pieces.append(escaped(_checked(value, name, sheet)).replace("\n", _BREAK))

    return run


def plain_faults(context: Mapping[str, Any], multiline: frozenset[str]) -> list[Problem]:
    """Return what in a record is no plain value or cannot be printed, wherever it stands.

    Args:
        context: The record.
        multiline: The fields that may hold line breaks.
    """
    sheet = Sheet(multiline)
    stack: list[tuple[str, Any]] = [(name, value) for name, value in reversed(list(context.items()))]
    while stack:
        name, value = stack.pop()
        match value:
            case str():
                _checked(value, name, sheet)
            case dict():
                stack += [(f"{name}.{key}", each) for key, each in reversed(value.items())]
            case list() | tuple():
                stack += [(f"{name}[]", each) for each in reversed(value)]
            case None | int():
                continue
            case _:
                _as_words(value, name, sheet)
    return sheet.problems


def _as_words(value: object, name: str, sheet: Sheet) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    kind = "nothing" if value is None else type(value).__name__
    sheet.problems.append(Problem(code="E022", what=f"{name} is {kind} where words are wanted", place=name,
                                  remedy="give text or a whole number"))  # fmt: skip
    return None


def _checked(value: str, name: str, sheet: Sheet) -> str:
    """Refuse signs that would vanish, part paragraphs or end a page; let line breaks through where they are meant."""
    if "\n" in value:
        sheet.broken = True
        if name not in sheet.multiline:
            sheet.problems.append(Problem(code="E100", what=f"{name} holds a line break", place=name,
                                          remedy="write it on one line"))  # fmt: skip
    found = UNPRINTABLE.search(value) or re.search("\t", value)
    if found:
        sign = f"U+{ord(found.group()):04X}"
        sheet.problems.append(Problem(code="E007", what=f"{name} holds {sign} in {excerpt(value, found.start())}",
                                      remedy="take the sign out; it cannot be printed", place=name))  # fmt: skip
        return ""
    return value


def _missing(name: str) -> Problem:
    return Problem(code="E021", what=f"nothing is given for {name}", remedy=f"give {name} in the record", place=name)


def _wrap(op: Wrap) -> Step:
    inner, opening, closing = _sequence(op.inner), Chunk.of(op.opening.encode()), Chunk.of(op.closing.encode())
    empty = Chunk.of(f"{op.opening[:-1]}/>".encode())

    def run(scope: Scope, sheet: Sheet) -> None:
        pieces = sheet.pieces
        begin = len(pieces)
        pieces.append(opening)
        inner(scope, sheet)
        if len(pieces) == begin + 1:
            pieces[begin] = empty
        else:
            pieces.append(closing)

    return run


def _if(op: If) -> Step:
    choose = _choice(op)

    def run(scope: Scope, sheet: Sheet) -> None:
        try:
            then = choose(scope)
        except (KeyError, IndexError, TypeError) as missing:
            sheet.problems.append(_missing(_blamed(missing, op)))
            return
        then(scope, sheet)

    return run


def _choice(op: If) -> Callable[[Scope], Step]:
    """Return what finds the branch that holds; a long run of comparisons of one field is looked up, not walked."""
    otherwise = _sequence(op.otherwise)
    path = _compared_field(op.branches[0][0])
    run = list(takewhile(lambda branch: path and _compared_field(branch[0]) == path, op.branches))
    if len(run) < _WORTH_A_TABLE:
        branches = tuple((_test(test), _sequence(ops)) for test, ops in op.branches)
        return lambda scope: next((each for holds, each in branches if holds(scope)), otherwise)
    table = {test.parts[1].value: _sequence(ops) for test, ops in reversed(run)}  # of equal tests the first holds
    rest = _choice(If(op.branches[len(run) :], op.otherwise)) if op.branches[len(run) :] else lambda _: otherwise
    read = _reader(path)

    def choose(scope: Scope) -> Step:
        found = read(scope)
        then = table.get(found) if isinstance(found, (str, int)) else None
        return then or rest(scope)

    return choose


def _compared_field(test: Condition) -> Path:
    """Return the field that a test holds against one constant; no path for a test of another kind."""
    match test:
        case Condition("eq", parts=(Condition("field", path=path), Condition("const"))):
            return path
        case _:
            return ()


def _blamed(missing: Exception, op: If) -> str:
    paths = [path for test, _ in op.branches for path in tested(test)]
    named = str(missing.args[0]) if missing.args else ""
    return next((dotted(path) for path in paths if named in map(str, path)), dotted(paths[0]) if paths else named)


def tested(test: Condition) -> list[Path]:
    """Return every path a condition looks at."""
    own = [test.path] if test.path else []
    return own + [path for part in test.parts for path in tested(part)]


def _test(test: Condition) -> Callable[[Scope], Any]:
    parts = tuple(_test(part) for part in test.parts)
    match test.kind:
        case "field":
            return _reader(test.path)
        case "const":
            return lambda _, value=test.value: value  # type: ignore[misc] # a default binds the value of this round
        case "not":
            return lambda scope: not parts[0](scope)
        case "and":
            return lambda scope: all(part(scope) for part in parts)
        case "or":
            return lambda scope: any(part(scope) for part in parts)
        case kind:
            compare = _COMPARE[kind]
            return lambda scope: compare(parts[0](scope), parts[1](scope))


def _for(op: For) -> Step:
    read, inner, name, wanted = _reader(op.path), _sequence(op.inner), op.name, dotted(op.path)

    def run(scope: Scope, sheet: Sheet) -> None:
        try:
            items = read(scope)
        except (KeyError, IndexError, TypeError):
            sheet.problems.append(_missing(wanted))
            return
        if not isinstance(items, (tuple, list)):
            sheet.problems.append(Problem(code="E022", what=f"{wanted} is no list", remedy="give a list", place=wanted))
            return
        total = len(items)
        for position, item in enumerate(items):
            loop = dict(zip(LOOP, (position + 1, position, position == 0, position + 1 == total, total), strict=True))
            inner({**scope, name: item, "loop": loop}, sheet)

    return run


def _reader(path: Path) -> Callable[[Scope], Any]:
    first, *rest = path
    if not rest:
        return lambda scope: scope[first]  # type: ignore[index] # the first step is a name
    if len(rest) == 1:
        second = rest[0]
        return lambda scope: scope[first][second]  # type: ignore[index] # as above

    def read(scope: Scope) -> Any:
        value: Any = scope[first]  # type: ignore[index] # as above
        for key in rest:
            value = value[key]
        return value

    return read
