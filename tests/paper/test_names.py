"""Any person's name gives a short, plain file name that no other record has."""

from __future__ import annotations

import re
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from engross.paper.names import safe_name

HOSTILE = [
    "../../etc/passwd",
    "/abs/olute",
    "CON",
    "con",
    "COM1",
    "COM\xb9",
    "nul.txt",
    "-rf",
    "a\0b",
    "\xe9",
    "e\u0301",
    "\xdf",
    "SS",
    "ss",
    "K",
    "\u212a",
    "\u0130",
    "i\u0307",
    "\u017fmith",
    "smith",
    "\uff21\uff2e\uff2e",
    "ANN",
    "Ann",
    "\ufb01x",
    "fix",
    "x" * 300,
    "\ud800",
    "\u202egpj.exe",
    " ",
    "",
    ".",
    "..",
    "...",
    "a/b",
    "a\\b",
    "a:b",
    "a*b",
    "a?b",
    'a"b',
    "a<b",
    "a|b",
    "a\nb",
    "\u674e\u5c0f\u9f8d",
    "\u0141ukasz",
    "\ud55c",
    "~",
    "$HOME",
    "`id`",
    "a;b",
    "a&b",
    "a b",
    "a\tb",
    "NUL",
    "AUX",
    "PRN",
    "LPT1",
    "a.",
    "a ",
    " a",
    "%00",
    "\u200b",
    "\ufeff",
    "&amp;",
    "\U00013000",
]


def test_hostile_names_give_unique_plain_names_inside_the_folder():
    names = [safe_name(identifier, name, "pdf") for identifier, name in product(("G-1", "G/1", "g_1"), HOSTILE)]
    assert len(set(names)) == len(names)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]+\.pdf", name) and not name.startswith("-") for name in names)
    assert max(len(name) for name in names) <= 77


@given(st.text(), st.text())
def test_a_name_is_plain_and_short_whatever_it_is_made_of(identifier, name):
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{7,71}\.docx", safe_name(identifier, name, "docx"))


def test_a_name_says_whose_paper_it_is():
    assert safe_name("NSO-0001", "Ana María Sample", "pdf") == "nso-0001-ana-maria-sample-1586bb6a.pdf"
