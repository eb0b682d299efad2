"""The house template: the look from Word, every word from the document."""

from __future__ import annotations

import io
import runpy

import docx
import pytest
from word_samples import part, word

from engross.paper import readback
from engross.paper.document import Document, Line, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.house import FIELDS, context, house, house_template
from engross.paper.template_check import check_template
from engross.paper.template_docxtpl import oracle
from engross.paper.template_open import opened
from engross.problems import InputError

RULE = "-" * 20
DOCUMENT = Document(
    title="Lantern Option Agreement",
    author="Lantern Works, Inc.",
    footer="NSO-0001",
    blocks=(
        Paragraph(runs=(Run("EXHIBIT 4.7"),), role="caption"),
        Paragraph(runs=(Run("Option Agreement"),), role="title"),
        Paragraph(runs=(Run("{{ 7*7 }} & <b>"),), role="subtitle"),
        Paragraph(runs=(Run("Grant."),), role="heading", label=(Run("1."),)),
        Paragraph(runs=(Run("The Company grants to "), Run("Smith & Sons", "value"), Run(" [ ]", "blank")), level=1),
        Paragraph(runs=(Run("Ways.", "heading"), Run(" In cash; or")), label=(Run("a."),), level=1),
        Paragraph(runs=(Run("the Board"),), label=(Run("(i)"),), level=2, tight=True),
        Paragraph(runs=(), label=(Run("b."),), level=1),
        Table(rows=(((Run("Year"),), (Run("Shares"),)), ((Run("2005"),), ())), header=1),
        Table(rows=(((Run("  as typed"),),),)),
        PageBreak(),
        Paragraph(runs=(Run("Note."),), role="note"),
        Paragraph(runs=(Run("IN WITNESS WHEREOF."),), role="closing"),
        SignatureBlock(rows=(
            ((), (Run("LANTERN WORKS, INC."),)),
            ((Run("Dated:"),), Line(name="d", kind="date"), (Run("By:"),), Line(name="b", kind="signature")),
            ((), (Run("Name:"),), Line(name="n", value="Bo Reed")),
        )),
        SignatureBlock(rows=(((Run("HOLDER:"),),), (Line(name="h", printed=RULE),))),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def ready(root, tmp_path_factory):
    return house_template((root / "templates" / "house.docx").read_bytes(), cache=tmp_path_factory.mktemp("cache"))


def test_every_word_of_the_document_is_there_and_no_other(ready):
    readback.check(DOCUMENT, house(DOCUMENT, ready), "docx")


def test_the_house_template_is_a_plan_and_gives_docxtpls_own_bytes(root, ready):
    made = {**ready.recipe.constants, **ready.parts(context(DOCUMENT))}
    wanted = oracle((root / "templates" / "house.docx").read_bytes(), context(DOCUMENT))
    assert ready.recipe.rung == "plan"
    assert {name: made[name] == raw for name, raw in wanted.items()} == dict.fromkeys(wanted, True)


def test_paragraphs_have_the_styles_of_the_house(ready):
    made = docx.Document(io.BytesIO(house(DOCUMENT, ready)))
    styles = {each.text: each.style.name for each in made.paragraphs if each.text}
    assert styles["Option Agreement"] == "Title"
    assert styles["1.\tGrant."] == "Heading 1"
    assert styles["a.\tWays. In cash; or"] == "Clause 2"


def test_the_letterhead_and_the_foot_are_the_houses(ready):
    data = house(DOCUMENT, ready)
    assert b"Lantern Works, Inc." in part(data, "word/header1.xml")
    assert b"NSO-0001" in part(data, "word/footer1.xml")


def test_a_draft_is_marked_on_every_page_and_a_final_paper_is_not(ready):
    draft = Document(title="t", blocks=(), draft=True)
    assert b"NOT FOR SIGNATURE" in part(house(draft, ready), "word/header1.xml")
    assert b"NOT FOR SIGNATURE" not in part(house(DOCUMENT, ready), "word/header1.xml")


def test_a_table_wider_than_the_house_sets_is_refused(ready):
    wide = Document(title="t", blocks=(Table(rows=(tuple((Run("x"),) for _ in range(7)),)),))
    with pytest.raises(InputError) as refused:
        house(wide, ready)
    assert str(refused.value) == (
        "error E102: a table of 7 columns does not fit a house template, which sets 6\n"
        "help: render it without the house template"
    )


def test_the_template_is_what_its_script_makes(root):
    script = runpy.run_path(str(root / "templates" / "make_house.py"))
    made, _ = opened(script["made"]())  # deflate differs between builds of zlib; the parts do not
    for folder in (root / "templates", root / "src" / "engross" / "paper" / "word"):
        assert opened((folder / "house.docx").read_bytes()) == (made, ())


def test_the_template_shipped_with_engross_needs_no_compiling(ready):
    assert house(DOCUMENT) == house(DOCUMENT, ready)


def test_the_gate_passes_it(root):
    assert check_template((root / "templates" / "house.docx").read_bytes(), FIELDS) == ()


def test_a_house_template_that_names_a_field_of_the_record_is_refused(tmp_path):
    with pytest.raises(InputError) as refused:
        house_template(word("{{ quantity }}"), name="own.docx", cache=tmp_path)
    assert refused.value.problems[0].code == "E087"
