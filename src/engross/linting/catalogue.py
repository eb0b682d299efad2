"""The catalogue: every check with its code, what it looks for, and how grave it is by default."""

from __future__ import annotations

from dataclasses import dataclass

from engross.problems import Severity


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Args:
        code: Letter of the group and number: ``D02``.
        title: What it looks for.
        severity: ``error`` a paper must not go out so, ``warning`` a drafter should decide, ``info`` worth knowing.
        on: False for checks of style, which run only when asked for.
    """

    code: str
    title: str
    severity: Severity
    on: bool = True


_CHECKS = (
    Check("D01", "a capitalised term that is not defined", "warning"),
    Check("D02", "a defined term that is never used", "warning"),
    Check("D03", "a defined term that is used once", "info"),
    Check("D04", "a term defined twice, with different words", "warning"),
    Check("D05", "a term defined twice, with the same words", "info"),
    Check("D07", "a defined term written in lower case", "info"),
    Check("D08", "the long form of a name after its short form was defined", "warning"),
    Check("D11", "a mark inside the quotation marks of a definition", "info"),
    Check("D12", "a term of another text of the packet, with nothing that brings its meaning in", "warning"),
    Check("D14", "other words beside a defined term that say the same", "warning"),
    Check("X01", "a reference to a provision that is not there", "warning"),
    Check("X02", "a reference that could be read into another text of the packet", "info"),
    Check("X04", "a provision that refers to itself by number", "info"),
    Check("X07", "labels printed in one way and cited in another", "info"),
    Check("X08", "an exhibit or schedule that is named and not there", "info"),
    Check("X09", "a citation that fits more than one provision", "warning"),
    Check("N01", "a gap in a sequence of labels", "warning"),
    Check("N02", "a label borne twice", "warning"),
    Check("N03", "labels out of order", "info"),
    Check("N04", "a list without its conjunction, or with one too many", "warning"),
    Check("N05", "a list that mixes and with or", "warning"),
    Check("N06", "a list whose separators differ", "info"),
    Check("N08", "a list of one item", "info"),
    Check("N09", "labels of one list in different styles", "info"),
    Check("N10", "a heading or label without words", "info"),
    Check("P01", "a place left open", "warning"),
    Check("P02", "a template tag that was not filled", "error"),
    Check("P03", "a value that a machine left (None, nan, undefined)", "warning"),
    Check("P07", "a place left open in a form that no field fills, or the reverse", "warning"),
    Check("T01", "a date that does not exist", "error"),
    Check("T02", "a weekday that does not fit its date", "warning"),
    Check("T06", "a date written so that it can be read in two ways", "info"),
    Check("T09", "a right that ends both on and after the same day", "warning"),
    Check("M01", "a number in words that differs from its figures", "error"),
    Check("M02", "numbers written in words and figures here, in words alone there", "warning"),
    Check("M04", "a number whose thousands are not grouped in threes", "warning"),
    Check("M05", "a currency sign doubled", "warning"),
    Check("A01", "a party's name that varies", "warning"),
    Check("A02", "the name of a text that varies over the packet", "warning"),
    Check("S03", "a signature block without one of its usual lines", "warning"),
    Check("Y01", "a bracket or quotation mark without its pair", "warning"),
    Check("Y02", "straight and curly quotation marks mixed", "info"),
    Check("Y03", "an apostrophe that is missing", "warning"),
    Check("Y04", "a blank where none belongs", "info"),
    Check("Y05", "a sign that looks like another", "warning"),
    Check("Y06", "a number that can be parted from its unit word at the end of a line", "info", on=False),
    Check("V01", "a heading that promises what the provision lacks", "info"),
    Check("V02", "a mechanism that is referred to and provided nowhere", "warning"),
    Check("V03", "one rule stated in several places", "warning"),
    Check("V04", "a term defined differently in two texts of the packet", "warning"),
    Check("W01", "an archaic word", "info", on=False),
    Check("W02", "a wordy phrase", "info", on=False),
    Check("W03", "shall, will and may for the same thing", "info", on=False),
    Check("W04", "a sentence of more than sixty words", "info", on=False),
    Check("W05", "a number written twice, in words and figures", "info", on=False),
)
CHECKS = {check.code: check for check in _CHECKS}
