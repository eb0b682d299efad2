"""The door to the disk: what is missing, barred, too large or no UTF-8 is said in words, and nothing hangs."""

from __future__ import annotations

import io
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.problems import InputError
from engross.reading.files import decode, read_bytes, read_text


def said(call):
    with pytest.raises(InputError) as caught:
        call()
    return str(caught.value)


def test_a_missing_file(tmp_path):
    assert said(lambda: read_text(tmp_path / "no.yaml")) == (
        f"{tmp_path}/no.yaml:1:1: error E001: no such file\nhelp: check the path"
    )


def test_a_path_through_a_file(tmp_path):
    (tmp_path / "a").write_text("")
    assert "E001: no such file" in said(lambda: read_text(tmp_path / "a" / "b"))


def test_a_name_no_file_can_have():
    assert "E001: no file can have this name" in said(lambda: read_text("a\0b"))


def test_a_folder(tmp_path):
    assert said(lambda: read_text(tmp_path)) == (f"{tmp_path}:1:1: error E002: it is a folder\nhelp: name a file in it")


def test_a_file_that_may_not_be_read(monkeypatch):
    def barred(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", barred)
    assert said(lambda: read_text("secret.yaml")) == (
        "secret.yaml:1:1: error E003: it may not be read\nhelp: ask for permission to read it"
    )


def test_a_disk_that_fails(monkeypatch):
    def failing(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", failing)
    assert said(lambda: read_text("a.yaml")) == (
        "a.yaml:1:1: error E003: it cannot be read: Input/output error\nhelp: check the path and the disk"
    )


def test_a_pipe_no_one_writes_to_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "E003: it cannot be read: no plain file" in said(lambda: read_text(tmp_path / "pipe"))


def test_a_file_larger_than_the_limit(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    assert read_bytes(tmp_path / "a", largest=5) == b"12345"
    assert said(lambda: read_bytes(tmp_path / "a", largest=4)) == (
        f"{tmp_path}/a:1:1: error E005: it has more than 4 bytes\nhelp: split it, or raise the limit"
    )


def test_the_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: b\n")))
    assert read_text("-") == "a: b\n"


def test_bytes_that_are_no_utf8_are_named_by_byte_line_and_column():
    assert said(lambda: decode("é\r\nab\xff".encode("latin-1").replace(b"\xe9", "é".encode()), "f")) == (
        "f:2:3: error E006: it is not UTF-8: byte 7 is 0xFF\nhelp: save it as UTF-8"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_other_encodings_of_unicode_are_known_by_their_mark(encoding):
    content = "\ufeff".encode(encoding) + "a: b".encode(encoding) if "be" in encoding else "a: b".encode(encoding)
    assert f"E006: it is saved as {encoding.upper()[:6]}" in said(lambda: decode(content, "f"))


def test_a_byte_order_mark_is_dropped():
    assert decode(b"\xef\xbb\xbfa", "f") == "a"
    assert "byte 5 is 0xFF" in said(lambda: decode(b"\xef\xbb\xbfa\xff", "f"))


@given(st.binary(max_size=50))
def test_any_bytes_are_text_or_a_problem(content):
    try:
        expected = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        assert "E006" in said(lambda: decode(content, "f"))
    else:
        assert decode(content, "f") == expected
