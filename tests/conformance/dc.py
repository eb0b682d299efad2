"""Run the engine on sections of the D.C. Code: before, coded operations, official text after.

``python -m tests.conformance.dc FILE [--show wrong|refused|reproduced] [--limit N] [--joints]`` converts each case to a
text and to operations of engross, carries them out literally one after the other, and prints exactly
``reproduced N refused N wrong N of N``. The official text is never looked at before it is compared.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from engross.amending.amend import amend
from engross.clauses import labels
from engross.clauses.addresses import Index, parse
from engross.clauses.clause import Clause, Text
from engross.clauses.series import split_joint
from engross.clauses.words import printed
from engross.instruments.instrument import Instrument
from engross.instruments.operations import (
    Delete,
    Designate,
    Insert,
    Instruction,
    Operation,
    Restate,
    Substitute,
    Target,
)
from engross.problems import AmendmentRefused

Verdict = Literal["reproduced", "refused", "wrong"]
Case = dict[str, Any]
_LABEL = re.compile(r"(\[?\([^\s()]{1,9}\)\]?|\d{1,3}\.)(?:\s+|$)")
_SECTION = re.compile(r"§*\s*(\d+[A-Z]?(?:-|:)[\w.:-]+?)\.?(?:\s+|$)")


class Result(NamedTuple):
    """What became of one case."""

    case: str
    verdict: Verdict
    why: str
    text: str
    official: str


class Unread(Exception):  # noqa: N818 - it never leaves this module
    """A case that this adapter cannot express in operations."""


# Reading: indented lines, two blanks a level, one paragraph a line.


def read(before: str) -> Text:
    """Read a section: its number, heading and words on the first line, its paragraphs below."""
    return Text(root=Clause(id="code", children=(read_section(before),)))


def read_section(lines: str) -> Clause:
    """Read one section."""
    first, *rest = lines.split("\n")
    number, heading, words = first_line(first)
    children = tuple(_numbered(read_paragraphs(rest), "s"))
    return Clause(id="s", label=number, heading=heading or None, text=words, children=children)


def first_line(line: str) -> tuple[str, str, str]:
    """Part a section's first line into its number, its heading, and the words that run on after it."""
    match = _SECTION.match(line)
    if not match:
        raise Unread(f"no section number in {line[:40]!r}")
    rest = line[match.end() :]
    heading = re.match(r".*?(?:[.?]|\])(?=\s|$)", rest)
    if not heading:
        return match[1], rest.strip(), ""
    return match[1], heading.group().strip(), rest[heading.end() :].strip()


def read_paragraphs(lines: Iterable[str]) -> list[Clause]:
    """Read indented paragraphs into clauses, each under the last one that stands further left."""
    kept = [line for line in lines if line.strip()]
    return _block(kept, 0, _depth(kept[0]) if kept else 0)[0]


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip(" "))) // 2


def _block(lines: list[str], start: int, depth: int) -> tuple[list[Clause], int]:
    found: list[Clause] = []
    at = start
    while at < len(lines) and _depth(lines[at]) >= depth:
        label, words = _label_of(lines[at].strip())
        at += 1
        children: list[Clause] = []
        if at < len(lines) and _depth(lines[at]) > depth:
            children, at = _block(lines, at, _depth(lines[at]))
        found.append(Clause(id="", label=label, text=words, children=tuple(children)))
    return found, at


def _label_of(line: str) -> tuple[str | None, str]:
    match = _LABEL.match(line)
    return (match[1], line[match.end() :].strip()) if match else (None, line)


def _numbered(clauses: Iterable[Clause], prefix: str) -> Iterator[Clause]:
    for n, clause in enumerate(clauses, 1):
        given = f"{prefix}.{n}"
        yield replace(clause, id=given, children=tuple(_numbered(clause.children, given)))


