"""Comparison: ink, moves, matching, time and memory, on the project's plan and on made-up ones, beside its peers.

usage: python benchmarks/comparing.py [SIZE ...]        (default 1000 10000 100000)

Ink is the characters marked inserted or deleted over those an ideal redline marks. The peers run once each, in the
interpreter ENGROSS_PEERS names (default this one), on the plan and on the smallest size; see comparing_peers.py.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests" / "comparing"))

import version_b as b  # noqa: E402 - lies beside the tests
import versions  # noqa: E402 - as version_b

from engross.clauses.clause import Text  # noqa: E402 - after the path
from engross.clauses.words import printed  # noqa: E402 - after the path
from engross.comparing.compare import NEW, OLD, Comparison, compare, side  # noqa: E402 - after the path
from engross.filling.redline import redline  # noqa: E402 - after the path
from engross.filling.render import render  # noqa: E402 - after the path
from engross.paper.redline_docx import redline_docx  # noqa: E402 - after the path
from engross.reading.project import read_project  # noqa: E402 - after the path

PEERS = ("python-redlines", "docx-trackdiff", "redlines", "xmldiff")
SLOWEST = 600  # seconds a peer may take


def timed(run: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU time of a few runs."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        begun = time.process_time()
        run()
        best = min(best, time.process_time() - begun)
    return best


def ink(found: Comparison) -> int:
    """Return the characters marked inserted or deleted, and check that both sides rebuild."""
    lines = found.lines()
    if (side(lines, OLD), side(lines, NEW)) != (printed(found.old), printed(found.new)):
        sys.exit("the stream does not rebuild the two texts")
    return sum(len(item.text) for line in lines for item in line.items if item.sign in "+-")


def keys_of(drafts: list[versions.Draft]) -> list[int]:
    return [key for draft in drafts for key in (draft.key, *keys_of(draft.kids))]


def agreement(found: Comparison, old: list[int], new: list[int]) -> float:
    """Return the F1 of the matching against the truth."""
    pairs = [(old[here], new[there]) for here, there in enumerate(found.matching.to_new) if here and there > 0]
    right = sum(one == other for one, other in pairs)
    true = len(set(old) & set(new)) - 1
    return 2 * right / (len(pairs) + true)


def on_the_plan() -> None:
    """Print the figures on version (b) of the project's own plan."""
    plan = read_project(ROOT).plan
    new, ideal = b.version_b(plan, ids=False)
    found = compare(plan, new)
    print(f"version (b): ink {ink(found) / ideal:.3f}, moves {len(found.moves())} of 1, {found.counts()}")
    print(f"  {timed(lambda: compare(plan, new)) * 1000:.1f} ms; "
          f"with tracked DOCX {timed(lambda: redline_docx(redline(compare(plan, new)))) * 1000:.1f} ms")  # fmt: skip
    beside(plan, new, ideal, timed(lambda: redline_docx(redline(compare(plan, new)))))


def made_up(size: int, *, peers: bool) -> None:
    """Print the figures on a made-up plan."""
    drafts = versions.plan(size, 3)
    for rate in (0.01, 0.05, 0.15) if size <= 10_000 else (0.01,):
        edits, truth = versions.edited(drafts, rate, 5)
        old, new = versions.text(drafts, ids=False, seed=1), versions.text(edits, ids=False, seed=2)
        found = compare(old, new)
        keys = [0, *keys_of(edits)]
        moved = {keys[there] for there in found.matching.moved}
        tracked = timed(lambda old=old, new=new: redline_docx(redline(compare(old, new))), 2)
        print(
            f"{size:>7} clauses, {rate:.0%} edited: compare {timed(lambda old=old, new=new: compare(old, new)):.3f} s, "
            f"with tracked DOCX {tracked:.3f} s, ink {ink(found) / truth.ink:.3f}, "
            f"moves {len(moved & truth.moved)} of {len(truth.moved)} and {len(moved - truth.moved)} false, "
            f"F1 {agreement(found, [0, *keys_of(drafts)], keys):.4f}"
        )
        if peers and rate == 0.01:
            beside(old, new, truth.ink, tracked)
    shared(versions.text(drafts), size)


def shared(old: Text, size: int) -> None:
    """Print the time of comparing a text with one that shares all but ten of its clauses."""
    sections = list(old.root.children)
    for place in range(0, len(sections), max(1, len(sections) // 10)):
        kids = sections[place].children
        if kids:
            sections[place] = replace(
                sections[place], children=(replace(kids[0], text=f"{kids[0].text} Also."), *kids[1:])
            )
    new = replace(old, root=replace(old.root, children=tuple(sections)))
    print(f"{size:>7} clauses, all but ten shared: {timed(lambda: compare(old, new)) * 1000:.1f} ms")


def beside(old: Text, new: Text, ideal: int, ours: float) -> None:
    """Print what the peers make of the same two versions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for text, stem in ((old, "old"), (new, "new")):
            (folder / f"{stem}.txt").write_text(printed(text), encoding="utf-8")
            (folder / f"{stem}.docx").write_bytes(render(text, "docx"))
        for peer in PEERS:
            run = [
                os.environ.get("ENGROSS_PEERS", sys.executable),
                str(ROOT / "benchmarks" / "comparing_peers.py"),
                peer,
                name,
            ]
            try:
                done = subprocess.run(run, capture_output=True, text=True, timeout=SLOWEST, check=False)
            except subprocess.TimeoutExpired:
                print(f"    {peer}: more than {SLOWEST} s")
                continue
            if done.returncode:
                print(f"    {peer}: {done.stderr.strip().splitlines()[-1][:100] if done.stderr.strip() else 'failed'}")
                continue
            told = json.loads(done.stdout)
            marks = "-" if told["ink"] is None else f"{told['ink'] / ideal:.2f}"
            print(f"    {peer}: {told['seconds']:.2f} s ({told['seconds'] / ours:.0f} times ours), "
                  f"ink {marks}, moves {told['moves']}")  # fmt: skip


if __name__ == "__main__":
    on_the_plan()
    sizes = [int(each) for each in sys.argv[1:]] or [1000, 10_000, 100_000]
    for count in sizes:
        made_up(count, peers=count == min(sizes))
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
