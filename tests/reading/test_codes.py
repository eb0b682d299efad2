"""Every code of the readers is explained, and none is explained that is not used."""

from __future__ import annotations

import re

from engross.reading import codes
from engross.reading.codes import CODES, explain_code

READERS = (
    "amendment_kind", "asking", "emit", "fields", "files", "kind", "kinds", "project", "project_kind", "record",
    "scalars", "shapes", "signs", "strict", "syntax", "text_kind",
)  # fmt: skip

FILED = ("docx", "levels", "outline", "plain")  # readers of papers as filed; their faults are told with those of papers


def test_every_code_used_is_explained_and_every_code_explained_is_used(root):
    room = root / "src/engross/reading"
    used = {code for name in READERS for code in re.findall(r'"([EW]\d{3})"', (room / f"{name}.py").read_text())}
    filed = {code for name in FILED for code in re.findall(r'"(W\d{3})"', (room / f"{name}.py").read_text())}
    assert used | filed == set(CODES)


def test_a_code_is_explained_whatever_its_case():
    assert explain_code("e016").startswith("E016: a value cut by ` #`\n  YAML takes ` #` for the start of a comment")
    assert explain_code("E999") == ""


def test_explanations_are_sentences():
    for title, meaning in codes.CODES.values():
        assert not title.endswith(".")
        assert meaning.endswith(".")
