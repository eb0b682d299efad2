"""engross keeps legal texts as structured clauses and turns them into papers ready to sign."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Each verb is loaded when it is first used: a command that compares need not load what makes PDF.
_VERBS = {
    "read_project": "engross.reading.project",
    "read_text": "engross.reading.plain",
    "read_file": "engross.reading.filed",
    "read_amendment": "engross.understanding.instrument",
    "amend": "engross.amending.amend",
    "consolidate": "engross.amending.consolidate",
    "compare": "engross.comparing.compare",
    "draft": "engross.comparing.draft",
    "check": "engross.granting.check",
    "lint": "engross.linting.lint",
    "lay_out": "engross.filling.layout",
    "fill": "engross.filling.grants",
    "packet": "engross.paper.packet",
    "render": "engross.filling.render",
}

__all__ = ["__version__", *_VERBS]  # noqa: PLE0604 - the verbs are named once, above


def __getattr__(name: str) -> Any:
    """Load a verb when it is asked for (PEP 562)."""
    if name not in _VERBS:
        raise AttributeError(name)
    return getattr(import_module(_VERBS[name]), name)


def __dir__() -> list[str]:
    """Name the public members."""
    return sorted(__all__)
