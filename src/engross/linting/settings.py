"""The file lint.yaml beside a project: what a lawyer has looked at and lets stand, and other severities."""

from __future__ import annotations

from dataclasses import dataclass

from engross.linting.catalogue import CHECKS
from engross.linting.lint import Ignore
from engross.problems import Severity
from engross.reading.fields import Field, Many, Named, Record
from engross.reading.kind import Kind
from engross.reading.scalars import Choice, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What lint.yaml says.

    Args:
        ignore: Findings that stand, each with its reason.
        severity: Other severities than the catalogue's, by code.
    """

    ignore: tuple[Ignore, ...] = ()
    severity: dict[str, Severity] | None = None


_CODE = Choice(tuple(CHECKS))
_IGNORE = Record(
    name="ignore",
    make=Ignore,
    placed=True,
    fields=(
        Field(name="code", type=_CODE, required=True, about="the check"),
        Field(name="reason", type=Words(longest=500), required=True, about="why the finding may stand"),
        Field(name="text", type=Words(longest=100), default="", about="the id of the text; every text where left out"),
        Field(name="at", type=Words(longest=100), default="", about="the provision and all under it, as cited"),
        Field(name="quote", type=Words(longest=500), default="", about="the words it speaks of"),
    ),
)
LINT = Kind(
    name="lint/1",
    about="Findings of the lint that stand on purpose, and other severities.",
    record=Record(
        name="lint",
        make=Settings,
        fields=(
            Field(name="ignore", type=Many(_IGNORE), default=(), about="findings that stand, each with its reason"),
            Field(
                name="severity",
                type=Named(of=Choice(("error", "warning", "info")), known=tuple(CHECKS)),
                default={},
                about="severities by code",
            ),
        ),
    ),
)
