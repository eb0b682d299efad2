"""The verb `schema`, and the schemas kept beside the project's files for editors."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from engross.cli.schema import command, kinds, written
from engross.problems import InputError


def test_the_schemas_kept_are_those_of_today(root, request):
    actual = {name: written(kind) for name, kind in kinds().items()}
    if request.config.getoption("--reset"):
        for name, schema in actual.items():
            (root / "schemas" / f"{name}.json").write_text(schema)
    assert {each.stem: each.read_text() for each in (root / "schemas").glob("*.json")} == actual


def test_without_a_name_it_lists_the_kinds():
    listed = CliRunner().invoke(command, [], catch_exceptions=False).stdout
    assert [line.split()[0] for line in listed.splitlines()] == list(kinds())


def test_it_prints_the_schema_of_a_kind():
    shown = json.loads(CliRunner().invoke(command, ["text"], catch_exceptions=False).stdout)
    assert shown["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert shown["properties"]["engross"]["const"] == "text/1"


def test_a_misspelt_kind_is_told_the_nearest():
    with pytest.raises(InputError, match="did you mean text"):
        CliRunner().invoke(command, ["txt"], catch_exceptions=False, standalone_mode=False)
