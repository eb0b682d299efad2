"""Word files are opened within limits that headers cannot lie about."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest
from word_samples import part, repacked, word

from engross.paper import template_open
from engross.paper.template_open import opened

PLAIN = word("Words.")


def refused(data, name="form.docx"):
    parts, problems = opened(data, name)
    assert parts == {}
    return [str(each) for each in problems]


def test_a_word_file_gives_its_parts():
    parts, problems = opened(PLAIN)
    assert problems == ()
    assert parts["word/document.xml"] == part(PLAIN, "word/document.xml")


NO_DOCX = ["error E080: form.docx is not a Word .docx file\nhelp: save it in Word as .docx"]


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"%PDF-1.7", b"{\\rtf1}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", PLAIN[:900]]
)
def test_what_is_no_word_file_is_named(data):
    assert refused(data) == NO_DOCX


def test_a_zip_that_is_no_word_file_is_named():
    assert refused(repacked(PLAIN, {"word/document.xml": None})) == NO_DOCX


def test_a_file_under_a_password_is_told_so():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    what = "error E086: form.docx is protected by a password"
    assert refused(data) == [f"{what}\nhelp: open it in Word, take the password off, and save it again"]


DOCTYPES = (
    '<!DOCTYPE a SYSTEM "file:///etc/hostname">',
    '<!DOCTYPE a PUBLIC "x" "http://127.0.0.1/x.dtd">',
    '<!DOCTYPE a [<!ENTITY e "shall NOT">]>',
    '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/">%p;]>',
    '<!doctype a [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>',
)


@pytest.mark.parametrize("declaration", DOCTYPES)
def test_a_document_type_is_refused_by_the_name_of_its_part(declaration):
    xml = part(PLAIN, "word/document.xml").decode()
    head, rest = xml.split("?>", 1)
    data = repacked(PLAIN, {"word/document.xml": f"{head}?>{declaration}{rest}".encode()})
    what = "error E082: form.docx has a document type declaration in word/document.xml"
    assert refused(data) == [f"{what}\nhelp: open it in Word and save it again"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused():
    stream = io.BytesIO(PLAIN)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/document.xml", part(PLAIN, "word/document.xml"))
    assert refused(stream.getvalue()) == [
        "error E084: form.docx holds the part word/document.xml twice\nhelp: open it in Word and save it again"
    ]


BOMB = ["error E085: form.docx unpacks to more than 64 MB\nhelp: the limit is 64 MB; take out what is not needed"]


def test_a_member_beyond_the_limit_is_refused_at_once():
    data = repacked(PLAIN, {"word/media/bomb.xml": b"\0" * (template_open.MEMBER + 1)})
    start = time.process_time()
    assert refused(data) == BOMB
    assert time.process_time() - start < 2


def test_many_members_that_are_too_much_together_are_refused():
    data = repacked(PLAIN, {f"word/media/{n}.bin": b"\0" * (template_open.MEMBER - 1) for n in range(3)})
    assert refused(data) == BOMB


def test_a_size_that_lies_is_found_out():
    data = bytearray(repacked(PLAIN, {"word/media/bomb.xml": b"\0" * (template_open.MEMBER + 1)}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 100)
    assert refused(bytes(data)) in (BOMB, NO_DOCX)


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(template_open, "MEMBERS", 10)
    (said,) = refused(PLAIN)
    assert said.startswith("error E085: form.docx has ")


def test_too_many_paragraphs_are_refused(monkeypatch):
    monkeypatch.setattr(template_open, "PARAGRAPHS", 3)
    assert refused(word("a", "b", "c", "d")) == [
        "error E092: form.docx has more than 3 paragraphs in word/document.xml\nhelp: use a smaller template"
    ]


def test_a_part_that_is_not_well_formed_is_refused():
    (said,) = refused(repacked(PLAIN, {"word/styles.xml": b"<w:styles>"}))
    assert said.startswith("error E080: word/styles.xml of form.docx is not well-formed: ")
