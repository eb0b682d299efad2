"""What an instruction orders: from the phrases the grammar found to operations."""

from __future__ import annotations

from dataclasses import replace

from engross.instruments.operations import (
    Delete,
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
from engross.understanding.given import Places
from engross.understanding.grammar import Tree
from engross.understanding.places import FOLLOWING, Unclear, spoken

_GERUNDS = ("deleting", "striking", "inserting", "adding", "replacing", "substituting", "renumbering", "amending")


class Meaning(Additions):
    """Read the operations of one instruction."""

    def instruction(self, tree: Tree, base: Target) -> list[Operation]:
        """Return the operations of all its sentences."""
        found: list[Operation] = []
        for sentence in tree.all("sentence"):
            for clause in sentence.all("clause"):
                ops, base = self.clause(clause, base)
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

    def clause(self, tree: Tree, base: Target) -> tuple[list[Operation], Target]:
        """Return the operations of a clause, and the place it leaves spoken of."""
        scope = tree.first("scope")
        bases = self.places(scope.first("places"), base) if scope else [base]
        found: list[Operation] = []
        if scope and scope.has("everywhere"):
            return [
                _everywhere(op)
                for op in self.clause(_without(tree, "scope"), self._one(scope.first("places"), base))[0]
            ], base
        for each in bases:
            for part in tree.parts:
                if part.rule not in ("scope", "effect") and part.rule.islower():
                    found += getattr(self, f"_{part.rule}")(part, each)
        return found, self.context or base

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
        if tree.has("stays"):
            return [NoEffect(kind="ratification", target=place) for place in places]
        becomes = tree.first("becomes")
        if becomes:
            return self.renumbered(places, becomes.first("new_numbers"), base)
        for deed in tree.all("deed"):
            found += self.deed(deed.parts[0], places)
        if len(places) == 1:
            self.context = places[0]
        return found

    def deed(self, tree: Tree, places: Places) -> list[Operation]:
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
                return self.renumbered(places, tree.first("new_numbers"), places[0])
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
                return [op for place in places for op in self.acts(tree.first("acts"), place)]
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
            return self.restated(self.places(tree.first("places"), base), tree.first("given"))
        old = tree.first("old_words")
        if old:
            return self.strike(old.one("words"), base, [t for t, _, _ in self.words(tree.one("words"))], tree)
        origin = tree.first("words_from")
        base = self._one(origin.first("places"), base) if origin else base
        return self.strike(tree.one("words"), base, self.new_words(tree.one("new_words")), tree)

    def _act_delete(self, tree: Tree, base: Target) -> list[Operation]:
        origin = tree.first("removed_from")
        base = self._one(origin.first("places"), base) if origin else base
        places = self.places(tree.first("places"), base)
        put = tree.first("new_text_for")
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
            return [op for place in places for op in self.clause(tree.one("clause"), place)[0]]
        return self.restated(places, tree.first("given_as"))


def _everywhere(operation: Operation) -> Operation:
    """Return a change of words that is made wherever they appear."""
    if isinstance(operation, Substitute) and operation.occurrence == "one":
        return replace(operation, occurrence="each")
    raise Unclear("only words can be changed everywhere")


def _without(tree: Tree, rule: str) -> Tree:
    return Tree(tree.rule, tree.start, tree.end, tuple(part for part in tree.parts if part.rule != rule))
