"""Comments that carry what Open Cap Table has no place for, so that a record comes back as it went out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MARK = "engross "


def flattened(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of nested mappings and lists with its dotted path; items of a list count from 1."""
    match value:
        case dict():
            for key, each in value.items():
                yield from flattened(each, f"{path}.{key}" if path else str(key))
        case list():
            for count, each in enumerate(value, 1):
                yield from flattened(each, f"{path}.{count}")
        case _:
            yield path, str(value)


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Rebuild nested mappings and lists from texts with their dotted paths."""
    root: dict[str, Any] = {}
    for path, text in pairs:
        *above, last = path.split(".")
        place = root
        for step in above:
            below = place.setdefault(step, {})
            place = below if isinstance(below, dict) else {}
        place.setdefault(last, text)
    listed: dict[str, Any] = {key: _listed(each) for key, each in root.items()}
    return listed


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isascii() and key.isdecimal() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(each) for key, each in value.items()}


def comments(value: Mapping[str, Any]) -> list[str]:
    """Return nested fields as comments: ``engross price_basis.market: Nasdaq``."""
    return [f"{MARK}{path}: {text}" for path, text in flattened(dict(value))]


def parted(lines: Iterable[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Part comments into fields (dotted path and text) and plain comments."""
    fields, plain = [], []
    for line in lines:
        path, colon, text = line.removeprefix(MARK).partition(": ")
        if line.startswith(MARK) and colon:
            fields.append((path, text))
        else:
            plain.append(line)
    return fields, plain
