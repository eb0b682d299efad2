"""Build a project: the consolidated plan in every format, its changes, and the papers of every grant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engross.amending.consolidate import Consolidation, derive
from engross.clauses.clause import Text
from engross.filling import grants
from engross.filling.annotate import conformed
from engross.filling.layout import lay_out, through_line
from engross.filling.redline import redline
from engross.granting.record import Grant
from engross.granting.records import read_grants
from engross.granting.shelf import unknown_grant
from engross.granting.versions import Versions, versions_of
from engross.paper.document import Document
from engross.paper.html import html
from engross.paper.manifest import Manifest, digest_of, makers
from engross.paper.markdown import markdown
from engross.paper.names import slug
from engross.paper.packet import fields_json, packet
from engross.paper.publish import Published, Rules, publish
from engross.paper.readback import check
from engross.paper.template_compile import Compiled
from engross.paper.text import text
from engross.problems import InputError, Problem
from engross.reading.project import Project

if TYPE_CHECKING:
    from engross.filling.judged import Judged

PLAN, GRANTS = "plan", "grants"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What building a project came to.

    Args:
        published: What became of each file.
        grants: The numbers of the grants whose papers were made.
        findings: What a person should look at, beside the project's own warnings.
    """

    published: Published
    grants: tuple[str, ...] = ()
    findings: tuple[Problem, ...] = ()


def build(
    project: Project,
    *,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    only: Iterable[str] = (),
    force: bool = False,
) -> Built:
    """Make every paper of a project into its output folder.

    The same inputs give the same bytes; a file that is unchanged is not written; the manifest is written last.

    Args:
        project: The project as read.
        rules: How to treat what stands in the output folder.
        only: The numbers of the grants to make papers for; none for all.
        force: True makes the papers of a grant that fails the plan's rules, and marks it in the manifest.

    Raises:
        InputError: A record or form has faults, or a grant fails the plan's rules and is not forced; all are named and
            nothing is written.
        OutputError: The folder cannot be written, or a person's work stands in the way.
        BusyError: Another run writes there.
    """
    _apart(project)
    inputs = hashes(project)
    names = tuple(only)
    everyone = read_grants(project.grants)
    records = _chosen(everyone, names)
    judged = _judged(project, everyone)
    derived = derive(project.plan, project.instruments)
    versions = versions_of(project.plan, project.instruments)
    outputs = dict(plan_papers(derived))
    problems: list[Problem] = []
    for grant in records:
        try:
            outputs |= dict(grant_papers(project, grant, versions))
        except InputError as error:
            problems += error.problems
            continue
        if judged:
            outputs[f"{_folder(grant)}/checklist.pdf"] = packet((judged.checklist(grant),)).content
            problems += () if force else judged.stopped.get(grant.custom_id, ())
    if problems:
        raise InputError(tuple(problems))
    forced = {grant.custom_id: codes for grant in records if judged and (codes := judged.codes(grant.custom_id))}
    texts = {each.id: each.through or "as filed" for each in (derived.text, *project.forms)}
    manifest = Manifest(inputs=inputs, outputs={}, texts=texts, versions=makers(), forced=forced)
    published = publish(
        project.output, outputs, manifest, rules=replace(rules, partial=bool(names)), inputs_now=lambda: hashes(project)
    )
    return Built(
        published=published,
        grants=tuple(grant.custom_id for grant in records),
        findings=(*derived.findings, *_warnings(judged, records), *published.problems),
    )


def plan_document(text: Text) -> Document:
    """Lay the plan out under a title that says how far it is amended."""
    return lay_out(text, subtitle=through_line(text))


def plan_papers(derived: Consolidation) -> Iterator[tuple[str, bytes]]:
    """Yield the consolidated plan in every format, clean and annotated, and what changed since it was adopted."""
    adopted, now = derived.base, derived.text
    name = f"{PLAN}/{slug(now.id)}"
    yield from ((f"{name}.{ending}", content) for ending, content in every_format(conformed(derived)))
    annotated = conformed(derived, annotated=True)
    yield from ((f"{name}-annotated.{ending}", content) for ending, content in every_format(annotated))
    if now.root != adopted.root:
        from engross.comparing.compare import compare  # noqa: PLC0415 - a plan without amendments needs no comparison
        from engross.paper.redline_docx import redline_docx  # noqa: PLC0415 - as above
        from engross.paper.redline_html import redline_html  # noqa: PLC0415 - as above

        marked = redline(compare(adopted, now))
        yield f"{name}-changes.html", redline_html(marked).encode()
        yield f"{name}-changes.docx", redline_docx(marked)
        yield f"{name}-changes.pdf", packet((marked.document,)).content