def with_joints(clause: Clause) -> Clause:
    """Give a list the marks between its items, as engross keeps them, where the items end with such marks."""
    children = tuple(map(with_joints, clause.children))
    parts = [split_joint(each.text) if not each.children and each.label else (each.text, "") for each in children]
    if sum(joint not in ("", ".") for _, joint in parts) < 1:
        return replace(clause, children=children)
    return replace(
        clause,
        children=tuple(replace(each, text=words) for each, (words, _) in zip(children, parts, strict=True)),
        joints=tuple(joint for _, joint in parts),
    )


# Converting: one coded operation is one operation of engross, alone in its sentence.


def convert(op: Case, text: Text) -> tuple[Operation, ...]:
    """Turn a coded operation into operations that may be meant, the first that can be carried out being taken."""
    section, *steps = op["target"].removeprefix("§").split("|")
    part = steps.pop() if steps and steps[-1] in ("heading", "text", "num") else ""
    at = labels.key(section) + "".join(f"({labels.key(step)})" for step in steps)
    match op["op"]:
        case "find-replace":
            return _find_replace(op, at, part)
        case "replace":
            return (_replace(op, at, part, steps),)
        case "insert":
            return (_insert(op, at, text),)
        case "repeal":
            words = (
                "Repealed." if steps else "[[reason]] Repealed Repealed."
            )  # as this publisher prints a repealed section
            return (Delete(target=Target(at=at), leave="repealed", placeholder=words),)
        case "redesignate-para":
            return (Designate(target=Target(at=at), label=op["num"]),)
        case other:
            raise Unread(f"operation {other!r}")


def _find_replace(op: Case, at: str, part: str) -> tuple[Operation, ...]:
    count = op.get("count")
    target = Target(at=at, part={"heading": "heading", "num": "label", "text": "lead-in"}.get(part))  # type: ignore[arg-type]
    occurrence: Any = op.get("position") or ("one" if count == 1 else "each")
    if isinstance(occurrence, str) and occurrence.isdigit():
        occurrence = int(occurrence)
    expected = None if "position" in op else count
    order = Substitute(
        target=target,
        strike=op["find"],
        insert=op["replace"],
        occurrence=occurrence,
        count=expected,
        inside_words=True,  # the coded operations count plain signs
    )
    return (order, replace(order, target=replace(target, part="lead-in"))) if not part and count else (order,)


def _replace(op: Case, at: str, part: str, steps: list[str]) -> Operation:
    if part in ("heading", "text"):
        return Restate(target=Target(at=at, part="heading" if part == "heading" else "lead-in"), text=op["new"])
    lines = op["new"].split("\n")
    if not steps and not _LABEL.match(lines[0]):
        return Restate(target=Target(at=at), provisions=(read_section(op["new"]),))
    new = read_paragraphs(lines)
    label = new[0].label
    if (label and steps and labels.key(label) != labels.key(steps[-1])) or (label and not steps):
        at = f"{at}({labels.key(label)})"
    return Restate(target=Target(at=at), provisions=tuple(new))


def _insert(op: Case, at: str, text: Text) -> Operation:
    new = tuple(read_paragraphs(op["new"].split("\n")))
    if op.get("num"):  # the number the publisher gives a paragraph that the act numbers otherwise
        new = (replace(new[0], label=op["num"]), *new[1:])
    for side in ("after", "before"):
        if beside := op.get(side):
            return Insert(target=Target(at=f"{at}({labels.key(beside)})"), where=side, provisions=new)  # type: ignore[arg-type]
    index = Index(text.root)
    parent = index.resolve(parse(at))
    children = [each for each in index.clauses[parent[0]].children if each.label] if len(parent) == 1 else []
    if children:  # behind the last one, whatever number the new one bears
        return Insert(target=Target(id=children[-1].id), where="after", provisions=new)
    return Insert(target=Target(at=at), where="end", provisions=new)


# Carrying out and comparing.


def run(case: Case, *, joints: bool = False) -> tuple[Text | None, str]:
    """Carry out the operations of a case one after the other; a refusal gives its reason."""
    try:
        text = read(case["before"])
        if joints:
            text = replace(text, root=with_joints(text.root))
        for number, op in enumerate(case["ops"], 1):
            text = _carry_out(text, convert(op, text), number)
    except Exception as refusal:  # noqa: BLE001 - whatever goes wrong, the case is not carried out, and the run goes on
        return None, f"operation {locals().get('number', 0)}: {refusal}"
    return text, ""


