"""Citations bound to the clauses they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.citations import Citation, citations, own_names
from engross.reading.plain import read_text

PLAN = """STOCK PLAN

ARTICLE I

DEFINITIONS

1.1 "Cause" means (i) theft or (ii) fraud.

1.2 "Plan" means this Plan.

ARTICLE II

OPTIONS

2.1 Grants. The Board may:

(a) grant options; and

(b) set (i) the price and (ii) the term,

subject to clause (b) above.

2.2 Reference. {words}

EXHIBIT A

1. Form. As agreed.
"""


def cited(words: str) -> list[Citation]:
    text = read_text(PLAN.format(words=words))
    return [each for each in citations(text) if each.address.steps and text.root.children and each.start >= 0
            and "2.2" in each.clause]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("See Section 2.1.", [("2.1",)]),
        ("See Section 2.1(b)(ii).", [("2.1-b-ii",)]),
        ("See Section 2.1 (a).", [("2.1-a",)]),
        ("See Sections 1.1, 1.2 and 2.1(a).", [("1.1",), ("1.2",), ("2.1-a",)]),
        ("See Sections 1.1 through 1.2.", [("1.1", "1.2")]),
        ("See Section 2.1(a) and (b).", [("2.1-a",), ("2.1-b",)]),
        ("See clause (ii) of Section 2.1(b).", [("2.1-b-ii",), ("2.1-b",)]),
        ("See Article II.", [("article-ii",)]),
        ("See Exhibit A.", [("exhibit-a",)]),
        ("See clause (i) of the definition of Cause.", [("1.1-i",)]),
        ("See Section 2.1 of the Plan.", [("2.1",)]),
        ("See Section 2.1of this Plan.", [("2.1",)]),
        ("See Section 9.9.", [()]),
    ],
)
def test_a_number_of_the_text_is_bound(words, ids):
    assert [each.ids for each in cited(words)] == ids
    assert all(each.kind != "external" for each in cited(words))


@pytest.mark.parametrize(
    "words",
    [
        "See Section 422 of the Internal Revenue Code of 1986.",
        "See Code Section 409A.",
        "See Section 2.1 of the Credit Agreement.",
        "See § 1-601.01.",
        "See Section 16(b) of the Exchange Act.",
        "See Treasury regulation section 1.83-3(b).",
        "See Exhibit Q.",
        "See Section 4 thereof.",
    ],
)
def test_a_number_of_a_statute_or_another_paper_is_told_apart(words):
    assert [each.kind for each in cited(words)] == ["external"] * len(cited(words))
    assert cited(words)


def test_a_rule_is_no_section():
    assert cited("See Rule 16b-3.") == []


def test_a_clause_above_is_the_nearest_one():
    text = read_text(PLAN.format(words="Nothing."))
    (above,) = [each for each in citations(text) if each.printed == "clause (b)"]
    assert (above.ids, above.kind) == (("2.1-b",), "relative")


def test_this_section_is_where_it_stands():
    (own,) = [
        each for each in citations(read_text(PLAN.format(words="Subject to this Section."))) if not each.address.steps
    ]
    assert own.ids == ("2.2",)


def test_an_amendment_s_numbers_are_another_paper_s():
    text = read_text("FIRST AMENDMENT TO LEASE\n\n1. Rent. Section 4.7 is deleted.\n\n2. Rest. All else stands.\n")
    assert [each.kind for each in citations(text)] == ["external"]


def test_a_citation_stands_where_it_says():
    text = read_text(PLAN.format(words="See Section 2.1(b) and Article II."))
    by_id = {clause.id: clause for clause in text.root.walk()}
    for each in citations(text):
        words = by_id[each.clause].heading if each.slot == "heading" else by_id[each.clause].text
        assert (words or "")[each.start : each.end] == each.printed


def test_what_a_text_calls_itself_is_known():
    assert own_names(read_text(PLAN.format(words="Under this Plan.")).root) == {"Plan"}


TOKENS = (
    "Section",
    "clause",
    "(a)",
    "(ii)",
    "2.1",
    "4",
    "and",
    "through",
    "of",
    "this",
    "§",
    "Article",
    "IV",
    "the Code",
    ",",
)


@given(st.lists(st.sampled_from((*TOKENS, "thereof", "definition")), max_size=15))
def test_any_words_are_read_without_a_fault(parts):
    text = read_text(PLAN.format(words=" ".join(parts)))
    ids = {clause.id for clause in text.root.walk()}
    assert all(set(each.ids) <= ids for each in citations(text))
