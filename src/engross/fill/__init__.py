"""The bridge: texts and grants to documents; all that crosses from law to paper."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engross.paper.document import Document


class _Bridge(ModuleType):
    """The room itself: called, it is the verb of its name, for `engross.fill` names both."""

    def __call__(self, *args: Any, **named: Any) -> Document:
        """Fill a form from a grant record, as :func:`engross.fill.grants.fill` does."""
        made: Document = import_module("engross.fill.grants").fill(*args, **named)
        return made


sys.modules[__name__].__class__ = _Bridge
