"""Papers made for the tests of the paper tower: an agreement, an acceptance, a plan, words nobody filed."""

from __future__ import annotations

from engross.paper.document import Document, Line, PageBreak, Paragraph, Run, SignatureBlock, Table

PLAIN = (
    "The Company shall deliver the Shares promptly after the long-term conditions of this agreement – each of them – "
    "have been met to the Company’s satisfaction, and “Shares” means R&D shares only where A < B."
)


WITNESS = "IN WITNESS WHEREOF, the Company has caused this option to be executed."


def section(label: str, heading: str) -> Paragraph:
    """Return a section's heading on a line of its own."""
    return Paragraph(runs=(Run(heading, "heading"),), role="heading", label=(Run(label, "label"),), keep_next=True)


def agreement(name: str = "Ana María Sample", shares: str = "12,000", **more: object) -> Document:
    """Return a short agreement with sections, run-in headings and a block with two sides."""
    blocks = (
        Paragraph(runs=(Run("SAMPLE ROBOTICS, INC.", "heading"),), role="title", keep_next=True),
        Paragraph(runs=(Run("Stock Option Agreement", "heading"),), role="title", keep_next=True),
        Paragraph(runs=(Run("Granted Under the 2001 Director Plan"),), role="subtitle", keep_next=True),
        section("1.", "Grant of Option."),
        Paragraph(
            runs=(
                Run("This agreement evidences the grant by Sample Robotics, Inc. on "), Run("March 1, 2004", "value"),
                Run(" to "), Run(name, "value"), Run(", a director of the Company (the “"), Run("Participant", "term"),
                Run("”), of an option to purchase "), Run(shares, "value"), Run(" shares. "), Run(PLAIN),
            ),
            level=1,
        ),
        section("2.", "Exercise."),
        Paragraph(
            runs=(Run("Form of Exercise.", "heading"), Run(f" Each election shall be in writing. {PLAIN}")),
            label=(Run("a.", "label"),),
            level=1,
        ),
        Paragraph(runs=(Run(f"in cash, or by check; {PLAIN}"),), label=(Run("(iii)", "label"),), level=2),
        Paragraph(runs=(Run(WITNESS),), role="closing", keep_next=True),
        SignatureBlock(
            rows=(
                ((), (Run("SAMPLE ROBOTICS, INC."),)),
                (
                    (Run("Dated:"),), Line(name="company_date", kind="date", tip="Date of signing", printed="-----"),
                    (Run("By:"),), Line(name="company_signature", kind="signature", tip="Signature for the Company"),
                ),
                ((), (Run("Name:"),), Line(name="company_name", tip="Name of the officer", value="Noor Example")),
                ((), (Run("Title:"),), Line(name="company_title", tip="Title of the officer")),
            )
        ),
    )  # fmt: skip
    return Document(
        title="Stock Option Agreement", blocks=blocks, name="agreement", author="Sample Robotics, Inc.", **more
    )  # type: ignore[arg-type]


def acceptance(**more: object) -> Document:
    """Return an acceptance with a block of one side."""
    blocks = (
        Paragraph(runs=(Run("PARTICIPANT'S ACCEPTANCE", "heading"),), role="title", keep_next=True),
        Paragraph(runs=(Run("The undersigned hereby accepts the foregoing option."),), role="closing", keep_next=True),
        SignatureBlock(
            rows=(
                ((Run("PARTICIPANT:"),),),
                (Line(name="participant_signature", kind="signature", tip="Signature of the Participant"),),
                ((Run("Name:"),), Line(name="participant_name", tip="Name", value="Ana María Sample")),
                ((Run("Address:"),), Line(name="participant_address", tip="Address")),
                ((), Line(name="participant_address_2", tip="Address, second line")),
            )
        ),
    )
    return Document(title="Participant’s Acceptance", blocks=blocks, name="acceptance", **more)  # type: ignore[arg-type]


def plan(sections: int = 12, **more: object) -> Document:
    """Return a plan of some pages with a table and notes."""
    blocks: list[object] = [
        Paragraph(runs=(Run("EXHIBIT 10.2"),), role="caption", keep_next=True),
        Paragraph(runs=(Run("SAMPLE ROBOTICS, INC.", "heading"),), role="title", keep_next=True),
        Paragraph(runs=(Run("2001 DIRECTOR PLAN", "heading"),), role="title", keep_next=True),
    ]
    for number in range(1, sections + 1):
        blocks += [
            section(f"{number}.", f"Section {number}"),
            Paragraph(runs=(Run("Rule.", "heading"), Run(f" {PLAIN}")), label=(Run("a.", "label"),), level=1),
            Paragraph(runs=(Run(PLAIN),), label=(Run("(i)", "label"),), level=2),
            Paragraph(runs=(Run("joined without a blank."),), label=(Run("(ii)", "label"),), level=2, tight=True),
        ]
    blocks += [
        Paragraph(runs=(Run("Section 2 was amended by Amendment No. 1.", "note"),), role="note", level=1),
        Table(
            rows=(
                ((Run("Instrument"),), (Run("Approved"),)),
                ((Run("Amendment No. 1, about delivery"),), (Run("March 3, 2004"),)),
            ),
            header=1,
        ),
        PageBreak(),
        Paragraph(runs=(Run("kept    as typed\n  on two lines"),), role="pre"),
        Table(rows=(((Run("one line   kept as typed"),),), ((Run("another"),),))),
    ]
    return Document(title="2001 Director Plan", blocks=tuple(blocks), name="plan", **more)  # type: ignore[arg-type]


def redline() -> Document:
    """Return a paper with every mark of a change."""
    marks = ("plain", "inserted", "deleted", "moved-from", "moved-to", "note", "blank", "value", "term", "emphasis")
    runs = tuple(Run(f"{mark} words ", mark) for mark in marks)  # type: ignore[arg-type]
    blocks = (
        Paragraph(runs=(Run("Redline", "heading"),), role="title"),
        Paragraph(runs=runs, level=1),
        *(
            Paragraph(runs=(Run(f"a whole paragraph {mark}"),), label=(Run("(a)", "label"),), mark=mark)
            for mark in marks[1:5]
        ),  # type: ignore[arg-type]
    )
    return Document(title="Redline", blocks=blocks, name="redline")
