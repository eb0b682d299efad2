"""The collector waits, and works again whatever happens."""

from __future__ import annotations

import gc

import pytest

from engross.clauses.uncollected import uncollected


def test_it_waits_and_works_again():
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_a_fault():
    with pytest.raises(ValueError, match="fault"), uncollected():
        raise ValueError("fault")
    assert gc.isenabled()


def test_who_stopped_it_before_finds_it_stopped():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
