"""A kind of file for tests that has a field of every type, and legal words that are hard on readers."""

from __future__ import annotations

from hypothesis import strategies as st

from engross.reading.fields import IDENTITY, Choice, Day, Exact, Field, Flag, Many, Record, Whole, Words
from engross.reading.kind import Kind


def taken(value):
    return value


ADDRESS = Record(
    name="address",
    fields=(
        Field(name="lines", type=Many(Words(), 1, 4), required=True),
        Field(name="city", type=Words(), default=""),
    ),
    take=taken,
)
SAMPLE = Kind(
    name="sample/1",
    about="A field of every type.",
    record=Record(
        name="sample",
        fields=(
            Field(name="id", type=IDENTITY, required=True, about="given once"),
            Field(name="name", type=Words(longest=255), default=""),
            Field(name="shares", type=Whole(least=1, of="shares")),
            Field(name="price", type=Exact()),
            Field(name="day", type=Day()),
            Field(name="methods", type=Many(Choice(("cash", "broker"))), default=()),
            Field(name="sealed", type=Flag(), default=False),
            Field(name="address", type=ADDRESS),
            Field(name="comments", type=Words(lines=True), default=""),
        ),
        take=taken,
    ),
)

_WORDS = (
    "the Plan", "(a)", "(ii)", "5(d)(iii)", "a.", "1.", "- ", "? ", ": ", "shall", "“Board”", '"Plan"', "Board's", "#4",
    " #", "$.01", "&", "*", "!", "%", "@", "`", "|", ">", ">-", "{", "}", "[ ]", "[ , ____]", "{{ name }}", "{% if %}",
    "---", "...", "--------------------------", "no", "yes", "true", "null", "~", "5.10", "1:30", "017", "1_000", "1e3",
    "2005-02-03", "<<", "=", "\\", "\\n", "R&D", "<w:del>", "§ 422", "é", "한글", "𓀀", ",", ";", ".", "or", "and", " ",
    "\u00a0", "'", "''", '"', "key: value", "# comment", "%YAML 1.2", "word " * 30,
)  # fmt: skip

HOSTILE = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map("".join)
"""Words a plan may hold and YAML may trip over."""
