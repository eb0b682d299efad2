"""Plain text: the page as it is filed."""

from __future__ import annotations

from engross.paper.document import Document, Line, PageBreak, Paragraph, Run, SignatureBlock, Table
from engross.paper.text import text


def page(*blocks, **more):
    return text(Document(title="A Paper", blocks=blocks, **more))


def words(said):
    return (Run(said),)


def test_titles_are_centred_and_stand_together():
    made = page(Paragraph(runs=words("LANTERN WORKS, INC."), role="title"), Paragraph(runs=words("Plan"), role="title"))
    assert made.splitlines() == ["LANTERN WORKS, INC.".center(78).rstrip(), "Plan".center(78).rstrip()]


def test_a_long_title_is_wrapped_and_no_word_of_it_lost():
    made = page(Paragraph(runs=words("OPTION PLAN " * 20), role="title"))
    assert made.split() == ["OPTION", "PLAN"] * 20
    assert max(map(len, made.splitlines())) <= 78


def test_a_heading_stands_apart_from_its_number():
    assert page(Paragraph(runs=words("Purpose"), role="heading", label=words("1."))) == "1.       Purpose\n"


def test_a_paragraph_is_set_in_by_its_level_on_the_first_line():
    made = page(Paragraph(runs=words("word " * 40), label=words("a."), level=1)).splitlines()
    assert made[0].startswith("         a. word")
    assert made[1].startswith("word")


def test_a_tight_label_keeps_to_its_words():
    assert page(Paragraph(runs=words("the Board"), label=words("(a)"), tight=True)) == "(a)the Board\n"


def test_lines_kept_as_typed_keep_their_blanks():
    assert page(Table(rows=((words("   Approved by the Board"),), (words("   February 3, 2005"),)))) == (
        "   Approved by the Board\n   February 3, 2005\n"
    )


def test_columns_are_aligned_where_they_fit():
    assert (
        page(Table(rows=((words("Year"), words("Shares")), (words("2005"), words("10"))))) == "Year  Shares\n2005  10\n"
    )


def test_the_words_of_a_wide_row_stay_in_order():
    made = page(Table(rows=((words("one " * 20), words("two " * 20)),)))
    assert made.split() == ["one"] * 20 + ["two"] * 20
    assert max(map(len, made.splitlines())) <= 78


def test_rules_stand_under_the_words_they_belong_to():
    rule = "-" * 20
    row = (
        words("Dated:"),
        Line(name="d", printed=rule, below=True),
        words("By:"),
        Line(name="b", printed=rule, below=True),
    )
    assert page(SignatureBlock(rows=(row,))) == (f"{'Dated:':<44}By:\n{' ' * 7}{rule}{' ' * 21}{rule}\n")


def test_a_value_is_typed_above_its_rule():
    row = (words("Name:"), Line(name="n", printed="-" * 20, value="Bo Reed"))
    assert page(SignatureBlock(rows=(row,))) == f"{' ' * 44}Name: Bo Reed\n{' ' * 50}{'-' * 20}\n"


def test_a_wide_rule_moves_the_block_to_the_left_and_not_off_the_page():
    made = page(SignatureBlock(rows=((Line(name="n", printed="-" * 60),),)))
    assert made == f"{' ' * 18}{'-' * 60}\n"


def test_a_draft_says_so_at_both_ends():
    made = page(Paragraph(runs=words("Words.")), draft=True).split("\n\n")
    assert made[0].strip() == made[-1].strip() == "DRAFT - NOT FOR SIGNATURE"


def test_a_new_page_is_no_word():
    assert page(Paragraph(runs=words("a")), PageBreak(), Paragraph(runs=words("b"))).split() == ["a", "b"]


def test_the_width_may_be_chosen():
    document = Document(title="A Paper", blocks=(Paragraph(runs=words("word " * 60)),))
    assert max(map(len, text(document, width=72).splitlines())) <= 72
