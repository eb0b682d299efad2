"""The verb `schema`: the JSON Schema of a file kind, for editors and other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engross.cli import options, terminal

if TYPE_CHECKING:
    from engross.reading.kind import Kind


def kinds() -> dict[str, Kind]:
    """Return every kind of file engross reads, by its short name."""
    from engross.granting.grammar import GRANT_KIND
    from engross.granting.pack_grammar import PACK_KIND
    from engross.linting.settings import LINT
    from engross.reading.kinds import KINDS

    return {**KINDS, **{kind.short: kind for kind in (GRANT_KIND, PACK_KIND, LINT)}}


def written(kind: Kind) -> str:
    """Return a kind's JSON Schema as the text of a file."""
    import json

    return json.dumps(kind.schema(), indent=2, ensure_ascii=False) + "\n"


@click.command(short_help="Print the JSON Schema of a file kind.")
@click.argument("name", required=False)
@options.output
@options.force
def command(name: str | None, output: str | None, *, force: bool) -> None:
    """Print the JSON Schema of a file kind, or the list of kinds where none is named.

    Editors follow it when a file begins with "# yaml-language-server: $schema=FILE".

    \b
        engross schema                       the kinds there are
        engross schema text                  plans, agreements, acceptance forms
        engross schema grant -o schemas/grant.json
    """
    known = kinds()
    if name is None:
        terminal.deliver("".join(f"{each:<10} {kind.about}\n" for each, kind in known.items()), output, force=force)
        return
    if name not in known:
        from engross.reading.asking import nearest

        near = nearest(name, tuple(known))
        told = "" if near else f"the kinds are {', '.join(known)}"
        raise terminal.refuse("E024", f"there is no file kind `{name}`", told, candidates=near)
    terminal.deliver(written(known[name]), output, force=force)
