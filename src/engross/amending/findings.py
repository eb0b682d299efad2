"""Findings: what a person must look at after an instrument, each with its remedy (rules 4, 8, 10 and 11)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby, pairwise

from engross.amending.draft import Draft
from engross.amending.record import Change
from engross.amending.references import Reference, references, told
from engross.amending.sequence import Rank, order_of
from engross.clauses import labels
from engross.clauses.addresses import Index
from engross.clauses.clause import Clause, Text
from engross.clauses.terms import Terms, definitions, terms
from engross.problems import Problem


def after_instrument(before: Text, after: Text, draft: Draft, changes: tuple[Change, ...]) -> list[Problem]:
    """Return the findings on a text after an instrument was carried out on it.

    Args:
        before: The text before.
        after: The text after.
        draft: The working copy, for where clauses stand.
        changes: What was done.
    """
    index = Index(after.root)
    left = references(before, after, affected(before, after, changes))
    return [
        *numbering(draft, changes),
        *stops(draft, changes),
        *idle(changes),
        *(told(each, index) for each in left),
        *defined_terms(before, after),
    ]


def affected(before: Text, after: Text, changes: Iterable[Change]) -> frozenset[str]:
    """Return the ids of the provisions an instrument touched, with all under them, as they stood and as they stand."""
    ids: set[str] = set()
    for change in changes:
        ids.update(change.touched)
    for root in (before.root, after.root):
        ids |= {under.id for each in root.walk() if each.id in ids for under in each.walk()}
    return frozenset(ids - {before.root.id})


def numbering(draft: Draft, changes: tuple[Change, ...]) -> list[Problem]:
    """Return gaps and disorder in the numbers of the lists that changed."""
    parents: dict[str, None] = {}
    for change in changes:
        for clause_id in (*change.inserted, *change.moved, *(each for each, _, _ in change.relabelled)):
            if clause_id in draft.parents:
                parents[draft.parents[clause_id]] = None
        for clause_id in change.deleted:
            parent = draft.start.parents.get(clause_id, "")
            if parent in draft.clauses:
                parents[parent] = None
    return [each for parent_id in parents for each in _numbers(draft, parent_id)]


def _numbers(draft: Draft, parent_id: str) -> list[Problem]:
    """Return the gaps and falls in the numbers of a list; exhibits and sections are counted apart."""
    labelled = _labels(draft, draft.clauses[parent_id])
    found: list[Problem] = []
    for unit, group in groupby(labelled, key=lambda label: labels.parse(label).unit):
        found += _run_of_numbers(draft, parent_id, unit, tuple(map(labels.key, group)))
    return found


def _labels(index: Index, clause: Clause) -> list[str]:
    """Return the labels of a clause's own items; those under an unnumbered paragraph are another list."""
    return [label for child in clause.children if (label := index.clauses[child.id].label)]


def _run_of_numbers(draft: Draft, parent_id: str, unit: str, bare: tuple[str, ...]) -> list[Problem]:
    ranks = order_of(bare)
    if ranks is None:
        return []
    known = _gaps(draft, parent_id)
    cited = draft.citation(parent_id) or "the text"
    found = []
    opening = _opening(draft, parent_id, unit)
    if opening and opening != bare[0] and ranks[0] > _rank(opening, bare):
        what = f"in {cited} the numbers begin with {bare[0]} where they began with {opening}"
        found.append(_numbering("W166", what, cited))
    for (left, right), (first, second) in zip(pairwise(ranks), pairwise(bare), strict=True):
        if right < left:
            found.append(_numbering("W167", f"in {cited} the number {second} stands after {first}", cited))
        elif right[0][0] > left[0][0] + 1 and second not in known:
            found.append(_numbering("W166", f"in {cited} the numbers leap from {first} to {second}", cited))
    return found


def _numbering(code: str, what: str, cited: str) -> Problem:
    remedy = (
        "order the provision moved, or the numbers changed"
        if code == "W167"
        else "order the rest renumbered, or the number reserved, if no gap is wanted"
    )
    return Problem(code=code, severity="warning", what=what, remedy=remedy, place=cited)


def _opening(draft: Draft, parent_id: str, unit: str) -> str:
    """Return the first number of a list before the instrument, where the provision that bore it is gone."""
    parent = draft.start.clauses.get(parent_id)
    first = next((each for each in parent.children if each.label), None) if parent else None
    if first is None or first.id in draft.clauses or labels.parse(first.label or "").unit != unit:
        return ""
    return labels.key(first.label or "")


