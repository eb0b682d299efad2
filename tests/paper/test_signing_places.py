"""The places of a signature block: words with the line that belongs to them."""

from __future__ import annotations

from engross.paper.document import Line, Run, SignatureBlock
from engross.paper.signing import Entry, columns, entries

BY, DATED = (Run("By:"),), (Run("Dated:"),)
LINE, OTHER = Line(name="one"), Line(name="two")


def test_a_line_belongs_to_the_words_before_it():
    assert entries((BY, LINE)) == (Entry(BY, LINE),)


def test_words_without_a_line_are_a_place_of_their_own():
    assert entries((DATED, BY, LINE)) == (Entry(DATED), Entry(BY, LINE))


def test_a_line_alone_is_a_place():
    assert entries((LINE,)) == (Entry((), LINE),)


def test_an_empty_cell_keeps_the_left_side_open():
    assert entries(((), BY, LINE)) == (Entry(()), Entry(BY, LINE))


def test_an_empty_cell_before_a_line_alone_keeps_it_at_the_right():
    assert entries(((), LINE)) == (Entry(()), Entry((), LINE))


def test_two_lines_are_two_places():
    assert entries((DATED, LINE, BY, OTHER)) == (Entry(DATED, LINE), Entry(BY, OTHER))


def test_the_widest_row_says_how_many_stand_side_by_side():
    assert columns(SignatureBlock(rows=((BY, LINE), (DATED, LINE, BY, OTHER)))) == 2
    assert columns(SignatureBlock(rows=())) == 1
