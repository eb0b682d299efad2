"""What the shell offers: addresses, versions and grants of the project one stands in."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def offered(folder, typed):
    words = f"engross {typed}"
    asked = {"_ENGROSS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    run = subprocess.run(
        [sys.executable, "-c", "from engross.cli.main import main; main()"],
        capture_output=True, text=True, check=False, cwd=folder, env={**os.environ, **asked},
    )  # fmt: skip
    assert not run.stderr
    return [line.partition(",")[2] for line in run.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("typed", "among"),
    [
        ("show 5(d)(iii", {"5(d)(iii)", "5(d)(iii)(i)", "5(d)(iii)(ii)"}),
        ("compare @", {"@adopted", "@1", "@2005-02-03"}),
        ("packet NSO-", {"NSO-0001", "NSO-0002", "NSO-0003"}),
        ("conso", {"consolidate"}),
    ],
)
def test_the_shell_offers_what_the_project_holds(root, typed, among):
    assert among <= set(offered(root, typed))


def test_outside_a_project_nothing_is_offered_and_nothing_complains(tmp_path):
    assert offered(tmp_path, "show 5") == []
