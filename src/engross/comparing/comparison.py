"""A comparison as a value, and how two texts are compared where nobody knows who made the changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from engross.clauses.clause import Text
from engross.clauses.uncollected import uncollected
from engross.comparing.changes import Change, Place, count_words, counted
from engross.comparing.matching import Matching, match
from engross.comparing.references import judge
from engross.comparing.steps import History
from engross.comparing.stream import Line
from engross.comparing.survey import Finding, Survey
from engross.comparing.weaver import Weaver
from engross.comparing.wording import Item

Credit = Callable[[tuple[Line, ...]], tuple[Line, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between two texts.

    Args:
        old: The text before.
        new: The text after.
        changes: In the order of the text.
        matching: Which clause is which.
        survey: What happened to every clause.
        history: The versions between, where they are known.
        credit: Says of the merged stream's lines who made each word; None where nobody knows.
    """

    old: Text
    new: Text
    changes: tuple[Change, ...]
    matching: Matching = field(repr=False, compare=False)
    survey: Survey = field(repr=False, compare=False)
    history: History | None = field(default=None, repr=False, compare=False)
    credit: Credit | None = field(default=None, repr=False, compare=False)

    def counts(self) -> dict[str, int]:
        """Return how many changes there are of each kind that occurs, the weightiest first."""
        return counted(self.changes)

    @uncollected()
    def lines(self) -> tuple[Line, ...]:
        """Weave the merged stream; its two sides are the printed words of the two texts."""
        lines = Weaver(self.survey).weave()
        return lines if self.credit is None else self.credit(lines)

    def moves(self) -> tuple[Change, ...]:
        """Return the changes that moved something."""
        return tuple(change for change in self.changes if "moved" in change.kinds)


def compared(old: Text, new: Text, *, ids: bool | None = None) -> Comparison:
    """Compare two texts clause by clause, whoever made the changes.

    Args:
        old: The text before.
        new: The text after.
        ids: True where the same id is the same provision; False to go by words alone; None to find out.
    """
    survey = Survey(match(old.root, new.root, ids=ids), _own_names(new))
    judge(survey)
    survey.settle()
    weaver: list[Weaver] = []
    changes = tuple(_change(survey, number, finding, weaver) for number, finding in enumerate(survey.findings, 1))
    return Comparison(old=old, new=new, changes=changes, matching=survey.matching, survey=survey)


def _own_names(text: Text) -> frozenset[str]:
    """Return what a text calls itself: what it is, and the last word of its name."""
    return frozenset(name for name in (text.kind.title(), *text.name.split()[-1:]) if name)


def _change(survey: Survey, number: int, finding: Finding, weaver: list[Weaver]) -> Change:
    """Make the change of a finding; a weaver is made for the first that needs one."""
    old = survey.place(0, finding.here) if finding.here >= 0 else None
    new = survey.place(1, finding.there) if finding.there >= 0 else None
    words = survey.joint_items(finding, number) if finding.joints else _words(survey, finding, number, weaver)
    return Change(
        number=number,
        kinds=tuple(finding.kinds),
        old=old,
        new=new,
        words=words,
        deleted=count_words(words, "-", labels="relabelled" not in finding.kinds),
        inserted=count_words(words, "+", labels="relabelled" not in finding.kinds),
        references=tuple(finding.references),
        parts=_parts(survey, finding),
    )


def _words(survey: Survey, finding: Finding, number: int, weaver: list[Weaver]) -> tuple[Item, ...]:
    if finding.there >= 0 and finding.here >= 0 and "moved" not in finding.kinds:
        clause = survey.matching.new.clauses[finding.there]
        wording = survey.wordings.get(finding.there, [])
        return tuple(Item(sign, text, slot, number if sign != "=" else 0, clause) for sign, text, slot in wording)
    if not weaver:
        weaver.append(Weaver(survey))
    return weaver[0].clause(1, finding.there) if finding.there >= 0 else weaver[0].clause(0, finding.here)


def _parts(survey: Survey, finding: Finding) -> tuple[Place, ...]:
    parting = survey.parting(finding.here, finding.there)
    if parting is None or finding.here < 0 or finding.there < 0:
        return ()
    return tuple(survey.place(int(parting.kind == "split"), part) for part in parting.parts)
