"""The notation of the cases: a text as a drafter would type it, read into clauses and nothing guessed.

One paragraph a line, two blanks a level::

    = TITLE LINE
    5. **Stock Options** Words below a heading that has a line of its own
      d. *Payment.* Words that run on after a heading, as follows:
        i. in cash;
        iii. as permitted
          ~ (i) by shares,
          ~ (ii) by note, or
          ~ (iii) by payment; or
      Closing words, without a number.

``~`` marks an item that runs on in the line above. Marks and conjunctions between the items of a list are the list's;
with ``!`` before a number the mark at the end of its words stays with the words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from engross.clauses.clause import Clause, Text
from engross.clauses.series import split_joint

_LABEL = re.compile(
    r"((?:Section|ARTICLE|Article|Exhibit|Schedule|Annex|SECTION|§)\s[\w.-]+[.:]?|\([^\s()]{1,6}\)|\[\([^\s()]{1,6}\)\]"
    r"|\d+(?:\.\d+)*[A-Z]?\.?|[A-Za-z]{1,2}\.|[ivxIVX]{1,5}\.)(?:\s+|$)"
)


def read(written: str, id: str = "text", kind: str = "text") -> Text:  # noqa: A002 - the name the model gives it
    """Read a text."""
    return Text(root=Clause(id=id, children=provisions(written, id, top=False)), kind=kind)


def provisions(written: str, prefix: str = "new", *, top: bool = True) -> tuple[Clause, ...]:
    """Read provisions; at the top of new ones, which no list owns yet, marks stay with the words."""
    lines = [line for line in written.split("\n") if line.strip()]
    depth = _depth(lines[0]) if lines else 0
    clauses, joints, _ = _block(lines, 0, depth, prefix, whole=top)
    if any(joints):
        raise AssertionError(f"the outermost provisions are no list: {written!r}")
    return clauses


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip(" "))) // 2


def _block(
    lines: list[str], at: int, depth: int, prefix: str, *, whole: bool
) -> tuple[tuple[Clause, ...], tuple[str, ...], int]:
    found: list[Clause] = []
    kept: list[bool] = []
    while at < len(lines) and _depth(lines[at]) >= depth:
        line = lines[at].strip()
        kept.append(line.startswith("!"))
        clause = _line(line.removeprefix("!").strip(), f"{prefix}.{len(found) + 1}")
        at += 1
        if at < len(lines) and _depth(lines[at]) > depth:
            children, joints, at = _block(lines, at, _depth(lines[at]), clause.id, whole=False)
            clause = replace(clause, children=children, joints=joints)
        found.append(clause)
    if whole:
        return tuple(found), (), at
    return (*_joined(found, kept), at)


def _joined(found: list[Clause], kept: list[bool]) -> tuple[tuple[Clause, ...], tuple[str, ...]]:
    """Give a list the marks its items end with, where some item but the last ends with one."""
    parts = [_parted(each) if each.label and not keep else (each, "") for each, keep in zip(found, kept, strict=True)]
    if not any(joint not in ("", ".", ":") for _, joint in parts):
        return tuple(found), ()
    return tuple(clause for clause, _ in parts), tuple(joint for _, joint in parts)


def _parted(clause: Clause) -> tuple[Clause, str]:
    if clause.children:
        if clause.joint(len(clause.children) - 1):
            return replace(clause, joints=(*clause.joints[:-1], "")), clause.joints[-1]
        last, joint = _parted(clause.children[-1])
        return (replace(clause, children=(*clause.children[:-1], last)), joint) if joint else (clause, "")
    words, joint = split_joint(clause.text)
    return replace(clause, text=words), joint


def _line(line: str, id: str) -> Clause:  # noqa: A002 - as above
    if line.startswith("= "):
        return Clause(id=id, kind="title", text=line[2:])
    if line.startswith("| "):
        return Clause(id=id, kind="signature", rows=(tuple(cell.strip() for cell in line[2:].split("|")),))
    layout = "block"
    if line.startswith("~"):
        layout, line = "inline", line[1:].strip()
    label, heading = None, None
    if match := _LABEL.match(line):
        label, line = match[1], line[match.end() :]
    if match := re.match(r"(\*{1,2})(.+?)\1(?:\s+|$)", line):
        heading, line = match[2], line[match.end() :]
        layout = "run-in" if match[1] == "*" else layout
    status = "reserved" if line.startswith("[Reserved]") else "repealed" if line.startswith("Repealed") else "in force"
    return Clause(id=id, label=label, heading=heading, text=line.strip(), layout=layout, status=status)  # type: ignore[arg-type]
