"""References: those that follow a number, those that should have, and those of other papers that never do."""

from __future__ import annotations

from engross.clauses.clause import Clause, Text
from engross.comparing.compare import compare

BODY = (
    "The Board shall have authority to adopt and repeal such rules as it shall deem advisable.",
    "No Option shall be exercisable after ten years from the date of grant.",
    "Upon a merger the number of shares shall be appropriately adjusted by the Company.",
)


def plan(*words: tuple[str, str]) -> Text:
    return Text(
        kind="plan",
        root=Clause(
            id="p", children=tuple(Clause(id=f"x{n}", label=label, text=text) for n, (label, text) in enumerate(words))
        ),
    )


def compared(reference_before: str, reference_after: str):
    old = plan(("1.", BODY[0]), ("2.", BODY[1]), ("3.", reference_before))
    new = plan(("1.", BODY[0]), ("2.", BODY[2]), ("3.", BODY[1]), ("4.", reference_after))
    return compare(old, new, ids=False)


def kinds_of(comparison, words: str):
    found = [change for change in comparison.changes
             if change.new and words in comparison.matching.new.clauses[change.new.position].text]  # fmt: skip
    return set(found[0].kinds) if found else set()


def test_a_reference_that_follows_is_conforming_and_no_rewording():
    found = compared(
        "Subject to Section 2, Options may be granted to directors.",
        "Subject to Section 3, Options may be granted to directors.",
    )
    assert kinds_of(found, "Subject to") == {"relabelled", "conforming reference"}


def test_a_reference_that_did_not_follow_is_stale_and_says_what_it_should_be():
    found = compared(
        "Subject to Section 2, Options may be granted to directors.",
        "Subject to Section 2, Options may be granted to directors.",
    )
    assert kinds_of(found, "Subject to") == {"relabelled", "stale reference"}
    (reference,) = [each for change in found.changes for each in change.references]
    assert (reference.written, reference.now, reference.follows) == ("2", "3", False)


def test_a_section_of_a_statute_is_never_stale():
    for words in ("Options as defined in Section 2 of the Internal Revenue Code of 1986 are not granted here.",
                  "Subject to Section 2 of the Securities Exchange Act, Options may be granted to all."):  # fmt: skip
        assert "stale reference" not in compared(words, words).counts()


def test_a_reference_to_what_is_gone_is_stale():
    words = "Subject to Section 2, Options may be granted to directors of the Company."
    old = plan(("1.", BODY[0]), ("2.", BODY[1]), ("3.", words))
    new = plan(("1.", BODY[0]), ("3.", words))
    (reference,) = [each for change in compare(old, new, ids=False).changes for each in change.references]
    assert (reference.written, reference.now) == ("2", "")


def test_where_no_number_changed_no_reference_is_judged():
    words = "Subject to Section 2, Options may be granted."
    old = plan(("1.", BODY[0]), ("2.", BODY[1]), ("3.", words))
    new = plan(("1.", BODY[0]), ("2.", BODY[1].replace("ten", "nine")), ("3.", words))
    assert compare(old, new, ids=False).counts() == {"reworded": 1}


def test_a_relative_reference_is_stale_where_its_item_has_another_number():
    def listed(*items):
        return Text(root=Clause(id="p", children=(
            Clause(id="l", label="1.", text="Shares are paid", children=tuple(
                Clause(id=each, label=label, text=words) for each, label, words in items), joints=(";",) * len(items)),
        )))  # fmt: skip

    cash, note, other = "in cash or by check to the Company", "by a note of the Participant", "as in clause (iii) above"
    third = "by delivery of shares owned for six months"
    old = listed(("a", "(i)", cash), ("b", "(ii)", note), ("c", "(iii)", third), ("d", "(iv)", other))
    new = listed(("a", "(i)", cash), ("c", "(ii)", third), ("d", "(iii)", other))
    (reference,) = [each for change in compare(old, new).changes for each in change.references]
    assert (reference.written, reference.now, reference.follows) == ("iii", "ii", False)


def test_a_section_of_another_paper_is_not_judged():
    for words in (
        "The option is granted under Section 2 of the Company's Bylaws to each director.",
        "As ERISA Section 2 and Code Section 2 require, each director is paid.",
    ):
        assert "stale reference" not in compared(words, words).counts()
