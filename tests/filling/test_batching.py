"""A batch of grants from end to end: registers in, papers out, the same bytes however and wherever they are made."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from engross.clauses.clause import Blank
from engross.cli.main import command
from engross.cli.terminal import guarded
from engross.filling.judged import judge
from engross.filling.layout import lay_out
from engross.granting.records import read_grants
from engross.paper import pool
from engross.paper.house import house, house_template
from engross.paper.mould import Mould, marks, pourable, same_parts
from engross.paper.packet import packet
from engross.paper.readback import check
from engross.reading.project import read_project

HOSTILE = (
    "Ana María Sample", "Smith & Sons <III>", "{{ 7*7 }}", "{% if 1 %}x{% endif %}", "../../etc/passwd", "=cmd|x",
    "Łukasz", "a {_{ b }_} c", "&amp;", "<w:del>", "O'Hara", '#read("x")', "CON", "x" * 60, "Ελένη", "]]>",
)  # fmt: skip
RECORD = {
    "plan": "plan",
    "board_approval_date": "2004-05-27",
    "grant_date": "2004-05-27",
    "quantity": "10000",
    "exercise_price": {"amount": "1.25"},
    "participant": {
        "id": "sh-0001",
        "director_since": "2001-05-15",
        "employee_of_company": False,
        "addresses": [{"street_suite": "25 Example Street", "city": "Cambridge", "country_subdivision": "MA"}],
    },
    "payment": ["cash_or_check"],
    "signatory": {"name": "Pat Sample", "title": "Chief Financial Officer"},
}


def record(number, name=None, **more):
    made = json.loads(json.dumps(RECORD)) | {"custom_id": f"NSO-{number:04}"} | more
    made["participant"]["name"] = {"legal_name": name or HOSTILE[number % len(HOSTILE)]}
    return made


def register(path, records):
    path.write_text("".join(json.dumps(each) + "\n" for each in records))
    return path


@pytest.fixture
def folder(root, tmp_path):
    """A project of its own, without grants, whose reserve holds a long register."""
    for name in ("engross.yaml", "plan_text", "amendments", "templates"):
        source = root / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    reserve(tmp_path, 800_000_000)
    return tmp_path


def reserve(folder, shares):
    rules = folder / "plan_text" / "rules.yaml"
    rules.write_text(re.sub(r"shares: \d+", f"shares: {shares}", rules.read_text(encoding="utf-8"), count=1))


class Here(Executor):
    """An executor that does the work at once in this process: what workers do is tested apart."""

    def __init__(self, **limits: object) -> None:
        """Take what a pool takes."""

    def submit(self, fn, /, *args, **kwargs):
        """Do it."""
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


@pytest.fixture
def engross(folder, monkeypatch, capsys):
    """Run a verb in the project's folder; returns its exit code, results and messages."""

    def run(*arguments):
        monkeypatch.chdir(folder)
        monkeypatch.setattr(pool, "WorkerPool", Here)
        code = guarded(lambda: command.main(list(arguments), prog_name="engross", standalone_mode=False))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".engross" not in path.parts
    }


def rows(folder):
    return list(csv.DictReader(io.StringIO((folder / "register.csv").read_text(encoding="utf-8"))))


def test_a_batch_makes_forms_packets_fields_and_checklists(folder, engross):
    register(folder / "r.jsonl", [record(n) for n in range(4)])
    code, _, err = engross("batch", "r.jsonl", "--checklist")
    assert (code, err) == (0, "4 made, 0 unchanged, 0 failed in output/r\n".replace("output", str(folder / "output")))
    made = rows(folder / "output" / "r")
    assert [row["id"] for row in made] == ["NSO-0000", "NSO-0001", "NSO-0002", "NSO-0003"]
    endings = {Path(path).name.partition(".")[2] for path in made[0]["files"].split()}
    assert endings == {"agreement.docx", "acceptance.docx", "packet.pdf", "fields.json", "checklist.pdf"}
    packet = next(path for path in made[1]["files"].split() if path.endswith("packet.pdf"))
    words = PdfReader(io.BytesIO((folder / "output" / "r" / packet).read_bytes())).pages[0].extract_text()
    assert "Smith & Sons <III>" in words.replace("\n", " ")


