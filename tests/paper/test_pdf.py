"""A PDF carries the document's words, tags, bookmarks, labels and fields, the same bytes every time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace

import pypdfium2
import pytest
from paper_samples import PLAIN, acceptance, agreement, plan, redline
from pypdf import PdfReader

from engross.paper import pdf, readback_pdf
from engross.paper.document import Document, Line, Paragraph, Run, SignatureBlock, Table
from engross.paper.pdf_fields_slow import finish_slowly
from engross.paper.pdf_source import sources
from engross.problems import InputError, OutputError

PACKET = (agreement(), acceptance(), plan())


@pytest.fixture(scope="module")
def bound() -> pdf.Bound:
    return pdf.bind(PACKET, title="Option packet")


@pytest.fixture(scope="module")
def reader(bound: pdf.Bound) -> PdfReader:
    return PdfReader(io.BytesIO(bound.content), strict=True)


def one(*blocks: object, **more: object) -> Document:
    return Document(title="Paper", blocks=(Paragraph(runs=(Run("Paper"),), role="title"), *blocks), **more)


def test_the_words_are_the_documents_words_in_order(bound):
    readback_pdf.check(bound.content, PACKET)


@pytest.mark.parametrize("document", [redline(), agreement(draft=True), plan(2), acceptance()])
def test_every_kind_of_paper_carries_its_words(document):
    readback_pdf.check(pdf.pdf(document), (document,))


def test_it_is_tagged_and_claims_accessibility(bound, reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert bound.content.startswith(b"%PDF-1.7")


def test_properties_are_the_documents_own(reader):
    assert reader.metadata.title == "Option packet"
    assert reader.metadata.author == "Sample Robotics, Inc."
    assert "/CreationDate" not in reader.metadata


def test_bookmarks_name_each_paper_and_its_sections(reader):
    tops = [item.title for item in reader.outline if not isinstance(item, list)]
    assert tops == ["Stock Option Agreement", "Participant’s Acceptance", "2001 Director Plan"]
    sections = next(item for item in reader.outline if isinstance(item, list))
    assert [item.title for item in sections if not isinstance(item, list)] == ["1. Grant of Option.", "2. Exercise."]
    assert [item.title for item in sections[-1]] == ["a. Form of Exercise."]


def test_page_labels_count_each_paper_for_itself(bound, reader):
    assert bound.starts == (0, 1, 2)
    assert reader.page_labels[:4] == ["Agreement 1", "Acceptance 1", "Plan 1", "Plan 2"]
    assert len(reader.page_labels) == bound.pages


def test_each_foot_counts_the_pages_of_its_paper(reader):
    feet = [page.extract_text().strip().splitlines()[-1] for page in reader.pages]
    assert feet[:2] == ["Stock Option Agreement Page 1 of 1", "Participant’s Acceptance Page 1 of 1"]
    assert feet[2:] == [f"2001 Director Plan Page {n} of {len(feet) - 2}" for n in range(1, len(feet) - 1)]


def test_open_lines_are_fields_and_filled_lines_are_words(reader):
    fields = reader.get_fields()
    assert {name: field.field_type for name, field in fields.items()} == {
        "company_date": "/Tx",
        "company_signature": "/Sig",
        "company_title": "/Tx",
        "participant_signature": "/Sig",
        "participant_address": "/Tx",
        "participant_address_2": "/Tx",
    }
    assert fields["company_signature"]["/TU"] == "Signature for the Company"
    assert reader.trailer["/Root"]["/AcroForm"]["/SigFlags"] == 1
    assert "/NeedAppearances" not in reader.trailer["/Root"]["/AcroForm"]


def test_each_field_is_a_widget_of_its_page_with_a_form_tag(reader):
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            widget = annotation.get_object()
            assert widget["/Subtype"] == "/Widget"
            assert widget["/F"] == 4
            assert widget["/P"] == page
            assert widget["/AP"]["/N"].get_object()["/Subtype"] == "/Form"
            assert "/A" not in widget
    nums = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    elements = [each.get_object() for each in nums[1::2]]
    forms = [each for each in elements if not isinstance(each, list)]
    assert [each["/S"] for each in forms] == ["/Form"] * 6
    assert all(each["/K"]["/Type"] == "/OBJR" for each in forms)


def test_a_field_stands_where_its_line_is_drawn(bound):
    document = pypdfium2.PdfDocument(bound.content)
    by_page = {field.page: field for field in bound.fields if field.name.endswith("title")}
    for number, field in by_page.items():
        words = document[number - 1].get_textpage()
        left, bottom, right, top = field.rectangle
        assert words.get_text_bounded(left - 60, bottom, left, top).strip() == "Title:"
        assert words.get_text_bounded(left, bottom, right, top).strip() == ""


def test_the_slow_way_makes_the_same_fields(bound):
    raw = pdf.compiled(sources(PACKET, title="Option packet"))
    assert pdf._slow_places(raw) == (bound.pages, list(bound.starts))
    tips = {field.name: field.tip for field in bound.fields}
    content, fields = finish_slowly(raw, tips=tips, starts=[(0, "Agreement"), (1, "Acceptance"), (2, "Plan")])
    assert fields == bound.fields
    slow, fast = PdfReader(io.BytesIO(content)), PdfReader(io.BytesIO(bound.content))
    assert content.startswith(b"%PDF-1.7")
    assert slow.page_labels == fast.page_labels
    assert {n: dict(f) for n, f in slow.get_fields().items()} == {n: dict(f) for n, f in fast.get_fields().items()}
    readback_pdf.check(content, PACKET)


def test_a_field_that_is_not_found_is_an_error():
    raw = pdf.compiled(sources((agreement(),)))
    with pytest.raises(OutputError) as caught:
        pdf.finish(raw, tips=dict.fromkeys(("company_date", "company_signature", "company_title", "lost"), ""))
    assert str(caught.value) == (
        "error E122: 3 of 4 form fields were made; missing: lost\nhelp: report this with the typst version"
    )


def test_a_draft_shows_what_it_is_on_every_page_and_has_no_fields():
    document = replace(plan(), draft=True)
    reader = PdfReader(io.BytesIO(pdf.pdf(document)))
    assert reader.metadata.title == "DRAFT – 2001 Director Plan"
    assert all("DRAFT" in page.extract_text() and "NOT FOR SIGNATURE" in page.extract_text() for page in reader.pages)
    assert len(reader.pages) > 2
    assert PdfReader(io.BytesIO(pdf.pdf(agreement(draft=True)))).get_fields() is None


def test_a_final_paper_has_no_draft_mark(reader):
    assert not any("DRAFT" in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("lines", range(24, 40))
def test_a_signature_block_is_never_split_nor_alone_on_a_page(lines):
    filler = tuple(Paragraph(runs=(Run(f"Line {n} of the paper."),)) for n in range(lines))
    document = one(*filler, *agreement().blocks[-2:])
    bound = pdf.bind((document,))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(bound.content)).pages]
    (signed,) = {field.page for field in bound.fields}
    assert "IN WITNESS WHEREOF" in pages[signed - 1]
    assert "Title:" in pages[signed - 1]


def test_a_sign_no_font_holds_is_named():
    with pytest.raises(InputError) as caught:
        pdf.pdf(agreement(name="Kim 한"))
    assert str(caught.value) == (
        "error E103: no font holds 한 (U+D55C)\nhelp: write it in letters the fonts hold (Latin, Greek, Cyrillic)"
    )


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ελένη", "Дарья", "Åsa Ñandú", "O’Neil ½ €"])
def test_names_in_european_scripts_are_set(name):
    readback_pdf.check(pdf.pdf(agreement(name=name)), (agreement(name=name),))


WIDE = "W" * 120


@pytest.mark.parametrize(
    ("document", "letters"),
    [
        (agreement(name=WIDE), 121),
        (one(Table(rows=(((Run("a"),), (Run("W" * 60),)), ((Run("b" * 40),), (Run("c"),))))), 60),
        (one(SignatureBlock(rows=(((Run("Name:"),), Line(name="n", value="W" * 60)),))), 60),
        (one(Paragraph(runs=(Run("W" * 60), Run("W" * 60)))), 120),
    ],
    ids=["paragraph", "table", "line", "runs"],
)
def test_a_word_wider_than_its_column_is_refused(document, letters):
    with pytest.raises(InputError) as caught:
        pdf.pdf(document)
    assert str(caught.value) == (
        f"error E102: the word '{'W' * 40}'… of {letters} letters would not fit its column\n"
        "help: shorten it, or part it with a blank or hyphen"
    )


def test_a_long_word_that_fits_is_set():
    document = one(Paragraph(runs=(Run("i" * 60 + " fits"),)))
    readback_pdf.check(pdf.pdf(document), (document,))


HOSTILE = [
    '#read("/etc/passwd")', "#[*_$@<x>", "@preview/x:1", "= heading", "- list", "+ enum", "1. one", "\\u{41}",
    "// no comment", "/* x */", "`raw`", "$x^2$", "~", "--", "---", "...", "'q' \"q\"", "{{ 7*7 }}",
    "{% if 1 %}x{% endif %}", "<w:del>&amp;", "]]]", "#panic()", "a#b", "https://example.org", "A < B & C", "R&D",
    "x-field:signature:stolen", "\u00a0 nbsp", "((a)(b", "\\(\\)",
]  # fmt: skip


def test_values_are_words_never_markup():
    document = one(*(Paragraph(runs=(Run("before "), Run(words, "value"), Run(" after"))) for words in HOSTILE))
    content = pdf.pdf(document)
    readback_pdf.check(content, (document,))
    assert PdfReader(io.BytesIO(content)).get_fields() is None


def test_two_lines_of_one_name_in_a_document_are_refused():
    block = SignatureBlock(rows=((Line(name="same"),), (Line(name="same"),)))
    with pytest.raises(InputError) as caught:
        pdf.pdf(one(block))
    assert str(caught.value) == (
        "error E118: two lines of 'Paper' are named same\n"
        "help: give each line its own name, else one value would fill both"
    )


def test_two_papers_with_a_line_of_one_name_get_two_fields():
    first, second = (replace(acceptance(), name=name, title=name) for name in ("one", "two"))
    names = [field.name for field in pdf.bind((first, second)).fields]
    assert "one_participant_signature" in names
    assert "two_participant_signature" in names
    assert len(names) == len(set(names)) == 6


@pytest.mark.parametrize(
    ("service", "mark"),
    [
        ("docusign", "/company_signature/"),
        ("adobe", "{{company_signature_es_:signer1:signature}}"),
        ("dropbox", "[sig|req|signer1|Signature for the Company|company_signature]"),
    ],
)
def test_anchors_of_signing_services_are_unique_and_invisible(service, mark):
    bound = pdf.bind(PACKET, anchors=service)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(bound.content)).pages)
    assert text.count(mark) == 1
    readback_pdf.check(bound.content, PACKET)


def test_an_archive_copy_follows_pdf_a_too():
    content = pdf.bind((plan(2),), archive=True).content
    assert b"pdfaid" in PdfReader(io.BytesIO(content)).trailer["/Root"]["/Metadata"].get_data()


SAME = """
import sys, hashlib
sys.path.insert(0, sys.argv[1])
from paper_samples import acceptance, agreement, plan
from engross.paper import pdf
for n in (1, 2):
    content = pdf.bind((agreement(), acceptance(), plan())).content
    print(hashlib.sha256(content).hexdigest())
