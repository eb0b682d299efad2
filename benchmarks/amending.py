"""Measure amending: 1,000 operations on 10,000 and on 100,000 clauses, beside the floor of copying the tree once.

``python benchmarks/amending.py`` prints CPU seconds (minima of several runs), the ratio to the floor, and peak memory.
Texts are made here: sections of a hundred clauses each (sections, subsections, items); five kinds of orders.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from engross.amending.amend import amend, carry_out
from engross.clauses.clause import Clause, Text
from engross.instruments.instrument import Instrument
from engross.instruments.operations import (
    AddWords,
    Delete,
    Insert,
    Instruction,
    Operation,
    Renumber,
    Substitute,
    Target,
)

ORDERS = 1_000
WORDS = "the holder shall not sell, pledge or otherwise transfer the shares except by will or the laws of descent"


def text_of(clauses: int) -> Text:
    """Make a text of so many clauses: sections with nine subsections of ten items each, regular lists."""
    sections = []
    for s in range(clauses // 100):
        subsections = []
        for a in range(9):
            items = tuple(
                Clause(id=f"{s}.{a}.{i}", label=f"({i + 1})", text=f"item {s}-{a}-{i}: {WORDS}") for i in range(10)
            )
            joints = (";",) * 8 + ("; and", ".")
            subsections.append(
                Clause(
                    id=f"{s}.{a}",
                    label=f"({chr(97 + a)})",
                    text=f"part {s}-{a}: {WORDS}:",
                    children=items,
                    joints=joints,
                )
            )
        sections.append(Clause(id=f"{s}", label=f"{s + 1}.", heading=f"Section {s}", children=tuple(subsections)))
    return Text(root=Clause(id="plan", children=tuple(sections)))


def orders_for(clauses: int, *, several: int = 1) -> Instrument:
    """Make an instrument of ORDERS operations spread over the text, so many in a sentence."""
    sections = clauses // 100
    made: list[Operation] = []
    for n in range(ORDERS):
        s, a, i = (n * 7919) % sections, (n // sections) % 9, (n // (sections * 9)) % 10
        place = f"{s + 1}({chr(97 + a)})({i + 1})"
        match n % 5:
            case 0:
                made.append(Substitute(target=Target(id=f"{s}.{a}.{i}"), strike=f"{s}-{a}-{i}", insert="so"))
            case 1:
                made.append(AddWords(target=Target(at=place), text="gratuitously", where="after", anchor="sell"))
            case 2:
                new = Clause(id=f"new{n}", label=f"({i + 1}-{n})", text=f"new item {n};")
                made.append(Insert(target=Target(id=f"{s}.{a}.{i}"), where="after", provisions=(new,)))
            case 3:
                made.append(Delete(target=Target(id=f"{s}.{a}.{i}")))
            case _:
                made.append(Renumber(target=Target(at=place), to=f"({i + 1}X{n})"))
    sentences = tuple(
        Instruction(id=f"s{n}", operations=tuple(made[n : n + several])) for n in range(0, len(made), several)
    )
    return Instrument(text=Text(root=Clause(id="act")), amends="plan", number=1, instructions=sentences)


def copied(clause: Clause) -> Clause:
    """Copy a tree once: the floor under anything that makes every clause anew."""
    return replace(clause, children=tuple(copied(child) for child in clause.children))


def measured(run: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU time of several runs."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        begin = time.process_time()
        run()
        best = min(best, time.process_time() - begin)
    return best


def main() -> int:
    """Measure and print; end with 1 where a figure is missed."""
    missed = 0
    print("  clauses  orders    amend    floor  ratio  with findings  one sentence")
    for clauses, limit in ((10_000, 1.0), (100_000, 4.0)):
        text, act = text_of(clauses), orders_for(clauses)
        together = orders_for(clauses, several=ORDERS)
        seconds = measured(lambda text=text, act=act: amend(text, act))
        floor = measured(lambda text=text: copied(text.root))
        looked = measured(lambda text=text, act=act: carry_out(text, act), 1)
        at_once = measured(lambda text=text, act=together: amend(text, act), 1)
        missed += seconds >= limit
        print(
            f"{clauses:>9,} {ORDERS:>7,} {seconds:>7.2f}s {floor:>7.2f}s {seconds / floor:>6.1f}"
            f" {looked:>13.2f}s {at_once:>12.2f}s"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")
    return int(bool(missed) or peak >= 1024)


if __name__ == "__main__":
    sys.exit(main())
