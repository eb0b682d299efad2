"""What a batch of grants makes of each record: its forms as DOCX, its packet as PDF, its closing checklist."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from engross.clauses.clause import Blank, Text
from engross.filling import grants
from engross.filling.build import hashes, numbered, packet_title, plan_document, plan_on
from engross.filling.layout import lay_out
from engross.granting.grammar import GRANT_KIND
from engross.granting.record import Grant
from engross.granting.versions import Versions, versions_of
from engross.paper.batch import Entry, Made, Order
from engross.paper.document import Document
from engross.paper.house import house, house_template
from engross.paper.manifest import makers
from engross.paper.mould import Mould, marks, pourable, same_parts
from engross.paper.packet import fields_json, packet
from engross.paper.pdf_source import Anchors
from engross.paper.readback import check
from engross.paper.template_compile import Compiled
from engross.problems import InputError, OutputError, Problem, Source
from engross.reading.fields import Many, Record
from engross.reading.project import Project, read_project
from engross.reading.registers import Raw, Row, canonical, raw_rows
from engross.reading.tree import Mapping as Tree
from engross.reading.tree import Scalar

Format = Literal["docx", "pdf"]
FORMATS: tuple[Format, ...] = ("docx", "pdf")
_ALWAYS = ("custom_id", "grant_date", "quantity", "exercise_price.amount", "participant.name.legal_name")
_NUMBER = "custom_id at the foot"
_NONE: Mapping[str, tuple[Problem, ...]] = MappingProxyType({})
PROVED_EVERY = 256  # of poured papers, this many apart one is made the long way too, and compared


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantJob:
    """Make the papers of grants.

    Args:
        root: The project's folder; workers read the project themselves and hold it against the key.
        key: SHA-256 over the project's files, the versions and the options.
        formats: ``docx`` (each form) and ``pdf`` (the packet).
        forms: The ids of the forms to fill.
        anchors: Which signing service's invisible marks to print.
        checklist: True adds the closing checklist beside each packet.
    """

    root: Path
    key: str
    formats: tuple[Format, ...] = FORMATS
    forms: tuple[str, ...] = ()
    anchors: Anchors = "none"
    checklist: bool = False

    @property
    def count(self) -> int:
        """How many files a record makes."""
        return len(self.forms) * ("docx" in self.formats) + 2 * ("pdf" in self.formats) + self.checklist

    def make(self, row: Raw | Row | Beside) -> Made:
        """Make a record's papers, each read back.

        Raises:
            InputError: The record has faults; all are named.
            OutputError: A paper does not read as it should.
        """
        bench = _bench(self)
        beside = row if isinstance(row, Beside) else None
        row = row.row if isinstance(row, Beside) else row
        grant = read_row(row.row() if isinstance(row, Raw) else row)
        made = tuple(bench.papers(self, grant))
        if beside:
            made += (("checklist.pdf", packet((beside.checklist,)).content),)
        return Made(name=grant.participant.name.legal_name, files=made)


@dataclass(frozen=True, slots=True)
class Beside:
    """A record with its closing checklist, which rests on the grants of all others.

    Args:
        row: The record.
        checklist: Its checklist.
    """

    row: Raw | Row
    checklist: Document


def job_for(
    project: Project,
    *,
    formats: tuple[Format, ...] = FORMATS,
    forms: tuple[str, ...] = (),
    anchors: Anchors = "none",
    checklist: bool = False,
) -> GrantJob:
    """Return the job of a project's batch.

    Args:
        project: The project.
        formats: What to make.
        forms: Which forms, by id or kind; none for all.
        anchors: Which signing service's invisible marks to print.
        checklist: True adds the closing checklist beside each packet.

    Raises:
        InputError: The project has no such form.
    """
    chosen = tuple(project.form(name).id for name in forms) or tuple(form.id for form in project.forms)
    key = job_key(project, formats, chosen, anchors, checklist=checklist)
    return GrantJob(root=project.root, key=key, formats=formats, forms=chosen, anchors=anchors, checklist=checklist)


def job_key(project: Project, formats: Iterable[str], forms: Iterable[str], anchors: str, *, checklist: bool) -> str:
    """Return the SHA-256 over everything a batch is made with but its records."""
    own = {path for path in hashes(project) if (project.root / path) not in project.grants}
    inputs = {path: sha for path, sha in hashes(project).items() if path in own}
    whole = [inputs, makers(), sorted(formats), list(forms), anchors, checklist]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def read_row(row: Row) -> Grant:
    """Return a row of a register as a grant.

    Raises:
        InputError: It has faults; all are named.
    """
    outcome = GRANT_KIND.take(row, row=True)
    if not isinstance(outcome.value, Grant):
        raise InputError(outcome.problems)
    return outcome.value


def orders(
    register: Path,
    before: Mapping[str, Entry],
    *,
    only: Iterable[str] = (),
    stopped: Mapping[str, tuple[Problem, ...]] = _NONE,
    checklist: Callable[[str], Document | None] = lambda _: None,
) -> Iterator[Order]:
    """Yield an order for each record of a register.

    A record whose number another has already fails, both places named; of a number given twice the first is made.

    Args:
        register: The register.
        before: What an earlier run made, by number.
        only: The numbers to make papers for; none for all.
        stopped: By number, what stops a record's papers.
        checklist: Gives the closing checklist to lie beside a record's papers.

    Raises:
        InputError: The register as a whole cannot be read.
    """
    wanted = frozenset(only)
    seen: dict[str, int] = {}
    for number, row in enumerate(raw_rows(register), start=1):
        line = row.line if isinstance(row, Raw) else row.first
        name = _number(row)
        if wanted and name not in wanted:
            continue
        source = Source(file=str(register), line=line)
        first = seen.setdefault(name, line) if name else line
        problems = (_twice(name, first, source),) if first != line else stopped.get(name, ())
        content = row.content.strip() if isinstance(row, Raw) else canonical(row.root)
        beside = None if problems else checklist(name)
        if beside:  # it tells of the other grants too: where they change, it is made anew
            content += repr(beside).encode()
        yield Order(
            number=number,
            id=name or f"row-{number}",
            row=Beside(row, beside) if beside else row,
            digest=hashlib.sha256(content).hexdigest(),
            source=source,
            before=before.get(name),
            problems=problems,
        )


def _number(row: Raw | Row) -> str:
    if isinstance(row, Raw):
        return row.text_at("custom_id")
    given = row.root.values.get("custom_id") if isinstance(row.root, Tree) else None
    return given.text if isinstance(given, Scalar) else ""


def _twice(name: str, first: int, source: Source) -> Problem:
    what = f"{name} is given to two records (first on line {first})"
    return Problem(
        code="E104", what=what, remedy="give each grant a number of its own", source=source, place="custom_id"
    )


@lru_cache(maxsize=2)
def _bench(job: GrantJob) -> _Bench:
    """Read the project once in each worker, and hold it against what the batch was begun with.

    Raises:
        InputError: A file of the project changed since (E144).
    """
    project = read_project(job.root)
    if job_key(project, job.formats, job.forms, job.anchors, checklist=job.checklist) != job.key:
        what = "a file of the project changed while the batch was made"
        raise InputError((Problem(code="E144", what=what, remedy="run again; what is finished is kept"),))
    look = project.template.read_bytes() if project.template else None
    template = house_template(look, name=str(project.template or "")) if "docx" in job.formats else None
    return _Bench(project=project, versions=versions_of(project.plan, project.instruments), template=template)


@dataclass(slots=True, kw_only=True)
class _Bench:
    """What a worker keeps at hand from record to record."""

    project: Project
    versions: Versions
    template: Compiled | None
    moulds: dict[tuple[str, tuple[str, ...]], Mould] = field(default_factory=dict)
    plans: dict[int, Document] = field(default_factory=dict)
    poured: int = 0

    def papers(self, job: GrantJob, grant: Grant) -> Iterator[tuple[str, bytes]]:
        """Yield ending and content of each file of a record.

        Raises:
            InputError: Fields are missing or malformed; all are named.
        """
        forms = [self.project.form(name) for name in job.forms]
        gathered = list(_gathered(forms, grant))
        documents = {}
        if "pdf" in job.formats:
            documents = {form.id: _laid(form, values, grant.custom_id) for form, values in gathered}
            plan = self.plan(grant)
        for form, values in gathered:
            if "docx" in job.formats:
                yield f"{form.id}.docx", self.word(form, {**values, _NUMBER: grant.custom_id})
        if "pdf" in job.formats:
            filled = tuple(documents.values())
            bound = packet((*filled, plan), title=packet_title(grant, filled), anchors=job.anchors)
            yield "packet.pdf", bound.content
            yield "fields.json", fields_json(bound).encode()

    def plan(self, grant: Grant) -> Document:
        """Return the plan as of a grant's date, laid out once."""
        text = plan_on(self.versions, grant)
        if id(text) not in self.plans:
            self.plans[id(text)] = plan_document(text)
        return self.plans[id(text)]

    def word(self, form: Text, values: Mapping[str, str]) -> bytes:
        """Return a filled form as DOCX: poured where its words allow it, else made the long way."""
        if not pourable(values):
            return self._long_way(form, values)
        shape = (form.id, tuple(sorted(values)))
        mould = self.moulds.get(shape)
        new = mould is None
        if mould is None:
            keys = marks(values)
            mould = self.moulds[shape] = Mould.cast(self._look(), _laid(form, keys, keys[_NUMBER]), keys)
        content = mould.pour(values)
        self.poured += 1
        if (new or self.poured % PROVED_EVERY == 0) and not same_parts(content, self._long_way(form, values)):
            what = f"a poured {form.id} differs from one made the long way"
            raise OutputError((Problem(code="E151", what=what, remedy="report this with the house template"),))
        return content

    def _look(self) -> Compiled:
        if self.template is None:
            self.template = house_template()
        return self.template

    def _long_way(self, form: Text, values: Mapping[str, str]) -> bytes:
        document = _laid(form, values, values[_NUMBER])
        content = house(document, self._look())
        check(document, content, "docx")
        return content


