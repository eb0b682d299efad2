"""Pack parts into a zip file that is the same bytes each time: fixed dates, settled order, no machine's own traits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FIXED = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can hold
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def packed(parts: Mapping[str, bytes], *, level: int = 6) -> bytes:
    """Pack parts as a zip file; the content types come first, as readers expect, the rest in the order of their names.

    Args:
        parts: The bytes of each part by its name.
        level: How hard to compress, 0 to 9.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name in sorted(parts, key=lambda each: (each not in _FIRST, each)):
            member = zipfile.ZipInfo(name, FIXED)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            member.external_attr = 0
            archive.writestr(member, parts[name], compresslevel=level)  # a member of its own knows no archive's level
    return made.getvalue()
