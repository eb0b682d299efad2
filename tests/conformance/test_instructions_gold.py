"""Real instructions, labelled by hand or by the legislature's editors: none may be read wrongly."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from instructions import read_gold


def test_real_contract_instructions(shared):
    """Nine of ten are read to the exact operations, none wrongly."""
    counts = Counter(verdict for verdict, _, _ in read_gold(shared / "conformance" / "instructions.gold.jsonl"))
    assert counts["wrong"] == 0
    assert counts["exact"] >= 0.9 * counts.total()


def test_enacted_instructions(shared):
    """The readings of enacted sentences agree with the operations their editors coded."""
    counts = Counter(verdict for verdict, _, _ in read_gold(shared / "corpus" / "dc" / "instructions.jsonl"))
    judged = counts["exact"] + counts["refused"] + counts["wrong"]
    assert counts["exact"] >= 0.95 * judged
    assert counts["wrong"] <= 0.01 * judged
