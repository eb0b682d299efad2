"""New provisions: ids of their own, marks like their siblings', and the mark that belongs to the list they join."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from engross.amending.draft import Draft
from engross.clauses import labels
from engross.clauses.clause import Clause, Status
from engross.clauses.series import glue, split_joint

_LABEL = re.compile(
    r"(?P<label>(?:Section|SECTION|Article|ARTICLE|§)\s*[\w.-]+[.:]?|\([A-Za-z0-9]{1,6}\)|\d+(?:\.\d+)+[A-Z]?\.?"
    r"|\d+[A-Z]?[.)]|[A-Za-z]{1,6}[.)])(?:\s+|$)"
)
_PLACEHOLDER = re.compile(r"\[?(?:intentionally\s)?(?:reserved|omitted)\.?\]?[.;,]?", re.IGNORECASE)
_HEADING = re.compile(r"(?P<heading>[A-Z][^.;:\"“”]{1,78}\.)\s+(?=[A-Z\"“(\[])")


def from_words(words: str, *, headed: bool) -> Clause:
    """Read a provision that is given as words only: a leading label and heading are parted off, the rest is its words.

    Args:
        words: The new words as given.
        headed: True where its siblings have headings, so that a short first sentence is taken for one.
    """
    label, rest = None, " ".join(words.split())
    match = _LABEL.match(rest)
    if match and labels.readings(labels.key(match["label"])):
        label, rest = match["label"], rest[match.end() :]
    heading = _HEADING.match(rest) if headed else None
    if heading and _is_heading(heading["heading"]):
        return Clause(id="", label=label, heading=heading["heading"], text=rest[heading.end() :], layout="run-in")
    return Clause(id="", label=label, text=rest)


def without_label(clause: Clause, label: str) -> Clause:
    """Part a number off words that repeat the number of the provision they restate."""
    match = _LABEL.match(clause.text)
    if match and labels.key(match["label"]).casefold() == labels.key(label).casefold():
        return replace(clause, label=match["label"], text=clause.text[match.end() :])
    return clause


def _is_heading(words: str) -> bool:
    """Say whether a short sentence is a heading: few words, the long ones capitalised."""
    long = [word for word in words.split() if len(word) > 4]
    return len(words.split()) <= 10 and all(word[0].isupper() or not word[0].isalpha() for word in long)


def numeral_of(cited: str) -> str:
    """Return the bare number at the end of a citation: ``9(j)`` gives ``j``."""
    match = re.search(r"\(([^()]+)\)\s*$", cited)
    return match[1].strip() if match else labels.key(cited)


def with_marks_of(label: str, siblings: Iterable[Clause]) -> str:
    """Return a bare number printed in the marks its siblings are printed in; ``(a)`` where there are none.

    Where ``Section 1.`` and ``2.2`` stand side by side, 2.3 is printed as the one whose stem it shares.
    """
    labelled = [each.label for each in siblings if each.label]
    stems = {reading.stem for reading in labels.readings(label)}
    alike = (each for each in labelled if stems & {reading.stem for reading in labels.readings(labels.key(each))})
    like = next(alike, labelled[0] if labelled else None)
    return labels.parse(like).with_numeral(label) if like else f"({label})"


def with_ids(clause: Clause, draft: Draft, prefix: str, old: Clause | None = None) -> Clause:
    """Return a provision whose ids are unique in the text.

    A clause that restates another takes its id, and so does each provision under it that bears the same number as one
    under the other: it is the same provision with other words.

    Args:
        clause: The new clause as read.
        draft: The text; the ids given are reserved in it.
        prefix: What a made id begins with.
        old: The clause it restates.
    """
    if old is not None:
        given = old.id
    elif clause.id and draft.free(clause.id):
        given = clause.id
    else:
        given = fresh_id(f"{prefix}-{labels.key(clause.label) if clause.label else 'p'}", draft)
    draft.reserved.add(given)
    known = {labels.key(each.label): each for each in (old.children if old else ()) if each.label}
    children = []
    for child in clause.children:
        before = known.pop(labels.key(child.label), None) if child.label else None
        children.append(with_ids(child, draft, prefix, before))
    status: Status = "reserved" if _PLACEHOLDER.fullmatch(clause.text) and not children else clause.status
    return replace(clause, id=given, children=tuple(children), status=status)


def fresh_id(wanted: str, draft: Draft) -> str:
    """Return an id no clause has, had or is to have: the one wanted, or that with a number."""
    wanted = re.sub(r"[^\w.-]+", "-", wanted)
    if draft.free(wanted):
        return wanted
    return next(f"{wanted}-{n}" for n in count(2) if draft.free(f"{wanted}-{n}"))


def part_tail(clause: Clause) -> tuple[Clause, str]:
    """Part a provision from the mark that its words end with and that the list it joins will own.

    A mark after its last item, or after its last words, is the outer list's: ``(b) in kind; or`` gives ``; or``.
    """
    if clause.children:
        last = len(clause.children) - 1
        if clause.joint(last):
            joints = (*clause.joints[:-1], "")
            return replace(clause, joints=joints if any(joints) else ()), clause.joints[-1]
        child, joint = part_tail(clause.children[-1])
        return (replace(clause, children=(*clause.children[:-1], child)), joint) if joint else (clause, "")
    if clause.rows or not clause.text:
        return clause, ""
    words, joint = split_joint(clause.text)
    return (replace(clause, text=words), joint) if joint else (clause, "")


def with_tail(clause: Clause, joint: str) -> Clause:
    """Return a provision whose last words are followed by a mark that no list owns any more."""
    if not clause.children:
        return replace(clause, text=glue(clause.text, joint))
    last = len(clause.children) - 1
    joints = [clause.joint(n) for n in range(last + 1)]
    joints[last] = glue(joints[last], joint) if joints[last] else joint
    return replace(clause, joints=tuple(joints))


def like_siblings(clause: Clause, parent: Clause) -> Clause:
    """Return a provision laid out as its siblings are: inline among inline items, else its own paragraph."""
    siblings = [each for each in parent.children if bool(each.label) == bool(clause.label)]
    if not siblings:
        return clause
    inline = all(each.layout == "inline" for each in siblings)
    if inline:
        return replace(clause, layout="inline")
    if clause.layout == "inline":
        return replace(clause, layout="block")
    return clause
