"""The laws of amending, held against oracles that are written differently from the engine: on flat lists of words."""

from __future__ import annotations

import copy
import random
from collections import Counter
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engross.amending.amend import amend, carry_out
from engross.clauses.addresses import Index
from engross.clauses.clause import Clause, Text
from engross.clauses.series import Series
from engross.clauses.words import printed, words
from engross.instruments.instrument import Instrument
from engross.instruments.operations import (
    AddWords,
    Delete,
    Insert,
    Instruction,
    Move,
    Renumber,
    Restate,
    Substitute,
    Target,
)
from engross.problems import AmendmentRefused

# Words as legal texts have them: labels inside words, quotes, numbers, marks, signs that look like markup.
WORDS = (
    'the Company shall Participant Option (a) (ii) Section 4(b) “Plan” "Board" $.01 800,000 1,800,000 ten (10) days;'
    " and, or not. Inc. et al. — §12 {{x}} <b> \\n and/or its/his 50% Section. Board’s non-employee"
).split()
SERIES = st.builds(
    Series,
    separator=st.sampled_from([";", ","]),
    joiner=st.sampled_from(["and", "or", "", "and/or"]),
    position=st.sampled_from(["last", "every"]),
    serial=st.booleans(),
    end=st.sampled_from([".", "", ";"]),
)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """Draw a text of numbered sections, most with lists of items, some of these with items of their own."""
    counter = iter(range(10_000))

    def said() -> str:
        own = f"w{next(counter)}"
        return " ".join([own, *draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))]).rstrip(";, ")

    def items(prefix: str, depth: int) -> tuple[tuple[Clause, ...], tuple[str, ...]]:
        count = draw(st.integers(0, 4 if depth else 5))
        inline = draw(st.booleans())
        found = []
        for n in range(count):
            label = f"({chr(97 + n)})" if depth == 0 else f"({'i' * (n + 1) if n < 3 else 'iv'})"
            inner, joints = items(f"{prefix}.{n}", depth + 1) if depth < 1 and draw(st.booleans()) else ((), ())
            found.append(
                Clause(id=f"{prefix}.{n}", label=label, text=said(), children=inner, joints=joints,
                       layout="inline" if inline else "block")
            )  # fmt: skip
        joints = draw(SERIES).joints(count) if count > 1 and draw(st.booleans()) else ()
        return tuple(found), joints if any(joints) else ()

    sections = []
    for n in range(draw(st.integers(2, 5))):
        inner, joints = items(f"s{n}", 0)
        heading = draw(st.sampled_from([None, "Grants", "Law."]))
        sections.append(
            Clause(id=f"s{n}", label=f"{n + 1}.", heading=heading, text=said(), children=inner, joints=joints)
        )
    return Text(root=Clause(id="plan", children=tuple(sections)))


def instrument(*sentences: tuple[object, ...], number: int = 1) -> Instrument:
    """Return an instrument of sentences."""
    made = tuple(Instruction(id=f"i{n}", operations=each) for n, each in enumerate(sentences, 1))  # type: ignore[arg-type]
    return Instrument(text=Text(root=Clause(id=f"act{number}")), amends="plan", number=number, instructions=made)


def twin(text: Text) -> Text:
    """Return a text of equal words that shares no clause with the first."""
    return replace(text, root=copy.deepcopy(text.root))


def ids(text: Text) -> list[str]:
    return [each.id for each in text.root.walk() if each.id != "plan"]


def printed_of(text: Text, clause_id: str) -> list[str]:
    """Return a clause's words with its list's mark, found by walking the printed lines rather than by the engine."""
    index = Index(text.root)
    parent = index.clauses[index.parents[clause_id]]
    at = [each.id for each in parent.children].index(clause_id)
    joint = parent.joints[at] if parent.joints else ""
    return [*printed(index.clauses[clause_id]).split(), joint.replace(" ", "")]


