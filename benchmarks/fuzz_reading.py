"""Feed the readers of papers with mutated bytes for a while: no traceback, no hang, no word lost.

``python benchmarks/fuzz_reading.py SECONDS [SEED]`` mutates made-up papers, and real ones where they lie beside the
checkout, and holds every reading against the words it was given. With atheris installed,
``python benchmarks/fuzz_reading.py --atheris -max_total_time=600`` is guided by coverage.
"""

import random
import sys
import time
from pathlib import Path

from engross.clauses.citations import citations
from engross.clauses.words import printed
from engross.problems import InputError
from engross.reading.filed import decode
from engross.reading.html import read_html
from engross.reading.markdown import read_markdown
from engross.reading.plain import provision, read

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
MADE_UP = (
    "PLAN\n\n1. Term. One year.\n\n(a) first; or\n\n(b) second.\n\nIN WITNESS WHEREOF\n\nBy: ____\n",
    "ARTICLE I\n\n1.1 Name. (i) one, (ii) two or (iii) three. See 1.1(i).\n\nEXHIBIT A\n\n1. Form\n",
    "TABLE OF CONTENTS\n1.1 Name ..... 1\n1.2 Term ..... 2\n\n<PAGE>\n\n1.1 Name\n\nwords\n\n1\n\n2\n",
)
TOKENS = (
    "(a)", "(i)", "1.", "2.", "1.1", "§ 4-1.", "ARTICLE I", "\n\n", "\n", "\t", "<PAGE>", "____", "; or",
    "Section 5(d)", "“", '"', "\x0c", "\u2028", "\x00", "   ", "EXHIBIT A", "IN WITNESS WHEREOF",
    "|", "- 1 -",
)  # fmt: skip
SLOWEST = 2.0


def checked(content: bytes) -> None:
    """Read bytes as every format of text; an error that is no refusal, or a lost word, is a finding."""
    try:
        words = decode(content, "-")
    except InputError:
        return
    reading = read(words)
    kept = len(printed(reading.text).split()) + sum(len(piece.text.split()) for piece in reading.text.furniture)
    if kept != len(words.split()):
        raise RuntimeError("a word is lost")
    citations(reading.text)
    provision(words)
    read_markdown(words)
    try:
        read_html(words.replace("\x00", "") or " ")
    except InputError:
        return


def mutated(source: str, chance: random.Random) -> str:
    """Return a stretch of a paper with tokens put in, lines moved and characters changed."""
    start = chance.randrange(max(1, len(source) - 2000))
    words = list(source[start : start + chance.randrange(50, 2000)])
    for _ in range(chance.randrange(1, 20)):
        place = chance.randrange(len(words) + 1)
        if chance.random() < 0.5:
            words.insert(place, chance.choice(TOKENS))
        else:
            del words[place : place + chance.randrange(1, 30)]
    return "".join(words)


def run(seconds: float, seed: int) -> int:
    """Mutate and read until the time is over; return the exit code."""
    chance = random.Random(seed)  # noqa: S311 - a seed makes a finding come again
    sources = [*MADE_UP]
    if CORPUS.is_dir():
        sources += [path.read_text(encoding="utf-8", errors="replace") for path in sorted(CORPUS.glob("*/*.txt"))]
    ends, count = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        source = mutated(chance.choice(sources), chance)
        begun = time.process_time()
        try:
            checked(source.encode("utf-8", "surrogatepass"))
        except Exception:
            print(f"seed {seed}, input {count}: {source!r}")
            raise
        if time.process_time() - begun > SLOWEST:
            print(f"seed {seed}, input {count}: slow: {source!r}")
            return 1
        count += 1
    print(f"inputs {count} findings 0 in {seconds:.0f} s")
    return 0


def main() -> int:
    """Run with or without atheris."""
    if sys.argv[1:2] == ["--atheris"]:
        import atheris  # noqa: PLC0415 - only where it is installed

        atheris.instrument_all()
        atheris.Setup([sys.argv[0], *sys.argv[2:]], checked)
        atheris.Fuzz()
        return 0
    return run(float(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 1)


if __name__ == "__main__":
    sys.exit(main())
