"""Every code of the grants' room is explained, here or where it comes from."""

from __future__ import annotations

import re

from engross.granting.codes import CODES, explain_code
from engross.reading.codes import CODES as READING

ELSEWHERE = {"E043", "E055", "E056", "E057"}  # told as rules of the plan, or by the lint


def test_every_code_used_is_explained_and_every_code_explained_is_used(root):
    files = [*(root / "src/engross/granting").rglob("*.py"), root / "src/engross/filling/grants.py"]
    used = {code for file in files if file.name != "codes.py"
            for code in re.findall(r'"([EW]\d{3})"', file.read_text(encoding="utf-8"))}  # fmt: skip
    assert used <= set(CODES) | set(READING)
    assert set(CODES) - ELSEWHERE <= used


def test_a_code_is_explained_whatever_its_case():
    assert explain_code("w157") == (
        "W157: what has no place in a grant record\n  It stays where it is; nothing is bent to fit."
    )
    assert explain_code("E999") == ""
