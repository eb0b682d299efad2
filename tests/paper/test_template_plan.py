"""Plans: what a part prints, carried out as plain Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from engross.paper.template_plan import Condition, Const, For, If, Plan, Put, Sheet, Wrap, dotted, escaped, finished
from engross.paper.template_tags import parsed, parted, plan
from engross.paper.template_zip import Chunk


def printed(made, context, *, empty=False):
    sheet = Sheet(empty=empty)
    made.step()(context, sheet)
    assert sheet.problems == []
    pieces = finished(sheet, tidy=made.tidy)
    return "".join(each.raw.decode() if isinstance(each, Chunk) else each for each in pieces)


def of(source):
    texts, tags = parted(source)
    return plan(parsed(tags), texts)


def test_a_value_is_escaped_as_an_xml_writer_does():
    assert escaped("a & b < c > d \"e\" 'f'") == "a &amp; b &lt; c &gt; d \"e\" 'f'"


def test_paths_are_written_as_people_write_them():
    assert dotted(("participant", "addresses", 0, "city")) == "participant.addresses[0].city"


def test_an_empty_element_is_written_as_one():
    made = Plan((Wrap("<w:t>", (Put(("a",)),), "</w:t>"),))
    assert printed(made, {"a": ""}, empty=True) == "<w:t/>"
    assert printed(made, {"a": "x"}) == "<w:t>x</w:t>"


def test_a_long_choice_takes_the_first_branch_that_holds():
    test = lambda value: Condition("eq", parts=(Condition("field", path=("k",)), Condition("const", value=value)))  # noqa: E731 - a short name
    branches = tuple((test(value), (Const(f"{number}{value}"),)) for number, value in enumerate("aabcde"))
    last = (Condition("field", path=("other",)), (Const("other"),))
    made = Plan((If((*branches, last), (Const("none"),)),))
    said = [printed(made, {"k": key, "other": other}) for key, other in (("a", ""), ("e", ""), ("z", "x"), ("z", ""))]
    assert said == ["0a", "5e", "other", "none"]


def test_a_loop_tells_its_place():
    made = of(
        "{% for t in ts %}{{ loop.index }}/{{ loop.length }} {{ t }}{% if not loop.last %}, {% endif %}{% endfor %}"
    )
    assert printed(made, {"ts": ["a", "b"]}) == "1/2 a, 2/2 b"


def test_a_name_of_a_loop_does_not_outlive_it():
    sheet = Sheet()
    Plan((For("t", ("ts",), (Put(("t",)),)), Put(("t",)))).step()({"ts": ["a"]}, sheet)
    assert [each.place for each in sheet.problems] == ["t"]


_fields = st.fixed_dictionaries({
    name: st.sampled_from(["", "x", "cash", "<&>", "Ann Lee"]) for name in "abc"
} | {"ts": st.lists(st.fixed_dictionaries({"d": st.sampled_from(["x", "&", ""])}), max_size=3)})  # fmt: skip
_atoms = st.sampled_from(["a", "b", "c", "'x'", "'cash'"])
_tests = st.recursive(
    _atoms | st.tuples(_atoms, st.sampled_from(["==", "!="]), _atoms).map(" ".join),
    lambda inner: st.one_of(
        inner.map(lambda each: f"not ({each})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda each: f"({each[0]}) {each[1]} ({each[2]})"),
    ),
    max_leaves=4,
)
_bits = st.sampled_from(["words ", "{{ a }}", "{{ b|upper }}", "{{ c|trim }}", " - "])
_sources = st.recursive(
    st.lists(_bits, min_size=1, max_size=4).map("".join),
    lambda inner: st.one_of(
        st.tuples(_tests, inner, inner).map(lambda e: f"{{% if {e[0]} %}}{e[1]}{{% else %}}{e[2]}{{% endif %}}"),
        st.tuples(_tests, inner, _tests, inner).map(
            lambda e: f"{{% if {e[0]} %}}{e[1]}{{% elif {e[2]} %}}{e[3]}{{% endif %}}"
        ),
        inner.map(lambda e: f"{{% for t in ts %}}{{{{ t.d }}}}{e}{{% endfor %}}"),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=6,
)


@given(_sources, _fields)
def test_a_plan_prints_what_jinja_prints(source, context):
    wanted = Environment(autoescape=True).from_string(source).render(context)
    wanted = wanted.replace("&#34;", '"').replace("&#39;", "'")
    assert printed(of(source), context, empty=True) == wanted


@pytest.mark.parametrize("value", [1.5, object(), True, b"x", ["x"]])
def test_what_is_no_text_and_no_number_is_not_printed(value):
    sheet = Sheet()
    Plan((Put(("a",)),)).step()({"a": value}, sheet)
    assert [each.code for each in sheet.problems] == ["E022"]
