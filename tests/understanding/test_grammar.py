"""The notation of the grammar, and the grammar as it is shipped."""

from __future__ import annotations

import pytest

from engross.understanding.grammar import Grammar, instructions
from engross.understanding.tokens import tokens

RULES = """
# a comment
start : _verb thing+ [mark] END
_verb : "strike out" | "strike"
thing : QUOTE | NUMBER LABEL*
mark  : !"," "."
"""


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ('Strike "x".', ["thing", "mark"]),
        ('strike out "x" 5(a)(b)', ["thing", "thing"]),
        ("strike 5", ["thing"]),
    ],
)
def test_a_sentence_is_claimed_by_the_rules_it_was_written_for(sentence, rules):
    """Words, optional parts, repetitions and terminals."""
    tree, _ = Grammar(RULES).match("start", tokens(sentence))
    assert [part.rule for part in tree.parts] == rules


def test_a_sentence_that_is_not_wholly_claimed_is_not_read():
    """The furthest token reached says where the trouble begins."""
    tree, claimed = Grammar(RULES).match("start", tokens('strike "x" perhaps'))
    assert (tree, claimed) == (None, 2)


@pytest.mark.parametrize("rules", ["a : b", "a : ", 'a : "x" |', 'a : ("x"', 'a : "x"\na : "y"', "a : @"])
def test_a_grammar_that_is_written_wrongly_is_refused_when_it_is_read(rules):
    """A rule that is not given, an empty alternative, an open bracket, a rule given twice."""
    with pytest.raises(ValueError, match="rule"):
        Grammar(rules)


def test_every_rule_of_the_shipped_grammar_is_used():
    """A rule nobody names is a rule nobody tests."""
    grammar = instructions()
    named = {name for body in grammar.expressions.values() for name in _named(body)}
    assert set(grammar.sources) - named == {"instruction", "context", "own_order"}


def _named(expression):
    if expression[0] == "rule":
        yield expression[1]
    for item in expression[1:]:
        if isinstance(item, tuple):
            yield from _named(item)
