"""What the codes of papers mean, for those who ask: templates, exhibits, renderers, files and batches."""

from __future__ import annotations

import re

_TOLD = """
E080 a paper of another format
    A Word file is a .docx. Old Word files, PDF and RTF are saved anew as .docx or text first.
E081 what can act
    Macros, embedded objects and controls run on the reader's machine; a paper to be signed has none.
E082 a document type
    It can name other files, and text of its own vanishes without a word.
E083 a link outside
    A paper fetches nothing from elsewhere; a plain link to the web may stand.
E084 a part that stands twice
    One program reads the first, another the second: two people would read two papers.
E085 a file that unpacks to too much
    It is counted while it is unpacked, whatever its head says.
E086 a file under a password
    Save a copy without one.
E087 a field the record has not
    A misspelt field would print as nothing. The nearest are told.
E088 more than a template may do
    Templates print fields, test them and loop over lists; they call, reckon and set nothing.
E089 a tag that is no tag
    It is never closed, or holds curly quotation marks, or cannot be parsed.
E091 hidden matter
    Hidden words, comments and tracked changes would go to everyone who gets the paper.
E092 too many paragraphs
    No form is so long; such files are made to exhaust the reader.
E093 a font the reader may lack
    Another font breaks lines and pages elsewhere.
E094 a template that prints nothing
    Nothing of it would stand on the paper.
E095 a tag where it does harm
    It would be printed as it stands, or print a bookmark many times.
E103 a sign no font holds
    It would come out as an empty box. The sign is told with its number.
E110 no usable PDF
    It is empty, of another format, or damaged beyond repair.
E111 an encrypted PDF
    Give a copy without a password.
E112 a PDF locked by its owner
    Binding it would break the lock; ask its owner for an unlocked copy.
E113 a signed PDF
    Binding would break the signature; attach it as a file of its own.
E114 a PDF that acts
    Scripts, launches, links to other files, attachments, media and XFA are bound with `--strip` only, which leaves
    them out.
E115 a PDF that unpacks to too much
    It is a damaged or hostile file.
E116 too many pages
    The limit is told.
E118 two fields of one name
    In one PDF they are one field: one value would fill both.
E119 a page no paper has
    Its size is nought, or beyond any printer.
E122 a field that was not found
    The line is drawn and its place is not known. It is a fault of engross.
E123 no PDF was made
    It is a fault of engross or of typst; what the renderer said is told.
E124 a page that could not be set
    It is a fault of engross or of typst; what the renderer said is told.
E125 a paper that reads otherwise
    Every paper is read back before it has its name; a word was missing, added, changed or moved.
E126 an exhibit that could not be bound
    It passed the checks and its pages came out otherwise. It is a fault of engross.
E128 words that do not fit their page
    They would run over the edge.
E130 papers among what they are made from
    The output folder holds an input; a run could write over it.
E131 what is not ours, or cannot be written
    A file that engross did not make stands in the way, or a stream cannot be written to.
E134 no room
    The disk is full or the quota used up. What stood there still stands; what is finished is kept.
E135 writing is not allowed
    The file system is read-only, or permission is wanting.
E136 the folder is gone
    It was removed during the run, or cannot be made.
E137 the system fails
    Too many open files, no memory, or the disk fails.
E138 no place for a file
    A link, a file or a folder stands in its place, or the path leads out of the output folder.
E139 a path too long
    Choose an output folder with a shorter path.
E140 another run is writing there
    Two runs into one folder would mix their papers. The exit code is 75.
E141 no locks
    The file system cannot keep two runs apart; see to it yourself and say `--no-lock`.
E142 a file stands there already
    Nothing is written over unless asked.
E143 a paper changed by hand
    It differs from what engross made; a person's work is kept unless you say otherwise.
E144 an input changed during the run
    Some papers would be of the old words and some of the new. Run again.
E145 a part of an older whole
    Inputs changed since the whole was built, so a part alone would not belong to the rest.
E146 a batch begun with other inputs
    Its papers would be of two kinds.
E148 no way to a cluster
    A scheduler runs whatever it is sent, so it is reached over TLS or on this machine alone.
E150 a record that broke its worker
    It ran out of time or memory, or broke the renderer. The others are made.
E151 a form that cannot be poured
    The house template and the form do not come together. It is a fault of engross.
E152 a package is missing
    What is asked for needs an extra of engross; the message names it.
E153 a register of unknown kind
    Registers are .yaml, .jsonl, .csv and .xlsx.
E154 a row that cannot be read
    Its line and what is wrong with it are told.
W090 a field that is never printed
    The template asks for it nowhere.
W114 what an exhibit would do was left out
    `--strip` asked for it; look at its pages in the packet.
W117 a repaired PDF
    Its table of objects was damaged; look at its pages in the packet.
W127 no claim of accessibility
    Nothing is known of the pages of an exhibit.
W143 a paper of an earlier run
    It is made no more, and a person changed it, so it stays.
"""

CODES: dict[str, tuple[str, str]] = {
    found[1]: (found[2], " ".join(found[3].split()))
    for found in re.finditer(r"^([EW]\d{3}) (.*)\n((?:    .*\n)+)", _TOLD, re.MULTILINE)
}
"""The title and the meaning of each code."""


def explain_code(code: str) -> str:
    """Explain a code of papers; empty for a code of another room."""
    if code.upper() not in CODES:
        return ""
    title, meaning = CODES[code.upper()]
    return f"{code.upper()}: {title}\n  {meaning}"
