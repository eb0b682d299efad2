"""And back: operations as sentences of an instrument, in the house's style, such that reading them gives the same."""

from __future__ import annotations

import re

from engross.clauses import labels
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
    Ordinal,
    RenameTerm,
    Renumber,
    RenumberRest,
    Restate,
    Split,
    Substitute,
    Target,
    Undesignate,
)
from engross.problems import InputError, Problem
from engross.understanding.tokens import tokens

_KINDS_SAID = {"self-reference": "Each reference in the {0} to “this {0}” means the {0} as amended.",
               "effective-date": "This Amendment is effective as of its date."}  # fmt: skip
_PARTS = {"lead-in": "lead-in language", "closing": "closing text"}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth")  # fmt: skip
_CONTAINERS = ("Article", "Part", "Chapter", "Title", "Subtitle", "Subchapter", "Division")


def place(target: Target, document: str = "Plan") -> str:
    """Return how a place is named, innermost first: "the second sentence of Section 5(d) of the Plan".

    Args:
        target: The place.
        document: The short name of the document that is amended.
    """
    steps: list[str] = []
    within = [value for key, value in target.other if key == "within"]
    steps += [f"clause {number}" for number in reversed(within)]
    steps += [f"the {value}" for key, value in target.other if key != "within"]
    if target.part:
        steps.append(f"the {_PARTS.get(target.part, target.part)}")
    if target.sentences:
        steps.append(f"the {_ordinals(target.sentences)} sentence{'s' if len(target.sentences) > 1 else ''}")
    if target.paragraphs:
        steps.append(f"the {_ordinals(target.paragraphs)} paragraph{'s' if len(target.paragraphs) > 1 else ''}")
    if target.definition:
        steps.append(f"the definition of {quoted(target.definition)}")
    if target.at:
        steps.append(_unit(target.at))
    if target.attachment:
        steps.append("the Schedule" if target.attachment == "Schedule" else target.attachment)
    if target.title_words:
        steps.append(f"the {target.title_words}")
    steps.append(f"the {target.document or document}")
    said = " of ".join(steps)
    return f"{said}, as so redesignated," if target.time == "reached" else said


def _unit(at: str) -> str:
    return (
        at if at.split(" ", maxsplit=1)[0] in _CONTAINERS else f"clause {at}" if at.startswith("(") else f"Section {at}"
    )


def _ordinals(ordinals: tuple[Ordinal, ...]) -> str:
    words = [each if isinstance(each, str) else _ORDINALS[each - 1] for each in ordinals]
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"


def quoted(words: str) -> str:
    """Return words between quotation marks that their own marks cannot close.

    Raises:
        InputError: Their own marks are such that no pair of marks round them can be told from them.
    """
    for opening, closing in (("“", "”"), ('"', '"'), ("«", "»")):
        written = f"{opening}{words}{closing}"
        line = tokens(f"the words {written} in")
        if len(line) == 4 and line[2].kind == "QUOTE" and line[2].text == words:
            return written
    what = f"the quotation marks within {words[:60]!r} do not match, so that no marks can be put round it"
    raise InputError((Problem(code="E287", what=what, remedy="match its quotation marks"),))


