"""Clauses while they grow: ids given once, joints given to their lists."""

from engross.reading.nodes import Node, settle


def settled(*kids: Node):
    return settle(Node(kids=list(kids)), id="text", file="-")


def test_an_id_is_the_way_to_a_clause():
    clause = settled(Node(label="5.", kids=[Node(label="d.", kids=[Node(label="iii."), Node()])])).children[0]
    assert [each.id for each in clause.walk()] == ["5", "5-d", "5-d-iii", "5-d-p2"]


def test_a_section_is_named_without_its_article():
    root = settled(Node(label="ARTICLE IV", kids=[Node(label="4.2", kids=[Node(label="(a)")])]))
    assert [each.id for each in root.walk()][1:] == ["article-iv", "4.2", "4.2-a"]


def test_a_number_that_comes_twice_is_told_apart():
    assert [each.id for each in settled(Node(label="1."), Node(label="1."), Node(label="1.")).children] == [
        "1",
        "1.2",
        "1.3",
    ]


def test_a_list_owns_the_marks_its_items_end_with():
    (clause,) = settled(
        Node(
            label="1.",
            kids=[Node(label="(a)", text="one;"), Node(label="(b)", text="two; or"), Node(label="(c)", text="three.")],
        )
    ).children
    assert (clause.joints, [item.text for item in clause.children]) == ((";", "; or", "."), ["one", "two", "three"])


def test_the_outer_list_owns_what_ends_its_item_s_inner_list():
    inner = Node(label="(a)", text="one", kids=[Node(label="(i)", text="x,"), Node(label="(ii)", text="y; or")])
    (clause,) = settled(Node(label="1.", kids=[inner, Node(label="(b)", text="two.")])).children
    assert (clause.joints, clause.children[0].joints) == (("; or", "."), (",", ""))


def test_sentences_are_no_list():
    (clause,) = settled(
        Node(label="1.", kids=[Node(label="(a)", text="One."), Node(label="(b)", text="Two.")])
    ).children
    assert (clause.joints, clause.children[0].text) == ((), "One.")


def test_the_text_as_a_whole_owns_no_marks():
    assert settled(Node(label="1.", text="one;"), Node(label="2.", text="two.")).joints == ()
