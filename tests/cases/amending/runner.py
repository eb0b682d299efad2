"""Run the cases: a text before, what an instrument orders, and what changes, or why it is refused.

A case may be added without Python: see ``CONTRIBUTING``. ``python -m tests.cases.amending.runner --reset`` writes what
engross does now into the cases that say nothing yet; read it before you keep it.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from engross.amending.amend import carry_out
from engross.amending.consolidate import derive
from engross.clauses.clause import Dated, Text
from engross.clauses.words import printed
from engross.instruments.instrument import Instrument
from engross.instruments.operations import Instruction, Operation
from engross.problems import AmendmentRefused
from engross.reading.kinds import from_yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))
from notation import provisions, read

HERE = Path(__file__).resolve().parent
Case = dict[str, Any]
RESULTS = ("change", "literal", "refused", "says", "findings", "listed", "through")


class _Block(yaml.SafeDumper):
    """Write texts of several lines as such."""


def _block(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    style = "|" if "\n" in words else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)


_Block.add_representer(str, _block)


def files() -> list[Path]:
    """Return the files of cases."""
    return sorted(HERE.glob("*.yaml"))


def load(path: Path) -> tuple[dict[str, str], list[Case]]:
    """Return a file's texts and its cases; every value is text."""
    given = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text alone
    return given.get("texts", {}), given["cases"]


def every() -> list[tuple[str, dict[str, str], Case]]:
    """Return every case with the name of its file and the texts it may speak of."""
    return [(path.stem, texts, case) for path in files() for texts, cases in [load(path)] for case in cases]


def outcome(texts: dict[str, str], case: Case) -> Case:
    """Carry a case out, and return what a case may say of the result."""
    before = _before(texts, case)
    try:
        if "instruments" in case:
            return _told_of_a_day(before, case)
        order = _instrument(case, before, 1)
        done = carry_out(before, order)
        bare = carry_out(before, order, editorial=False)
    except AmendmentRefused as refusal:
        codes = sorted({each.code for each in refusal.problems})
        return {
            "refused": codes,
            "says": str(refusal.problems[0].what),
            "near": [c for p in refusal.problems for c in p.candidates],
        }
    told: Case = {"change": difference(before, done.text)}
    literal = difference(before, bare.text)
    if literal != told["change"]:
        told["literal"] = literal
    if done.findings:
        told["findings"] = sorted({each.code for each in done.findings})
    return told


def _before(texts: dict[str, str], case: Case) -> Text:
    written = case["before"]
    text = read(texts.get(written, written))
    dates = {"adopted": Dated(date=date.fromisoformat(case["adopted"]))} if "adopted" in case else {}
    return replace(text, dates=dates, name=case.get("name", ""))


def _told_of_a_day(before: Text, case: Case) -> Case:
    given = [_instrument(each, before, n) for n, each in enumerate(case["instruments"], 1)]
    day = {key: date.fromisoformat(case[key]) for key in ("as_of", "known") if key in case}
    done = derive(before, given, **day)
    told: Case = {"change": difference(before, done.text), "through": done.text.through}
    told["listed"] = [f"{each.instrument.name}: {each.standing}" for each in done.listed]
    if done.findings:
        told["findings"] = sorted({each.code for each in done.findings})
    bare = derive(before, given, literal=True, **day)
    if (literal := difference(before, bare.text)) != told["change"]:
        told["literal"] = literal
    return told


def _instrument(case: Case, before: Text, n: int) -> Instrument:
    sentences = case.get("sentences") or ([case["orders"]] if case.get("orders") else [])
    header: Case = {
        "engross": "amendment/1", "id": case.get("id", f"amendment-{n}"), "amends": case.get("amends", before.id),
        "number": str(case.get("number", n)),
        "clauses": case.get("words") or [{"id": "words", "text": "The Plan is amended."}],
    }  # fmt: skip
    for key in ("known", "status", "base"):
        if key in case:
            header[key] = case[key]
    if "approved" in case:
        header["approved"] = {"date": case["approved"]}
    effect = {
        k: v
        for k, v in (
            ("date", case.get("effective")),
            ("condition", case.get("condition")),
            ("until", case.get("until")),
        )
        if v
    }
    if effect:
        header["effect"] = effect
    made = from_yaml(yaml.dump(header, Dumper=_Block, sort_keys=False, allow_unicode=True))
    assert isinstance(made, Instrument)
    instructions = tuple(
        Instruction(id=f"s{k}", clause=f"s{k}" if "words" in case else "", operations=tuple(map(_order, each)))
        for k, each in enumerate(sentences, 1)
    )
    return replace(made, instructions=instructions)


