"""What is done to whole provisions that are there: restated, deleted, renumbered, moved."""

from __future__ import annotations

import re
from dataclasses import replace

from engross.instruments.operations import (
    Delete,
    Designate,
    Insert,
    Move,
    Operation,
    Renumber,
    RenumberRest,
    Restate,
    Target,
    Undesignate,
    Where,
)
from engross.understanding import payload as new_text
from engross.understanding.given import Given, Places
from engross.understanding.grammar import Tree
from engross.understanding.places import FOLLOWING, Unclear, citations, names, read_place, under

_RESERVED = re.compile(
    r"(?i)^\W*(?:(?:section|paragraph|clause)\s+)?(?:[\dA-Za-z.]{0,6}(?:\([a-z0-9]+\))*)?\W*"
    r"(?P<words>\[?(?:intentionally\s+(?:omitted|deleted|left blank)|reserved)\.?\]?)\W*$",
)


class Deeds(Given):
    """Read what is done to provisions."""

    def _reserved(self, place: Target, said: Tree | None) -> Delete:
        quote = said.first("QUOTE") if said else None
        return Delete(target=place, leave="reserved", placeholder=self.quoted(quote) if quote else "")

    def restated(self, places: Places, given: Tree | None) -> list[Operation]:
        """Return the restatement of one place, or of several by the pieces of the new text."""
        if len(places) == 1 and places[0].definition == FOLLOWING:
            return self._following(places[0], given)
        announced = self._announced(given)
        if len(places) == 1 and len(announced) > 1 and not places[0].definition:
            return self._and_more(places[0], announced)
        self._same_number(places, announced)
        if len(places) == 1:
            text = self.given(given)
            if _RESERVED.match(text):
                return [Delete(target=places[0], leave="reserved", placeholder=_without_label(text))]
            self._same_term(places[0], text)
            self._whole(places[0], text)
            return [Restate(target=places[0], text=text)]
        if given is not None and given.has("QUOTE"):
            text = self.given(given)
            if _RESERVED.match(text):
                return [Delete(target=place, leave="reserved", placeholder=text) for place in places]
            raise Unclear("one text is given for several provisions")
        return [Restate(target=place, text=text) for place, text in zip(places, self._pieces(places), strict=True)]

    def _same_term(self, place: Target, text: str) -> None:
        """Refuse a definition that is replaced by the definition of another term."""
        if not place.definition or place.sentences or place.paragraphs or place.part or place.other:
            return
        found = new_text.definitions(text)
        if found and found[0][0].strip(" ,.;").lower() != place.definition.strip(" ,.;").lower():
            raise Unclear(f"the definition of {place.definition!r} is replaced by one of {found[0][0]!r}")

    def _announced(self, given: Tree | None) -> list[str]:
        """Return the numbers under which the new text is announced: "the following new Section 5(b)"."""
        thing = given.first("given_thing") if given else None
        numbers = thing.first("numberings") if thing else None
        return citations(numbers, self.line) if numbers else []

    def _and_more(self, place: Target, announced: list[str]) -> list[Operation]:
        """Return what "paragraph (c) is replaced by the following new paragraphs (c) and (d)" orders."""
        if not place.at.endswith(announced[0]):
            raise Unclear(f"{place.at} is replaced by provisions announced from {announced[0]} on")
        raw = self._take()
        texts = new_text.by_labels(raw, announced) if raw else [""] * len(announced)
        if texts is None:
            raise Unclear("the new text cannot be parted between the new provisions")
        outer = place.at[: len(place.at) - len(announced[0])]
        found: list[Operation] = [Restate(target=place, text=texts[0])]
        before = place.at
        for number, text in zip(announced[1:], texts[1:], strict=True):
            label = under(outer, number)
            found.append(Insert(target=replace(place, at=before), where="after", label=label, text=text))
            before = label
        return found

    def _same_number(self, places: Places, announced: list[str]) -> None:
        """Refuse a provision that is put in place of one that bears another number."""
        for place, number in zip(places, announced, strict=False):
            if place.at and not place.definition and not place.at.endswith(number) and not number.endswith(place.at):
                raise Unclear(f"{place.at} is replaced by a provision announced as {number}")

    def _whole(self, place: Target, text: str) -> None:
        """Refuse a text that is numbered as a later part of the provision: whether the rest stays is not said."""
        own = new_text.leading_label(text)
        if own and place.at.startswith(f"{own}."):
            raise Unclear(f"{place.at} is replaced by a text that is numbered {own}")
        more = own.removeprefix(place.at) if place.at and own.startswith(place.at) else ""
        if place.sentences or place.paragraphs or place.definition or place.part or place.other:
            return
        if _other_number(own, place.at):
            raise Unclear(f"{place.at} is replaced by a text that is numbered {own}")
        row = new_text.in_a_row(self.payload or "") if own and place.at.endswith(own) else []
        if len(row) > 1:
            raise Unclear(f"the new text of {place.at} runs on to a provision numbered {row[1]}")
        if more.startswith("(") and more[: more.index(")") + 1] not in ("(a)", "(i)", "(1)", "(A)", "(I)"):
            raise Unclear(f"the text is numbered {own}; it is not said whether the rest of {place.at} stays")

    def _following(self, place: Target, given: Tree | None) -> list[Operation]:
        """Return the restatement of definitions that only the new text names."""
        found = new_text.definitions(self._take()) if given is None or not given.has("QUOTE") else []
        if not found:
            raise Unclear("the definitions are not named, and the new text does not begin with a defined term")
        return [Restate(target=replace(place, definition=term), text=text) for term, text in found]

    def _named_here(self, places: Places, terms: Tree) -> list[Operation]:
        """Return the deletion of definitions that are listed behind the colon."""
        if len(places) != 1 or places[0].definition != FOLLOWING:
            raise Unclear("terms are listed where no definitions are spoken of")
        return [Delete(target=replace(places[0], definition=term)) for term in names(terms)]

    def _named_in_text(self, place: Target) -> list[Operation]:
        """Return the deletion of definitions that are listed after the instruction."""
        terms = new_text.terms(self._take())
        if not terms:
            raise Unclear("the definitions to delete are not listed by their terms")
        return [Delete(target=replace(place, definition=term)) for term in terms]

    def _pieces(self, places: Places) -> list[str]:
        raw = self._take()
        if not raw:
            return [""] * len(places)
        if all(place.definition for place in places):
            found = new_text.definitions(raw)
            if [term for term, _ in found] == [place.definition for place in places]:
                return [text for _, text in found]
            raise Unclear("the definitions in the new text are not the ones that are named")
        pieces = new_text.by_labels(raw, [place.at for place in places])
        if pieces is None:
            raise Unclear("the new text cannot be parted between the provisions that are named")
        return pieces

    def renumbered(self, places: Places, to: Tree | None) -> list[Operation]:
        """Return one renumbering for each place."""
        numbers = self._new_numbers(to)
        if len(numbers) != len(places):
            raise Unclear(f"{len(places)} provisions are renumbered by {len(numbers)} numbers")
        if len(set(numbers)) != len(numbers):
            raise Unclear("two provisions get the same number")
        return [Renumber(target=place, to=number) for place, number in zip(places, numbers, strict=True)]

    def _moved(self, tree: Tree, places: Places) -> list[Operation]:
        to = read_place(tree.one("place"), self.line, Target(), self.units)[0]
        numbers = self._new_numbers(tree.first("new_numbers")) if tree.has("new_numbers") else [""]
        if len(places) != 1 or len(numbers) != 1:
            raise Unclear("several provisions are moved at once")
        side = tree.first("anchor_side")
        inside: Where = "end" if tree.has("at_the_end_of") else "start"
        where: Where = ("after" if side.has("after") else "before") if side else inside
        return [Move(target=places[0], to=to, where=where, label=numbers[0])]

    def _follows_stem(self, place: Target) -> list[Operation]:
        """Return the restatement that "is amended as follows:" orders where the provision itself follows."""
        label = new_text.leading_label(self.payload or "")
        if (
            not label
            or not place.at
            or not (place.at == label or place.at.endswith(label if label[0] == "(" else f"({label})"))
        ):
            raise Unclear("it is not said whether the text that follows replaces the provision")
        return [Restate(target=place, text=new_text.unwrapped(self._take()))]

    def _undesignated(self, tree: Tree, base: Target) -> list[Operation]:
        return [Undesignate(target=place) for place in self.places(tree.first("places"), base)]

    def _act_designate(self, tree: Tree, base: Target) -> list[Operation]:
        text = tree.first("existing_text")
        place = text.first("place") if text else None
        target = read_place(place, self.line, base, self.units)[0] if place else base
        number = citations(tree.one("provision").one("numberings"), self.line)
        if len(number) != 1:
            raise Unclear("existing text is designated by one number")
        return [Designate(target=target, label=number[0])]

    def _act_reserve(self, tree: Tree, base: Target) -> list[Operation]:
        return [Delete(target=place, leave="reserved") for place in self.places(tree.first("places"), base)]

    def _act_renumber(self, tree: Tree, base: Target) -> list[Operation]:
        bare = tree.first("bare_place")
        if bare:
            numbers = citations(bare.one("numberings"), self.line)
            return self.renumbered(
                [replace(base, at=under(self.known(base.at), each)) for each in numbers],
                tree.first("new_numbers"),
            )
        quoted = tree.first("quoted_place")
        if quoted:
            number = self._quoted_number(quoted.parts[0])[1]
            return self.renumbered([replace(base, at=under(base.at, number))], tree.first("new_numbers"))
        if not tree.has("places"):
            return [RenumberRest(target=base)]
        return self.renumbered(self.places(tree.first("places"), base), tree.first("new_numbers"))

    _designated = _act_designate


def _other_number(own: str, at: str) -> bool:
    """Say whether a text bears another number than the provision it replaces, and none that begins a list inside it."""
    if re.fullmatch(r"\d+\.\d+", own) and re.fullmatch(r"\d+\.\d+", at):
        return own != at
    own = own[: own.find(")") + 1] if own.startswith("(") else ""
    first = ("(a)", "(i)", "(1)", "(A)", "(I)", "(x)", "(X)")
    return bool(own) and at.endswith(")") and own.lower() != at[at.rfind("(") :].lower() and own not in first


def _without_label(text: str) -> str:
    """Return a placeholder without the number it repeats: the number stays where it is."""
    return text.removeprefix(new_text.leading_label(text)).lstrip(" .") if text[:1] != "[" else text
