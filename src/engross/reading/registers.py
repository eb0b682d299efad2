"""Registers: many records in one file, as YAML, JSON Lines, CSV or a spreadsheet, each record with its line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from engross.problems import InputError, Problem, Source
from engross.reading import signs, strict
from engross.reading.files import read_text
from engross.reading.tree import EXCERPT, Document, Listing, Mapping, Scalar, Value, shown

LONGEST_ROW = 1024 * 1024
LIST_KEYS = ("grants", "records")
"""Under one of these a YAML register may hold its list, beside the line that names its kind."""
ONE_A_LINE = "write one JSON object a line"
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, kw_only=True)
class Row(Document):
    """A record of a register, as a document of its own; its places are the register's.

    Args:
        first: The line of the register on which it begins.
        here: The one place of all it holds: a row of a table or a line of JSON, of which the line alone is known. None
            where every value has its own.
    """

    first: int = 1
    here: Source | None = None

    @property
    def one_place(self) -> bool:
        """Whether all it holds stands at one place."""
        return self.here is not None

    def source(self, line: int, column: int) -> Source:
        """Return a place in the register."""
        if self.here is not None:
            return self.here
        if column == 1:  # the line alone is known, and it may be long
            return Source(file=self.file, line=line)
        lines = self.lines
        at = max(line - self.first, 0)
        excerpt = shown(lines[at][:EXCERPT]).rstrip() if at < len(lines) and column <= EXCERPT else ""
        return Source(file=self.file, line=line, column=column, excerpt=excerpt)


def read_register(path: Path) -> Iterator[Row]:
    """Yield the records of a register, in order; what is wrong with one stands in its problems.

    Args:
        path: A ``.jsonl`` or ``.ndjson`` file (one record a line), a ``.csv`` or ``.xlsx`` (columns named by dotted
            paths, ``participant.name.legal_name``; lists by number, ``payment.1``), or a ``.yaml`` with a list.

    Raises:
        InputError: The file as a whole cannot be read.
    """
    match path.suffix.lower():
        case ".jsonl" | ".ndjson":
            return _json_lines(path)
        case ".csv":
            return _csv(path)
        case ".xlsx":
            return _xlsx(path)
        case ".yaml" | ".yml":
            return _yaml(path)
        case _:
            remedy = "name a .yaml, .jsonl, .csv or .xlsx file"
            raise InputError((_problem(path, "E153", "engross does not know this kind of register", remedy),))


@dataclass(frozen=True, slots=True)
class Raw:
    """A line of JSON Lines not yet read: what a batch hands its workers, who read it.

    Args:
        file: The register.
        line: Its line.
        content: The line as it stands.
    """

    file: str
    line: int
    content: bytes

    def row(self) -> Row:
        """Read it."""
        return json_row(self.content, self.file, self.line)

    def text_at(self, key: str) -> str:
        """Return the text under a key; empty where there is none to be had at once."""
        try:
            whole = json.loads(self.content, parse_int=str, parse_float=str)
        except (ValueError, RecursionError):
            return ""
        found = whole.get(key, "") if isinstance(whole, dict) else ""
        return found if isinstance(found, str) else ""


def raw_rows(path: Path) -> Iterator[Raw | Row]:
    """Yield the records of a register as :func:`read_register` does, JSON Lines left for the workers to read.

    Raises:
        InputError: The file as a whole cannot be read.
    """
    if path.suffix.lower() not in (".jsonl", ".ndjson"):
        yield from read_register(path)
        return
    try:
        with path.open("rb") as file:
            for number, content in enumerate(file, start=1):
                if content.strip():
                    yield Raw(str(path), number, content)
    except OSError as error:
        raise InputError((_unreadable(path, error),)) from error


def about(path: Path) -> int | None:
    """Return how many records a register holds as far as its lines tell; None where they do not."""
    if path.suffix.lower() not in (".jsonl", ".ndjson", ".csv"):
        return None
    try:
        with path.open("rb") as file:
            lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return None
    return lines - (path.suffix.lower() == ".csv")


def canonical(value: Value | None) -> bytes:
    """Return the text of a value as bytes that do not depend on where or how it is written."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _plain(value: Value | None) -> Any:
    match value:
        case Mapping(values):
            return {key: _plain(each) for key, each in values.items()}
        case Listing(items):
            return [_plain(each) for each in items]
        case Scalar(text):
            return text
        case _:
            return None


def _problem(path: Path, code: str, what: str, remedy: str, line: int = 1) -> Problem:
    return Problem(code=code, what=what, remedy=remedy, source=Source(file=str(path), line=line))


def _json_lines(path: Path) -> Iterator[Row]:
    for raw in raw_rows(path):
        yield raw.row() if isinstance(raw, Raw) else raw


