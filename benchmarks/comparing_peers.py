"""Peers of the comparison, each in its own way, on two versions given as files; one JSON line on stdout.

usage: python benchmarks/comparing_peers.py PEER FOLDER    (FOLDER holds old.docx new.docx old.txt new.txt)

The peers are not needed by engross; install what is to be measured, in an environment of its own if you like:
pip install "python-redlines[docxodus]" redlines docx-trackdiff xmldiff
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def marked(package: bytes) -> dict:
    """Count the characters inserted and deleted, and the moves, of a Word file."""
    from lxml import etree  # noqa: PLC0415 - only the peer that is measured need be installed

    root = etree.fromstring(zipfile.ZipFile(BytesIO(package)).read("word/document.xml"))
    ink = sum(len(each.text or "") for name in ("ins", "del") for mark in root.iter(W + name)
              for each in mark.iter(W + "t", W + "delText"))  # fmt: skip
    moves = {each.get(W + "name") for each in root.iter(W + "moveFromRangeStart")}
    return {"ink": ink, "moves": len(moves)}


def python_redlines(folder: Path) -> dict:
    from python_redlines.engines import DocxodusEngine  # noqa: PLC0415 - only the peer that is measured need be installed

    engine = DocxodusEngine()
    old, new = (folder / "old.docx").read_bytes(), (folder / "new.docx").read_bytes()
    engine.run_redline("x", old, new)  # unpacks its binary the first time
    begun = time.perf_counter()
    made = engine.run_redline("x", old, new)[0]
    return {"seconds": time.perf_counter() - begun, **marked(made)}


def docx_trackdiff(folder: Path) -> dict:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "docx_trackdiff.compare", folder / "old.docx", folder / "new.docx",
                    folder / "trackdiff.docx"], check=True, capture_output=True)  # fmt: skip
    return {"seconds": time.perf_counter() - begun, **marked((folder / "trackdiff.docx").read_bytes())}


def redlines(folder: Path) -> dict:
    from redlines import Redlines  # noqa: PLC0415 - only the peer that is measured need be installed

    old, new = (folder / "old.txt").read_text(), (folder / "new.txt").read_text()
    begun = time.perf_counter()
    found = Redlines(old, new)
    ink = sum(len(each.source_text or "") + len(each.test_text or "") for each in found.redlines)
    return {"seconds": time.perf_counter() - begun, "ink": ink, "moves": 0}


def xmldiff(folder: Path) -> dict:
    from xmldiff import main  # noqa: PLC0415 - only the peer that is measured need be installed

    def xml(name: str) -> str:
        lines = (folder / name).read_text().split("\n")
        return "<text>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</text>"

    old, new = xml("old.txt"), xml("new.txt")
    begun = time.perf_counter()
    actions = main.diff_texts(old, new)
    moves = sum(type(each).__name__ == "MoveNode" for each in actions)
    return {"seconds": time.perf_counter() - begun, "ink": None, "moves": moves}


PEERS = {"python-redlines": python_redlines, "docx-trackdiff": docx_trackdiff, "redlines": redlines, "xmldiff": xmldiff}

if __name__ == "__main__":
    print(json.dumps(PEERS[sys.argv[1]](Path(sys.argv[2]))))
