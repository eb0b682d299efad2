"""What an instruction orders: from the phrases the grammar found to operations."""

from __future__ import annotations

from dataclasses import replace

from engross.instruments.operations import (
    AddWords,
    Delete,
    Insert,
    Join,
    NoEffect,
    NotExecutable,
    Operation,
    RenumberRest,
    Restate,
    Split,
    Substitute,
    Target,
)
from engross.understanding.additions import Additions
from engross.understanding.documents import check_documents
from engross.understanding.given import Places
from engross.understanding.grammar import Tree
from engross.understanding.places import FOLLOWING, Unclear, parent, read_step, spoken, unit_of

_GERUNDS = ("deleting", "striking", "inserting", "adding", "replacing", "substituting", "renumbering", "amending")


class Meaning(Additions):
    """Read the operations of one instruction."""

    def instruction(self, tree: Tree, base: Target) -> list[Operation]:
        """Return the operations of all its sentences."""
        check_documents(tree, self.line)
        found: list[Operation] = []
        for sentence in tree.all("sentence"):
            for clause in sentence.all("clause"):
                ops = self.clause(clause, self._base_of(clause, base))
                self._placed(found, ops)
                added = clause.first("new_is_added")
                if added and added.has("instead"):
                    ops = [self._instead(found, ops)]
                found += ops
        if (
            self.payload
            and self.payload.strip()
            and not self.used
            and any(not isinstance(op, NoEffect) for op in found)
        ):
            raise Unclear("new text follows that the instruction does not speak of")
        return found

    def _base_of(self, clause: Tree, base: Target) -> Target:
        """Return the place a further clause of the sentence is read under.

        "Clause (ii) is deleted, and clause (iii) is renumbered": the second is the first's sibling. A smaller unit
        ("and paragraph (2) is deleted") may stand under the first or beside it: that is not guessed.
        """
        last = self.context
        if last is None:
            return base
        first = _first_provision(clause)
        if self.listing or first is None or clause.has("new_is_added") or not _is_relative(first):
            return last
        if unit_of(first, self.line) != self.units.get(last.at):
            raise Unclear(
                f"it is not clear whether {spoken(first, self.line)!r} stands under the place named before it"
            )
        return replace(last, at=parent(last.at), sentences=(), paragraphs=(), part=None, definition="", other=())

    def _placed(self, before: list[Operation], ops: list[Operation]) -> None:
        """Refuse words that are looked for in the whole text behind others that are looked for in a place."""
        words = [op for op in ops if isinstance(op, Substitute | AddWords)]
        if any(op.target == Target() for op in words) and any(op.target != Target() for op in (*before, *words)):
            raise Unclear("it is not said where all the quoted words stand")

    def clause(self, tree: Tree, base: Target) -> list[Operation]:
        """Return the operations of a clause."""
        scope = tree.first("scope")
        bases = self.places(scope.first("places"), base) if scope else [base]
        outer = scope.first("scope_outer") if scope else None
        if outer:
            bases = read_step(outer.parts[0], self.line, base, self.units)
        found: list[Operation] = []
        if scope and scope.has("everywhere"):
            inside = self._one(scope.first("places"), base)
            return [_everywhere(op) for op in self.clause(_without(tree, "scope"), inside)]
        for each in bases:
            for part in tree.parts:
                if part.rule not in ("scope", "effect") and part.rule.islower():
                    found += getattr(self, f"_{part.rule}")(part, each)
        return found

    def _order(self, tree: Tree, base: Target) -> list[Operation]:
        found = self.acts(tree.first("acts"), base)
        if (
            base == Target()
            and self.line[tree.start].key in ("by", *_GERUNDS)
            and any(op.target == Target() for op in found)
        ):
            raise Unclear("it is not said what the sentence changes; it stands under none that says so")
        return found

    def _places_are(self, tree: Tree, base: Target) -> list[Operation]:
        places = self.places(tree.first("places"), base)
        found: list[Operation] = []
        if tree.has("renumber_rest"):
            return [RenumberRest(target=replace(places[0], title_words=""))]
        if tree.has("stays"):
            return [NoEffect(kind="ratification", target=place) for place in places]
        becomes = tree.first("becomes")
        if becomes:
            return self.renumbered(places, becomes.first("new_numbers"))
        self.listing = any(deed.has("stem_by") for deed in tree.all("deed"))
        for deed in tree.all("deed"):
            found += self.deed(deed.parts[0], places)
        outer = {parent(place.at) for place in places}
        if len(places) == 1:
            self.context = places[0]
        elif len(outer) == 1 and outer != {""} and all(deed.has("renumbered") for deed in tree.all("deed")):
            self.context = Target(at=outer.pop(), attachment=places[0].attachment)
        return found

    def deed(self, tree: Tree, places: Places) -> list[Operation]:  # noqa: PLR0911, PLR0912 - one case for each deed
        """Return what is done to the places a sentence speaks of."""
        match tree.rule:
            case "moved":
                return self._moved(tree, places)
            case "divided":
                words = self.quoted(tree.one("QUOTE"))
                return [
                    Split(target=place, at_words=words, label=self._new_numbers(tree.first("new_numbers"))[0])
                    for place in places
                ]
            case "joined":
                joint = tree.first("QUOTE")
                return [Join(target=place, joint=self.quoted(joint) if joint else "") for place in places]
            case "restated" if tree.has("means"):
                meaning = tree.one("given_meaning").one("QUOTE")
                words_only = (*places[0].other, ("words", "the meaning, after the defined term"))
                return [Restate(target=replace(places[0], other=words_only), text=self.quoted(meaning))]
            case "restated" if tree.has("regarding"):
                finer = ("regarding", spoken(tree.one("regarding"), self.line))
                return self.restated(
                    [replace(place, other=(*place.other, finer)) for place in places], tree.first("given_as_tail")
                )
            case "restated":
                return self.restated(places, tree.first("given", "given_as"))
            case "removed":
                if tree.has("names"):
                    return self._named_here(places, tree.one("names"))
                if len(places) == 1 and places[0].definition == FOLLOWING:
                    return self._named_in_text(places[0])
                if tree.has("intentionally_omitted", "reserved_as"):
                    return [self._reserved(place, tree.first("reserved_as")) for place in places]
                return [
                    Delete(target=place, leave="repealed" if tree.has("repealed") else "nothing") for place in places
                ]
            case "renumbered":
                if tree.has("renumber_rest"):
                    return [RenumberRest(target=replace(places[0], title_words=""))]
                return self.renumbered(places, tree.first("new_numbers"))
            case "annexed":
                return [
                    NotExecutable(kind="annex", why="the new text is attached, not given", target=place)
                    for place in places
                ]
            case "stem_by" if tree.has("scope_in"):
                scope = tree.one("scope_in").one("places")
                inner = [each for place in places for each in self.places(scope, place)]
                return [op for place in inner for op in self.acts(tree.first("acts"), place)]
            case "stem_by":
                return self._in_each(tree.first("acts"), places)
            case "stem":
                self.context = places[0] if len(places) == 1 else self.context
                if self.payload and self.payload.strip() and len(places) == 1:
                    return self._follows_stem(places[0])
                return [NoEffect(kind="stem", target=place) for place in places[:1]]
            case "not_given":
                kind = "annex" if tree.has("annex") else "semantic"
                why = "the change is told by its outcome, the words to be changed are not given"
                return [NotExecutable(kind=kind, why=why, target=place) for place in places]
        raise Unclear(f"cannot read {spoken(tree, self.line)!r}")

    def _in_each(self, acts: Tree | None, places: Places) -> list[Operation]:
        """Return what is done to each of several places; sentences and words that follow may be added to all."""
        before, found = self.used, list[Operation]()
        for place in places:
            self.used = before
            found += self.acts(acts, place)
        shared = [op for op in found if isinstance(op, Restate | Insert | AddWords | Substitute)]
        numbered = any(not isinstance(op, Insert | AddWords) or getattr(op, "label", "") for op in shared)
        if len(places) > 1 and self.used > before and numbered:
            raise Unclear("one text is given for several provisions")
        return found

    def _self_reference(self, tree: Tree, base: Target) -> list[Operation]:
        del tree, base
        return [NoEffect(kind="self-reference")]

    def _effective_date(self, tree: Tree, base: Target) -> list[Operation]:
        del tree, base
        return [NoEffect(kind="effective-date")]

    def _loose_references(self, tree: Tree, base: Target) -> list[Operation]:
        why = "the references to be deleted are neither quoted nor placed"
        return [NotExecutable(kind="semantic", why=why, target=self._one(tree.first("places"), base))]

    def acts(self, tree: Tree | None, base: Target) -> list[Operation]:
        """Return the operations of "by deleting ..., by inserting ... and by renumbering ..."."""
        found: list[Operation] = []
        bases = [base]
        for act in tree.parts if tree else ():
            if act.rule == "item":
                bases = [base]
            if act.rule != "act":
                continue
            scope = act.first("scope")
            if scope:
                bases = self.places(scope.first("places"), base)
            for each in bases:
                for part in act.parts:
                    if part.rule != "scope" and part.rule.islower():
                        found += getattr(self, f"_{part.rule}")(part, each)
        return found

    def _act_replace(self, tree: Tree, base: Target) -> list[Operation]:
        if tree.has("places"):
            return self.restated(self.places(tree.first("places"), base), tree.first("given", "given_as_tail"))
        old = tree.first("old_words")
        if old:
            return [*self.strike(old.one("words"), base, [t for t, _, _ in self.words(tree.one("words"))], tree)]
        origin = tree.first("words_from")
        base = self._one(origin.first("places"), base) if origin else base
        return [*self.strike(tree.one("words"), base, self.new_words(tree.one("new_words")), tree)]

    def _act_delete(self, tree: Tree, base: Target) -> list[Operation]:
        origin = tree.first("removed_from")
        base = self._one(origin.first("places"), base) if origin else base
        places = self.places(tree.first("places"), base)
        put = tree.first("new_text_for")
        added = self._announced(put.first("given")) if put else []
        if put and added and not self._in_lieu(put) and all(place.sentences for place in places):
            return [
                *(Delete(target=place) for place in places),
                *self._numbered(added, ("end", base, False), put.first("given")),
            ]
        if put:
            return self.restated(places, put.first("given"))
        if tree.has("reserved_as"):
            return [self._reserved(place, tree.first("reserved_as")) for place in places]
        if len(places) == 1 and places[0].definition == FOLLOWING:
            return self._named_in_text(places[0])
        return [Delete(target=place) for place in places]

    def _act_restate(self, tree: Tree, base: Target) -> list[Operation]:
        places = self.places(tree.first("places"), base)
        if tree.has("acts_within"):
            return [op for place in places for op in self.acts(tree.first("acts_within"), place)]
        if tree.has("clause"):
            return [op for place in places for op in self.clause(tree.one("clause"), place)]
        return self.restated(places, tree.first("given_as"))


def _everywhere(operation: Operation) -> Operation:
    """Return a change of words that is made wherever they appear."""
    if isinstance(operation, Substitute) and operation.occurrence == "one":
        return replace(operation, occurrence="each")
    raise Unclear("only words can be changed everywhere")


def _without(tree: Tree, rule: str) -> Tree:
    return Tree(tree.rule, tree.start, tree.end, tuple(part for part in tree.parts if part.rule != rule))


def _first_provision(tree: Tree) -> Tree | None:
    """Return the first provision a clause names, outermost last: "clause (a) of Section 5" gives Section 5."""
    for part in tree.parts:
        if part.rule == "place":
            named = [step.parts[0] for step in part.all("step") if step.parts[0].rule == "provision"]
            return named[-1] if named else _first_provision(part)
        found = _first_provision(part)
        if found is not None:
            return found
    return None


def _is_relative(provision: Tree) -> bool:
    numbering = provision.one("numberings").one("numbering")
    return bool(numbering.parts) and numbering.parts[0].rule == "LABEL"
