"""Words: what is printed, in which order, and where each piece comes from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.clause import Clause
from engross.clauses.words import pieces, printed, words

SAID = ("the", "Board", "may", "4(b)", "$.01", '"Plan"', "(as", "below)")
WORDS = st.lists(st.sampled_from(SAID), max_size=4).map(" ".join)
LABELS = st.sampled_from((None, "1.", "a.", "(i)", "Section 2."))
LAYOUTS = st.sampled_from(("block", "run-in", "inline"))


def clause(children, number):
    return st.builds(
        Clause, id=st.just(f"c{number}"), label=LABELS, heading=WORDS.map(lambda said: said or None), text=WORDS,
        children=children.map(tuple), layout=LAYOUTS, tight=st.booleans(),
    )  # fmt: skip


CLAUSES = st.recursive(clause(st.just([]), 1), lambda inner: clause(st.lists(inner, max_size=3), 2), max_leaves=12)


def spoken(tree: Clause) -> list[str]:
    """Say the words in order by plain recursion: another way than the code's."""
    said = [tree.label or "", tree.heading or "", tree.text]
    for position, child in enumerate(tree.children):
        said += [*spoken(child), tree.joint(position)]
    return said


@given(CLAUSES)
def test_every_word_is_printed_once_and_in_order(tree):
    assert "".join(spoken(tree)).replace(" ", "") == "".join(words(tree))


@given(CLAUSES)
def test_every_piece_stands_where_it_says(tree):
    whole, parts = pieces(tree)
    assert all(whole[part.start : part.end] == part.text for part in parts)
    assert sum(len(part.text) for part in parts) == len(whole) - sum(whole.count(blank) for blank in "\n\t") - (
        whole.count(" ") - sum(part.text.count(" ") for part in parts)
    )


def test_the_worked_example_of_a_list_in_a_list():
    inner = Clause(
        id="iii", label="iii.", text="if the Board permits", joints=(",", ", or", ""),
        children=tuple(Clause(id=name, label=f"({name})", text=name * 2, layout="inline") for name in ("i", "v", "x")),
    )  # fmt: skip
    outer = Clause(id="d", label="d.", heading="Payment.", text="As follows:", layout="run-in", joints=("; or", "."),
                   children=(inner, Clause(id="iv", label="iv.", text="by any of these")))  # fmt: skip
    assert printed(outer) == (
        "d. Payment. As follows:\niii. if the Board permits (i) ii, (v) vv, or (x) xx; or\niv. by any of these."
    )


def test_a_label_without_a_blank_is_printed_without():
    assert printed(Clause(id="a", label="(a)", text="the", tight=True)) == "(a)the"
