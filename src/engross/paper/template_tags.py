"""The tags of a template: an allow-list of what they may say, and the plan they make with the text between them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engross.paper.template_plan import FILTERS, LOOP, Condition, Const, For, If, Op, Path, Plan, Put, Wrap

ALLOWED_FILTERS = frozenset({*FILTERS, "title", "length", "join"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.If, nodes.For,
    nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
)  # fmt: skip
SENTINEL = re.compile("\ue0f0(\\d+)\ue0f1")
_LEAF = re.compile(r"<(w:t|dc:\w+)(?: [^<>]*)?(?<!/)>$")
_ELEMENT = re.compile(r"<(/?)([\w:]+)[^<>]*?(/?)>")
_OPENING = re.compile(r"<(?!/)([\w:]+)(?: [^<>]*)?(?<!/)>$")


class NotPlain(Exception):  # noqa: N818 - no fault: the next rung of the ladder takes it
    """A template that is no plan."""


class Plainly(ImmutableSandboxedEnvironment):
    """An environment in which a dot names a field of the record and nothing else: no method, no attribute."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a mapping, or what a loop tells of itself."""
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a mapping or list."""
        try:
            found = obj[argument] if isinstance(obj, (dict, list, tuple)) else None
        except (LookupError, TypeError):
            found = None
        return self.undefined(obj=obj, name=argument) if found is None else found


class CrossingError(ValueError):
    """A condition or loop that begins in one paragraph, cell or table and ends in another of another kind."""

    def __str__(self) -> str:
        """Say so."""
        return "a condition or loop begins and ends in different paragraphs, cells or tables"


def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment every tag is read and carried out in: sandboxed, escaping, strict, without globals."""
    made = Plainly(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    for name in set(made.filters) - ALLOWED_FILTERS:
        del made.filters[name]
    made.tests.clear()
    return made


ENVIRONMENT = environment()


def sentinel(number: int) -> str:
    """Return a mark that stands for a tag while its part is read as XML; private-use signs, no template's own."""
    return f"\ue0f0{number}\ue0f1"


def parted(source: str) -> tuple[list[str], list[str]]:
    """Part a part's source into texts and the tags between them: one text more than tags.

    Raises:
        TemplateSyntaxError: A tag does not end.
    """
    texts, tags, tag = [""], [], ""
    for _, kind, value in ENVIRONMENT.lex(source):
        if kind.startswith(("comment", "linecomment")):
            continue
        if kind == "data":
            texts[-1] += value
            continue
        tag += value
        if kind in ("variable_end", "block_end", "raw_begin", "raw_end"):
            tags.append(tag)
            texts.append("")
            tag = ""
    return texts, tags


def parsed(tags: Sequence[str]) -> nodes.Template:
    """Parse tags with a mark in place of each text between them."""
    source = "".join(sentinel(number) + tag for number, tag in enumerate(tags)) + sentinel(len(tags))
    return ENVIRONMENT.parse(source)


def unwanted(tree: nodes.Node) -> Iterator[str]:
    """Yield what tags say beyond the allow-list, in words."""
    for node in _walk(tree):
        match node:
            case nodes.Getattr(attr=name) if name.startswith("_"):
                yield f"takes .{name} of a value"
            case nodes.Getitem(arg=nodes.Const(value=str() | int())):
                continue
            case nodes.Getitem():
                yield "takes an item by what is not written out"
            case nodes.For(target=nodes.Name(), iter=nodes.Name() | nodes.Getattr() | nodes.Getitem(), recursive=False,
                           test=None, else_=[]):  # fmt: skip
                continue
            case nodes.For():
                yield "loops over what is no list of the record"
            case nodes.Filter(name=name) if name not in ALLOWED_FILTERS:
                yield f"uses the filter {name}"
            case _ if not isinstance(node, _ALLOWED):
                yield f"uses {_called(node)}"
            case _:
                continue


def _called(node: nodes.Node) -> str:
    known = {"Call": "a call", "Assign": "set", "CondExpr": "if inside an expression", "Concat": "~", "Condition": "is"}
    name = type(node).__name__
    return known.get(name, "arithmetic" if isinstance(node, nodes.BinExpr) else name.lower())


def _walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.iter_child_nodes())


