"""Score how instructions are understood: ``python -m tests.conformance.instructions GOLD.jsonl [--show VERDICT]``.

A gold file in the interchange format is scored by its own rules. The enacted instructions of the D.C. Council
(``dc/instructions.jsonl``) carry operations coded by its editors instead; those are compared place by place, by labels.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engross.instruments import interchange
from engross.understanding.instruction import Understood, understand

Json = dict[str, Any]
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "–": "-", "—": "-"})
_PLAIN_KEYS = {"at", "attachment", "definition", "part", "sentence", "paragraph", "title_words"}
_CODE = re.compile(r"(?:Official Code|D\.C\. Code)\s*§+\s*(?P<number>\d[\w:.-]*\d\w*|\d\w*)(?P<labels>(?:\([^()\s]{1,8}\))*)")


def fold(text: object) -> str:
    """Return text with white space, quotation marks and dashes folded, outer marks dropped."""
    folded = " ".join(str(text or "").translate(_QUOTES).split())
    while len(folded) > 1 and folded[0] == folded[-1] and folded[0] in "\"'":
        folded = folded[1:-1].strip()
    return folded


# ----------------------------------------------------------------------------------------------- interchange gold


def same_text(gold: Json, mine: Json, key: str) -> bool:
    """Say whether both give the same words; an abridged gold is held by its two ends."""
    expected, actual = fold(gold.get(key)), fold(mine.get(key))
    if gold.get("text_abridged") and "[...]" in expected:
        head, tail = (part.strip() for part in expected.split("[...]", 1))
        return actual.startswith(head[:250]) and actual.endswith(tail[-120:])
    return expected.rstrip(".,;") == actual.rstrip(".,;")


def same_place(gold: Json, mine: Json) -> bool:
    """Say whether both name the same place; words for a finer place are matched by any finer place."""

    def plain(operation: Json) -> dict[str, str]:
        target = operation.get("target") or {}
        return {k: fold(v).casefold().removeprefix("section ") for k, v in target.items() if v not in (None, "")}

    expected, actual = plain(gold), plain(mine)
    if expected.pop("other", None) is not None:
        return bool(set(actual) - _PLAIN_KEYS) and expected == {k: v for k, v in actual.items() if k in _PLAIN_KEYS}
    return expected == actual


def same_operation(gold: Json, mine: Json) -> bool:
    """Say whether both order the same."""
    if gold["op"] != mine["op"]:
        return False
    placed = same_place(gold, mine)
    match gold["op"]:
        case "insert":
            beside = placed and gold.get("where") == mine.get("where")
            labelled = bool(gold.get("label")) and fold(gold["label"]) == fold(mine.get("label"))
            return (beside or labelled) and same_text(gold, mine, "text")
        case "restate":
            return placed and same_text(gold, mine, "text")
        case "substitute":
            often = str(gold.get("occurrence", "one")) == str(mine.get("occurrence", "one"))
            return placed and often and same_text(gold, mine, "strike") and same_text(gold, mine, "insert")
        case "add_words":
            beside = placed and gold.get("where") == mine.get("where")
            return beside and same_text(gold, mine, "text") and same_text(gold, mine, "anchor")
        case "delete":
            return placed and gold.get("leave", "nothing") == mine.get("leave", "nothing")
        case "renumber":
            return placed and fold(gold.get("as")) == fold(mine.get("as"))
        case _:
            return placed


def judge(gold: list[Json], mine: list[Json], *, said: bool) -> str:
    """Return ``exact``, ``refused`` or ``wrong``.

    Args:
        gold: What a careful lawyer reads.
        mine: What was understood.
        said: A problem was shown.
    """
    idle = ("no_effect", "not_executable")
    ordered = [op for op in gold if op["op"] not in idle]
    given = [op for op in mine if op["op"] not in idle]
    said = said or any(op["op"] == "not_executable" for op in mine)
    if not given:
        return "exact" if not ordered else "refused" if said else "wrong"
    if len(given) != len(ordered) or (any(op["op"] == "not_executable" for op in gold) and not said):
        return "wrong"
    left = list(given)
    for operation in ordered:
        found = next((other for other in left if same_operation(operation, other)), None)
        if found is None:
            return "wrong"
        left.remove(found)
    return "exact"


# ----------------------------------------------------------------------------------------------- the D.C. Council's


def dc_cases(path: Path) -> Iterator[Json]:
    """Yield the distinct enacted instructions whose order the editors coded from the sentence's own words.

    Left out, and counted by :func:`main`: law that was enacted new (``quoted: False``: no instruction orders it).
    """
    seen: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        key = json.dumps([case["context"], case["instruction"]])
        if key not in seen:
            seen.add(key)
            yield case


def is_instruction(case: Json) -> bool:
    """Say whether the editors' operations come from an amending sentence and not from law enacted new."""
    return not any(op.get("quoted") is False for op in case["ops"]) and all(
        op["op"] != "recodify-section" or "designated" in case["instruction"] for op in case["ops"]
    )


def coded_labels(path: str) -> tuple[str, ...]:
    """Return the labels under the section: ``§1-2|(a)|(3)`` gives ``(a)``, ``(3)``."""
    return tuple(part.strip("()") for part in path.split("|")[1:] if part.startswith("("))


