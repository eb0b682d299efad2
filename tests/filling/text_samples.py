"""Texts the tests of the bridge share: a form of its own words, and any text Hypothesis thinks of."""

from __future__ import annotations

from hypothesis import strategies as st

from engross.clauses.clause import Blank, Clause, Text

RULE = "-" * 26
FORM = Text(
    name="Lantern Option Agreement",
    party="Lantern Works, Inc.",
    kind="agreement",
    root=Clause(
        id="lantern",
        children=(
            Clause(id="cap", kind="title", text="EXHIBIT 4.7"),
            Clause(id="co", kind="title", text="LANTERN WORKS, INC."),
            Clause(id="name", kind="title", text="Lantern Option Agreement"),
            Clause(id="under", kind="title", text="Granted Under the Lantern Plan"),
            Clause(
                id="grant",
                label="1.",
                heading="Grant.",
                text='The Company grants to [ ] on [ , ____] (the "Day") [ ] shares at $[ ] each.',
                blanks=(
                    Blank(printed="[ ]", field="participant.name"),
                    Blank(printed="[ , ____]", field="grant_date", form="long-date"),
                    Blank(printed="[ ]", field="quantity", form="shares"),
                    Blank(printed="[ ]", field="price", form="price"),
                ),
            ),
            Clause(
                id="pay",
                label="2.",
                heading="Payment",
                children=(
                    Clause(
                        id="pay-a",
                        label="a.",
                        heading="Ways.",
                        layout="run-in",
                        text="Shares are paid for",
                        joints=(", or", "", "."),
                        children=(
                            Clause(id="pay-a-i", label="(i)", layout="inline", text="in cash"),
                            Clause(id="pay-a-ii", label="(ii)", layout="inline", text="by check"),
                            Clause(id="pay-a-end", layout="inline", text="as the Board says"),
                        ),
                    ),
                    Clause(
                        id="pay-b",
                        label="b.",
                        text="Not by:",
                        joints=("; or", "."),
                        children=(
                            Clause(id="pay-b-i", label="i.", text="a note"),
                            Clause(id="pay-b-ii", label="ii.", text="a promise"),
                        ),
                    ),
                    Clause(id="pay-end", text="What is paid is final."),
                ),
            ),
            Clause(id="witness", text="IN WITNESS WHEREOF, the Company has signed."),
            Clause(
                id="sign",
                kind="signature",
                rows=(
                    (" " * 46 + "LANTERN WORKS, INC.",),
                    ("",),
                    ("Dated:" + " " * 40 + "By:",),
                    (" " * 8 + RULE + " " * 16 + RULE + "--",),
                    (" " * 46 + "Name:",),
                    (" " * 52 + RULE,),
                ),
                blanks=(
                    Blank(printed=RULE, field="signed.on", form="date-signed", by_hand=True),
                    Blank(printed=RULE + "--", field="company.signature", form="signature", by_hand=True),
                    Blank(printed=RULE, field="signatory.name", by_hand=True),
                ),
            ),
            Clause(id="holder", kind="signature", rows=(("HOLDER:",), (RULE,), ("Address:",), (RULE,), (RULE,))),
        ),
    ),
)
VALUES = {
    "participant.name": "Smith & Sons <LLP>",
    "grant_date": "March 1, 2005",
    "quantity": "10,000",
    "price": "1.15",
}
HOSTILE = (
    "{{ 7*7 }}", "{% if 1 %}x{% endif %}", "{_{ a }_}", "<w:del>", "<!--", "</body>", "A < B", "R&D", "&lt;",
    "AT&T; Inc",
    "*star* _under_ `tick`", "# 1", "- dash", "+ plus", "1. one", "> quote", "[a](b)", "![a](b)", "~~a~~", "| a | b |",
    "\\", "http://a.example/b_c", "<http://a.example>", "$x$", "&amp;", "___", "***", "---", "=====", "#[*_$@<",
    "é", "李小龍",
    "O'Brien \"Bo\"", "(a)", "(ii) the", "5.", "a__b__c", "**x**", "^1", "end#", "end #", "\\*", "``", ":smile:",
)  # fmt: skip

_phrases = st.lists(
    st.sampled_from(["the", "Option", "shall,", "(i)", "or", "Board.", "10,000", "§ 4(b)", *HOSTILE]),
    min_size=1,
    max_size=9,
).map(" ".join)
_labels = st.sampled_from(["1.", "a.", "(ii)", "Section 4.2", "ARTICLE IX", "iii.", "4.2(a)(iii)(B)"])
_joints = st.sampled_from(["", ";", ",", ".", "; or", ", and", "or"])


@st.composite
def _clauses(draw, depth: int = 0, counter: list[int] | None = None):
    counter = counter if counter is not None else [0]
    counter[0] += 1
    number = f"c{counter[0]}"
    kind = draw(st.sampled_from(["clause", "clause", "clause", "title", "table", "signature", "part"]))
    kind = "clause" if depth and kind == "part" else kind
    if kind in ("table", "signature"):
        wide = st.lists(st.one_of(_phrases, st.just("-" * 20), st.just("")), min_size=1, max_size=3).map(tuple)
        return Clause(id=number, kind=kind, rows=draw(st.lists(wide, min_size=1, max_size=4).map(tuple)))
    if kind == "title":
        return Clause(id=number, kind=kind, text=draw(_phrases))
    children = tuple(draw(_clauses(depth + 1, counter)) for _ in range(draw(st.integers(0, 3 if depth < 3 else 0))))
    plain = not any(each.rows for child in children for each in child.walk())  # no list joins tables
    joints = tuple(draw(_joints) for _ in children) if children and plain and draw(st.booleans()) else ()
    return Clause(
        id=number,
        kind=kind,
        label=draw(st.none() | _labels),
        heading=draw(st.none() | _phrases),
        text=draw(st.just("") | _phrases if children else _phrases),
        layout=draw(st.sampled_from(["block", "run-in", "inline"])),
        tight=draw(st.booleans()),
        children=children,
        joints=joints,
    )


@st.composite
def texts(draw):
    """Any text: every layout and kind, hostile words, joints of every sort."""
    counter = [0]
    children = tuple(draw(_clauses(0, counter)) for _ in range(draw(st.integers(1, 5))))
    return Text(root=Clause(id="root", children=children), name="Any Text")
