"""The interchange form: nothing is lost on the way there and back, and nothing else is taken for an operation."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.instruments.interchange import from_json, to_json
from engross.instruments.operations import Delete, Insert, Operation, Substitute, Target
from engross.problems import InputError

words = st.text(alphabet="ab“”(1). ", max_size=8)
targets = st.builds(
    Target,
    at=st.sampled_from(("", "5(d)", "Article IX")),
    attachment=st.sampled_from(("", "Exhibit A")),
    definition=st.sampled_from(("", "Option")),
    part=st.sampled_from((None, "heading", "lead-in")),
    sentences=st.sampled_from(((), (1,), ("last",), (1, 2))),
    paragraphs=st.sampled_from(((), (3,))),
    time=st.sampled_from((None, "reached")),
    other=st.sampled_from(((), (("line", "second line"),))),
)
FIELDS = {
    "target": targets, "to": targets, "text": words, "strike": words, "insert": words, "anchor": words,
    "placeholder": words,
    "where": st.sampled_from(("before", "after", "start", "end", "alphabetical")), "label": words, "joint": words,
    "leave": st.sampled_from(("nothing", "reserved", "repealed")), "at_words": words, "old": words, "new": words,
    "occurrence": st.sampled_from(("one", "each", "first", "last", 2)), "count": st.none() | st.integers(1, 5),
    "through": words, "to_end": st.booleans(), "inside_words": st.booleans(), "kind": words, "why": words,
}  # fmt: skip


@st.composite
def operations(draw):
    """Any operation; provisions have no interchange form but their words."""
    kind = draw(st.sampled_from(Operation.__args__))
    given_fields = {name: FIELDS[name] for name in kind.__dataclass_fields__ if name in FIELDS}
    if kind.__name__ == "Restate":
        given_fields["through"] = st.none() | targets
    if kind.__name__ == "Renumber":
        given_fields["to"] = words
    return kind(**{name: draw(strategy) for name, strategy in given_fields.items()})


@given(operations())
def test_an_operation_comes_back_as_it_went(operation):
    """There and back, through JSON text."""
    assert from_json(json.loads(json.dumps(to_json(operation)))) == operation


def test_the_form_is_the_one_that_is_scored():
    """The keys others read."""
    deletion = Substitute(target=Target(at="4.2", sentences=(2,)), strike="ten")
    assert to_json(deletion) == {
        "op": "substitute", "target": {"at": "4.2", "sentence": 2}, "strike": "ten", "insert": "", "occurrence": "one",
    }  # fmt: skip
    assert to_json(Insert(target=Target(at="9"), text="x"))["label"] is None
    assert to_json(Delete(target=Target(at="9"), leave="repealed"))["leave"] == "nothing"


@pytest.mark.parametrize(
    "given_form",
    [{}, {"op": "burn"}, {"op": "restate"}, {"op": "delete", "leave": "ashes"},
     {"op": "delete", "target": {"sentence": "some"}},
     {"op": "insert", "text": "x", "where": "near"}, {"op": "substitute", "strike": "a", "occurrence": "often"},
     [], "delete", None,
     {"op": "delete", "target": {"part": "soul"}}],
)  # fmt: skip
def test_what_is_no_operation_is_refused(given_form):
    """A form with a word that is none of the vocabulary's."""
    with pytest.raises(InputError):
        from_json(given_form)
