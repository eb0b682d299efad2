"""Conforming changes are drafted as an instrument, and the draft carries out what it says."""

from __future__ import annotations

import pytest

from cases.amending.notation import read
from engross.amending.amend import amend, carry_out
from engross.amending.conform import conform, renamed
from engross.amending.findings import affected
from engross.amending.references import in_other_papers
from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.instruments.instrument import Instrument
from engross.instruments.operations import Delete, Instruction, Renumber, Target
from engross.reading.kinds import from_yaml, to_yaml

PLAN = """
4. **Adjustment** If Section 6(c) applies and this Section 4 does, Section 6(c) governs, subject to Section 6(b).
6. **General**
  b. *Form.* Options are written.
  c. *Events.* The option ends upon a merger.
"""


def act(*orders: object) -> Instrument:
    return Instrument(
        text=Text(root=Clause(id="amendment-1")),
        amends="plan",
        number=1,
        instructions=(Instruction(id="s1", operations=orders),),  # type: ignore[arg-type]
    )


RENUMBERED = act(
    Delete(target=Target(at="6(b)")),
    Renumber(target=Target(at="6(c)"), to="(b)"),
    Renumber(target=Target(at="4"), to="5"),
)


def test_the_draft_follows_the_renumbering():
    done = carry_out(read(PLAN, "plan", "plan"), RENUMBERED)
    draft = conform(done)
    after = printed(amend(done.text, draft))
    assert "If Section 6(b) applies and this Section 5 does, Section 6(b) governs, subject to Section 6(b)." in after
    assert draft.instructions[0].sentence.startswith("Section 5 is amended by striking “Section 6(c)”")
    assert draft.effect.condition == "adoption"


def test_nothing_is_drafted_where_nothing_follows():
    assert conform(carry_out(read(PLAN, "plan"), act(Delete(target=Target(at="6(b)"))))) is None


def test_the_findings_say_what_the_draft_would_change():
    done = carry_out(read(PLAN, "plan"), RENUMBERED)
    told = [(each.code, each.place) for each in done.findings]
    assert ("W160", "5") in told
    assert ("W066", "5") in told


def test_other_papers_of_the_project_are_looked_at():
    done = carry_out(read(PLAN, "plan", "plan"), RENUMBERED)
    other = read(
        "1. This option ends as Section 6(c) of the Plan says, and Section 422 of the Code applies.", "agreement"
    )
    found = in_other_papers(done, [other], affected(done.base, done.text, done.changes))
    assert [(each.code, each.place) for each in found] == [("W160", "agreement, 1")]


@pytest.mark.parametrize(
    ("printed_as", "steps", "now", "new"),
    [
        ("Section 6(c)", ("6", "c"), "6(b)", "Section 6(b)"),
        ("clause (iii)", ("iii",), "5(d)(ii)", "clause (ii)"),
        ("Section 10", ("10",), "9", "Section 9"),
        ("Section 1(1)", ("1", "1"), "2(1)", "Section 2(1)"),
        ("Section 6", ("6",), "", "Section 6"),
    ],
)
def test_a_citation_is_renamed_in_its_own_form(printed_as, steps, now, new):
    assert renamed(printed_as, steps, now) == new


def test_the_draft_is_a_file_that_reads_back():
    draft = conform(carry_out(read(PLAN, "plan"), RENUMBERED))
    again = from_yaml(to_yaml(draft))
    assert again.instructions == draft.instructions
    assert again.effect.condition == "adoption"
