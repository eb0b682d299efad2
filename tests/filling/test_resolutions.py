"""Drafted instruments in words: numbered resolutions that a stranger's reading understands as the same orders."""

from __future__ import annotations

from dataclasses import replace

from engross.amending.amend import amend
from engross.amending.consolidate import consolidate
from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.comparing.draft import draft
from engross.filling.resolutions import read_back, resolved
from engross.reading.kinds import from_yaml, to_yaml
from engross.reading.project import read_project
from engross.understanding.instrument import read_amendment

WORDS = (
    "The Board may grant Options for up to 800,000 shares of common stock.",
    "Each Option shall be evidenced by a written instrument.",
    "No Option shall be exercisable after ten years from the date of grant.",
)


def plan(*clauses: Clause) -> Text:
    return Text(root=Clause(id="plan", children=clauses), kind="plan", name="Stock Plan", party="Acme, Inc.")


OLD = plan(*[Clause(id=f"c{n}", label=f"{n}.", text=words) for n, words in enumerate(WORDS, 1)])


def drafted(new: Text):
    return resolved(draft(OLD, new, number=2), OLD)


def test_the_draft_between_the_plan_and_its_amended_text_reads_as_amendment_no_1_orders(root):
    project = read_project(root)
    made = resolved(draft(project.plan, consolidate(project.plan, project.instruments)), project.plan)
    assert read_back(made) == ()
    (resolution,) = [each for each in made.text.root.children if each.label]
    assert resolution.text == (
        "Resolved: Section 5(d)(iii)(ii) of the Plan is deleted in its entirety, and "
        "Section 5(d)(iii)(iii) of the Plan is renumbered as clause (ii)."
    )


def test_its_words_read_back_and_carried_out_give_the_new_text():
    first, _, third = OLD.root.children
    new = plan(first, replace(third, label="2.", text=third.text.replace("ten", "twelve")))
    made = drafted(new)
    assert read_back(made) == ()
    again = read_amendment(printed(made.text).replace("\n", "\n\n")).instrument("plan", id=made.id)
    assert printed(amend(OLD, again)) == printed(new)


def test_several_numbers_change_in_one_sentence():
    first, *others = OLD.root.children
    added = Clause(id="n", label="2.", text="Options are not transferable except by will.")
    made = drafted(plan(first, added, *[replace(each, label=f"{n}.") for n, each in enumerate(others, 3)]))
    assert "Sections 2 and 3 of the Plan are renumbered as Sections 3 and 4, respectively" in printed(made.text)


def test_it_is_an_instrument_like_any_other_in_yaml():
    made = drafted(plan(*[replace(each, text=each.text.replace("800,000", "900,000")) for each in OLD.root.children]))
    assert from_yaml(to_yaml(made)) == made


def test_words_that_do_not_read_back_are_named():
    made = drafted(plan(*[replace(each, text=each.text.replace("800,000", "900,000")) for each in OLD.root.children]))
    children = tuple(replace(each, text=each.text.replace("900,000", "950,000")) for each in made.text.root.children)
    spoiled = replace(made, text=replace(made.text, root=replace(made.text.root, children=children)))
    (problem,) = read_back(spoiled)
    assert problem.place == "resolution-1"
