"""A batch: no record stops another, what is lost is done again, what stands is left, and a person's work is kept."""

from __future__ import annotations

import hashlib
import io
import zipfile
from concurrent.futures import Executor, Future

import pytest
from pool_work import WordJob

from engross.paper import files
from engross.paper.archive import Archive
from engross.paper.batch import Entry, Order, Pace, Result, Target, make_chunk, run, write_results
from engross.paper.books import COLUMNS, Books
from engross.paper.cells import csv_text, guarded
from engross.paper.manifest import Manifest
from engross.paper.pool import Limits, WorkerPool
from engross.problems import InputError, OutputError, Source


class Here(Executor):
    """An executor that does the work at once, where it is asked to."""

    def submit(self, fn, /, *args, **kwargs):
        """Do it."""
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


@pytest.fixture(scope="module")
def pool():
    made = WorkerPool(workers=2, limits=Limits(seconds=2.0, memory=1024**3))
    yield made
    made.shutdown()


def orders(words, before=None):
    return [
        Order(
            number=number,
            id=f"R-{number}",
            row=word,
            digest=hashlib.sha256(word.encode()).hexdigest(),
            source=Source(file="r.csv", line=number + 1),
            before=(before or {}).get(f"R-{number}"),
        )
        for number, word in enumerate(words, start=1)
    ]


def ran(words, folder, executor=None, **more):
    """Run a batch of words and return what became of each."""
    job, before, overwrite = more.pop("job", WordJob()), more.pop("before", None), more.pop("overwrite", False)
    chunks = run(
        orders(words, before), job, executor or Here(), Target(folder=folder, overwrite=overwrite), pace=Pace(**more)
    )
    return {result.id: result for chunk in chunks for result in chunk}


def texts(folder):
    return {path.name: path.read_text() for path in folder.rglob("*.txt")}


def entries(results):
    return {name: result.entry for name, result in results.items() if result.entry}


def test_each_record_gets_its_files_under_safe_names(tmp_path):
    results = ran(["one", "two"], tmp_path)
    assert [result.status for result in results.values()] == ["made", "made"]
    assert sorted(texts(tmp_path).values()) == ["ONE", "TWO", "one", "two"]
    for result in results.values():
        for path, sha in result.entry.files:
            assert hashlib.sha256((tmp_path / path).read_bytes()).hexdigest() == sha


def test_a_folder_holds_at_most_a_thousand_files(tmp_path):
    paths = [path for result in ran(["x"] * 1003, tmp_path, chunk=300).values() for path, _ in result.entry.files]
    count = {}
    for path in paths:
        count[path.partition("/")[0]] = count.get(path.partition("/")[0], 0) + 1
    assert count == {"0001": 1000, "0002": 1000, "0003": 6}


def test_one_bad_record_stops_no_other(tmp_path):
    results = ran(["one", "refuse", "break", "two"], tmp_path, chunk=4)
    assert [result.status for result in results.values()] == ["made", "failed", "failed", "made"]
    assert [str(problem) for problem in results["R-2"].problems] == ["error E021: the word is missing\nhelp: give it"]
    assert str(results["R-3"].problems[0]) == (
        "r.csv:4:1: error E150: R-3: making its papers broke down (ZeroDivisionError)\n"
        "help: make its papers alone with `engross packet`, and report what you see"
    )


def test_fail_fast_stops_at_the_first(tmp_path):
    results = ran(["refuse", "one", "two"], tmp_path, chunk=1, ahead=1, fail_fast=True)
    assert list(results) == ["R-1"]


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("kill", "its worker was killed (SIGKILL), for want of memory or by hand"),
        ("hang", "it took longer than 2 seconds"),
        ("eat", "it used up the memory a worker may have"),
    ],
)
def test_a_record_that_ends_its_worker_is_named_and_the_others_are_done(tmp_path, pool, word, why):
    results = ran(["one", "two", word, "three", "four"], tmp_path, pool, chunk=5)
    assert {name for name, result in results.items() if result.status == "made"} == {"R-1", "R-2", "R-4", "R-5"}
    assert results["R-3"].problems[0].what == f"R-3: {why}"
    assert len(texts(tmp_path)) == 8
    with files.lock(tmp_path):
        assert list(tmp_path.rglob("*.tmp")) == []


def test_a_record_whose_worker_was_killed_by_chance_is_done_again(tmp_path, pool):
    job = WordJob(fuse=str(tmp_path / "fuse"))
    out = tmp_path / "out"
    results = ran(["one", "kill once", "two"], out, pool, job=job, chunk=3)
    assert {result.status for result in results.values()} == {"made"}
    assert len(texts(out)) == 6


class Broken(Executor):
    """An executor that loses its first tasks as a cluster may."""

    def __init__(self, losses):
        self.losses = losses

    def submit(self, fn, /, *args, **kwargs):
        """Lose it, or do it."""
        if self.losses:
            self.losses -= 1
            future = Future()
            future.set_exception(ConnectionError("worker gone"))
            return future
        return Here().submit(fn, *args, **kwargs)


def test_an_executor_that_loses_tasks_is_asked_again_record_by_record(tmp_path):
    results = ran(["one", "two", "three"], tmp_path, Broken(2), chunk=3)
    assert {name: result.status for name, result in results.items()} == {"R-1": "failed", "R-2": "made", "R-3": "made"}
    assert results["R-1"].problems[0].what == "R-1: its worker was lost (ConnectionError)"


def test_what_stands_unchanged_is_left(tmp_path):
    before = entries(ran(["one", "two"], tmp_path))
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.txt")}
    results = ran(["one", "two"], tmp_path, before=before)
    assert {result.status for result in results.values()} == {"kept"}
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.txt")} == stamps


