"""The verb `packet`: the PDF packet of one grant, ready to sign."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from engross.paper.pdf_source import Anchors


@click.command("packet")
@click.argument("grant", type=options.GRANT)
@click.option("-o", "--output", metavar="FILE", help="The PDF to write (default: GRANT-packet.pdf; '-' is stdout).")
@click.option("--fields", "fields_file", metavar="FILE", help="Write where the fields stand as JSON.")
@click.option(
    "--anchors",
    type=click.Choice(("none", "docusign", "adobe", "dropbox")),
    default="none",
    help="Print invisible marks by which a signing service finds the lines.",
)
@click.option("--exhibit", "exhibits", multiple=True, type=click.Path(path_type=Path), help="Bind this PDF at the end.")
@click.option(
    "--strip", is_flag=True, help="Leave out what exhibits would do (scripts, attachments) and bind their pages."
)
@click.option("--draft", is_flag=True, help="Leave open what the record lacks, and mark every page as a draft.")
@click.option("--archive", is_flag=True, help="Follow PDF/A-2a too.")
@options.let_through
@options.overwrite
@options.project
def command(
    *,
    grant: str,
    output: str | None,
    fields_file: str | None,
    anchors: Anchors,
    exhibits: tuple[Path, ...],
    folder: Path,
    strip: bool,
    draft: bool,
    archive: bool,
    force: bool,
    overwrite: bool,
) -> None:
    """Make the PDF packet of one grant, ready to sign.

    The agreement, the acceptance and the plan as it stood on the grant date, in one tagged PDF with bookmarks, page
    labels and form fields on the ruled lines. GRANT is the number of a record of the project, or a record's file. A
    grant that fails the plan's own rules has no packet, unless --force lets it through.

    \b
        engross packet NSO-0001
        engross packet NSO-0001 -o packet.pdf --fields packet.fields.json
        engross packet grants/NSO-0001.yaml --draft -o draft.pdf
        engross packet NSO-0001 --exhibit prospectus.pdf --anchors docusign
    """
    from engross.filling.build import grant_documents, packet_title
    from engross.filling.choosing import grant_named
    from engross.filling.judged import stops
    from engross.granting.versions import versions_of
    from engross.paper.exhibits import read_exhibits
    from engross.paper.packet import fields_json, packet
    from engross.problems import InputError

    project = options.open_project(folder)
    record = grant_named(project, grant, draft=draft)
    if not draft and (stopped := stops(project, record)):
        if not force:
            raise InputError(stopped)
        terminal.say(*stopped)
    versions = versions_of(project.plan, project.instruments)
    documents = grant_documents(project, record, versions, draft=draft)
    made = packet(
        documents,
        title=packet_title(record, documents),
        anchors=anchors,
        exhibits=read_exhibits(exhibits, strip=strip) if exhibits else (),
        archive=archive,
    )
    terminal.say(*made.problems)
    place = output or f"{record.custom_id}-packet.pdf"
    terminal.deliver(made.content, place, force=overwrite, by="--overwrite")
    if fields_file:
        terminal.deliver(fields_json(made), fields_file, force=overwrite, by="--overwrite")
    if place != "-":
        click.echo(f"wrote {place}: {made.pages} pages, {len(made.fields)} fields", err=True)
