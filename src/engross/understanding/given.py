"""What is given: quoted words, new text in the paragraphs below, numbers; and the places it is for."""

from __future__ import annotations

import re

from engross.instruments.operations import Target
from engross.understanding import payload as new_text
from engross.understanding.grammar import Tree, instructions
from engross.understanding.payload import folded
from engross.understanding.places import UNKNOWN, Unclear, citations, read_places
from engross.understanding.tokens import Token, tokens

Places = list[Target]


class Given:
    """Read what one instruction gives.

    Args:
        line: Its tokens.
        payload: The paragraphs that follow it and hold its new text; None where they are not given.
        units: By which unit word each place was named so far.
    """

    def __init__(self, line: tuple[Token, ...], payload: str | None, units: dict[str, str] | None = None) -> None:
        """Begin with nothing read."""
        self.line = line
        self.payload = new_text.without_pages(payload) if payload else payload
        self.used = 0
        self.missing = False
        self.context: Target | None = None
        self.listing = False
        self.units: dict[str, str] = {} if units is None else units

    def places(self, tree: Tree | None, base: Target) -> Places:
        """Return the places named, or the one spoken of where none is."""
        return read_places(tree, self.line, base, self.units) if tree else [base]

    def _one(self, tree: Tree | None, base: Target) -> Target:
        found = self.places(tree, base)
        if len(found) != 1:
            raise Unclear("words are looked for in several provisions at once")
        return found[0]

    def known(self, at: str) -> str:
        """Return the place, refusing one that is not known."""
        if at == UNKNOWN:
            raise Unclear("it is not clear where the new provision goes")
        return at

    def given(self, tree: Tree | None) -> str:
        """Return the new text, quoted in the sentence or following it."""
        quote = tree.first("QUOTE") if tree else None
        if quote:
            return self.quoted(quote)
        text = new_text.unwrapped(self._take())
        if new_text.ends_inside(text):
            raise Unclear("a quotation mark is missing, so that it is not clear where the new text ends")
        return text

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
        rest = tokens(new_text.runs_on(self.payload)[:200])
        if any(at < 4 for at in instructions().begins("ordering", rest)):
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

    def _in_lieu(self, put: Tree) -> bool:
        """Say whether new text is put in the place of what goes; without such words it may be one more provision."""
        said = {token.key for token in self.line[put.start : put.end]}
        return bool(
            said
            & {
                "lieu",
                "place",
                "stead",
                "therefor",
                "therefore",
                "instead",
                "substituting",
                "replacing",
                "substitution",
            }
        )

    def _quoted_number(self, tree: Tree) -> tuple[str, str]:
        written = folded(tree.token.text if tree.token else "")
        match = re.fullmatch(
            r"(?:(?P<unit>[a-z-]+)\s+)?(?P<number>\(?[0-9A-Za-z.]{1,6}\)?(?:\([a-z0-9]{1,5}\))*)",
            written.rstrip(",."),
            re.IGNORECASE,
        )
        if not match:
            raise Unclear(f"{written!r} is no number of a provision")
        return (match["unit"] or "").lower(), match["number"]

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
                found += citations(provision.one("numberings"), self.line)
        return found


def without_stop(text: str) -> str:
    """Return words without the full stop that only ends the sentence they were quoted in."""
    return text.rstrip(".") if text.endswith(".") else text
