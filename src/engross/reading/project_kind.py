"""The project file, engross.yaml: which files make the project, and where its papers go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engross.problems import Source
from engross.reading.fields import Choice, Field, Many, Named, Record, Words
from engross.reading.kind import Kind

LeapDay = Literal["feb28", "mar1"]

# forward slashes, relative, never upward: a project means the same files on every machine, and only its own
_INSIDE = r"^(?!/)(?!.*\\)(?!.*(^|/)\.\.(/|$))(?![A-Za-z]:)[^\s].*$"
PATH = Words(longest=255, pattern=_INSIDE, says="a path inside the project's folder", code="E017")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What engross.yaml says.

    Args:
        name: What the project is called.
        plan: The file of the plan as adopted.
        amendments: The files of its amendments, in their order.
        forms: The files of the forms by their names, in the order of a packet.
        rules: The file of the plan's own rules; empty for none.
        grants: Files of grant records, or patterns of them.
        template: The Word template that gives papers their look; empty for the house's own.
        output: The folder papers go to.
        leap_day: Where 29 February falls in a year without one; empty for what the plan's rules say.
        source: Where it was read.
    """

    name: str
    plan: str
    amendments: tuple[str, ...] = ()
    forms: dict[str, str] | None = None
    rules: str = ""
    grants: tuple[str, ...] = ()
    template: str = ""
    output: str = "output"
    leap_day: LeapDay | Literal[""] = ""
    source: Source | None = None


PROJECT = Kind(
    name="project/1",
    about="A project folder: its plan, amendments, forms and grants, and where papers go.",
    record=Record(
        name="project",
        make=Contents,
        placed=True,
        fields=(
            Field(name="name", type=Words(longest=255), required=True, about="what the project is called"),
            Field(name="plan", type=PATH, required=True, about="the file of the plan as adopted"),
            Field(name="amendments", type=Many(PATH), default=(), about="the files of its amendments, in their order"),
            Field(name="forms", type=Named(of=PATH, known=("agreement", "acceptance")), default={},
                  about="the forms by name, in the order of a packet"),
            Field(name="rules", type=PATH, default="", about="the file of the plan's own rules"),
            Field(name="grants", type=Many(PATH), default=(), about="grant records, or patterns: grants/*.yaml"),
            Field(name="template", type=PATH, default="", about="the Word template that gives papers their look"),
            Field(name="output", type=PATH, default="output", about="the folder papers go to"),
            Field(name="leap_day", type=Choice(("feb28", "mar1")), default="",
                  about="where 29 February falls in a year without one, if not as the plan's rules say"),
        ),
    ),
)  # fmt: skip
