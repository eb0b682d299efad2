"""Operations and changes told in words a lawyer signs off: what was ordered, what it bound to, what it did."""

from __future__ import annotations

from engross.amending.record import Change
from engross.instruments.operations import (
    AddWords,
    Delete,
    Designate,
    Insert,
    Join,
    Move,
    NoEffect,
    NotExecutable,
    Operation,
    RenameTerm,
    Renumber,
    RenumberRest,
    Restate,
    Split,
    Substitute,
    Target,
    Undesignate,
)

_LONG = 160


def place(target: Target) -> str:
    """Return a place in words: ``the second sentence of 5(d)``."""
    words = target.at or target.title_words or target.id
    if target.attachment:
        words = f"{words} of {target.attachment}" if words else target.attachment
    if target.definition:
        words = f"the definition of “{target.definition}”" + (f" in {words}" if words else "")
    if target.part:
        words = f"the {target.part}" + (f" of {words}" if words else "")
    for ordinals, unit in ((target.paragraphs, "paragraph"), (target.sentences, "sentence")):
        if ordinals:
            words = f"{unit} {' and '.join(map(str, ordinals))}" + (f" of {words}" if words else "")
    return words or "the text"


def order(operation: Operation) -> str:  # noqa: PLR0911, PLR0912 - one sentence for each operation of the vocabulary
    """Return what an operation orders, in words."""
    where = place(operation.target)
    match operation:
        case Delete(leave="nothing"):
            return f"delete {where}"
        case Delete(leave=leave):
            return f"delete {where} and leave its number standing ({leave})"
        case Insert():
            new = operation.label or (operation.provisions[0].label if operation.provisions else "") or "new words"
            side = {"start": "at the start of", "end": "at the end of", "alphabetical": "in alphabetical order in"}
            return f"insert {new} {side.get(operation.where, operation.where)} {where}"
        case Restate(through=None):
            return f"restate {where}"
        case Restate(through=through):
            return f"restate {where} through {place(through) if through else where} as one"
        case Substitute(to_end=True):
            return f"in {where}, strike “{short(operation.strike)}” and all that follows" + _in_place(operation.insert)
        case Substitute(through=through) if through:
            return f"in {where}, strike from “{short(operation.strike)}” through “{short(through)}”" + _in_place(
                operation.insert
            )
        case Substitute():
            return f"in {where}, strike “{short(operation.strike)}”{_which(operation.occurrence)}" + _in_place(
                operation.insert
            )
        case AddWords(anchor=""):
            return f"add “{short(operation.text)}” at the {operation.where} of {where}"
        case AddWords():
            beside = f"{operation.where} “{short(operation.anchor)}”{_which(operation.occurrence)}"
            return f"in {where}, add “{short(operation.text)}” {beside}"
        case Renumber(to=to):
            return f"renumber {where} as {to}"
        case RenumberRest():
            return f"renumber the rest of {where} accordingly"
        case Move():
            return f"move {where} {operation.where} {place(operation.to)}" + (
                f" as {operation.label}" if operation.label else ""
            )
        case Designate(label=label):
            return f"designate the existing words of {where} as {label}"
        case Undesignate():
            return f"take the number of {where} away"
        case Split(label=label):
            return f"split {where} at “{short(operation.at_words)}”; the second part is {label}"
        case Join():
            return f"join {where} to the provision before it"
        case RenameTerm(old=old, new=new):
            return f"call “{old}” “{new}” in {where}"
        case NoEffect(kind=kind):
            return f"nothing ({kind})"
        case NotExecutable(why=why):
            return f"a change whose words are not given: {why}"


def _in_place(words: str) -> str:
    return f" and insert “{short(words)}”" if words else ""


def _which(occurrence: object) -> str:
    match occurrence:
        case "one":
            return ""
        case "each":
            return " wherever it stands"
        case int():
            return f", occurrence {occurrence}"
        case _:
            return f", the {occurrence} time it stands"


def short(words: str, most: int = _LONG) -> str:
    """Return words short enough for a line, the middle of long ones left out."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= most else f"{one_line[: most * 2 // 3]} … {one_line[-most // 3 :]}"


def did(change: Change) -> str:
    """Return what a change did, in one sentence."""
    if change.note and change.authority == "editorial":
        return change.note
    parts = [f"{old} became {new}" for _, old, new in change.relabelled]
    if change.moved:
        parts.append(f"{_list(change.cited[:1])} moved with all under it")
    if change.deleted and change.inserted:
        parts.append(f"{_list(change.cited)} was restated")
    elif change.deleted:
        parts.append(f"{_list(change.cited)} went: “{short(change.before)}”")
    elif change.inserted and not change.edits:
        parts.append(f"“{short(change.after)}” came in at {_list(change.cited)}")
    for edit in change.edits:
        if edit.removed and edit.added:
            parts.append(f"“{short(edit.removed)}” gave way to “{short(edit.added)}”")
        elif edit.removed:
            parts.append(f"“{short(edit.removed)}” was cut")
        elif edit.added:
            parts.append(f"“{short(edit.added)}” was added")
    return "; ".join(dict.fromkeys(parts)) or "nothing changed"


def _list(cited: tuple[str, ...]) -> str:
    return " and ".join(dict.fromkeys(cited)) or "the text"
