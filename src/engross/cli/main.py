"""The command line: a group that knows its verbs by name and loads one when it is called."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from engross import __version__
from engross.cli.terminal import Unread, guarded, settle

# One line each, so that `engross --help` need not load what makes PDF; a test holds them to the verbs' own first lines.
SECTIONS: dict[str, dict[str, str]] = {
    "Project": {
        "init": "Make a new project folder.",
        "build": "Make every paper of the project into its output folder.",
        "check": "Hold grants against the plan's own rules.",
        "lint": "Look for drafting defects in texts and packets.",
    },
    "Texts": {
        "read": "Read a plan, contract or form as filed into YAML clauses.",
        "consolidate": "Print the text of a day, amendments worked in.",
        "show": "Print one clause as it stood on a day.",
        "history": "Tell what made a clause read as it does.",
        "compare": "Show what changed between two versions.",
    },
    "Instruments": {
        "understand": "Show which operations an amendment's sentences order.",
        "draft": "Write the instrument that turns one version into another.",
        "explain": "Explain an operation, a rule or a code.",
    },
    "Papers": {
        "fill": "Fill one form from a grant record.",
        "packet": "Make the PDF packet of one grant, ready to sign.",
        "batch": "Make the papers of a whole register of grants.",
        "template": "Check a Word template before it is used.",
    },
    "Exchange": {
        "ledger": "Show the share reserve over time.",
        "export": "Write records in another format.",
        "import": "Read records from another format.",
        "schema": "Print the JSON Schema of a file kind.",
    },
}
MODULES = {"import": "import_"}  # a verb whose name Python keeps for itself
VERBS = {verb: line for section in SECTIONS.values() for verb, line in section.items()}


@contextmanager
def _piped() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as left:
        raise Unread from left


class Verbs(click.Group):
    """The group of verbs; each lives in the module of its name."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments; the help page is printed here."""
        with _piped():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        with _piped():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the verbs in the order of the help page."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"engross.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; a misspelt one is told its nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, n=2)
            if not near:
                raise
            told = f"{error.message} Did you mean {' or '.join(near)}?"
            raise click.UsageError(told, ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the verbs by section from the table above."""
        del ctx
        for section, verbs in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl(list(verbs.items()))


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Results go to stdout, messages to stderr; '-' stands for either stream. Exit codes: 0 done, 1 findings or "
    "failed records, 2 bad input or usage, 74 cannot read or write, 75 another run is writing, 130 interrupted.",
)
@click.version_option(__version__, prog_name="engross")
def command() -> None:
    """Keep legal texts as structured clauses, and turn them into papers ready to sign.

    Inside a project folder (one with engross.yaml) the verbs work on the project:

    \b
        engross consolidate                  the plan as it reads today
        engross consolidate --as-of 2005-02-02
        engross compare @adopted @1          what Amendment No. 1 changed
        engross packet NSO-0001              agreement, acceptance and plan, ready to sign
        engross build                        everything, into output/
    """


def main() -> None:
    """Run the command line; the only place where the process ends."""
    settle()
    sys.exit(guarded(lambda: command.main(prog_name="engross", standalone_mode=False)))
