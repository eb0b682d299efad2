"""Plan packs: what may not be declared."""

from __future__ import annotations

import jsonschema
import pytest
import yaml

from engross.granting.dates import Period
from engross.granting.pack import Fact
from engross.granting.pack_grammar import PACK_KIND, parse_pack, with_facts
from engross.problems import InputError

HEAD = "engross: plan-pack/1\nplan: p\n"


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("facts: [{name: a}]", "E029", "this one has none"),
        ("facts: [{name: a, shares: 1, date: 2005-01-01}]", "E029", "`shares` and `date`"),
        ("facts: [{name: a, period: ten years}]", "E025", "10 years"),
        ("facts: [{name: a, period: 10 moons}]", "E025", "10 years"),
        ("facts: [{name: a, shares: 1.5}]", "E041", "whole"),
        ("rules: [{code: X, rule: within-reserv}]", "E024", "within-reserve"),
        ("rules: [{code: X, rule: within-reserve, facts: [reserve]}]", "E158", "which is not declared"),
        ("prices: [{date: 2005-01-01, amount: $1}]", "E046", "stands alone"),
        ("adjustments: [{date: 2005-01-01, new: 0}]", "E042", "at least 1"),
        ("leap_day: feb29", "E024", "feb28"),
        ("ending: []", "E020", "endings"),
    ],
)
def test_refused(body, code, words):
    with pytest.raises(InputError) as refused:
        parse_pack(f"{HEAD}{body}\n", "rules.yaml")
    assert [problem.code for problem in refused.value.problems] == [code]
    assert words in str(refused.value)


def test_facts_are_of_the_kind_they_say():
    pack = parse_pack(f"{HEAD}facts:\n  - {{name: a, period: 1 year}}\n  - {{name: b, missing: lost}}\n")
    assert pack.fact("a") == Period(1, "years")
    assert (pack.fact("b"), pack.why_missing("b")) == (None, "lost")
    assert (pack.fact("c"), pack.why_missing("c")) == (None, "the plan pack does not tell c")
    assert with_facts(pack, Fact(name="b", value=3)).fact("b") == 3


def test_the_schema_accepts_the_packs_and_refuses_what_the_reader_refuses(root):
    schema = PACK_KIND.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).is_valid
    for path in (root / "plan_text" / "rules.yaml", root / "tests" / "granting" / "second_plan" / "rules.yaml"):
        assert check(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))  # noqa: S506 - text only
    assert not check({"engross": "plan-pack/1", "plan": "p", "rules": [{"code": "X", "rule": "nothing"}]})
    assert not check({"engross": "plan-pack/1", "plan": "p", "facts": [{"name": "a", "period": "10 moons"}]})
