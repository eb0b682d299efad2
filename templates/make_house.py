"""Make house.docx, the house template: the look of the papers, looping over the words of a document."""
# ruff: noqa: INP001 - a script beside the templates, no package

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from engross.paper.document import Document
from engross.paper.docx_parts import draft_header, package
from engross.paper.package import packed
from engross.paper.template import packed_recipe
from engross.paper.template_ladder import recipe

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MEASURE = 9072
STYLES = [f"{kind}{level}" for level in range(1, 7) for kind in ("Clause", "ClauseText", "Heading")]
ALONE = ("Title", "Subtitle", "ExhibitCaption", "Closing", "EditorialNote", "AsTyped")
MARKS = {"heading": "RunInHeading", "blank": "Blank", "emphasis": "Emphasis", "term": "DefinedTerm"}


def run(words: str, properties: str = "") -> str:
    """Return a run of words, tags among them."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(style: str, inner: str, more: str = "") -> str:
    """Return a paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{inner}</w:p>'


def order(words: str) -> str:
    """Return the paragraph of a tag that stands for itself."""
    return f"<w:p>{run('{%p ' + words + ' %}')}</w:p>"


def words_of(block: str) -> str:
    """Return the loop over the runs of a block, each in the style of its mark."""
    made = [run("{%r for run in " + block + ".runs %}")]
    for number, (mark, style) in enumerate(MARKS.items()):
        made.append(run("{%r " + ("el" if number else "") + f"if run.mark == '{mark}' %}}"))
        made.append(run("{{ run.text }}", f'<w:rStyle w:val="{style}"/>'))
    made += [run("{%r else %}"), run("{{ run.text }}"), run("{%r endif %}"), run("{%r endfor %}")]
    return "".join(made)


def hanging(block: str) -> str:
    """Return the label of a block and the tab after it, where it has one."""
    tab = "<w:r><w:tab/></w:r>"
    label = run("{%r if " + block + ".label %}") + run("{{ " + block + ".label }}")
    gap = run("{%r if " + block + ".gap %}") + tab + run("{%r endif %}")
    return label + gap + run("{%r endif %}")


def body() -> Iterator[str]:
    """Yield the loop over the blocks: one branch for each kind."""
    yield order("for block in blocks")
    word = "if"
    for style in (*STYLES, *ALONE):
        yield order(f"{word} block.is == '{style}'")
        yield paragraph(style, (hanging("block") if style in STYLES else "") + words_of("block"))
        word = "elif"
    yield order("elif block.is == 'signatures' and block.rows")
    yield signatures()
    yield paragraph("Spacer", "")
    yield order("elif block.is == 'page'")
    yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    for count in range(2, 7):
        yield order(f"elif block.is == 'table{count}' and block.rows")
        yield table(count)
        yield paragraph("Spacer", "")
    yield order("endif")
    yield order("endfor")


def cells(widths: list[int], inner: list[str]) -> str:
    """Return a table row that stays on one page."""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{each}</w:tc>'
        for width, each in zip(widths, inner, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr>"


def grid(widths: list[int], style: str, rows: str) -> str:
    """Return a table of fixed columns."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def signatures() -> str:
    """Return the signature block: two places side by side, each with the words and the line after them."""
    half = MEASURE // 2
    widths = [half, half]
    tab = f'<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="{half - 216}"/></w:tabs>'
    places = []
    for side in ("left", "right"):
        value = run("{{ row." + side + ".value }}", '<w:u w:val="single"/>')
        rule = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>'
        line = run("{%r if row." + side + ".line %}") + value + rule + run("{%r endif %}")
        inner = run("{{ row." + side + ".words }}") + line
        places.append(paragraph("SignatureText", inner, tab))
    opening = cells(widths, [f"<w:p>{run('{%tr for row in block.rows %}')}</w:p>", "<w:p/>"])
    closing = cells(widths, [f"<w:p>{run('{%tr endfor %}')}</w:p>", "<w:p/>"])
    return grid(widths, "Signatures", opening + cells(widths, places) + closing)


def table(count: int) -> str:
    """Return a table of *count* columns."""
    widths = [MEASURE // count] * count
    blank = ["<w:p/>"] * (count - 1)
    row = [paragraph("TableText", run("{{ row.c" + str(number) + " }}")) for number in range(1, count + 1)]
    opening = cells(widths, [f"<w:p>{run('{%tr for row in block.rows %}')}</w:p>", *blank])
    closing = cells(widths, [f"<w:p>{run('{%tr endfor %}')}</w:p>", *blank])
    return grid(widths, "ClauseTable", opening + cells(widths, row) + closing)


def document() -> bytes:
    """Return the body with the page it stands on."""
    page = (
        f'<w:sectPr><w:headerReference xmlns:r="{R}" w:type="default" r:id="rIdHeader"/>'
        f'<w:footerReference xmlns:r="{R}" w:type="default" r:id="rIdFooter"/><w:pgSz w:w="12240" w:h="15840"/>'
        '<w:pgMar w:top="1500" w:right="1584" w:bottom="1440" w:left="1584" w:header="680" w:footer="620" '
        'w:gutter="0"/>'
        "</w:sectPr>"
    )
    return f'{HEAD}<w:document xmlns:w="{W}"><w:body>{"".join(body())}{page}</w:body></w:document>'.encode()


def letterhead() -> bytes:
    """Return the head of every page: the company at the left, the paper's title at the right, a rule under both."""
    mark = draft_header().decode()
    shape = mark[mark.index("<w:r><w:pict>") : mark.index("</w:pict></w:r>") + len("</w:pict></w:r>")]
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="8A8378"/></w:pBdr>'
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{MEASURE}"/></w:tabs>'
    company = run("{{ company }}", '<w:smallCaps/><w:color w:val="55514A"/><w:spacing w:val="12"/>')
    title = run("{{ title }}", '<w:i/><w:color w:val="55514A"/>')
    head = paragraph("Header", f"{company}<w:r><w:tab/></w:r>{title}", rule + tab)
    draft = run("{%r if draft %}") + run("DRAFT – NOT FOR SIGNATURE") + shape + run("{%r endif %}")
    return (
        f'{HEAD}<w:hdr xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:o="urn:schemas-microsoft-com:office:office">{head}{paragraph("DraftMark", draft)}</w:hdr>'
    ).encode()


def made() -> bytes:
    """Return the template."""
    blank = Document(title="{{ title }}", blocks=(), author="{{ company }}", footer="{{ footer }}")
    parts = package(replace(blank, draft=True), document())
    parts["word/header1.xml"] = letterhead()
    return packed(parts, level=9)


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    own = here.parent / "src" / "engross" / "paper" / "word"
    house = made()
    for folder in (here, own):
        (folder / "house.docx").write_bytes(house)
    (own / "house.json").write_bytes(packed_recipe(house, recipe(house)))
    sys.stdout.write("templates/house.docx\n")
