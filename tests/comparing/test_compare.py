"""Checks that round trips cannot see: what a lawyer would call wrong although both sides rebuild."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
import versions

from engross.clauses.clause import Clause, Text
from engross.clauses.labels import numerals
from engross.comparing.compare import compare


def text(*children: Clause) -> Text:
    return Text(root=Clause(id="t", children=children))


def sentences(count: int, seed: int = 1, low: int = 12, high: int = 40) -> list[str]:
    dice = random.Random(seed)  # noqa: S311 - the same words each time
    return [" ".join(versions.sentence(dice, low, high)) + "." for _ in range(count)]


def flat(words: list[str], prefix: str = "a", first: int = 1) -> Text:
    return text(*[Clause(id=f"{prefix}{n}", label=f"{n + first}.", text=each) for n, each in enumerate(words)])


def ink(comparison) -> int:
    return sum(len(item.text) for line in comparison.lines() for item in line.items if item.sign in "+-")


def kinds(comparison) -> list[tuple[str, ...]]:
    return [change.kinds for change in comparison.changes]


@pytest.mark.parametrize(("count", "rate"), [(300, 0.01), (300, 0.05), (1000, 0.01), (1000, 0.05)])
def test_ink_is_near_the_ideal_and_every_move_is_found(count, rate):
    before = versions.plan(count, 3)
    after, truth = versions.edited(before, rate, 5)
    found = compare(versions.text(before, ids=False, seed=1), versions.text(after, ids=False, seed=2))
    keys = [0, *keys_of(after)]
    moved = {keys[there] for there in found.matching.moved}
    assert ink(found) <= 1.05 * truth.ink
    assert moved == truth.moved


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.15])
def test_clauses_without_ids_are_matched(rate):
    right = wrong = missed = 0
    for seed in range(3):
        before = versions.plan(700, seed)
        after, _ = versions.edited(before, rate, seed + 50)
        found = compare(versions.text(before, ids=False, seed=1), versions.text(after, ids=False, seed=2)).matching
        old, new = [0, *keys_of(before)], [0, *keys_of(after)]
        pairs = {(old[here], new[there]) for here, there in enumerate(found.to_new) if here and there > 0}
        true = set(old[1:]) & set(new[1:])
        right += sum(one == other for one, other in pairs)
        wrong += sum(one != other for one, other in pairs)
        missed += len(true - {one for one, other in pairs if one == other})
    assert 2 * right / (2 * right + wrong + missed) >= 0.995


def keys_of(drafts) -> list[int]:
    return [key for draft in drafts for key in (draft.key, *keys_of(draft.kids))]


def test_relabelling_marks_numbers_only():
    words = sentences(1000)
    found = compare(flat(words), flat(words, first=2), ids=True)
    assert set(kinds(found)) == {("relabelled",)}
    assert {item.slot for line in found.lines() for item in line.items if item.sign != "="} == {"label"}


def test_one_of_fifty_identical_clauses_deleted_is_one_deletion():
    same = "Reserved for such purposes as the Board may from time to time determine."
    old = text(*[Clause(id=f"a{n}", label=f"{n + 1}.", text=same) for n in range(50)])
    new = text(*[replace(each, id=f"b{n}") for n, each in enumerate(old.root.children) if n != 16])
    found = compare(old, new)
    assert [(change.kinds, change.place) for change in found.changes] == [(("deleted",), "17")]


def test_near_duplicates_swapped_are_one_move():
    one, other = sentences(2, seed=9, low=30, high=30)
    twin = one.replace(one.split()[4], "seventeen")
    rest = sentences(4, seed=4)
    found = compare(
        flat([rest[0], one, rest[1], twin, rest[2], other]), flat([rest[0], twin, rest[1], one, rest[2], other], "b")
    )
    moved = [change for change in found.changes if "moved" in change.kinds]
    assert ink(found) <= 12
    assert all("reworded" not in change.kinds for change in found.changes)
    assert moved


def test_headings_that_stay_over_exchanged_bodies_are_not_paired_by_heading():
    one, other = sentences(2, seed=11, low=40, high=40)
    old = text(Clause(id="a", label="1.", heading="Grants.", text=one, layout="run-in"),
               Clause(id="b", label="2.", heading="Payment.", text=other, layout="run-in"))  # fmt: skip
    new = text(Clause(id="c", label="1.", heading="Grants.", text=other, layout="run-in"),
               Clause(id="d", label="2.", heading="Payment.", text=one, layout="run-in"))  # fmt: skip
    assert ink(compare(old, new)) < 60


@pytest.mark.parametrize("seed", range(12))
def test_comparing_backwards_inverts(seed):
    before = versions.plan(60, seed)
    after, _ = versions.edited(before, 0.15, seed)
    one, other = versions.text(before, ids=False, seed=1), versions.text(after, ids=False, seed=2)
    there, back = compare(one, other), compare(other, one)
    turned = {"inserted": "deleted", "deleted": "inserted", "split": "merged", "merged": "split"}
    assert back.matching.to_old == there.matching.to_new
    assert told(there, turned) == told(back, {}, older="new", newer="old")


def told(comparison, turned, older="old", newer="new"):
    """Return what happened to which clause; which of two swapped clauses is said to have moved is not asked."""
    found = []
    for change in comparison.changes:
        kinds = tuple(sorted(turned.get(kind, kind) for kind in change.kinds if kind != "moved"))
        ids = [place.id if (place := getattr(change, side)) else "" for side in (older, newer)]
        if kinds:
            found.append((kinds, *ids))
    return sorted(found)


def test_the_same_text_has_no_changes():
    one = versions.text(versions.plan(50, 1))
    assert compare(one, one).changes == ()
    assert compare(one, versions.text(versions.plan(50, 1))).changes == ()


def test_shared_clauses_are_not_looked_into():
    """An amended text shares what it did not touch: the outlines hold the way to the edits and no more."""
    old = versions.text(versions.plan(3000, 1))
    section = old.root.children[40]
    sub = section.children[0]
    edited = replace(section, children=(replace(sub, text=f"{sub.text} Further."), *section.children[1:]))
    new = replace(old, root=replace(old.root, children=(*old.root.children[:40], edited, *old.root.children[41:])))
    found = compare(old, new)
    assert kinds(found) == [("reworded",)]
    assert len(found.matching.old) < len(old.root.children) + 20


@pytest.mark.parametrize("shape", ["flat", "deep", "rewritten"])
def test_extreme_texts_stay_linear(shape):
    if shape == "flat":
        words = sentences(5000)
        new = [each for n, each in enumerate(words) if n % 97]
        pair = flat(words), flat(new, "b")
    elif shape == "deep":
        pair = (deep(20, "a", sentences(20, seed=1)), deep(20, "b", sentences(20, seed=1)[:19] + sentences(1, seed=3)))
    else:
        pair = flat(sentences(1500, seed=1)), flat(sentences(1500, seed=2), "b")
    begun = time.process_time()
    compare(*pair)
    assert time.process_time() - begun < 6


def deep(depth: int, prefix: str, words: list[str]) -> Text:
    clause = Clause(id=f"{prefix}{depth}", label="(x)", text=words[depth - 1])
    for level in range(depth - 1, 0, -1):
        clause = Clause(
            id=f"{prefix}{level}", label=f"{numerals('decimal', level)}.", text=words[level - 1], children=(clause,)
        )
    return text(clause)


def test_ids_that_are_places_are_not_taken_for_identities():
    """A reader numbers clauses as they come; after an insertion every id stands for another clause."""
    words = sentences(30)
    old = flat(words, "p")
    new = flat([*words[:5], *sentences(1, seed=77), *words[5:]], "p")
    found = compare(old, new)
    assert found.counts() == {"inserted": 1, "relabelled": 25}


def test_a_clause_wrapped_in_a_new_one_does_not_move():
    one, other = sentences(2, seed=5)
    old = text(Clause(id="a", text=one), Clause(id="b", text=other))
    new = text(
        Clause(id="w", label="1.", heading="Grants", children=(Clause(id="x", text=one), Clause(id="y", text=other)))
    )
    assert kinds(compare(old, new)) == [("inserted",)]


def test_a_list_keeps_its_joiner_where_an_item_goes():
    def listed(*items, joints):
        return text(Clause(id="l", label="1.", text="paid", joints=joints, children=tuple(
            Clause(id=f"i{n}", label=label, text=words, layout="inline") for n, label, words in items)))  # fmt: skip

    old = listed((1, "(i)", "in cash"), (2, "(ii)", "by note"), (3, "(iii)", "by check"), joints=(",", ", or", ""))
    new = listed((1, "(i)", "in cash"), (3, "(ii)", "by check"), joints=(", or", ""))
    found = compare(old, new)
    assert found.counts() == {"deleted": 1, "relabelled": 1, "joiner only": 1}
    marked = "".join(f"[{item.sign}{item.text}]" if item.sign != "=" else item.text for item in found.lines()[0].items)
    assert marked == "1. paid (i) in cash,[- (ii)][- by note][-,] or [-(iii)][+(ii)] by check"
