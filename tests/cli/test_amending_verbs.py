"""consolidate, history, show and explain on the project's own plan."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from engross.cli.consolidate import command as consolidate
from engross.cli.explain import command as explain
from engross.cli.history import command as history
from engross.cli.show import command as show
from engross.problems import InputError

EDITORIAL = "or (ii) by payment of such other lawful consideration"
LITERAL = "such delivery, (ii) by payment of such other lawful consideration"


def run(command, root, *arguments):
    done = CliRunner().invoke(command, [*arguments, "-C", str(root)], catch_exceptions=False)
    assert done.exit_code == 0
    return done


def folded(words: str) -> str:
    return " ".join(words.split())


def test_consolidate_prints_the_text_of_the_day(root):
    done = run(consolidate, root)
    assert EDITORIAL in folded(done.stdout)
    assert "as amended through Amendment No. 1 (February 3, 2005)" in done.stdout
    assert "the list keeps the marks and the conjunction it had" in done.stderr
    assert "the date Amended and Restated 1999 Outside Director Stock Option Plan was adopted is not in" in done.stderr


def test_consolidate_literal_is_silent_about_nothing_it_did_not_do(root):
    done = run(consolidate, root, "--literal")
    assert LITERAL in folded(done.stdout)
    assert "W173" not in done.stderr


def test_consolidate_of_an_earlier_day_lists_what_comes_later(root):
    done = run(consolidate, root, "--as-of", "2005-02-02")
    assert "promissory note" in folded(done.stdout)
    assert "Amendment No. 1 is not carried out: it takes effect on 2005-02-03" in done.stderr


def test_consolidate_on_the_knowledge_of_an_earlier_day(root):
    done = run(consolidate, root, "--known", "2005-01-01")
    assert "Amendment No. 1 is not carried out: it was not known on 2005-01-01" in done.stderr


def test_consolidate_annotated_carries_notes_and_the_table(root):
    words = folded(run(consolidate, root, "--annotated", "--format", "markdown").stdout)
    assert "Editorial note" in words
    assert "Table of Amendments" in words
    assert "ordered, under 7(d)" in words


def test_consolidate_as_json_tells_instruments_and_changes(root):
    told = json.loads(run(consolidate, root, "--json").stdout)
    assert [each["standing"] for each in told["instruments"]] == ["applied"]
    assert [each["authority"] for each in told["changes"]] == [
        "ordered, under 7(d)",
        "ordered, under 7(d)",
        "editorial",
    ]
    assert len(told["sha256"]) == 64


def test_consolidate_drafts_nothing_where_nothing_follows(root):
    assert run(consolidate, root, "--conform").stdout.startswith("# nothing follows")


def test_history_tells_the_steps_and_the_words(root):
    words = run(history, root, "5(d)(iii)", "--words").stdout
    assert "sentence resolution-1: (iii) became (ii)" in words
    assert "amendment-1, editorial: or" in words
    told = json.loads(run(history, root, "5(d)(iii)", "--json").stdout)
    assert [change["authority"] for change in told["steps"][0]["changes"]] == ["ordered", "ordered", "editorial"]


def test_history_of_a_clause_that_nothing_changed(root):
    assert "no instrument changed it" in run(history, root, "7(e)").stdout


def test_show_prints_a_clause_at_a_version(root):
    assert "promissory note" in run(show, root, "5(d)(iii)(ii)", "@adopted").stdout
    assert "lawful consideration" in run(show, root, "5(d)(iii)(ii)").stdout
    told = json.loads(run(show, root, "5(d)(iii)(ii)", "@1", "--json").stdout)
    assert told["through"] == "Amendment No. 1 (February 3, 2005)"


def test_show_of_a_clause_that_is_gone_says_where_to_look(root):
    with pytest.raises(InputError) as refused:
        run(show, root, "options.payment.permitted.note", "@1")
    assert "engross history" in refused.value.problems[0].remedy


def test_explain_an_operation_and_a_code(root):
    words = run(explain, root, "amendment-1:resolution-1:1").stdout
    assert "it orders:     delete 5(d)(iii)(ii)" in words
    assert "authority:     ordered, under Section 7(d)" in words
    assert run(explain, root, "E067").stdout.startswith("E067: two orders of one sentence overlap")
    assert len(json.loads(run(explain, root, "--json").stdout)) == 3


def test_explain_of_nothing_names_what_there_is(root):
    with pytest.raises(InputError) as refused:
        run(explain, root, "amendment-9")
    assert "amendment-1:resolution-1" in refused.value.problems[0].candidates
