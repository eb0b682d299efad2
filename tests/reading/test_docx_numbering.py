"""The numbers of Word's lists, level by level."""

import pytest
from lxml import etree

from engross.reading.docx_numbering import W, numbering

NS = f'xmlns:w="{W[1:-1]}"'


def level(depth: int, written: str, text: str, more: str = "") -> str:
    return (f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{written}"/>'
            f'<w:lvlText w:val="{text}"/>{more}</w:lvl>')  # fmt: skip


def labels(levels: str, depths: list[int], nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
           styles: str = "", style: str = "") -> list[str]:  # fmt: skip
    lists = etree.fromstring(
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'
    )
    made = numbering(lists, etree.fromstring(f"<w:styles {NS}>{styles}</w:styles>"))
    printed = []
    for depth in depths:
        own = (
            f'<w:pStyle w:val="{style}"/>'
            if style
            else f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
        )
        printed.append(made.label(etree.fromstring(f"<w:p {NS}><w:pPr>{own}</w:pPr></w:p>"))[0])
    return printed


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("decimal", ["1.", "2."]),
        ("lowerLetter", ["a.", "b."]),
        ("upperRoman", ["I.", "II."]),
        ("cardinalText", ["One.", "Two."]),
        ("ordinal", ["1st.", "2nd."]),
        ("decimalZero", ["01.", "02."]),
        ("none", ["", ""]),
        ("bullet", ["", ""]),
    ],
)
def test_a_level_is_written_in_its_format(written, expected):
    assert labels(level(0, written, "%1."), [0, 0]) == expected


def test_a_deeper_level_begins_anew_under_the_next():
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)")
    assert labels(levels, [0, 1, 1, 0, 1]) == ["1.", "(a)", "(b)", "2.", "(a)"]


def test_a_legal_level_writes_all_numbers_in_figures():
    levels = level(0, "upperRoman", "Article %1") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert labels(levels, [0, 1, 1]) == ["Article I", "1.1", "1.2"]


def test_a_level_may_go_on_across_the_one_above():
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)", '<w:lvlRestart w:val="0"/>')
    assert labels(levels, [0, 1, 0, 1]) == ["1.", "(a)", "2.", "(b)"]


def test_a_list_may_start_elsewhere():
    nums = ('<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
            "</w:lvlOverride></w:num>")  # fmt: skip
    assert labels(level(0, "decimal", "%1."), [0, 0], nums) == ["7.", "8."]


def test_a_style_brings_its_number_to_those_based_on_it():
    styles = ('<w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
              '<w:style w:styleId="H2"><w:basedOn w:val="H"/></w:style>')  # fmt: skip
    assert labels(level(0, "decimal", "Section %1"), [0, 0], styles=styles, style="H2") == ["Section 1", "Section 2"]