def bare(said: list[str]) -> str:
    """Return words without the blanks between them, for marks stick now to one word and now to another."""
    return "".join(said)


@given(texts(), st.data())
def test_a_deletion_takes_its_words_with_their_mark_and_nothing_else(text, data):
    target = data.draw(st.sampled_from(ids(text)))
    after = amend(text, instrument((Delete(target=Target(id=target)),)), editorial=False)
    gone = bare(printed_of(text, target))
    assert bare(words(text)).count(gone) == 1
    assert bare(words(after)) == bare(words(text)).replace(gone, "")


@given(texts(), st.data())
def test_the_ledger_of_words_balances(text, data):
    target = data.draw(st.sampled_from(ids(text)))
    strike = Index(text.root).clauses[target].text.split()[0]
    orders = (
        Substitute(target=Target(id=target), strike=strike, insert="one two"),
        AddWords(target=Target(), text="three", where="after", anchor=strike),
    )
    done = carry_out(text, instrument((orders[0],)), editorial=False, look=False)
    removed = Counter(word for change in done.changes for edit in change.edits for word in edit.removed.split())
    added = Counter(word for change in done.changes for edit in change.edits for word in edit.added.split())
    assert Counter(words(done.text)) == Counter(words(text)) - removed + added
    more = carry_out(text, instrument((orders[1],)), editorial=False, look=False)
    expected = " ".join(words(text)).replace(f"{strike} ", f"{strike} three ", 1)
    assert " ".join(words(more.text)) == expected or f"{strike} three" in " ".join(words(more.text))
    assert len(words(more.text)) == len(words(text)) + 1


@given(texts(), st.data())
def test_the_input_is_never_changed(text, data):
    before = twin(text)
    chosen = data.draw(st.lists(st.sampled_from(ids(text)), min_size=1, max_size=3, unique=True))
    for each in chosen:
        carry_out(text, instrument((Delete(target=Target(id=each)),)))
    assert text == before


@given(texts(), st.data())
def test_clauses_that_are_not_touched_are_the_same_objects(text, data):
    target = data.draw(st.sampled_from(ids(text)))
    first = Index(text.root)
    word = first.clauses[target].text.split()[0]
    after = Index(amend(text, instrument((Substitute(target=Target(id=target), strike=word, insert="x"),))).root)
    above = {each.id for each in first.above(target)}
    for clause_id, clause in first.clauses.items():
        if clause_id != target and clause_id not in above:
            assert after.clauses[clause_id] is clause


@given(texts(), st.data())
def test_one_bad_order_undoes_all_good_ones(text, data):
    good = data.draw(st.lists(st.sampled_from(ids(text)), min_size=1, max_size=3, unique=True))
    orders = [(Delete(target=Target(id=each)),) for each in good]
    orders.insert(data.draw(st.integers(0, len(orders))), (Delete(target=Target(id="no such clause")),))
    before = twin(text)
    with pytest.raises(AmendmentRefused):
        amend(text, instrument(*orders))
    assert text == before


@given(texts(), st.data())
def test_a_refusal_is_the_same_each_time_and_names_every_fault(text, data):
    missing = data.draw(st.lists(st.sampled_from(["x1", "x2", "x3"]), min_size=1, unique=True))
    act = instrument(tuple(Delete(target=Target(id=each)) for each in missing))
    told = []
    for _ in range(2):
        with pytest.raises(AmendmentRefused) as refused:
            amend(text, act)
        told.append(refused.value.problems)
    assert told[0] == told[1]
    assert [problem.place or problem.what for problem in told[0]] != []
    assert all(any(each in problem.what for problem in told[0]) for each in missing)


@given(texts(), st.data())
def test_what_is_inserted_and_deleted_again_leaves_the_text_as_it_was(text, data):
    parents = [each.id for each in text.root.walk() if each.id.count(".") == 0 and each.id != "plan"]
    parent = data.draw(st.sampled_from(parents))
    new = Clause(id="new", label="(zz)", text="entirely new words")
    more = amend(text, instrument((Insert(target=Target(id=parent), where="end", provisions=(new,)),)), editorial=False)
    assert len(words(more)) == len(words(text)) + 4
    back = amend(more, instrument((Delete(target=Target(id="new")),), number=2), editorial=False)
    assert words(back) == words(text)
    assert back.root.children == text.root.children


