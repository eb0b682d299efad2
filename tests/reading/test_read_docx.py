"""Word files: the numbers Word prints, and files made to do harm."""

import io
import zipfile

import pytest

from engross.clauses.words import printed
from engross.problems import InputError
from engross.reading.docx import read_docx, read_docx_bytes

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl>'
NUMBERING = f"""<w:numbering {NS}><w:abstractNum w:abstractNumId="0">
{LEVEL.format(0, "decimal", "%1.")}{LEVEL.format(1, "lowerLetter", "(%2)")}{LEVEL.format(2, "lowerRoman", "%1(%2)(%3)")}
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def paragraph(words: str, depth: int | None = None) -> str:
    number = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>' if depth is not None else ""
    )
    return f"<w:p>{number}<w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def packed(body: str, numbering: str = NUMBERING, **parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {NS}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/numbering.xml", numbering)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return made.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as raised:
        read_docx_bytes(content, file="paper.docx")
    return raised.value.problems[0].code


def test_numbers_are_printed_as_word_prints_them():
    body = (
        paragraph("Term.", 0)
        + paragraph("long; or", 1)
        + paragraph("short.", 1)
        + paragraph("Rent.", 0)
        + paragraph("due.", 1)
    )
    assert printed(read_docx_bytes(packed(body)).text) == "1. Term.\n(a) long; or\n(b) short.\n2. Rent.\n(a) due."


def test_typed_numbers_are_read_as_in_text():
    body = paragraph("1. Term. One year.") + paragraph("(a) the first;") + paragraph("(b) the second.")
    assert [each.label for each in read_docx_bytes(packed(body)).text.root.walk()][1:] == ["1.", "(a)", "(b)"]


def test_a_table_keeps_its_cells():
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in ("AB", "12", "34")
    )
    assert printed(read_docx_bytes(packed(f"<w:tbl>{rows}</w:tbl>")).text).split() == list("AB1234")


def test_deleted_words_are_not_read_and_it_is_said():
    body = "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>kept</w:t></w:r></w:ins></w:p>"
    reading = read_docx_bytes(packed(body))
    assert (printed(reading.text), [doubt.code for doubt in reading.doubts]) == ("kept", ["W112"])


def test_heads_and_notes_stand_beside_the_text():
    header = f"<w:hdr {NS}>{paragraph('ACME LEASE')}</w:hdr>"
    reading = read_docx_bytes(packed(paragraph("Words."), header1=header))
    assert [(piece.kind, piece.text) for piece in reading.text.furniture] == [("running head", "ACME LEASE")]


def test_a_doctype_is_refused():
    assert refused(packed(paragraph("x"), numbering='<!DOCTYPE a [<!ENTITY b "c">]><a/>')) == "E082"


def test_a_part_held_twice_is_refused():
    made = io.BytesIO(packed(paragraph("x")))
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<a/>")
    assert refused(made.getvalue()) == "E084"


def test_a_bomb_is_refused():
    assert refused(packed(paragraph("x"), media="0" * (33 << 20))) == "E085"


def test_too_many_parts_are_refused():
    assert refused(packed(paragraph("x"), **{f"p{n}": "" for n in range(2001)})) == "E085"


def test_too_many_paragraphs_are_refused():
    assert refused(packed(paragraph("x") * 20_001)) == "E092"


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", b"", packed("")[:200]])
def test_what_is_no_word_file_is_refused(content):
    assert refused(content) == "E080"


def test_a_zip_file_without_a_document_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refused(made.getvalue()) == "E080"


def test_broken_xml_is_refused():
    assert refused(packed("<w:p>")) == "E080"


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="E002"):
        read_docx(tmp_path)
