"""Limits: what lies under an address, and that nothing else changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engross.clauses.clause import Clause, Text
from engross.comparing.compare import compare
from engross.comparing.limits import unexpected, within
from engross.problems import InputError

OLD = Text(
    root=Clause(
        id="p",
        children=(
            Clause(id="a", label="1.", heading="Grants", children=(
                Clause(id="a1", label="a.", text="The Board may grant Options to each director."),
                Clause(id="a2", label="b.", text="Options are evidenced by a written instrument."),
            )),
            Clause(id="b", label="2.", heading="Payment", children=(
                Clause(id="b1", label="a.", text="Shares are paid in cash or by check."),
            )),
        ),
    )
)  # fmt: skip


def reworded(text: Text, clause_id: str, old: str, new: str) -> Text:
    def walk(clause: Clause) -> Clause:
        words = clause.text.replace(old, new) if clause.id == clause_id else clause.text
        return replace(clause, text=words, children=tuple(walk(child) for child in clause.children))

    return replace(text, root=walk(text.root))


def test_changes_under_an_address_are_told_alone():
    new = reworded(reworded(OLD, "a1", "may", "shall"), "b1", "cash", "money")
    assert [change.place for change in within(compare(OLD, new), "2")] == ["2(a)"]


def test_nothing_else_changed():
    found = compare(OLD, reworded(OLD, "b1", "cash", "money"))
    assert unexpected(found, "2(a) only") == ()
    assert unexpected(found, "1 and 2") == ()


def test_what_changed_elsewhere_is_named():
    new = reworded(reworded(OLD, "a1", "may", "shall"), "b1", "cash", "money")
    (problem,) = unexpected(compare(OLD, new), "2(a) only")
    assert problem.place == "1(a)"


def test_nothing_at_all_was_expected():
    assert unexpected(compare(OLD, OLD), "nothing") == ()
    assert len(unexpected(compare(OLD, reworded(OLD, "b1", "cash", "money")), "nothing")) == 1


def test_a_clause_moved_out_is_not_inside():
    first, second = OLD.root.children
    moved = first.children[1]
    new = replace(OLD, root=replace(OLD.root, children=(
        replace(first, children=first.children[:1]),
        replace(second, children=(*second.children, moved)),
    )))  # fmt: skip
    assert unexpected(compare(OLD, new), "1 only") != ()
    assert unexpected(compare(OLD, new), "1, 2") == ()


@pytest.mark.parametrize("written", ["9(z)", "()"])
def test_an_address_of_nothing_is_refused(written):
    with pytest.raises(InputError):
        within(compare(OLD, OLD), written)
