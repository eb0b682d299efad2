"""A comparison as plain values for other programs, and the JSON Schema they follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engross.comparing.changes import KINDS, Authority, Change, Place, counted
from engross.comparing.compare import Comparison
from engross.comparing.wording import Item

_STRING: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}


def _fixed(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_PLACE = _fixed({"id": _STRING, "address": _STRING, "heading": _STRING})
_WORDS = {
    "type": "array",
    "description": "The merged stream: the words before are those of = - <, the words after those of = + >.",
    "items": {"type": "array", "prefixItems": [{"enum": ["=", "-", "+", "<", ">"]}, _STRING],
              "minItems": 2, "maxItems": 2},
}  # fmt: skip
_VERSION = _fixed({"id": _STRING, "name": _STRING, "through": _STRING})
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A comparison of two versions of a text",
    **_fixed({
        "old": _VERSION,
        "new": _VERSION,
        "counts": {"type": "object", "propertyNames": {"enum": list(KINDS)}, "additionalProperties": _COUNT},
        "words": _fixed({"deleted": _COUNT, "inserted": _COUNT}),
        "changes": {
            "type": "array",
            "items": _fixed({
                "number": {"type": "integer", "minimum": 1},
                "kinds": {"type": "array", "items": {"enum": list(KINDS)}, "minItems": 1},
                "old": {"anyOf": [_PLACE, {"type": "null"}]},
                "new": {"anyOf": [_PLACE, {"type": "null"}]},
                "deleted": _COUNT,
                "inserted": _COUNT,
                "words": _WORDS,
                "references": {"type": "array", "items": _fixed({
                    "written": _STRING, "now": _STRING, "follows": {"type": "boolean"}, "within": _STRING})},
                "parts": {"type": "array", "items": _PLACE},
                "by": {"type": "array", "items": _fixed({
                    "name": _STRING, "date": _STRING, "sentence": _STRING, "under": _STRING,
                    "editorial": {"type": "boolean"}})},
                "credits": {"type": "array", "items": _fixed({"sign": _STRING, "text": _STRING, "by": _STRING})},
            }, "references", "parts", "by", "credits"),
        },
    }),
}  # fmt: skip


def to_json(comparison: Comparison, changes: Iterable[Change] | None = None) -> dict[str, Any]:
    """Return a comparison as plain values.

    Args:
        comparison: The comparison.
        changes: The changes to tell; all of them where not given.
    """
    told = tuple(comparison.changes if changes is None else changes)
    credited = _credits(comparison)
    return {
        "old": _version(comparison.old),
        "new": _version(comparison.new),
        "counts": counted(told),
        "words": {"deleted": sum(each.deleted for each in told), "inserted": sum(each.inserted for each in told)},
        "changes": [_change(change, credited.get(change.number, [])) for change in told],
    }


def _version(text: Any) -> dict[str, str]:
    return {"id": text.id, "name": text.name, "through": text.through}


def _change(change: Change, credited: list[dict[str, str]]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": change.number,
        "kinds": list(change.kinds),
        "old": _place(change.old),
        "new": _place(change.new),
        "deleted": change.deleted,
        "inserted": change.inserted,
        "words": _words(change.words),
    }
    if change.references:
        told["references"] = [
            {"written": each.written, "now": each.now, "follows": each.follows, "within": each.within}
            for each in change.references
        ]
    if change.parts:
        told["parts"] = [_place(each) for each in change.parts]
    if change.by:
        told["by"] = [_authority(each) for each in change.by]
    if credited:
        told["credits"] = credited
    return told


def _credits(comparison: Comparison) -> dict[int, list[dict[str, str]]]:
    """Return for each change its marked words with who made each of them so, where a history is known."""
    if comparison.history is None:
        return {}
    found: dict[int, list[dict[str, str]]] = {}
    steps = comparison.history.steps
    for line in comparison.lines():
        for item in line.items:
            if item.sign != "=" and item.by:
                told = {"sign": item.sign, "text": item.text, "by": steps[item.by - 1].name}
                found.setdefault(item.change, []).append(told)
    return found


def _place(place: Place | None) -> dict[str, str] | None:
    return {"id": place.id, "address": place.address, "heading": place.heading} if place else None


def _authority(each: Authority) -> dict[str, Any]:
    return {"name": each.name, "date": each.date, "sentence": each.sentence, "under": each.under,
            "editorial": each.editorial}  # fmt: skip


def _words(items: tuple[Item, ...]) -> list[list[str]]:
    joined: list[list[str]] = []
    for item in items:
        if joined and joined[-1][0] == item.sign:
            joined[-1][1] += item.text
        else:
            joined.append([item.sign, item.text])
    return joined
