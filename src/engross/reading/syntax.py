"""What libyaml says of a text it cannot read, said again in words that help."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

QUOTE = "put the whole value in quotation marks, or write it below `>-`"

# what libyaml says (beginning of its context, of its problem) -> code, what is wrong, what to do
_SAYINGS: tuple[tuple[str, str, str, str, str], ...] = (
    ("while scanning a quoted scalar", "found unexpected end of stream", "E009",
     "the quotation mark is never closed", 'close it; write a mark inside the value as \\" or twice'),
    ("", "found invalid Unicode character escape", "E007", "an escape that is no character", "remove it"),
    ("", "did not find expected hexdec", "E009", "an unknown escape after the backslash",
     "write the backslash twice, or use 'single' quotation marks"),
    ("", "found unknown escape character", "E009", "an unknown escape after the backslash",
     "write the backslash twice, or use 'single' quotation marks"),
    ("", "mapping values are not allowed", "E009", "a second `: ` on the line", QUOTE),
    ("while scanning a simple key", "could not find expected ':'", "E009", "a line that is neither a key nor a value",
     "write `key: value`, a blank after the colon; indent words that go on from the line before"),
    ("", "found character that cannot start any token", "E009", "a value begins with a sign that YAML reserves", QUOTE),
    ("while scanning an a", "", "E009", "a value begins with `&` or `*`, which YAML reserves", QUOTE),
    ("while parsing a block mapping", "did not find expected key", "E009",
     "the line does not fit the mapping above it",
     "indent the keys of one mapping alike, and what goes on from the line before further"),
    ("while parsing a block collection", "did not find expected '-'", "E009", "the line does not fit the list above it",
     "indent the items of one list alike, each after `- `"),
    ("while parsing a flow", "", "E009", "a bracket or brace opened here is not closed as it should be",
     "close it, or put the value in quotation marks if the sign is meant"),
    ("while scanning a block scalar", "", "E009", "the head of the block (`>-`, `|`) is not right",
     "write `>-` and begin the words on the next line"),
    ("while increasing flow level", "", "E013", "brackets nest deeper than any text needs", "flatten them"),
    ("", "found incompatible YAML document", "E009", "another version of YAML", "remove the `%YAML` line"),
)  # fmt: skip

_CLOSING = {'"': "quotation mark", "'": "quotation mark", "]": "bracket", "}": "brace"}
_NO_BLANK = re.compile(r" *-(?=[A-Za-z]+: )")

# where the fault lies at the beginning of what was being read, not where libyaml gave up
_FROM_START = ("while scanning a quoted", "while parsing a flow", "while scanning a simple", "while scanning an a")


class Fault(NamedTuple):
    """A syntax error.

    Args:
        code: Its code.
        what: What is wrong.
        remedy: What to do.
        line: 1-based.
        column: 1-based.
    """

    code: str
    what: str
    remedy: str
    line: int
    column: int


def explain(error: yaml.YAMLError, text: str) -> Fault:
    """Say what a syntax error means and where to look."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Fault("E009", f"this is not YAML: {error}", "write it anew", 1, 1)
    context, problem = error.context or "", error.problem or ""
    for said_of, said, code, what, remedy in _SAYINGS:
        if context.startswith(said_of) and problem.startswith(said):
            from_start = said_of.startswith(_FROM_START)
            mark = error.context_mark if from_start and error.context_mark else error.problem_mark
            return _nearer(Fault(code, what, remedy, *_place(mark, text)), text)
    what = f"this is not YAML: {context} {problem}".replace("  ", " ").strip()
    return Fault("E009", what, QUOTE, *_place(error.problem_mark, text))


def _nearer(fault: Fault, text: str) -> Fault:
    """Look at the line itself for what libyaml does not say: what people most often get wrong."""
    lines = text.split("\n")
    before = lines[fault.line - 1][: fault.column - 1].rstrip()
    if fault.what.startswith("the line does not fit") and before and before[-1] in _CLOSING:
        what = f"words follow a value that ended with its closing {_CLOSING[before[-1]]}"
        return fault._replace(what=what, remedy=QUOTE)
    if fault.what.startswith("a second"):
        for number in (fault.line - 1, fault.line):
            if number and (dash := _NO_BLANK.match(lines[number - 1])):
                what = "no blank stands after the dash of a list's item"
                return Fault(fault.code, what, "write `- ` before each item", number, dash.end())
    return fault


def _place(mark: yaml.Mark | None, text: str) -> tuple[int, int]:
    if mark is None:
        return 1, 1
    last = text.count("\n") + (not text.endswith("\n"))
    return min(mark.line + 1, max(last, 1)), mark.column + 1
