"""PDFs nobody here made: each kind of bad file gets its own refusal, and a good one is bound without its tricks."""

from __future__ import annotations

import io
import random
import re

import pytest
from paper_samples import acceptance, agreement
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from engross.paper import packet as packets
from engross.paper import pdf
from engross.paper.exhibits import MOST_BYTES, MOST_PAGES, Exhibit, check_exhibit
from engross.problems import InputError

ALL = ("E110", "E111", "E112", "E113", "E114", "E115", "E116", "E118", "E119")


def made(change=None, *, pages=1, width=612.0, password=None) -> bytes:
    """Return a PDF of blank pages, changed by *change*."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, 792)
    if change:
        change(writer)
    if password:
        writer.encrypt(*password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind: str, **more: object) -> DictionaryObject:
    return DictionaryObject({NameObject("/Type"): NameObject("/Action"), NameObject("/S"): NameObject(kind),
                             **{NameObject(f"/{key}"): value for key, value in more.items()}})  # fmt: skip


def annotate(writer: PdfWriter, kind: str, **more: object) -> DictionaryObject:
    entry = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject(kind),
        NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (10, 10, 90, 30)]),
        **{NameObject(f"/{key}"): value for key, value in more.items()},
    })  # fmt: skip
    page = writer.pages[0]
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", []), writer._add_object(entry)])
    return entry


def script(writer: PdfWriter) -> None:
    opens = action("/JavaScript", JS=TextStringObject("app.alert('x')"))
    writer.root_object[NameObject("/OpenAction")] = opens


def file_address(writer: PdfWriter) -> None:
    annotate(writer, "/Link", A=action("/URI", URI=TextStringObject("file:///etc/passwd")))


def field(writer: PdfWriter, name: str, value: str) -> None:
    entry = annotate(writer, "/Widget", FT=NameObject("/Tx"), T=TextStringObject(name), V=TextStringObject(value))
    form = writer.root_object.setdefault(
        NameObject("/AcroForm"), DictionaryObject({NameObject("/Fields"): ArrayObject()})
    )
    form["/Fields"].append(writer.pages[0]["/Annots"][-1])
    assert entry["/T"] == name


def xfa(writer: PdfWriter) -> None:
    form = DictionaryObject({NameObject("/Fields"): ArrayObject(), NameObject("/XFA"): TextStringObject("<xdp/>")})
    writer.root_object[NameObject("/AcroForm")] = form


def signed(writer: PdfWriter) -> None:
    value = DictionaryObject({NameObject("/Type"): NameObject("/Sig"), NameObject("/ByteRange"): ArrayObject(),
                              NameObject("/Contents"): TextStringObject("x")})  # fmt: skip
    annotate(writer, "/Widget", FT=NameObject("/Sig"), T=TextStringObject("s"), V=writer._add_object(value))


def bomb(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(b"\0" * (3 * 1024 * 1024))
    twice_packed = stream.flate_encode().flate_encode()
    writer.pages[0][NameObject("/Contents")] = writer._add_object(twice_packed)


def attach(writer: PdfWriter) -> None:
    writer.add_attachment("x.txt", b"x")


def late_script(writer: PdfWriter) -> None:
    opens = DictionaryObject({NameObject("/O"): action("/JavaScript", JS=TextStringObject("x"))})
    writer.pages[0][NameObject("/AA")] = opens


def twice(writer: PdfWriter) -> None:
    field(writer, "shares", "1000")
    field(writer, "shares", "9999")


STRIP = "say `--strip` to bind its pages without that"
BREAKS = "binding would break its signature; attach it as a file of its own"
ONE_VALUE = "rename one of them, else one value would fill both"
PAPER = "print it anew on pages of paper size"
BAD = {
    "empty": (lambda: b"", "E110", "the file is empty", "give a PDF"),
    "text": (lambda: b"Dear Sir", "E110", "it is no PDF", "give a PDF"),
    "head": (lambda: b"%PDF-1.7\n", "E110", "it is no usable PDF", "open it in a PDF reader and save it anew"),
    "closed": (lambda: made(password=("word", "own")), "E111", "it is encrypted", "give a copy without a password"),
    "locked": (
        lambda: made(password=("", "own")),
        "E112",
        "it is locked by its owner",
        "ask its owner for an unlocked copy",
    ),
    "signed": (lambda: made(signed), "E113", "it is signed", BREAKS),
    "script": (lambda: made(script), "E114", "it holds JavaScript", STRIP),
    "page script": (lambda: made(late_script), "E114", "it holds JavaScript", STRIP),
    "launch": (
        lambda: made(lambda w: annotate(w, "/Link", A=action("/Launch"))),
        "E114",
        "it holds a Launch action",
        STRIP,
    ),
    "other file": (
        lambda: made(lambda w: annotate(w, "/Link", A=action("/GoToR"))),
        "E114",
        "it holds a link to another file",
        STRIP,
    ),
    "file address": (lambda: made(file_address), "E114", "it holds a link to another file", STRIP),
    "xfa": (lambda: made(xfa), "E114", "it holds an XFA form", STRIP),
    "attachment": (lambda: made(attach), "E114", "it holds an attachment", STRIP),
    "media": (lambda: made(lambda w: annotate(w, "/RichMedia")), "E114", "it holds media", STRIP),
    "bomb": (lambda: made(bomb), "E115", "it unpacks to more than 2 MB", "bind a smaller file"),
    "two names": (lambda: made(twice), "E118", "it has two form fields named shares", ONE_VALUE),
    "no size": (lambda: made(width=0), "E119", "page 1 is 0 by 792 points", PAPER),
    "huge": (lambda: made(width=20000), "E119", "page 1 is 20000 by 792 points", PAPER),
}


@pytest.mark.parametrize("case", BAD)
def test_each_kind_of_bad_file_is_refused_in_words(case, monkeypatch):
    monkeypatch.setattr("engross.paper.exhibits.MOST_BYTES", 2 * 1024 * 1024)
    make, code, what, remedy = BAD[case]
    with pytest.raises(InputError) as caught:
        check_exhibit(Exhibit(name="Exhibit A", content=make(), file="a.pdf"))
    assert str(caught.value) == f"a.pdf:1:1: error {code}: {what}\nhelp: {remedy}"


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr("engross.paper.exhibits.MOST_PAGES", 3)
    with pytest.raises(InputError, match="E116: it has 4 pages, more than 3"):
        check_exhibit(Exhibit(name="A", content=made(pages=4)))
    assert (MOST_PAGES, MOST_BYTES) == (5000, 256 * 1024 * 1024)


def test_a_damaged_table_of_objects_is_repaired_and_said():
    broken = re.sub(rb"startxref\n\d+", b"startxref\n7", made())
    checked = check_exhibit(Exhibit(name="A", content=broken, file="a.pdf"))
    (problem,) = checked.problems
    assert str(problem) == (
        "a.pdf:1:1: warning W117: its table of objects was damaged and has been repaired\n"
        "help: look at its pages in the packet"
    )


def test_all_bad_exhibits_are_named_at_once():
    bad = [Exhibit(name=name, content=BAD[name][0](), file=f"{name}.pdf") for name in ("text", "signed", "script")]
    with pytest.raises(InputError) as caught:
        packets.packet((acceptance(),), exhibits=bad)
    assert [problem.code for problem in caught.value.problems] == ["E110", "E113", "E114"]


ACTIVE = ("script", "page script", "launch", "other file", "file address", "attachment", "media", "xfa")


@pytest.mark.parametrize("case", ACTIVE)
def test_a_stripped_exhibit_does_nothing(case):
    exhibit = Exhibit(name="Exhibit A", content=BAD[case][0](), strip=True)
    bound = packets.packet((agreement(), acceptance()), exhibits=[exhibit])
    for word in (b"/JavaScript", b"/Launch", b"/GoToR", b"/XFA", b"/EmbeddedFile", b"file:///", b"/RichMedia"):
        assert word not in bound.content
    assert [problem.code for problem in bound.problems] == ["W114", "W127"]
    assert str(bound.problems[0]).startswith(
        f"warning W114: {BAD[case][2].removeprefix('it holds ')} was left out of Exhibit A"
    )
    assert check_exhibit(Exhibit(name="again", content=bound.content)).active == ()


def content_of(reader: PdfReader) -> dict[str, object]:
    return {name: field.get("/V") for name, field in reader.get_fields().items()}


def test_fields_of_two_exhibits_keep_their_own_values():
    exhibits = [Exhibit(name=f"Exhibit {mark}", content=made(lambda w, v=value: field(w, "shares", v)))
                for mark, value in (("A", "1000"), ("B", "9999"))]  # fmt: skip
    values = content_of(PdfReader(io.BytesIO(packets.packet((agreement(),), exhibits=exhibits).content)))
    assert values["Exhibit_A_shares"] == "1000"
    assert values["Exhibit_B_shares"] == "9999"
    assert {"company_signature", "company_date", "company_title"} <= set(values)


def test_a_bound_exhibit_keeps_the_packets_tags_language_labels_and_bookmarks():
    exhibit = Exhibit(name="Exhibit A", content=made(pages=2))
    bound = packets.packet((agreement(), acceptance()), exhibits=[exhibit])
    reader = PdfReader(io.BytesIO(bound.content), strict=True)
    root = reader.trailer["/Root"]
    assert bound.content.startswith(b"%PDF-1.7")
    assert root["/Lang"] == "en-US"
    assert "/StructTreeRoot" in root
    assert root["/AcroForm"]["/SigFlags"] == 1
    assert reader.page_labels == ["Agreement 1", "Acceptance 1", "Exhibit A 1", "Exhibit A 2"]
    assert [item.title for item in reader.outline if not isinstance(item, list)][-1] == "Exhibit A"


def test_the_claim_of_accessibility_is_withdrawn_and_said():
    bound = packets.packet((agreement(),), exhibits=[Exhibit(name="Exhibit A", content=made())])
    metadata = PdfReader(io.BytesIO(bound.content)).trailer["/Root"]["/Metadata"].get_data()
    assert b"pdfuaid:part" not in metadata
    assert b"Stock Option Agreement" in metadata
    (problem,) = bound.problems
    assert str(problem) == (
        "warning W127: the packet no longer claims PDF/UA, for nothing is known of the pages of Exhibit A\n"
        "help: send the exhibits beside the packet if the claim is needed"
    )


def test_web_links_of_an_exhibit_stay():
    link = Link(rect=(0, 0, 50, 50), url="https://example.org/")
    content = made(lambda writer: writer.add_annotation(0, link))
    bound = packets.packet((agreement(),), exhibits=[Exhibit(name="A", content=content)])
    (kept,) = PdfReader(io.BytesIO(bound.content)).pages[-1]["/Annots"]
    assert kept.get_object()["/A"]["/URI"] == "https://example.org/"


def test_the_same_exhibits_give_the_same_bytes():
    exhibit = Exhibit(name="Exhibit A", content=made(lambda w: field(w, "shares", "1")))
    first, second = (packets.packet((agreement(),), exhibits=[exhibit]).content for _ in range(2))
    assert first == second


def test_mutated_files_are_refused_or_bound_but_never_crash():
    chance = random.Random(7)  # noqa: S311 - mutants, no secrets
    seeds = [made(), made(lambda w: field(w, "a", "b")), made(late_script), pdf.pdf(acceptance())]
    for number in range(150):
        mutant = bytearray(seeds[number % len(seeds)])
        for _ in range(chance.randint(1, 8)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        try:
            check_exhibit(Exhibit(name="A", content=bytes(mutant)))
        except InputError as error:
            assert {problem.code for problem in error.problems} <= set(ALL)  # noqa: PT017 - most mutants pass
