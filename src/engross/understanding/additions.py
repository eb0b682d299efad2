"""New provisions, sentences and definitions, and where they go."""

from __future__ import annotations

import re
from dataclasses import replace

from engross.instruments.operations import AddWords, Delete, Insert, Operation, Restate, Target, Where
from engross.understanding import payload as new_text
from engross.understanding.given import without_stop
from engross.understanding.grammar import Tree
from engross.understanding.payload import folded
from engross.understanding.places import Missing, Unclear, citations, names, ordinal, parent, spoken, under
from engross.understanding.wording import Wording


class Additions(Wording):
    """Read what is added."""

    def _instead(self, before: list[Operation], ops: list[Operation]) -> Operation:
        """Return the restatement that a deletion and "the following is added in substitution thereof" make."""
        if not before or not isinstance(before[-1], Delete) or len(ops) != 1 or not isinstance(ops[0], Insert):
            raise Unclear("it is not clear in whose place the new text is put")
        return Restate(target=before.pop().target, text=ops[0].text)

    def _provision_added(self, tree: Tree, base: Target) -> list[Operation]:
        where, target, said, _ = self._place_of_new(tree, base)
        numbers = citations(tree.one("numberings"), self.line)
        return self._numbered(numbers, (where, target, said), tree.first("given"))

    def _new_is_added(self, tree: Tree, base: Target) -> list[Operation]:
        return self._act_insert_new(tree, base)

    def _words_added(self, tree: Tree, base: Target) -> list[Operation]:
        given = tree.first("given")
        return [self._added(self.given(given), tree, base)]

    def _act_insert_new(self, tree: Tree, base: Target) -> list[Operation]:  # noqa: PLR0911, PLR0912 - each kind of addition
        if tree.has("words_added"):
            return self._words_added(tree.parts[0], base)
        if tree.has("new_unit_to_read"):
            return self._new_numbered(tree.parts[0], base)
        where, target, said, stop = self._place_of_new(tree, base)
        thing = tree.first("new_thing") or tree
        renamed = tree.first("as_new")
        if renamed and renamed.has("nth_new"):
            target = self._one(renamed.first("places"), target)
            where, target = self._counted_place(renamed.one("nth_new"), where, target)
            return [Insert(target=target, where=where, text=self.given(tree.first("given")))]
        units = list(thing.all("new_unit")) or [thing]
        if renamed:
            units = [*renamed.all("new_unit")]
        labels_ = [label for unit in units for label in self._labels(unit)]
        if not said and labels_ and labels_[0].startswith("(") and self._same_unit(units[0], target):
            target = base = replace(target, at=parent(target.at))
        counted = next((unit.one("nth_new") for unit in units if unit.has("nth_new")), None)
        if counted:
            where, target = self._counted_place(counted, where, target)
        given = tree.first("given")
        if labels_:
            return self._numbered(labels_, (where, target, said), given)
        if stop:
            return [AddWords(target=target, text=without_stop(self.given(given)), where="end")]
        defined = any(unit.has("definition_word", "definition_name") for unit in units) or (
            given is not None and self._defines(given)
        )
        if defined:
            return self._definitions(units, where, target, given)
        inner = given.first("given_thing") if given else None
        if inner and inner.has("numberings"):
            numbers = citations(inner.one("numberings"), self.line)
            return self._numbered(numbers, (where, target, said), given)
        text = self.given(given)
        whole = any(unit.has("sentence_word", "paragraph_word", "nth_new") for unit in units) or (
            given is not None and self._says_whole(given)
        )
        label = new_text.leading_label(text) if not any(unit.has("sentence_word", "nth_new") for unit in units) else ""
        row = new_text.in_a_row(self.payload or "") if label and given is not None and not given.has("QUOTE") else []
        if len(row) > 1:
            return self._row(row, where, target)
        if (
            label.startswith("(")
            and where in ("after", "before")
            and parent(target.at)
            and not (target.sentences or target.paragraphs)
        ):
            return [Insert(target=target, where=where, text=text, label=under(parent(target.at), label))]
        if label and where == "end":
            return [Insert(target=target, where=where, text=text, label=under(target.at, label))]
        if text and not whole and not new_text.is_sentence(text) and where in ("end", "start"):
            if not said:
                raise Unclear("it is not said where the words are added")
            return [AddWords(target=target, text=text, where=where)]
        if not text and not whole:
            raise Missing
        if (
            text
            and not whole
            and where in ("after", "before")
            and not new_text.is_sentence(text)
            and not (target.sentences or target.paragraphs or target.definition)
        ):
            whole = bool(label)
            if not whole:
                raise Unclear("words are added beside a provision, not a provision of their own")
        return [Insert(target=target, where=where, text=text)]

    def _counted_place(self, new: Tree, where: Where, target: Target) -> tuple[Where, Target]:
        """Return where "a new second sentence" goes: behind the first."""
        counted = ordinal(new.one("ordinal"), self.line)
        if where != "end" or target.sentences or counted == "last":
            return where, target
        if counted == 1:
            return "start", target
        if not isinstance(counted, int):
            raise Unclear("the place of what is new cannot be counted before the text is known")
        if new.has("new_paragraph"):
            return "after", replace(target, paragraphs=(counted - 1,))
        return "after", replace(target, sentences=(counted - 1,))

    def _row(self, row: list[str], where: Where, target: Target) -> list[Operation]:
        """Return the insertion of provisions that only the new text numbers, side by side."""
        texts = new_text.by_labels(self.payload or "", row)
        if texts is None or where != "end":
            raise Unclear("the new text cannot be parted between the new provisions")
        return [
            Insert(target=target, where=where, text=text, label=under(target.at, label))
            for label, text in zip(row, texts, strict=True)
        ]

    def _same_unit(self, unit: Tree, target: Target) -> bool:
        """Say whether a new clause stands beside the clause that is spoken of, and not under it."""
        named = re.match(r"(?:the |a |an |new |following )*([a-z-]+)", spoken(unit, self.line))
        return named is not None and self.units.get(target.at) == named[1].replace("-", "").removesuffix("s")

    def _new_numbered(self, tree: Tree, base: Target) -> list[Operation]:
        labels_ = citations(tree.one("numberings"), self.line)
        return self._numbered(labels_, ("end", base, False), tree.first("given"))

    def _defines(self, given: Tree) -> bool:
        inner = given.first("given_thing")
        return inner is not None and inner.has("definition_word")

    def _says_whole(self, given: Tree) -> bool:
        inner = given.first("given_thing")
        return inner is not None and inner.has("sentence_word", "paragraph_word")

    def _labels(self, unit: Tree) -> list[str]:
        numberings = unit.first("numberings")
        if numberings:
            return citations(numberings, self.line)
        found = [self._quoted_number(quoted.parts[0])[1] for quoted in unit.all("quoted_unit")]
        return [f"({number})" if number.isalpha() and len(number) == 1 else number for number in found]

    def _numbered(self, found: list[str], placed: tuple[Where, Target, bool], given: Tree | None) -> list[Operation]:
        """Return the insertion of provisions that bear numbers."""
        where, target, said = placed
        sibling = said and where in ("after", "before")
        outer = parent(target.at) if sibling else target.at
        full = [under(self.known(outer), label) if label.startswith("(") else label for label in found]
        if len(found) == 1:
            texts = [self.given(given)]
            own = new_text.leading_label(texts[0])
            row = (
                new_text.in_a_row(self.payload or "") if own and not (given is not None and given.has("QUOTE")) else []
            )
            if len(row) > 1:
                raise Unclear(f"{full[0]} is announced, and the new text runs on to a provision numbered {row[1]}")
            if own.startswith("(") and full[0].endswith(")") and not full[0].endswith(own[: own.index(")") + 1]):
                raise Unclear(f"the new provision is announced as {full[0]}, and its text is numbered {own}")
        elif given is not None and given.has("QUOTE"):
            raise Unclear("one quoted text is given for several new provisions")
        else:
            raw = self._take()
            pieces = new_text.by_labels(raw, found) if raw else [""] * len(found)
            if pieces is None:
                raise Unclear("the new text cannot be parted between the new provisions")
            texts = pieces
        if (not target.at and not sibling) or (
            not sibling
            and full[0] != target.at
            and not full[0].startswith(target.at)
            and target.at[:1].isdigit()
            and not said
        ):
            target = replace(target, at=parent(full[0]))
        ops: list[Operation] = []
        for label, text in zip(full, texts, strict=True):
            ops.append(Insert(target=target, where=where, text=text, label=label))
        if where != "end" and len(ops) > 1 and where == "after":
            ops = [
                ops[0],
                *(replace(op, target=replace(target, at=before)) for op, before in zip(ops[1:], full, strict=False)),
            ]
        return ops

    def _definitions(self, units: list[Tree], where: Where, target: Target, given: Tree | None) -> list[Operation]:
        if given is not None and given.has("QUOTE"):
            return [Insert(target=target, where=where, text=self.given(given))]
        raw = self._take()
        if not raw:
            return [Insert(target=target, where=where)]
        found = new_text.definitions(raw)
        named = [name for unit in units for part in unit.all("definition_name") for name in names(part.first("names"))]
        if not found:
            if len(named) > 1:
                raise Unclear("the new text does not begin with a defined term")
            return [Insert(target=target, where=where, text=new_text.unwrapped(raw))]
        singular = any(spoken(unit, self.line).endswith(("definition", "defined term")) for unit in units)
        if named and [folded(term) for term, _ in found][: len(named)] != named:
            raise Unclear("the new text defines other terms than the ones named")
        if (singular or len(named) == 1) and len(found) > 1:
            raise Unclear("one definition is announced and several follow")
        return [Insert(target=target, where=where, text=text) for _, text in found]

    def _place_of_new(self, tree: Tree, base: Target) -> tuple[Where, Target, bool, bool]:
        """Return where it goes, beside or in what, whether that was said, and whether before a full stop."""
        where: Where = "end"
        target, said, stop = base, False, False
        nodes = sorted(
            (part for node in tree.all("place_at") for part in node.parts), key=lambda part: part.rule != "within"
        )
        for part in nodes:
            places = part.first("places")
            if part.rule in ("at_the_end", "at_the_start", "alphabetical", "beside", "within", "amid") and places:
                found = self.places(places, target)
                if len(found) != 1:
                    raise Unclear("one text is added in several places")
                target, said = found[0], True
                if all(step.parts[0].rule == "document" for place in places.parts for step in place.all("step")):
                    target = Target()
            match part.rule:
                case "at_the_end":
                    where, stop = "end", stop or part.has("before_stop")
                    said = True
                case "at_the_start":
                    where, said = "start", True
                case "alphabetical":
                    where = "alphabetical"
                case "amid":
                    first, second = (ordinal(each, self.line) for each in part.all("ordinal"))
                    if not isinstance(first, int) or second != first + 1:
                        raise Unclear("the two sentences do not stand side by side")
                    where, said = "after", True
                    target = replace(target, sentences=(first,))
                case "beside":
                    side = part.first("anchor_side")
                    where = "after" if side and side.has("after") else "before"
        return where, target, said, stop
