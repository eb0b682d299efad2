"""What the codes of reading mean, for those who ask: the fault in general, and why it is one."""

from __future__ import annotations

import re

_TOLD = """
E001 no such file
    The path leads to nothing; a file of a like name is told where there is one.
E002 a folder where a file is wanted
    Name a file in it.
E003 a file that cannot be read
    Its permissions bar it, the disk fails, or it is a pipe or a device.
E004 nothing in the file
    It is empty, or holds comments only.
E005 too large
    Files have limits, so that a damaged or hostile one costs no more than a second.
E006 not UTF-8
    The byte and its line are named. Save the file as UTF-8; UTF-16 is known by its mark.
E007 a control character
    It cannot be seen, and paper drops it or obeys it. Written as an escape it is one too.
E008 a tab
    YAML parsers disagree on what a tab means. Indent with blanks.
E009 not YAML
    The text cannot be parsed from here on. Faults below this place are told when it is mended.
E010 an anchor, alias or tag
    A value stands where it is written, and no file may make objects or bombs of copies.
E011 a key given twice
    Other readers take the last without a word; a share number can be lost that way.
E012 a merge key
    What a clause says is written in the clause.
E013 nested too deep
    No legal text nests so deep; hostile files do, to exhaust the reader.
E014 a key that is not text
    Keys are the names of fields.
E015 several documents in one file
    One file holds one text, so that a place in it is one line.
E016 a value cut by ` #`
    YAML takes ` #` for the start of a comment: `Suite #4 St` would be read as `Suite`. Put the value in
    quotation marks, or the comment on a line of its own.
E017 a path that leads out of the project
    A project means the same files on every machine, and its own only. Write it from the folder of engross.yaml,
    with forward slashes, without `..`.
E018 no project here
    No folder from here upward holds engross.yaml. `engross init` makes a project.
E019 PyYAML without libyaml
    engross reads YAML with one parser only, for two disagree on what is valid.
E020 an unknown field
    A misspelt field would be a lost one. The fields there are, or the nearest, are told.
E021 a field missing or empty
    Nothing is guessed in its place.
E022 another shape than asked
    Text, a list or a mapping stands where the field asks for another. `{{ name }}` without quotation marks is a
    mapping to YAML.
E023 a blank that is not in the words
    Blanks of a form are listed in the order printed, as printed.
E024 a word that is none of the choices
    The choices, or the nearest, are told.
E025 a value of another form
    The field says in its own words what it asks for.
E026 an id given twice, or one that is not there
    Ids are given once: history, comparison and forms go by them.
E027 a file of another kind
    Every file says its kind and version first: `engross: text/1`.
E028 a list that does not fit
    Too few or too many items; or joints, series, items and clauses at odds.
E029 not one of the records allowed
    An operation begins with its verb; one item holds one operation.
E030 a sign that changes the direction of reading
    It makes a line look other than it is.
E031 a sign that cannot be seen
    Two words that look alike would differ.
E034 an id with a blank in it
    Ids are one word; a blank at its end cannot be seen.
E035 a line too long
    No person wrote it, and patterns stay fast below the limit.
E036 a merge conflict
    Two versions of the file stand in it, with the marks of a version control system.
E040 not plain figures
    `1,000`, `1_000`, `1e3` and `017` mean different numbers to different readers.
E041 not a whole number
    There are no fractions of a share.
E042 a number out of bounds
    The bound is told.
E044 not an amount
    An amount is exact and finite.
E045 too many decimal places
    An amount is given as exactly as it was fixed; more is a slip of the keys.
E046 more than an amount
    The currency has a field of its own.
E050 a day that is not
    The calendar has no such day.
E051 a day that can be read in two ways
    02/03/2005 is February here and March there. Write 2005-02-03.
E052 a moment where a day is wanted
    A moment is another day elsewhere on earth.
E053 a year out of bounds
    It lies before 1900 or after 2200: a slip of the keys.
E099 too many faults
    The first fifty are told; the rest may follow from them.
E100 a line end in a line
    The field is printed on one line.
E101 too many characters
    The limit is told.
E108 nothing of that name
    What there is, or the nearest, is told.
E109 an amendment of a text that is not there
    `amends` names a text of the project, or an instrument, by its id.
W032 two alphabets in one word
    A Cyrillic а looks like a Latin one; two names that look alike would differ.
W033 an accent apart from its letter
    It looks the same and compares as different. It is kept as written.
W099 too many warnings
    The first fifty are told; a text saved in another Unicode form has one for every accent.
W037 regular joints
    A regular list is written as a series, so that an amendment can print it anew.
W110 a label in no sequence
    It was read as words. Read the clause against the paper.
W111 a label that does not follow
    A provision may be missing in the paper itself, or one was read as words.
W112 tracked changes
    The paper was read as if all were accepted.
W113 a label of two meanings
    (i) may be a letter or a numeral; it was read as going on with the list before it.
W119 clauses that do not keep every word
    No word may be lost, so each line stands as bare words.
"""

CODES: dict[str, tuple[str, str]] = {
    found[1]: (found[2], " ".join(found[3].split()))
    for found in re.finditer(r"^([EW]\d{3}) (.*)\n((?:    .*\n)+)", _TOLD, re.MULTILINE)
}
"""The title and the meaning of each code."""


def explain_code(code: str) -> str:
    """Explain a code of reading; empty for a code of another room."""
    if code.upper() not in CODES:
        return ""
    title, meaning = CODES[code.upper()]
    return f"{code.upper()}: {title}\n  {meaning}"
