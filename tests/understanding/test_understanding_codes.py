"""Every code that understanding gives is explained."""

from __future__ import annotations

import re

from engross.understanding.codes import explain_code


def test_every_code_given_is_explained(root):
    """A code nobody can look up helps nobody."""
    folder = root / "src" / "engross"
    files = [
        *(folder / "understanding").glob("*.py"),
        folder / "cli" / "understand.py",
        folder / "cli" / "approving.py",
    ]
    given = {code for file in files for code in re.findall(r'"(E2[89]\d)"', file.read_text(encoding="utf-8"))}
    assert given
    assert [code for code in sorted(given) if not explain_code(code)] == []


def test_another_rooms_code_is_none_of_these():
    """The next room is asked."""
    assert explain_code("E060") == ""
