"""Redlines of several amendments: each its own author, each acceptable alone."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent / "comparing"))

import accepting
import versions

from engross.clauses.words import printed
from engross.comparing.changes import Authority
from engross.comparing.compare import compare
from engross.comparing.provenance import passages
from engross.comparing.steps import History
from engross.filling.redline import history_redline, redline
from engross.paper.redline_docx import redline_docx

STEPS = tuple(Authority(name=f"Amendment No. {n}", date=f"200{n}-01-01") for n in (1, 2, 3))


def history(seed: int) -> History:
    drafts = [versions.plan(20, seed)]
    for step in range(3):
        drafts.append(versions.edited(drafts[-1], 0.3, seed * 10 + step)[0])
    texts = [versions.text(each, ids=True) for each in drafts]
    return History(versions=tuple(texts), steps=STEPS)


@pytest.mark.parametrize("seed", range(8))
def test_every_version_can_be_read_out_of_the_row(seed):
    known = history(seed)
    row = passages(known)
    for step, version in enumerate(known.versions):
        words = "".join(each.text for each in row if each.born <= step and not 0 < each.died <= step)
        assert words == printed(version) + "\n"


@pytest.mark.parametrize("seed", range(8))
def test_accepting_some_amendments_gives_the_version_between(seed):
    known = history(seed)
    made = redline_docx(history_redline(known))
    for step, version in enumerate(known.versions):
        accepted = {each.name for each in STEPS[:step]}
        assert accepting.words(made, accept=accepted) == printed(version)


@pytest.mark.parametrize("seed", range(4))
def test_the_net_redline_credits_words_to_the_amendment_that_made_them(seed):
    """Where one amendment alone changed a text, every mark is its own; the sides stay the two texts."""
    known = history(seed)
    found = compare(known.versions[0], known.versions[3], history=known, ids=True)
    made = redline_docx(redline(found, author="nobody"))
    assert accepting.words(made, accept=True) == printed(known.versions[3])
    assert accepting.words(made, accept=False) == printed(known.versions[0])
    one = replace(known, versions=known.versions[:2], steps=STEPS[:1])
    items = [
        item
        for line in compare(*one.versions, history=one, ids=True).lines()
        for item in line.items
        if item.sign != "="
    ]
    assert {item.by for item in items} <= {1}
    assert items
