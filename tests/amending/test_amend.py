"""The worked example on the project's own plan, and what stands around carrying an instrument out."""

from __future__ import annotations

from dataclasses import replace

import pytest

import engross
from engross.amending.amend import amend, carry_out, effective, fingerprint, through
from engross.clauses.addresses import Index
from engross.clauses.words import printed, words
from engross.instruments.instrument import Effect
from engross.problems import AmendmentRefused
from engross.reading.kinds import read_instrument, read_text_yaml

TAIL = "at least six months prior to such delivery, "
LAST = "(ii) by payment of such other lawful consideration as the Board may determine; or"


@pytest.fixture(scope="module")
def plan(root):
    return read_text_yaml(root / "plan_text" / "plan.yaml")


@pytest.fixture(scope="module")
def amendment(root):
    return read_instrument(root / "amendments" / "amendment-1.yaml")


def test_the_editorial_text_keeps_the_joiner_of_the_list(plan, amendment):
    assert f"{TAIL}or {LAST}" in printed(amend(plan, amendment))


def test_the_literal_text_is_the_words_ordered_and_nothing_more(plan, amendment):
    after = amend(plan, amendment, editorial=False)
    assert f"{TAIL}{LAST}" in printed(after)
    assert len(words(plan)) - len(words(after)) == 20


def test_the_literal_text_lost_one_run_of_words_and_changed_one_label(plan, amendment):
    before, after = words(plan), words(amend(plan, amendment, editorial=False))
    found = []
    for at in range(len(before) - 19):
        rest = before[:at] + before[at + 20 :]
        changed = [(old, new) for old, new in zip(rest, after, strict=True) if old != new]
        if changed == [("(iii)", "(ii)")]:
            found.append(" ".join(before[at : at + 20]))
    assert len(found) == 1
    assert found[0].startswith("(ii) by delivery of a promissory note")
    assert found[0].endswith("by the Board, or")


def test_identities_stay_and_labels_move(plan, amendment):
    before, after = Index(plan.root), Index(amend(plan, amendment).root)
    kept = "options.payment.permitted.consideration"
    assert (before.citation(kept), after.citation(kept)) == ("5(d)(iii)(iii)", "5(d)(iii)(ii)")
    assert "options.payment.permitted.note" not in after.clauses


def test_what_is_not_touched_is_the_same_object(plan, amendment):
    before, after = Index(plan.root), Index(amend(plan, amendment).root)
    changed = {i for i in after.clauses if after.clauses[i] is not before.clauses.get(i)}
    assert changed == {
        "plan", "options", "options.payment", "options.payment.permitted", "options.payment.permitted.consideration",
    }  # fmt: skip


def test_every_change_says_its_authority(plan, amendment):
    done = carry_out(plan, amendment)
    assert [change.authority for change in done.changes] == ["ordered", "ordered", "editorial"]
    assert done.changes[0].cited == ("5(d)(iii)(ii)",)
    assert done.changes[1].relabelled == (("options.payment.permitted.consideration", "(iii)", "(ii)"),)
    assert "“, or” stands for “,” after (i)" in done.changes[2].note
    assert done.findings == ()


def test_the_face_has_the_same_verb(plan, amendment):
    assert engross.amend(plan, amendment) == amend(plan, amendment)


def test_the_title_says_how_far_it_is_amended(plan, amendment):
    assert amend(plan, amendment).through == "Amendment No. 1 (February 3, 2005)"


def test_an_instrument_is_carried_out_once(plan, amendment):
    with pytest.raises(AmendmentRefused) as refused:
        amend(amend(plan, amendment), amendment)
    assert "E071" in {problem.code for problem in refused.value.problems}


def test_a_base_of_other_words_is_refused_and_the_right_one_is_not(plan, amendment):
    amend(plan, replace(amendment, base=fingerprint(plan)))
    with pytest.raises(AmendmentRefused) as refused:
        amend(plan, replace(amendment, base="0" * 64))
    assert [problem.code for problem in refused.value.problems] == ["E072"]


def test_a_refusal_stands_where_the_sentence_stands(plan, amendment):
    without = amend(plan, amendment)
    again = replace(amendment, number=2)
    with pytest.raises(AmendmentRefused) as refused:
        amend(without, again)
    assert {problem.source.line for problem in refused.value.problems} == {amendment.instructions[0].source.line}


def test_an_effect_is_inferred_from_the_approval_alone(amendment):
    silent = replace(amendment, effect=Effect())
    assert effective(silent).basis == "inferred"
    assert effective(replace(amendment, effect=Effect(condition="stockholder approval"))) is None
    assert through(replace(silent, approved=None)) == "Amendment No. 1"
