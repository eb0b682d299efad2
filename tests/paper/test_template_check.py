"""The gate: each fault of a template in the words a lawyer reads."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import yaml
from word_samples import FIELDS, agreement, part, repacked, saved, with_footnotes, word

from engross.paper.template_check import check_template, template_fields
from engross.problems import InputError

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("templates.yaml").read_text(encoding="utf-8"))


def said(data, fields=FIELDS, **more):
    return [str(each) for each in check_template(data, fields, name="form.docx", **more)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " / ".join(case["template"])[:60])
def test_a_template_gets_the_answer_of_its_case(case):
    expected = [case["refused"].rstrip("\n")] if "refused" in case else []
    assert said(word(*case["template"])) == expected


def test_a_whole_agreement_passes():
    assert said(agreement()) == []


def test_all_faults_are_named_in_one_run():
    codes = [each.code for each in check_template(word("{{ nmae }}", "{{ x() }}", "{{ company"), FIELDS)]
    assert codes == ["E087", "E088", "E089"]


def test_without_fields_any_name_will_do():
    assert said(word("{{ nmae }}"), None) == []


def test_fields_are_listed_in_the_order_they_are_named():
    assert template_fields(agreement())[:4] == ("company", "participant.name.legal_name", "grant_date", "quantity")


def test_the_fields_of_a_broken_template_are_not_guessed():
    with pytest.raises(InputError):
        template_fields(word("{{ x() }}"))


def test_a_field_of_a_footnote_is_checked_too():
    assert said(with_footnotes(1), ("compny",)) != []


def test_a_tag_in_a_document_property_is_checked_too():
    document = docx.Document()
    document.add_paragraph("Words.")
    document.core_properties.title = "{{ cycler.__init__ }}"
    assert [each.code for each in check_template(saved(document), FIELDS)] == ["E088"]


def test_a_field_that_is_wanted_and_never_printed_is_warned_of():
    found = check_template(word("{{ company }}"), FIELDS, wanted=("company", "quantity"))
    assert [str(each) for each in found] == ["warning W090: the template never prints quantity\nhelp: print it there"]


def test_a_bookmark_in_a_loop_would_be_duplicated():
    data = word("{% for t in tranches %}", "{{ t.date }}", "{% endfor %}")
    xml = part(data, "word/document.xml").decode()
    marked = xml.replace("<w:r><w:t>{{ t.date", '<w:bookmarkStart w:id="1" w:name="here"/><w:r><w:t>{{ t.date')
    found = said(repacked(data, {"word/document.xml": marked.encode()}))
    assert [each.splitlines()[0] for each in found] == [
        "form.docx:1:1: error E095: paragraph 2 “{{ t.date }}”: the bookmark here in a loop would come out many times"
    ]


def test_tags_docxtpl_would_leave_as_they_stand_are_named():
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = f'<w:endnotes xmlns:w="{namespace}"><w:p><w:r><w:t>{{{{ company }}}}</w:t></w:r></w:p></w:endnotes>'
    found = said(repacked(word("Words."), {"word/endnotes.xml": notes.encode()}))
    what = "form.docx:1:1: error E095: word/endnotes.xml holds a tag, and tags there are printed as they stand"
    assert found == [f"{what}\nhelp: move it to the body, a header, a footer or a footnote"]


def test_tags_that_do_not_come_together_are_refused():
    def table(document):
        document.add_table(rows=1, cols=2).cell(0, 0).text = "{% if spouse %}a"
        document.add_paragraph("b{% endif %}")

    (found,) = said(word("x", change=table))
    assert found == (
        "form.docx:1:1: error E089: the tags do not come together: a condition or loop begins and ends in different "
        "paragraphs, cells or tables\nhelp: open and close each tag in the same paragraph, row or cell"
    )


HOSTILE = (
    "{{ cycler.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}", "{{ self._TemplateReference__context }}",
    "{{ 'a' * 300000000 }}", "{{ '%1000000000d'|format(1) }}", "{{ 'a'|center(1000000000) }}", "{{ range(99999) }}",
    "{% for a in range(99999) %}{% endfor %}", "{{ [1]*1000000 }}", "{{ 9 ** 9 }}", "{{ tpl.save('x') }}",
    "{{ tranches.append(1) }}", "{% macro f() %}{% endmacro %}", "{% import 'x' as y %}", "{% extends 'x' %}",
    "{% block a %}{% endblock %}", "{% filter upper %}x{% endfilter %}", "{% raw %}x{% endraw %}", "{% do x %}",
    "{{ namespace(a=1) }}", "{{ lipsum() }}", "{{ (lambda x: x)(1) }}", "{{ company.format(1) }}", "{{ x is defined }}",
    "{% for t in tranches if t %}{% endfor %}", "{% for t in tranches recursive %}{% endfor %}",
    "{{ 1 if company else 2 }}",
    "{{ {'a': 1} }}", "{% call f() %}{% endcall %}", "{% with a = 1 %}{% endwith %}",
    "{% autoescape false %}x{% endautoescape %}",
)  # fmt: skip


@pytest.mark.parametrize("tag", HOSTILE)
def test_a_hostile_tag_is_refused_before_anything_is_rendered(tag):
    found = check_template(word(f"Words {tag}"), FIELDS)
    assert {each.code for each in found} <= {"E087", "E088", "E089"}
    assert any(each.code in ("E088", "E089") for each in found)
