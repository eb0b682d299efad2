"""A text laid out: where each word stands on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from text_samples import FORM, VALUES

from engross.clauses.clause import Clause, Text
from engross.clauses.words import words
from engross.filling.layout import lay_out
from engross.paper.document import PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.readback import document_words
from engross.problems import InputError


def of(*clauses, **more):
    return lay_out(Text(root=Clause(id="r", children=clauses), **more))


def said(block):
    return "".join(run.text for run in (*block.label, *block.runs))


def test_the_words_of_the_document_are_the_words_of_the_text():
    assert document_words(lay_out(FORM), rules=True) == words(FORM)


def test_titles_have_their_roles():
    roles = [(block.role, said(block)) for block in lay_out(FORM).blocks[:4]]
    assert roles == [
        ("caption", "EXHIBIT 4.7"),
        ("title", "LANTERN WORKS, INC."),
        ("title", "Lantern Option Agreement"),
        ("subtitle", "Granted Under the Lantern Plan"),
    ]


def test_a_heading_on_its_own_line_keeps_with_its_words():
    heading, words_of_it = lay_out(FORM).blocks[4:6]
    assert (heading.role, heading.keep_next, heading.level, said(heading)) == ("heading", True, 0, "1.Grant.")
    assert (words_of_it.role, words_of_it.level) == ("body", 1)


def test_inline_items_stand_in_their_parents_paragraph_with_the_joints_of_the_list():
    found = [said(block) for block in lay_out(FORM).blocks if isinstance(block, Paragraph)]
    assert "a.Ways. Shares are paid for (i) in cash, or (ii) by check as the Board says." in found


def test_block_items_are_paragraphs_and_their_joints_stick_to_them():
    items = [block for block in lay_out(FORM).blocks if isinstance(block, Paragraph) and block.level == 2]
    assert [said(block) for block in items] == ["i.a note; or", "ii.a promise."]


def test_a_paragraph_that_opens_a_list_stays_with_its_first_item():
    opener = next(
        block for block in lay_out(FORM).blocks if isinstance(block, Paragraph) and said(block) == "b.Not by:"
    )
    assert opener.keep_next


def test_the_words_before_a_signature_block_stay_with_it():
    blocks = lay_out(FORM).blocks
    place = next(number for number, block in enumerate(blocks) if isinstance(block, SignatureBlock))
    assert (blocks[place - 1].role, blocks[place - 1].keep_next) == ("closing", True)


def test_values_are_marked_as_values():
    runs = [run for block in lay_out(FORM, VALUES).blocks if isinstance(block, Paragraph) for run in block.runs]
    assert [run.text for run in runs if run.mark == "value"] == [
        "Smith & Sons <LLP>", "March 1, 2005", "10,000", "1.15",
    ]  # fmt: skip


def test_a_form_keeps_its_blanks_as_printed():
    runs = [run for block in lay_out(FORM).blocks if isinstance(block, Paragraph) for run in block.runs]
    assert [run.text for run in runs if run.mark == "blank"] == ["[ ]", "[ , ____]", "[ ]", "[ ]"]


def test_all_missing_fields_are_named_and_nothing_is_left_blank():
    with pytest.raises(InputError) as refused:
        lay_out(FORM, {"quantity": "10,000", "price": ""})
    assert str(refused.value) == (
        "error E021: nothing fills [ ] in 1.: no participant.name\nhelp: give participant.name, or make a draft\n"
        "error E021: nothing fills [ , ____] in 1.: no grant_date\nhelp: give grant_date, or make a draft\n"
        "error E021: nothing fills [ ] in 1.: no price\nhelp: give price, or make a draft"
    )


def test_a_draft_shows_what_is_open_and_says_that_it_is_one():
    document = lay_out(FORM, {"quantity": "10,000"}, draft=True)
    assert document.draft
    assert "[ , ____]" in " ".join(document_words(document))


def test_a_part_begins_a_page():
    blocks = of(
        Clause(id="a", text="One."), Clause(id="b", kind="part", children=(Clause(id="c", text="Two."),))
    ).blocks
    assert [type(block) for block in blocks] == [Paragraph, PageBreak, Paragraph]


def test_a_table_keeps_its_cells():
    blocks = of(Clause(id="a", kind="table", rows=(("Year", ""), ("2005", "10")))).blocks
    assert blocks == (Table(rows=(((Run("Year"),), ()), ((Run("2005"),), (Run("10"),)))),)


def test_notes_stand_under_the_clause_they_speak_of():
    document = lay_out(FORM, notes={"grant": ["[Note one.]"], "pay-a-ii": ["[Note two.]"]})
    notes = [block for block in document.blocks if isinstance(block, Paragraph) and block.role == "note"]
    assert [said(block) for block in notes] == ["[Note one.]", "[Note two.]"]


def test_notes_wait_until_the_words_that_run_on_and_the_joint_are_printed():
    document = lay_out(FORM, notes={"pay-a": ["[Note.]"], "pay-b-i": ["[Item.]"]})
    found = [said(block) for block in document.blocks if isinstance(block, Paragraph)]
    place = found.index("[Note.]")
    assert found[place - 1] == "a.Ways. Shares are paid for (i) in cash, or (ii) by check as the Board says."
    assert found[found.index("[Item.]") - 1] == "i.a note; or"


def test_the_title_says_how_far_the_text_is_amended():
    amended = replace(FORM, through="Amendment No. 1 (February 3, 2005)")
    document = lay_out(amended, subtitle="as amended through Amendment No. 1 (February 3, 2005)")
    assert document.title == "Lantern Option Agreement, as amended through Amendment No. 1 (February 3, 2005)"
    assert said(document.blocks[4]) == "as amended through Amendment No. 1 (February 3, 2005)"


def test_a_deep_text_is_laid_out_without_recursion():
    clause = Clause(id="c0", text="deep")
    for number in range(1, 3000):
        clause = Clause(id=f"c{number}", label="(a)", text="x", children=(clause,))
    assert len(of(clause).blocks) == 3000
