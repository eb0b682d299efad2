"""Read every document of a folder and count: files, words kept, references bound, speed, memory.

``python -m tests.conformance.reading DIR...`` reads all ``.txt`` and ``.md`` files under the folders (all of the corpus
when none is given), holds rendered words and furniture against the words of each file, binds its citations, and prints
exactly ``files N words kept N of N references bound N of N (P %) MB/s N``. ``--show lost|unbound`` lists what is not.
"""

from __future__ import annotations

import argparse
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from engross.clauses.citations import citations
from engross.clauses.clause import Text
from engross.clauses.words import printed
from engross.reading.plain import read_text

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FOLDERS = ("plans", "contracts", "amendments", "pairs", "large")


class Count(NamedTuple):
    """What one document gave."""

    kept: bool
    bound: int
    unbound: int
    external: int
    size: int
    seconds: float


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def documents(folders: list[Path]) -> Iterator[Path]:
    """Yield the documents under folders, in order."""
    for folder in folders:
        yield from sorted(
            path for path in folder.rglob("*") if path.suffix in (".txt", ".md") and path.name != "README.md"
        )


def interleaved(source: list[str], one: list[str], other: list[str]) -> bool:
    """Say whether *source* is the words of the two in order, each used once; keeps the ways that still can be."""
    if len(one) + len(other) != len(source):
        return False
    ways = {0}
    for place, word in enumerate(source):
        ways = {taken + 1 for taken in ways if taken < len(one) and one[taken] == word} | {
            taken for taken in ways if 0 <= place - taken < len(other) and other[place - taken] == word
        }
        if not ways:
            return False
    return True


def rendered(text: Text) -> str:
    """Return the text as the text renderer prints it."""
    import engross  # noqa: PLC0415 - only asked for with --render

    return str(engross.render(text, "text"))


def counted(path: Path, *, show: str = "", render: bool = False) -> Count:
    """Read one document and count."""
    source = path.read_text(encoding="utf-8", errors="replace")
    begun = time.process_time()
    text = read_text(source)
    seconds = time.process_time() - begun
    words = (rendered(text) if render else printed(text)).split()
    aside = [word for piece in text.furniture for word in piece.text.split()]
    kept = interleaved(source.split(), words, aside)
    if show == "lost" and not kept:
        say(str(path))
    bound = unbound = external = 0
    for each in citations(text):
        if not each.address.steps:
            continue
        external += each.kind == "external"
        bound += each.kind != "external" and bool(each.ids)
        if each.kind != "external" and not each.ids:
            unbound += 1
            if show == "unbound":
                say(f"{path.name}: {each.clause}: {each.printed}")
    return Count(kept, bound, unbound, external, len(source.encode()), seconds)


def memory(path: Path) -> float:
    """Return how many times its own size a document takes at most while it is read."""
    source = path.read_text(encoding="utf-8", errors="replace")
    tracemalloc.start()
    read_text(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(source.encode())


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; the exit code is 1 where a word is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--show", choices=("lost", "unbound"), default="")
    parser.add_argument("--render", action="store_true", help="hold the rendered words, not the printed ones")
    parser.add_argument("--memory", action="store_true", help="measure memory on the largest document")
    asked = parser.parse_args(arguments)
    paths = list(documents(asked.folders or [CORPUS / folder for folder in FOLDERS]))
    counts = [counted(path, show=asked.show, render=asked.render) for path in paths]
    kept, bound = sum(count.kept for count in counts), sum(count.bound for count in counts)
    cited = bound + sum(count.unbound for count in counts)
    size, seconds = sum(count.size for count in counts), sum(count.seconds for count in counts)
    share, speed = 100 * bound / max(cited, 1), size / 1e6 / max(seconds, 1e-9)
    say(
        f"files {len(paths)} words kept {kept} of {len(paths)} "
        f"references bound {bound} of {cited} ({share:.2f} %) MB/s {speed:.2f}"
    )
    if asked.memory and paths:
        say(f"memory {memory(max(paths, key=lambda path: path.stat().st_size)):.1f} times the text")
    return 0 if kept == len(paths) else 1


if __name__ == "__main__":
    sys.exit(main())
