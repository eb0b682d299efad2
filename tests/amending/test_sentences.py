"""Sentences: where they end, and where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.amending.find import Span
from engross.amending.sentences import pick, sentences


def parted(printed: str) -> list[str]:
    return [printed[start:end] for start, end in sentences(printed, Span(0, len(printed)))]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Acme Inc. pays. It ends.", ["Acme Inc. pays.", "It ends."]),
        ("See Sec. 5 and No. 6. End.", ["See Sec. 5 and No. 6.", "End."]),
        ("A price of $.01 par. End.", ["A price of $.01 par.", "End."]),
        ("J. P. Morgan acts. It is paid.", ["J. P. Morgan acts.", "It is paid."]),
        ("The U.S. law governs. End.", ["The U.S. law governs.", "End."]),
        ('A "Participant." Any other.', ['A "Participant."', "Any other."]),
        ("It reads (as amended.) Then it ends.", ["It reads (as amended.)", "Then it ends."]),
        ("at (i) one; or (ii) two. Notwithstanding.", ["at (i) one; or (ii) two.", "Notwithstanding."]),
        ("no full stop", ["no full stop"]),
        ("Ends on day 5. The rest.", ["Ends on day 5.", "The rest."]),
        ("It keeps it. The rest.", ["It keeps it.", "The rest."]),
        ("See Schedule A. The rest.", ["See Schedule A.", "The rest."]),
        ("As follows:\niii. to the extent. The rest.", ["As follows:\niii. to the extent.", "The rest."]),
        ("On May 1, 2005. The rest.", ["On May 1, 2005.", "The rest."]),
        ("one.\nan item.", ["one.", "an item."]),
        ("May it? It may! Yes.", ["May it?", "It may!", "Yes."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(printed, expected):
    assert parted(printed) == expected


@given(st.text(st.sampled_from('Ab1. ?!\n"”)('), max_size=60))
def test_no_sign_but_blanks_is_lost(printed):
    assert "".join("".join(parted(printed)).split()) == "".join(printed.split())


@pytest.mark.parametrize(
    ("ordinal", "start"), [(1, 0), ("first", 0), ("last", 2), ("penultimate", 1), (3, 2), (4, None), (0, None)]
)
def test_pick(ordinal, start):
    found = pick((Span(0, 1), Span(1, 2), Span(2, 3)), ordinal)
    assert (found.start if found else None) == start
