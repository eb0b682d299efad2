"""A run brings its folder to hold what it made, and never at the cost of a person's own work."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from engross.paper.manifest import Manifest, changed_inputs, digest, digest_of, makers, read_manifest
from engross.paper.publish import Rules, publish
from engross.problems import InputError, OutputError

OUT = {"plan/plan.txt": b"plan\n", "grants/1/packet.pdf": b"%PDF one"}
MADE = Manifest(inputs={"plan.yaml": "a"}, outputs={}, texts={"plan": "as filed"}, versions={"engross": "1"})


def stamps(folder):
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*.*")
    }


def test_the_manifest_names_inputs_outputs_texts_and_versions(tmp_path):
    publish(tmp_path / "out", OUT, MADE)
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert told == {
        "manifest": 1,
        "inputs": {"plan.yaml": "a"},
        "outputs": {path: digest(content) for path, content in OUT.items()},
        "texts": {"plan": "as filed"},
        "versions": {"engross": "1"},
    }
    for path, found in told["outputs"].items():
        assert digest_of(tmp_path / "out" / path) == found


def test_a_second_run_writes_nothing(tmp_path):
    first = publish(tmp_path, OUT, MADE)
    before = stamps(tmp_path)
    second = publish(tmp_path, OUT, MADE)
    assert (first.written, first.kept) == (tuple(OUT), ())
    assert (second.written, second.kept) == ((), tuple(OUT))
    assert stamps(tmp_path) == before


def test_a_changed_output_alone_is_written(tmp_path):
    publish(tmp_path, OUT, MADE)
    before = stamps(tmp_path)
    done = publish(tmp_path, {**OUT, "plan/plan.txt": b"amended\n"}, MADE)
    after = stamps(tmp_path)
    assert done.written == ("plan/plan.txt",)
    assert {name for name in after if after[name] != before[name]} == {"plan/plan.txt", "manifest.json"}


def test_a_file_changed_by_hand_is_not_written_over_without_force(tmp_path):
    publish(tmp_path, OUT, MADE)
    (tmp_path / "plan/plan.txt").write_bytes(b"my own words\n")
    with pytest.raises(OutputError) as caught:
        publish(tmp_path, OUT, MADE)
    assert str(caught.value) == (
        f"error E143: {tmp_path}/plan/plan.txt was changed by hand since it was made\n"
        "help: keep it under another name, or say `--overwrite` to write over it"
    )
    assert (tmp_path / "plan/plan.txt").read_bytes() == b"my own words\n"
    publish(tmp_path, OUT, MADE, rules=Rules(overwrite=True))
    assert (tmp_path / "plan/plan.txt").read_bytes() == b"plan\n"


def test_a_file_that_is_not_ours_is_not_written_over(tmp_path):
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/plan.txt").write_bytes(b"not ours")
    with pytest.raises(OutputError) as caught:
        publish(tmp_path, OUT, MADE)
    assert str(caught.value) == (
        f"error E131: {tmp_path}/plan/plan.txt was not made by engross\n"
        "help: move it away, or say `--overwrite` to write over it"
    )
    assert not (tmp_path / "manifest.json").exists()


def test_what_is_no_longer_made_is_removed_unless_a_person_changed_it(tmp_path):
    publish(tmp_path, {**OUT, "old-1.txt": b"1", "old-2.txt": b"2"}, MADE)
    (tmp_path / "old-2.txt").write_bytes(b"edited")
    done = publish(tmp_path, OUT, MADE)
    assert done.removed == ("old-1.txt",)
    assert not (tmp_path / "old-1.txt").exists()
    assert (tmp_path / "old-2.txt").read_bytes() == b"edited"
    assert [problem.code for problem in done.problems] == ["W143"]


def test_a_removed_output_is_made_again(tmp_path):
    publish(tmp_path, OUT, MADE)
    (tmp_path / "plan/plan.txt").unlink()
    assert publish(tmp_path, OUT, MADE).written == ("plan/plan.txt",)


def test_a_dry_run_writes_nothing(tmp_path):
    done = publish(tmp_path / "out", OUT, MADE, rules=Rules(dry_run=True))
    assert done.written == tuple(OUT)
    assert not (tmp_path / "out").exists()


def test_an_input_changed_during_the_run_leaves_no_manifest(tmp_path):
    with pytest.raises(InputError) as caught:
        publish(tmp_path, OUT, MADE, inputs_now=lambda: {"plan.yaml": "b", "new.yaml": "c"})
    assert str(caught.value) == (
        "error E144: new.yaml, plan.yaml changed while the papers were made\nhelp: run again; no manifest was written"
    )
    assert not (tmp_path / "manifest.json").exists()


def test_a_part_leaves_the_rest_and_is_refused_once_inputs_changed(tmp_path):
    publish(tmp_path, OUT, MADE)
    done = publish(tmp_path, {"plan/plan.txt": b"plan\n"}, MADE, rules=Rules(partial=True))
    assert done.removed == ()
    assert read_manifest(tmp_path / "manifest.json").outputs.keys() == OUT.keys()
    other = Manifest(inputs={"plan.yaml": "b"}, outputs={}, texts=MADE.texts, versions=MADE.versions)
    with pytest.raises(InputError) as caught:
        publish(tmp_path, OUT, other, rules=Rules(partial=True))
    assert str(caught.value) == (
        "error E145: since everything was made, plan.yaml changed\nhelp: build everything: `engross build`"
    )


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[]", b'{"inputs": 1}', b'{"inputs":[],"outputs":{},"texts":{},"versions":{}}']
)
def test_a_damaged_manifest_is_as_good_as_none(tmp_path, damaged):
    (tmp_path / "manifest.json").write_bytes(damaged)
    assert read_manifest(tmp_path / "manifest.json") is None


def test_what_changed_between_runs_is_named():
    now = Manifest(inputs={"plan.yaml": "b", "new.yaml": "c"}, outputs={}, texts={}, versions={"engross": "2"})
    assert changed_inputs(MADE, now) == (
        "new.yaml is new",
        "plan.yaml changed",
        "plan is gone",
        "version of engross changed",
    )


def test_the_versions_of_all_makers_are_known():
    assert "unknown" not in makers().values()
    assert set(makers()) >= {"engross", "typst", "fonts"}


MOUNT = 'mount -t tmpfs none "$1" && mount -o remount,ro "$1" && exec "$2" -c "$3" "$1"'
LOCK = """
import pathlib, sys
from engross.paper import files
try:
    with files.lock(pathlib.Path(sys.argv[1])):
        pass
except files.OutputError as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
def test_a_read_only_folder_is_told_before_any_work(tmp_path):
    run = ["unshare", "-m", "sh", "-c", MOUNT, "sh", str(tmp_path), sys.executable, LOCK]
    told = subprocess.run(run, capture_output=True, text=True, check=False)
    if "permitted" in told.stderr:
        pytest.skip("mounting is not permitted here")
    assert "E135" in told.stdout
    assert "read-only" in told.stdout
