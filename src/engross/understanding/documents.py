"""Which names in capitals are documents: "the Indenture" is one, "the Cover Sheet to the Indenture" a part of one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from engross.understanding.grammar import Tree
from engross.understanding.places import Unclear
from engross.understanding.tokens import Token

_PARTS_OF = (("of", "the"), ("to", "the"), ("in", "the"))
_INSTRUMENTS = frozenset(
    "addendum agreement amendatory amendment article assignment by-law bylaw certificate charter condition consent"
    " constitution contract convention declaration deed document guarantee guaranty indenture initiative instrument"
    " law lease letter licence license memorandum mortgage note plan pledge policy program protocol regulation"
    " resolution rule statute supplement trust undertaking waiver warrant".split()
)


def check_documents(tree: Tree, line: tuple[Token, ...]) -> None:
    """Refuse names in capitals that are no document's, an earlier amendment, and two documents in one sentence.

    Raises:
        Unclear: It is not clear that the text that is amended is spoken of.
    """
    found = list(_named(tree))
    for named in found:
        _is_instrument(line[named.start : named.end])
    names = [_name(line[named.start : named.end]) for named in found]
    for one, other in pairwise(names):
        if one and other and not (one.endswith(other) or other.endswith(one)):
            raise Unclear(f"the sentence changes two documents: {one} and {other}")


def _named(tree: Tree) -> Iterator[Tree]:
    """Yield the document nearest to each place that is named, and those named without a place."""
    if tree.rule in ("self_reference", "as_now", "condition", "effect"):
        return
    steps = [step.parts[0] for step in tree.all("step")] if tree.rule == "place" else []
    named = next((step for step in steps if step.rule == "document"), None) if steps else tree.first("document")
    if named and tree.rule != "instruction":  # a heading orders nothing
        yield named
    for part in tree.parts:
        if part.rule != "document" and (tree.rule != "place" or part.rule != "step"):
            yield from _named(part)


def _name(named: tuple[Token, ...]) -> str:
    """Return the name alone, without its date and what is said of it."""
    until = next((n for n, token in enumerate(named) if token.kind in ("ASIDE", ",")), len(named))
    words = [token.key for token in named[:until]]
    if "act" in words or "code" in words or words[:1] == ["an"]:
        return ""
    until = next((n for n, word in enumerate(words) if word in ("dated", "as", "effective", "made")), len(words))
    left_out = ("the", "this", "said", "such", "original", "existing")
    return " ".join(word for word in words[:until] if word not in left_out)


def _is_instrument(named: tuple[Token, ...]) -> None:
    """Refuse a name in capitals that is no document's: "the Cover Sheet to the Indenture" is a part of one."""
    written = [token.text for token in named if token.kind == "WORD"]
    words = [word.lower() for word in written]
    if words[:1] == ["an"] or "act" in words or "code" in words:
        return
    until = words.index("as") if "as" in words else len(words)
    if "amendment" in words[:until]:
        raise Unclear(f"{' '.join(written)} is another instrument, not the text that is amended")
    outer = next((n for n, pair in enumerate(pairwise(words)) if pair in _PARTS_OF and n), len(words))
    if not any(word.removesuffix("s") in _INSTRUMENTS for word in words[:outer]):
        raise Unclear(f"it is not known which place {' '.join(written[:outer])!r} is")
