"""The steps between two versions: every version, and whose sentences made it out of the one before."""

from __future__ import annotations

from dataclasses import dataclass, field

from engross.clauses.clause import Text
from engross.comparing.changes import Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What happened between two versions.

    Args:
        versions: Every version in order, the first and the last included.
        steps: Who made each version out of the one before; one fewer than versions.
        touched: For each clause id, whose sentences changed it, in order.
    """

    versions: tuple[Text, ...]
    steps: tuple[Authority, ...]
    touched: dict[str, tuple[Authority, ...]] = field(default_factory=dict)
