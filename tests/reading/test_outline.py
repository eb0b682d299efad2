"""The place of numbered paragraphs and of those between them."""

import pytest

from engross.reading.lines import split
from engross.reading.outline import outline
from engross.reading.paragraphs import paragraphs


def tree(text: str) -> list[str]:
    found, stack = [], [(kid, 0) for kid in reversed(outline(paragraphs(split(text))).root.kids)]
    while stack:
        node, depth = stack.pop()
        found.append("." * depth + (node.label or node.kind))
        stack.extend((kid, depth + 1) for kid in reversed(node.kids))
    return found


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("1. (a) (b) 2. (a)", ["1.", ".(a)", ".(b)", "2.", ".(a)"]),
        ("1. (a) (i) (ii) (b)", ["1.", ".(a)", "..(i)", "..(ii)", ".(b)"]),
        ("(g) (h) (i) (j)", ["(g)", "(h)", "(i)", "(j)"]),
        ("(a) (i) (A) (B) (ii) (b)", ["(a)", ".(i)", "..(A)", "..(B)", ".(ii)", "(b)"]),
        ("1. 1.1 1.2 2. 2.1 2.1.1", ["1.", ".1.1", ".1.2", "2.", ".2.1", "..2.1.1"]),
        ("(u) (v) (w)", ["(u)", "(v)", "(w)"]),
        ("(iv) (v) (vi)", ["(iv)", "(v)", "(vi)"]),
    ],
)
def test_labels_alone_are_placed_by_their_sequence(labels, expected):
    assert (
        tree("\n\n".join(f"{label} Words that say one thing only, at some length." for label in labels.split()))
        == expected
    )


def test_sections_go_on_across_articles():
    text = "ARTICLE I\n\nONE\n\n1. Words are here.\n\n2. Words are here.\n\nARTICLE II\n\nTWO\n\n3. Words are here."
    assert tree(text) == ["ARTICLE I", ".1.", ".2.", "ARTICLE II", ".3."]


def test_a_title_stands_before_what_it_heads():
    text = "1. Words are here.\n\n(a) some words.\n\nSECOND PART\n\n2. Words are here."
    assert tree(text) == ["1.", ".(a)", "title", "2."]


def test_a_nest_has_a_bottom():
    deepest = max(
        line.count(".") for line in tree("\n\n".join(["(a) Words.", "(i) Words.", "(A) Words.", "(1) Words."] * 20))
    )
    assert deepest < 40
