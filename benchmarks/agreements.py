"""Documents a second: engross, docxtpl, docx-mailmerge2 and python-docx on the same three-page agreement, one process.

Run ``python benchmarks/agreements.py [COUNT]``; ``--peers COUNT`` says how many documents the slow ones make. Every
document is written to a file of its own in a folder that is removed afterwards. CPU time of this process counts, the
best of five rounds; wall time stands beside it. ``docx-mailmerge2`` is measured where installed. ``--core`` leaves out
the extra ``fast`` (isal). Run it with ``TMPDIR=/dev/shm``: on a busy disk the writing drowns the rest.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

if "--core" in sys.argv:
    sys.modules["isal"] = None  # type: ignore[assignment] # an import of it now fails, as where it is not installed

import docx
import docxtpl

from engross.paper.document import Document, Line, Paragraph, Run, SignatureBlock
from engross.paper.template import template

FIELDS = {
    "company": "Lantern & Works, Inc.",
    "participant": {"name": {"legal_name": "Ann Q. <Lee> O'Brien"}},
    "grant_date": "March 1, 2005",
    "quantity": "10,000",
    "exercise_price": {"amount": "1.15"},
    "custom_id": "NSO-0001",
    "signatory": {"name": "Bo Reed", "title": "Chief Financial Officer"},
}
SENTENCE = (
    "Subject to the provisions of the Plan, which the participant has received and read, nothing in this agreement "
    "limits what the Board may determine in good faith, and no right is given beyond those that are stated here. "
)
ROUNDS = 5


def paths(record: dict[str, Any], stem: str = "") -> dict[str, str]:
    """Return the record's values by dotted path."""
    found: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            found |= paths(value, f"{stem}{name}.")
        else:
            found[stem + name] = value
    return found


def form(tag: Callable[[str], str]) -> Document:
    """Return a three-page agreement, each field a tag."""
    names = list(paths(FIELDS))
    blocks: list[Any] = [
        Paragraph(runs=(Run(tag("company")),), role="title"),
        Paragraph(runs=(Run("Option Agreement"),), role="subtitle"),
    ]
    for number in range(1, 21):
        field = tag(names[number % len(names)])
        blocks += [
            Paragraph(runs=(Run(f"Provision {number}"),), role="heading", label=(Run(f"{number}."),)),
            Paragraph(
                runs=(Run(f"{SENTENCE * 2}It concerns {field} as stated, and nothing else. {SENTENCE}"),), level=1
            ),
        ]
    rows = tuple(((Run(f"{name}:"),), Line(name=name, value=tag(f"signatory.{name}"))) for name in ("name", "title"))
    return Document(title="Option Agreement", blocks=(*blocks, SignatureBlock(rows=rows)))


def jinja_template() -> bytes:
    """Return the agreement as a docxtpl template with the parts Word gives a file: theme, styles, settings."""
    made = docx.Document()
    for block in form(lambda name: "{{ " + name + " }}").blocks:
        match block:
            case Paragraph(role="heading"):
                made.add_heading(f"{block.label[0].text} {block.runs[0].text}", 2)
            case Paragraph():
                made.add_paragraph(block.runs[0].text)
            case SignatureBlock(rows=rows):
                for words, line in rows:
                    made.add_paragraph(f"{words[0].text} {line.value}")
    made.sections[0].footer.paragraphs[0].text = "{{ custom_id }}"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def by_engross(data: bytes) -> Callable[[dict[str, Any]], bytes]:
    """Fill by engross."""
    with tempfile.TemporaryDirectory() as cache:
        return template(data, cache=Path(cache)).fill


def by_docxtpl(data: bytes) -> Callable[[dict[str, Any]], bytes]:
    """Fill by docxtpl as its documentation shows, escaping on."""

    def fill(record: dict[str, Any]) -> bytes:
        made = docxtpl.DocxTemplate(io.BytesIO(data))
        made.render(record, autoescape=True)
        stream = io.BytesIO()
        made.save(stream)
        return stream.getvalue()

    return fill


def by_python_docx(data: bytes) -> Callable[[dict[str, Any]], bytes]:
    """Fill by opening with python-docx and replacing words run by run."""

    def fill(record: dict[str, Any]) -> bytes:
        made = docx.Document(io.BytesIO(data))
        values = {"{{ " + name + " }}": value for name, value in paths(record).items()}
        cells = [cell for table in made.tables for row in table.rows for cell in row.cells]
        for paragraph in [*made.paragraphs, *(each for cell in cells for each in cell.paragraphs)]:
            for run in paragraph.runs:
                if "{{" in run.text:
                    for tag, value in values.items():
                        run.text = run.text.replace(tag, value)
        stream = io.BytesIO()
        made.save(stream)
        return stream.getvalue()

    return fill


def by_mailmerge(data: bytes) -> Callable[[dict[str, Any]], bytes] | None:
    """Fill by docx-mailmerge2, the tags made merge fields."""
    try:
        from mailmerge import MailMerge  # noqa: PLC0415 - a peer that need not be installed
    except ImportError:
        return None
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == "word/document.xml":
                words = re.sub(r"\{\{ ([\w.]+) \}\}", lambda tag: _merge_field(tag[1].replace(".", "_")), raw.decode())
                raw = words.encode()
            new.writestr(name, raw)
    merged = stream.getvalue()

    def fill(record: dict[str, Any]) -> bytes:
        made = io.BytesIO()
        with MailMerge(io.BytesIO(merged)) as document:
            document.merge(**{name.replace(".", "_"): value for name, value in paths(record).items()})
            document.write(made)
        return made.getvalue()

    return fill