def test_hostile_names_come_out_letter_for_letter_and_nothing_leaves_the_folder(folder, engross):
    register(folder / "r.jsonl", [record(n) for n in range(len(HOSTILE))])
    assert engross("batch", "r.jsonl", "--format", "docx", "--form", "agreement", "-o", "out")[0] == 0
    names = {row["id"]: row["files"] for row in rows(folder / "out")}
    for number, name in enumerate(HOSTILE):
        with zipfile.ZipFile(folder / "out" / names[f"NSO-{number:04}"]) as package:
            raw = package.read("word/document.xml").decode()
        raw = html.unescape(raw)
        assert name in raw
    assert {path.name for path in folder.iterdir()} == {
        "engross.yaml", "plan_text", "amendments", "templates", "r.jsonl", "out"
    }  # fmt: skip


def test_one_bad_record_stops_no_other_and_is_told_with_its_line(folder, engross):
    records = [record(n) for n in range(5)]
    del records[2]["quantity"]
    records[3]["grant_date"] = "2004-02-30"
    register(folder / "r.jsonl", records)
    code, _, err = engross("batch", "r.jsonl", "--format", "docx")
    assert code == 1
    assert "r.jsonl:3" in err
    assert "quantity" in err
    assert "r.jsonl:4" in err
    assert "E050" in err
    assert "3 made, 0 unchanged, 2 failed" in err
    assert [row["status"] for row in rows(folder / "output" / "r")] == ["done", "done", "failed", "failed", "done"]


def test_two_records_of_one_number_are_told_with_both_lines(folder, engross):
    register(folder / "r.jsonl", [record(1), record(2), record(1, name="Another Sample")])
    code, _, err = engross("batch", "r.jsonl", "--format", "docx")
    assert code == 1
    assert err.startswith(
        "r.jsonl:3:1: error E104: NSO-0001 is given to two records (first on line 1)\n"
        "help: give each grant a number of its own\n"
    )


def test_a_record_that_fails_the_rules_has_no_papers_and_stops_no_other(folder, engross):
    register(folder / "r.jsonl", [record(1), record(2, payment=["promissory_note"], grant_date="2005-05-26",
                                                    board_approval_date="2005-05-26")])  # fmt: skip
    code, _, err = engross("batch", "r.jsonl", "--format", "docx", "-o", "out")
    assert code == 1
    assert "r.jsonl:2:1: error G33: NSO-0002: Section 5(d)" in err
    assert "1 made, 0 unchanged, 1 failed in out" in err
    done, failed = rows(folder / "out")
    assert (done["status"], done["problem"], failed["status"], failed["files"]) == ("done", "", "failed", "")
    assert failed["problem"].startswith("G33 NSO-0002: Section 5(d)")
    assert not list((folder / "out").rglob("nso-0002*"))