def _order(given: Case) -> Operation:
    """Read one order in the words of the amendment files; ``new`` gives provisions in the notation of the cases."""
    has_new = "new" in given and "rename-term" not in given
    order = {key: value for key, value in given.items() if key != "new" or not has_new}
    if has_new and "text" not in order:
        order["text"] = "new"
    document = {
        "engross": "amendment/1", "id": "one", "amends": "text", "number": "1",
        "clauses": [{"id": "words", "text": "The Plan is amended."}],
        "instructions": [{"id": "words", "operations": [order]}],
    }  # fmt: skip
    made = from_yaml(yaml.dump(document, Dumper=_Block, sort_keys=False, allow_unicode=True, width=1000))
    assert isinstance(made, Instrument)
    operation = made.instructions[0].operations[0]
    if has_new:
        return replace(operation, text="", provisions=provisions(given["new"]))  # type: ignore[call-arg]
    return operation


def difference(before: Text, after: Text) -> str:
    """Return the paragraphs that went and came, as a drafter marks them; what only came, below what it follows."""
    old, new = printed(before).split("\n"), printed(after).split("\n")
    told = []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "insert" and a:
            told.append(f"> {old[a - 1]}")
        if kind != "equal":
            told += [f"- {line}" for line in old[a:b]] + [f"+ {line}" for line in new[c:d]]
    return "\n".join(told)


def expected(case: Case) -> Case:
    """Return what a case says of its result."""
    return {key: case[key].strip() if isinstance(case[key], str) else case[key] for key in RESULTS if key in case}


def faults(texts: dict[str, str], case: Case) -> list[str]:
    """Return where the result is not as the case says; a case that says nothing fails."""
    got, want = outcome(texts, case), expected(case)
    if not want:
        return ["the case says nothing of its result"]
    found = []
    for key in RESULTS:
        if key == "says":
            if want.get(key) and want[key] not in got.get(key, "") and want[key] not in " ".join(got.get("near", ())):
                found.append(f"says: {got.get(key)!r} near {got.get('near')}, not {want[key]!r}")
        elif key in ("through", "listed") and key not in want:
            continue
        elif got.get(key, "") != want.get(key, ""):
            found.append(f"{key}:\n{got.get(key)}\nnot\n{want.get(key)}")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Write what engross does into the cases that say nothing of their result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reset", action="store_true", required=True)
    parser.add_argument("--all", action="store_true", help="also those that say something already")
    parser.add_argument("names", nargs="*", help="only these files")
    given = parser.parse_args(arguments)
    for path in files():
        if given.names and path.stem not in given.names:
            continue
        texts, cases = load(path)
        for case in cases:
            if given.all or not set(expected(case)) - {"says"}:
                kept = {key: value for key, value in case.items() if key not in RESULTS}
                got = outcome(texts, case)
                got.pop("near", None)
                got |= {"says": case["says"]} if "says" in case else {}
                case.clear()
                case.update(kept | got)
        whole: dict[str, Any] = {"texts": texts, "cases": cases} if texts else {"cases": cases}
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        head = f"{first}\n" if first.startswith("#") else ""
        path.write_text(head + _dumped(whole), encoding="utf-8")
    return 0


def _dumped(whole: dict[str, Any]) -> str:
    """Write a file of cases, a blank line between them."""
    written = yaml.dump(whole, Dumper=_Block, sort_keys=False, allow_unicode=True, width=110)
    return written.replace("\n- case:", "\n\n- case:")


if __name__ == "__main__":
    sys.exit(main())
