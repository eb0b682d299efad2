"""A packet says where its papers begin and where people sign, in a form signing services take."""

from __future__ import annotations

import json

import pytest
from paper_samples import acceptance, agreement, plan

from engross.paper import packet as packets
from engross.paper import readback_pdf
from engross.problems import OutputError

PAPERS = (agreement(), acceptance(), plan())


def test_a_packet_holds_its_papers_in_order():
    made = packets.packet(PAPERS)
    assert made.papers == (("Stock Option Agreement", 1), ("Participant’s Acceptance", 2), ("2001 Director Plan", 3))
    assert made.pages == 6
    assert made.problems == ()


def test_fields_are_told_in_points_and_percent():
    made = packets.packet(PAPERS)
    told = json.loads(packets.fields_json(made))
    assert [field["name"] for field in told["fields"]] == [
        "company_signature", "company_date", "company_title", "participant_signature", "participant_address",
        "participant_address_2",
    ]  # fmt: skip
    assert told["page_size"] == {"width": 612.0, "height": 792.0}
    for field in told["fields"]:
        rectangle, percent = field["rectangle"], field["percent"]
        assert 0 < rectangle["left"] < rectangle["right"] < 612
        assert 0 < rectangle["bottom"] < rectangle["top"] < 792
        assert percent["left"] == pytest.approx(rectangle["left"] / 6.12, abs=0.001)
        assert percent["top"] == pytest.approx(100 - rectangle["top"] / 7.92, abs=0.001)
        assert percent["width"] == pytest.approx((rectangle["right"] - rectangle["left"]) / 6.12, abs=0.001)
        assert percent["height"] == pytest.approx((rectangle["top"] - rectangle["bottom"]) / 7.92, abs=0.001)


def test_a_packet_that_reads_otherwise_than_its_papers_is_refused(monkeypatch):
    words = readback_pdf.text(packets.packet(PAPERS).content)
    monkeypatch.setattr(readback_pdf, "read", lambda _: (words.replace("12,000", "12,0OO"), 0))
    monkeypatch.setattr(readback_pdf, "slow_text", lambda _: words.replace("12,000", "12,0OO"))
    with pytest.raises(OutputError, match="E125: the PDF reads '12,0OO shares"):
        packets.packet(PAPERS)


def test_a_packet_with_a_title_of_its_own_keeps_the_papers_bookmarks():
    made = packets.packet(PAPERS, title="Option papers of A. Sample")
    assert b"/Title(Option papers of A. Sample)" in made.content
    assert b"/Title(2001 Director Plan)" in made.content
