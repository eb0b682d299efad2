"""What a template may not carry to those who get its papers."""

from __future__ import annotations

import pytest
from word_samples import W, part, repacked, word

from engross.paper.template_matter import matter
from engross.paper.template_open import opened

PLAIN = word("Words of the form.")
DOCUMENT = part(PLAIN, "word/document.xml").decode()
LINKS = part(PLAIN, "word/_rels/document.xml.rels").decode()
INSPECT = "remove it with Word's Document Inspector"


def said(data):
    parts, problems = opened(data)
    assert problems == ()
    return [str(each) for each in matter(parts)]


def body(xml):
    """Put a paragraph into the document."""
    return said(repacked(PLAIN, {"word/document.xml": DOCUMENT.replace("<w:body>", f"<w:body>{xml}", 1).encode()}))


def link(kind, target):
    """Put an external relation into the document's."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return said(repacked(PLAIN, {"word/_rels/document.xml.rels": LINKS.replace("</Relationships>", relation).encode()}))


def test_a_plain_template_carries_nothing():
    assert said(PLAIN) == []


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"])
def test_what_can_act_is_refused(name):
    assert said(repacked(PLAIN, {name: b"<a/>"})) == [
        f"error E081: the template carries {name}, which can act\nhelp: save it as .docx without macros and objects"
    ]


def test_a_macro_enabled_file_is_refused():
    types = part(PLAIN, "[Content_Types].xml").decode().replace("</Types>", "<!-- macroEnabled --></Types>")
    assert said(repacked(PLAIN, {"[Content_Types].xml": types.encode()})) == [
        "error E081: the template is a macro-enabled file\nhelp: save it as .docx"
    ]


@pytest.mark.parametrize(("kind", "target"), [
    ("image", "http://127.0.0.1/x.png"), ("attachedTemplate", "file:///x.dotx"), ("hyperlink", "file:///etc/hostname"),
])  # fmt: skip
def test_links_outside_are_refused_by_their_target(kind, target):
    what = f"error E083: word/_rels/document.xml.rels points outside the template, to {target}"
    assert link(kind, target) == [f"{what}\nhelp: take the link out, or embed what it shows"]


def test_a_link_to_the_web_is_only_a_link():
    assert link("hyperlink", "https://www.example.com/") == []


def test_hidden_words_are_refused_with_the_words():
    xml = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>INTERNAL NOTE</w:t></w:r></w:p>"
    assert body(xml) == [f"error E091: word/document.xml holds hidden words: 'INTERNAL NOTE'\nhelp: {INSPECT}"]


def test_words_that_were_made_visible_again_are_not_hidden():
    assert body('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t></w:r></w:p>') == []


@pytest.mark.parametrize("tag", ["ins", "del", "moveFrom", "moveTo"])
def test_tracked_changes_are_refused(tag):
    words = "delText" if tag == "del" else "t"
    xml = f'<w:p><w:{tag} w:id="1" w:author="A"><w:r><w:{words}>not</w:{words}></w:r></w:{tag}></w:p>'
    assert body(xml) == [
        "error E091: word/document.xml holds a tracked change: 'not'\nhelp: accept or reject all changes"
    ]


def test_comments_are_refused_with_the_first():
    comment = '<w:comment w:id="0"><w:p><w:r><w:t>Ask Bo</w:t></w:r></w:p></w:comment>'
    comments = f'<w:comments xmlns:w="{W}">{comment}</w:comments>'
    assert said(repacked(PLAIN, {"word/comments.xml": comments.encode()})) == [
        "error E091: the template carries 1 comments, the first: 'Ask Bo'\nhelp: delete all comments"
    ]


def test_custom_xml_with_words_is_refused():
    assert said(repacked(PLAIN, {"customXml/item1.xml": b"<deal>Project Lantern</deal>"})) == [
        f"error E091: the template carries custom XML in customXml/item1.xml: 'Project Lantern'\nhelp: {INSPECT}"
    ]


def test_custom_xml_without_words_is_let_be():
    assert said(repacked(PLAIN, {"customXml/item1.xml": b"<b:Sources xmlns:b='x'/>"})) == []


@pytest.mark.parametrize(
    ("code", "field", "does"),
    [
        ("E081", "DDEAUTO excel x", "acts"), ("E081", "MACROBUTTON Go here", "acts"),
        ("E083", "INCLUDETEXT c:/x.txt", "fetches"), ("E083", "INCLUDEPICTURE http://127.0.0.1/", "fetches"),
    ],
)  # fmt: skip
def test_fields_that_act_or_fetch_are_refused(code, field, does):
    xml = f"<w:p><w:r><w:instrText>{field}</w:instrText></w:r></w:p>"
    assert body(xml) == [
        f"error {code}: word/document.xml holds a field that {does}: {field}\nhelp: take the field out"
    ]


def test_a_font_the_reader_may_lack_is_named():
    xml = '<w:p><w:r><w:rPr><w:rFonts w:ascii="Equity House"/></w:rPr><w:t>x</w:t></w:r></w:p>'
    (found,) = body(xml)
    assert found == (
        "error E093: word/document.xml asks for the font Equity House, which the file does not bring along and "
        "Word may lack\nhelp: embed the fonts (File, Options, Save), or choose one of Word's own"
    )


def test_a_font_that_comes_with_the_file_is_no_fault():
    xml = '<w:p><w:r><w:rPr><w:rFonts w:ascii="Equity House"/></w:rPr><w:t>x</w:t></w:r></w:p>'
    changed = DOCUMENT.replace("<w:body>", f"<w:body>{xml}", 1).encode()
    assert said(repacked(PLAIN, {"word/document.xml": changed, "word/fonts/font1.odttf": b"x"})) == []


def test_the_page_number_is_a_field_like_any_other():
    assert body('<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>') == []


def test_a_style_that_hides_words_is_refused():
    style = '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    styles = part(PLAIN, "word/styles.xml").decode().replace("</w:styles>", f"{style}</w:styles>")
    assert said(repacked(PLAIN, {"word/styles.xml": styles.encode()})) == [
        "error E091: the style Gone hides words\nhelp: make the style visible"
    ]