def marked(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get("forced")


def test_what_is_forced_leaves_its_mark_and_a_part_made_later_keeps_it(folder, engross):
    reserve(folder, 25_000)
    register(folder / "r.jsonl", [record(n) for n in (1, 2, 3, 4)])
    code, _, err = engross("batch", "r.jsonl", "--format", "docx", "-o", "out", "--force")
    assert (code, err) == (
        0, "2 let through against the plan's rules; manifest.json marks them\n4 made, 0 unchanged, 0 failed in out\n"
    )  # fmt: skip
    assert marked(folder / "out") == {"NSO-0003": ["G10"], "NSO-0004": ["G10"]}
    assert engross("batch", "r.jsonl", "--format", "docx", "-o", "out", "--only", "NSO-0001")[0] == 0
    assert marked(folder / "out") == {"NSO-0003": ["G10"], "NSO-0004": ["G10"]}
    assert engross("batch", "r.jsonl", "--format", "docx", "-o", "out")[0] == 1
    assert marked(folder / "out") is None


def test_the_reserve_counts_the_projects_grants_but_none_of_them_twice(folder, engross):
    reserve(folder, 20_000)
    (folder / "grants").mkdir()
    for number in (1, 9):
        own = {"engross": "grant/1"} | record(number, name="Sample")
        (folder / "grants" / f"{number}.yaml").write_text(json.dumps(own), encoding="utf-8")
    register(folder / "r.jsonl", [record(1)])
    assert engross("batch", "r.jsonl", "--format", "docx")[0] == 0
    register(folder / "r.jsonl", [record(1), record(2)])
    code, _, err = engross("batch", "r.jsonl", "--format", "docx")
    assert code == 1
    assert "error G10: NSO-0002: Section 4(a): NSO-0002 of 10,000 shares on 2004-05-27 is 10,000 over" in err
    assert engross("batch", "r.jsonl", "--format", "docx", "--only", "NSO-0001")[0] == 0


def test_the_checklist_is_the_one_a_build_would_make_and_follows_the_other_grants(folder, engross):
    register(folder / "r.jsonl", [record(1), record(2)])
    assert engross("batch", "r.jsonl", "--checklist", "--format", "docx", "-o", "out")[0] == 0
    told = [words_of(paper(folder / "out", row)) for row in rows(folder / "out")]
    assert ["799,990,000" in told[0], "799,980,000" in told[1]] == [True, True]
    (folder / "grants").mkdir()
    for number in (1, 2):
        own = {"engross": "grant/1"} | record(number, name=HOSTILE[number])
        (folder / "grants" / f"{number}.yaml").write_text(json.dumps(own), encoding="utf-8")
    project = read_project(folder)
    grants = read_grants(project.grants)
    judged = judge(project, grants)
    assert [words_of(packet((judged.checklist(grant),)).content) for grant in grants] == told
    register(folder / "r.jsonl", [record(0, grant_date="2004-01-05", board_approval_date="2004-01-05"), record(1)])
    engross("batch", "r.jsonl", "--checklist", "--format", "docx", "-o", "out")
    assert "799,970,000" in words_of(paper(folder / "out", rows(folder / "out")[1]))


def paper(folder, row):
    return (folder / next(path for path in row["files"].split() if path.endswith("checklist.pdf"))).read_bytes()


def words_of(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_a_checklist_needs_rules(folder, engross):
    path = folder / "engross.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("rules: plan_text/rules.yaml\n", ""), encoding="utf-8")
    register(folder / "r.jsonl", [record(1, payment=["promissory_note"])])
    code, _, err = engross("batch", "r.jsonl", "--checklist", "--format", "docx")
    assert code == 2
    assert "error E108: the project names no file of rules" in err
    assert engross("batch", "r.jsonl", "--format", "docx")[0] == 0


def test_a_file_changed_by_hand_is_not_written_over_by_force(folder, engross):
    register(folder / "r.jsonl", [record(1)])
    engross("batch", "r.jsonl", "--format", "docx", "-o", "out")
    mine = next((folder / "out").rglob("*agreement.docx"))
    mine.write_bytes(b"mine")
    code, _, err = engross("batch", "r.jsonl", "--format", "docx", "-o", "out", "--force")
    assert code == 1
    assert "say `--overwrite` to write over it" in err
    assert mine.read_bytes() == b"mine"
    assert engross("batch", "r.jsonl", "--format", "docx", "-o", "out", "--overwrite")[0] == 0


def test_a_second_batch_makes_nothing_anew_and_a_changed_record_alone(folder, engross):
    register(folder / "r.jsonl", [record(n) for n in range(4)])
    engross("batch", "r.jsonl", "--format", "docx")
    stamps = {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*.*") if path.is_file()}
    assert "0 made, 4 unchanged" in engross("batch", "r.jsonl", "--format", "docx")[2]
    assert {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*.*") if path.is_file()} == stamps
    register(folder / "r.jsonl", [record(n, **({"quantity": "7"} if n == 2 else {})) for n in range(4)])
    err = engross("batch", "r.jsonl", "--format", "docx")[2]
    assert "since the last batch: register r.jsonl changed" in err
    assert "1 made, 3 unchanged" in err


def test_a_changed_form_is_named_and_makes_all_anew(folder, engross):
    register(folder / "r.jsonl", [record(n) for n in range(2)])
    engross("batch", "r.jsonl", "--format", "docx")
    form = folder / "templates" / "agreement.yaml"
    words = form.read_text()
    form.write_text(words.replace("evidences", "proves"))
    assert form.read_text() != words
    err = engross("batch", "r.jsonl", "--format", "docx")[2]
    assert "since the last batch: templates/agreement.yaml changed" in err
    assert "2 made, 0 unchanged" in err


def test_some_records_alone(folder, engross):
    register(folder / "r.jsonl", [record(n) for n in range(4)])
    code, _, err = engross("batch", "r.jsonl", "--format", "docx", "--only", "NSO-0002,NSO-9999")
    assert code == 1
    assert "the register has no record NSO-9999" in err
    assert "1 made" in err
    engross("batch", "r.jsonl", "--format", "docx")
    engross("batch", "r.jsonl", "--format", "docx", "--only", "NSO-0003")
    assert [row["id"] for row in rows(folder / "output" / "r")] == [f"NSO-{n:04}" for n in range(4)]


def test_fail_fast_stops(folder, engross):
    bad = record(0)
    del bad["quantity"]
    register(folder / "r.jsonl", [bad, *(record(n) for n in range(1, 900))])
    code, _, err = engross("batch", "r.jsonl", "--format", "docx", "--form", "agreement", "--fail-fast")
    assert code == 1
    assert "1 failed" in err
    assert not (folder / "output" / "r" / "manifest.json").exists()


def test_csv_yaml_and_json_lines_give_the_same_papers(folder, engross):
    records = [record(n) for n in (1, 2)]
    register(folder / "j.jsonl", records)
    columns = engross("batch", "--template-csv")[1].strip().split(",")
    assert engross("batch", "--template-csv", "new.csv")[0] == 0
    assert (folder / "new.csv").read_text().strip().split(",") == columns
    assert engross("batch", "--template-csv", "new.csv")[0] == 74
    assert {"custom_id", "quantity", "participant.name.legal_name"} <= set(columns)
    flat = [list(flattened(each)) for each in records]
    lines = io.StringIO()
    csv.writer(lines).writerows([[key for key, _ in flat[0]], *[[value for _, value in each] for each in flat]])
    (folder / "c.csv").write_text(lines.getvalue())
    (folder / "y.yaml").write_text(json.dumps(records, indent=1))
    for name in ("j.jsonl", "c.csv", "y.yaml"):
        code, _, err = engross("batch", name, "--format", "docx", "--form", "agreement")
        assert code == 0, err
    papers = [
        {path: raw for path, raw in contents(folder / "output" / name).items() if path.endswith(".docx")}
        for name in "jcy"
    ]
    assert papers[0] == papers[1] == papers[2]
    assert len(papers[0]) == 2


def flattened(value, stem=""):
    items = value.items() if isinstance(value, dict) else enumerate(value, start=1)
    for key, each in items:
        if isinstance(each, (dict, list)):
            yield from flattened(each, f"{stem}{key}.")
        else:
            yield f"{stem}{key}", "false" if each is False else each


def test_an_archive_holds_the_same_papers(folder, engross):
    register(folder / "r.jsonl", [record(n) for n in range(3)])
    engross("batch", "r.jsonl", "--format", "docx")
    engross("batch", "r.jsonl", "--format", "docx", "--archive", "-o", "zipped")
    files = {name: raw for name, raw in contents(folder / "output" / "r").items() if name.endswith(".docx")}
    with zipfile.ZipFile(folder / "zipped" / "r.zip") as held:
        assert {name: held.read(name) for name in held.namelist()} == files


def spawn(folder, *arguments, **environment):
    line = [sys.executable, "-c", "from engross.cli.main import main\nif __name__ == '__main__': main()", *arguments]
    return subprocess.Popen(
        line, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | environment
    )


def test_workers_seeds_and_order_do_not_change_a_byte(folder):
    register(folder / "r.jsonl", [record(n) for n in range(6)])
    made = []
    for jobs, seed in (("1", "1"), ("2", "2"), ("8", "3")):
        run = spawn(
            folder, "batch", "r.jsonl", "--jobs", jobs, "-o", f"out{jobs}", PYTHONHASHSEED=seed, TZ="Asia/Tokyo"
        )
        assert run.wait(120) == 0, run.stderr.read()
        run.communicate()
        made.append(contents(folder / f"out{jobs}"))
    assert len(made[0]) == 6 * 4 + 2
    assert made[0] == made[1] == made[2]


@pytest.fixture
def long_register(folder):
    """A register that takes some seconds."""
    return register(folder / "r.jsonl", [record(n) for n in range(1200)])


def begun(folder, run):
    """Wait until papers come out."""
    until = time.monotonic() + 60
    while not list((folder / "out").glob("0001/*.docx")) and time.monotonic() < until and run.poll() is None:
        time.sleep(0.02)


ARGUMENTS = ("batch", "r.jsonl", "--format", "docx", "--form", "agreement", "-o", "out")


@pytest.mark.usefixtures("long_register")
def test_a_killed_batch_leaves_no_partial_file_and_is_taken_up_where_it_was(folder, engross):
    run = spawn(folder, *ARGUMENTS)
    begun(folder, run)
    run.kill()
    run.communicate()
    stopped = contents(folder / "out")
    for path, raw in stopped.items():
        if path.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(raw)) as package:
                assert package.testzip() is None
    assert "manifest.json" not in stopped
    code, _, err = engross(*ARGUMENTS)
    assert code == 0, err
    kept = int(err.partition("made, ")[2].partition(" ")[0].replace(",", ""))
    assert kept > 0
    resumed = contents(folder / "out")
    assert list((folder / "out").rglob("*.tmp")) == []
    shutil.rmtree(folder / "out")
    engross(*ARGUMENTS)
    assert contents(folder / "out") == resumed


@pytest.mark.usefixtures("long_register")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_batch_ends_softly(folder, number, code):
    run = spawn(folder, *ARGUMENTS)
    begun(folder, run)
    run.send_signal(number)
    _, err = run.communicate(timeout=60)
    assert run.returncode == code
    assert "Traceback" not in err
    assert not (folder / "out" / "manifest.json").exists()


@pytest.mark.usefixtures("long_register")
def test_two_batches_into_one_folder_are_refused(folder, engross):
    run = spawn(folder, *ARGUMENTS)
    begun(folder, run)
    code, _, err = engross(*ARGUMENTS)
    run.kill()
    run.communicate()
    assert code == 75
    assert err == (
        f"error E140: another engross run (pid {run.pid}) is writing to out\nhelp: wait for it to end, or end it\n"
    )


@pytest.mark.usefixtures("long_register")
def test_an_input_changed_during_the_run_is_found(folder):
    run = spawn(folder, *ARGUMENTS)
    begun(folder, run)
    with (folder / "r.jsonl").open("a") as file:
        file.write(json.dumps(record(5000)) + "\n")
    _, err = run.communicate(timeout=120)
    assert run.returncode == 2
    assert "error E144: register r.jsonl changed while the papers were made" in err
    assert not (folder / "out" / "manifest.json").exists()


def test_an_unfinished_batch_is_not_mixed_with_other_texts(folder, engross):
    bad = record(0)
    del bad["quantity"]
    register(folder / "r.jsonl", [bad, record(1)])
    engross("batch", "r.jsonl", "--format", "docx", "--fail-fast")
    code, _, err = engross("batch", "r.jsonl", "--format", "pdf")
    assert code == 2
    assert err.startswith(f"error E146: an unfinished batch in {folder}/output/r was begun with other texts")
    assert engross("batch", "r.jsonl", "--format", "docx", "--overwrite")[0] == 1


FAR = (
    "error E148: tcp://10.0.0.1:8786 is neither TLS nor on this machine\n"
    "help: use tls://HOST:PORT with certificates, or tcp://127.0.0.1:PORT"
)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--jobs", "0"), "Invalid value for '--jobs': 0 is not in the range 1<=x<=64."),
        (("--jobs", "9999"), "Invalid value for '--jobs': 9999 is not in the range 1<=x<=64."),
        (("--job", "1"), "No such option '--job'. (Did you mean one of: '--jobs', '--json'?)"),
        (("--format", "doc"), "error E023: there is no format doc\nhelp: write docx, pdf or docx,pdf"),
        (("--cluster", "tcp://10.0.0.1:8786"), FAR),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(folder, engross, arguments, told):
    register(folder / "r.jsonl", [record(1)])
    code, _, err = engross("batch", "r.jsonl", *arguments)
    assert code == 2
    assert told in err


def test_nothing_personal_is_told_but_in_the_papers(folder, engross):
    nobody = "Zzyzx Quatermass"
    bad = record(1, name=nobody)
    bad["participant"]["addresses"] = [{"street_suite": f"{nobody} Lane", "country": "USA"}]
    register(folder / "r.jsonl", [bad, record(2, name=f"{nobody} \u202e")])
    code, out, err = engross("batch", "r.jsonl", "--format", "docx")
    assert code == 1
    assert nobody not in out
    assert [line for line in err.splitlines() if nobody in line and "    {" not in line] == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder / "output").rglob("*.*") if path.is_file())


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)


@given(name=WORDS, shares=st.integers(1, 10**9).map(lambda n: f"{n:,}"))
def test_what_is_poured_is_what_is_made_the_long_way(root, name, shares):
    form = read_project(root).form("agreement")
    template = house_template()
    blanks = [blank for clause in form.root.walk() for blank in clause.blanks]
    values = {blank.field: value_of(blank, name, shares) for blank in blanks if not blank.by_hand}
    if not pourable(values):
        return
    keys = marks(values)
    poured = Mould.cast(template, lay_out(form, keys), keys).pour(values)
    document = lay_out(form, values)
    assert same_parts(poured, house(document, template))
    check(document, poured, "docx")


def value_of(blank: Blank, name: str, shares: str) -> str:
    return {"shares": shares, "text": name}.get(blank.form, f"{blank.form} of {name}")
