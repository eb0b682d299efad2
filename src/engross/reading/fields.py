"""The grammar of file kinds in one place: records of named fields, values, lists, and choices by shape.

From one declaration come the reader (:meth:`Type.read`), the writer (:meth:`Type.write`) and the schema editors
use (:meth:`Type.schema`), so the three cannot disagree.
"""

from __future__ import annotations

from engross.reading.asking import BROKEN, Type
from engross.reading.record import Field, Here, Record
from engross.reading.scalars import IDENTITY, Choice, Day, Exact, Flag, NumberOr, Whole, Words
from engross.reading.shapes import Later, Many, Named, OneOf, Shaped, Turned

__all__ = [
    "BROKEN", "IDENTITY", "Choice", "Day", "Exact", "Field", "Flag", "Here", "Later", "Many", "Named", "NumberOr",
    "OneOf", "Record", "Shaped", "Turned", "Type", "Whole", "Words",
]  # fmt: skip
