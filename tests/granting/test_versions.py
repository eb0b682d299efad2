"""The plan's text on every day, and how its clauses are cited then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engross.clauses.clause import Clause, Dated, Text
from engross.granting.versions import Version, Versions, versions_of
from engross.reading.kinds import read_instrument, read_text_yaml

NOTE, OTHER = "options.payment.permitted.note", "options.payment.permitted.consideration"


@pytest.fixture(scope="module")
def plan(root):
    text = read_text_yaml(root / "plan_text" / "plan.yaml")
    return versions_of(text, [read_instrument(root / "amendments" / "amendment-1.yaml")])


@pytest.mark.parametrize(
    ("day", "clause", "cited", "holds"),
    [
        ("2005-02-02", NOTE, "5(d)(iii)(ii)", True),
        ("2005-02-03", NOTE, "5(d)(iii)(ii)", False),
        ("2005-02-02", OTHER, "5(d)(iii)(iii)", True),
        ("2005-02-03", OTHER, "5(d)(iii)(ii)", True),
        ("2026-01-01", OTHER, "5(d)(iii)(ii)", True),
    ],
)
def test_a_clause_on_a_day(plan, day, clause, cited, holds):
    day = date.fromisoformat(day)
    assert (plan.cite(clause, day), plan.holds(clause, day)) == (cited, holds)


def test_what_took_a_clause_out_is_known_and_when(plan):
    assert plan.gone(NOTE, date(2005, 2, 2)) is None
    assert plan.gone(NOTE, date(2005, 2, 3)).made_by == "Amendment No. 1 (February 3, 2005)"
    assert plan.goes_later(NOTE, date(2005, 2, 2)).since == date(2005, 2, 3)
    assert plan.goes_later(OTHER, date(2005, 2, 2)) is None
    assert plan.words(NOTE, date(2005, 2, 3)) == ""
    assert plan.words(NOTE, date(2005, 2, 2)).startswith("(ii) by delivery of a promissory note")


def test_before_a_known_adoption_there_is_no_text():
    text = Text(root=Clause(id="p", children=(Clause(id="c", label="1.", text="x"),)),
                dates={"adopted": Dated(date=date(2010, 1, 1))})  # fmt: skip
    plan = versions_of(text)
    assert plan.on(date(2009, 12, 31)) is None
    assert plan.holds("c", date(2009, 12, 31)) is False
    assert plan.words("c", date(2009, 12, 31)) == ""
    assert plan.on(date(2010, 1, 1)).text is text
    assert plan.on(None).text is text


def test_a_clause_that_came_later_does_not_go():
    first, second = (Text(root=Clause(id="p", children=tuple(Clause(id=name) for name in names)))
                     for names in (("a",), ("a", "b")))  # fmt: skip
    plan = Versions([Version(text=first), Version(text=second, since=date(2005, 1, 1), by="Amendment No. 1")])
    assert plan.goes_later("b", date(2006, 1, 1)) is None
    assert plan.gone("b", date(2006, 1, 1)) is None
    assert plan.holds("b", date(2004, 1, 1)) is False


def test_a_void_instrument_changes_nothing(root):
    text = read_text_yaml(root / "plan_text" / "plan.yaml")
    void = replace(read_instrument(root / "amendments" / "amendment-1.yaml"), status="void")
    assert len(versions_of(text, [void]).versions) == 1


def test_a_form_is_cited_as_it_is_though_another_of_its_name_was_cited_before():
    first, second = (Text(root=Clause(id="f", children=(Clause(id="c", label=label),))) for label in ("1.", "2."))
    plan = Versions([Version(text=first)])
    assert [plan.cite_in(text, "c") for text in (first, second, first)] == ["1", "2", "1"]


def test_a_clause_nobody_has_is_cited_by_nothing():
    plan = Versions([Version(text=Text(root=Clause(id="p")))])
    assert plan.cite("nowhere", None) == ""
    assert plan.cite_in(Text(root=Clause(id="p")), "nowhere") == ""
