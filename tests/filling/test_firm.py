"""A firm's own template is filled from the same record and says the same words."""

from __future__ import annotations

import runpy
from dataclasses import replace

import pytest

from engross.filling.firm import fill_firm, firm_template, record_context, record_fields
from engross.filling.grants import fill
from engross.granting.records import read_grant
from engross.paper import readback
from engross.paper.template_open import opened
from engross.problems import InputError
from engross.reading.kinds import read_text_yaml


@pytest.fixture(scope="module")
def grant(root):
    return read_grant(root / "grants" / "NSO-0001.yaml")


@pytest.fixture(scope="module")
def own(root, tmp_path_factory):
    data = (root / "templates" / "firm-agreement.docx").read_bytes()
    return firm_template(data, cache=tmp_path_factory.mktemp("cache"))


def test_the_firms_paper_says_the_words_of_the_form(root, grant, own):
    form = read_text_yaml(root / "templates" / "agreement.yaml")
    assert readback.docx_words(fill_firm(own, grant)) == readback.document_words(fill(form, grant))


def test_the_example_is_what_its_script_makes(root):
    script = runpy.run_path(str(root / "templates" / "make_firm.py"))
    made = script["made"](root / "templates" / "agreement.yaml")
    assert opened(made) == opened((root / "templates" / "firm-agreement.docx").read_bytes())


def test_what_the_record_lacks_is_named_with_the_records_line(grant, own):
    with pytest.raises(InputError) as refused:
        fill_firm(own, replace(grant, quantity=None))
    (problem,) = refused.value.problems
    assert (problem.code, problem.what) == ("E021", "nothing is given for quantity")
    assert problem.source is not None


def test_names_are_words_and_never_markup(grant, own):
    person = replace(grant.participant, name=replace(grant.participant.name, legal_name="{{ 7*7 }} <w:del> & Sons"))
    words = readback.docx_words(fill_firm(own, replace(grant, participant=person)))
    assert "{{ 7*7 }} <w:del> & Sons" in " ".join(words)


def test_a_record_is_printed_as_forms_print_it(grant):
    context = record_context(grant)
    assert context["exercise_price"]["currency"] == "USD"
    assert context["participant"]["name"]["legal_name"] == grant.participant.name.legal_name
    assert context["quantity"] == f"{grant.quantity:,}"


def test_every_printed_field_of_a_record_is_a_field_a_template_may_name(grant):
    def paths(value, stem):
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from paths(inner, f"{stem}.{name}" if stem else name)
        elif isinstance(value, tuple):
            for inner in value:
                yield from paths(inner, f"{stem}[]")
        else:
            yield stem

    known = record_fields()
    assert [path for path in paths(record_context(grant), "")
            if not any(each == path or each.startswith(f"{path}.") for each in known)] == []  # fmt: skip
