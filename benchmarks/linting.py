"""Lint: speed over a folder of texts, and what it finds on the project's own documents beside contract-lint.

usage: python benchmarks/linting.py [FOLDER OF TEXT FILES]
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from engross.clauses.words import printed
from engross.linting.lint import lint
from engross.reading.kinds import read_instrument, read_text_yaml
from engross.reading.plain import parts, read_text

ROOT = Path(__file__).resolve().parent.parent
FILES = ("plan_text/plan.yaml", "templates/agreement.yaml", "templates/acceptance.yaml")


def speed(folder: Path) -> None:
    """Print megabytes of text a second, beside the floor of splitting the same words."""
    size = took = floor = 0.0
    for file in sorted(folder.glob("*.txt")):
        source = file.read_text(encoding="utf-8", errors="replace")
        texts = parts(read_text(source))
        start = time.process_time()
        lint(texts, level="info")
        took += time.process_time() - start
        start = time.process_time()
        source.split()
        floor += time.process_time() - start
        size += len(source)
    print(f"lint: {size / took / 1e6:.2f} MB/s; splitting the words alone {size / floor / 1e6:.0f} MB/s")


def beside() -> None:
    """Print what both find on the project's own texts."""
    texts = [read_text_yaml(ROOT / file) for file in FILES]
    amendment = read_instrument(ROOT / "amendments" / "amendment-1.yaml")
    found = lint([*texts, amendment.text], level="info")
    print(f"engross: {len(found)} findings: {' '.join(sorted({each.code for each in found}))}")
    peer = shutil.which("contract-lint", path=str(Path(sys.executable).parent)) or shutil.which("contract-lint")
    if not peer:
        print("contract-lint is not installed: pip install contract-lint")
        return
    with tempfile.TemporaryDirectory() as folder:
        for text in (*texts, amendment.text):
            Path(folder, f"{text.id}.txt").write_text(printed(text), encoding="utf-8")
        run = subprocess.run([peer, "lint", "--json", *map(str, sorted(Path(folder).glob("*.txt")))],
                             capture_output=True, text=True, check=False)  # fmt: skip
        print("contract-lint:", json.dumps(json.loads(run.stdout))[:3000])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        speed(Path(sys.argv[1]))
    beside()