def _carry_out(text: Text, orders: tuple[Operation, ...], number: int) -> Text:
    refused: AmendmentRefused | None = None
    for order in orders:
        act = Instrument(
            text=Text(root=Clause(id=f"act{number}"), name=f"act {number}"),
            amends=text.id,
            instructions=(Instruction(id="1", operations=(order,)),),
        )
        try:
            return replace(amend(text, act, editorial=False), through="")
        except AmendmentRefused as refusal:
            refused = refused or refusal
    raise refused or Unread("nothing to carry out")


def judge(case: Case, *, joints: bool = False) -> Result:
    """Run a case and compare with the official text, white space folded."""
    text, why = run(case, joints=joints)
    official = " ".join(case["after"].split())
    if text is None:
        return Result(case["id"], "refused", why, "", official)
    ours = " ".join(printed(text).split())
    title = official.partition("-")[0]
    same = ours == official or normalised(ours, title) == normalised(official, title)
    return Result(case["id"], "reproduced" if same else "wrong", "", ours, official)


def normalised(words: str, title: str) -> str:
    """Normalise the editorial conventions of this publisher, each of which changes words no act orders to change.

    1. Citations are bracketed: ``[§ 1-204.12(a)]``, ``[Chapter 30 of Title 22]``, a paragraph's number ``[(d)]``.
    2. ``this act`` of an enactment, and the citation of the container the section stands in (``subchapter I of Chapter
       10 of Title 1``), become ``this chapter``, ``this subchapter`` or another container.
    3. ``[Repealed]`` and ``Repealed.`` are printed with and without brackets and full stop.
    4. Quotation marks are straight or curly.
    5. ``of this subchapter`` and other containers are added after a citation.
    """
    words = words.translate(str.maketrans("“”‘’", "\"\"''"))
    words = re.sub(r"\[((?:§|this |(?:sub)?chapter|section|\()[^\[\]]*)\]", r"\1", words, flags=re.IGNORECASE)
    words = re.sub(r"\[?\b(Repealed|Expired|Omitted|Reserved)\.?\]?\.?", r"\1", words)
    container = r"(?:act|chapter|subchapter|title|part|subpart|unit|section)"
    words = re.sub(
        rf"\b(?:{container} [IVXLA-Z\d-]+ of )*(?:Title {title}\b|[Tt]his {container}\b)",
        "this act",
        words,
        flags=re.IGNORECASE,
    )
    words = re.sub(r"(?<=[\w)]) of this act(?=[\s,;.)]|$)", "", words)
    return " ".join(words.split())


def difference(ours: str, official: str) -> str:
    """Return the first place where two texts part."""
    at = next(
        (n for n, (a, b) in enumerate(zip(ours, official, strict=False)) if a != b), min(len(ours), len(official))
    )
    return f"  ours:     …{ours[max(0, at - 60) : at + 100]}\n  official: …{official[max(0, at - 60) : at + 100]}"


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run every case of a file and print the count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", choices=("wrong", "refused", "reproduced"))
    parser.add_argument("--limit", type=int, default=None, help="run only the first N cases")
    parser.add_argument(
        "--joints", action="store_true", help="keep lists' marks apart from their items, as engross does"
    )
    given = parser.parse_args(arguments)
    cases = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    results = [judge(case, joints=given.joints) for case in cases[: given.limit]]
    for each in results:
        if each.verdict == given.show:
            say(f"{each.case}: {each.verdict} {each.why}")
            if each.verdict == "wrong":
                say(difference(each.text, each.official))
    count = {
        verdict: sum(each.verdict == verdict for each in results) for verdict in ("reproduced", "refused", "wrong")
    }
    say(f"reproduced {count['reproduced']} refused {count['refused']} wrong {count['wrong']} of {len(results)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
