"""Recording what each order of a sentence did, with the words before and after (rule 14)."""

from __future__ import annotations

from dataclasses import dataclass, field

from engross.amending import acts
from engross.amending.acts import Act, Bound
from engross.amending.ground import Ground
from engross.amending.record import Change, Edit
from engross.clauses.words import printed


@dataclass(slots=True)
class Done:
    """What a sentence did.

    Args:
        before: The words each act is about as they stood, by the act's identity.
        edits: The cuts and fills of each act, by the act's identity.
        relabelled: The labels before and after, by clause.
    """

    before: dict[int, str] = field(default_factory=dict)
    edits: dict[int, list[Edit]] = field(default_factory=dict)
    relabelled: dict[str, tuple[str, str]] = field(default_factory=dict)


def words_before(ground: Ground, act: Act) -> str:  # noqa: PLR0911 - one answer for each kind of act
    """Return the words an act is about, as they stand before the sentence."""
    match act:
        case acts.Remove(id=clause_id) | acts.Vacate(id=clause_id):
            return ground.scope(clause_id).printed
        case acts.Swap(ids=ids):
            return "\n".join(ground.scope(each).printed for each in ids)
        case acts.Head(id=clause_id):
            return ground.draft.clauses[clause_id].heading or ""
        case acts.Relabel(id=clause_id):
            return ground.draft.clauses[clause_id].label or ""
        case acts.Place(moved=moved) if moved:
            return ground.scope(moved).printed
        case acts.Wrap(id=clause_id) | acts.Unwrap(id=clause_id) | acts.Cleave(id=clause_id):
            return printed(ground.draft.now(clause_id))
        case acts.Fuse(id=clause_id):
            return printed(ground.draft.now(ground.draft.parents[clause_id]))
        case _:
            return ""


def recorded(ground: Ground, bound: Bound, done: Done, instrument: str) -> Change:
    """Record what one order did.

    Args:
        ground: The sentence's ground, its draft as it stands after the sentence.
        bound: The order.
        done: What the sentence did.
        instrument: The instrument's id.
    """
    draft, before, edits, relabelled = ground.draft, done.before, done.edits, done.relabelled
    found = [edit for act in bound.acts for edit in edits.get(id(act), ())]
    inserted: list[str] = []
    deleted: list[str] = []
    moved: list[str] = []
    mine: set[str] = set()
    after: list[str] = []
    for act in bound.acts:
        match act:
            case acts.Remove(id=clause_id):
                deleted.append(clause_id)
            case acts.Vacate(id=clause_id):
                after.append(printed(draft.clauses[clause_id]) if clause_id in draft.clauses else "")
                found.append(Edit(clause_id, "text", 0, 0, before[id(act)], act.words))
            case acts.Swap(ids=ids, clauses=clauses):
                deleted += ids
                inserted += [each.id for each in clauses]
                after += [printed(each) for each in clauses]
            case acts.Place(clauses=clauses, moved=other):
                moved += filter(None, (other,))
                mine |= {other} - {""}
                inserted += [each.id for each in clauses]
                after += [printed(each) for each in clauses]
            case acts.Head(id=clause_id, heading=heading):
                found.append(Edit(clause_id, "heading", 0, 0, before[id(act)], heading or ""))
                after.append(heading or "")
            case acts.Relabel(id=clause_id, label=label):
                mine.add(clause_id)
                after.append(label)
            case acts.Wrap(new=new, child=child, id=clause_id):
                inserted.append(child or new)
                after.append(printed(draft.now(clause_id)))
            case acts.Cleave(id=clause_id, new=new):
                inserted.append(new)
                after += [printed(draft.now(clause_id)), printed(draft.now(new))]
            case acts.Unwrap(id=clause_id) | acts.Fuse(id=clause_id):
                deleted.append(clause_id)
            case acts.Close():
                mine |= set(relabelled)
            case _:
                pass
    removed = [edit.removed for edit in found] if found else []
    added = [edit.added for edit in found] if found else []
    return Change(
        instrument=instrument,
        instruction=ground.instruction.id,
        number=bound.number,
        orders=bound.operation,
        bound=bound.ids,
        cited=bound.cited,
        edits=tuple(found),
        inserted=tuple(inserted),
        deleted=tuple(dict.fromkeys(deleted)),
        moved=tuple(moved),
        relabelled=tuple((each, *relabelled[each]) for each in relabelled if each in mine),
        before="\n".join(filter(None, (*(before[id(act)] for act in bound.acts), *_first(removed, bound)))),
        after="\n".join(filter(None, (*after, *_first(added, bound)))),
        note=bound.note,
        source=ground.instruction.source,
    )


def _first(words: list[str], bound: Bound) -> list[str]:
    """Return the words cut or filled by acts on words; other acts tell their own."""
    return [each for each in words if each] if any(isinstance(act, acts.Splice) for act in bound.acts) else []
