"""engross consolidate: print the text of a day, amendments worked in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from engross.amending.consolidate import Consolidation
    from engross.clauses.clause import Text
    from engross.filling.render import Format

FORMATS = ("text", "markdown", "html", "docx", "pdf")


@click.command("consolidate")
@options.as_of
@click.option("--known", type=options.Day(), metavar="DAY", help="On the knowledge of this day (default: all).")
@click.option("--literal", is_flag=True, help="The words ordered and nothing more: no editorial repairs.")
@click.option("--annotated", is_flag=True, help="With notes at amended clauses and a table of amendments.")
@click.option("--conform", is_flag=True, help="Print the draft of changes that follow from renumbering instead.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the name of FILE, or text.")
@options.json_output
@options.output
@options.force
@options.project
@click.option("--with", "instrument", metavar="AMENDMENT", help="Work this instrument into TEXT, both as filed.")
@click.option("--accept", "reviewed", metavar="FILE", help="With --with: operations a person reviewed.")
@click.option("--view", metavar="FILE", help="With --with: write the approval view as HTML.")
@click.argument("text", required=False)
def command(  # noqa: PLR0917 - click hands over one argument for each option
    folder: Path,
    as_of: date | None,
    known: date | None,
    form: Format | None,
    output: str | None,
    instrument: str | None,
    reviewed: str | None,
    view: str | None,
    text: str | None,
    *,
    literal: bool,
    annotated: bool,
    conform: bool,
    as_json: bool,
    force: bool,
) -> None:
    """Print the text of a day, amendments worked in.

    Pending and conditional amendments are listed, not carried out. What the compiler did without an order (a list that
    keeps its joiner) is said, and left undone with --literal.

    \b
        engross consolidate
        engross consolidate --as-of 2005-02-02
        engross consolidate --literal
        engross consolidate --annotated -o plan.docx
        engross consolidate --json              what was done, by which instrument
        engross consolidate --with amendment.txt plan.txt

    With --with the papers are read as filed. Each sentence is shown beside what it does; while any is doubtful no text
    is printed, and the reviewed operations are asked for by --accept.
    """
    if instrument or text:
        from engross.cli.approving import approve

        if not (instrument and text):
            raise terminal.refuse("E290", "a text and an instrument belong together", "write --with AMENDMENT TEXT")
        approve(text, instrument, reviewed, view, output, literal=literal, as_json=as_json, force=force)
        return
    if reviewed or view:
        raise terminal.refuse("E290", "--accept and --view go with --with", "write --with AMENDMENT TEXT")
    from engross.amending.consolidate import derive

    plain = conform or as_json
    wanted: Any = form or ("text" if plain else options.format_of(output, FORMATS, otherwise="text"))
    project = options.open_project(folder)
    day = as_of or date.today()  # noqa: DTZ011 - the day where the user sits
    done = derive(project.plan, project.instruments, as_of=day, known=known, literal=literal)
    _say(done, project.forms)
    if conform:
        terminal.deliver(_drafts(done), output, force=force)
    elif as_json:
        terminal.deliver(json.dumps(_told(done), ensure_ascii=False, indent=2), output, force=force)
    else:
        terminal.deliver(_rendered(done, wanted, annotated=annotated), output, force=force)
    if any(problem.severity == "error" for problem in done.findings):
        raise click.exceptions.Exit(terminal.FINDINGS)


def _say(done: Consolidation, forms: tuple[Text, ...]) -> None:
    """Say on stderr what a reader must know: findings, editorial repairs, what was left out."""
    from engross.amending.findings import affected
    from engross.amending.references import in_other_papers
    from engross.problems import Problem

    terminal.say(*done.findings)
    for outcome in done.outcomes:
        touched = affected(outcome.base, outcome.text, outcome.changes)
        terminal.say(*in_other_papers(outcome, forms, touched))
        for change in outcome.editorial:
            terminal.say(
                Problem(
                    code="W173",
                    severity="info",
                    what=change.note.rstrip("."),
                    place=change.cited[0] if change.cited else "",
                    remedy="--literal gives the text without it",
                )
            )
    for each in done.listed:
        if each.standing not in ("applied", "corrects"):
            what = f"{each.instrument.name} is not carried out: {each.why}"
            remedy = "give it a day of effect when it has one" if each.standing == "pending" else ""
            terminal.say(Problem(code="W172", severity="info", what=what, remedy=remedy))


def _rendered(done: Consolidation, form: Format, *, annotated: bool) -> str | bytes:
    from engross.filling.annotate import conformed
    from engross.filling.render import render

    return render(conformed(done, annotated=annotated), form)


def _told(done: Consolidation) -> dict[str, Any]:
    from engross.amending.amend import fingerprint
    from engross.amending.annotations import table

    return {
        "text": done.text.id,
        "through": done.text.through,
        "sha256": fingerprint(done.text),
        "instruments": [
            {"id": each.instrument.id, "name": each.instrument.name, "standing": each.standing, "why": each.why}
            for each in done.listed
        ],
        "changes": [
            {"instrument": each.instrument, "clause": each.clause, "did": each.did, "authority": each.authority}
            for each in table(done)
        ],
        "findings": [
            {
                "code": each.code,
                "severity": each.severity,
                "place": each.place,
                "what": each.what,
                "remedy": each.remedy,
            }
            for each in done.findings
        ],
    }


def _drafts(done: Consolidation) -> str:
    from engross.amending.conform import conform
    from engross.reading.kinds import to_yaml

    drafts = [draft for outcome in done.outcomes if (draft := conform(outcome)) is not None]
    return "\n".join(to_yaml(draft) for draft in drafts) or "# nothing follows: no reference names an old number\n"
