"""Comparisons told: as JSON by its schema, as text, as Markdown, on a terminal."""

from __future__ import annotations

import io

import jsonschema
import pytest
import versions
from rich.console import Console

from engross.clauses.clause import Clause, Text
from engross.comparing.compare import compare
from engross.comparing.report import SCHEMA, to_json
from engross.comparing.terminal import on_terminal
from engross.comparing.unified import markdown, summary, unified


def comparison(seed: int = 3, rate: float = 0.3):
    before = versions.plan(40, seed)
    after, _ = versions.edited(before, rate, seed)
    return compare(versions.text(before, ids=False, seed=1), versions.text(after, ids=False, seed=2))


@pytest.mark.parametrize("seed", range(6))
def test_json_follows_its_schema_and_counts_what_it_tells(seed):
    found = comparison(seed)
    told = to_json(found)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(told, SCHEMA)
    assert [each["number"] for each in told["changes"]] == list(range(1, len(found.changes) + 1))
    assert sum(told["counts"].values()) == sum(len(each["kinds"]) for each in told["changes"])


def test_json_of_a_reworded_clause():
    old = Text(
        root=Clause(id="p", children=(Clause(id="a", label="1.", text="The Board may grant Options to directors."),))
    )
    new = Text(
        root=Clause(id="p", children=(Clause(id="a", label="1.", text="The Board shall grant Options to directors."),))
    )
    (change,) = to_json(compare(old, new))["changes"]
    assert change["kinds"] == ["reworded"]
    assert change["old"] == {"id": "a", "address": "1", "heading": ""}
    assert (change["deleted"], change["inserted"]) == (1, 1)
    assert (
        "".join(text for sign, text in change["words"] if sign in "=+").strip()
        == "1. The Board shall grant Options to directors."
    )


def test_unified_text_tells_every_change_once():
    found = comparison()
    told = unified(found)
    for change in found.changes:
        assert told.count(f"{change.number}. {change.place}: ") == 1


def test_unified_text_of_everything_keeps_every_word():
    found = comparison()
    told = unified(found, context=-1).split("\n")
    body = [line[2:] for line in told if line[:2] in ("  ", "~ ", "= ", "- ", "+ ", "< ", "> ")]
    assert len(body) == len(found.lines())


def test_markdown_escapes_what_is_markup_and_marks_changes():
    old = Text(root=Clause(id="p", children=(Clause(id="a", label="1.", text="Pay *all* of [ ] <b> in #1 cash."),)))
    new = Text(root=Clause(id="p", children=(Clause(id="a", label="1.", text="Pay *all* of [ ] <b> in #1 money."),)))
    told = markdown(compare(old, new))
    assert "1\\. Pay \\*all\\* of \\[ \\] \\<b\\> in \\#1 <del>cash</del><ins>money</ins>." in told


@pytest.mark.parametrize("width", [80, 140])
def test_the_terminal_reads_without_colour_and_never_as_markup(width):
    old = Text(
        root=Clause(id="p", children=(Clause(id="a", label="1.", text="The [bold]Board[/bold] may :smile: act."),))
    )
    new = Text(
        root=Clause(id="p", children=(Clause(id="a", label="1.", text="The [bold]Board[/bold] shall :smile: act."),))
    )
    out = io.StringIO()
    Console(file=out, width=width, no_color=True).print(on_terminal(compare(old, new), width=width))
    assert "[-may-]" in out.getvalue()
    assert "{+shall+}" in out.getvalue()
    assert "[bold]Board[/bold]" in out.getvalue()
    assert ":smile:" in out.getvalue()


def test_no_changes_are_said_so():
    one = versions.text(versions.plan(5))
    assert summary(compare(one, one)) == "no changes"
    assert "no changes" in unified(compare(one, one))
