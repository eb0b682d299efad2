"""Reading plain text: cases a lawyer can read, laws over made-up papers, structures of real ones."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engross.clauses import labels
from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed, words
from engross.reading.kinds import read_instrument, read_text_yaml, to_yaml
from engross.reading.plain import parts, provision, read, read_text

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "plain_reading.yaml").read_text(encoding="utf-8"))
DOCUMENTS = {
    "plan_by_articles": "plans/104169_2011-09-29_*",
    "plan_edgar_pages": "plans/861459_2000-03-30_*",
    "plan_with_appendices": "plans/740694_2006-10-17_*",
    "plan_dotted_numbers": "plans/1376986_2009-01-06_*",
    "plan_numbers_alone": "plans/107832_2008-12-12_*DOYLE*",
    "option_notice": "plans/form__23-*",
    "credit_flattened_html": "contracts/credit__1003114_*",
    "credit_ascii": "contracts/credit__357019_*",
    "employment_long_lines": "contracts/employment__1046861_*",
    "financing_edgar": "contracts/construction__78128_*",
    "alliance_giant_lines": "contracts/cuad__ROCKY*",
    "severance": "contracts/severance__6845_*",
    "licence": "contracts/software_license__944480_*",
    "amendment_credit": "amendments/credit__1031623_*",
    "letter_offer": "contracts/employment__9096_*",
}
FRAGMENTS = (
    "1.", "2.", "(a)", "(b)", "(i)", "(ii)", "(iii)", "i.", "ii.", "a.", "A.", "(A)", "(1)", "1.1", "1.2", "2.1.1",
    "§ 47-101.", "ARTICLE I", "ARTICLE II", "Section 1.01", "EXHIBIT A", "Purpose", "Purpose.", "the Board may", "; or",
    "; and", ".", ",", "Section 5(d)(iii)", "clause (i) above", "“Plan”", '"Option" means', "x\u00a0y", "______",
    "By: ____", "12", "- 3 -", "<PAGE> 4", "<TABLE>", "TABLE OF CONTENTS", "Purpose ..... 3", "IN WITNESS WHEREOF",
    "Dated:", "one (1) year", "\u00ad", "(a)the", "(b)(i)", "or (ii) by notice",
    "(i) cash, (ii) notes, or (iii) both. Then",
    "|", "\u2028", "\x0b", "\x00", "é", "***", "[Reserved]",
)  # fmt: skip
papers = st.lists(
    st.tuples(st.sampled_from(("", "\n", "\n\n", " ", "\t", "\n    ", "\r\n")), st.sampled_from(FRAGMENTS)), max_size=40
).map(lambda pairs: "".join(gap + words for gap, words in pairs))


def interleaves(source: list[str], one: list[str], other: list[str]) -> bool:
    """Say whether two lists of words shuffle, each in its order, into *source*."""
    ways = {0}
    for place, word in enumerate(source):
        ways = {taken + 1 for taken in ways if one[taken : taken + 1] == [word]} | {
            taken for taken in ways if taken <= place and other[place - taken : place - taken + 1] == [word]
        }
    return len(one) + len(other) == len(source) and len(one) in ways


def furniture_words(text: Text) -> list[str]:
    return [word for piece in text.furniture for word in piece.text.split()]


def outline(text: Text) -> Iterator[str]:
    """Print a text as the cases write it, first words cut by the reader of the case."""
    stack = [(clause, 0) for clause in reversed(text.root.children)]
    while stack:
        clause, depth = stack.pop()
        if clause.kind in ("title", "table", "signature"):
            first = clause.text or clause.rows[0][0].strip()
            yield "  " * depth + f"* {first}"
        else:
            heading = f"<{clause.heading}>" if clause.heading else ""
            yield "  " * depth + " ".join(filter(None, (clause.label, heading, clause.text)))
        stack.extend((child, depth + 1) for child in reversed(clause.children))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_paper_is_read_as_its_case_says(case):
    expected = case["clauses"].rstrip("\n").split("\n")
    actual = [line[: len(wanted)] for line, wanted in zip(outline(read_text(case["paper"])), expected, strict=True)]
    assert expected == actual


@given(papers)
def test_words_and_furniture_are_the_words_of_the_paper(paper):
    text = read_text(paper)
    assert interleaves(paper.split(), words(text), furniture_words(text))


@given(st.text(max_size=300))
def test_no_text_is_refused_and_none_loses_a_word(paper):
    text = read_text(paper)
    assert interleaves(paper.split(), words(text), furniture_words(text))


@given(papers)
def test_ids_are_given_once(paper):
    ids = [clause.id for clause in read_text(paper).root.walk()]
    assert len(set(ids)) == len(ids)


@given(papers)
def test_joints_are_as_many_as_children_or_none(paper):
    assert all(len(each.joints) in (0, len(each.children)) for each in read_text(paper).root.walk())


@given(papers)
def test_a_provision_keeps_its_words(paper):
    assert paper.split() == [word for clause in provision(paper) for word in words(clause)]


@given(papers)
def test_reading_twice_gives_the_same(paper):
    assert read_text(paper) == read_text(paper)


def test_an_empty_paper_has_no_clauses():
    assert read_text("").root.children == ()


def test_the_id_given_is_the_root_s():
    assert read_text("1. Term. One year.", id="lease").root.id == "lease"


def test_a_gap_in_the_numbers_is_doubtful():
    assert [doubt.code for doubt in read("1. Term. One year.\n\n3. Rent. One dollar.").doubts] == ["W111"]


def test_a_letter_that_may_be_a_roman_numeral_is_doubtful():
    doubts = read("(g) one.\n\n(h) two.\n\n(i) three.").doubts
    assert [doubt.code for doubt in doubts] == ["W111", "W113"]


def test_a_clause_knows_its_line():
    clause = read_text("1. Term. One year.\n\n2. Rent. One dollar.").root.children[1]
    assert clause.source is not None
    assert clause.source.line == 3


def test_a_reserved_clause_is_reserved():
    assert read_text("1. [Reserved]\n\n2. Term. One year.").root.children[0].status == "reserved"


def test_a_joint_belongs_to_the_list():
    clause = read_text("1. Pay. Pay (i) in cash, (ii) by note, or (iii) by check.").root.children[0]
    assert clause.joints == (",", ", or", ".")
    assert [item.text for item in clause.children] == ["in cash", "by note", "by check"]


def test_a_tight_label_stays_tight():
    item = read_text("1. Pay. Pay as to (a)the first and (b)the last.").root.children[0].children[0]
    assert (item.label, item.tight, item.text) == ("(a)", True, "the first")


def test_a_provision_begins_with_its_own_number():
    clauses = provision("(c) Notice. The Company shall give notice:\n\n(i) in writing; and\n\n(ii) at once.")
    assert [(clause.label, clause.heading) for clause in clauses] == [("(c)", "Notice.")]
    assert [item.label for item in clauses[0].children] == ["(i)", "(ii)"]


def test_a_provision_beside_h_is_the_letter_i():
    like = Clause(id="x", label="(h)")
    clauses = provision("(i) the ninth thing;\n\n(j) the tenth thing.", like=like)
    assert [clause.label for clause in clauses] == ["(i)", "(j)"]


def test_a_provision_may_bear_any_letter():
    (clause,) = provision("B.   Bonus. The Executive may earn a bonus.")
    assert (clause.label, clause.heading) == ("B.", "Bonus.")


def test_several_provisions_stand_side_by_side():
    assert [clause.label for clause in provision("4.3 One. First.\n\n4.4 Two. Second.")] == ["4.3", "4.4"]


def test_a_single_instrument_is_its_own_part():
    text = read_text("1. Term. One year.")
    assert parts(text) == (text,)


WORST = (
    "(", "1. (a) ", "<PAGE>\n", "12\n\n", "a. b. c. ", "Section 5(d) ", "\n(i)", " \t", ". . . . ", "____ ",
    "1. Term. One.\n\n", "By: ____\n\n", "(i) one, (ii) two, or (iii) three. Then ", "EXHIBIT A\n\nwords.\n\n",
)  # fmt: skip


@pytest.mark.parametrize("unit", WORST)
def test_bad_papers_take_no_longer_than_good_ones(unit):
    paper = unit * (100_000 // len(unit))
    begun = time.process_time()
    read_text(paper)
    assert time.process_time() - begun < 4


# The real documents.


@pytest.fixture(scope="module")
def sample(shared) -> tuple[Text, ...]:
    return parts(read_text((shared / "seed" / "atg-director-plan.txt").read_text(encoding="utf-8")))


def labelled(text: Text) -> list[tuple[int, str]]:
    found = []
    stack = [(clause, 0) for clause in reversed(text.root.children)]
    while stack:
        clause, depth = stack.pop()
        if clause.label:
            found.append((depth, labels.key(clause.label)))
        stack.extend((child, depth + bool(clause.label)) for child in reversed(clause.children))
    return found


def test_the_sample_gives_its_four_texts(sample):
    assert [text.kind for text in sample] == ["plan", "agreement", "acceptance", "amendment"]


@pytest.mark.parametrize(
    ("part", "file"), [(0, "plan_text/plan.yaml"), (1, "templates/agreement.yaml"), (2, "templates/acceptance.yaml")]
)
def test_the_sample_read_alone_equals_the_text_made_by_hand(sample, root, part, file):
    by_hand = read_text_yaml(root / file)
    assert words(by_hand) == words(sample[part])
    assert labelled(by_hand) == labelled(sample[part])


def test_the_sample_s_amendment_equals_the_one_made_by_hand(sample, root):
    by_hand = read_instrument(root / "amendments" / "amendment-1.yaml").text
    assert words(by_hand) == words(sample[3])
    assert labelled(by_hand) == labelled(sample[3])


def test_a_whole_paper_is_read_as_looked_at(golden: Callable[[str, str], None]):
    text = read_text((Path(__file__).parent / "papers" / "lease.txt").read_text(encoding="utf-8"), id="lease")
    aside = "".join(f"# {piece.kind}: {' / '.join(piece.text.split(chr(10)))}\n" for piece in text.furniture)
    golden("reading/lease.yaml", to_yaml(text) + aside)


def skeleton(text: Text) -> str:
    """Print a text without its words: label, kind, how many words, and their hash."""
    lines = [f"{text.kind} | {len(text.furniture)} pieces set aside"]
    stack = [(clause, 0) for clause in reversed(text.root.children)]
    while stack:
        clause, depth = stack.pop()
        own = " ".join([clause.heading or "", clause.text, *(cell for row in clause.rows for cell in row)]).split()
        mark = hashlib.sha256(" ".join(own).encode()).hexdigest()[:6]
        kind = clause.kind if clause.kind != "clause" else clause.layout
        lines.append("  " * depth + f"{clause.label or '-'} {kind} {len(own)} {mark}")
        stack.extend((child, depth + 1) for child in reversed(clause.children))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_structure_of_a_real_document_is_as_looked_at(shared, golden: Callable[[str, str], None], name):
    (file,) = sorted((shared / "corpus").glob(DOCUMENTS[name]))[:1]
    golden(f"reading/{name}.txt", skeleton(read_text(file.read_text(encoding="utf-8", errors="replace"))))


@pytest.mark.parametrize("folder", ["plans", "amendments"])
def test_no_word_of_the_real_documents_is_lost(shared, folder):
    for file in sorted((shared / "corpus" / folder).iterdir()):
        source = file.read_text(encoding="utf-8", errors="replace")
        text = read_text(source)
        assert interleaves(source.split(), printed(text).split(), furniture_words(text)), file.name
