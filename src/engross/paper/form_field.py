"""A form field of a finished PDF: its name, its kind, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A form field where it stands.

    Args:
        name: Its name in the PDF.
        kind: ``signature``, ``date`` or ``text``.
        page: Its page, 1 for the first.
        rectangle: Left, bottom, right, top in points from the bottom left of the page.
        tip: What it is for, in words.
    """

    name: str
    kind: str
    page: int
    rectangle: tuple[float, float, float, float]
    tip: str = ""
