"""Batches: DOCX from JSON Lines by workers on every core, the floor in the same run, and the same bytes however made.

    python benchmarks/batch.py [--records 100000] [--jobs 2]

The floor is a ready document, deflated and written under a temporary name, flushed in groups and renamed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from engross.filling.judged import judge_register
from engross.paper import files
from engross.reading.project import read_project

ROOT = Path(__file__).resolve().parent.parent
VERB = "from engross.cli.main import main\nif __name__ == '__main__': main()"
RECORD = {
    "plan": "plan",
    "board_approval_date": "2004-05-27",
    "grant_date": "2004-05-27",
    "exercise_price": {"amount": "1.25"},
    "participant": {
        "director_since": "2001-05-15",
        "addresses": [{"street_suite": "25 Example Street", "city": "Cambridge", "country_subdivision": "MA"}],
    },
    "payment": ["cash_or_check"],
    "signatory": {"name": "Pat Sample", "title": "Chief Financial Officer"},
}
FIRST = ("Ana", "Bo", "Chi", "Dov", "Eva", "Femi", "Gus", "Hana", "Ivo", "Jun")
LAST = ("O'Hara & Sons", "Łukasz", "Sample", "Example <III>", "Müller", "Nowak", "Ñandú", "Doe", "Roe", "Poe")


def register(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            name = f"{FIRST[number % 10]} {LAST[number // 10 % 10]} {number}"
            own = {"custom_id": f"NSO-{number:06}", "quantity": str(100 + number)}
            who = RECORD["participant"] | {"name": {"legal_name": name}}
            file.write(json.dumps(RECORD | own | {"participant": who}) + "\n")


class Memory(threading.Thread):
    """Watch the resident memory of a process and all under it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.most_one = pid, 0, 0
        self.start()

    def run(self) -> None:
        """Look four times a second."""
        while Path(f"/proc/{self.pid}").exists():
            sizes = [size for pid in family(self.pid) if (size := private(pid))]
            self.most, self.most_one = max(self.most, sum(sizes)), max([self.most_one, *sizes])
            time.sleep(0.25)


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        tasks = [int(each.name) for each in Path(f"/proc/{pid}/task").iterdir()]
        children += [one for task in tasks for one in Path(f"/proc/{pid}/task/{task}/children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(inner for child in dict.fromkeys(children) for inner in family(int(child)))]


def private(pid: int) -> int:
    """Return the proportional set size in bytes: memory shared between processes is counted once."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0


def batch(folder: Path, name: str, out: str, *more: str, **environment: str) -> tuple[float, float, Memory]:
    line = [sys.executable, "-c", VERB, "batch", name, "-o", out, *more]
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(line, cwd=folder, env=os.environ | environment, stderr=subprocess.PIPE, text=True) as run:
        memory = Memory(run.pid)
        _, told = run.communicate()
    took, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        sys.exit(told)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory


def floor(folder: Path, content: bytes, count: int) -> float:
    import zlib  # noqa: PLC0415 - the floor's alone

    begin = time.process_time()
    with files.Writer(folder=folder, group=500) as writer:
        for number in range(count):
            writer.put(f"{number // 1000:04}/{number}.docx", content[:200] + zlib.compress(content, 1))
    return count / (time.process_time() - begin)


def held(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file() and ".engross" not in each.parts):
        whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--records", type=int, default=100_000)
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--folder", type=Path, default=None, help="where to work; a folder on the disk to be measured")
    wishes = asked.parse_args()
    with tempfile.TemporaryDirectory(dir=wishes.folder) as name:
        folder = Path(name)
        for each in ("engross.yaml", "plan_text", "amendments", "templates"):
            source = ROOT / each
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / each)
        register(folder / "r.jsonl", wishes.records)
        rules = folder / "plan_text" / "rules.yaml"  # a reserve that holds them all
        rules.write_text(rules.read_text(encoding="utf-8").replace("shares: 800000", "shares: 100000000000000"))
        project = read_project(folder)
        begin = time.process_time()
        judged = judge_register(project, folder / "r.jsonl")
        judging, stopped = time.process_time() - begin, len(judged.stopped) if judged else 0
        del judged
        docx = ("--format", "docx", "--form", "agreement")
        took, cpu, memory = batch(folder, "r.jsonl", "out", *docx, "--jobs", str(wishes.jobs))
        rate = wishes.records / took
        print(f"{wishes.records:,} DOCX from JSON Lines, {wishes.jobs} workers: {took:.1f} s, {rate:,.0f}/s")
        print(f"  processor time: {cpu:.1f} s, {wishes.records / cpu:,.0f} for each second of it")
        print(f"  of it the plan's rules: {judging:.1f} s, {judging / cpu:.0%}; stopped: {stopped:,}")
        most, largest = memory.most / 2**20, memory.most_one / 2**20
        print(f"  memory at most: all processes {most:,.0f} MB, the largest {largest:,.0f} MB")
        sample = next((folder / "out" / "0001").glob("*.docx")).read_bytes()
        rate = floor(folder / "floor", sample, min(5000, wishes.records))
        print(
            f"  floor (ready bytes deflated and written): {rate:,.0f}/CPU s; reached {wishes.records / cpu / rate:.0%}"
        )
        took, cpu, _ = batch(folder, "r.jsonl", "out", *docx, "--jobs", str(wishes.jobs))
        print(f"  again, nothing to make: {took:.1f} s, {cpu:.1f} CPU s")
        register(folder / "s.jsonl", 200)
        made = {
            held(folder / f"o{jobs}-{seed}")
            for jobs, seed in ((1, "1"), (2, "2"), (8, "3"))
            if batch(folder, "s.jsonl", f"o{jobs}-{seed}", "--jobs", str(jobs), PYTHONHASHSEED=seed)
        }
        print(f"same bytes for 1, 2 and 8 workers and three hash seeds: {'yes' if len(made) == 1 else 'NO'}")


if __name__ == "__main__":
    main()
