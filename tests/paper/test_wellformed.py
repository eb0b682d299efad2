"""Signs no page may hold are refused wherever they stand."""

from __future__ import annotations

import pytest

from engross.paper.document import Document, Line, Paragraph, Run, SignatureBlock, Table
from engross.paper.wellformed import refuse_unprintable
from engross.problems import InputError

RUNS = (Run("Ann\x1bLee"),)
PLACES = {
    "a run": Document(title="t", blocks=(Paragraph(runs=RUNS),)),
    "a label": Document(title="t", blocks=(Paragraph(runs=(), label=RUNS),)),
    "a cell": Document(title="t", blocks=(Table(rows=((RUNS,),)),)),
    "a line": Document(title="t", blocks=(SignatureBlock(rows=((Line(name="n", value="Ann\x1bLee"),),)),)),
    "a title": Document(title="Ann\x1bLee", blocks=()),
    "a footer": Document(title="t", blocks=(), footer="Ann\x1bLee"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_control_character_is_refused_and_shown(place):
    with pytest.raises(InputError) as refused:
        refuse_unprintable(PLACES[place])
    assert str(refused.value) == "error E007: U+001B in Ann\\x1bLee\nhelp: take the sign out; it cannot be printed"


def test_letters_of_every_script_are_printed():
    refuse_unprintable(Document(title="t", blocks=(Paragraph(runs=(Run("李小龍 Łukasz é 𝔏 \u2028 a\nb\tc"),)),)))
