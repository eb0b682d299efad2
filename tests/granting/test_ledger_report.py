"""The ledger in rows, CSV and pictures, and as a paper."""

from __future__ import annotations

import csv
import io
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from engross.filling.ledger import ledger_document
from engross.filling.render import render
from engross.granting.dates import Period
from engross.granting.ledger import keep
from engross.granting.ledger_report import (
    COLUMNS,
    OPTION_COLUMNS,
    as_csv,
    caption,
    chart,
    days,
    option_rows,
    rows,
)
from engross.granting.record import Event, Grant
from engross.granting.terms import Terms
from engross.paper.document import Table

TERMS = Terms(term=Period(10, "years"), must_open=True)
GRANTS = [
    Grant(custom_id="=A", grant_date=date(2005, 3, 1), quantity=400,
          events=(Event(type="exercise", date=date(2006, 1, 2), quantity=100),)),
    Grant(custom_id="B", grant_date=date(2005, 3, 1), quantity=700),
]  # fmt: skip


@pytest.fixture
def ledger():
    return keep(GRANTS, 1_000, as_of=date(2007, 1, 1), terms=TERMS)


def test_rows_are_the_steps(ledger):
    assert [row["date"] for row in rows(ledger)] == [None, "2005-03-01", "2005-03-01", "2006-01-02"]
    assert [(row["quantity"], row["available"]) for row in rows(ledger)] == [
        (1000, 1000), (400, 600), (600, 0), (100, 0)]  # fmt: skip


def test_an_options_row_says_what_it_may_do(ledger):
    assert option_rows(ledger, TERMS)[1] == {
        "grant": "B", "granted": 700, "left": 600, "exercised": 0, "returned": 0, "excess": 100, "exercisable": None,
        "last_day": "2015-03-01", "why": "not before stockholder approval, whose date is not known",
    }  # fmt: skip


def test_csv_reads_back_and_no_cell_is_a_formula(ledger):
    read = list(csv.DictReader(io.StringIO(as_csv(rows(ledger), COLUMNS))))
    assert [each["grant"] for each in read] == ["", "'=A", "B", "'=A"]
    assert [int(each["available"]) for each in read] == [1000, 600, 0, 0]
    assert "\n2005-03-01,grant,=A," in as_csv(rows(ledger), COLUMNS, raw=True)
    assert as_csv(option_rows(ledger, TERMS), OPTION_COLUMNS).splitlines()[0] == ",".join(OPTION_COLUMNS)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝"])
def test_what_a_spreadsheet_would_run_is_led_by_an_apostrophe(sign):
    assert as_csv([{"a": f"{sign}1+1"}], ["a"]).splitlines()[1].lstrip('"').startswith("'")


def test_the_chart_is_an_image_whose_bands_fill_the_reserve(ledger):
    svg = ET.fromstring(chart(ledger))  # noqa: S314 - our own picture
    bands = svg.findall("{http://www.w3.org/2000/svg}polygon")
    assert len(bands) == 3
    tops = [min(float(corner.split(",")[1]) for corner in band.get("points").split()) for band in bands]
    assert tops == sorted(tops, reverse=True)
    assert svg.find("{http://www.w3.org/2000/svg}title").text == caption(ledger)


def test_a_ledger_without_a_grant_has_no_chart():
    assert chart(keep([], 100, as_of=date(2007, 1, 1))) == ""


def test_a_long_ledger_is_drawn_with_a_bounded_number_of_corners():
    many = [Grant(custom_id=str(i), grant_date=date.fromordinal(730_000 + i), quantity=1) for i in range(5_000)]
    ledger = keep(many, 10_000, as_of=date(2020, 1, 1))
    assert len(days(ledger)) == 5_000
    assert len(chart(ledger)) < 400_000


def test_the_caption_tells_the_state(ledger):
    assert caption(ledger) == "Of 1,000 shares 0 available, 900 outstanding and 100 issued on 2007-01-01"


def test_the_paper_holds_the_bars_the_options_and_every_step(ledger):
    paper = ledger_document(ledger, TERMS)
    bars, options, steps = [block for block in paper.blocks if isinstance(block, Table)]
    assert [len(bars.rows), len(options.rows), len(steps.rows)] == [3, 3, 5]
    assert "B of 700 shares on 2005-03-01 is 100 over the reserve" in render(paper, "text").replace("\n", " ")


def test_a_long_ledgers_paper_holds_the_last_steps_and_says_what_it_leaves_out():
    many = [Grant(custom_id=str(i), grant_date=date.fromordinal(730_000 + i), quantity=1) for i in range(600)]
    paper = ledger_document(keep(many, 10_000, as_of=date(2020, 1, 1)), TERMS)
    assert [len(block.rows) for block in paper.blocks if isinstance(block, Table)][1:] == [500, 501]
    text = " ".join(render(paper, "text").split())
    assert "101 earlier steps are left out of this paper" in text
    assert "101 more options" in text


@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_the_paper_is_made_in_every_format(ledger, form):
    assert render(ledger_document(ledger, TERMS), form)