def judge_dc(case: Json, understood: Understood) -> str:
    """Compare a reading with the editors' coded operations, each place by its labels, each text by its words."""
    given = [op for op in map(interchange.to_json, understood.operations) if op["op"] not in ("no_effect", "not_executable")]
    coded = [op for op in case["ops"]]
    if not given:
        return "refused" if understood.problems or any(o for o in understood.operations) else "wrong"
    left = list(given)
    for operation in coded:
        found = next((other for other in left if same_as_coded(operation, other)), None)
        if found is None:
            return "wrong"
        left.remove(found)
    return "wrong" if left else "exact"


def same_as_coded(coded: Json, mine: Json) -> bool:
    """Say whether an operation of ours is the editors' one."""
    wanted = coded_labels(coded["path"])
    at = re.findall(r"\(([^()]+)\)", mine["target"].get("at", ""))
    match coded["op"]:
        case "find-replace":
            return same_change(coded, mine) and same_tail(wanted, at)
        case "replace":
            return mine["op"] == "restate" and same_tail(wanted, at)
        case "repeal":
            return mine["op"] == "delete" and same_tail(wanted, at)
        case "insert":
            new = fold(coded.get("num-value") or coded["new"]).split(" ")[0].strip("()")
            label = re.findall(r"\(([^()]+)\)", mine.get("label") or "")
            bare = re.sub(r"[()]", "", mine.get("label") or "")
            same = (label[-1:] == [new]) or bare == new or not coded["path"].startswith("§") or not new
            beside = coded.get("after") or coded.get("before")
            inside = same_tail(wanted, at) or (bool(beside) and same_tail((*wanted, str(beside).strip("()")), at))
            return mine["op"] == "insert" and same and inside
        case "redesignate-para":
            if mine["op"] == "designate":
                return same_tail(wanted, at) and coded["num-value"].strip("()") in mine["label"]
            return mine["op"] == "renumber" and same_tail(wanted, at) and coded["num-value"].strip("()") in mine["as"]
        case "recodify-section":
            return mine["op"] == "renumber"
    return False


def same_change(coded: Json, mine: Json) -> bool:
    """Say whether words are changed to the same effect: an insertion beside an anchor is a replacement of the anchor."""
    old, new = fold(coded["find"]), fold(coded["replace"])
    if mine["op"] == "substitute":
        return close(mine["strike"], old) and close(mine["insert"], new)
    if mine["op"] == "renumber" and coded["path"].endswith("|num"):
        return new.strip("()") in mine["as"]
    if mine["op"] == "add_words" and mine["anchor"]:
        return fold(mine["text"]) in new and fold(mine["anchor"]) in old
    if mine["op"] == "add_words":
        return fold(mine["text"]).strip(" .;,") in new
    return False


def close(mine: str, coded: str) -> bool:
    """Say whether words are the same but for what editors put in a code's own terms (its citations, its marks)."""

    def bare(text: str) -> str:
        text = re.sub(r"\[[^\]]*\]|§§?\s*[\w:.-]+(\([^()]*\))*|\b[Ss]ections?\s+[\w:.-]+(\([^()]*\))*", "@", fold(text))
        text = re.sub(r"\b(this|the) (act|title|chapter|subchapter|subtitle|part)\b", "@", text)
        return re.sub(r"[\s@\"'.,;]+", "", text)

    return bare(mine) == bare(coded)


def same_tail(wanted: tuple[str, ...], at: list[str]) -> bool:
    """Say whether labels agree; a definition's number that the editors cite by its term is no difference."""
    return tuple(at) == wanted


def _payload(case: Json) -> str | None:
    new = [op["new"] for op in case["ops"] if op.get("quoted")]
    return "\n\n".join(new) or None


# ----------------------------------------------------------------------------------------------- the command


def read_gold(path: Path) -> Iterator[tuple[str, Json, Understood]]:
    """Yield (verdict, case, reading) for each case of a gold file."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if cases and "law" in cases[0]:
        for case in dc_cases(path):
            if is_instruction(case):
                understood = understand(case["instruction"], _payload(case), case["context"])
                yield judge_dc(case, understood), case, understood
        return
    for case in cases:
        understood = understand(case["instruction"], case.get("payload"), case.get("context"))
        mine = [interchange.to_json(op) for op in understood.operations]
        yield judge(case["ops"], mine, said=bool(understood.problems)), case, understood


def main(arguments: list[str]) -> int:
    """Print the counts, and the cases of the verdict asked for."""
    show = arguments[arguments.index("--show") + 1] if "--show" in arguments else ""
    counts: Counter[str] = Counter()
    for verdict, case, understood in read_gold(Path(arguments[0])):
        counts[verdict] += 1
        if verdict == show:
            mine = [interchange.to_json(op) for op in understood.operations]
            said = [problem.what for problem in understood.problems]
            shown = {"context": case.get("context"), "instruction": case["instruction"], "gold": case["ops"], "mine": mine}
            print(json.dumps(shown | {"problems": said}, ensure_ascii=False)[:3000])  # noqa: T201 - it prints
    total = sum(counts.values())
    print(f"exact {counts['exact']} refused {counts['refused']} wrong {counts['wrong']} of {total}")  # noqa: T201 - as above
    return 0 if counts["wrong"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