def every_format(document: Document, look: Compiled | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield a document in every format with its ending, each read back before it is handed on.

    Args:
        document: The document.
        look: The house template that gives the Word file its look; None for engross's own styles.
    """
    from engross.paper.docx import docx  # noqa: PLC0415 - the heaviest import, kept beside its use
    from engross.paper.house import house  # noqa: PLC0415 - as above

    words: dict[str, str] = {"txt": text(document), "md": markdown(document), "html": html(document)}
    forms = {"txt": "text", "md": "markdown", "html": "html"}
    for ending, content in words.items():
        check(document, content, forms[ending])
        yield ending, content.encode()
    word = house(document, look) if look else docx(document)
    check(document, word, "docx")
    yield "docx", word
    yield "pdf", packet((document,)).content


def plan_on(versions: Versions, grant: Grant) -> Text:
    """Return the plan as it stood on a grant's date.

    Raises:
        InputError: The record has no date, or there was no plan on it.
    """
    found = versions.on(grant.grant_date) if grant.grant_date else None
    if found is None:
        what = f"no plan was in force on {grant.grant_date}" if grant.grant_date else "grant_date is missing"
        remedy = "check grant_date against the plan's adoption"
        problem = Problem(
            code="E054", what=what, remedy=remedy, source=grant.stands_at("grant_date"), place="grant_date"
        )
        raise InputError((problem,))
    return found.text


def grant_documents(project: Project, grant: Grant, versions: Versions, *, draft: bool = False) -> tuple[Document, ...]:
    """Return the papers of a grant in the order of a packet: the filled forms, then the plan as of the grant date.

    Raises:
        InputError: Fields are missing or malformed; all are named.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    for form in project.forms:
        try:
            documents.append(numbered(grants.fill(form, grant, draft=draft), grant.custom_id))
        except InputError as error:
            problems += error.problems
    try:
        documents.append(plan_document(plan_on(versions, grant)))
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(tuple(dict.fromkeys(problems)))
    return tuple(documents)


def numbered(document: Document, number: str) -> Document:
    """Return a document that tells its grant's number at the foot of every page."""
    return replace(document, footer=f"{document.title} · {number}")


def grant_papers(project: Project, grant: Grant, versions: Versions) -> Iterator[tuple[str, bytes]]:
    """Yield the papers of a grant: each form in every format that is signed, and the packet with its fields."""
    *forms, plan = grant_documents(project, grant, versions)
    folder = _folder(grant)
    look = house_look(project)
    for document in forms:
        for ending, content in every_format(document, look):
            yield f"{folder}/{slug(document.name)}.{ending}", content
    bound = packet((*forms, plan), title=packet_title(grant, forms))
    yield f"{folder}/packet.pdf", bound.content
    yield f"{folder}/packet.fields.json", fields_json(bound).encode()


def house_look(project: Project) -> Compiled:
    """Return the template that gives the project's agreements their look: its own, or engross's.

    Raises:
        InputError: The project's own does not pass the gate.
    """
    from engross.paper.house import house_template  # noqa: PLC0415 - only Word files need it

    own = project.template
    return house_template(own.read_bytes() if own else None, name=_relative(project, own) if own else "")


def packet_title(grant: Grant, documents: Iterable[Document]) -> str:
    """Return the title of a grant's packet: the first paper's, with the grant's number."""
    first = next(iter(documents), None)
    return f"{first.title} {grant.custom_id}" if first else grant.custom_id


def hashes(project: Project) -> dict[str, str]:
    """Return the SHA-256 of every file the project is made from, by its path from the project's folder."""
    extra = (*project.grants, *(each for each in (project.rules, project.template) if each))
    return {_relative(project, path): digest_of(path) for path in sorted({*project.files, *extra})}


def _folder(grant: Grant) -> str:
    return f"{GRANTS}/{slug(grant.custom_id) or 'grant'}"


def _judged(project: Project, grants: tuple[Grant, ...]) -> Judged | None:
    """Hold the grants against the plan's rules, where the project has any."""
    if not grants:
        return None
    from engross.filling.judged import judge  # noqa: PLC0415 - it stands on the checklist, which stands on this room

    return judge(project, grants)


def _warnings(judged: Judged | None, records: tuple[Grant, ...]) -> tuple[Problem, ...]:
    """Return what the rules warn of, of the plan and of the grants whose papers are made; what was forced as well."""
    if judged is None:
        return ()
    told = (result.problem() for result in judged.told(records) if result.failed)
    return tuple(replace(problem, severity="warning") for problem in told)


def _relative(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.as_posix()


def _chosen(records: tuple[Grant, ...], only: tuple[str, ...]) -> tuple[Grant, ...]:
    known = tuple(grant.custom_id for grant in records)
    strange = [name for name in only if name not in known]
    if strange:
        raise InputError(tuple(unknown_grant(name, known) for name in strange))
    return tuple(grant for grant in records if not only or grant.custom_id in only)


def _apart(project: Project) -> None:
    """Refuse an output folder that holds the project's own files."""
    output = project.output.resolve()
    inside = [path for path in (*project.files, *project.grants) if path.resolve().is_relative_to(output)]
    if inside:
        what = f"the output folder {project.output} holds {_relative(project, inside[0])}, which papers are made from"
        raise InputError(
            (Problem(code="E130", what=what, remedy="name another folder under `output` in engross.yaml"),)
        )
