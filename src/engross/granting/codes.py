"""What the codes of grants mean, for those who ask; the codes of a plan's own rules are told by `explain`."""

from __future__ import annotations

import re

_TOLD = """
E043 more shares than the reserve has
    It is a rule of the plan and told by the code its pack gives the rule `within-reserve`: G10.
E054 days out of order
    A grant, its acceptance and its exercises follow one another; a grant follows the adoption of its plan.
E055 a term longer than the plan allows
    It is a rule of the plan and told by the code its pack gives the rule `within-term`: G22.
E056 another vesting than the form has
    It is a rule of the plan and told by the code its pack gives the rule `vests-as-the-form-says`: G27.
E057 an amount in words that is not the one in figures
    A form prints both from one value. In a text of other origin the lint finds it, as M01.
E102 what does not fit
    A word no line can hold, or more lines than the form has: on paper something would be lost.
E104 a number given twice
    The number of a record names it in the ledger and on its papers. Both places are told.
E105 a number that no file or object can bear
    Letters, digits, dots and hyphens; no blanks and no slashes.
E149 a record or rules of another plan
    A reserve is one plan's; what belongs to another is not counted in it.
E155 not Open Cap Table
    Files of the format are JSON with objects in `items`, alone, in a folder or in a zip archive.
E156 an object without the one it speaks of
    A grant needs its holder; give the file of the stakeholders as well.
E158 a fact that is not declared
    A rule names the facts it looks at. Declare each, with its value or why it is missing.
W157 what has no place in a grant record
    It stays where it is; nothing is bent to fit.
W159 what is left out of an export
    The format asks for facts that the plan's pack does not tell. They are named, not invented.
"""

CODES: dict[str, tuple[str, str]] = {
    found[1]: (found[2], " ".join(found[3].split()))
    for found in re.finditer(r"^([EW]\d{3}) (.*)\n((?:    .*\n)+)", _TOLD, re.MULTILINE)
}
"""The title and the meaning of each code."""


def explain_code(code: str) -> str:
    """Explain a code of grants; empty for a code of another room."""
    if code.upper() not in CODES:
        return ""
    title, meaning = CODES[code.upper()]
    return f"{code.upper()}: {title}\n  {meaning}"