@given(texts(), st.data())
def test_a_deletion_is_undone_by_inserting_the_same_before_its_neighbour(text, data):
    sections = [each.id for each in text.root.children]
    target = data.draw(st.sampled_from(sections[:-1]))
    following = sections[sections.index(target) + 1]
    clause = Index(text.root).clauses[target]
    less = amend(text, instrument((Delete(target=Target(id=target)),)), editorial=False)
    order = Insert(target=Target(id=following), where="before", provisions=(clause,))
    assert words(amend(less, instrument((order,), number=2), editorial=False)) == words(text)


@given(texts(), st.randoms(use_true_random=False))
def test_renumbering_is_a_bijection(text: Text, chance: random.Random):
    sections = list(text.root.children)
    numbers = [each.label for each in sections]
    shuffled = chance.sample(numbers, len(numbers))
    there = [Renumber(target=Target(id=each.id), to=new) for each, new in zip(sections, shuffled, strict=True)]
    back = [Renumber(target=Target(id=each.id), to=each.label) for each in sections]
    after = amend(text, instrument(tuple(there)), editorial=False)
    assert [each.label for each in after.root.children] == shuffled
    assert [replace(each, label=None) for each in after.root.children] == [
        replace(each, label=None) for each in sections
    ]
    again = amend(after, instrument(tuple(back), number=2), editorial=False)
    assert again.root == text.root


@given(texts(), st.data())
def test_a_number_that_is_taken_is_refused(text, data):
    sections = [each.id for each in text.root.children]
    one, other = data.draw(st.permutations(sections))[:2]
    label = Index(text.root).clauses[other].label or ""
    with pytest.raises(AmendmentRefused) as refused:
        amend(text, instrument((Renumber(target=Target(id=one), to=label),)))
    assert {problem.code for problem in refused.value.problems} == {"E064"}


@given(texts(), st.data())
def test_orders_in_different_clauses_are_the_same_at_once_and_step_by_step(text, data):
    chosen = data.draw(st.lists(st.sampled_from(ids(text)), min_size=2, max_size=5, unique=True))
    index = Index(text.root)
    orders = [
        Substitute(target=Target(id=each), strike=index.clauses[each].text.split()[0], insert=f"x{n}")
        for n, each in enumerate(chosen)
    ]
    at_once = amend(text, instrument(tuple(orders)))
    stepwise = amend(text, instrument(*((each,) for each in orders)))
    turned = amend(text, instrument(*((each,) for each in reversed(orders))))
    assert at_once == stepwise == turned


@given(texts(), st.data())
def test_deletions_are_the_same_at_once_and_step_by_step(text, data):
    chosen = data.draw(st.lists(st.sampled_from(ids(text)), min_size=2, max_size=4, unique=True))
    outermost = [each for each in chosen if not any(each != other and each.startswith(f"{other}.") for other in chosen)]
    at_once = amend(text, instrument(tuple(Delete(target=Target(id=each)) for each in chosen)), editorial=False)
    stepwise = amend(text, instrument(*((Delete(target=Target(id=each)),) for each in outermost)), editorial=False)
    assert at_once == stepwise


@given(texts(), st.data())
def test_a_move_keeps_every_word_and_every_identity(text, data):
    sections = [each.id for each in text.root.children]
    moved, to = data.draw(st.permutations(sections))[:2]
    order = Move(target=Target(id=moved), to=Target(id=to), where=data.draw(st.sampled_from(["before", "after"])))
    after = amend(text, instrument((order,)), editorial=False)
    assert Counter(words(after)) == Counter(words(text))
    assert sorted(ids(after)) == sorted(ids(text))
    for clause_id, clause in Index(after.root).clauses.items():
        if clause_id != "plan":
            assert clause is Index(text.root).clauses[clause_id]


