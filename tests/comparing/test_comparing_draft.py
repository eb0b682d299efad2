"""Drafting: the instrument, carried out, gives the new text; and it orders what a lawyer would order."""

from __future__ import annotations

from dataclasses import replace

import pytest
import versions
from hypothesis import given, settings
from hypothesis import strategies as st

from engross.amending.amend import amend
from engross.amending.consolidate import consolidate
from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.comparing.draft import draft
from engross.comparing.quoting import substitutions
from engross.instruments.operations import Delete, Insert, Renumber, Restate, Substitute, Target
from engross.reading.project import read_project


def orders(old: Text, new: Text):
    made = draft(old, new)
    assert printed(amend(old, made)) == printed(new)
    return [instruction.operations for instruction in made.instructions]


@given(st.integers(0, 10**6), st.sampled_from([0.1, 0.3, 0.6]))
@settings(max_examples=25)
def test_a_draft_carried_out_gives_the_new_text(seed, rate):
    before = versions.plan(4 + seed % 24, seed)
    after, _ = versions.edited(before, rate, seed)
    orders(versions.text(before, ids=False, seed=1), versions.text(after, ids=False, seed=2))


def test_fine_edits_are_drafted_finely():
    """A plan with few edits is never restated as a whole, nor section by section."""
    restated = 0
    for seed in range(8):
        before = versions.plan(40, seed)
        after, _ = versions.edited(before, 0.1, seed)
        made = draft(versions.text(before, ids=False, seed=1), versions.text(after, ids=False, seed=2))
        restated += sum(isinstance(each, Restate) and "(" not in each.target.at
                        for one in made.instructions for each in one.operations)  # fmt: skip
    assert restated == 0


def test_on_the_plan_it_orders_what_amendment_no_1_orders(root):
    project = read_project(root)
    (instrument,) = project.instruments
    new = consolidate(project.plan, project.instruments)
    assert orders(project.plan, new) == [instruction.operations for instruction in instrument.instructions]


def test_the_literal_text_is_restated_no_further_than_needed(root):
    project = read_project(root)
    literal = consolidate(project.plan, project.instruments, literal=True)
    ((restated,),) = orders(project.plan, literal)
    assert isinstance(restated, Restate)
    assert restated.target == Target(at="5(d)(iii)")


WORDS = "The Board may grant Options for up to 800,000 shares and the Board may amend the Plan at any time."


def listed(*clauses: Clause) -> Text:
    return Text(root=Clause(id="plan", children=clauses), name="Plan")


def test_words_are_substituted_with_a_quotation_that_is_found_once():
    old = listed(Clause(id="a", label="1.", text=WORDS))
    new = listed(Clause(id="a", label="1.", text=WORDS.replace("may amend", "shall amend")))
    assert orders(old, new) == [(Substitute(target=Target(at="1"), strike="may amend", insert="shall amend"),)]


def test_a_provision_inserted_renumbers_those_that_follow():
    old = listed(
        Clause(id="a", label="1.", text=WORDS), Clause(id="b", label="2.", text="No Option shall be sold by anyone.")
    )
    made = Clause(id="n", label="2.", text="Each Option shall be evidenced by a written instrument.")
    new = listed(old.root.children[0], made, replace(old.root.children[1], label="3."))
    ((renumbered, inserted),) = orders(old, new)
    assert renumbered == Renumber(target=Target(at="2"), to="3")
    assert isinstance(inserted, Insert)
    assert (inserted.target, inserted.where) == (Target(at="1"), "after")


def test_a_provision_deleted_leaves_the_numbers_of_others():
    old = listed(*[Clause(id=f"c{n}", label=f"{n}.", text=f"{WORDS} {n}") for n in range(1, 4)])
    new = listed(old.root.children[0], old.root.children[2])
    assert orders(old, new) == [(Delete(target=Target(at="2")),)]


def test_the_same_text_needs_no_orders():
    old = listed(Clause(id="a", label="1.", text=WORDS))
    assert orders(old, old) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("one two two three", "one two four three", [("two three", "four three", "one")]),
        ("ten days", "ten (10) days", [("days", "(10) days", "one")]),
        ("up to 800,000 shares", "up to 900,000 shares", [("800,000", "900,000", "one")]),
        ("in cash or by check", "in cash", None),
    ],
)
def test_quotations_grow_until_they_are_found_once(before, after, told):
    found = substitutions(before, after, before)
    if told is None:
        assert found is None or all(each.strike for each in found)
    else:
        assert [tuple(each) for each in found] == told


def test_an_occurrence_is_named_where_no_quotation_is_unique():
    before = "x " * 40 + "end"
    after = "x " * 20 + "y " + "x " * 19 + "end"
    found = substitutions(before.strip(), after.strip(), before.strip())
    assert all(each.occurrence == "one" or isinstance(each.occurrence, int) for each in found or [])