def _merge_field(name: str) -> str:
    field = f'<w:fldSimple w:instr=" MERGEFIELD {name} "><w:r><w:t>{name}</w:t></w:r></w:fldSimple>'
    return f'</w:t></w:r>{field}<w:r><w:t xml:space="preserve">'


def floor(data: bytes) -> Callable[[dict[str, Any]], bytes]:
    """Compress ready parts and pack them: what any program must do that fills nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def fill(_: dict[str, Any]) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, raw in parts.items():
                archive.writestr(zipfile.ZipInfo(name), raw, compress_type=zipfile.ZIP_DEFLATED, compresslevel=1)
        return stream.getvalue()

    return fill


def floor_of_one_part(data: bytes) -> Callable[[dict[str, Any]], bytes]:
    """Deflate the one ready part that changes, at the fastest level, and put the rest before it as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        raw = archive.read("word/document.xml")

    def fill(_: dict[str, Any]) -> bytes:
        zlib.crc32(raw)
        return data[: len(data) // 2] + zlib.compress(raw, 1)

    return fill


def ready(data: bytes) -> Callable[[dict[str, Any]], bytes]:
    """Hand over the same ready file."""
    return lambda _: data


def rate(fill: Callable[[dict[str, Any]], bytes], count: int, folder: Path) -> tuple[float, float, int]:
    """Return documents a second of CPU time and of wall time, the best of the rounds, and the size of a document."""
    best, best_wall, size = float("inf"), float("inf"), 0
    for turn in range(ROUNDS):
        fresh = folder / f"{id(fill)}-{turn}"
        fresh.mkdir()
        start, wall = time.process_time(), time.perf_counter()
        for number in range(count):
            made = fill({**FIELDS, "custom_id": f"NSO-{number:06}"})
            with open(f"{fresh}/{number}.docx", "wb") as stream:  # noqa: PTH123 - the floor must not pay for Path
                stream.write(made)
        size = len(made)
        best = min(best, (time.process_time() - start) / count)
        best_wall = min(best_wall, (time.perf_counter() - wall) / count)
    return 1 / best, 1 / best_wall, size


WHOLE = """
import io, json, sys, time
from pathlib import Path
start = time.process_time()
folder, count, data = Path(sys.argv[1]), int(sys.argv[3]), Path(sys.argv[2]).read_bytes()
record = json.loads(sys.argv[4])
if sys.argv[5] == "engross":
    from engross.paper.template import template
    ready = template(data, cache=folder)
    for number in range(count):
        folder.joinpath(f"{number}.docx").write_bytes(ready.fill({**record, "custom_id": str(number)}))
else:
    import docxtpl
    for number in range(count):
        made = docxtpl.DocxTemplate(io.BytesIO(data))
        made.render({**record, "custom_id": str(number)}, autoescape=True)
        made.save(folder / f"{number}.docx")
print(time.process_time())
"""


def whole_process(data: bytes, count: int, who: str, folder: Path) -> float:
    """Return the CPU seconds of a whole process that makes *count* documents, the interpreter's start counted."""
    file = folder / "template.docx"
    file.write_bytes(data)
    command = [sys.executable, "-c", WHOLE, str(folder), str(file), str(count), json.dumps(FIELDS), who]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", nargs="?", type=int, default=2000)
    options.add_argument("--peers", type=int, default=25)
    options.add_argument("--core", action="store_true")
    asked = options.parse_args()
    data = jinja_template()
    runners = {
        "engross": (by_engross(data), asked.count),
        "docxtpl": (by_docxtpl(data), asked.peers),
        "docx-mailmerge2": (by_mailmerge(data), asked.peers),
        "python-docx": (by_python_docx(data), asked.peers),
        "floor: ready parts zipped, level 1": (floor(data), asked.count // 4),
        "floor: one ready part deflated, level 1": (floor_of_one_part(data), asked.count),
        "floor: ready bytes written": (ready(by_engross(data)(FIELDS)), asked.count),
    }
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (fill, count) in runners.items():
            if fill is not None:
                found[name] = rate(fill, count, Path(folder))
        where = Path(folder)
        cold, warm = (whole_process(data, asked.count, "engross", where) for _ in range(2))
        theirs = whole_process(data, asked.peers, "docxtpl", where)
        theirs += (asked.count - asked.peers) / found["docxtpl"][0]
    base = found["docxtpl"][0]
    print(f"{'one process, a file each':<42}{'docs/CPU s':>12}{'docs/s':>10}{'bytes':>9}{'x docxtpl':>11}")
    for name, (cpu, wall, size) in found.items():
        print(f"{name:<42}{cpu:>12,.0f}{wall:>10,.0f}{size:>9,}{cpu / base:>11,.1f}")
    print(_against(found))
    print(f"whole process, {asked.count} documents: engross {cold:.2f} s, {theirs / cold:.0f} times docxtpl;")
    print(f"    with a template seen before {warm:.2f} s, {theirs / warm:.0f} times; docxtpl {theirs:.1f} s (reckoned)")


def _against(found: dict[str, tuple[float, float, int]]) -> str:
    own = found["engross"][0]
    floors = [
        f"{own / rates[0]:.0%} of {name.removeprefix('floor: ')}" for name, rates in found.items() if "floor" in name
    ]
    return f"engross against the floors: {', '.join(floors)}"


if __name__ == "__main__":
    main()
