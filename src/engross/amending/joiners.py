"""Editorial repair of lists: a list that was regular stays regular when items come and go; nothing else is touched."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engross.amending.draft import Draft
from engross.amending.perform import Touched
from engross.amending.record import Change, Edit
from engross.clauses.addresses import Index
from engross.clauses.clause import Clause
from engross.clauses.series import Series, parted
from engross.problems import Problem


@dataclass(slots=True)
class _Items:
    """The numbered items of a list, with the marks after them; placeholders at its end are set apart."""

    ids: list[str]
    places: list[int]
    joints: list[str]
    trailing: int


def repair(draft: Draft, touched: Touched, instrument: str) -> tuple[list[Change], list[Problem]]:
    """Restore the marks of lists whose items changed, as they were joined before the instrument (rules 6 and 7).

    Args:
        draft: The text with the instrument's orders carried out; changed.
        touched: The lists that changed, and the items whose marks the instrument's own words give, which win.
        instrument: The instrument's id.

    Returns:
        The repairs, and what was left for a person to look at.
    """
    changes: list[Change] = []
    findings: list[Problem] = []
    for parent_id in sorted(each for each in touched.lists if each in draft.clauses and each in draft.start.clauses):
        old, now = _items(draft.start, parent_id), _items(draft, parent_id)
        cited = draft.citation(parent_id) or "the text"
        if not any(old.joints[:-1]):
            continue
        if len(now.ids) < 2 <= len(old.ids):
            findings.append(_shrunk(cited, len(now.ids)))
        if touched.ordered & {*old.ids, *now.ids} or not now.ids:
            continue
        pattern = Series.of(tuple(old.joints))
        if pattern is None:
            findings.append(_irregular(cited, "was joined in no regular way before"))
            continue
        wanted = list(pattern.joints(len(now.ids)))
        given = _given_otherwise(now, wanted, touched.given)
        if given:
            findings.append(
                _irregular(cited, f"is given the word “{given}” by the instrument where the list needs none")
            )
            continue
        if wanted != now.joints:
            changes.append(_rejoin(draft, parent_id, now, wanted, instrument))
    return changes, findings


def _items(index: Index, parent_id: str) -> _Items:
    parent = index.clauses[parent_id]
    children = [index.clauses[each.id] for each in parent.children]
    numbered = [n for n, each in enumerate(children) if each.label]
    live = max((n for n in numbered if children[n].status == "in force"), default=-1)
    kept = [n for n in numbered if n <= live and not _closed(children[n])]
    return _Items([children[n].id for n in kept], kept, [parent.joint(n) for n in kept], len(numbered) - len(kept))


def _closed(clause: Clause) -> bool:
    """Say whether a placeholder brings its own mark (``Repealed.``), so that the list skips it."""
    return clause.status != "in force" and clause.text[-1:] in tuple(".;,")


def _given_otherwise(now: _Items, wanted: list[str], given: set[str]) -> str:
    """Return a conjunction that the instrument's own new words give where the pattern has another, or none."""
    for item, joint, want in zip(now.ids, now.joints, wanted, strict=True):
        word = parted(joint)[1]
        if item in given and word and word != parted(want)[1]:
            return word
    return ""


def _rejoin(draft: Draft, parent_id: str, now: _Items, wanted: list[str], instrument: str) -> Change:
    parent, cited = draft.clauses[parent_id], draft.citation(parent_id) or "the text"
    joints = list(parent.joints or ("",) * len(parent.children))
    edits = []
    for item, place, joint, want in zip(now.ids, now.places, now.joints, wanted, strict=True):
        if joint != want:
            joints[place] = want
            edits.append(Edit(item, "joint", 0, 0, joint, want))
    draft.put(replace(parent, joints=tuple(joints) if any(joints) else ()))
    done = "; ".join(_told(draft, edit) for edit in edits)
    return Change(
        instrument=instrument,
        instruction="",
        authority="editorial",
        bound=(parent_id,),
        cited=(cited,),
        edits=tuple(edits),
        before=" … ".join(edit.removed for edit in edits),
        after=" … ".join(edit.added for edit in edits),
        note=f"In {cited} the list keeps the marks and the conjunction it had: {done}. "
        "Done by the compiler, not ordered; the sense is the list's own.",
    )


def _told(draft: Draft, edit: Edit) -> str:
    label = draft.clauses[edit.clause].label or "the item"
    if not edit.removed:
        return f"“{edit.added}” is kept after {label}"
    if not edit.added:
        return f"“{edit.removed}” is left out after {label}"
    return f"“{edit.added}” stands for “{edit.removed}” after {label}"


def _shrunk(cited: str, left: int) -> Problem:
    return Problem(
        code="W168",
        severity="warning",
        what=f"{'one item is' if left else 'no item is'} left of the list in {cited}",
        remedy="consider restating the provision without a list",
        place=cited,
    )


def _irregular(cited: str, why: str) -> Problem:
    return Problem(
        code="W068",
        severity="warning",
        what=f"the list in {cited} {why}, so its marks and conjunctions are left as the orders leave them",
        remedy="read the list through, and order its marks where they should change",
        place=cited,
    )
