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
_CODE = re.compile(
    r"(?:Official Code|D\.C\. Code)\s*§+\s*(?P<number>\d[\w:.-]*\d\w*|\d\w*)(?P<labels>(?:\([^()\s]{1,8}\))*)"
)


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


def same_operation(gold: Json, mine: Json) -> bool:  # noqa: PLR0911 - one answer for each case
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
    """Yield the distinct enacted sentences, with the sentences they stand under."""
    seen: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        key = json.dumps([case["context"], case["instruction"]])
        if key not in seen:
            seen.add(key)
            distinct = {json.dumps(operation): operation for operation in case["ops"]}
            yield case | {"ops": list(distinct.values())}


def bare(text: str) -> str:
    """Return words without marks, blanks, citations and the words by which a law names itself: editors recast those."""
    text = re.sub(r"\[[^\]]*\]", "", fold(text))
    text = re.sub(r"§§?\s*[\w:.-]+(\([^()]*\))*|\b[Ss]ections?\s+[\w:.-]+(\([^()]*\))*", "@", text)
    text = re.sub(r"\b(this|the) (act|title|chapter|subchapter|subtitle|part)\b", "@", text)
    return re.sub(r"[\s@\"'.,;]+", "", text).casefold()


def editors_own(case: Json) -> str:  # noqa: PLR0911 - one answer for each case
    """Say why the editors' coding is not taken from the sentence's own words; empty where it is."""
    said = fold(" ".join([*case["context"], case["instruction"]]))
    words = bare(case["instruction"])
    for operation in case["ops"]:
        if operation.get("quoted") is False:
            return "law enacted new, which no instruction orders"
        if operation["op"] == "recodify-section" or not operation["path"].startswith("§"):
            return "whole sections and containers, coded by the Code's numbers"
        if operation["op"] == "find-replace" and not operation["path"].endswith("|num"):
            repaired = "Repealed" in operation["replace"] or re.search(
                r"\[[^\]]*\]", operation["find"] + operation["replace"]
            )
            if repaired or operation.get("technical"):
                return "an editor's own note or repair"
            if not same_effect_possible(operation, words):
                return "words that do not stand in the sentence"
        if operation["op"] == "repeal" and "to read as follows" in case["instruction"]:
            return "an editor's own note or repair"
        if fold(operation.get("new"))[:1] == "[" or "[" in operation["path"] + str(operation.get("num-value", "")):
            return "an editor's own note or repair"
        named = coded_labels(operation["path"])
        number = str(operation.get("num-value") or "").strip("()")
        misplaced = bool(named) and f"({named[-1]})" not in said
        renumbered = bool(number) and operation["path"].startswith("§") and number not in said
        if misplaced or renumbered:
            return "a place the Code numbers otherwise than the sentence"
        if operation["op"] == "repeal" and (not named or f"({named[-1]})" not in said):
            section = operation["path"].split("|")[0].strip("§")
            if named or section not in said:
                return "a place the sentence does not name"
    return ""


def same_effect_possible(operation: Json, words: str) -> bool:
    """Say whether the coded words, or what changes in them, stand in the sentence."""
    old, new = bare(operation["find"]), bare(operation["replace"])
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    core = (old[start : len(old) - end], new[start : len(new) - end])
    by_mark = any(mark in words for mark in ("period", "semicolon", "comma"))
    return (old in words and new in words) or (by_mark and all(part in words for part in core))


def coded_labels(path: str) -> tuple[str, ...]:
    """Return the labels under the section: ``§1-2|(a)|(3)`` gives ``a``, ``3``."""
    parts = [part.strip("[]") for part in path.split("|")[1:]]
    return tuple(part.strip("()") for part in parts if part.startswith("("))


def judge_dc(case: Json, understood: Understood) -> str:
    """Compare a reading with the editors' coded operations, each place by its labels, each text by its words."""
    idle = ("no_effect", "not_executable")
    given = [op for op in map(interchange.to_json, understood.operations) if op["op"] not in idle]
    said = fold(" ".join([*case["context"], case["instruction"]]))
    if not given:
        return "refused"
    left = list(given)
    if len(given) == 1 and given[0]["op"] == "substitute" and len(case["ops"]) > 1:
        return "exact" if in_pieces(case["ops"], given[0], said) else "wrong"
    for operation in case["ops"]:
        found = next((other for other in left if same_as_coded(operation, other, said)), None)
        if found is None:
            return "wrong"
        left.remove(found)
    return "wrong" if left else "exact"


def in_pieces(coded: list[Json], mine: Json, said: str) -> bool:
    """Say whether the editors coded one substitution in pieces: all of them make of our old words our new ones."""
    at = re.findall(r"\(([^()]+)\)", mine["target"].get("at", ""))
    if not all(op["op"] == "find-replace" and same_labels(coded_labels(op["path"]), at, said) for op in coded):
        pieces = {(op.get("find"), op.get("replace")) for op in coded}
        spread = len(pieces) == 1 and mine["occurrence"] == "each"
        return (
            spread
            and all(tuple(at) == coded_labels(op["path"])[: len(at)] for op in coded)
            and same_change(coded[0], mine)
        )
    old = bare(mine["strike"])
    for operation in coded:
        old = old.replace(bare(operation["find"]), bare(operation["replace"]), 1)
    return old == bare(mine["insert"])


