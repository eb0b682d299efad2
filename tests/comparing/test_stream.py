"""The merged stream: its two sides are the two texts, to the letter, whatever they are."""

from __future__ import annotations

import versions
from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.comparing.compare import NEW, OLD, Comparison, compare, side

WORDS = st.lists(
    st.sampled_from(["the", "Board", "may", "(a)", "4(b)", "Section", "5", "$.01", "800,000", "spin-off", '"Plan"',
                     "and", ",", ";", ".", "[", "]", "____", "(the", "Company)", "Company's", "50%", "—", "§", "i."]),
    min_size=0, max_size=12,
).map(" ".join)  # fmt: skip
LABELS = st.sampled_from([None, "1.", "2.", "(a)", "(b)", "(i)", "(ii)", "ARTICLE IX", "Section 3."])
JOINTS = st.sampled_from(["", ";", ", or", "; and", ".", ","])


def bare(children=()):
    @st.composite
    def clause(draw):
        under = tuple(draw(children)) if not isinstance(children, tuple) else ()
        return {
            "label": draw(LABELS), "heading": draw(st.sampled_from([None, "Payment.", "Stock Options"])),
            "text": draw(WORDS), "layout": draw(st.sampled_from(["block", "run-in", "inline"])),
            "tight": draw(st.booleans()), "under": under,
            "joints": tuple(draw(JOINTS) for _ in under) if draw(st.booleans()) else (),
            "rows": () if under else draw(st.sampled_from([(), (), ((" By:  ____", "Name"), ("a",)), (("x  y",),)])),
        }  # fmt: skip

    return clause()


TREES = st.recursive(bare(), lambda below: bare(st.lists(below, max_size=4)), max_leaves=14)


def built(tree, prefix: str) -> Text:
    count = iter(range(10**6))

    def clause(each) -> Clause:
        mine = f"{prefix}{next(count)}"
        return Clause(
            id=mine, label=each["label"], heading=each["heading"], text=each["text"], layout=each["layout"],
            tight=each["tight"], joints=each["joints"], rows=each["rows"],
            children=tuple(clause(kid) for kid in each["under"]),
        )  # fmt: skip

    return Text(root=Clause(id=f"{prefix}-root", children=tuple(clause(each) for each in tree)))


def rebuilds(comparison: Comparison) -> None:
    lines = comparison.lines()
    assert side(lines, OLD) == printed(comparison.old)
    assert side(lines, NEW) == printed(comparison.new)


@given(st.lists(TREES, max_size=4), st.lists(TREES, max_size=4), st.booleans())
def test_any_two_texts_rebuild_from_one_stream(one, other, same_ids):
    rebuilds(compare(built(one, "a"), built(other, "a" if same_ids else "b"), ids=None))


@given(st.integers(0, 10**6), st.sampled_from([0.05, 0.3, 0.7]), st.booleans())
def test_an_edited_plan_rebuilds_from_one_stream(seed, rate, ids):
    before = versions.plan(5 + seed % 40, seed)
    after, _ = versions.edited(before, rate, seed)
    rebuilds(compare(versions.text(before, ids=ids, seed=1), versions.text(after, ids=ids, seed=2)))


def test_an_inserted_paragraph_ends_with_its_own_break():
    """The paragraph before an insertion keeps its own mark: rejecting takes the new paragraph away and nothing else."""
    old = Text(root=Clause(id="t", children=(Clause(id="a", text="One stays."), Clause(id="b", text="Two stays."))))
    new = Text(root=Clause(id="t", children=(*old.root.children[:1], Clause(id="c", text="Quite new."),
                                             *old.root.children[1:])))  # fmt: skip
    assert [(line.sign, "".join(item.sign for item in line.items)) for line in compare(old, new).lines()] == [
        ("=", "="), ("+", "+"), ("=", "="),
    ]  # fmt: skip


def test_a_split_marks_the_new_number_and_the_break_and_no_words():
    words = "the Board may grant options and the Company shall deliver the shares within ten days of exercise".split()
    old = Text(root=Clause(id="t", children=(Clause(id="a", label="1.", text=" ".join(words)),)))
    new = Text(root=Clause(id="t", children=(Clause(id="n", label="1.", text=" ".join(words[:8])),
                                             Clause(id="m", label="2.", text=" ".join(words[8:])))))  # fmt: skip
    found = compare(old, new)
    marked = [(item.sign, item.text.strip()) for line in found.lines() for item in line.items if item.sign != "="]
    assert [change.kinds for change in found.changes] == [("split",)]
    assert [each for each in marked if each[1]] == [("+", "2.")]
    assert [line.sign for line in found.lines()] == ["+", "="]
