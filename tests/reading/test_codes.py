"""Every code of the YAML reader is explained, and none is explained that is not used."""

from __future__ import annotations

import re

from engross.reading import codes
from engross.reading.codes import CODES, explain_code

READERS = (
    "amendment_kind", "asking", "emit", "fields", "files", "kind", "kinds", "project", "project_kind", "record",
    "scalars", "shapes", "signs", "strict", "syntax", "text_kind",
)  # fmt: skip


def test_every_code_used_is_explained_and_every_code_explained_is_used(root):
    room = root / "src/engross/reading"
    used = {code for name in READERS for code in re.findall(r'"([EW]\d{3})"', (room / f"{name}.py").read_text())}
    assert used == set(CODES)


def test_a_code_is_explained_whatever_its_case():
    assert explain_code("e016").startswith("E016: a value cut by ` #`\n  YAML takes ` #` for the start of a comment")
    assert explain_code("E999") == ""


def test_explanations_are_sentences():
    for title, meaning in codes.CODES.values():
        assert not title.endswith(".")
        assert meaning.endswith(".")
