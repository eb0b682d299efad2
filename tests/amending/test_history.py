"""History: what made a clause and each of its words read as it does; versions by name."""

from __future__ import annotations

from datetime import date

import pytest

from cases.amending.notation import provisions, read
from engross.amending.annotations import notes, table
from engross.amending.consolidate import derive
from engross.amending.explain import CODES, explain, explain_code
from engross.amending.history import find_clause, history, version
from engross.clauses.clause import Clause, Dated, Text
from engross.instruments.instrument import Effect, Instrument
from engross.instruments.operations import Delete, Insert, Instruction, Renumber, Substitute, Target
from engross.problems import InputError

PLAN = """
1. **Fee** The fee is one dollar.
2. **Duties** The Company shall
  (a) pay;
  (b) report; and
  (c) account.
"""


def act(number: int, day: str, *orders: object) -> Instrument:
    return Instrument(
        text=Text(root=Clause(id=f"amendment-{number}")),
        amends="plan",
        number=number,
        authority="9",
        effect=Effect(dated=Dated(date=date.fromisoformat(day))),
        instructions=(Instruction(id="s1", operations=orders, sentence=f"Sentence of {number}."),),  # type: ignore[arg-type]
    )


FIRST = act(1, "2005-01-01", Substitute(target=Target(at="1"), strike="one dollar", insert="two dollars"))
SECOND = act(2, "2006-01-01", Delete(target=Target(at="2(b)")), Renumber(target=Target(at="2(c)"), to="(b)"))
THIRD = act(3, "2007-01-01", Insert(target=Target(at="2"), provisions=provisions("(c) indemnify.")))


@pytest.fixture(scope="module")
def done():
    return derive(read(PLAN, "plan"), [THIRD, FIRST, SECOND])


def test_a_clause_is_told_step_by_step(done):
    told = history(done, find_clause(done, "2(b)"))
    assert told.cited == "2(b)"
    assert told.adopted == "(c) account"
    assert [step.instrument.number for step in told.steps] == [2, 3]
    assert told.steps[0].changes[0].relabelled == (("plan.2.3", "(c)", "(b)"),)


def test_every_word_has_its_origin(done):
    told = history(done, find_clause(done, "1"))
    origins = [(word.text, word.change.instrument if word.change else "") for word in told.words]
    assert origins == [("1.", ""), ("Fee", ""), ("The fee is", ""), ("two dollars.", "amendment-1")]


def test_a_joiner_of_the_compiler_is_editorial(done):
    words = {word.text: word.change for word in history(done, find_clause(done, "2")).words}
    assert words["account"] is None
    assert words["indemnify"].instrument == "amendment-3"
    assert words["; and"].authority == "editorial"


def test_what_is_gone_is_found_by_the_number_it_bore(done):
    told = history(done, find_clause(version("@1", read(PLAN, "plan"), [FIRST, SECOND]), "2(b)"))
    assert told.adopted == "(b) report"
    assert (told.steps[-1].after, told.words) == ("", ())


def test_what_was_added_was_not_adopted(done):
    told = history(done, find_clause(done, "2(c)"))
    assert told.adopted == ""
    assert told.steps[0].instrument.number == 3


@pytest.mark.parametrize(
    ("name", "through"),
    [
        ("@adopted", ""),
        ("@1", "Amendment No. 1 (January 1, 2005)"),
        ("2", "Amendment No. 2 (January 1, 2006)"),
        ("@2006-12-31", "Amendment No. 2 (January 1, 2006)"),
        ("@2004-12-31", ""),
        ("@amendment-1", "Amendment No. 1 (January 1, 2005)"),
        ("@latest", "Amendment No. 3 (January 1, 2007)"),
    ],
)
def test_versions_have_names(name, through):
    assert version(name, read(PLAN, "plan"), [SECOND, THIRD, FIRST]).text.through == through


@pytest.mark.parametrize("name", ["@7", "@2005-02-30", "@nothing"])
def test_a_name_of_no_version_is_refused_with_those_there_are(name):
    with pytest.raises(InputError) as refused:
        version(name, read(PLAN, "plan"), [FIRST])
    assert refused.value.problems[0].code == "E108"
    assert "@1" in refused.value.problems[0].candidates


def test_an_address_of_nothing_and_of_several(done):
    for address, code in (("9", "E060"), ("()", "E075")):
        with pytest.raises(InputError) as refused:
            find_clause(done, address)
        assert refused.value.problems[0].code == code


def test_an_operation_is_explained(done):
    told = explain(done.outcomes[0], done.outcomes[0].changes[0])
    assert told.split("\n")[0] == "Amendment No. 1, sentence s1, operation 1"
    assert "it orders:     in 1, strike “one dollar” and insert “two dollars”" in told
    assert "it bound to:   1 [plan.1]" in told
    assert "it did:        “one dollar” gave way to “two dollars”" in told
    assert "authority:     ordered, under Section 9" in told


def test_codes_are_explained():
    assert explain_code("e060").startswith("E060: nothing bears the address")
    assert explain_code("E001") == ""
    assert all(title and meaning for title, meaning in CODES.values())


def test_notes_stand_at_the_clauses_and_the_table_names_every_change(done):
    noted = notes(done)
    assert noted["plan.1"] == [
        "[Amendment No. 1 (January 1, 2005), s1: in 1, strike “one dollar” and insert “two dollars”.]"
    ]
    assert any("Editorial note" in each for each in noted["plan.2.1"])
    assert [(row.instrument, row.clause, row.authority) for row in table(done)][:2] == [
        ("Amendment No. 1 (January 1, 2005)", "1", "ordered, under 9"),
        ("Amendment No. 2 (January 1, 2006)", "2(b)", "ordered, under 9"),
    ]
