"""The declared grammar: reads the rules of ``instructions.grammar`` and matches them against tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from engross.clauses import labels
from engross.understanding.notation import Expression, expression
from engross.understanding.tokens import Token

_RULE = re.compile(r"(?m)^(?=_?[a-z][a-z_0-9]*\s*:)")


@dataclass(frozen=True, slots=True)
class Tree:
    """What a rule claimed.

    Args:
        rule: The rule's name, or the kind of a token kept for its meaning.
        start: The first token.
        end: After the last token.
        parts: What the rules inside it claimed, in order.
        token: The token, where it is one.
    """

    rule: str
    start: int
    end: int
    parts: tuple[Tree, ...] = ()
    token: Token | None = None

    def first(self, *rules: str) -> Tree | None:
        """Return the first part made by one of the rules."""
        return next((part for part in self.parts if part.rule in rules), None)

    def walk(self) -> Iterator[Tree]:
        """Yield this and everything inside it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def one(self, rule: str) -> Tree:
        """Return the part made by a rule of which there is always one.

        Raises:
            LookupError: There is none: the grammar and its reader do not belong together.
        """
        found = self.first(rule)
        if found is None:
            raise LookupError(f"{self.rule} has no {rule}")
        return found

    def all(self, *rules: str) -> Iterator[Tree]:
        """Yield the parts made by one of the rules."""
        return (part for part in self.parts if part.rule in rules)

    def has(self, *rules: str) -> bool:
        """Say whether one of the rules made a part of it."""
        return any(part.rule in rules for part in self.parts)


class Run:
    """One matching of the rules against a line of tokens."""

    __slots__ = ("depth", "furthest", "keys", "line", "memory", "too_deep")

    def __init__(self, line: Sequence[Token]) -> None:
        """Begin at the first token."""
        end = Token("END", "END", "", line[-1].end if line else 0, line[-1].end if line else 0)
        self.line = (*line, end)
        self.keys = [token.key for token in self.line]
        self.memory: dict[tuple[str, int], tuple[int, tuple[Tree, ...]]] = {}
        self.furthest = 0
        self.depth = 0
        self.too_deep = False


Matcher = Callable[[Run, int, list[Tree]], int]
_DEEPEST = 110  # rules inside rules; a sentence that goes deeper is a trap, and Python's own stack holds more
_KEPT = ("QUOTE", "LABEL", "NUMBER", "LETTER", "ASIDE")


def _is_letter(text: str) -> bool:
    head = text.split("-", maxsplit=1)[0].split(".", maxsplit=1)[0]
    return (len(head) == 1 and head.isalpha() and head.isupper()) or (
        head.isupper() and labels.roman_value(head.lower()) is not None
    )


def _accepts(terminal: str, token: Token) -> bool:  # noqa: PLR0911 - one answer for each terminal
    match terminal:
        case "NAME":
            return token.kind == "WORD" and token.text[0].isupper()
        case "LETTER":
            return token.kind == "WORD" and _is_letter(token.text)
        case "SMALL":
            return token.kind == "WORD" and len(token.text) <= 5 and bool(labels.readings(token.text))
        case "MARKER":
            return token.kind == "LABEL" or (token.kind in ("NUMBER", "WORD") and len(token.text) < 7)
        case "YEAR":
            return token.kind == "NUMBER" and len(token.text) == 4 and token.text[:2] in ("17", "18", "19", "20")
        case "ANY":
            return token.kind != "END"
        case _:
            return token.kind == terminal


