"""Which names in capitals are documents: "the Indenture" is one, "the Cover Sheet to the Indenture" a part of one."""

from __future__ import annotations

from itertools import pairwise

from engross.understanding.grammar import Tree
from engross.understanding.places import Unclear
from engross.understanding.tokens import Token

_PARTS_OF = (("of", "the"), ("to", "the"), ("in", "the"))
_INSTRUMENTS = frozenset(
    "addendum agreement amendatory amendment annex appendix article assignment award bond by-law bylaw certificate"
    " charter commitment condition consent constitution contract convention declaration deed document exhibit form"
    " grant guarantee guaranty indenture initiative instrument law lease letter licence license memorandum mortgage"
    " note offer option order plan pledge policy program protocol regulation resolution rule schedule security"
    " statement statute supplement term trust undertaking waiver warrant".split()
)


def check_documents(tree: Tree, line: tuple[Token, ...]) -> None:
    """Refuse names in capitals that are no document's, where a document is spoken of.

    Raises:
        Unclear: One is none.
    """
    if tree.rule in ("self_reference", "an_act"):
        return
    steps = [step.parts[0] for step in tree.all("step")] if tree.rule == "place" else []
    named = next((step for step in steps if step.rule == "document"), None) if steps else tree.first("document")
    if named:
        _is_instrument(line[named.start : named.end])
    for part in tree.parts:
        if part.rule != "document" and (tree.rule != "place" or part.rule != "step"):
            check_documents(part, line)


def _is_instrument(named: tuple[Token, ...]) -> None:
    """Refuse a name in capitals that is no document's: "the Cover Sheet to the Indenture" is a part of one."""
    written = [token.text for token in named if token.kind == "WORD"]
    words = [word.lower() for word in written]
    if words[:1] == ["an"] or "act" in words or "code" in words:
        return
    outer = next((n for n, pair in enumerate(pairwise(words)) if pair in _PARTS_OF and n), len(words))
    if not any(word.removesuffix("s") in _INSTRUMENTS for word in words[:outer]):
        raise Unclear(f"it is not known which place {' '.join(written[:outer])!r} is")
