"""The notation of the grammar file: the right side of a rule as a nested expression."""

from __future__ import annotations

import re
from typing import Any

from engross.understanding.tokens import tokens

Expression = tuple[Any, ...]
_NOTATION = re.compile(
    r'\s*(?:(?P<words>"[^"]*")|(?P<rule>_?[a-z][a-z_0-9]*)|(?P<terminal>[A-Z]+)|(?P<sign>[|()\[\]*+!&]))'
)


def expression(name: str, body: str) -> Expression:
    """Read the right side of a rule.

    Args:
        name: The rule's name, for messages.
        body: Its alternatives, as the head of the grammar file explains them.

    Raises:
        ValueError: It is not written as the notation wants it.
    """
    return _Reader(name, body).expression()


class _Reader:
    """Read the right side of a rule."""

    def __init__(self, name: str, body: str) -> None:
        self.name = name
        self.items: list[tuple[str, str]] = []
        position = 0
        body = body.rstrip()
        while position < len(body):
            match = _NOTATION.match(body, position)
            if not match or match.lastgroup is None:
                raise ValueError(f"rule {name}: cannot read {body[position : position + 20]!r}")
            self.items.append((match.lastgroup, match.group(match.lastgroup)))
            position = match.end()
        self.at = 0

    def expression(self) -> Expression:
        options = [self._sequence()]
        while self._take("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else ("choice", *options)

    def _peek(self) -> str:
        return self.items[self.at][1] if self.at < len(self.items) else ""

    def _take(self, sign: str) -> bool:
        if self._peek() == sign and self.items[self.at][0] == "sign":
            self.at += 1
            return True
        return False

    def _sequence(self) -> Expression:
        found = []
        while self.at < len(self.items) and self._peek() not in ("|", ")", "]"):
            found.append(self._item())
        if not found:
            raise ValueError(f"rule {self.name}: an empty alternative")
        return ("sequence", *found) if len(found) > 1 else found[0]

    def _item(self) -> Expression:
        kind, written = self.items[self.at]
        self.at += 1
        if kind == "words":
            found: Expression = ("words", *(token.key for token in tokens(written[1:-1])))
        elif kind == "sign" and written in "([":
            inner = self.expression()
            if not self._take(")" if written == "(" else "]"):
                raise ValueError(f"rule {self.name}: a bracket is not closed")
            found = inner if written == "(" else ("optional", inner)
        elif kind == "sign" and written in "!&":
            return ("not" if written == "!" else "ahead", self._item())
        elif kind == "sign":
            raise ValueError(f"rule {self.name}: {written} stands wrong")
        else:
            found = (kind, written)
        if self._take("*"):
            return ("many", found, 0)
        if self._take("+"):
            return ("many", found, 1)
        return found
