"""Redlines on paper: HTML columns carry exactly the two texts; Word accepts and rejects to the letter."""

from __future__ import annotations

import html.parser
import io
import os
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

sys.path.append(str(Path(__file__).resolve().parent.parent / "comparing"))

import accepting
import versions
from test_stream import TREES, built

from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.comparing.compare import compare
from engross.filling.redline import redline
from engross.paper.redline_docx import redline_docx
from engross.paper.redline_html import redline_html

W = accepting.W


def pair(seed: int, rate: float = 0.3, count: int = 30):
    before = versions.plan(count, seed)
    after, _ = versions.edited(before, rate, seed)
    return versions.text(before, ids=False, seed=1), versions.text(after, ids=False, seed=2)


class Columns(html.parser.HTMLParser):
    """Collect the words of both columns and of the inline view, markers for screen readers left out."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = 0
        self.stack: list[str] = []
        self.columns: list[str] = ["", ""]
        self.inline = ""
        self.column = -1
        self.inside = False
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Go in."""
        known = dict(attrs)
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "meta":
            return
        self.stack.append(tag)
        if tag == "div" and known.get("class") == "inline-view":
            self.inside = True
        if known.get("class") == "hidden":
            self.hidden = len(self.stack)
        if tag == "tr":
            self.column = -1
        if tag == "td":
            self.inside = False
            self.column += 1

    def handle_endtag(self, tag):
        """Come out."""
        if self.hidden == len(self.stack):
            self.hidden = 0
        self.stack.pop()
        if tag == "p" and self.column >= 0:
            self.columns[self.column] += "\n"

    def handle_data(self, words):
        """Keep words where they stand."""
        if self.hidden or "p" not in self.stack or "nav" in self.stack:
            return
        if "td" in self.stack:
            self.columns[self.column] += words
        elif self.inside:
            self.inline += words


@pytest.mark.parametrize("seed", range(8))
def test_html_columns_carry_exactly_the_old_and_the_new_words(seed):
    old, new = pair(seed)
    page = Columns()
    page.feed(redline_html(redline(compare(old, new))))
    assert page.columns[0].split() == printed(old).split()
    assert page.columns[1].split() == printed(new).split()


def test_html_is_one_file_that_fetches_nothing_and_names_every_change():
    old, new = pair(3)
    found = compare(old, new)
    made = redline_html(redline(found))
    page = Columns()
    page.feed(made)
    assert len(page.ids) == len(set(page.ids))
    assert "http://" not in made
    assert "src=" not in made
    shown = {item.change for line in found.lines() for item in line.items if item.change}
    assert {f"c{number}" for number in shown} <= set(page.ids)
    for word in ("inserted", "deleted"):
        assert f'<span class="hidden"> [{word}: </span>' in made


def test_html_words_are_words_and_not_markup():
    old = Text(root=Clause(id="p", children=(Clause(id="a", label="1.", text="Pay <b>all</b> & sundry now."),)))
    new = Text(
        root=Clause(id="p", children=(Clause(id="a", label="1.", text="Pay <b>all</b> & sundry <script> later."),))
    )
    made = redline_html(redline(compare(old, new)))
    assert "<b>" not in made
    assert made.count("<script>") == 1


def both(package: bytes) -> tuple[str, str]:
    return accepting.words(package, accept=False), accepting.words(package, accept=True)


@given(st.integers(0, 10**6), st.sampled_from([0.1, 0.4, 0.8]))
def test_word_rejects_to_the_old_text_and_accepts_to_the_new(seed, rate):
    old, new = pair(seed, rate, 4 + seed % 30)
    assert both(redline_docx(redline(compare(old, new)))) == (printed(old), printed(new))


@given(st.lists(TREES, max_size=3), st.lists(TREES, max_size=3))
def test_word_does_so_for_any_two_texts(one, other):
    old, new = built(one, "a"), built(other, "b")
    assert both(redline_docx(redline(compare(old, new)))) == (printed(old), printed(new))


def body_of(package: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@pytest.mark.parametrize("seed", range(6))
def test_tracked_changes_are_well_made(seed):
    """Ids are unique, ranges open and close once, every moved word stands in a range, nothing is nested."""
    old, new = pair(seed, 0.5)
    root = body_of(redline_docx(redline(compare(old, new), author="Amendment No. 1", date="2005-02-03")))
    marks = [each for each in root.iter() if each.tag in {W + name for name in ("ins", "del", "moveFrom", "moveTo")}]
    starts = list(root.iter(W + "moveFromRangeStart", W + "moveToRangeStart"))
    ends = list(root.iter(W + "moveFromRangeEnd", W + "moveToRangeEnd"))
    ids = [each.get(W + "id") for each in (*marks, *starts)]
    assert len(ids) == len(set(ids))
    assert {each.get(W + "id") for each in ends} == {each.get(W + "id") for each in starts}
    names = [(each.tag, each.get(W + "name")) for each in starts]
    assert len(names) == len(set(names))
    assert {name for tag, name in names if "From" in tag} == {name for tag, name in names if "To" in tag}
    assert all(each.get(W + "author") == "Amendment No. 1" for each in (*marks, *starts))
    assert not [
        each for each in marks if any(above.tag in {mark.tag for mark in marks} for above in each.iterancestors())
    ]


def test_the_order_of_properties_is_the_schemas():
    """In w:pPr the style comes first, then keepNext, then the mark's own w:rPr."""
    old, new = pair(4)
    order = ["pStyle", "keepNext", "rPr"]
    for properties in body_of(redline_docx(redline(compare(old, new)))).iter(W + "pPr"):
        places = [order.index(etree.QName(child).localname) for child in properties]
        assert all(one < other for one, other in pairwise(places))


def test_change_pages_leave_out_what_did_not_change():
    before = versions.plan(200, 1)
    after, _ = versions.edited(before, 0.01, 1)
    found = compare(versions.text(before, ids=False, seed=1), versions.text(after, ids=False, seed=2))
    whole, pages = redline(found), redline(found, context=0)
    assert len(pages.document.blocks) < len(whole.document.blocks) / 4
    assert {each.number for each in pages.entries} == {each.number for each in whole.entries}


@pytest.mark.skipif(
    not shutil.which("soffice") or not Path("/usr/bin/python3").exists(), reason="LibreOffice is absent"
)
def test_libreoffice_accepts_and_rejects_to_the_letter(tmp_path):
    probe = subprocess.run(["/usr/bin/python3", "-c", "import uno"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("the system's Python cannot speak to LibreOffice (python3-uno)")
    texts = {}
    for seed in range(int(os.environ.get("ENGROSS_OFFICE_PAIRS", "8"))):
        old, new = pair(seed, (0.1, 0.3, 0.6)[seed % 3], 6 + seed % 30)
        texts[f"{seed:04d}"] = (printed(old), printed(new))
        made = redline_docx(redline(compare(old, new), author="Amendment No. 1", date="2005-02-03"))
        (tmp_path / f"{seed:04d}.docx").write_bytes(made)
    script = Path(accepting.__file__).with_name("office_changes.py")
    subprocess.run(["/usr/bin/python3", str(script), str(tmp_path)], check=True, timeout=240)
    for name, (old_words, new_words) in texts.items():
        assert (tmp_path / f"{name}.rejected").read_text(encoding="utf-8") == f"{old_words}\n"
        assert (tmp_path / f"{name}.accepted").read_text(encoding="utf-8") == f"{new_words}\n"