"""


def test_the_same_papers_give_the_same_bytes_whatever_the_seed_zone_and_locale():
    made = set()
    for seed, zone, language in (("0", "UTC", "C"), ("1", "Asia/Tokyo", "tr_TR.UTF-8"), ("2", "America/Lima", "C")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        here = os.path.dirname(__file__)  # noqa: PTH120 - one string for another process
        command = [sys.executable, "-c", SAME, here]
        made |= set(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split())
    assert len(made) == 1


def test_earlier_papers_do_not_change_later_ones(bound):
    for number in range(5):
        pdf.pdf(agreement(name=f"Somebody {number} Else"))
    assert pdf.bind(PACKET, title="Option packet").content == bound.content


def test_a_changed_word_is_found(bound):
    changed = (agreement(shares="12,001"), *PACKET[1:])
    with pytest.raises(OutputError) as caught:
        readback_pdf.check(bound.content, changed)
    assert str(caught.value) == (
        "error E125: the PDF reads '12,000 shares. The Company shall deliver the Shares promptly' "
        "where the document reads '12,001 shares. The Company shall deliver the Shares promptly'\n"
        "help: report this; the file was not given its name"
    )


@pytest.mark.parametrize(
    "change", [lambda words: words + " more", lambda words: words[:-1], lambda words: words.replace(" a ", " ")]
)
def test_a_lost_or_added_word_is_found(change):
    document = one(Paragraph(runs=(Run(f"This is a paper. {PLAIN}"),)), Paragraph(runs=(Run("End."),)))
    other = one(Paragraph(runs=(Run(change(f"This is a paper. {PLAIN}")),)), Paragraph(runs=(Run("End."),)))
    with pytest.raises(OutputError, match="E125: the PDF reads"):
        readback_pdf.check(pdf.pdf(document), (other,))


def test_words_swapped_between_blocks_are_found():
    first, second = Paragraph(runs=(Run("One."),)), Paragraph(runs=(Run("Two."),))
    with pytest.raises(OutputError, match="E125"):
        readback_pdf.check(pdf.pdf(one(first, second)), (one(second, first),))


def test_words_that_do_not_fit_their_page_are_found():
    block = SignatureBlock(rows=tuple(((Run(f"Signer {n}:"),), Line(name=f"line_{n}")) for n in range(60)))
    document = one(block)
    with pytest.raises(OutputError) as caught:
        readback_pdf.check(pdf.pdf(document), (document,))
    assert str(caught.value) == ("error E128: words do not fit page 1\nhelp: shorten what cannot be parted there")


def test_a_long_paragraph_before_a_signature_block_may_be_parted():
    document = one(Paragraph(runs=(Run(f"{PLAIN} " * 60),)), agreement().blocks[-1])
    readback_pdf.check(pdf.pdf(document), (document,))
