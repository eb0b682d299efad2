"""Filling forms from grant records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engross
from engross.clauses.clause import Blank, Clause, Text
from engross.clauses.words import printed
from engross.filling.grants import entries, fill
from engross.granting.record import Address, Grant, Money, Name, Participant
from engross.granting.records import read_grant
from engross.paper.document import Line, Paragraph, Run, SignatureBlock
from engross.paper.readback import document_words
from engross.problems import InputError, Problem, Source
from engross.reading.kinds import read_text_yaml

FORM = Text(
    root=Clause(
        id="agr",
        children=(
            Clause(
                id="agr-1",
                label="1.",
                heading="Grant.",
                text='On [ , ____] (the "Grant Date") the Company grants to [ ] an option for [ ] shares at $[ ] each.',
                blanks=(
                    Blank(printed="[ , ____]", field="grant_date", form="long-date"),
                    Blank(printed="[ ]", field="participant.name.legal_name"),
                    Blank(printed="[ ]", field="quantity", form="shares"),
                    Blank(printed="[ ]", field="exercise_price.amount", form="price"),
                ),
            ),
            Clause(id="agr-2", label="2.", text="It is subject to the Plan."),
        ),
    ),
    kind="agreement",
    name="Option Agreement",
)
GRANT = Grant(
    custom_id="NSO-0001",
    grant_date=date(2005, 3, 1),
    quantity=10_000,
    exercise_price=Money(amount=Decimal("1.15")),
    participant=Participant(
        name=Name(legal_name="Renée O'Hara-Smith, Jr."),
        addresses=(Address(street_suite="25 First Street\nSuite #4", city="Cambridge", country_subdivision="MA",
                           postal_code="02141"),),
    ),
    sources={"quantity": Source(file="g.yaml", line=7, column=11)},
    source=Source(file="g.yaml", line=1),
)  # fmt: skip


def words_of(document):
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    return "\n".join("".join(run.text for run in paragraph.runs) for paragraph in paragraphs)


def test_every_blank_is_filled_in_the_form_it_asks_for():
    filled = fill(FORM, GRANT)
    said = (
        'On March 1, 2005 (the "Grant Date") the Company grants to Renée O\'Hara-Smith, Jr. an option for 10,000 shares'
    )
    assert f"{said} at $1.15 each." in words_of(filled)
    assert not filled.draft


def test_the_filled_form_less_the_values_is_the_form():
    runs = [run for block in fill(FORM, GRANT).blocks if isinstance(block, Paragraph) for run in block.runs]
    blanks = iter([blank for clause in FORM.root.walk() for blank in clause.blanks])
    back = "".join(next(blanks).printed if run.mark == "value" else run.text for run in runs)
    assert "".join(back.split()) == "".join(printed(FORM, labels=False).split())


@given(st.lists(st.text(alphabet="abc XYZé&<>{}%#$[]()'\".,", min_size=1).filter(str.strip), min_size=4, max_size=4))
def test_values_are_words_and_never_markup_and_leave_the_form_as_it_was(values):
    fields = ["grant_date", "participant.name.legal_name", "quantity", "exercise_price.amount"]
    filled = fill(FORM, GRANT, values=dict(zip(fields, values, strict=True)))
    runs = [run for block in filled.blocks if isinstance(block, Paragraph) for run in block.runs]
    assert [run.text for run in runs if run.mark == "value"] == values
    blanks = iter([blank for clause in FORM.root.walk() for blank in clause.blanks])
    back = "".join(next(blanks).printed if run.mark == "value" else run.text for run in runs)
    assert "".join(back.split()) == "".join(printed(FORM, labels=False).split())


def test_all_that_is_missing_is_named_at_once_with_its_place_in_record_and_form():
    with pytest.raises(InputError) as refused:
        fill(FORM, replace(GRANT, quantity=None, participant=Participant(name=Name(legal_name=" "))))
    assert [(each.code, each.place, each.source) for each in refused.value.problems] == [
        ("E021", "participant.name.legal_name", GRANT.source),
        ("E021", "quantity", GRANT.sources["quantity"]),
    ]
    assert refused.value.problems[1].what == (
        "quantity is missing; it fills [ ] in agreement, Section 1: “… Company grants to [ ] an option for [ ] shares "
        "at $[ ] each.”"
    )


def test_a_draft_shows_its_blanks_and_is_a_draft():
    draft = fill(FORM, replace(GRANT, quantity=None), draft=True)
    assert draft.draft
    assert Run("[ ]", "blank") in [run for block in draft.blocks if isinstance(block, Paragraph) for run in block.runs]


def test_a_form_asking_for_what_no_record_has_is_told_the_nearest():
    wrong = replace(FORM.root.children[0], blanks=(Blank(printed="[ , ____]", field="participant.nmae.legal_name"),))
    with pytest.raises(InputError) as refused:
        fill(replace(FORM, root=replace(FORM.root, children=(wrong,))), GRANT)
    assert [(each.code, each.place) for each in refused.value.problems] == [("E020", "participant.nmae.legal_name")]


def test_a_value_of_another_kind_and_a_way_of_writing_nobody_knows_are_named():
    wrong = replace(
        FORM.root.children[0],
        blanks=(Blank(printed="[ , ____]", field="quantity", form="long-date"),
                Blank(printed="[ ]", field="quantity", form="share")),
    )  # fmt: skip
    with pytest.raises(InputError) as refused:
        fill(replace(FORM, root=replace(FORM.root, children=(wrong,))), GRANT)
    assert [(each.code, each.candidates) for each in refused.value.problems] == [("E022", ()), ("E024", ("shares",))]


def test_a_fault_of_the_record_is_told_where_it_would_have_been_printed():
    fault = Problem(code="E041", what="only whole shares", place="quantity")
    with pytest.raises(InputError) as refused:
        fill(FORM, replace(GRANT, quantity=None, faults=(fault,)))
    (told,) = refused.value.problems
    assert (told.code, told.what.partition(";")[2].startswith(" it fills [ ] in agreement, Section 1")) == (
        "E041",
        True,
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [("Ann\nBob", "E100"), ("Ann " * 70, "E101"), ("A" * 61, "E102"), ("Ann\u202eBob", "E007"), ("Ann\x07", "E007")],
)
def test_what_cannot_be_printed_on_one_line_is_refused(name, code):
    with pytest.raises(InputError) as refused:
        fill(FORM, replace(GRANT, participant=Participant(name=Name(legal_name=name))))
    assert [each.code for each in refused.value.problems] == [code]


def test_a_value_for_no_blank_is_refused():
    with pytest.raises(InputError) as refused:
        fill(FORM, GRANT, values={"grantdate": "May 1, 2005"})
    assert [(each.code, each.candidates) for each in refused.value.problems] == [("E020", ("grant_date",))]


def test_words_and_figures_come_from_one_value():
    both = replace(
        FORM.root.children[0],
        text="A total of [A] ([B]) shares, that is [C], at [D].",
        blanks=(
            Blank(printed="[A]", field="quantity", form="shares-in-words"),
            Blank(printed="[B]", field="quantity", form="shares"),
            Blank(printed="[C]", field="quantity", form="shares"),
            Blank(printed="[D]", field="exercise_price", form="price-in-words"),
        ),
    )
    filled = fill(replace(FORM, root=replace(FORM.root, children=(both,))), GRANT)
    assert "ten thousand (10,000)" in words_of(filled)
    assert words_of(filled).count("10,000") == 3
    assert "one and 15/100 dollars ($1.15)" in words_of(filled)


def test_lines_for_signatures_and_dates_stay_open_and_known_lines_are_typed_on():
    rule = "-" * 20
    block = Clause(
        id="acc-sign",
        kind="signature",
        rows=(
            (rule,),
            ("Name:",),
            (f"      {rule}",),
            ("Address:",),
            (f"         {rule}",),
            ("",),
            (f"         {rule}",),
            (f"         {rule}",),
            ("Dated:",),
            (f"       {rule}",),
        ),
        blanks=(
            Blank(printed=rule, field="participant.signature", form="signature", by_hand=True),
            Blank(printed=rule, field="participant.name.legal_name", by_hand=True),
            Blank(printed=rule, field="participant.address_lines.1", by_hand=True),
            Blank(printed=rule, field="participant.address_lines.2", by_hand=True),
            Blank(printed=rule, field="participant.address_lines.4", by_hand=True),
            Blank(printed=rule, field="acceptance.date", form="date-signed", by_hand=True),
        ),
    )
    form = Text(root=Clause(id="acc", children=(block,)), kind="acceptance")
    (signature,) = [each for each in fill(form, GRANT).blocks if isinstance(each, SignatureBlock)]
    lines = [cell.value for row in signature.rows for cell in row if isinstance(cell, Line)]
    assert lines == ["", "Renée O'Hara-Smith, Jr.", "25 First Street", "Suite #4", "", ""]


def test_an_address_of_more_lines_than_the_form_has_is_refused_for_a_line_would_be_lost():
    rules = ("---- ", "---- ")
    block = Clause(
        id="acc-sign",
        kind="signature",
        rows=(("Address:",), *((rule.strip(),) for rule in rules)),
        blanks=tuple(
            Blank(printed="----", field=f"participant.address_lines.{number}", by_hand=True) for number in (1, 2)
        ),
    )
    with pytest.raises(InputError) as refused:
        fill(Text(root=Clause(id="acc", children=(block,)), kind="acceptance"), GRANT)
    assert [(each.code, each.what) for each in refused.value.problems] == [
        (
            "E102",
            "participant.address_lines has 3 entries, and the form has room for 2: “Cambridge, MA 02141” would be lost",
        )
    ]


def test_each_entry_says_what_fills_which_blank():
    assert [(each.clause, each.value) for each in entries(FORM, replace(GRANT, quantity=None))] == [
        ("agr-1", "March 1, 2005"),
        ("agr-1", "Renée O'Hara-Smith, Jr."),
        ("agr-1", ""),
        ("agr-1", "1.15"),
    ]


@pytest.mark.parametrize("form", ["agreement", "acceptance"])
@pytest.mark.parametrize("grant", ["NSO-0001", "NSO-0002", "NSO-0003"])
def test_the_plans_own_forms_filled_are_the_form_with_the_values_in_its_blanks(root, form, grant):
    """F01: the filled paper less the record's values is the form, word for word."""
    text, record = read_text_yaml(root / "templates" / f"{form}.yaml"), read_grant(root / "grants" / f"{grant}.yaml")
    wanted, start = printed(text), 0
    filled_in = entries(text, record)
    for entry in filled_in:
        at = wanted.index(entry.blank.printed, start)
        said = entry.value or entry.blank.printed
        wanted, start = f"{wanted[:at]}{said}{wanted[at + len(entry.blank.printed) :]}", at + len(said)
    assert document_words(fill(text, record)) == [word for word in wanted.split() if set(word) != {"-"}]
    assert form != "agreement" or all(entry.value for entry in filled_in if not entry.blank.by_hand)


def test_the_verb_is_there_under_its_public_name_whatever_was_imported_before():
    assert engross.fill(FORM, GRANT) == fill(FORM, GRANT)