class Grammar:
    """The rules, made into matchers once."""

    def __init__(self, notation: str) -> None:
        """Read the rules."""
        self.sources: dict[str, str] = {}
        bare = "\n".join(line for line in notation.splitlines() if not line.lstrip().startswith("#"))
        for block in _RULE.split(bare):
            if block.strip():
                name, body = block.split(":", 1)
                if name.strip() in self.sources:
                    raise ValueError(f"rule {name.strip()} is given twice")
                self.sources[name.strip()] = body
        self.starts: dict[str, frozenset[str] | None] = {}
        self.matchers: dict[str, Matcher] = {}
        self.expressions = {name: expression(name, body) for name, body in self.sources.items()}
        self.nullable: dict[str, bool] = {}
        for name in self.expressions:
            self.matchers[name] = self._rule(name)

    def match(self, rule: str, line: Sequence[Token]) -> tuple[Tree | None, int]:
        """Match a rule against all tokens.

        Returns:
            The tree, and how many tokens could be claimed; the tree is None where not all were.
        """
        run = Run(line)
        out: list[Tree] = []
        end = self.matchers[rule](run, 0, out)
        if end < len(line) or run.too_deep:
            return None, max(run.furthest, end)
        return out[0], end

    def opens(self, rule: str, line: Sequence[Token]) -> bool:
        """Say whether a line of tokens begins as a rule says, whatever follows."""
        return self.matchers[rule](Run(line), 0, []) >= 0

    def begins(self, rule: str, line: Sequence[Token]) -> list[int]:
        """Return where a rule matches inside a line of tokens."""
        run = Run(line)
        return [at for at in range(len(line)) if self.matchers[rule](run, at, []) >= 0]

    def _rule(self, name: str) -> Matcher:
        body = self._matcher(self.expressions[name])
        silent = name.startswith("_")

        def match(run: Run, at: int, out: list[Tree]) -> int:
            kept = run.memory.get((name, at))
            if kept is None:
                if run.depth > _DEEPEST:
                    run.too_deep = True
                    return -1
                parts: list[Tree] = []
                run.depth += 1
                end = body(run, at, parts)
                run.depth -= 1
                found = tuple(parts) if silent else (Tree(name, at, end, tuple(parts)),)
                kept = (end, found if end >= 0 else ())
                run.memory[name, at] = kept
            out.extend(kept[1])
            return kept[0]

        return match

    def _matcher(self, expression: Expression) -> Matcher:  # noqa: PLR0911 - one matcher for each kind
        match expression:
            case ("words", *keys):
                return _literal(tuple(keys))
            case ("terminal", terminal):
                return _terminal(terminal)
            case ("rule", name):
                if name not in self.sources:
                    raise ValueError(f"rule {name} is not given")
                matchers = self.matchers
                return _late(matchers, name)
            case ("sequence", *items):
                return _sequence(tuple(self._matcher(item) for item in items))
            case ("choice", *items):
                return self._choice(items)
            case ("optional", item):
                return _optional(self._matcher(item))
            case ("many", item, least):
                return _many(self._matcher(item), least)
            case ("not", item):
                inner = self._matcher(item)
                return _look(inner, wanted=False)
            case ("ahead", item):
                inner = self._matcher(item)
                return _look(inner, wanted=True)
        raise ValueError(expression)

    def _choice(self, items: list[Expression]) -> Matcher:
        options = [(self._start(item), self._matcher(item)) for item in items]
        tables: dict[tuple[str, str], tuple[Matcher, ...]] = {}

        def match(run: Run, at: int, out: list[Tree]) -> int:
            token = run.line[at]
            key = (token.key, token.text if token.kind == "WORD" else "")
            fitting = tables.get(key)
            if fitting is None:
                fitting = tuple(each for start, each in options if start is None or _may_start(start, token))
                if len(tables) < 5000:
                    tables[key] = fitting
            mark = len(out)
            for each in fitting:
                end = each(run, at, out)
                if end >= 0:
                    return end
                del out[mark:]
            return -1

        return match

    def _start(self, expression: Expression, seen: frozenset[str] = frozenset()) -> frozenset[str] | None:  # noqa: PLR0911 - as _matcher
        """Return the words and terminals that may begin it; None where it may claim nothing or anything."""
        match expression:
            case ("words", first, *_):
                return frozenset((first,))
            case ("terminal", terminal):
                return None if terminal == "ANY" else frozenset((terminal,))
            case ("rule", name):
                if name in seen:
                    return None
                return self._start(self.expressions[name], seen | {name})
            case ("sequence", *items):
                whole: frozenset[str] = frozenset()
                for item in items:
                    if item[0] in ("not", "ahead"):
                        continue
                    start = self._start(item, seen)
                    if start is None:
                        return None
                    if not self._may_be_nothing(item, seen):
                        return whole | start
                    whole |= start
                return None
            case ("choice", *items):
                starts = [self._start(item, seen) for item in items]
                return None if any(start is None for start in starts) else frozenset().union(*starts)  # type: ignore[arg-type]
            case ("optional", item) | ("many", item, _):
                return self._start(item, seen)
        return None

    def _may_be_nothing(self, expression: Expression, seen: frozenset[str]) -> bool:
        match expression:
            case ("optional", _):
                return True
            case ("many", item, least):
                return least == 0 or self._may_be_nothing(item, seen)
            case ("rule", name):
                return name not in seen and self._may_be_nothing(self.expressions[name], seen | {name})
            case ("sequence", *items):
                return all(item[0] in ("not", "ahead") or self._may_be_nothing(item, seen) for item in items)
            case ("choice", *items):
                return any(self._may_be_nothing(item, seen) for item in items)
        return False


