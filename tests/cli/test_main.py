"""The command line's frame: the help page, the ends a command may come to, text shown as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import click
import pytest

from engross.cli import main, terminal
from engross.cli.main import MODULES, VERBS
from engross.problems import BusyError, InputError, OutputError, Problem


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_page_says_of_a_verb_what_the_verb_says(verb):
    command = import_module(f"engross.cli.{MODULES.get(verb, verb)}").command
    assert command.get_short_help_str(200).rstrip(".") == VERBS[verb].rstrip(".")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(verb):
    run = subprocess.run([sys.executable, "-m", "engross", verb, "--help"], capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert f"engross {verb}" in run.stdout.split("Options:")[0].split("\n", 1)[1]


def test_the_help_page_loads_nothing_heavy():
    probe = "import sys, engross.cli.main as m; m.command.get_help(m.click.Context(m.command)); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    assert not {"typst", "docx", "docxtpl", "lxml", "rich", "pypdf", "yaml", "jinja2"} & set(loaded)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError((Problem(code="E001", what="no such file"),)), 2),
        (OutputError((Problem(code="E131", what="disk full"),)), 74),
        (BusyError((Problem(code="E131", what="busy"),)), 75),
        (KeyboardInterrupt(), 130),
        (click.UsageError("no"), 2),
        (OSError(28, "No space left on device", "out.pdf"), 74),
    ],
)
def test_every_way_to_end_has_its_code(error, code, capsys):
    def run():
        raise error

    assert terminal.guarded(run) == code
    assert "Traceback" not in capsys.readouterr().err


def test_control_and_direction_characters_are_shown_not_obeyed():
    assert terminal.visible("a\x1b[2Jb\u202ec") == "a\\u001b[2Jb\\u202ec"
    assert terminal.visible("Section 5[b] applies\n") == "Section 5[b] applies\n"


def test_a_misspelt_verb_is_told_its_nearest():
    with pytest.raises(click.UsageError, match="Did you mean consolidate"):
        main.command.main(["consolidat"], standalone_mode=False)


def streams(root, *arguments, **changes):
    """Run a verb as a process of its own, whose streams are as a caller of any kind leaves them."""
    return subprocess.run(
        [sys.executable, "-m", "engross", *arguments],
        cwd=root,
        env={**os.environ, "NO_COLOR": "1", **changes.pop("env", {})},
        capture_output="stdout" not in changes,
        check=False,
        **changes,
    )


@pytest.mark.parametrize("verb", [("compare", "@adopted", "@1"), ("show", "7"), ("history", "5(d)(iii)")])
def test_a_sign_the_terminal_cannot_show_is_an_escape(root, verb):
    done = streams(root, *verb, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    if verb[0] == "compare":
        assert b"as it stood \\u2192" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes streams so")
@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_fault(root, closing):
    for verb in ("show 7", "compare @adopted @1", "read nothing.txt"):
        said = subprocess.run(
            ["/bin/sh", "-c", f"{sys.executable} -m engross {verb} {closing}"],
            cwd=root,
            capture_output=True,
            check=False,
        )
        assert said.returncode == (2 if "nothing" in verb else 0)
        assert b"Traceback" not in said.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="its pipes break in another way")
@pytest.mark.parametrize("verb", [("schema", "text"), ("compare", "@adopted", "@1"), ("--help",)])
def test_a_reader_that_leaves_is_no_fault(root, verb):
    reading, writing = os.pipe()
    os.close(reading)
    done = streams(root, *verb, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
