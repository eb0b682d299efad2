"""Matching: which clause is which, on the project's own plan and where the evidence is thin."""

from __future__ import annotations

from dataclasses import replace

import pytest
from version_b import version_b

from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.comparing.compare import NEW, OLD, compare, side
from engross.comparing.matching import match
from engross.reading.project import read_project


@pytest.mark.parametrize("ids", [True, False])
def test_on_the_plan_a_redline_is_ideal(root, ids):
    """A section moved, renumbered and edited, a clause split, one inserted, references following: no mark too many."""
    plan = read_project(root).plan
    new, ideal = version_b(plan, ids=ids)
    found = compare(plan, new)
    lines = found.lines()
    assert (side(lines, OLD), side(lines, NEW)) == (printed(plan), printed(new))
    assert sum(len(item.text) for line in lines for item in line.items if item.sign in "+-") <= 1.1 * ideal
    assert [change.place for change in found.moves()] == ["3 → 5"]
    assert found.counts() == {
        "inserted": 1,
        "moved": 1,
        "split": 1,
        "reworded": 4,
        "relabelled": 6,
        "conforming reference": 2,
    }


WORDS = (
    "The Board may grant Options to each director who is not an employee of the Company.",
    "Shares issued under the Plan may consist of authorized but unissued or treasury shares.",
    "The Plan shall be governed by the laws of the State of Delaware without regard to conflicts.",
)


def text(prefix: str, *words: str) -> Clause:
    return Clause(id=prefix, children=tuple(Clause(id=f"{prefix}{n}", text=each) for n, each in enumerate(words)))


def pairs(old: Clause, new: Clause, **how) -> list[int]:
    return match(old, new, **how).to_new[1:]


def test_the_same_words_in_another_order_are_moved_and_not_rewritten():
    found = match(text("a", *WORDS), text("b", WORDS[2], WORDS[0], WORDS[1]))
    assert found.to_new[1:] == [2, 3, 1]
    assert found.moved == {1}


def test_what_shares_a_few_words_is_no_pair():
    other = "The Company may withhold taxes from any payment made to a person under this agreement."
    assert pairs(text("a", WORDS[0]), text("b", other)) == [-1]


def test_boilerplate_far_away_is_not_taken_for_a_move():
    """A provision deleted in one article and a like one inserted in another are two changes."""
    old = Clause(
        id="o",
        children=(text("a", WORDS[0], "No fractional shares shall be issued hereunder by it."), text("b", WORDS[1])),
    )
    new = Clause(
        id="n",
        children=(text("c", WORDS[0]), text("d", WORDS[1], "No interest shall be paid hereunder to any of them.")),
    )
    assert not match(old, new).moved


def test_ids_that_can_be_trusted_pair_what_was_wholly_rewritten():
    old, new = text("a", *WORDS), text("a", WORDS[0], "Reserved.", WORDS[2])
    assert pairs(old, new) == [1, 2, 3]
    assert pairs(old, new, ids=False) == [1, -1, 3]


def test_an_id_that_is_gone_is_a_deletion_though_like_words_come_elsewhere():
    old = text("a", *WORDS)
    new = replace(old, children=(*old.children[:2], replace(old.children[2], id="fresh", text=f"{WORDS[2]} Further.")))
    assert pairs(old, new, ids=True) == [1, 2, -1]


def test_a_merger_is_seen_as_the_mirror_of_a_split():
    both = Text(root=text("m", f"{WORDS[0]} {WORDS[1]}", WORDS[2]))
    apart = Text(root=text("p", *WORDS))
    assert [change.kinds[0] for change in compare(apart, both).changes] == ["merged"]
    assert [change.kinds[0] for change in compare(both, apart).changes] == ["split"]