def fields(tree: nodes.Template) -> list[Path]:
    """Return the paths of the record that tags name, in order; an item's path goes through its list (``list[0].x``)."""
    return _paths(tree, {})


def tested(tree: nodes.Template) -> list[Path]:
    """Return the paths of the record that conditions look at."""
    found = [
        path
        for node, bound in _bound(tree, {})
        if isinstance(node, nodes.If)
        for test in (node, *node.elif_)
        for path in _paths(test.test, bound)
    ]
    return list(dict.fromkeys(found))


def comparisons(tree: nodes.Template) -> list[tuple[Path, str | int]]:
    """Return what tags compare with constants, each path through the lists its names stand for."""
    found: list[tuple[Path, str | int]] = []
    for node, bound in _bound(tree, {}):
        if isinstance(node, nodes.Compare) and isinstance(constant := node.ops[0].expr, nodes.Const):
            with contextlib.suppress(NotPlain):
                found.append((_resolved(node.expr, bound), constant.value))
    return found


def _paths(tree: nodes.Node, bound: dict[str, Path]) -> list[Path]:
    found: list[Path] = []
    for node, names in _bound(tree, bound):
        if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)) and getattr(node, "ctx", "load") == "load":
            with contextlib.suppress(NotPlain):
                found.append(_resolved(node, names))
    return [path for path in dict.fromkeys(found) if path]


def _bound(tree: nodes.Node, bound: dict[str, Path]) -> Iterator[tuple[nodes.Node, dict[str, Path]]]:
    """Yield the nodes of a tree, each with the lists that the names around it stand for; a path is one node."""
    stack = [(tree, bound)]
    while stack:
        node, names = stack.pop()
        yield node, names
        if isinstance(node, (nodes.Getattr, nodes.Getitem)):
            with contextlib.suppress(NotPlain):
                path_of(node)
                continue
        if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
            inner = names
            with contextlib.suppress(NotPlain):
                inner = {**names, node.target.name: (*_resolved(node.iter, names), 0), "loop": ()}
            stack.extend((child, inner) for child in reversed((*node.body, *node.else_)))
            stack.append((node.iter, names))
            continue
        stack.extend((child, names) for child in reversed(list(node.iter_child_nodes())))


def _resolved(node: nodes.Node, bound: dict[str, Path]) -> Path:
    first, *rest = path_of(node)
    return (
        (*bound[str(first)], *rest)
        if first in bound and bound[str(first)]
        else ()
        if first in bound
        else (first, *rest)
    )


def path_of(node: nodes.Node) -> Path:
    """Return the path an expression names.

    Raises:
        NotPlain: It is no path.
    """
    match node:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Getattr(node=inner, attr=name):
            return (*path_of(inner), name)
        case nodes.Getitem(node=inner, arg=nodes.Const(value=str() | int() as key)):
            return (*path_of(inner), key)
        case _:
            raise NotPlain


def plan(tree: nodes.Template, texts: Sequence[str]) -> Plan:
    """Turn parsed tags and the texts between them into a plan.

    Args:
        tree: As :func:`parsed` gives it.
        texts: The text for each mark, as an XML writer writes it.

    Raises:
        NotPlain: Something in it only Jinja can carry out.
        CrossingError: A condition or loop crosses the bounds of a paragraph, cell or table; without its words the part
            would be no part.
    """
    ops = _wrapped(tuple(_ops(tree.body, texts)))
    if any(
        not _self_contained(inner)
        for each in _lists(ops)
        for op in each
        if isinstance(op, If | For)
        for inner in _inner(op)
    ):
        raise CrossingError
    return Plan(ops, tidy=any(_may_be_empty(each) for each in _lists(ops)))


def _ops(body: Sequence[nodes.Node], texts: Sequence[str]) -> Iterator[Op]:
    for node in body:
        match node:
            case nodes.Output(nodes=parts):
                for part in parts:
                    yield from _output(part, texts)
            case nodes.If():
                tests = [node, *node.elif_]
                yield If(
                    tuple((_test(each.test), _wrapped(tuple(_ops(each.body, texts)))) for each in tests),
                    _wrapped(tuple(_ops(node.else_, texts))),
                )
            case nodes.For(target=nodes.Name(name=name)):
                yield For(name, path_of(node.iter), _wrapped(tuple(_ops(node.body, texts))))
            case _:
                raise NotPlain


