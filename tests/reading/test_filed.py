"""Any paper in a file: what its format is, and its encoding."""

import pytest

from engross.clauses.words import printed
from engross.problems import InputError
from engross.reading.filed import decode, read_file, read_filed

PAPER = "1. Term. The tenant’s term is one year.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_paper_is_read_in_the_encoding_it_is_in(tmp_path, encoding):
    file = tmp_path / "paper.txt"
    file.write_bytes(PAPER.encode(encoding))
    assert printed(read_file(file)) == PAPER.strip()


def test_bytes_in_no_encoding_are_refused_with_their_place():
    with pytest.raises(InputError) as raised:
        decode(b"one\n\x81\xff", "paper.txt")
    assert str(raised.value).startswith("paper.txt:2:1: error E006:")


def test_half_a_sign_of_utf_16_is_refused():
    with pytest.raises(InputError, match="E006"):
        decode(b"\xff\xfea", "paper.txt")


@pytest.mark.parametrize("opening", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"{\\rtf1"])
def test_other_formats_are_refused_by_their_first_bytes(tmp_path, opening):
    file = tmp_path / "paper.docx"
    file.write_bytes(opening + b" and more")
    with pytest.raises(InputError, match="E080"):
        read_file(file)


def test_html_is_told_by_its_first_bytes(tmp_path):
    file = tmp_path / "paper.txt"
    file.write_text("<html><body><p>1. Term. One <b>year</b>.</p></body></html>", encoding="utf-8")
    assert read_file(file).root.children[0].heading == "Term."


def test_markdown_is_told_by_its_name(tmp_path):
    file = tmp_path / "paper.md"
    file.write_text("# Lease\n\n1. **Term.** One year.\n", encoding="utf-8")
    assert [clause.heading for clause in read_file(file).root.children] == [None, "Term."]


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(InputError, match="E001"):
        read_filed(tmp_path / "none.txt")
