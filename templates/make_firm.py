"""Make firm-agreement.docx, an example of a firm's own template: the whole form in Word, a tag for each blank."""
# ruff: noqa: INP001 - a script beside the templates, no package

from __future__ import annotations

import sys
from pathlib import Path

from engross.filling.firm import record_fields
from engross.filling.layout import lay_out
from engross.paper.docx import docx
from engross.reading.kinds import read_text_yaml


def made(form: Path) -> bytes:
    """Return the template: the form laid out, each blank a tag of its field; lines for the pen stay open.

    A line filled by hand is typed on where the record has the value, and stays open where it has none.
    """
    text = read_text_yaml(form)
    tags = {}
    for blank in (blank for clause in text.root.walk() for blank in clause.blanks):
        tag = f"{{{{ {blank.field} }}}}"
        if not blank.by_hand:
            tags[blank.field] = tag
        elif blank.field in record_fields():
            tags[blank.field] = f"{{% if {blank.field} %}}{tag}{{% endif %}}"
    return docx(lay_out(text, tags))


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    (here / "firm-agreement.docx").write_bytes(made(here / "agreement.yaml"))
    sys.stdout.write("templates/firm-agreement.docx\n")