def _may_start(start: frozenset[str], token: Token) -> bool:
    return token.key in start or any(each.isupper() and _accepts(each, token) for each in start)


def _literal(keys: tuple[str, ...]) -> Matcher:
    if len(keys) == 1:
        only = keys[0]

        def one(run: Run, at: int, out: list[Tree]) -> int:
            del out
            if run.keys[at] == only:
                return at + 1
            run.furthest = max(run.furthest, at)
            return -1

        return one

    def several(run: Run, at: int, out: list[Tree]) -> int:
        del out
        for key in keys:
            if run.keys[at] != key:
                run.furthest = max(run.furthest, at)
                return -1
            at += 1
        return at

    return several


def _terminal(terminal: str) -> Matcher:
    kept = terminal in _KEPT

    def match(run: Run, at: int, out: list[Tree]) -> int:
        token = run.line[at]
        if not _accepts(terminal, token):
            run.furthest = max(run.furthest, at)
            return -1
        if terminal == "END":
            return at
        if kept:
            out.append(Tree(terminal, at, at + 1, (), token))
        return at + 1

    return match


def _sequence(items: tuple[Matcher, ...]) -> Matcher:
    if len(items) == 1:
        return items[0]

    def match(run: Run, at: int, out: list[Tree]) -> int:
        for item in items:
            at = item(run, at, out)
            if at < 0:
                return -1
        return at

    return match


def _late(matchers: dict[str, Matcher], name: str) -> Matcher:
    """Return a matcher of a rule that may be made later than the one that names it."""

    def match(run: Run, at: int, out: list[Tree]) -> int:
        return matchers[name](run, at, out)

    return match


def _look(inner: Matcher, *, wanted: bool) -> Matcher:
    def match(run: Run, at: int, out: list[Tree]) -> int:
        del out
        return at if (inner(run, at, []) >= 0) is wanted else -1

    return match


def _optional(inner: Matcher) -> Matcher:
    def match(run: Run, at: int, out: list[Tree]) -> int:
        mark = len(out)
        end = inner(run, at, out)
        if end < 0:
            del out[mark:]
            return at
        return end

    return match


def _many(inner: Matcher, least: int) -> Matcher:
    def match(run: Run, at: int, out: list[Tree]) -> int:
        count = 0
        while True:
            mark = len(out)
            end = inner(run, at, out)
            if end <= at:
                del out[mark:]
                return at if count >= least or end == at else -1
            at, count = end, count + 1

    return match


@cache
def instructions() -> Grammar:
    """Return the grammar of instructions, read once."""
    notation = files("engross.understanding").joinpath("instructions.grammar").read_text(encoding="utf-8")
    return Grammar(notation)
