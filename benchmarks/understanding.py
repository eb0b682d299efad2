"""Milliseconds an instruction, against tokenising alone: ``python benchmarks/understanding.py [GOLD.jsonl]``.

Real instructions are used where they lie beside the checkout, else the cases of ``tests/cases/phrasings``. CPU time,
the best of several rounds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import yaml

from engross.understanding.instruction import understand
from engross.understanding.tokens import tokens

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ENGROSS_SHARED", ROOT.parent / "shared"))
ROUNDS = 5


def instructions():
    """Return the instructions as (sentence, new text, context)."""
    asked = [Path(argument) for argument in sys.argv[1:]]
    for path in asked or [SHARED / "conformance" / "instructions.gold.jsonl"]:
        if path.is_file():
            cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            return [(case["instruction"], case.get("payload"), case.get("context")) for case in cases]
    folder = ROOT / "tests" / "cases" / "phrasings"
    cases = [
        case for path in sorted(folder.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return [(case["sentence"], case.get("new text"), case.get("under")) for case in cases]


def best(run, cases):
    """Return the fewest milliseconds a case that a round took."""
    rounds = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for case in cases:
            run(case)
        rounds.append(time.process_time() - begin)
    return min(rounds) / len(cases) * 1000


def main():
    cases = instructions()
    understand("Section 5 is deleted.")  # the grammar is read once
    floor = best(lambda case: tokens(case[0]), cases)
    whole = best(lambda case: understand(*case), cases)
    each = f"understood {whole:.3f} ms each, tokenised {floor:.3f} ms each, {whole / floor:.1f} times"
    print(f"{len(cases)} instructions: {each}")


if __name__ == "__main__":
    main()
