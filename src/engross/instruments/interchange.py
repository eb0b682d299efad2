"""Operations as interchange JSON and back: the form in which readings are compared with those of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from engross.clauses import words
from engross.instruments.operations import (
    AddWords,
    Delete,
    Designate,
    Insert,
    Join,
    Leave,
    Move,
    NoEffect,
    NotExecutable,
    Operation,
    Part,
    RenameTerm,
    Renumber,
    RenumberRest,
    Restate,
    Split,
    Substitute,
    Target,
    Undesignate,
    Where,
)
from engross.problems import InputError, Problem

Json = dict[str, Any]
_NAMES: dict[type[Any], str] = {
    Delete: "delete", Insert: "insert", Restate: "restate", Substitute: "substitute", AddWords: "add_words",
    Renumber: "renumber", RenumberRest: "renumber_rest", Move: "move", Designate: "designate",
    Undesignate: "undesignate", Split: "split", Join: "join", RenameTerm: "rename_term", NoEffect: "no_effect",
    NotExecutable: "not_executable",
}  # fmt: skip
_TARGET_WORDS = ("at", "id", "attachment", "definition", "part", "title_words", "document", "time")


def target_to_json(target: Target) -> Json:
    """Return a place as an interchange object; empty for the whole text."""
    found: Json = {key: getattr(target, key) for key in _TARGET_WORDS if getattr(target, key)}
    for many, one in (("sentences", "sentence"), ("paragraphs", "paragraph")):
        ordinals = getattr(target, many)
        if len(ordinals) == 1:
            found[one] = ordinals[0]
        elif ordinals:
            found[many] = list(ordinals)
    found.update(target.other)
    return found


def target_from_json(given: Mapping[str, Any] | None) -> Target:
    """Return the place an interchange object names; keys of no known meaning become finer places.

    Raises:
        InputError: An ordinal or a part is none.
    """
    known: Json = {}
    other: list[tuple[str, str]] = []
    for key, value in (given or {}).items():
        if value in (None, ""):
            continue
        if key == "part":
            known[key] = _among(value, Part)
        elif key in _TARGET_WORDS:
            known[key] = str(value)
        elif key in ("sentence", "paragraph"):
            known[f"{key}s"] = (_ordinal(value),)
        elif key in ("sentences", "paragraphs"):
            known[key] = tuple(_ordinal(each) for each in value)
        else:
            other.append((key, str(value)))
    return Target(**known, other=tuple(other))


def _ordinal(value: object) -> Any:
    if isinstance(value, int):
        return value
    written = str(value)
    if written.isdigit():
        return int(written)
    if written == "first":
        return 1
    if written in ("last", "penultimate"):
        return written
    raise InputError(
        (Problem(code="E293", what=f"{written!r} is no ordinal", remedy="write 1, 2, ..., last or penultimate"),)
    )


def to_json(operation: Operation) -> Json:  # noqa: PLR0912 - one case for each operation
    """Return an operation as an interchange object."""
    found: Json = {"op": _NAMES[type(operation)], "target": target_to_json(operation.target)}
    match operation:
        case Delete():
            found["leave"] = "reserved" if operation.leave == "reserved" else "nothing"
            _put(found, kept="repealed" if operation.leave == "repealed" else "", placeholder=operation.placeholder)
        case Insert():
            found |= {"where": operation.where, "label": operation.label or None, "text": _text(operation)}
        case Restate():
            found["text"] = _text(operation)
            if operation.through:
                found["through"] = target_to_json(operation.through)
        case Substitute():
            found |= {"strike": operation.strike, "insert": operation.insert, "occurrence": operation.occurrence}
            _put(
                found,
                count=operation.count,
                through=operation.through,
                to_end=operation.to_end,
                inside_words=operation.inside_words,
            )
        case AddWords():
            found |= {"where": operation.where, "anchor": operation.anchor or None, "text": operation.text}
            found["occurrence"] = operation.occurrence
            _put(found, count=operation.count)
        case Renumber():
            found["as"] = operation.to
        case Move():
            found |= {"to": target_to_json(operation.to), "where": operation.where}
            _put(found, label=operation.label)
        case Designate():
            found["label"] = operation.label
        case Split():
            found |= {"at_words": operation.at_words, "label": operation.label}
        case Join():
            _put(found, joint=operation.joint)
        case RenameTerm():
            found |= {"old": operation.old, "new": operation.new}
        case NoEffect():
            found["kind"] = operation.kind
        case NotExecutable():
            found |= {"kind": operation.kind, "why": operation.why}
        case RenumberRest() | Undesignate():
            pass
    if not found["target"] and isinstance(operation, NoEffect | NotExecutable):
        del found["target"]
    return found


def _put(found: Json, **values: object) -> None:
    found.update({key: value for key, value in values.items() if value})


def _text(operation: Insert | Restate) -> str:
    if operation.text or not operation.provisions:
        return operation.text
    return " ".join(" ".join(words.words(provision)) for provision in operation.provisions)


def from_json(given: Mapping[str, Any]) -> Operation:
    """Return the operation of an interchange object.

    Raises:
        InputError: It names no operation, or lacks what the operation needs.
    """
    try:
        return _from_json(given)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        what = f"this is no operation: {given!r} ({fault})"
        raise InputError((Problem(code="E293", what=what[:300], remedy="see the interchange format"),)) from fault


def _from_json(given: Mapping[str, Any]) -> Operation:  # noqa: PLR0911, PLR0912 - one case for each operation
    target = target_from_json(given.get("target"))
    match given["op"]:
        case "delete":
            leave = "repealed" if given.get("kept") == "repealed" else str(given.get("leave", "nothing"))
            return Delete(target=target, leave=_among(leave, Leave), placeholder=given.get("placeholder", ""))
        case "insert":
            return Insert(
                target=target,
                where=_among(given.get("where", "end"), Where),
                label=given.get("label") or "",
                text=given["text"] or "",
            )
        case "restate":
            through = target_from_json(given["through"]) if given.get("through") else None
            return Restate(target=target, text=given["text"] or "", through=through)
        case "substitute":
            return Substitute(
                target=target,
                strike=given["strike"],
                insert=given.get("insert") or "",
                **_times(given),
                through=given.get("through", ""),
                to_end=bool(given.get("to_end")),
                inside_words=bool(given.get("inside_words")),
            )
        case "add_words":
            return AddWords(
                target=target,
                text=given["text"],
                where=_among(given["where"], Where),
                anchor=given.get("anchor") or "",
                **_times(given),
            )
        case "renumber":
            return Renumber(target=target, to=given["as"])
        case "renumber_rest":
            return RenumberRest(target=target)
        case "move":
            return Move(
                target=target,
                to=target_from_json(given["to"]),
                where=_among(given.get("where", "after"), Where),
                label=given.get("label", ""),
            )
        case "designate":
            return Designate(target=target, label=given["label"])
        case "undesignate":
            return Undesignate(target=target)
        case "split":
            return Split(target=target, at_words=given["at_words"], label=given["label"])
        case "join":
            return Join(target=target, joint=given.get("joint", ""))
        case "rename_term":
            return RenameTerm(target=target, old=given["old"], new=given["new"])
        case "no_effect":
            return NoEffect(kind=given.get("kind", "stem"), target=target)
        case "not_executable":
            return NotExecutable(kind=given.get("kind", "semantic"), why=given.get("why", ""), target=target)
        case other:
            raise ValueError(other)


def _among(value: object, allowed: Any) -> Any:
    if value not in get_args(allowed):
        raise ValueError(f"{value!r} is none of {', '.join(get_args(allowed))}")
    return value


def _times(given: Mapping[str, Any]) -> Json:
    occurrence = given.get("occurrence", "one")
    if isinstance(occurrence, str) and occurrence.isdigit():
        occurrence = int(occurrence)
    if not isinstance(occurrence, int) and occurrence not in ("one", "each", "first", "last"):
        raise ValueError(f"{occurrence!r} is no occurrence")
    return {"occurrence": occurrence, "count": given.get("count")}


assert set(_NAMES) == set(get_args(Operation))  # noqa: S101 - a new operation must not be forgotten here
