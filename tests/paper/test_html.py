"""HTML: one file that fetches nothing and says its words to everyone."""

from __future__ import annotations

from lxml import html as reader

from engross.paper.document import Document, Line, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.html import html
from engross.paper.readback import html_words


def page(*blocks, **more):
    return html(Document(title="A Paper", blocks=blocks, **more))


def tree(*blocks, **more):
    return reader.document_fromstring(page(*blocks, **more))


def test_it_says_its_language_and_title():
    root = tree(Paragraph(runs=(Run("Words."),)), language="en-GB")
    assert (root.get("lang"), root.findtext(".//title")) == ("en-GB", "A Paper")


def test_nothing_is_fetched_and_nothing_runs():
    root = tree(Paragraph(runs=(Run("Words."),)))
    assert root.xpath("//script | //link | //img | //iframe | //@src | //@href | //@onclick") == []
    assert "default-src 'none'" in root.xpath("//meta[@http-equiv]/@content")[0]
    assert "url(" not in root.findtext(".//style")


def test_words_are_never_markup():
    hostile = '<script>alert(1)</script> & "quoted" <b>'
    root = tree(Paragraph(runs=(Run(hostile),)), author=hostile)
    assert root.xpath("//main//script") == []
    assert root.find(".//main").text_content().strip() == hostile


def test_headings_have_their_rank_and_an_anchor():
    root = tree(Paragraph(runs=(Run("Purpose"),), role="heading", label=(Run("1."),), anchor="purpose"))
    assert root.xpath("string(//h2[@id='purpose'])") == "1. Purpose"


def test_title_lines_are_one_heading():
    root = tree(Paragraph(runs=(Run("LANTERN"),), role="title"), Paragraph(runs=(Run("Plan"),), role="title"))
    assert [each.text_content().split() for each in root.xpath("//h1")] == [["LANTERN", "Plan"]]


def test_an_open_line_says_what_it_is_for():
    root = tree(SignatureBlock(rows=(((Run("By:"),), Line(name="by", tip="signature of the Company")),)))
    assert root.xpath("//*[@role='img']/@aria-label") == ["Line for signature of the Company"]


def test_a_value_on_a_line_is_a_word():
    made = page(SignatureBlock(rows=(((Run("Name:"),), Line(name="n", value="Bo Reed")),)))
    assert html_words(made) == ["Name:", "Bo", "Reed"]


def test_a_table_says_which_cells_head_its_columns():
    table = Table(rows=(((Run("Year"),), (Run("Shares"),)), ((Run("2005"),), (Run("10"),))), header=1)
    assert tree(table).xpath("//th[@scope='col']/text()") == ["Year", "Shares"]


def test_a_new_page_begins_one_on_paper():
    root = tree(Paragraph(runs=(Run("a"),)), PageBreak(), Paragraph(runs=(Run("b"),)))
    assert root.xpath("string(//*[contains(@class, 'new-page')])") == "b"


def test_a_draft_says_so_outside_the_words():
    made = page(Paragraph(runs=(Run("Words."),)), draft=True)
    assert "Draft – not for signature" in made
    assert html_words(made) == ["Words."]


def test_changes_are_marked_as_changes():
    root = tree(Paragraph(runs=(Run("old", "deleted"), Run("new", "inserted"))))
    assert (root.xpath("string(//del)"), root.xpath("string(//ins)")) == ("old", "new")


def test_a_changed_paragraph_is_marked_whole():
    assert tree(Paragraph(runs=(Run("new"),), mark="inserted")).xpath("string(//p/ins)") == "new"