def sentence(operation: Operation, document: str = "Plan") -> str:  # noqa: PLR0911, PLR0912 - one case for each operation
    """Return the drafting sentence that orders an operation.

    Args:
        operation: What is ordered.
        document: The short name of the document that is amended, as the instrument defines it.
    """
    at = _capital(place(operation.target, document))
    match operation:
        case Delete(leave="reserved", placeholder=placeholder):
            return f"{at} is deleted in its entirety and reserved{' ' + quoted(placeholder) if placeholder else ''}."
        case Delete(leave="repealed"):
            return f"{at} is repealed."
        case Delete():
            return f"{at} {_be(operation.target)} deleted in {_its(operation.target)} entirety."
        case Restate(text=text):
            whole = f"amended and restated in {_its(operation.target)} entirety to read as follows"
            return f"{at} {_be(operation.target)} {whole}: {quoted(text)}"
        case Insert():
            return _insert(operation, document)
        case Substitute():
            return _substitute(operation, at)
        case AddWords():
            return _add(operation, at)
        case Renumber(to=to):
            return f"{at} is renumbered as {_new_number(to)}."
        case RenumberRest():
            return f"The remaining provisions of {place(operation.target, document)} are renumbered accordingly."
        case Designate(label=label):
            return f"The existing text of {place(operation.target, document)} is designated as paragraph {label}."
        case Undesignate():
            removed = f"The designation of {place(operation.target, document)} is removed"
            return f"{removed}, and its text continues the provision it stands under."
        case Move(to=to, where=where, label=label):
            renumbered = f" and renumbered as {_new_number(label)}" if label else ""
            return f"{at} is moved to {_side(where)} {place(to, document)}{renumbered}."
        case Split(at_words=words, label=label):
            return f"{at} is divided, the words from {quoted(words)} on becoming {_new_number(label)}."
        case Join(joint=joint):
            tail = f" by {quoted(joint)}" if joint else ""
            return f"{at} is joined to the provision before it{tail}."
        case RenameTerm(old=old, new=new):
            scope = place(operation.target, document)
            return f"The defined term {quoted(old)} is renamed {quoted(new)} wherever it appears in {scope}."
        case NoEffect(kind="stem"):
            return f"{at} is amended as follows:"
        case NoEffect(kind=kind) if kind in _KINDS_SAID:
            return _KINDS_SAID[kind].format(document)
        case NoEffect():
            return f"{at} shall remain in full force and effect."
        case NotExecutable(kind="annex"):
            return f"{at} is amended as set forth in the annex."
        case NotExecutable():
            return f"{at} is amended to provide that which its words do not give."
    raise AssertionError(operation)


def _be(target: Target) -> str:
    return "are" if len(target.sentences) > 1 or len(target.paragraphs) > 1 else "is"


def _its(target: Target) -> str:
    return "their" if _be(target) == "are" else "its"


def _insert(operation: Insert, document: str) -> str:
    where = operation.where
    at = place(operation.target, document)
    side = {
        "after": f"immediately after {at}",
        "before": f"immediately before {at}",
        "start": f"at the beginning of {at}",
        "end": f"at the end of {at}",
        "alphabetical": f"in alphabetical order in {at}",
    }[where]
    label = operation.label
    if label:
        return f"A new {_unit(label)} is added {side} to read as follows: {quoted(operation.text)}"
    thing = "definition is" if where == "alphabetical" or _is_definition(operation) else "sentence is"
    return f"The following new {thing} added {side}: {quoted(operation.text)}"


def _is_definition(operation: Insert) -> bool:
    return bool(operation.target.definition)


def _substitute(operation: Substitute, at: str) -> str:
    old, new = quoted(operation.strike), quoted(operation.insert)
    if operation.through:
        old = f"{old} through {quoted(operation.through)}"
    if operation.to_end:
        old = f"{old} and all that follows"
    often = _often(operation.occurrence, operation.count)
    if not operation.insert:
        return f"{at} is amended by deleting the words {old}{often}."
    return f"{at} is amended by deleting the words {old}{often} and inserting the words {new} in their place."


def _often(occurrence: object, count: int | None) -> str:
    match occurrence:
        case "each" if count == 2:
            return " both times they appear"
        case "each":
            return " wherever they appear"
        case "first":
            return " the first time they appear"
        case "last":
            return " the last time they appear"
        case int():
            return f" the {_ORDINALS[occurrence - 1]} time they appear"
        case _:
            return ""


def _add(operation: AddWords, at: str) -> str:
    text = quoted(operation.text)
    if operation.anchor:
        often = _often(operation.occurrence, operation.count)
        anchor = f"{operation.where} the words {quoted(operation.anchor)}{often}"
        return f"{at} is amended by inserting the words {text} immediately {anchor}."
    side = "at the end thereof" if operation.where == "end" else "at the beginning thereof"
    return f"{at} is amended by inserting the words {text} {side}."


def _side(where: str) -> str:
    return {
        "after": "the place immediately after",
        "before": "the place immediately before",
        "start": "the beginning of",
    }.get(where, "the end of")


def _new_number(to: str) -> str:
    if re.match(r"(?i)(?:article|part|section|paragraph|clause)\b", to):
        return to
    return f"clause {to}" if to.startswith("(") else f"Section {to}" if labels.readings(to) else to


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


__all__ = ["place", "quoted", "sentence"]