def same_as_coded(coded: Json, mine: Json, said: str) -> bool:  # noqa: PLR0911 - one answer for each case
    """Say whether an operation of ours is the editors' one."""
    at = re.findall(r"\(([^()]+)\)", mine["target"].get("at", ""))
    placed = same_labels(coded_labels(coded["path"]), at, said)
    match coded["op"]:
        case "find-replace" if mine["op"] == "renumber" and re.fullmatch(r"\(\w+\)", coded["find"]):
            own = coded["find"].strip("()")
            inside = same_labels((*coded_labels(coded["path"]), own), at, said)
            return (placed or inside) and at[-1:] == [own] and coded["replace"].strip("()") in mine["as"]
        case "replace" if mine["op"] == "insert":
            return re.findall(r"\(([^()]+)\)", mine["label"] or "")[-1:] == list(coded_labels(coded["path"])[-1:])
        case "find-replace" if coded["path"].endswith("|num"):
            return mine["op"] == "renumber" and placed and coded["replace"].strip("().§ ") in mine["as"]
        case "find-replace":
            coarser = tuple(at[: len(coded_labels(coded["path"]))]) == coded_labels(coded["path"])
            return (placed or (coarser and all(f"({label})" in said for label in at))) and same_change(coded, mine)
        case "replace":
            return mine["op"] == "restate" and placed
        case "repeal":
            return mine["op"] == "delete" and placed
        case "insert":
            wanted = str(coded.get("num-value") or fold(coded["new"]).split(" ")[0]).strip("()[].")
            label = re.sub(r".*\(|[()]", "", mine.get("label") or "")
            beside = str(coded.get("after") or coded.get("before") or "").strip("()")
            by_sibling = bool(beside) and same_labels((*coded_labels(coded["path"]), beside), at, said)
            return mine["op"] == "insert" and (label == wanted or not wanted) and (placed or by_sibling)
        case "redesignate-para":
            number = coded["num-value"].strip("()")
            return (
                placed
                and number in str(mine.get("as") or mine.get("label"))
                and mine["op"] in ("renumber", "designate")
            )
    return False


def same_change(coded: Json, mine: Json) -> bool:
    """Say whether words are changed to the same effect, whichever of both quotes more of what stays."""
    old, new = bare(coded["find"]), bare(coded["replace"])
    if mine["op"] == "substitute" and mine["strike"] in (".", ";", ",", ":"):
        before, _, after = fold(coded["find"]).rpartition(mine["strike"])
        return bool(before or after or coded["find"] == mine["strike"]) and fold(
            before + mine["insert"] + after
        ) == fold(coded["replace"])
    if mine["op"] == "substitute":
        mine_old, mine_new = bare(mine["strike"]), bare(mine["insert"])
    elif mine["op"] == "add_words" and mine["anchor"]:
        mine_old, text = bare(mine["anchor"]), bare(mine["text"])
        mine_new = mine_old + text if mine["where"] == "after" else text + mine_old
    elif mine["op"] == "add_words":
        return bare(mine["text"]) in new
    else:
        return False
    if (mine_old, mine_new) == (old, new):
        return True
    return (old in mine_old and mine_old.replace(old, new, 1) == mine_new) or (
        mine_old in old and old.replace(mine_old, mine_new, 1) == new
    )


def same_labels(wanted: tuple[str, ...], at: list[str], said: str) -> bool:
    """Say whether both name the same provision; a level the sentence does not speak of is the Code's own."""
    if tuple(at) == wanted:
        return True
    spoken = [label for label in wanted if f"({label})" in said]
    return at == spoken or any(
        list(wanted) == re.findall(r"\(([^()]+)\)", cited) for cited in _CODE.findall(said) for cited in cited
    )


def _payload(case: Json) -> str | None:
    new = [op["new"] for op in case["ops"] if op.get("quoted")]
    return "\n\n".join(new) or None


# ----------------------------------------------------------------------------------------------- the command


def read_gold(path: Path) -> Iterator[tuple[str, Json, Understood]]:
    """Yield (verdict, case, reading) for each case of a gold file."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if cases and "law" in cases[0]:
        for case in dc_cases(path):
            left_out = editors_own(case)
            if left_out:
                yield f"left out: {left_out}", case, Understood()
            else:
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
            shown = {
                "context": case.get("context"),
                "instruction": case["instruction"],
                "gold": case["ops"],
                "mine": mine,
            }
            print(json.dumps(shown | {"problems": said}, ensure_ascii=False)[:3000])  # noqa: T201 - it prints
    for reason, number in sorted(counts.items()):
        if reason.startswith("left out"):
            print(f"{number:5} {reason}")  # noqa: T201 - it prints
            del counts[reason]
    total = sum(counts.values())
    print(f"exact {counts['exact']} refused {counts['refused']} wrong {counts['wrong']} of {total}")  # noqa: T201 - as above
    return 0 if counts["wrong"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
