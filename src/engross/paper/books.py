"""The books of a batch: a journal while it runs, a register and a manifest when it is done."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engross.paper import files
from engross.paper.batch import Entry, Result
from engross.paper.cells import csv_line
from engross.paper.manifest import NAME, Manifest, changed_inputs, digest, read_manifest
from engross.problems import InputError, Problem

REGISTER = "register.csv"
COLUMNS = ("number", "id", "status", "files", "sha256", "made_from", "problem")
_JOURNAL = f"{files.KEPT}/batch.journal"


@dataclass(slots=True, kw_only=True)
class Books:
    """What a batch has done so far, on disk and in hand.

    Args:
        folder: The output folder.
        job: The key of the job.
        manifest: Of this run, its outputs still open.
        raw: True writes cells that a spreadsheet may take for formulas as they are.
        forced: By record, the codes of what should have stopped its papers and was let through.
    """

    folder: Path
    job: str
    manifest: Manifest
    raw: bool = False
    before: dict[str, Entry] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=lambda: {"made": 0, "kept": 0, "failed": 0})
    forced: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _marked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _lines: dict[int, str] = field(default_factory=dict)

    def open(self, *, overwrite: bool = False) -> None:
        """Read what earlier runs made, and begin the journal.

        Raises:
            InputError: An unfinished batch was begun with other inputs (E146), and *overwrite* is not said.
        """
        earlier = read_manifest(self.folder / NAME)
        self.changed = changed_inputs(earlier, self.manifest) if earlier else ()
        self._marked = earlier.forced if earlier else {}
        self.before = {name: entry for _, name, entry, _ in _register(self.folder / REGISTER) if entry}
        lines = files.journal(self.folder / _JOURNAL)
        begun: Any = lines[0].get("job") if lines else None
        if lines and begun != self.job and not overwrite:
            what = f"an unfinished batch in {self.folder} was begun with other texts, template or version"
            remedy = "finish it with those, or say `--overwrite` to begin anew"
            raise InputError((Problem(code="E146", what=what, remedy=remedy),))
        for line in lines[1:]:
            done: Any = line.get("done")
            self.before |= {name: Entry(key, tuple((path, sha) for path, sha in made)) for name, key, made in done}
        if begun != self.job:
            files.remove(self.folder / _JOURNAL)
            files.append(self.folder / _JOURNAL, {"job": self.job})

    def enter(self, results: Iterable[Result]) -> None:
        """Enter what became of some records."""
        done = []
        for result in results:
            self.counts[result.status] += 1
            if result.status == "failed":
                self.forced.pop(result.id, None)
            self._lines[result.number] = _line(result, raw=self.raw)
            if result.entry and result.entry != self.before.get(result.id):
                done.append([result.id, result.entry.key, result.entry.files])
        if done:
            files.append(self.folder / _JOURNAL, {"done": done})

    def close(self, *, partial: bool = False) -> None:
        """Write the register, then the manifest; the journal has done its work.

        Args:
            partial: True keeps what the register says of records that were not asked for.
        """
        lines, forced = dict(self._lines), self.forced
        if partial:
            forced = {**self._marked, **forced}
            lines = {number: line for number, _, _, line in _register(self.folder / REGISTER)} | lines
        content = (csv_line(COLUMNS) + "".join(lines[number] for number in sorted(lines))).encode()
        done = replace(self.manifest, outputs={REGISTER: digest(content)}, forced=forced).written()
        for name, new in ((REGISTER, content), (NAME, done)):
            path = self.folder / name
            if not path.is_file() or path.read_bytes() != new:
                files.write(path, new)
        files.remove(self.folder / _JOURNAL)


def _line(result: Result, *, raw: bool) -> str:
    entry = result.entry
    return csv_line(
        (
            str(result.number),
            result.id,
            "failed" if result.status == "failed" else "done",
            " ".join(path for path, _ in entry.files) if entry else "",
            " ".join(sha for _, sha in entry.files) if entry else "",
            entry.key if entry else "",
            "; ".join(f"{problem.code} {problem.what}" for problem in result.problems),
        ),
        raw=raw,
    )


def _register(path: Path) -> Iterable[tuple[int, str, Entry | None, str]]:
    """Yield the records of an earlier register; a damaged one is as good as none, for hashes decide."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    rows = csv.reader(io.StringIO(text))
    if tuple(next(rows, ())) != COLUMNS:
        return
    for cells in rows:
        if len(cells) != len(COLUMNS) or not cells[0].isdecimal():
            continue
        paths, hashes = cells[3].split(), cells[4].split()
        entry = Entry(cells[5], tuple(zip(paths, hashes, strict=False))) if paths and cells[5] else None
        yield int(cells[0]), cells[1].removeprefix("'"), entry, csv_line(cells, raw=True)
