"""How long hostile YAML keeps the reader busy before it is refused, and how much memory it takes.

    python benchmarks/yaml_refusing.py

Every file is read in a process of its own; the floor is what the process holds before it reads.
"""

from __future__ import annotations

import multiprocessing
import resource
import time

from engross.reading.strict import parse

BOMB = "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 26))
HOSTILE = {
    "a merge bomb of 2^25": BOMB,
    "a million brackets on one line": "[" * 1_000_000,
    "half a million bracketed lines": "[\n" * 500_000,
    "three thousand levels": "".join(" " * n + "a:\n" for n in range(3000)),
    "a line of a million letters": "a: " + "x" * 1_000_000,
    "17 million letters": "a" * 17_000_000,
    "three million keys given again": "a: b\n" * 3_000_000,
    "a million tabs": "\t\n" * 500_000,
    "a million controls": "\x00" * 1_000_000,
    "a million overrides of direction": "\u202e" * 1_000_000,
    "200,000 anchors": "- &a b\n" * 200_000,
    "300,000 parted accents": "e\u0301\n" * 300_000,
    "half a million mixed words": "a\u0391\n" * 500_000,
    "200,000 marks of conflict": "<<<<<<<\n" * 200_000,
    "100,000 values cut by comments": "a: b #c\n" * 100_000,
}


def measured(name: str) -> tuple[float, float, str]:
    text = HOSTILE[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    document = parse(text)
    spent = time.process_time() - start
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return 1000 * spent, more / 1024, document.problems[0].code


def main() -> None:
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for name in HOSTILE:
            spent, more, code = pool.apply(measured, (name,))
            print(f"{name:<34} {spent:7.1f} ms {more:7.1f} MB more   {code}")


if __name__ == "__main__":
    main()
