"""Fuzz the readers of amendments by coverage: ``python benchmarks/fuzz_understanding.py [-max_total_time=3600]``.

Needs atheris (``pip install atheris``). A traceback, or a text that takes five seconds, ends the run; its input
belongs among the tests.
"""

from __future__ import annotations

import sys
import time

import atheris

with atheris.instrument_imports(include=["engross.understanding"]):
    from engross.understanding.instruction import understand
    from engross.understanding.instrument import read_amendment

SECONDS = 5
PHRASES = (
    "Section 5", "(a)", "is amended by", "deleting", "“", "”", '"', "to read as follows:", "and", "inserting", "\n\n",
    "1. ", "the definition of", "is deleted", "renumbered as", "in its place", "thereof", ";", ".", "through",
)  # fmt: skip


def one(content):
    """Read noise, and noise mixed with drafting phrases."""
    given = atheris.FuzzedDataProvider(content)
    words = []
    while given.remaining_bytes() and len(words) < 200:
        phrase = PHRASES[given.ConsumeIntInRange(0, len(PHRASES) - 1)]
        words.append(phrase if given.ConsumeBool() else given.ConsumeUnicodeNoSurrogates(8))
    text = " ".join(words)
    begin = time.process_time()
    understand(text, text[: len(text) // 2])
    read_amendment(text)
    if time.process_time() - begin > SECONDS:
        raise TimeoutError(text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
