"""Paragraphs that two readers parted differently are compared as they are printed."""

from __future__ import annotations

from engross.clauses.clause import Clause, Text
from engross.clauses.words import printed
from engross.comparing.compare import NEW, OLD, compare, side

FIRST, LAST = "the number of securities available", "the exercise price of each outstanding Option"
TAIL = "shall be appropriately adjusted by the Company to the extent the Board shall determine in good faith."


def paragraph(prefix: str, *items: tuple[str | None, str], joints: tuple[str, ...]) -> Text:
    children = tuple(
        Clause(id=f"{prefix}{n}", label=label, text=words, layout="inline") for n, (label, words) in enumerate(items)
    )
    clause = Clause(id=f"{prefix}p", label="1.", text="In the event of any merger,", children=children, joints=joints)
    return Text(root=Clause(id=f"{prefix}t", children=(clause,)))


def test_words_after_a_list_read_into_its_last_item_are_no_change():
    old = paragraph("a", ("(i)", FIRST), ("(ii)", LAST), (None, TAIL), joints=(", and", "", ""))
    new = paragraph("b", ("(i)", FIRST), ("(ii)", f"{LAST} {TAIL}"), joints=(", and", ""))
    assert printed(old) == printed(new)
    assert compare(old, new).changes == ()
    assert all(item.sign == "=" for line in compare(old, new).lines() for item in line.items)


def test_a_word_changed_in_it_is_one_rewording():
    old = paragraph("a", ("(i)", FIRST), ("(ii)", LAST), (None, TAIL), joints=(", and", "", ""))
    new = paragraph("b", ("(i)", FIRST), ("(ii)", f"{LAST} {TAIL.replace('Board', 'Committee')}"), joints=(", and", ""))
    found = compare(old, new)
    assert [change.kinds for change in found.changes] == [("reworded",)]
    marked = [(item.sign, item.text) for line in found.lines() for item in line.items if item.sign != "="]
    assert marked == [("-", "Board"), ("+", "Committee")]
    assert (side(found.lines(), OLD), side(found.lines(), NEW)) == (printed(old), printed(new))


def test_an_item_really_deleted_is_still_told_as_an_item():
    old = paragraph("a", ("(i)", FIRST), ("(ii)", LAST), ("(iii)", TAIL), joints=(",", ", or", ""))
    new = paragraph("b", ("(i)", FIRST), ("(ii)", TAIL), joints=(", or", ""))
    assert "deleted" in compare(old, new).counts()
