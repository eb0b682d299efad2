"""The project's own documents: every word of the filed text, in its order, and every file in its one form."""

from __future__ import annotations

import re

import pytest

from engross.clauses.addresses import index, parse
from engross.clauses.words import printed, words
from engross.instruments.operations import Delete, Renumber
from engross.reading import kinds
from engross.reading.kinds import from_yaml, read_instrument, read_text_yaml, to_yaml

FILES = ("plan_text/plan.yaml", "templates/agreement.yaml", "templates/acceptance.yaml", "amendments/amendment-1.yaml")


def text_of(value):
    return getattr(value, "text", value)


def words_of_all(contents: list[str]) -> list[str]:
    return [word for each in contents for word in words(text_of(from_yaml(each)))]


@pytest.fixture
def contents(root):
    return [(root / each).read_text() for each in FILES]


@pytest.fixture
def filed(shared):
    return (shared / "seed/atg-director-plan.txt").read_text().split()


def test_the_four_texts_are_the_filed_words_in_order(contents, filed):
    assert words_of_all(contents) == filed
    assert len(filed) == 2323


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        (0, "dividend, recapitalization,", "dividend recapitalization,"),  # one comma in a clause's words
        (0, 'separator: ","', 'separator: ";"'),  # one mark between items
        (0, "Administration, Delegation", "Administration Delegation"),  # one comma in a heading
        (0, "label: iii.", "label: iii"),  # one full stop of a label
        (1, "[ , ____]", "[ ____]"),  # one comma in a blank
        (1, '"ART TECHNOLOGY GROUP, INC."', '"ART TECHNOLOGY GROUP INC."'),  # one comma in a signature block
        (2, "Group, Inc. 1999", "Group Inc. 1999"),
        (3, "February 3, 2005", "February 3 2005"),
    ],
)
def test_one_comma_more_or_less_is_noticed(contents, filed, at, before, after):
    assert before in contents[at]
    contents[at] = contents[at].replace(before, after)
    assert words_of_all(contents) != filed


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_written_as_engross_writes_it(root, file):
    kept = (root / file).read_text()
    schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", kept)[1]
    comments = re.compile(r"^ *# .*\n", re.MULTILINE)
    assert comments.sub("", to_yaml(from_yaml(kept), schema=schema)) == comments.sub("", kept)
    assert (root / file).parent.joinpath(schema).is_file()


def test_lists_within_lists_keep_their_own_joiners(root):
    plan = read_text_yaml(root / FILES[0])
    payment = index(plan).clauses["options.payment"]
    permitted = index(plan).clauses["options.payment.permitted"]
    assert payment.joints == (";", ";", "; or", ".")
    assert permitted.joints == (",", ", or", "")
    assert printed(permitted).endswith(
        "or (iii) by payment of such other lawful consideration as the Board may determine"
    )


def test_what_the_documents_do_not_tell_is_known_to_be_missing(root):
    assert dict(read_text_yaml(root / FILES[0]).dates) == {"adopted": None, "stockholder_approval": None}


def test_the_amendment_tells_its_authority_and_infers_its_effect(root):
    amendment = read_instrument(root / FILES[3])
    assert amendment.name == "Amendment No. 1"
    assert (amendment.authority, str(amendment.approved.date)) == ("7(d)", "2005-02-03")
    assert (str(amendment.effect.dated.date), amendment.effect.dated.basis) == ("2005-02-03", "inferred")


def test_the_amendment_is_one_sentence_with_two_operations_on_clauses_of_the_plan(root):
    (instruction,) = read_instrument(root / FILES[3]).instructions
    first, second = instruction.operations
    assert isinstance(first, Delete)
    assert isinstance(second, Renumber)
    clauses = index(read_text_yaml(root / FILES[0]))
    assert clauses.resolve(parse(first.target.at)) == ("options.payment.permitted.note",)
    assert clauses.resolve(parse(second.target.at)) == ("options.payment.permitted.consideration",)
    assert second.to == "(ii)"


def test_the_blanks_of_the_agreement_are_the_record_s_fields_in_the_order_printed(root):
    blanks = [each for clause in read_text_yaml(root / FILES[1]).root.walk() for each in clause.blanks]
    assert [(each.field, each.form) for each in blanks if not each.by_hand] == [
        ("grant_date", "long-date"),
        ("participant.name.legal_name", "text"),
        ("quantity", "shares"),
        ("exercise_price.amount", "price"),
    ]


def test_no_open_place_of_a_form_is_forgotten(root):
    for file in FILES[1:3]:
        text = read_text_yaml(root / file)
        open_places = re.findall(r"\[[ ,_]*\]|-{20,}", printed(text))
        assert [each.printed for clause in text.root.walk() for each in clause.blanks] == open_places


def test_every_kind_has_a_name_of_its_own():
    assert sorted(kinds.KINDS) == ["amendment", "project", "text"]
