"""Word files: real styles, real headings, nothing tracked, the same bytes."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
from word_samples import part

from engross.paper.document import Document, Line, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.docx import column_widths, docx
from engross.paper.template_check import check_template

HEADING = Paragraph(runs=(Run("Purpose"),), role="heading", label=(Run("1."),), anchor="purpose", keep_next=True)
CLAUSE = Paragraph(runs=(Run("Grants.", "heading"), Run(" The Board may grant.")), label=(Run("a."),), level=1)
SIGNED = SignatureBlock(
    rows=(((Run("By:"),), Line(name="by", kind="signature")), ((Run("Name:"),), Line(name="n", value="Bo")))
)


def made(*blocks, **more):
    return docx(Document(title="A Paper", blocks=blocks, **more))


def opened(*blocks, **more):
    return python_docx.Document(io.BytesIO(made(*blocks, **more)))


def test_paragraphs_have_real_styles():
    styles = [each.style.name for each in opened(HEADING, CLAUSE).paragraphs]
    assert styles == ["Heading 1", "Clause 2"]


def test_the_number_hangs_before_a_tab():
    assert opened(HEADING).paragraphs[0].text == "1.\tPurpose"


def test_a_run_in_heading_has_a_style_of_its_own():
    assert [(run.text, run.style.name) for run in opened(CLAUSE).paragraphs[0].runs if run.text == "Grants."] == [
        ("Grants.", "Run-in Heading")
    ]


def test_headings_stay_with_what_follows():
    assert opened(HEADING).paragraphs[0].paragraph_format.keep_with_next


def test_a_signature_block_stays_on_one_page():
    document = opened(SIGNED)
    xml = part(made(SIGNED), "word/document.xml").decode()
    assert xml.count("<w:cantSplit/>") == len(document.tables[0].rows) == 2
    assert xml.count("<w:keepNext/>") == 2


def test_the_foot_of_the_page_says_page_x_of_y():
    foot = part(made(CLAUSE, footer="NSO-0001"), "word/footer1.xml").decode()
    assert all(each in foot for each in ("NSO-0001", " PAGE ", " NUMPAGES "))


def test_nothing_is_tracked_hidden_or_left_behind():
    assert check_template(made(HEADING, CLAUSE, SIGNED, author="Lantern Works, Inc.")) == ()


def test_members_are_sorted_and_dated_the_same():
    with zipfile.ZipFile(io.BytesIO(made(CLAUSE))) as archive:
        names = archive.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert names[2:] == sorted(names[2:])
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_name_the_company_and_no_person():
    core = opened(CLAUSE, author="Lantern Works, Inc.", subject="A grant").core_properties
    assert (core.title, core.author, core.subject, core.last_modified_by) == (
        "A Paper", "Lantern Works, Inc.", "A grant", "",
    )  # fmt: skip


def test_a_long_title_is_cut_for_the_property_alone():
    document = Document(title="x" * 300, blocks=(CLAUSE,))
    assert len(python_docx.Document(io.BytesIO(docx(document))).core_properties.title) == 255


def test_a_draft_has_its_mark_on_every_page():
    head = part(made(CLAUSE, draft=True), "word/header1.xml").decode()
    assert "NOT FOR SIGNATURE" in head
    assert 'string="DRAFT"' in head


def test_a_final_paper_has_no_such_mark():
    assert b"DRAFT" not in b"".join(part(made(CLAUSE), name) for name in ("word/document.xml", "word/footer1.xml"))


def test_a_table_repeats_its_head():
    table = Table(rows=(((Run("Year"),), (Run("Shares"),)), ((Run("2005"),),)), header=1)
    xml = part(made(table), "word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") == 1
    assert '<w:gridSpan w:val="2"/>' in xml


def test_a_column_of_long_cells_is_wider():
    table = Table(rows=(((Run("Clause"),), (Run("What was done"),)), ((Run("5(d)"),), (Run("word " * 30),))))
    narrow, wide = column_widths(table, 2)
    assert narrow < wide < 4 * narrow
    assert narrow + wide <= 9072


def test_a_new_page_is_a_property_of_its_first_paragraph():
    paragraphs = opened(CLAUSE, PageBreak(), CLAUSE).paragraphs
    assert [bool(each.paragraph_format.page_break_before) for each in paragraphs] == [False, True]


def test_bookmarks_are_names_word_allows():
    blocks = [Paragraph(runs=(Run("x"),), anchor=f"{'long-' * 12}{number}") for number in range(2)]
    xml = part(made(*blocks), "word/document.xml").decode()
    names = [each.split('"')[0] for each in xml.split('w:name="')[1:]]
    assert len(set(names)) == 2
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() for name in names)


def test_line_breaks_and_double_blanks_are_kept():
    assert opened(Paragraph(runs=(Run("a  b\nc\td"),))).paragraphs[0].text == "a  b\nc\td"
