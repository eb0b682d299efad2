"""README and docs tell the truth: their examples are run, and their output is the output printed there."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from engross.cli.main import VERBS, command

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLE = re.compile(r"<!-- example: engross (?P<said>.+?) -->\n```\n(?P<printed>.*?)```\n", re.DOTALL)
PYTHON = re.compile(
    r"```python\n(?P<code>.*?)```\n\n<!-- output of the lines above -->\n```\n(?P<printed>.*?)```", re.DOTALL
)


def run(root, said):
    plain = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-m", "engross", *shlex.split(said)], capture_output=True, text=True,
                          cwd=root, env=plain, encoding="utf-8", check=False)  # fmt: skip
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n") + "\n"


@pytest.mark.parametrize("name", ["README.md", *sorted(str(Path("docs") / each.name) for each in DOCS.glob("*.md"))])
def test_the_examples_print_what_the_page_shows(root, request, name):
    file = root / name
    page = file.read_text(encoding="utf-8")
    actual = EXAMPLE.sub(
        lambda found: f"<!-- example: engross {found['said']} -->\n```\n{run(root, found['said'])}```\n", page
    )
    if request.config.getoption("--reset"):
        file.write_text(actual, encoding="utf-8")
    assert page == actual or request.config.getoption("--reset")


def test_the_python_lines_print_what_the_readme_shows(root, monkeypatch):
    found = PYTHON.search((root / "README.md").read_text(encoding="utf-8"))
    assert found
    monkeypatch.chdir(root)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(found["code"], "README.md", "exec"), {})  # noqa: S102 - the lines are our own
    assert said.getvalue() == found["printed"]


def test_every_verb_of_the_table_is_a_verb(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert {said.split()[1] for said in re.findall(r"`(engross [a-z][^`]*)`", readme)} <= set(VERBS)


def test_ci_runs_the_test_command_of_the_readme(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    commands = [line for line in readme.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert commands[1] in script


FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^engross ([a-z].*)$|`engross ([a-z][^`\n]*)`", re.MULTILINE)


@pytest.mark.parametrize("name", ["README.md", *sorted(str(Path("docs") / each.name) for each in DOCS.glob("*.md"))])
def test_every_command_a_page_shows_has_its_verb_and_options(root, name):
    page = (root / name).read_text(encoding="utf-8")
    shown = "\n".join(FENCED.findall(page)) + "\n" + " ".join(re.findall(r"`engross [^`\n]*`", page))
    for said in (found[1] or found[2] for found in COMMAND.finditer(shown)):
        words = re.split(r"\s+(?=[>|])|\s{3,}", said)[0].split()
        known: click.Command = command
        options: set[str] = {"--help", "--version"}
        for word in words:
            if isinstance(known, click.Group) and not word.startswith("-"):
                found = known.get_command(click.Context(known), word)
                assert found is not None, f"{name}: engross {said}"
                known = found
                options |= {option for each in known.params for option in (*each.opts, *each.secondary_opts)}
            elif word.startswith("-") and word != "-":
                assert word.partition("=")[0].strip("[]()") in options, f"{name}: engross {said}"
