"""Accept or reject every tracked change of a Word file, written from the format's own words and nothing of ours."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(package: bytes, *, accept: bool | set[str]) -> str:
    """Return the paragraphs of a Word file after changes are accepted or rejected, one a line.

    Args:
        package: The file.
        accept: True or False for all; or whose changes are accepted, all others being rejected.
    """

    def goes(change) -> bool:
        taken = change.get(W + "author") in accept if isinstance(accept, set) else accept
        return change.tag in ({W + "del", W + "moveFrom"} if taken else {W + "ins", W + "moveTo"})

    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    lines, current = [], ""
    for paragraph in root.iter(W + "p"):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        vanishes = mark is not None and any(goes(child) for child in mark)
        for each in paragraph.iter(W + "t", W + "delText", W + "tab"):
            above = list(each.iterancestors())
            if any(parent.tag == W + "pPr" or goes(parent) for parent in above):
                continue
            current += "\t" if each.tag == W + "tab" else each.text or ""
        if not vanishes:
            lines.append(current)
            current = ""
    assert lines[-1] == "", "the file ends with an empty paragraph of its own"
    return "\n".join(lines[:-1])
