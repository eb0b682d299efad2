"""A sample of the D.C. conformance triples, where they lie beside the checkout, and the adapter's own reading."""

from __future__ import annotations

import json
import re
from itertools import islice

from conformance.dc import first_line, judge, main, normalised, read

CASE = {
    "id": "made/1-101",
    "match": "strict",
    "before": "1-101 Fees. The fee is due:\n  (a) In cash; or\n  (b) In kind.",
    "after": "1-101 Fees. The fee is payable:\n  (a) In cash;\n  (b) In kind; or\n  (c) By note.",
    "ops": [
        {"op": "find-replace", "target": "§1-101|text", "find": "due", "replace": "payable", "count": 1},
        {"op": "find-replace", "target": "§1-101|(a)", "find": "; or", "replace": ";", "count": 1},
        {"op": "find-replace", "target": "§1-101|(b)", "find": ".", "replace": "; or", "position": "last"},
        {"op": "insert", "target": "§1-101", "after": "(b)", "new": "(c) By note."},
    ],
}


def test_a_made_case_is_reproduced():
    assert judge(CASE).verdict == "reproduced"
    assert judge(CASE, joints=True).verdict == "reproduced"


def test_a_text_that_differs_is_wrong():
    assert judge({**CASE, "after": "1-101 Fees. The fee is payable."}).verdict == "wrong"


def test_an_order_that_does_not_fit_is_refused_not_guessed():
    bad = {"op": "find-replace", "target": "§1-101|(a)", "find": "In cahs", "replace": "x", "count": 1}
    assert judge({**CASE, "ops": [bad]}).verdict == "refused"


def test_sections_are_read():
    assert first_line("1-101 Short title. The law.") == ("1-101", "Short title.", "The law.")
    section = read(CASE["before"]).root.children[0]
    assert [child.label for child in section.children] == ["(a)", "(b)"]


def test_only_the_publishers_conventions_are_normalised():
    assert normalised("under [§ 1-101] of this chapter", "1") == normalised("under § 1-101", "1")
    assert normalised("under Chapter 3 of Title 1", "1") == normalised("under this chapter", "1")
    assert normalised("under Chapter 3 of Title 2", "1") != normalised("under this chapter", "1")
    assert normalised("shall", "1") != normalised("may", "1")


def test_a_sample_of_the_code_is_reproduced_and_none_is_wrong(shared):
    with (shared / "corpus" / "dc" / "triples.jsonl").open(encoding="utf-8") as lines:
        sample = [json.loads(line) for line in islice(lines, 0, None, 9)]
    verdicts = [judge(each).verdict for each in sample]
    assert verdicts.count("wrong") == 0
    assert verdicts.count("reproduced") >= 0.95 * len(sample)


def test_the_count_is_printed(shared, capsys):
    main([str(shared / "corpus" / "dc" / "triples.jsonl"), "--limit", "40"])
    assert re.fullmatch(r"reproduced \d+ refused \d+ wrong 0 of 40\n", capsys.readouterr().out)
