"""Throw damaged files at the YAML reader: nothing may raise, and what it accepts PyYAML must read as the same text.

    python benchmarks/yaml_fuzzing.py [seconds] [seed]

The seeds are the project's own YAML files, cut to pieces; each is damaged up to six times.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

import yaml

from engross.cli.schema import kinds
from engross.reading.strict import parse
from engross.reading.tree import Listing, Mapping, Scalar

ROOT = Path(__file__).parent.parent
FOLDERS = ("plan_text", "grants", "templates", "amendments", "tests/cases")
TOKENS = (
    ":", " ", "- ", "\n", "  ", "\t", "#", " #", "'", '"', "|", ">", "{", "}", "[", "]", ",", "&a", "*a", "!", "!!str",
    "<<", "?", "%", "@", "`", "\\", "\x00", "\u2028", "\x85", "é", "\u0410a", "\ufeff", "---", "...", "~", "{{", "\r",
    "\r\n", "\U0001f600", "|-", "|2", ">+", "\\x41", "\\ud800", "\\\n",
)  # fmt: skip


def plain(value: Any) -> Any:
    match value:
        case Scalar(text):
            return text
        case Listing(items):
            return [plain(each) for each in items]
        case Mapping(values):
            return {key: plain(each) for key, each in values.items()}


def damaged(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(0, 6)):
        at, kind = chance.randrange(len(text) + 1), chance.random()
        if kind < 0.5:
            text = text[:at] + chance.choice(TOKENS) + text[at:]
        elif kind < 0.75:
            text = text[:at] + text[at + chance.randint(1, 8) :]
        else:
            other = chance.randrange(len(text) + 1)
            text = text[:at] + text[min(at, other) : max(at, other)][:60] + text[at:]
    return text


def hold(text: str) -> bool:
    """Hold the laws on one text; True where it was accepted."""
    document = parse(text)
    for kind in kinds().values():
        kind.take(document, partial=True)
    if any(each.severity == "error" for each in document.problems):
        return False
    expected = yaml.load(text.removeprefix("\ufeff"), Loader=yaml.CBaseLoader)  # noqa: S506 - text only
    if plain(document.root) != expected:
        raise AssertionError(expected)
    return True


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)  # noqa: S311 - a seed, no secret
    whole = [each.read_text() for folder in FOLDERS for each in sorted((ROOT / folder).glob("*.yaml"))]
    pieces = [text[at : at + 400] for text in whole for at in range(0, len(text), 397)]
    count = accepted = 0
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        text = damaged(chance.choice(pieces), chance)
        count += 1
        try:
            accepted += hold(text)
        except Exception:
            print(f"after {count:,} files: {text!r}")
            raise
    print(f"{count:,} files, {accepted:,} accepted and read as PyYAML reads them, nothing raised")


if __name__ == "__main__":
    main()
