"""Kill a batch at random moments, run it again, over and over: no partial file, and the same bytes at the end.

python benchmarks/kills.py [--kills 1000] [--records 400]
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from batch import ROOT, VERB, held, register


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--kills", type=int, default=1000)
    asked.add_argument("--records", type=int, default=1500)
    wishes = asked.parse_args()
    chance = random.Random(1)  # noqa: S311 - moments, no secrets
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("engross.yaml", "plan_text", "amendments", "templates"):
            source = ROOT / each
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / each)
        register(folder / "r.jsonl", wishes.records)
        line = [sys.executable, "-c", VERB, "batch", "r.jsonl", "--format", "docx", "--form", "agreement", "-o"]
        begin = time.perf_counter()
        subprocess.run([*line, "clean"], cwd=folder, check=True, capture_output=True)
        whole_run = time.perf_counter() - begin
        wanted, partial, early, kills, ends = held(folder / "clean"), 0, 0, 0, 0
        while kills < wishes.kills:
            with subprocess.Popen([*line, "out"], cwd=folder, stderr=subprocess.DEVNULL) as run:
                try:
                    run.wait(chance.uniform(0.1, whole_run))
                except subprocess.TimeoutExpired:
                    run.kill()
                    kills += 1
            found = list((folder / "out").rglob("*.docx"))
            print(f"\r{kills} kills, {len(found)} papers stand, {partial} partial", end="", file=sys.stderr, flush=True)
            partial += sum(not whole(path.read_bytes()) for path in found)
            if (folder / "out" / "manifest.json").exists():
                early += held(folder / "out") != wanted
                ends += 1
                shutil.rmtree(folder / "out")
        subprocess.run([*line, "out"], cwd=folder, check=True, capture_output=True)
        litter = list((folder / "out").rglob(".engross-*.tmp"))
        print(file=sys.stderr)
        same = "yes" if held(folder / "out") == wanted else "NO"
        print(f"{kills} kills, {ends} runs ended between: {partial} partial files, {early} finished runs that differ")
        print(f"{len(litter)} temporary files left; the same bytes at the end: {same}")


def whole(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return package.testzip() is None
    except zipfile.BadZipFile:
        return False


if __name__ == "__main__":
    main()
