"""Real originals and amendments end in a right text or in named refusals, and in the same ones as when last read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))
from pairs import GOLDEN, PAIRS, outcome


@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
def test_a_pair_ends_as_it_was_approved(shared, pair):
    """Places, digests of the words before and after, codes of refusal."""
    name, original, amendment = pair
    golden = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
    assert outcome(shared / "corpus" / "pairs" / name, original, amendment) == golden[f"{name}/{amendment}"]


def test_no_text_is_made_while_a_sentence_is_refused():
    """A pair with a refusal gives no text."""
    golden = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
    for told in golden.values():
        assert not (told["text"] and any("codes" in row for row in told["sentences"]))
