"""Compiled templates give docxtpl's own bytes, and the right words where docxtpl is wrong."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_samples import agreement, part, record, saved, with_footnotes, word

from engross.paper.template_compile import Compiled
from engross.paper.template_docxtpl import oracle
from engross.paper.template_ladder import recipe
from engross.problems import InputError

HOSTILE = (
    "{{ 7*7 }}", "{% if 1 %}x{% endif %}", "{# note #}", "R&D", "A < B", "x <b>bold</b> y", "<w:del>", "<!--",
    "</body>",
    "</w:t></w:r></w:p>", "&lt;", "AT&T; Inc",
    "O'Neil \"Bo\"", "]]>", "李小龍 Łukasz", "a  b", " edge ", "\u00a0", "\\",
    "%}",
    "\u2028", "é", "x" * 70_000,
)  # fmt: skip
TEMPLATE = agreement()
RECIPE = recipe(TEMPLATE)
COMPILED = Compiled(recipe=RECIPE, template=TEMPLATE)


def same_as_docxtpl(template, compiled, context):
    made = {**compiled.recipe.constants, **compiled.parts(context)}
    return {name: made[name] == raw for name, raw in oracle(template, context).items()}


def test_a_template_of_plain_tags_becomes_a_plan():
    assert RECIPE.rung == "plan"


@pytest.mark.parametrize("value", HOSTILE)
def test_document_header_and_footer_are_docxtpls_own_bytes_for_hostile_values(value):
    found = same_as_docxtpl(TEMPLATE, COMPILED, record(value))
    assert found == {"word/document.xml": True, "word/header1.xml": True, "word/footer1.xml": True}


_words = st.lists(st.sampled_from([*HOSTILE[:-1], "the", "Option"]), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=25)
@given(
    value=_words, spouse=st.just("") | _words, kind=st.sampled_from(["cash", "note", "stock"]), rows=st.integers(0, 3)
)
def test_any_record_gives_docxtpls_own_bytes(value, spouse, kind, rows):
    context = record(value, spouse=spouse, kind=kind, tranches=[{"date": value, "amount": str(i)} for i in range(rows)])
    lenient = Compiled(recipe=RECIPE, template=TEMPLATE, empty=True)
    assert all(same_as_docxtpl(TEMPLATE, lenient, context).values())


def test_the_same_record_gives_the_same_bytes():
    again = Compiled(recipe=recipe.__wrapped__(TEMPLATE), template=TEMPLATE)
    assert COMPILED.fill(record()) == again.fill(record())


def test_word_opens_what_is_made():
    made = docx.Document(io.BytesIO(COMPILED.fill(record("Smith & Sons <LLP>"))))
    assert made.paragraphs[0].text == "Smith & Sons <LLP>"


def test_a_title_is_escaped_once_and_private_properties_are_not_handed_on():
    made = docx.Document(io.BytesIO(COMPILED.fill(record("Smith & Sons")))).core_properties
    assert (made.title, made.author, made.comments) == ("Agreement with Smith & Sons", "", "")


@pytest.mark.parametrize("sections", [1, 2, 3])
@pytest.mark.parametrize("value", ["{{ 7*7 }}", "{% if 1 %}x{% endif %}", "{_{ b }_}"])
def test_a_value_in_a_footnote_is_never_taken_for_a_template(sections, value):
    template = with_footnotes(sections)
    made = Compiled(recipe=recipe(template), template=template).fill({"company": value})
    assert f"Held by {value}.".encode() in part(made, "word/footnotes.xml")


def test_docxtpls_own_signs_for_braces_come_out_unchanged():
    made = COMPILED.parts(record("a {_{ b }_} c"))
    assert b"a {_{ b }_} c" in made["word/document.xml"]


def test_every_missing_field_is_named_at_once():
    with pytest.raises(InputError) as refused:
        COMPILED.fill({"company": "Lantern", "participant": {"name": {}}, "tranches": [{}], "kind": None, "spouse": ""})
    assert {each.place for each in refused.value.problems} == {
        "custom_id", "participant.name.legal_name", "grant_date", "quantity", "price.amount", "spouse", "t.date",
        "t.amount", "how",
    }  # fmt: skip


def test_none_is_missing_and_is_never_printed():
    with pytest.raises(InputError) as refused:
        COMPILED.fill(record(quantity=None))
    assert "quantity is nothing where words are wanted" in str(refused.value)


def test_a_line_break_is_refused_in_a_one_line_field():
    with pytest.raises(InputError) as refused:
        COMPILED.fill(record(how="a\nb", kind="other"))
    assert str(refused.value) == "error E100: how holds a line break\nhelp: write it on one line"


def test_a_line_break_is_a_line_break_where_the_field_may_have_one():
    template = word("To: {{ address }}")
    compiled = Compiled(recipe=recipe(template), template=template, multiline=frozenset({"address"}))
    context = {"address": "1 Main St\nSuite <4>\n"}
    assert all(same_as_docxtpl(template, compiled, context).values())


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\t", "\x0c", "\x1b", "\ufffe", "\ud800"])
def test_signs_that_vanish_or_part_paragraphs_are_refused(sign):
    with pytest.raises(InputError) as refused:
        COMPILED.fill(record(how=f"a{sign}b", kind="other"))
    assert f"how holds U+{ord(sign):04X}" in str(refused.value)


@pytest.mark.parametrize(
    "paragraph",
    ["{{ company|title }}", "{{ tranches|length }}", "{% colspan quantity %}{{ company }}"],
)
def test_what_is_no_plan_goes_to_jinja_and_is_right_too(paragraph):
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = paragraph
    template = saved(document)
    made = recipe(template)
    assert made.rung == "jinja"
    compiled = Compiled(recipe=made, template=template)
    assert all(same_as_docxtpl(template, compiled, record("R&D <x>", quantity="1")).values())


def test_jinja_names_a_missing_field():
    template = word("{{ company|title }}")
    with pytest.raises(InputError) as refused:
        Compiled(recipe=recipe(template), template=template).fill({})
    assert refused.value.problems[0].code == "E021"


@pytest.mark.parametrize(("value", "code"), [
    ("", "E021"), (None, "E021"), (True, "E021"),
    ("a\x07b", "E007"), ("a\nb", "E100"), (object(), "E022"), (1.5, "E022"),
])  # fmt: skip
@pytest.mark.parametrize("tag", ["{{ company }}", "{{ company }}{{ quantity|title }}"])
def test_both_rungs_refuse_what_would_print_nothing_or_something_else(value, code, tag):
    template = word(tag)
    compiled = Compiled(recipe=recipe(template), template=template)
    with pytest.raises(InputError) as refused:
        compiled.fill({"company": value, "quantity": "1"})
    assert refused.value.problems[0].code in (code, "E022" if value in (None, True) else code)


def test_a_table_a_loop_may_empty_is_left_to_docxtpls_own_repair():
    def table(document):
        made = document.add_table(rows=3, cols=2)
        made.cell(0, 0).text, made.cell(2, 0).text = "{%tr for t in tranches %}", "{%tr endfor %}"
        made.cell(1, 0).text = "{{ t.date }}"

    template = word("A table:", change=table)
    compiled = Compiled(recipe=recipe(template), template=template)
    assert compiled.recipe.rung == "jinja"
    for rows in (0, 2):
        assert all(same_as_docxtpl(template, compiled, record(tranches=[{"date": "d"}] * rows)).values())
