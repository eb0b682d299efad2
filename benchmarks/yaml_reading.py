"""How fast records are read from YAML: ours against PyYAML's CSafeLoader, in the same run, on one core.

    python benchmarks/yaml_reading.py [records]

Figures are CPU time; `best` is the fastest of the rounds, which take turns so that noise falls on all alike.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import yaml

from engross.granting.grammar import GRANT_KIND
from engross.reading.asking import Run
from engross.reading.fields import Many
from engross.reading.strict import parse

ROUNDS = 7
RECORD = """\
- custom_id: NSO-{number:06d}
  grant_date: 2005-03-01
  quantity: {quantity}
  exercise_price:
    amount: 1.0625
    currency: USD
  participant:
    name:
      legal_name: Ann Example {number}
    director_since: 2001-05-15
  board_approval_date: 2005-02-28
"""


def records(count: int) -> str:
    return "".join(RECORD.format(number=number, quantity=1000 + number) for number in range(count))


def typed(text: str) -> None:
    document = parse(text)
    run = Run(document)
    Many(GRANT_KIND.record).read(document.root, run)
    if run.problems:
        raise SystemExit(run.problems[0])


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    text = records(count)
    one = "engross: grant/1\n" + "\n".join(line[2:] for line in RECORD.format(number=1, quantity=1).splitlines()) + "\n"
    runs: dict[str, Callable[[], Any]] = {
        "strict (text with places)": lambda: parse(text),
        "strict + grant fields (typed values)": lambda: typed(text),
        "strict + grant fields, a file each": lambda: [GRANT_KIND.read(one) for _ in range(count)],
        "CSafeLoader": lambda: yaml.load(text, Loader=yaml.CSafeLoader),
        "libyaml events alone": lambda: sum(1 for _ in yaml.parse(text, Loader=yaml.CSafeLoader)),
    }
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(ROUNDS):
        for name, run in runs.items():
            start = time.process_time()
            run()
            best[name] = min(best[name], time.process_time() - start)
    print(f"{count:,} records of {len(text) // count} bytes, best of {ROUNDS}")
    for name, seconds in best.items():
        print(f"{name:<40} {count / seconds:>10,.0f} records/s")
    ours, theirs = best["strict (text with places)"], best["CSafeLoader"]
    print(f"strict is {theirs / ours:.1f} times as fast as CSafeLoader")


if __name__ == "__main__":
    main()
