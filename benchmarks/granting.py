"""How fast grants are checked and the ledger is kept, each beside a floor.

    python benchmarks/granting.py [grants to check] [grants in the ledger]

The check is a whole process, `engross check` in a project of its own with one YAML file for each grant. Its floor is a
process that imports the reader and reads the same files to their values, and checks nothing. The ledger has three
events for each grant; its floor is sorting the same days and adding the same numbers. Figures are CPU time of the
fastest of the rounds.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from engross.granting.dates import Period
from engross.granting.ledger import Adjustment, keep
from engross.granting.record import Event, Grant
from engross.granting.terms import Terms

ROOT = Path(__file__).resolve().parent.parent
FLOOR = """
import sys
from pathlib import Path
from engross.granting.records import read_grants
read_grants(sorted(Path(sys.argv[1], "grants").glob("*.yaml")))
"""
ROUNDS = 3


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        project(Path(folder), count)
        whole = best(lambda: child([sys.executable, "-m", "engross", "check", "-C", folder]))
        floor = best(lambda: child([sys.executable, "-c", FLOOR, folder]))
        empty = best(lambda: child([sys.executable, "-m", "engross", "--help"]))
    print(f"engross check, {count:,} grants, whole process: {whole:.2f} s CPU")
    print(f"  reading the same records and nothing else:   {floor:.2f} s ({whole / floor:.2f} times)")
    print(f"  engross --help:                              {empty:.2f} s")
    grants = book(many)
    kept = best(lambda: timed(lambda: keep_all(grants)))
    least = best(lambda: timed(lambda: add_up(grants)))
    steps = len(keep_all(grants).steps)
    print(f"ledger, {many:,} grants, {3 * many:,} events, {steps:,} steps: {kept:.2f} s CPU")
    print(f"  sorting the days and adding the numbers:     {least:.2f} s ({kept / least:.1f} times)")


def project(folder: Path, count: int) -> None:
    """Copy the project with so many fictitious grants."""
    for name in ("plan_text", "amendments", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "engross.yaml", folder)
    (folder / "grants").mkdir()
    pattern = (ROOT / "grants" / "NSO-0001.yaml").read_text(encoding="utf-8")
    for number in range(count):
        record = pattern.replace("NSO-0001", f"NSO-{number:05}").replace("quantity: 10000", "quantity: 700")
        record = record.replace("quantity: 4000", "quantity: 400").replace("sh-0001", f"sh-{number:05}")
        (folder / "grants" / f"{number:05}.yaml").write_text(record, encoding="utf-8")


def book(count: int) -> list[Grant]:
    """Return grants with three events each."""
    chance = random.Random(1)  # noqa: S311 - the same book on every run
    found = []
    for number in range(count):
        day = date(1999, 1, 4) + timedelta(days=chance.randrange(3_000))
        events = tuple(
            Event(type=kind, date=day + timedelta(days=100 * place), quantity=100)
            for place, kind in enumerate(("exercise", "exercise", "forfeit"), 1)
        )
        found.append(Grant(custom_id=f"N{number}", grant_date=day, quantity=1_000, events=events))
    return found


def keep_all(grants: list[Grant]) -> Any:
    """Keep the ledger, with a split and lapses by rule."""
    terms = Terms(term=Period(10, "years"), after_service=Period(1, "years"))
    split = Adjustment(date=date(2003, 1, 2), new=2, determined=date(2003, 1, 2))
    return keep(grants, 100 * 10**6 * len(grants) // 10**5, as_of=date(2020, 1, 1), terms=terms, adjustments=[split])


def add_up(grants: list[Grant]) -> int:
    """Do the least a ledger must: put the days in order and add the numbers."""
    moves = [(grant.grant_date, grant.quantity) for grant in grants]
    moves += [(event.date, -event.quantity) for grant in grants for event in grant.events]
    total = 0
    for _, moved in sorted(moves):
        total += moved
    return total


def best(run: Callable[[], float]) -> float:
    """Return the fastest of the rounds."""
    return min(run() for _ in range(ROUNDS))


def child(command: list[str]) -> float:
    """Return the CPU seconds of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(run: Callable[[], Any]) -> float:
    """Return the CPU seconds of a call."""
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    main()
