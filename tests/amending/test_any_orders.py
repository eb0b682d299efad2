"""Whatever is ordered, in whatever order: the result is a sound text, or a refusal in words; never anything else."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from test_laws import instrument, texts

from engross.amending.amend import carry_out
from engross.clauses.addresses import Index
from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.instruments.operations import (
    AddWords,
    Delete,
    Designate,
    Insert,
    Join,
    Move,
    Operation,
    RenameTerm,
    Renumber,
    RenumberRest,
    Restate,
    Split,
    Substitute,
    Target,
    Undesignate,
)
from engross.problems import AmendmentRefused

PHRASES = st.sampled_from(
    [
        "one two",
        "new (a) words",
        "; and",
        ".",
        ", or",
        "“Plan”",
        "(ii) of it",
        "x.",
        "the Company shall",
        "{{x}}",
        "and",
        "(b)",
    ]
)
LABELS = st.sampled_from(["(a)", "(b)", "(ii)", "(iii)", "2.", "5.", "(z)", "3A."])


@st.composite
def targets(draw: st.DrawFn, text: Text) -> Target:
    ids = [each.id for each in text.root.walk()]
    index = Index(text.root)
    chosen = draw(st.sampled_from(ids))
    cited = index.citation(chosen)
    by = draw(st.sampled_from(["id", "at", "finer"]))
    if by == "at" and cited:
        return Target(at=cited, time=draw(st.sampled_from([None, "start", "reached"])))
    if by == "finer":
        part = draw(st.sampled_from([None, "heading", "label", "lead-in", "closing"]))
        ordinal = draw(st.sampled_from([(), (1,), ("last",), (1, 2)]))
        return Target(id=chosen, part=part, sentences=() if part else ordinal)
    return Target(id=chosen)


@st.composite
def operations(draw: st.DrawFn, text: Text) -> Operation:  # noqa: PLR0911, PLR0912 - one case for each kind of order
    target, words = draw(targets(text)), draw(PHRASES)
    struck = draw(st.sampled_from(printed(text).split()))
    where = draw(st.sampled_from(["before", "after", "start", "end"]))
    occurrence = draw(st.sampled_from(["one", "each", "first", "last", 2]))
    label = draw(LABELS)
    new = Clause(id=draw(st.sampled_from(["new", "s0", ""])), label=draw(st.sampled_from([None, label])), text=words)
    match draw(st.integers(0, 12)):
        case 0:
            return Delete(target=target, leave=draw(st.sampled_from(["nothing", "reserved", "repealed"])))
        case 1:
            return Insert(target=target, where=where, provisions=(new,))
        case 2:
            return Insert(target=target, where=where, text=words, label=draw(st.sampled_from(["", label])))
        case 3:
            return Restate(target=target, text=words)
        case 4:
            return Restate(target=target, provisions=(new, Clause(id="more", label=label, text="more")))
        case 5:
            to_end = draw(st.booleans())
            return Substitute(target=target, strike=struck, insert=words, occurrence=occurrence, to_end=to_end)
        case 6:
            span = draw(st.integers(2, 9))
            said = printed(text).split()
            at = draw(st.integers(0, max(0, len(said) - span)))
            return Substitute(
                target=Target(), strike=" ".join(said[at : at + span]), insert=draw(st.sampled_from(["", words]))
            )
        case 7:
            return AddWords(target=target, text=words, where=where, anchor=draw(st.sampled_from(["", struck])))
        case 8:
            return Renumber(target=target, to=label)
        case 9:
            return Move(target=target, to=draw(targets(text)), where=where, label=draw(st.sampled_from(["", label])))
        case 10:
            return draw(st.sampled_from([RenumberRest(target=target), Undesignate(target=target), Join(target=target)]))
        case 11:
            return Designate(target=target, label=label)
        case _:
            return draw(
                st.sampled_from(
                    [
                        Split(target=target, at_words=struck, label=label),
                        RenameTerm(target=Target(), old=struck, new="New"),
                    ]
                )
            )


def sound(text: Text) -> None:
    """Hold what every text must be."""
    ids = [each.id for each in text.root.walk()]
    assert len(ids) == len(set(ids))
    for clause in text.root.walk():
        assert len(clause.joints) in (0, len(clause.children))
        assert clause.label != ""
        assert not re.search(r"\s{2}|\n", clause.text)
        assert clause.text == clause.text.strip()


@given(texts(), st.data())
def test_any_orders_give_a_sound_text_or_a_refusal(text, data):
    sentences = data.draw(
        st.lists(st.lists(operations(text), min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)
    )
    try:
        done = carry_out(text, instrument(*sentences), editorial=data.draw(st.booleans()))
    except AmendmentRefused as refusal:
        told = refusal.problems
    else:
        told = ()
        sound(done.text)
        touched = {each for change in done.changes for each in change.touched}
        assert touched <= {*Index(done.text.root).clauses, *Index(text.root).clauses}
    assert all(problem.code and problem.what for problem in told)


@given(texts(), st.data())
def test_words_struck_over_many_clauses_leave_exactly_the_others(text, data):
    said = printed(text).split()
    span = data.draw(st.integers(1, 12))
    at = data.draw(st.integers(0, max(0, len(said) - span)))
    words = data.draw(st.sampled_from(["", "entirely other words", "(b) so"]))
    strike = " ".join(said[at : at + span])
    if " ".join(said).count(strike) != 1:
        return
    try:
        done = carry_out(text, instrument((Substitute(target=Target(), strike=strike, insert=words),)), editorial=False)
    except AmendmentRefused:
        return
    expected = "".join([*said[:at], words.replace(" ", ""), *said[at + span :]])
    assert "".join(printed(done.text).split()) == expected
    sound(done.text)
