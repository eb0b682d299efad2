"""The page on plan packs names every word of the vocabulary as the code has it."""

from __future__ import annotations

import re

from engross.granting.pack_grammar import parse_pack
from engross.granting.rules import VOCABULARY

TABLE = re.compile(r"<!-- vocabulary -->\n.*?<!-- end -->", re.DOTALL)
EXAMPLE = re.compile(r"```yaml\n(engross: plan-pack/1\n.*?)```", re.DOTALL)


def table():
    rows = [f"| `{word.name}` | {word.asks} | {word.takes or '-'} | {word.scope} |" for word in VOCABULARY.values()]
    head = "| word | what it asks | what its fields mean | asked of |\n|---|---|---|---|\n"
    return f"<!-- vocabulary -->\n\n{head}" + "\n".join(rows) + "\n\n<!-- end -->"


def test_the_table_is_the_vocabulary(root, request):
    file = root / "docs" / "plan-packs.md"
    page = file.read_text(encoding="utf-8")
    actual = TABLE.sub(lambda _: table(), page)
    if request.config.getoption("--reset", default=False):
        file.write_text(actual, encoding="utf-8")
    else:
        assert page == actual


def test_the_example_is_a_pack(root):
    (example,) = EXAMPLE.findall((root / "docs" / "plan-packs.md").read_text(encoding="utf-8"))
    assert [rule.code for rule in parse_pack(example).rules] == ["G05", "G10"]
