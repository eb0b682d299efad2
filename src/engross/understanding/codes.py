"""What the codes of understanding mean, for those who ask."""

from __future__ import annotations

_TOLD = {
    "E280": ("no instruction", "The line holds none of the fields an instruction has, or no words at all."),
    "E281": (
        "a sentence that is not wholly understood",
        "Every word is claimed by a rule, or nothing of the sentence is carried out. Write its operations by hand.",
    ),
    "E282": (
        "a sentence of more than one meaning",
        "Its words are understood, and leave open what is changed: no reading is taken for the right one.",
    ),
    "E283": ("no new text", "The sentence speaks of new text that does not follow it."),
    "E284": ("an outcome instead of words", "The change is told by its result, or its words lie in an annex."),
    "E285": ("no order in the whole paper", "An instrument that agrees on an outcome alone changes no text."),
    "E286": (
        "new text without an end",
        "Its quotation is never closed, or it stands in no quotation marks and breaks off.",
    ),
    "E287": (
        "quotation marks that do not match",
        "No marks can be put round such words that a reader could tell apart.",
    ),
    "E288": (
        "a condition, or a day of effect, of one sentence",
        "Neither is part of an operation: see to it yourself.",
    ),
    "E289": ("new text without quotation marks", "Where it ends is inferred from the instrument's own numbers."),
    "E290": ("half of what is needed", "A text and an instrument belong together: `--with AMENDMENT TEXT`."),
    "E291": ("a review of another instrument", "The reviewed file speaks of sentences that this instrument has not."),
    "E292": ("a text kept back", "While a sentence is doubtful no text is printed; review its operations."),
    "E293": ("no operation", "The object is none of the interchange format."),
}


def explain_code(code: str) -> str:
    """Return what a code means; empty for one that is none of this room's."""
    told = _TOLD.get(code.upper())
    return f"{code.upper()} {told[0]}\n\n{told[1]}" if told else ""
