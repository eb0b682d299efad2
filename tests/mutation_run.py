"""Measure the strength of the amending tests: seed a fault into a copy of the engine, and see whether a test fails.

``python tests/mutation_run.py [--only TEXT]`` prints one line for each fault and ends with ``caught N of N``. It exits
with 1 where less than 95 % are caught. The suite is run as CI runs it; a fault that has lost its place is an error, so
that the list is kept.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
# The quick ones first: most faults need no more.
SUITE = (
    "tests/amending/test_cases.py",
    "tests/amending/test_find.py",
    "tests/amending/test_sentences.py",
    "tests/amending/test_amend.py",
    "tests/amending",
    "tests/conformance/test_dc.py",
)


class Fault(NamedTuple):
    """A seeded fault: in a file of ``amending`` (or beside it) one passage gives way to another."""

    file: str
    old: str
    new: str


def faults() -> list[Fault]:
    """Return the faults of ``tests/amending/faults.yaml``; every value is text."""
    written = (ROOT / "tests" / "amending" / "faults.yaml").read_text(encoding="utf-8")
    return [Fault(**each) for each in yaml.load(written, Loader=yaml.BaseLoader)]  # noqa: S506 - BaseLoader makes text alone


def caught(fault: Fault) -> bool:
    """Seed a fault into a copy of the engine and say whether a test fails."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "engross"
        shutil.copytree(ROOT / "src" / "engross", copy, ignore=shutil.ignore_patterns("__pycache__"))
        file = copy / "amending" / fault.file
        words = file.read_text(encoding="utf-8")
        if words.count(fault.old) < 1:
            raise SystemExit(f"{fault.file}: no longer holds {fault.old!r}; keep the list of faults")
        file.write_text(words.replace(fault.old, fault.new, 1), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *SUITE]
        env = {**os.environ, "PYTHONPATH": place, "HYPOTHESIS_STORAGE_DIRECTORY": place, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=env, capture_output=True, check=False, timeout=300, preexec_fn=_limited
            )
        except subprocess.TimeoutExpired:
            return True  # a suite that never ends does not pass
        return done.returncode in (1, 3)  # failures, or the run itself broke; usage errors and no tests catch nothing


def _limited() -> None:
    """Hold a suite to 3 GB: a fault may make an endless list, and the machine is not its own."""
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))


def main() -> int:
    """Seed every fault, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only faults whose file or passage holds this")
    parser.add_argument("--first", type=int, default=1, help="begin with this fault, counted from 1")
    given = parser.parse_args()
    chosen = [each for each in faults() if given.only in each.file or given.only in each.old][given.first - 1 :]
    found = []
    for fault in chosen:
        found.append(caught(fault))
        said = "caught" if found[-1] else "MISSED"
        sys.stdout.write(
            f"{said}  {fault.file}: {fault.old.splitlines()[0].strip()[:90]} -> {fault.new.strip()[:40]}\n"
        )
        sys.stdout.flush()
    sys.stdout.write(f"caught {sum(found)} of {len(found)}\n")
    return int(sum(found) < 0.95 * len(found))


if __name__ == "__main__":
    sys.exit(main())
