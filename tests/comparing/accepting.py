"""Accept or reject every tracked change of a Word file, written from the format's own words and nothing of ours."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(package: bytes, *, accept: bool) -> str:
    """Return the paragraphs of a Word file after all changes are accepted or rejected, one a line."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    gone = {W + "del", W + "moveFrom"} if accept else {W + "ins", W + "moveTo"}
    lines, current = [], ""
    for paragraph in root.iter(W + "p"):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        vanishes = mark is not None and any(child.tag in gone for child in mark)
        for each in paragraph.iter(W + "t", W + "delText", W + "tab"):
            above = {parent.tag for parent in each.iterancestors()}
            if W + "pPr" in above or above & gone:
                continue
            current += "\t" if each.tag == W + "tab" else each.text or ""
        if not vanishes:
            lines.append(current)
            current = ""
    assert lines[-1] == "", "the file ends with an empty paragraph of its own"
    return "\n".join(lines[:-1])
