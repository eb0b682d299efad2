"""Name a file after a person without trusting the person's name: short, plain, unique, inside the folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LATIN = str.maketrans({"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "ß": "ss", "Æ": "AE", "æ": "ae",
                        "Œ": "OE", "œ": "oe", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "ı": "i"})  # fmt: skip
LONGEST_NAME = 60
LONGEST_ID = 24


def slug(text: str, *, longest: int = LONGEST_NAME) -> str:
    """Return *text* in lower-case letters, digits and single hyphens; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", text.translate(_LATIN)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")


def safe_name(identifier: str, name: str, extension: str) -> str:
    """Return ``<id>-<name>-<8 hex>.<ext>``: at most 100 bytes, different for records that differ.

    Args:
        identifier: The record's id.
        name: The person's name, in any script.
        extension: Without its point.
    """
    mark = hashlib.sha256(f"{identifier}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
    parts = [
        part for part in (slug(identifier, longest=LONGEST_ID), slug(name, longest=LONGEST_NAME - LONGEST_ID)) if part
    ]
    return f"{'-'.join([*parts, mark])}.{extension}"
