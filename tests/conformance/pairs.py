"""What becomes of real originals and their amendments: ``python -m tests.conformance.pairs [--reset]``.

The golden file holds no words of the papers: for each sentence the places it changed with a digest of the words before
and after, or the codes by which it was refused. ``--reset`` writes it anew; read the approval view before you do.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Any

import yaml

from engross.reading.plain import parts, read_text
from engross.understanding.approval import Row, approval
from engross.understanding.instrument import read_amendment

GOLDEN = Path(__file__).parent.parent / "cases" / "pairs.yaml"
SHARED = Path(os.environ.get("ENGROSS_SHARED", Path(__file__).resolve().parents[3] / "shared"))
PAIRS = (
    ("alterra_construction_line", "original.txt", "amendment_1.txt"),
    ("bioamber_development", "original.txt", "amendment_1.txt"),
    ("cm_gc_agreement_1418696", "original.txt", "amendment_1.txt"),
    ("collins_spa", "original.txt", "amendment_1.txt"),
    ("construction_services_1107332", "original_AES.txt", "amendment_1.txt"),
    ("gmp_1040829", "original.txt", "amendment_1.txt"),
    ("neon_distributor", "original.txt", "amendment.txt"),
    ("netgear_ingram", "original.txt", "amendment_1.txt"),
    ("tva_serp", "original.txt", "amendment.txt"),
)


def outcome(folder: Path, original: str, amendment: str) -> dict[str, Any]:
    """Return what became of a pair, in the golden file's form."""
    text = parts(read_text((folder / original).read_text(encoding="utf-8", errors="replace")))[0]
    reading = read_amendment((folder / amendment).read_text(encoding="utf-8", errors="replace"))
    shown = approval(reading, text)
    return {"text": shown.outcome is not None, "sentences": [_row(row) for row in shown.rows]}


def _row(row: Row) -> dict[str, Any]:
    begins = " ".join(row.words.split()[:5])
    told: dict[str, Any] = {"begins": begins}
    if row.places:
        told["changes"] = [place.split(" (")[0] for place in row.places]
        told["digest"] = hashlib.sha256(f"{row.before}\0{row.after}".encode()).hexdigest()[:12]
    if row.problems:
        told["codes"] = sorted({problem.code for problem in row.problems})
    return told


def outcomes(shared: Path) -> dict[str, Any]:
    """Return what becomes of every pair."""
    return {f"{name}/{amendment}": outcome(shared / "corpus" / "pairs" / name, original, amendment)
            for name, original, amendment in PAIRS}  # fmt: skip


if __name__ == "__main__":
    found = yaml.safe_dump(outcomes(SHARED), sort_keys=False, allow_unicode=True, width=110)
    if "--reset" in sys.argv:
        head = "# Real originals and their amendments; written by `python -m tests.conformance.pairs --reset`.\n"
        GOLDEN.write_text(head + found, encoding="utf-8")
    else:
        print(found)  # noqa: T201 - it prints
