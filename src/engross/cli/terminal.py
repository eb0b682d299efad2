"""The terminal: results to stdout, messages to stderr, legal text never read as markup, one way to end."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from engross.problems import EngrossError, Problem, Source

if TYPE_CHECKING:
    from rich.console import Console

DONE, FINDINGS, BAD_INPUT, IO_FAILED, INTERRUPTED = 0, 1, 2, 74, 130
COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


class Unread(Exception):  # noqa: N818 - nothing is wrong
    """The reader of our output left (`| head`); click would take the broken pipe itself for a failure."""


def guarded(run: Callable[[], Any]) -> int:  # noqa: PLR0911 - one end for each way to end
    """Run a command and return its exit code; whatever goes wrong is said in the form of a problem.

    Args:
        run: The command; it may raise click's own exits and errors, and errors that carry problems.
    """
    try:
        result = run()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except EngrossError as error:
        say(*error.problems)
        return error.exit_code
    except (Unread, BrokenPipeError):
        return _unread()
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; what was finished stands", err=True)
        return INTERRUPTED
    except OSError as error:
        say(Problem(code="E131", what=f"{error.strerror or error}: {error.filename or 'stream'}",
                    remedy="check the path, its permissions and the free space"))  # fmt: skip
        return IO_FAILED
    return result if isinstance(result, int) else DONE


def _unread() -> int:
    """End well though the reader of our output left (`| head`), and let Python not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return DONE


def settle() -> None:
    """Make the streams fit for any text: a closed one becomes nothing, and a sign one cannot show becomes an escape."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - it lasts as long as the process
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - as above
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(*problems: Problem) -> None:
    """Print problems to stderr, the kind of each in colour where the terminal has colours."""
    for problem in problems:
        head, *rest = str(problem).split("\n")
        mark = f"{problem.severity} {problem.code}"
        before, found, after = head.partition(mark)
        lines = [visible(before) + click.style(found, fg=COLOURS[problem.severity], bold=True) + visible(after)]
        lines += [visible(line) for line in rest]
        click.echo("\n".join(lines), err=True)


def finish(problems: Iterable[Problem]) -> None:
    """Say what was found and end with 1 if any of it is an error or a warning; information alone is no finding."""
    found = tuple(problems)
    say(*found)
    if any(problem.severity != "info" for problem in found):
        raise click.exceptions.Exit(FINDINGS)


def refuse(code: str, what: str, remedy: str, **place: Any) -> EngrossError:
    """Return the error for a fault in what was asked on the command line.

    Args:
        code: Its code.
        what: What is wrong.
        remedy: What to do.
        place: Further fields of the problem.
    """
    from engross.problems import InputError

    return InputError((Problem(code=code, what=what, remedy=remedy, source=Source(file="command line"), **place),))


def visible(text: str) -> str:
    """Return text whose control and direction characters are shown, not obeyed (a title must not clear the screen)."""
    if text.isprintable():
        return text
    return "".join(sign if sign in "\n\t" or not _hidden(sign) else f"\\u{ord(sign):04x}" for sign in text)


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def deliver(content: str | bytes, output: str | None, *, force: bool = False, by: str = "--force") -> None:
    """Hand a result over: to stdout, or into a file by the one module that writes.

    Args:
        content: Text or bytes; text is UTF-8 and ends with a line break.
        output: A path; None or ``-`` for stdout.
        force: True writes over a file that stands there.
        by: The option that allows it, for the message.

    Raises:
        OutputError: It cannot be written; a file that stood there still stands.
    """
    if isinstance(content, str) and not content.endswith("\n"):
        content += "\n"
    if output in (None, "-"):
        if isinstance(content, bytes) and sys.stdout.isatty():
            raise refuse("E131", "this format is not text and the terminal would be garbled", "give -o FILE")
        shown = content if isinstance(content, bytes) or not sys.stdout.isatty() else visible(content)
        click.echo(shown if isinstance(shown, bytes) else shown.encode(), nl=False)
        return
    from engross.paper import files

    files.write(str(output), content if isinstance(content, bytes) else content.encode(), force=force, by=by)


def console(*, stderr: bool = False) -> Console:
    """Return a rich console that reads nothing as markup; it follows NO_COLOR and the width of the terminal."""
    from rich.console import Console

    class Honest(Console):
        """A console that leaves it to us what a reader who left means."""

        def on_broken_pipe(self) -> None:
            """Say that the reader left."""
            raise Unread

    return Honest(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=False)
