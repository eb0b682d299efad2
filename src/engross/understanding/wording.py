"""What is done to quoted words: struck, replaced, added."""

from __future__ import annotations

from dataclasses import replace

from engross.instruments.operations import (
    AddWords,
    Insert,
    Occurrence,
    Operation,
    Ordinal,
    RenameTerm,
    Substitute,
    Target,
    Where,
)
from engross.understanding import payload as new_text
from engross.understanding.deeds import Deeds
from engross.understanding.given import without_stop
from engross.understanding.grammar import Tree
from engross.understanding.places import Unclear, ordinal, read_place

_MARKS = {"comma": ",", "full_stop": ".", "semicolon": ";", "colon": ":"}


class Wording(Deeds):
    """Read what is done to words."""

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
                    counted = ordinal(inner.one("ordinal"), self.line)
                    extent = (_nth(counted), None)
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
        return (
            following is None
            or following.kind == "LABEL"
            or (following.key == "and" and self.line[tree.end + 1 :][:1] != ())
        )

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
                        occurrence = _nth(ordinal(part.one("ordinal"), self.line))
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

    def strike(self, tree: Tree, base: Target, new: list[str] | None, where: Tree) -> list[Substitute]:
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
        if tree.has("the_one"):
            return found
        return [
            replace(op, occurrence="each") if isinstance(op, Substitute) and op.occurrence == "one" else op
            for op in found
        ]

    def _wherever_are(self, tree: Tree, base: Target) -> list[Operation]:
        where = self._one(tree.first("places"), base)
        return [
            replace(op, occurrence="each") if isinstance(op, Substitute | AddWords) else op
            for op in self._words_are(tree, where)
        ]

    def _words_are(self, tree: Tree, base: Target) -> list[Operation]:
        several = self._spread(tree, base)
        if several:
            return [op for other, place in several for op in self._words_are(other, place)]
        base, occurrence, count = self.where_words(tree, base)
        found: list[Operation] = []
        for deed in tree.all("words_deed"):
            if deed.has("added"):
                for text, _, _ in self.words(tree.first("words")):
                    found.append(self._added(text, deed, base))
                continue
            new = deed.first("new_words")
            ops = self.strike(tree.one("words"), base, self.new_words(new) if new else None, deed)
            found += _as_often(ops, occurrence, count)
        return found

    def _act_strike(self, tree: Tree, base: Target) -> list[Operation]:
        put = tree.first("new_for")
        if put and _at_another_end(put) and not self._in_lieu(put):
            origin = tree.first("words_from")
            inside = self._one(origin.first("places"), base) if origin else base
            return [
                *self.strike(tree.one("words"), inside, None, tree),
                *(self._added(text, put, inside) for text in self.new_words(put.one("new_words"))),
            ]
        return [*self._struck(tree, base)]

    def _spread(self, tree: Tree, base: Target) -> list[tuple[Tree, Target]]:
        """Return a sentence on words in several provisions once for each of them; nothing for one provision."""
        for node in tree.all("words_at"):
            inside = node.first("words_in")
            places = self.places(inside.first("places"), base) if inside else []
            if len(places) > 1:
                rest = Tree(tree.rule, tree.start, tree.end, tuple(part for part in tree.parts if part is not node))
                return [(rest, place) for place in places]
        return []

    def _act_replace_each(self, tree: Tree, base: Target) -> list[Operation]:
        pairs = [[self.quoted(each.one("QUOTE")) for each in pair.all("words_one")] for pair in tree.all("words_pair")]
        return [Substitute(target=base, strike=old, insert=without_stop(new)) for old, new in pairs]

    def _act_insert_after(self, tree: Tree, base: Target) -> list[Operation]:
        return [self._added(text, tree, base) for text, _, _ in self.words(tree.one("words"), middle=True)]

    def _act_strike_said(self, tree: Tree, base: Target) -> list[Operation]:
        origin = tree.first("words_from")
        base = self._one(origin.first("places"), base) if origin else base
        return [Substitute(target=base, strike=without_stop(self.quoted(tree.one("QUOTE"))))]

    def _struck(self, tree: Tree, base: Target) -> list[Substitute]:
        origin = tree.first("words_from")
        base = self._one(origin.first("places"), base) if origin else base
        put = tree.first("new_for")
        if put is None:
            return self.strike(tree.one("words"), base, None, tree)
        if _says_where(put) and _says_where(tree):
            raise Unclear("words are struck in one place and put in another")
        base, occurrence, count = self.where_words(put, base)
        ops = self.strike(tree.one("words"), base, self.new_words(put.one("new_words")), tree)
        return _as_often(ops, occurrence, count)

    def _act_swap(self, tree: Tree, base: Target) -> list[Operation]:
        old = tree.one("old_words").one("words")
        return [*self.strike(old, base, self.new_words(tree.one("new_words")), tree)]

    def _act_strike_range(self, tree: Tree, base: Target) -> list[Operation]:
        ops = self._struck(_as_strike(tree), base)
        until = tree.first("range_end")
        through = self.quoted(until.one("QUOTE")) if until else ""
        return [replace(op, through=through, to_end=not until) for op in ops]

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
        mark = anchor.one("words").has("mark")
        if mark and where == "before" and words in ".;":
            return AddWords(target=target, text=without_stop(text), where="end")
        quote = anchor.one("words").first("QUOTE")
        if where == "after" and text[:1] in ",;" and words[-1:] in ",;." and quote and self._closes(quote):
            words = words[:-1]
        return AddWords(
            target=target, text=text, where=where, anchor=words, occurrence=occurrence or own, count=count or number
        )

    def _term_renamed(self, tree: Tree, base: Target) -> list[Operation]:
        old, new = (self.quoted(part) for part in tree.all("QUOTE"))
        return [RenameTerm(target=self._one(tree.first("places"), base), old=old, new=new)]


def _says_where(tree: Tree) -> bool:
    """Say whether it names the place where quoted words stand."""
    return any(part.has("places", "place") for node in tree.all("words_at") for part in node.parts)


def _at_another_end(put: Tree) -> bool:
    """Say whether words are put at an end of a place of their own: "inserting 'and' at the end of clause (c)"."""
    return any(part.rule == "at_end" for node in put.all("words_at") for part in node.parts)


def _nth(counted: Ordinal) -> Occurrence:
    if counted == "penultimate":
        raise Unclear("the last but one of several finds cannot be counted before the text is known")
    return "first" if counted == 1 else counted


def _as_often(found: list[Substitute], occurrence: Occurrence | None, count: int | None) -> list[Substitute]:
    """Return substitutions made as often as the sentence says of all of them."""
    return [replace(each, occurrence=occurrence, count=count) for each in found] if occurrence else found


def _as_strike(tree: Tree) -> Tree:
    """Return the striking of a range as the striking of the words it begins with."""
    words = Tree("words", tree.start, tree.end, tuple(tree.all("QUOTE")))
    return Tree("act_strike", tree.start, tree.end, (words, *tree.parts))
