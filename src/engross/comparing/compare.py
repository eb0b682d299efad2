"""Two texts compared: every change with its place, its words and, where it is known, who made it."""

from __future__ import annotations

from engross.clauses.clause import Text
from engross.clauses.uncollected import uncollected
from engross.comparing.changes import Change
from engross.comparing.comparison import Comparison, compared
from engross.comparing.provenance import attribute
from engross.comparing.steps import History
from engross.comparing.stream import NEW, OLD, Line, side
from engross.comparing.wording import Item


@uncollected()
def compare(old: Text, new: Text, *, history: History | None = None, ids: bool | None = None) -> Comparison:
    """Compare two texts clause by clause.

    Args:
        old: The text before.
        new: The text after.
        history: The versions between the two with the instruments that made them; every change then says by whom.
        ids: True where the same id is the same provision; False to go by words alone; None to find out.

    Returns:
        The comparison; the same clauses in both (one object) cost nothing.
    """
    found = compared(old, new, ids=ids)
    return found if history is None else attribute(found, history)


__all__ = ["NEW", "OLD", "Change", "Comparison", "Item", "Line", "compare", "side"]
