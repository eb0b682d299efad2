"""What an instruction orders: from the phrases the grammar found to operations."""

from __future__ import annotations

import re
from dataclasses import replace

from engross.instruments.operations import (
    AddWords,
    Delete,
    Designate,
    Insert,
    Join,
    Move,
    NoEffect,
    NotExecutable,
    Occurrence,
    Operation,
    RenameTerm,
    Renumber,
    RenumberRest,
    Restate,
    Split,
    Substitute,
    Target,
    Undesignate,
    Where,
)
from engross.understanding import payload as new_text
from engross.understanding.grammar import Tree, instructions
from engross.understanding.payload import folded
from engross.understanding.places import (
    FOLLOWING,
    UNKNOWN,
    Missing,
    Unclear,
    citations,
    names,
    ordinal,
    parent,
    read_place,
    read_places,
    spoken,
    under,
    unit_of,
)
from engross.understanding.tokens import Token, tokens

_MARKS = {"comma": ",", "full_stop": ".", "semicolon": ";", "colon": ":"}
_RESERVED = re.compile(
    r"(?i)^\W*(?:(?:section|paragraph|clause)\s+)?(?:[\dA-Za-z.]{0,6}(?:\([a-z0-9]+\))*)?\W*"
    r"(?P<words>\[?(?:intentionally\s+(?:omitted|deleted|left blank)|reserved)\.?\]?)\W*$",
)
_GERUNDS = ("deleting", "striking", "inserting", "adding", "replacing", "substituting", "renumbering", "amending")
Places = list[Target]


