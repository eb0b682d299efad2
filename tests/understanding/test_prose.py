"""The law of prose: what an operation's own drafting sentence is read as is that operation."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engross.instruments.operations import (
    AddWords,
    Delete,
    Designate,
    Insert,
    Join,
    Move,
    NoEffect,
    NotExecutable,
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
from engross.problems import InputError
from engross.understanding.instruction import understand
from engross.understanding.prose import quoted, sentence

OUTCOME = "the change is told by its outcome, the words to be changed are not given"
LABELS = ("(a)", "(b)", "(ii)", "(iv)", "(3)", "(A)", "(aa)", "(b-1)", "(2A)")
NUMBERS = ("5", "12", "4.2", "10.5", "1.92A", "25-702", "Article IX", "Part 4", "IX")
WORDS = ("the", "Company", "shall", "$1,000,000", "“Fair Market Value”", "(a)", "(ii)", "of", "and", "or", "deleted",
         "6.2(b)", "Plan;", "Committee,", "“as amended”", "Option", "is", "Section", "hereby", "replaced", "in", "its",
         "place", "May", "1,", "2005")  # fmt: skip

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
labels = st.sampled_from(LABELS)
citations = st.builds(
    lambda number, steps: number + "".join(steps), st.sampled_from(NUMBERS), st.lists(labels, max_size=3)
)
ordinals = st.one_of(
    st.sampled_from([(1,), (2,), ("last",), ("penultimate",), (1, 2), (3, 4, 5)]),
)
terms = st.sampled_from(("Fair Market Value", "Option", "EBITDA", "364-Day Agreement", "Change in Control"))


@st.composite
def targets(draw, *, whole: bool = False):
    """Places of every make that prose can name; ids and other documents have no place in a sentence."""
    fields = {"at": draw(citations)}
    kind = draw(
        st.sampled_from(
            (
                "plain",
                "sentence",
                "paragraph",
                "part",
                "definition",
                "within",
                "attachment",
                "line",
                "reached",
                "document",
            )
        )
    )
    if whole and kind not in ("plain", "attachment", "reached"):
        kind = "plain"
    match kind:
        case "sentence":
            fields["sentences"] = draw(ordinals)
        case "paragraph":
            fields["paragraphs"] = draw(ordinals)
        case "part":
            fields["part"] = draw(st.sampled_from(("heading", "lead-in", "closing", "signature block")))
        case "definition":
            fields["definition"] = draw(terms)
        case "within":
            fields |= {"definition": draw(terms), "other": (("within", draw(labels)),)}
        case "attachment":
            fields["attachment"] = draw(st.sampled_from(("Exhibit A", "Schedule 1.1", "Annex I", "Schedule")))
        case "line":
            fields["other"] = (("line", "second line"),)
        case "reached":
            fields["time"] = "reached"
        case "document":
            fields = {}
    return Target(**fields)


often = st.sampled_from(
    (("one", None), ("each", None), ("each", 2), ("first", None), ("last", None), (2, None), (3, None))
)


@st.composite
def operations(draw):  # noqa: PLR0911, PLR0912 - one case for each operation
    """Every operation of the vocabulary."""
    target = draw(targets())
    times = dict(zip(("occurrence", "count"), draw(often), strict=True))
    kind = draw(st.sampled_from(Operation.__args__))
    match kind.__name__:
        case "Delete":
            leave = draw(st.sampled_from(("nothing", "reserved", "repealed")))
            return Delete(
                target=target,
                leave=leave,
                placeholder=draw(st.sampled_from(("", "[Reserved]"))) if leave == "reserved" else "",
            )
        case "Insert":
            where = draw(st.sampled_from(("before", "after", "start", "end", "alphabetical")))
            plain = draw(targets(whole=True))
            label = (
                f"{draw(st.sampled_from(('7', '4.2', '9')))}{draw(labels)}"
                if where != "alphabetical" and draw(st.booleans())
                else ""
            )
            text = draw(
                words.filter(lambda said: not said.startswith("("))
            )  # a text numbered otherwise than announced is refused
            return Insert(target=plain, where=where, text=text, label=label)
        case "Restate":
            return Restate(target=target, text=draw(words))
        case "Substitute":
            insert = draw(st.one_of(st.just(""), words))
            ranged = draw(st.sampled_from(({}, {}, {"through": "the end date"}, {"to_end": True})))
            return Substitute(target=target, strike=draw(words), insert=insert, **times, **ranged)
        case "AddWords":
            if draw(st.booleans()):
                return AddWords(target=target, text=draw(words), where=draw(st.sampled_from(("start", "end"))))
            where = draw(st.sampled_from(("after", "before")))
            return AddWords(target=target, text=draw(words), where=where, anchor=draw(words), **times)
        case "Renumber":
            return Renumber(target=target, to=draw(st.sampled_from(("(ii)", "6", "10.5", "9(k)", "(b-1)"))))
        case "RenumberRest":
            return RenumberRest(target=draw(targets(whole=True)))
        case "Move":
            where = draw(st.sampled_from(("before", "after", "start", "end")))
            return Move(
                target=target, to=draw(targets(whole=True)), where=where, label=draw(st.sampled_from(("", "(c)", "6")))
            )
        case "Designate":
            return Designate(target=target, label=draw(labels))
        case "Undesignate":
            return Undesignate(target=target)
        case "Split":
            return Split(target=target, at_words=draw(words), label=draw(labels))
        case "Join":
            return Join(target=target, joint=draw(st.sampled_from(("", ";", ", and"))))
        case "RenameTerm":
            return RenameTerm(target=target, old=draw(terms), new=draw(terms))
        case "NoEffect":
            kind = draw(st.sampled_from(("stem", "ratification", "self-reference", "effective-date")))
            return NoEffect(kind=kind, target=target if kind in ("stem", "ratification") else Target())
        case _:
            return NotExecutable(kind=draw(st.sampled_from(("semantic", "annex"))), why=OUTCOME, target=target)


@given(operations())
def test_a_sentence_is_read_as_the_operation_it_was_written_for(operation):
    """Prose and grammar are inverse."""
    written = sentence(operation)
    understood = understand(written)
    assert [problem.what for problem in understood.problems] == [], written
    assert understood.operations == (operation,), written


@given(st.text(alphabet="ab “”\"'‘’«».,(", min_size=1, max_size=12))
def test_words_that_are_quoted_are_read_between_their_own_marks_or_refused(text):
    """No quotation is cut short by a mark inside it."""
    text = " ".join(text.split())
    assume(text)
    try:
        written = quoted(text)
    except InputError:
        return
    ordered = f"deleting the words {written} and inserting the words {written} in their place"
    found = understand(f"Section 5 of the Plan is amended by {ordered}.")
    for operation in found.operations:
        assert (operation.strike, operation.insert) == (text, text)


def test_the_house_names_places_innermost_first():
    """The worked example of the design."""
    assert (
        sentence(Delete(target=Target(at="5(d)(iii)(ii)")))
        == "Section 5(d)(iii)(ii) of the Plan is deleted in its entirety."
    )


def test_marks_that_do_not_match_are_refused():
    """A text that would end its own quotation cannot be written into a sentence."""
    with pytest.raises(InputError):
        quoted('a” b" c» d')
