"""The reference page: its tables are the fields of today, and each of its examples is read without a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from engross.amending import explain as amending
from engross.clauses.words import printed
from engross.cli.schema import kinds
from engross.granting import codes as granting
from engross.paper import codes as paper
from engross.reading import codes as reading
from engross.reading.kind import kind_of
from engross.reading.strict import parse
from engross.understanding.codes import explain_code as understood

TABLE = re.compile(r"(<!-- fields: (?P<kind>[\w-]+) -->\n).*?(<!-- end -->\n)", re.DOTALL)
EXAMPLE = re.compile(r"```yaml\n(engross: .*?)```\n", re.DOTALL)


def tables(schema: dict) -> str:
    """Tell the fields of a kind, a table for the file and one for each mapping in it."""
    told, waiting = [], [("the file", schema)]
    waiting += [(name, each) for name, each in schema.get("$defs", {}).items()]
    seen: set[str] = set()
    while waiting:
        name, each = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        rows = [
            f"| `{field}`{'*' if field in each['required'] else ''} | {value(asked)} | {asked.get('description', '')} |"
            for field, asked in each["properties"].items()
        ]
        about = f" - {each['description']}" if name != "the file" and "description" in each else ""
        head = f"**{name}**{about}\n\n| field | value | what for |\n|---|---|---|\n"
        told.append(head + "\n".join(rows) + "\n")
        waiting[:0] = [(below["title"], below) for asked in each["properties"].values() for below in mappings(asked)]
    return "\n" + "\n".join(told) + "\n"


def mappings(asked: dict) -> Iterator[dict]:
    """Yield the mappings of named fields that a value may be, or a list of it may hold."""
    if "title" in asked:
        yield asked
    for each in (*asked.get("anyOf", ()), *asked.get("oneOf", ()), *([asked["items"]] if "items" in asked else ())):
        yield from mappings(each)
    if isinstance(asked.get("additionalProperties"), dict):
        yield from mappings(asked["additionalProperties"])


def value(asked: dict) -> str:  # noqa: PLR0911 - one way to say each shape
    """Say what a value is."""
    if "$ref" in asked:
        return asked["$ref"].rpartition("/")[2]
    if "const" in asked:
        return f"`{asked['const']}`"
    if "enum" in asked:
        words = dict.fromkeys(str(each).lower() if isinstance(each, bool) else each for each in asked["enum"])
        return ", ".join(f"`{word}`" for word in words)
    if "anyOf" in asked:
        return " or ".join(dict.fromkeys(value(each) for each in asked["anyOf"]))
    if "oneOf" in asked:
        return "one of " + ", ".join(each["title"] for each in asked["oneOf"])
    if asked["type"] == "array":
        return f"list of {value(asked['items'])}"
    if asked["type"] == "object":
        below = asked.get("additionalProperties")
        return asked.get("title") or f"names, each with {value(below)}"
    if asked.get("format") == "date":
        return "day"
    return {"integer": "whole number", "number": "amount", "string": "text"}[asked["type"][0]]


def test_the_tables_are_the_fields_of_today(root, request):
    path = root / "docs" / "reference.md"
    page = path.read_text()
    known = kinds()
    actual = TABLE.sub(lambda found: found[1] + tables(known[found["kind"]].schema()) + found[3], page)
    if request.config.getoption("--reset"):
        path.write_text(actual)
    assert page == actual or request.config.getoption("--reset")


def test_the_codes_are_those_of_today(root, request):
    path = root / "docs" / "reference.md"
    page = path.read_text()
    told = {**reading.CODES, **amending.CODES, **granting.CODES, **paper.CODES}
    rows = "\n".join(f"| {code} | {title} | {meaning} |" for code, (title, meaning) in sorted(told.items()))
    table = f"\n| code | fault | why, and what then |\n|---|---|---|\n{rows}\n\n"
    actual = re.sub(
        r"(<!-- codes -->\n).*?(<!-- end -->\n)", lambda found: found[1] + table + found[2], page, flags=re.DOTALL
    )
    if request.config.getoption("--reset"):
        path.write_text(actual)
    assert page == actual or request.config.getoption("--reset")


def test_every_code_used_is_explained_by_one_room(root):
    rooms = (reading.CODES, amending.CODES, granting.CODES, paper.CODES)
    told = [code for room in rooms for code in room]
    assert sorted(told) == sorted(set(told))
    used = {
        code
        for file in (root / "src" / "engross").rglob("*.py")
        for code in re.findall(r'"([EW]\d{3})"', file.read_text(encoding="utf-8"))
    }
    assert {code for code in used if code not in told and not understood(code)} == set()


def test_every_kind_has_a_table_and_an_example(root):
    page = (root / "docs" / "reference.md").read_text()
    assert sorted(found["kind"] for found in TABLE.finditer(page)) == sorted(kinds())
    assert sorted(kind_of(parse(each)).partition("/")[0] for each in EXAMPLE.findall(page)) == sorted(kinds())


def test_the_example_of_a_text_prints_what_the_page_says(root):
    page = (root / "docs" / "reference.md").read_text()
    (example,) = [each for each in EXAMPLE.findall(page) if each.startswith("engross: text/")]
    said = re.search(r"That prints `(.*?)`", page)[1]
    assert printed(kinds()["text"].read(example).checked()) == said


@pytest.mark.parametrize("name", list(kinds()))
def test_an_example_is_read_without_a_fault(root, name):
    page = (root / "docs" / "reference.md").read_text()
    (example,) = [each for each in EXAMPLE.findall(page) if each.startswith(f"engross: {name}/")]
    outcome = kinds()[name].read(example)
    assert outcome.problems == ()
    assert yaml.load(example, Loader=yaml.CBaseLoader)["engross"] == kinds()[name].name  # noqa: S506 - text only