def _unreadable(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return _problem(path, "E001", "no such file", "check the path")
    if isinstance(error, IsADirectoryError):
        return _problem(path, "E002", "it is a folder", "name a file in it")
    return _problem(path, "E003", f"it cannot be read: {error.strerror}", "check its permissions and the disk")


class _JsonFaults:
    """The faults of one line, gathered while it is read."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return an object; a key given twice is a fault."""
        made = dict(pairs)
        if len(made) != len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            self.found.append(("E011", f"`{twice}` given twice", "keep one of the two"))
        return made

    def constant(self, name: str) -> str:
        """Note a number that is none."""
        self.found.append(("E044", f"{name} is no number", "write the figures"))
        return name


class _UnusualError(Exception):
    """A line has what is read with more care."""


def _mapping(pairs: list[tuple[str, Any]]) -> Mapping:
    """Return an object whose keys differ as a mapping; its places are its row's, so none is noted."""
    given = dict(pairs)
    if len(given) != len(pairs):
        raise _UnusualError
    values: dict[str, Value | None] = {}
    for key, each in given.items():
        if type(each) is str:
            values[key] = _new(Scalar, (each, 1, 1, '"'))
        elif each is not None:
            values[key] = each if type(each) is Mapping else _valued(each)
    return Mapping(values, _keys(tuple(values)), 1, 1)


def _valued(value: Any) -> Value:
    if type(value) is Mapping:
        return value
    if isinstance(value, list):
        return Listing([_valued(each) for each in value if each is not None], 1, 1)
    return Scalar(("true" if value else "false") if isinstance(value, bool) else value, 1, 1, '"')


@lru_cache(maxsize=1024)  # the objects of a register have few shapes; nobody writes into these
def _keys(names: tuple[str, ...]) -> dict[str, Scalar]:
    return {name: Scalar(name, 1, 1, '"') for name in names}


def _no_number(name: str) -> Any:
    raise _UnusualError(name)


_USUAL = json.JSONDecoder(
    object_pairs_hook=_mapping, parse_int=str, parse_float=str, parse_constant=_no_number
)  # made once: json.loads makes one for every line
_new: Any = tuple.__new__  # a named tuple made without its own constructor takes a third of the time


def json_row(raw: bytes, file: str, line: int) -> Row:
    """Return one line of JSON Lines as a record; every value is text with its place."""
    here = Source(file=file, line=line)
    try:
        text = raw.decode().removeprefix("\ufeff").rstrip("\r\n")
    except UnicodeDecodeError as error:
        bare = Row(file=file, text="", root=None, first=line)
        return _bad_row(bare, ("E006", f"the line is not UTF-8: byte {error.start + 1}", "save it as UTF-8"))
    # Without escapes every value is a part of the line: where it has no refused sign, no value has.
    if len(text) < LONGEST_ROW and "\\" not in text and not signs.unfit(text):
        try:
            root = _USUAL.decode(text)
        except (ValueError, RecursionError, _UnusualError):
            root = None  # why is told by the careful reader
        if type(root) is Mapping:
            return Row(file=file, text=text, root=root, first=line, here=here)
    return _careful_row(text, file, line)


def _careful_row(text: str, file: str, line: int) -> Row:
    """Return a line of JSON Lines as a record, with all that is wrong in it."""
    faults = _JsonFaults()
    bare = Row(file=file, text=text, root=None, first=line)
    if len(text) > LONGEST_ROW:
        return _bad_row(replace(bare, text=""), ("E035", f"a line of {len(text):,} characters", ONE_A_LINE))
    try:
        whole = json.loads(
            text, object_pairs_hook=faults.pairs, parse_int=str, parse_float=str, parse_constant=faults.constant
        )
    except (ValueError, RecursionError) as error:
        what = f"the line is no JSON: {getattr(error, 'msg', 'it nests too deep')}"
        return _bad_row(bare, ("E154", what, ONE_A_LINE), getattr(error, "colno", 1))
    if not isinstance(whole, dict):
        return _bad_row(bare, ("E154", "the line is no JSON object", ONE_A_LINE))
    root = _tree(whole, line, faults)
    problems = tuple(_at(file, line, fault) for fault in faults.found)
    return replace(bare, root=root, problems=problems, here=Source(file=file, line=line))


def _bad_row(row: Row, fault: tuple[str, str, str], column: int = 1) -> Row:
    code, what, remedy = fault
    problem = Problem(code=code, what=what, remedy=remedy, source=row.source(row.first, column))
    return replace(row, problems=(problem,))


def _at(file: str, line: int, fault: tuple[str, str, str]) -> Problem:
    code, what, remedy = fault
    return Problem(code=code, what=what, remedy=remedy, source=Source(file=file, line=line))


def _tree(value: Any, line: int, faults: _JsonFaults) -> Value:
    """Return JSON values as text with places; null is a field that is not there."""
    if isinstance(value, dict):
        kept = {key: _tree(each, line, faults) for key, each in value.items() if each is not None}
        return Mapping(dict(kept), {key: Scalar(key, line, 1, '"') for key in kept}, line, 1)
    if isinstance(value, list):
        return Listing([_tree(each, line, faults) for each in value if each is not None], line, 1)
    words = ("true" if value else "false") if isinstance(value, bool) else str(value)
    if sign := signs.unfit(words.replace("\n", " ")):
        faults.found.append(signs.refusal(sign))
    return Scalar(words, line, 1, '"')


def _csv(path: Path) -> Iterator[Row]:
    text = read_text(path, largest=512 * 1024 * 1024)
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = [each.strip() for each in next(lines, [])]
        _refuse_header(path, header)
        before = lines.line_num
        for cells in lines:
            if any(each.strip() for each in cells):
                yield _cells(path, header, [_unguarded(each) for each in cells], before + 1)
            before = lines.line_num
    except csv.Error as error:
        what = f"it is no CSV: {error}"
        raise InputError((_problem(path, "E154", what, "save it as CSV with quoted cells", lines.line_num),)) from error


def _unguarded(cell: str) -> str:
    """Take the apostrophe away that keeps a cell from being taken for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in (*FORMULA, "\t", "\r", "＝") and cell[1:2] else cell


def _refuse_header(path: Path, header: list[str]) -> None:
    """Refuse a header that lacks names or names a column twice."""
    problems = []
    if not header:
        problems.append(_problem(path, "E004", "there is nothing in the file", "name the columns in the first line"))
    problems += [
        _problem(path, "E011", f"two columns are named `{name}`", "keep one of the two")
        for name in sorted({each for each in header if each and header.count(each) > 1})
    ]
    if problems:
        raise InputError(tuple(problems))


def _cells(path: Path, header: list[str], cells: list[str], line: int) -> Row:
    """Return a row of cells as a record; an empty cell is a field that is not there."""
    row = Row(file=str(path), text="", root=None, first=line, here=Source(file=str(path), line=line))
    problems = []
    if len(cells) > len(header) and any(cells[len(header) :]):
        what = f"the row has {len(cells)} cells and the header {len(header)}"
        problems.append(_problem(path, "E154", what, "quote cells that hold commas", line))
    root: dict[str, Any] = {}
    for name, cell in zip(header, cells, strict=False):
        if name and cell.strip():
            _put(root, name.split("."), cell.strip())
    faults = _JsonFaults()
    tree = _tree(_lists(root), line, faults)
    problems += [_at(str(path), line, fault) for fault in faults.found]
    return replace(row, root=tree, problems=tuple(problems))


def _put(root: dict[str, Any], steps: list[str], cell: str) -> None:
    for step in steps[:-1]:
        inner = root.setdefault(step, {})
        root = inner if isinstance(inner, dict) else root
    root[steps[-1]] = cell


def _lists(value: Any) -> Any:
    """Turn mappings whose keys are numbers into lists, in the order of the numbers."""
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(each) for key, each in value.items()}
    if inner and all(key.isascii() and key.isdecimal() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def _xlsx(path: Path) -> Iterator[Row]:
    try:
        import openpyxl  # noqa: PLC0415 - an extra, and only spreadsheets need it
    except ImportError as missing:
        remedy = "pip install 'engross[xlsx]', or save it as CSV"
        raise InputError((_problem(path, "E152", "reading spreadsheets needs openpyxl", remedy),)) from missing
    try:
        book = openpyxl.load_workbook(path, read_only=True)
        rows = book.worksheets[0].iter_rows()
        header = [str(cell.value or "").strip() for cell in next(rows, ())]
    except OSError as error:
        raise InputError((_unreadable(path, error),)) from error
    except Exception as error:  # a damaged or hostile workbook raises every kind of error in the reader
        raise InputError((_problem(path, "E080", "it is no usable .xlsx", "save it anew, or as CSV"),)) from error
    _refuse_header(path, header)
    for line, cells in enumerate(rows, start=2):
        written = [_written(cell) for cell in cells]
        if any(written):
            row = _cells(path, header, written, line)
            formulas = [header[at] for at, cell in enumerate(cells) if cell.data_type == "f" and at < len(header)]
            told = [_problem(path, "E154", f"{name} is a formula", "paste its value", line) for name in formulas]
            yield replace(row, problems=(*row.problems, *told))


def _written(cell: Any) -> str:
    """Return what a cell shows, as exact text."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "date"):
        return str(value.date().isoformat())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _yaml(path: Path) -> Iterator[Row]:
    document = strict.parse(read_text(path), str(path))
    root = document.root
    if isinstance(root, Mapping):
        root = next((root.values[key] for key in LIST_KEYS if key in root.values), root)
    if not isinstance(root, Listing):
        if document.problems:
            raise InputError(document.problems)
        raise InputError((_problem(path, "E154", "it holds no list of records", "write `- ` before each record"),))
    broken = [problem for problem in document.problems if problem.severity == "error"]
    if broken:
        raise InputError(document.problems)
    return _yaml_rows(document, root)


def _yaml_rows(document: Document, root: Listing) -> Iterator[Row]:
    lines = document.lines
    items = [each for each in root.items if each is not None]
    for item, following in zip(items, [*items[1:], None], strict=True):
        end = following.line - 1 if following else len(lines)
        text = "\n".join(lines[item.line - 1 : end])
        yield Row(file=document.file, text=text, root=item, first=item.line)