def test_a_changed_record_or_job_is_made_anew(tmp_path):
    before = entries(ran(["one", "two"], tmp_path))
    assert {n: r.status for n, r in ran(["one", "2"], tmp_path, before=before).items()} == {
        "R-1": "kept",
        "R-2": "made",
    }
    before = entries(ran(["one", "two"], tmp_path, before=before))
    later = ran(["one", "two"], tmp_path, before=before, job=WordJob(key="other"))
    assert {result.status for result in later.values()} == {"kept"}  # made anew, and the same
    assert {result.entry.key for result in later.values()}.isdisjoint({entry.key for entry in before.values()})


def test_a_file_that_was_lost_is_made_again(tmp_path):
    before = entries(ran(["one", "two"], tmp_path))
    (tmp_path / before["R-1"].files[0][0]).unlink()
    assert {n: r.status for n, r in ran(["one", "two"], tmp_path, before=before).items()} == {
        "R-1": "made",
        "R-2": "kept",
    }
    assert len(texts(tmp_path)) == 4


def test_a_file_changed_by_hand_is_kept_unless_it_may_be_overwritten(tmp_path):
    before = entries(ran(["one"], tmp_path))
    path = tmp_path / before["R-1"].files[0][0]
    path.write_text("mine")
    (result,) = ran(["one"], tmp_path, before=before).values()
    assert str(result.problems[0]) == (
        f"r.csv:2:1: error E143: {before['R-1'].files[0][0]} was changed by hand since it was made\n"
        "help: keep it under another name, or say `--overwrite` to write over it"
    )
    assert path.read_text() == "mine"
    ran(["one"], tmp_path, before=before, overwrite=True)
    assert path.read_text() == "one"


def test_a_full_disk_stops_the_batch(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "")

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(OutputError, match="E134"):
        ran(["one"], tmp_path)


def test_results_handed_back_are_written_as_workers_write_them(tmp_path):
    near = ran(["one", "two"], tmp_path / "near")
    (far,) = run(orders(["one", "two"]), WordJob(), Here(), Target(folder=None))
    written = write_results(tmp_path / "far", far, overwrite=False, before={})
    assert [result.entry for result in written] == [result.entry for result in near.values()]
    assert texts(tmp_path / "far") == texts(tmp_path / "near")
    assert all(result.contents == () for result in written)


def test_an_archive_holds_its_files_in_the_registers_order_with_the_same_bytes(tmp_path):
    made = make_chunk(WordJob(), orders([f"word {n}" for n in range(9)]), Target(folder=None))
    with Archive.open(tmp_path / "a.zip") as archive:
        archive.add(made)
    with Archive.open(tmp_path / "b.zip") as archive:
        for result in reversed(made):
            archive.add([result])
    first = (tmp_path / "a.zip").read_bytes()
    assert first == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(first)) as held:
        assert held.namelist() == [path for result in made for path, _ in result.contents]
        assert held.testzip() is None


def broken_off(path):
    with Archive.open(path) as archive:
        archive.put("x", b"y")
        raise ZeroDivisionError


def test_an_archive_that_is_broken_off_never_takes_its_name(tmp_path):
    with pytest.raises(ZeroDivisionError):
        broken_off(tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


MADE = Manifest(inputs={"plan.yaml": "1"}, outputs={}, texts={}, versions={})


def books(folder, job="job", made=MADE, **more):
    opened = Books(folder=folder, job=job, manifest=made)
    opened.open(**more)
    return opened


DONE = Result(number=2, id="R-2", status="made", entry=Entry("k2", (("0001/two.txt", "s2"),)))
FAILED = Result(number=1, id="R-1", status="failed")


def test_the_register_tells_what_became_of_each_record(tmp_path):
    kept = books(tmp_path)
    kept.enter([DONE, FAILED])
    kept.close()
    assert (tmp_path / "register.csv").read_text() == csv_text(
        [COLUMNS, ("1", "R-1", "failed", "", "", "", ""), ("2", "R-2", "done", "0001/two.txt", "s2", "k2", "")]
    )
    assert books(tmp_path).before == {"R-2": DONE.entry}


def test_a_batch_that_was_stopped_is_taken_up_from_its_journal(tmp_path):
    books(tmp_path).enter([DONE])
    assert books(tmp_path).before == {"R-2": DONE.entry}


def test_a_batch_that_was_stopped_is_not_mixed_with_another(tmp_path):
    books(tmp_path).enter([DONE])
    with pytest.raises(InputError) as caught:
        books(tmp_path, job="other")
    assert str(caught.value) == (
        f"error E146: an unfinished batch in {tmp_path} was begun with other texts, template or version\n"
        "help: finish it with those, or say `--overwrite` to begin anew"
    )
    assert books(tmp_path, job="other", overwrite=True).before == {"R-2": DONE.entry}


def test_what_changed_since_the_last_batch_is_named(tmp_path):
    books(tmp_path).close()
    assert books(tmp_path, made=Manifest(inputs={"plan.yaml": "2"}, outputs={}, texts={}, versions={})).changed == (
        "plan.yaml changed",
    )


def test_a_part_keeps_the_rest_of_the_register(tmp_path):
    first = books(tmp_path)
    first.enter([DONE, FAILED])
    first.close()
    again = books(tmp_path)
    again.enter([Result(number=1, id="R-1", status="made", entry=Entry("k1", (("0001/one.txt", "s1"),)))])
    again.close(partial=True)
    assert [line.split(",")[:3] for line in (tmp_path / "register.csv").read_text().splitlines()[1:]] == [
        ["1", "R-1", "done"],
        ["2", "R-2", "done"],
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝x", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "NSO-1", "O'Hara", "1000", "a=b"])
def test_other_cells_are_left(cell):
    assert guarded(cell) == cell