class Meaning:
    """Read the operations of one instruction.

    Args:
        line: Its tokens.
        payload: The paragraphs that follow it and hold its new text; None where they are not given.
    """

    def __init__(self, line: tuple[Token, ...], payload: str | None, units: dict[str, str] | None = None) -> None:
        """Begin with nothing read."""
        self.line = line
        self.payload = payload
        self.used = 0
        self.missing = False
        self.context: Target | None = None
        self.units: dict[str, str] = {} if units is None else units

    # ------------------------------------------------------------------------------------------ sentences and clauses

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
        if self.payload and self.payload.strip() and not self.used and any(not isinstance(op, NoEffect) for op in found):
            raise Unclear("new text follows that the instruction does not speak of")
        return found

    def clause(self, tree: Tree, base: Target) -> tuple[list[Operation], Target]:
        """Return the operations of a clause, and the place it leaves spoken of."""
        scope = tree.first("scope")
        bases = self.places(scope.first("places"), base) if scope else [base]
        found: list[Operation] = []
        if scope and scope.has("everywhere"):
            return [_everywhere(op) for op in self.clause(_without(tree, "scope"), self._one(scope.first("places"), base))[0]], base
        for each in bases:
            for part in tree.parts:
                if part.rule not in ("scope", "effect") and part.rule.islower():
                    found += getattr(self, f"_{part.rule}")(part, each)
        return found, self.context or base

    def _instead(self, before: list[Operation], ops: list[Operation]) -> Operation:
        """Return the restatement that a deletion and "the following is added in substitution thereof" make."""
        if not before or not isinstance(before[-1], Delete) or len(ops) != 1 or not isinstance(ops[0], Insert):
            raise Unclear("it is not clear in whose place the new text is put")
        return Restate(target=before.pop().target, text=ops[0].text)

    def places(self, tree: Tree | None, base: Target) -> Places:
        """Return the places named, or the one spoken of where none is."""
        return read_places(tree, self.line, base, self.units) if tree else [base]

    def _order(self, tree: Tree, base: Target) -> list[Operation]:
        found = self.acts(tree.first("acts"), base)
        if base == Target() and self.line[tree.start].key in ("by", *_GERUNDS) and any(op.target == Target() for op in found):
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

    # ------------------------------------------------------------------------------------------ what is done to places

    def deed(self, tree: Tree, places: Places) -> list[Operation]:
        """Return what is done to the places a sentence speaks of."""
        match tree.rule:
            case "moved":
                return self._moved(tree, places)
            case "divided":
                words = self.quoted(tree.first("QUOTE"))  # type: ignore[arg-type]
                return [Split(target=place, at_words=words, label=self._new_numbers(tree.first("new_numbers"))[0]) for place in places]
            case "joined":
                joint = tree.first("QUOTE")
                return [Join(target=place, joint=self.quoted(joint) if joint else "") for place in places]
            case "restated" if tree.has("means"):
                meaning = tree.first("given_meaning")
                finer = (*places[0].other, ("words", "the meaning, after the defined term"))
                return [Restate(target=replace(places[0], other=finer), text=self.quoted(meaning.parts[0]))]  # type: ignore[union-attr]
            case "restated" if tree.has("regarding"):
                said = tree.first("regarding")
                finer = ("regarding", spoken(said, self.line))  # type: ignore[arg-type]
                return self.restated([replace(place, other=(*place.other, finer)) for place in places], tree.first("given_as_tail"))
            case "restated":
                return self.restated(places, tree.first("given", "given_as"))
            case "removed":
                if len(places) == 1 and places[0].definition == FOLLOWING:
                    return self._named_in_text(places[0])
                if tree.has("intentionally_omitted", "reserved_as"):
                    return [self._reserved(place, tree.first("reserved_as")) for place in places]
                return [Delete(target=place, leave="repealed" if tree.has("repealed") else "nothing") for place in places]
            case "renumbered":
                if tree.has("renumber_rest"):
                    return [RenumberRest(target=replace(places[0], title_words=""))]
                return self.renumbered(places, tree.first("new_numbers"), places[0])
            case "annexed":
                return [NotExecutable(kind="annex", why="the new text is attached, not given", target=place) for place in places]
            case "stem_by" if tree.has("scope_in"):
                scope = tree.first("scope_in")
                inner = [each for place in places for each in self.places(scope.first("places"), place)]  # type: ignore[union-attr]
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

    def _moved(self, tree: Tree, places: Places) -> list[Operation]:
        to = read_place(tree.first("place"), self.line, Target(), self.units)[0]  # type: ignore[arg-type]
        numbers = self._new_numbers(tree.first("new_numbers")) if tree.has("new_numbers") else [""]
        if len(places) != 1 or len(numbers) != 1:
            raise Unclear("several provisions are moved at once")
        side = tree.first("anchor_side")
        inside: Where = "end" if tree.has("at_the_end_of") else "start"
        where: Where = ("after" if side.has("after") else "before") if side else inside
        return [Move(target=places[0], to=to, where=where, label=numbers[0])]

    def _undesignated(self, tree: Tree, base: Target) -> list[Operation]:
        return [Undesignate(target=place) for place in self.places(tree.first("places"), base)]

    def _term_renamed(self, tree: Tree, base: Target) -> list[Operation]:
        old, new = (self.quoted(part) for part in tree.all("QUOTE"))
        return [RenameTerm(target=self._one(tree.first("places"), base), old=old, new=new)]

    def _self_reference(self, tree: Tree, base: Target) -> list[Operation]:
        del tree, base
        return [NoEffect(kind="self-reference")]

    def _effective_date(self, tree: Tree, base: Target) -> list[Operation]:
        del tree, base
        return [NoEffect(kind="effective-date")]

    def _follows_stem(self, place: Target) -> list[Operation]:
        """Return the restatement that "is amended as follows:" orders where the provision itself follows."""
        label = new_text.leading_label(self.payload or "")
        if not label or not place.at or not (place.at == label or place.at.endswith(label if label[0] == "(" else f"({label})")):
            raise Unclear("it is not said whether the text that follows replaces the provision")
        return [Restate(target=place, text=new_text.unwrapped(self._take()))]

    def _reserved(self, place: Target, said: Tree | None) -> Delete:
        quote = said.first("QUOTE") if said else None
        return Delete(target=place, leave="reserved", placeholder=self.quoted(quote) if quote else "")

    def restated(self, places: Places, given: Tree | None) -> list[Operation]:
        """Return the restatement of one place, or of several by the pieces of the new text."""
        if len(places) == 1 and places[0].definition == FOLLOWING:
            return self._following(places[0], given)
        self._same_number(places, given)
        if len(places) == 1:
            text = self.given(given)
            if _RESERVED.match(text):
                return [Delete(target=places[0], leave="reserved", placeholder=text)]
            self._whole(places[0], text)
            return [Restate(target=places[0], text=text)]
        if given is not None and given.has("QUOTE"):
            raise Unclear("one text is given for several provisions")
        return [Restate(target=place, text=text) for place, text in zip(places, self._pieces(places), strict=True)]

    def _same_number(self, places: Places, given: Tree | None) -> None:
        """Refuse a provision that is put in place of one that bears another number."""
        thing = given.first("given_thing") if given else None
        numbers = thing.first("numberings") if thing else None
        if numbers is None:
            return
        announced = citations(numbers, self.line)
        for place, number in zip(places, announced, strict=False):
            if place.at and not place.definition and not place.at.endswith(number) and not number.endswith(place.at):
                raise Unclear(f"{place.at} is replaced by a provision announced as {number}")

    def _whole(self, place: Target, text: str) -> None:
        """Refuse a text that is numbered as a later part of the provision: whether the rest stays is not said."""
        own = new_text.leading_label(text)
        more = own.removeprefix(place.at) if place.at and own.startswith(place.at) else ""
        if more.startswith("(") and more[: more.index(")") + 1] not in ("(a)", "(i)", "(1)", "(A)", "(I)"):
            raise Unclear(f"the text is numbered {own}; it is not said whether the rest of {place.at} stays")

    def _following(self, place: Target, given: Tree | None) -> list[Operation]:
        """Return the restatement of definitions that only the new text names."""
        found = new_text.definitions(self._take()) if given is None or not given.has("QUOTE") else []
        if not found:
            raise Unclear("the definitions are not named, and the new text does not begin with a defined term")
        return [Restate(target=replace(place, definition=term), text=text) for term, text in found]

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

    def renumbered(self, places: Places, to: Tree | None, base: Target) -> list[Operation]:
        """Return one renumbering for each place."""
        numbers = self._new_numbers(to)
        if len(numbers) != len(places):
            raise Unclear(f"{len(places)} provisions are renumbered by {len(numbers)} numbers")
        if len(set(numbers)) != len(numbers):
            raise Unclear("two provisions get the same number")
        return [Renumber(target=place, to=number) for place, number in zip(places, numbers, strict=True)]

    def _new_numbers(self, tree: Tree | None) -> list[str]:
        if tree is None:
            raise Unclear("the new number is not given")
        found: list[str] = []
        for part in tree.parts:
            if part.rule == "QUOTE":
                found.append(self._quoted_number(part)[1])
            elif part.rule == "numberings":
                found += citations(part, self.line)
            elif part.rule == "place":
                provision = part.parts[0].parts[0] if part.parts and part.parts[0].parts else None
                if provision is None or provision.rule != "provision" or len(part.parts) > 1:
                    raise Unclear("the new number is not given as a number")
                found += citations(provision.first("numberings"), self.line)  # type: ignore[arg-type]
        return found

    def _quoted_number(self, tree: Tree) -> tuple[str, str]:
        written = folded(tree.token.text if tree.token else "")
        match = re.fullmatch(r"(?:(?P<unit>[a-z-]+)\s+)?(?P<number>\(?[0-9A-Za-z.]{1,6}\)?(?:\([a-z0-9]{1,5}\))*)", written.rstrip(",."), re.IGNORECASE)
        if not match:
            raise Unclear(f"{written!r} is no number of a provision")
        return (match["unit"] or "").lower(), match["number"]

    # ------------------------------------------------------------------------------------------ new text

    def given(self, tree: Tree | None) -> str:
        """Return the new text, quoted in the sentence or following it."""
        quote = tree.first("QUOTE") if tree else None
        if quote:
            return self.quoted(quote)
        return new_text.unwrapped(self._take())

    def _take(self) -> str:
        if self.used:
            raise Unclear("two orders speak of the one text that follows")
        self.used += 1
        if self.payload is None or not self.payload.strip():
            self.missing = True
            return ""
        if not re.search(r"\w", self.payload):
            raise Unclear("what follows it holds no words")
        if re.search(r"\*\s?\*\s?\*|\. \. \. \.|_{3}\s*\n\s*_{3}", self.payload):
            raise Unclear("the new text leaves words out by asterisks or dots")
        if new_text.runs_on(self.payload) and instructions().begins("ordering", tokens(new_text.runs_on(self.payload)[:2000])):
            raise Unclear("after the quoted new text the instrument goes on with another order")
        return self.payload

    def quoted(self, tree: Tree) -> str:
        """Return the words of a quotation; one that swallowed an order by a mark too few is none."""
        text = folded(tree.token.text) if tree.token else ""
        if text.count('"') % 2 or text.count("“") != text.count("”"):
            inner = tokens(text.replace('"', " ").replace("“", " ").replace("”", " "))
            if instructions().begins("ordering", inner):
                raise Unclear("a quotation mark is missing, so that it is not clear where quoted words end")
        return text

    # ------------------------------------------------------------------------------------------ quoted words

    def words(self, tree: Tree | None, *, middle: bool = False) -> list[tuple[str, Occurrence, int | None]]:
        """Return the words quoted, each with how often it is meant.

        Args:
            tree: What the rule ``words`` claimed.
            middle: The words go into the middle of a text: a mark that only American style put inside is dropped.
        """
        found: list[tuple[str, Occurrence, int | None]] = []
        extent: tuple[Occurrence, int | None] = ("one", None)
        for part in tree.parts if tree else ():
            if part.rule == "extent":
                inner = part.parts[0]
                if inner.rule == "each":
                    extent = ("each", None)
                elif inner.rule == "count_of":
                    extent = ("each", 2)
                else:
                    counted = ordinal(inner.first("ordinal"), self.line)  # type: ignore[arg-type]
                    extent = ("first" if counted == 1 else counted, None)  # type: ignore[assignment]
            elif part.rule == "QUOTE":
                text = self.quoted(part)
                if middle and text[-1:] in ".,;" and self._closes(part):
                    text = text[:-1]
                found.append((text, *extent))
            elif part.rule == "mark":
                found.append((_MARKS[part.parts[0].rule], *extent))
        return found

    def _closes(self, tree: Tree) -> bool:
        """Say whether a quotation stands where the sentence itself wants a mark, and none stands outside it."""
        following = self.line[tree.end] if tree.end < len(self.line) else None
        return following is None or following.kind == "LABEL" or (following.key == "and" and self.line[tree.end + 1 :][:1] != ())

    def new_words(self, tree: Tree) -> list[str]:
        """Return the words that take another's place."""
        quote = tree.first("QUOTE")
        if quote:
            return [self.words(tree, middle=True)[0][0]]
        if tree.has("payload_words"):
            return [new_text.unwrapped(self._take())]
        return [text for text, _, _ in self.words(tree.first("words"), middle=True)]

    def where_words(self, tree: Tree, base: Target) -> tuple[Target, Occurrence | None, int | None]:
        """Return where quoted words stand, and how often they are meant if that is said."""
        occurrence: Occurrence | None = None
        count: int | None = None
        for node in tree.all("words_at"):
            for part in node.parts:
                match part.rule:
                    case "both_times":
                        occurrence, count = "each", 2
                    case "each_time":
                        occurrence = "each"
                        base = self._one(part.first("places"), base)
                    case "first_time":
                        occurrence = "first"
                    case "nth_time":
                        number = ordinal(part.first("ordinal"), self.line)  # type: ignore[arg-type]
                        occurrence = "first" if number == 1 else number if number != "penultimate" else None
                    case "at_start":
                        place = part.first("place")
                        base = read_place(place, self.line, base, self.units)[0] if place else base
                    case "at_end":
                        occurrence = "last"
                        place = part.first("place")
                        base = read_place(place, self.line, base, self.units)[0] if place else base
                    case "words_in":
                        base = self._one(part.first("places"), base)
                        if base.other and base.other[-1][1].startswith(("last line", "final line")):
                            occurrence = "last"
        return base, occurrence, count

    def _one(self, tree: Tree | None, base: Target) -> Target:
        found = self.places(tree, base)
        if len(found) != 1:
            raise Unclear("words are looked for in several provisions at once")
        return found[0]

    def strike(self, tree: Tree, base: Target, new: list[str] | None, where: Tree) -> list[Operation]:
        """Return the substitution of quoted words by others, pair by pair."""
        target, occurrence, count = self.where_words(where, base)
        old = self.words(tree)
        if new is None:
            new = [""] * len(old)
        if len(new) == 1 and len(old) > 1:
            if not any(token.key in ("each", "respectively") for token in self.line):
                raise Unclear("several words are replaced by one text; it is not said whether each is")
            new = new * len(old)
        if len(new) != len(old):
            raise Unclear(f"{len(old)} quoted words are replaced by {len(new)}")
        return [
            Substitute(target=target, strike=text, insert=insert, occurrence=occurrence or own, count=count or number)
            for (text, own, number), insert in zip(old, new, strict=True)
        ]

    def _references_in(self, tree: Tree, base: Target) -> list[Operation]:
        found = [op for place in self.places(tree.first("places"), base) for op in self._words_are(tree, place)]
        return [replace(op, occurrence="each") if isinstance(op, Substitute) and op.occurrence == "one" else op for op in found]

    def _words_are(self, tree: Tree, base: Target) -> list[Operation]:
        base, occurrence, count = self.where_words(tree, base)
        found: list[Operation] = []
        for deed in tree.all("words_deed"):
            if deed.has("added"):
                for text, _, _ in self.words(tree.first("words")):
                    found.append(self._added(text, deed, base))
                continue
            new = deed.first("new_words")
            ops = self.strike(tree.first("words"), base, self.new_words(new) if new else None, deed)  # type: ignore[arg-type]
            if occurrence:
                ops = [replace(op, occurrence=occurrence, count=count) for op in ops]  # type: ignore[arg-type]
            found += ops
        return found

    # ------------------------------------------------------------------------------------------ acts

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

    def _act_strike(self, tree: Tree, base: Target) -> list[Operation]:
        origin = tree.first("words_from")
        base = self._one(origin.first("places"), base) if origin else base
        put = tree.first("new_for")
        new = self.new_words(put.first("new_words")) if put and put.first("new_words") else None  # type: ignore[arg-type]
        if put:
            base, occurrence, count = self.where_words(put, base)
            ops = self.strike(tree.first("words"), base, new, tree)  # type: ignore[arg-type]
            return [replace(op, occurrence=occurrence, count=count) for op in ops] if occurrence else ops  # type: ignore[arg-type]
        return self.strike(tree.first("words"), base, new, tree)  # type: ignore[arg-type]

    def _act_reserve(self, tree: Tree, base: Target) -> list[Operation]:
        return [Delete(target=place, leave="reserved") for place in self.places(tree.first("places"), base)]

    def _act_swap(self, tree: Tree, base: Target) -> list[Operation]:
        old = tree.first("old_words")
        return self.strike(old.first("words"), base, self.new_words(tree.first("new_words")), tree)  # type: ignore[union-attr, arg-type]

    def _act_strike_range(self, tree: Tree, base: Target) -> list[Operation]:
        ops = self._act_strike(replace_rule(tree), base)
        until = tree.first("range_end")
        through = self.quoted(until.first("QUOTE")) if until else ""  # type: ignore[arg-type]
        return [replace(op, through=through, to_end=not until) for op in ops]  # type: ignore[arg-type]

    def _act_replace(self, tree: Tree, base: Target) -> list[Operation]:
        if tree.has("places"):
            return self.restated(self.places(tree.first("places"), base), tree.first("given"))
        old = tree.first("old_words")
        if old:
            return self.strike(old.first("words"), base, [t for t, _, _ in self.words(tree.first("words"))], tree)  # type: ignore[arg-type]
        origin = tree.first("words_from")
        base = self._one(origin.first("places"), base) if origin else base
        return self.strike(tree.first("words"), base, self.new_words(tree.first("new_words")), tree)  # type: ignore[arg-type]

    def _act_insert_words(self, tree: Tree, base: Target) -> list[Operation]:
        said = tree.first("insert_text")
        quoted = (said.first("QUOTE") if said else None) or tree.first("QUOTE")
        if quoted:
            texts = [self.quoted(quoted)]
            target, occurrence, _ = self.where_words(tree, base)
            if not tree.has("anchor") and occurrence == "last" and new_text.is_sentence(texts[0]):
                return [Insert(target=target, where="end", text=texts[0])]
        elif said and said.has("words"):
            texts = [text for text, _, _ in self.words(said.first("words"), middle=True)]
        else:
            texts = [new_text.unwrapped(self._take())]
            if texts[0] and not tree.has("anchor") and new_text.is_sentence(texts[0]):
                target, occurrence, _ = self.where_words(tree, base)
                if occurrence == "last":
                    return [Insert(target=target, where="end", text=texts[0])]
        return [self._added(text, tree, base) for text in texts]

    def _added(self, text: str, tree: Tree, base: Target) -> AddWords:
        """Return words added beside an anchor, or at an end."""
        anchor = tree.first("anchor")
        target, occurrence, count = self.where_words(tree, base)
        if anchor is None and any(node.has("at_start") for node in tree.all("words_at")):
            return AddWords(target=target, text=text, where="start")
        if anchor is None:
            if occurrence != "last":
                raise Unclear("it is not said where the words are added")
            return AddWords(target=target, text=text, where="end")
        side = anchor.first("anchor_side")
        where: Where = "after" if side and side.has("after") else "before"
        beside = self.words(anchor.first("words"))
        if len(beside) != 1:
            raise Unclear("words are added beside several others")
        words, own, number = beside[0]
        mark = anchor.first("words").has("mark")  # type: ignore[union-attr]
        if mark and where == "before" and words in ".;":
            return AddWords(target=target, text=_without_stop(text), where="end")
        quote = anchor.first("words").first("QUOTE")  # type: ignore[union-attr]
        if where == "after" and text[:1] in ",;" and words[-1:] in ",;." and quote and self._closes(quote):
            words = words[:-1]
        return AddWords(target=target, text=text, where=where, anchor=words, occurrence=occurrence or own, count=count or number)

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
            return [op for place in places for op in self.clause(tree.first("clause"), place)[0]]  # type: ignore[arg-type]
        return self.restated(places, tree.first("given_as"))

    def _act_renumber(self, tree: Tree, base: Target) -> list[Operation]:
        bare = tree.first("bare_place")
        if bare:
            numbers = citations(bare.first("numberings"), self.line)  # type: ignore[arg-type]
            return self.renumbered([replace(base, at=under(self.known(base.at), each)) for each in numbers], tree.first("new_numbers"), base)
        quoted = tree.first("quoted_place")
        if quoted:
            number = self._quoted_number(quoted.parts[0])[1]
            return self.renumbered([replace(base, at=under(base.at, number))], tree.first("new_numbers"), base)
        if not tree.has("places"):
            return [RenumberRest(target=base)]
        return self.renumbered(self.places(tree.first("places"), base), tree.first("new_numbers"), base)

    def _act_designate(self, tree: Tree, base: Target) -> list[Operation]:
        text = tree.first("existing_text")
        place = text.first("place") if text else None
        target = read_place(place, self.line, base, self.units)[0] if place else base
        provision = tree.first("provision")
        number = citations(provision.first("numberings"), self.line)  # type: ignore[union-attr, arg-type]
        if len(number) != 1:
            raise Unclear("existing text is designated by one number")
        return [Designate(target=target, label=number[0])]

    _designated = _act_designate

    def _provision_added(self, tree: Tree, base: Target) -> list[Operation]:
        where, target, said, _ = self._place_of_new(tree, base)
        numbers = citations(tree.first("numberings"), self.line)  # type: ignore[arg-type]
        return self._numbered(numbers, where, target, target, tree.first("given"), said)

    def _loose_references(self, tree: Tree, base: Target) -> list[Operation]:
        why = "the references to be deleted are neither quoted nor placed"
        return [NotExecutable(kind="semantic", why=why, target=self._one(tree.first("places"), base))]

    # ------------------------------------------------------------------------------------------ new provisions

    def _new_is_added(self, tree: Tree, base: Target) -> list[Operation]:
        return self._act_insert_new(tree, base)

    def _words_added(self, tree: Tree, base: Target) -> list[Operation]:
        given = tree.first("given")
        return [self._added(self.given(given), tree, base)]

    def _act_insert_new(self, tree: Tree, base: Target) -> list[Operation]:
        if tree.has("words_added"):
            return self._words_added(tree.parts[0], base)
        if tree.has("new_unit_to_read"):
            return self._new_numbered(tree.parts[0], base)
        where, target, said, stop = self._place_of_new(tree, base)
        thing = tree.first("new_thing") or tree
        renamed = tree.first("as_new")
        if renamed and renamed.has("last_sentence"):
            target = self._one(renamed.first("places"), target)
            return [Insert(target=target, where="end", text=self.given(tree.first("given")))]
        units = list(thing.all("new_unit")) or [thing]
        if renamed:
            units = [*renamed.all("new_unit")]
        labels_ = [label for unit in units for label in self._labels(unit)]
        if not said and labels_ and labels_[0].startswith("(") and self._same_unit(units[0], target):
            target = base = replace(target, at=parent(target.at))
        given = tree.first("given")
        if labels_:
            return self._numbered(labels_, where, target, base if not said else target, given, said)
        if stop:
            return [AddWords(target=target, text=_without_stop(self.given(given)), where="end")]
        defined = any(unit.has("definition_word", "definition_name") for unit in units) or (given is not None and self._defines(given))
        if defined:
            return self._definitions(units, where, target, given)
        if given is not None and given.has("given_thing"):
            inner = given.first("given_thing")
            if inner and inner.has("numberings"):
                return self._numbered(citations(inner.first("numberings"), self.line), where, target, target, given, said)  # type: ignore[arg-type]
        text = self.given(given)
        whole = any(unit.has("sentence_word", "paragraph_word") for unit in units) or (given is not None and self._says_whole(given))
        label = new_text.leading_label(text) if not any(unit.has("sentence_word") for unit in units) else ""
        if label.startswith("(") and where in ("after", "before") and parent(target.at) and not (target.sentences or target.paragraphs):
            return [Insert(target=target, where=where, text=text, label=under(parent(target.at), label))]
        if label and where == "end":
            return [Insert(target=target, where=where, text=text, label=under(target.at, label))]
        if text and not whole and not new_text.is_sentence(text) and where in ("end", "start"):
            return [AddWords(target=target, text=text, where=where)]
        if not text and not whole:
            raise Missing
        if text and not whole and where in ("after", "before") and not new_text.is_sentence(text) and not (target.sentences or target.paragraphs or target.definition):
            whole = bool(label)
            if not whole:
                raise Unclear("words are added beside a provision, not a provision of their own")
        return [Insert(target=target, where=where, text=text)]

    def _same_unit(self, unit: Tree, target: Target) -> bool:
        """Say whether a new clause stands beside the clause that is spoken of, and not under it."""
        named = re.match(r"(?:the |a |an |new |following )*([a-z-]+)", spoken(unit, self.line))
        return bool(named) and self.units.get(target.at) == named[1].replace("-", "").removesuffix("s")  # type: ignore[index]

    def _new_numbered(self, tree: Tree, base: Target) -> list[Operation]:
        labels_ = citations(tree.first("numberings"), self.line)  # type: ignore[arg-type]
        return self._numbered(labels_, "end", base, base, tree.first("given"), said=False)

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

    def _numbered(self, found: list[str], where: Where, target: Target, base: Target, given: Tree | None, said: bool) -> list[Operation]:
        """Return the insertion of provisions that bear numbers."""
        sibling = said and where in ("after", "before")
        outer = parent(target.at) if sibling else target.at
        full = [under(self.known(outer), label) if label.startswith("(") else label for label in found]
        if len(found) == 1:
            texts = [self.given(given)]
            own = new_text.leading_label(texts[0])
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
        if not target.at and not sibling:
            target = replace(target, at=parent(full[0]))
        elif not sibling and full[0] != target.at and not full[0].startswith(target.at) and target.at[:1].isdigit() and not said:
            target = replace(target, at=parent(full[0]))
        ops: list[Operation] = []
        for label, text in zip(full, texts, strict=True):
            ops.append(Insert(target=target, where=where, text=text, label=label))
        if where != "end" and len(ops) > 1 and where == "after":
            ops = [ops[0], *(replace(op, target=replace(target, at=before)) for op, before in zip(ops[1:], full, strict=False))]  # type: ignore[arg-type]
        return ops

    def known(self, at: str) -> str:
        """Return the place, refusing one that is not known."""
        if at == UNKNOWN:
            raise Unclear("it is not clear where the new provision goes")
        return at

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
        """Return where a new provision goes, beside or in what, whether that was said, and whether before a full stop."""
        where: Where = "end"
        target, said, stop = base, False, False
        nodes = sorted((part for node in tree.all("place_at") for part in node.parts), key=lambda part: part.rule != "within")
        for part in nodes:
            places = part.first("places")
            if part.rule in ("at_the_end", "at_the_start", "alphabetical", "beside", "within") and places:
                found = self.places(places, target if part.rule != "beside" or target is not base else self._siblings_of(places, base))
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
                case "beside":
                    side = part.first("anchor_side")
                    where = "after" if side and side.has("after") else "before"
        return where, target, said, stop

    def _siblings_of(self, places: Tree, base: Target) -> Target:
        return base


def _everywhere(operation: Operation) -> Operation:
    """Return a change of words that is made wherever they appear."""
    if isinstance(operation, Substitute) and operation.occurrence == "one":
        return replace(operation, occurrence="each")
    raise Unclear("only words can be changed everywhere")


def _without(tree: Tree, rule: str) -> Tree:
    return Tree(tree.rule, tree.start, tree.end, tuple(part for part in tree.parts if part.rule != rule))


def replace_rule(tree: Tree) -> Tree:
    """Return the striking of a range as the striking of the words it begins with."""
    words = Tree("words", tree.start, tree.end, tuple(tree.all("QUOTE")))
    return Tree("act_strike", tree.start, tree.end, (words, *tree.parts))


def _without_stop(text: str) -> str:
    return text.rstrip(".") if text.endswith(".") else text


__all__ = ["Meaning", "unit_of"]