def _laid(form: Text, values: Mapping[str, str], number: str) -> Document:
    return numbered(lay_out(form, {key: value for key, value in values.items() if key != _NUMBER}), number)


def _gathered(forms: Iterable[Text], grant: Grant) -> Iterator[tuple[Text, Mapping[str, str]]]:
    """Yield each form with the words for its blanks; the faults of all forms are told together."""
    problems: list[Problem] = []
    found: list[tuple[Text, Mapping[str, str]]] = []
    for form in forms:
        try:
            found.append(grants.gathered(form, grant))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(tuple(dict.fromkeys(problems)))
    yield from found


def columns(project: Project, forms: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the columns of a register to fill in: what every record needs, and what the forms print.

    Args:
        project: The project.
        forms: Which forms; none for all.
    """
    chosen = [project.form(name) for name in forms] or list(project.forms)
    own = tuple(_inputs(GRANT_KIND.record))
    printed = [name for form in chosen for clause in form.root.walk() for name in _printed(clause.blanks)]
    # What a form prints and no record has as such (the lines of an address) is made of the parts of an address.
    parts = [name for name in own if name.startswith("participant.addresses.1.")]
    filled = [each for name in printed for each in ((name,) if name in own else parts)]
    return tuple(dict.fromkeys([*_ALWAYS, *filled]))


def _inputs(record: Record, stem: str = "") -> Iterator[str]:
    """Yield every field a record may give, by its dotted path; of lists the first."""
    for each in record.fields:
        name, kind = f"{stem}{each.name}", each.type
        if isinstance(kind, Many):
            name, kind = f"{name}.1", kind.of
        if isinstance(kind, Record):
            yield from _inputs(kind, f"{name}.")
        else:
            yield name


def _printed(blanks: Iterable[Blank]) -> Iterator[str]:
    for blank in blanks:
        if blank.form not in ("signature", "date-signed") and blank.field:
            yield blank.field