@given(texts(), st.data())
def test_editorial_and_literal_texts_differ_in_marks_and_conjunctions_alone(text, data):
    target = data.draw(st.sampled_from(ids(text)))
    act = instrument((Delete(target=Target(id=target)),))
    literal, editorial = amend(text, act, editorial=False), amend(text, act)
    bare = [
        [(each.id, each.label, each.heading, each.text) for each in version.root.walk()]
        for version in (literal, editorial)
    ]
    assert bare[0] == bare[1]
    done = carry_out(text, act, look=False)
    assert (literal == editorial) == (not done.editorial)


@given(texts(), st.data())
def test_a_regular_list_stays_regular_and_keeps_its_conjunction(text, data):
    lists = [each for each in text.root.walk() if Series.of(each.joints) and len(each.children) > 2]
    if not lists:
        return
    parent = data.draw(st.sampled_from(lists))
    target = data.draw(st.sampled_from([each.id for each in parent.children]))
    after = Index(amend(text, instrument((Delete(target=Target(id=target)),))).root).clauses[parent.id]
    pattern, now = Series.of(parent.joints), Series.of(after.joints)
    assert pattern is not None
    spoken = {word for joint in after.joints for word in joint.split() if word.isalpha() or "/" in word}
    assert spoken <= ({pattern.joiner} if pattern.joiner else set())
    assert after.joints == () or after.joints[-1] == pattern.end
    assert now is None or (now.joiner in ("", pattern.joiner))


@given(texts(), st.data())
def test_the_same_orders_give_the_same_text(text, data):
    chosen = data.draw(st.lists(st.sampled_from(ids(text)), min_size=1, max_size=4, unique=True))
    act = instrument(tuple(Delete(target=Target(id=each)) for each in chosen))
    one, other = carry_out(text, act), carry_out(twin(text), act)
    assert one.text == other.text
    assert one.changes == other.changes
    assert one.findings == other.findings


def test_a_deletion_inside_a_deletion_is_one_whatever_their_ids():
    inner = Clause(id="a", label="(a)", text="inner")
    outer = Clause(id="z", label="1.", text="outer", children=(inner,))
    text = Text(root=Clause(id="plan", children=(outer, Clause(id="m", label="2.", text="kept"))))
    orders = (Delete(target=Target(id="a")), Delete(target=Target(id="z")))
    assert words(amend(text, instrument(orders))) == ["2.", "kept"]


def test_a_restated_provision_keeps_its_identity_and_that_of_what_bears_the_same_number_under_it():
    items = (Clause(id="pay", label="(a)", text="pay"), Clause(id="report", label="(b)", text="report"))
    text = Text(root=Clause(id="plan", children=(Clause(id="duties", label="2.", text="It shall", children=items),)))
    new = Clause(
        id="new",
        label="2.",
        text="It must",
        children=(Clause(id="n1", label="(b)", text="tell"), Clause(id="pay", label="(c)", text="sign")),
    )
    after = amend(text, instrument((Restate(target=Target(at="2"), provisions=(new,)),)))
    assert [(each.id, each.text) for each in after.root.walk()][1:3] == [("duties", "It must"), ("report", "tell")]
    assert Index(after.root).clauses.keys() >= {"plan", "duties", "report"}
    assert len({each.id for each in after.root.walk()}) == 4


def test_every_seeded_fault_still_has_its_place(root):
    written = (root / "tests" / "amending" / "faults.yaml").read_text(encoding="utf-8")
    faults = yaml.load(written, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text alone
    amending = root / "src" / "engross" / "amending"
    lost = [
        f"{each['file']}: {each['old']}" for each in faults if each["old"] not in (amending / each["file"]).read_text()
    ]
    assert lost == []
    assert len(faults) >= 90