def _rank(opening: str, bare: tuple[str, ...]) -> Rank:
    ranks = order_of((opening, *bare))
    return ranks[0] if ranks else ()


def _gaps(draft: Draft, parent_id: str) -> set[str]:
    """Return the numbers that leapt before the instrument: not its doing."""
    parent = draft.start.clauses.get(parent_id)
    bare = tuple(map(labels.key, _labels(draft.start, parent))) if parent else ()
    ranks = order_of(bare) or ()
    return {
        second for (left, right), second in zip(pairwise(ranks), bare[1:], strict=False) if right[0][0] > left[0][0] + 1
    }


def stops(draft: Draft, changes: tuple[Change, ...]) -> list[Problem]:
    """Return full stops that only American quotation style may have put into the middle of words (rule 8)."""
    found = []
    for change in changes:
        for edit in change.edits:
            clause = draft.clauses.get(edit.clause)
            if edit.slot != "text" or clause is None or edit.added[-1:] not in tuple(".,") or not edit.removed:
                continue
            at = clause.text.find(edit.added)
            after = clause.text[at + len(edit.added) :].lstrip()
            if edit.removed[-1:] != edit.added[-1] and at >= 0 and after[:1].islower():
                cited = draft.citation(edit.clause) or edit.clause
                found.append(
                    Problem(
                        code="W169", severity="warning", place=cited, source=change.source,
                        what=f"in {cited} “{edit.added}” brings a “{edit.added[-1]}” into the middle of a sentence",
                        remedy="if the mark only belongs to the style of quoting, take it out of the quoted words",
                    )
                )  # fmt: skip
    return found


def idle(changes: tuple[Change, ...]) -> list[Problem]:
    """Return orders that put the same words in the place of words: carried out, and nothing changed by them."""
    return [
        Problem(
            code="W174",
            severity="warning",
            place=", ".join(change.cited),
            what=f"“{change.edits[0].removed}” gives way to the same words",
            remedy="see whether the instrument means other words",
            source=change.source,
        )
        for change in changes
        if change.edits and all(edit.removed == edit.added for edit in change.edits)
    ]


def defined_terms(before: Text, after: Text) -> list[Problem]:
    """Return terms that lost their definition, were defined twice, or are no longer used."""
    if not definitions(before) and not definitions(after):
        return []
    old, new = terms(before), terms(after)
    sites, now = (Counter(each.term for each in known.definitions if each.manner != "extends") for known in (old, new))
    index = Index(after.root)
    found: list[Problem] = []
    for term in sites:
        if term not in now:
            found += _orphaned(term, old, index)
        elif not new.uses.get(term) and old.uses.get(term):
            found.append(_info(f"“{term}” is defined and no longer used", "consider deleting its definition", term))
    for term in now:
        if now[term] > sites.get(term, 0) and now[term] > 1:
            where = ", ".join(dict.fromkeys(index.citation(each.clause) or each.clause for each in new.defined(term)))
            found.append(
                Problem(
                    code="W164", severity="warning", place=term, what=f"“{term}” is defined {now[term]} times: {where}",
                    remedy="order one of the definitions deleted, or give the new one another term",
                )
            )  # fmt: skip
        elif term not in sites and not new.uses.get(term):
            found.append(
                _info(f"“{term}” is newly defined and never used", "use it, or leave its definition out", term)
            )
    return found


def _orphaned(term: str, old: Terms, index: Index) -> list[Problem]:
    pattern = re.compile(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)")
    still = [
        site
        for site in old.uses.get(term, ())
        if site.clause in index.clauses and pattern.search(_words(index, site.clause))
    ]
    if not still:
        return []
    where = tuple(dict.fromkeys(index.citation(site.clause) or site.clause for site in still))
    return [
        Problem(
            code="W163", severity="error", place=term, candidates=(),
            what=f"“{term}” is used in {', '.join(where[:6])} and no longer defined",
            remedy="order the definition kept or moved, or the uses changed",
        )
    ]  # fmt: skip


def _words(index: Index, clause_id: str) -> str:
    clause = index.clauses[clause_id]
    return f"{clause.heading or ''} {clause.text}"


def _info(what: str, remedy: str, place: str) -> Problem:
    return Problem(code="W165", severity="info", what=what, remedy=remedy, place=place)


__all__ = ["Reference", "affected", "after_instrument", "defined_terms", "idle", "numbering", "stops"]