def _output(part: nodes.Node, texts: Sequence[str]) -> Iterator[Op]:
    if isinstance(part, nodes.TemplateData):
        for number in SENTINEL.findall(part.data):
            if texts[int(number)]:
                yield Const(texts[int(number)])
        return
    filters: list[str] = []
    while isinstance(part, nodes.Filter):
        if part.name not in FILTERS or part.args or part.kwargs or part.node is None:
            raise NotPlain
        filters.insert(0, part.name)
        part = part.node
    yield Put(path_of(part), tuple(filters))


def _test(node: nodes.Node) -> Condition:
    match node:
        case nodes.Const(value=str() | int() as value):
            return Condition("const", value=value)
        case nodes.Not(node=inner):
            return Condition("not", parts=(_test(inner),))
        case nodes.And(left=left, right=right):
            return Condition("and", parts=(_test(left), _test(right)))
        case nodes.Or(left=left, right=right):
            return Condition("or", parts=(_test(left), _test(right)))
        case nodes.Compare(expr=expr, ops=[nodes.Operand(op=op, expr=other)]):
            return Condition(op, parts=(_test(expr), _test(other)))
        case _:
            return Condition("field", path=path_of(node))


def _wrapped(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    """Put text elements that hold nothing constant into wraps, so that empty ones are written as empty."""
    done: list[Op] = []
    rest = list(ops)
    while rest:
        op = rest.pop(0)
        opening = _LEAF.search(op.text) if isinstance(op, Const) else None
        if not (isinstance(op, Const) and opening):
            done.append(op)
            continue
        inner: list[Op] = []
        while rest and not isinstance(rest[0], Const):
            inner.append(rest.pop(0))
        closing = rest[0] if rest else None
        end = f"</{opening[1]}>"
        if inner and isinstance(closing, Const) and closing.text.startswith(end):
            done += [Const(op.text[: opening.start()]), Wrap(opening.group(), tuple(inner), end)]
            rest[0] = Const(closing.text.removeprefix(end))
        else:
            done += [op, *inner]
    return tuple(op for op in done if op != Const(""))


def _lists(ops: tuple[Op, ...]) -> Iterator[tuple[Op, ...]]:
    yield ops
    for op in ops:
        match op:
            case If() | For():
                for inner in _inner(op):
                    yield from _lists(inner)
            case Wrap():
                yield from _lists(op.inner)
            case _:
                continue


def _may_be_empty(ops: tuple[Op, ...]) -> bool:
    """Say whether an element may be opened and closed with nothing printed in between."""
    return any(
        isinstance(op, Const) and _OPENING.search(op.text) is not None and _closed_next(ops[position + 1 :])
        for position, op in enumerate(ops)
    )


def _closed_next(ops: tuple[Op, ...]) -> bool:
    """Say whether, of what comes next, a closing tag may be printed first; so it may where the list ends."""
    for op in ops:
        match op:
            case Const(text):
                return text.startswith("</")
            case Wrap():
                return False
            case If() | For() if any(_begins_by_closing(inner) for inner in _inner(op)):
                return True
            case _:
                continue
    return True


def _begins_by_closing(ops: tuple[Op, ...]) -> bool:
    """Say whether the first thing printed may be a closing tag."""
    for op in ops:
        match op:
            case Const(text):
                return text.startswith("</")
            case If() | For():
                if any(_begins_by_closing(inner) for inner in _inner(op)):
                    return True
            case _:
                return False
    return False


def _self_contained(ops: tuple[Op, ...]) -> bool:
    """Say whether a part is still well-formed where words are left out: what they close they open again."""
    opened: list[str] = []
    closed: list[str] = []
    for op in ops:
        for match in _ELEMENT.finditer(op.text) if isinstance(op, Const) else ():
            if match[3]:
                continue
            if not match[1]:
                opened.append(match[2])
            elif not opened:
                closed.append(match[2])
            elif opened.pop() != match[2]:
                return False
    return closed == opened[::-1]


def _inner(op: If | For) -> list[tuple[Op, ...]]:
    return [op.inner] if isinstance(op, For) else [*(ops for _, ops in op.branches), op.otherwise]
