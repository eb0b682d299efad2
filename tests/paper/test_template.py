"""Compiled templates are kept by content, and nothing that is not ours is taken for one."""

from __future__ import annotations

import subprocess
import sys

import pytest
from word_samples import FIELDS, agreement, record, word

from engross.paper.template import cache_folder, template
from engross.problems import InputError

TEMPLATE = agreement()


def kept(folder):
    (file,) = folder.glob("*.json")
    return file


def test_a_template_from_the_cache_gives_the_same_bytes(tmp_path):
    first = template(TEMPLATE, FIELDS, cache=tmp_path).fill(record())
    assert template(TEMPLATE, FIELDS, cache=tmp_path).fill(record()) == first


def test_a_template_seen_before_is_filled_without_docxtpl(tmp_path):
    template(TEMPLATE, FIELDS, cache=tmp_path)
    file = tmp_path / "t.docx"
    file.write_bytes(TEMPLATE)
    script = (
        "import sys; from pathlib import Path; from engross.paper.template import template\n"
        f"template(Path({str(file)!r}).read_bytes(), {FIELDS!r}, cache=Path({str(tmp_path)!r})).fill({record()!r})\n"
        "print([name for name in ('docxtpl', 'docx', 'jinja2') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize("spoil", [
    lambda raw: raw[:-10], lambda raw: raw.replace(b"This is a grant", b"This is no grant"), lambda _: b"",
    lambda _: b"[]\n[]",
])  # fmt: skip
def test_a_spoilt_cache_file_is_made_anew(tmp_path, spoil):
    wanted = template(TEMPLATE, FIELDS, cache=tmp_path).fill(record())
    file = kept(tmp_path)
    file.write_bytes(spoil(file.read_bytes()))
    assert template(TEMPLATE, FIELDS, cache=tmp_path).fill(record()) == wanted


def test_a_cache_file_others_may_write_is_not_read(tmp_path):
    template(TEMPLATE, FIELDS, cache=tmp_path)
    file = kept(tmp_path)
    file.chmod(0o666)
    template(TEMPLATE, FIELDS, cache=tmp_path)
    assert file.stat().st_mode & 0o022 == 0


def test_what_passed_for_some_fields_has_not_passed_for_others(tmp_path):
    template(word("{{ company }}"), ["company"], cache=tmp_path)
    with pytest.raises(InputError):
        template(word("{{ company }}"), ["quantity"], cache=tmp_path)


def test_a_template_that_does_not_pass_is_not_kept(tmp_path):
    with pytest.raises(InputError):
        template(word("{{ nmae }}"), FIELDS, cache=tmp_path)
    assert list(tmp_path.glob("*.json")) == []


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert template(TEMPLATE, FIELDS, cache=blocked / "cache").fill(record())


def test_the_cache_lies_where_the_user_says(monkeypatch, tmp_path):
    monkeypatch.setenv("ENGROSS_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
