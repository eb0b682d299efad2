"""Places an instruction names: what "clause (A) of the second sentence thereof" means where it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from engross.clauses import labels
from engross.instruments.operations import Ordinal, Part, Target
from engross.understanding.grammar import Tree
from engross.understanding.payload import folded
from engross.understanding.tokens import Token

UNKNOWN = "?"
FOLLOWING = "?the following"
DOCUMENT = "the document spoken of"
THE_REST = "?the remaining provisions"
_ORDINALS: dict[str, Ordinal] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "last": "last", "final": "last", "penultimate": "penultimate",
    "next to last": "penultimate", "second to last": "penultimate",
}  # fmt: skip
_PARTS: dict[str, Part] = {
    "lead_in": "lead-in", "heading": "heading", "closing": "closing", "signatures": "signature block",
    "recitals": "recitals", "preamble": "preamble",
}  # fmt: skip
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_CONTAINERS = ("Article", "Part", "Chapter", "Title", "Subtitle", "Subchapter", "Division")
_CONTAINING = tuple(name.lower() for name in _CONTAINERS)
_SMALL_UNITS = ("paragraph", "clause", "item", "subparagraph", "subclause", "subsection")


Units = dict[str, str]


class Missing(Exception):  # noqa: N818 - as Unclear
    """The new text is not given, and the sentence alone does not say what it orders."""


class Unclear(Exception):  # noqa: N818 - it never leaves this room; the reader turns it into a problem
    """What was written cannot be read to one meaning."""


def spoken(tree: Tree, line: tuple[Token, ...], *, lower: bool = True) -> str:
    """Return the words a rule claimed, in lower case unless asked as written."""
    words = " ".join(line[i].text for i in range(tree.start, tree.end))
    return words.lower() if lower else words


def ordinal(tree: Tree, line: tuple[Token, ...]) -> Ordinal:
    """Return what an ordinal counts."""
    return _ORDINALS[spoken(tree, line)]


def citations(tree: Tree, line: tuple[Token, ...]) -> list[str]:
    """Return the numbers of "clauses (v) and (vi)" or "Sections 7 through 9", ranges written out.

    Raises:
        Unclear: A range whose ends are no plain sequence.
    """
    found: list[str] = []
    ranged = False
    end = tree.start
    for part in tree.parts:
        if part.rule == "through":
            ranged = True
        elif part.rule == "numbering":
            number = _number(part, line)
            if any(token.key == "or" for token in line[end : part.start]):
                raise Unclear("it is not said which of the provisions is meant")
            end = part.end
            if ranged:
                found += _between(found[-1], number)
            elif found and number.startswith("("):
                found.append(_beside(found[-1], number))
            else:
                found.append(number)
            ranged = False
    return found


def _is_plural(provision: Tree, line: tuple[Token, ...]) -> bool:
    unit = provision.first("unit")
    return unit is not None and spoken(unit, line).endswith(("s", "§§"))


def _written_as_range(number: str) -> list[str]:
    """Return the numbers of "Sections 3-5"; of one number with a hyphen in it that number."""
    match = re.fullmatch(r"(?P<first>\d+)[-–](?P<last>\d+)", number)
    if match is None:
        return [number]
    first, last = int(match["first"]), int(match["last"])
    return [str(each) for each in range(first, last + 1)] if 0 < last - first < 20 else [number]


def _beside(before: str, number: str) -> str:
    """Return the full number of "(C)" in "(d)(3)(B) and (C)": it continues the deepest series it can."""
    head, *steps = re.split(r"(?=\()", before)
    first, *rest = re.findall(r"\([^()]*\)", number)
    for depth in range(len(steps) - 1, -1, -1):
        for one in labels.readings(labels.key(steps[depth])):
            for other in labels.readings(labels.key(first)):
                if (one.style, one.stem) == (other.style, other.stem) and other.ordinal > one.ordinal:
                    return "".join([head, *steps[:depth], first, *rest])
    if len(steps) <= 1:
        return number if not head else f"{head}{number}"
    raise Unclear(f"{number} continues no series of {before}")


def _number(tree: Tree, line: tuple[Token, ...]) -> str:
    written = ""
    for token in (line[i] for i in range(tree.start, tree.end)):
        text = token.text
        if token.kind == ".":
            continue
        if token.kind == "LABEL":
            written += text if text.startswith("(") else f"({text}"
        elif token.kind == "NUMBER":
            written += re.sub(r"\.([a-z])$", r"(\1)", text.rstrip("."))
        else:
            written += text.title() if tree.has("word_number") else text
    return written


def _between(first: str, last: str) -> list[str]:
    stem = first[: first.rfind("(")] if first.endswith(")") else ""
    ends = (first[len(stem) :], last if not last.startswith(stem) or not stem else last[len(stem) :])
    if ends[0].startswith("(") != ends[1].startswith("("):
        raise Unclear(f"the range {first} through {last} has ends of two kinds")
    pairs = [
        (other.ordinal - one.ordinal, one, other)
        for one in labels.readings(labels.key(ends[0]))
        for other in labels.readings(labels.key(ends[1]))
        if (one.style, one.stem) == (other.style, other.stem) and 0 < other.ordinal - one.ordinal < 60
    ]
    for _, one, other in sorted(pairs, key=lambda pair: pair[0]):
        mark = "({})" if ends[0].startswith("(") else "{}"
        numerals = (labels.numerals(one.style, n) for n in range(one.ordinal + 1, other.ordinal + 1))
        return [stem + mark.format(one.stem + numeral) for numeral in numerals]
    raise Unclear(f"the range {first} through {last} is no plain sequence")


def read_places(tree: Tree, line: tuple[Token, ...], base: Target, units: Units) -> list[Target]:
    """Return every place of a list of places; one without its own outer place shares the last one's."""
    nodes = list(tree.all("place"))
    if any(token.key == "or" for one, other in pairwise(nodes) for token in line[one.end : other.start]):
        raise Unclear("it is not said which of the provisions is meant")
    if len(nodes) > 1 and not any(token.key in ("and", "or", "&") for token in line[nodes[-2].end : nodes[-1].start]):
        raise Unclear(
            "two provisions stand side by side, and it is not said whether both are meant or one inside the other"
        )
    found: list[Target] = []
    for place in nodes:
        found += read_place(place, line, base, units)
    if len(nodes) > 1 and not _absolute(found[0]) and _absolute(found[-1]):
        outer = _outer_of(nodes[-1], line, base, units)
        found = [target for place in nodes for target in read_place(place, line, outer, units)]
    return found


def _absolute(target: Target) -> bool:
    return bool(target.at) and not target.at.startswith("(")


def _outer_of(place: Tree, line: tuple[Token, ...], base: Target, units: Units) -> Target:
    if len(place.parts) < 2:
        return base
    inner = Tree("place", place.start, place.end, place.parts[1:])
    return read_place(inner, line, base, units)[0]


def read_place(tree: Tree, line: tuple[Token, ...], base: Target, units: Units) -> list[Target]:
    """Return the targets a place names: one, or one for each number of a list.

    Args:
        tree: What the rule ``place`` claimed.
        line: The tokens.
        base: The place that is spoken of already.
        units: By which unit word each place was named so far.
    """
    found = [base]
    steps = [part for part in tree.parts if part.rule == "step"]
    for step in reversed(steps):
        found = [target for each in found for target in read_step(step.parts[0], line, each, units)]
    _all_told(steps, line, found)
    if tree.has("as_now"):
        found = [replace(each, time="reached") for each in found]
    return found


def _all_told(steps: list[Tree], line: tuple[Token, ...], found: list[Target]) -> None:
    """Refuse a place that lost a number on the way from its words to its citation."""
    told = " ".join(
        f"{each.at} {each.attachment} {each.definition} {each.title_words} {each.other}" for each in found
    ).lower()
    for number, step in enumerate(steps):
        named = step.parts[0]
        container = number and named.rule == "provision" and unit_of(named, line) in _CONTAINING
        if named.rule in ("document", "the_rest", "part") or container:
            continue
        for token in line[step.start : step.end]:
            written = token.text.lower().strip("()")
            single = token.kind == "WORD" and len(written) == 1 and written.isalpha() and token.text.isupper()
            if (token.kind in ("LABEL", "NUMBER") or single) and not _told(written, told):
                raise Unclear(f"{token.text} is not understood as part of the place")


def _told(written: str, told: str) -> bool:
    return all(part in told for part in re.split(r"[-.–]", written.rstrip(".")))


def read_step(  # noqa: PLR0911, PLR0912 - one case for each kind of place
    tree: Tree, line: tuple[Token, ...], base: Target, units: Units
) -> list[Target]:
    """Return the targets one step of a place names, inside the place it stands in."""
    match tree.rule:
        case "provision":
            numbers = citations(tree.one("numberings"), line)
            if len(numbers) == 1 and _is_plural(tree, line):
                numbers = _written_as_range(numbers[0])
            return [below(base, unit_of(tree, line), number, units, newly=tree.has("newly")) for number in numbers]
        case "sentences":
            return [replace(base, sentences=_counted(tree, line))]
        case "paragraphs":
            return [replace(base, paragraphs=_counted(tree, line))]
        case "definition":
            plainly = tree.first("named_plainly")
            terms = [spoken(plainly, line, lower=False)] if plainly else names(tree.first("names"))
            return [replace(base, definition=term) for term in terms]
        case "attachment":
            return _attached(tree, line, base)
        case "part":
            return [replace(base, part=_PARTS[tree.parts[0].rule])]
        case "finer":
            words = spoken(tree, line).removeprefix("the ")
            return [replace(base, other=(*base.other, (words.split()[-1], words)))]
        case "nested" | "alone":
            return [_nested(tree, line, base, units)]
        case "named_part":
            return [_named_part(tree, line, base)]
        case "following_definitions":
            return [replace(base, definition=FOLLOWING)]
        case "the_rest":
            said = {word.removesuffix("s") for word in spoken(tree, line).split()}
            beside = bool(base.at) and units.get(base.at) in said
            return [replace(base, at=parent(base.at) if beside else base.at, title_words=THE_REST)]
        case "pronoun" | "its_unit" if base == Target():
            return [replace(base, at=UNKNOWN)]
        case "document":
            named = line[tree.start : tree.end]
            until = next((n for n, token in enumerate(named) if token.kind in ("ASIDE", ",")), len(named))
            units[DOCUMENT] = " ".join(token.text for token in named[:until])
            return [base]
        case "pronoun" | "its_unit":
            return [base]
    raise Unclear(f"cannot read {spoken(tree, line)!r}")


def _nested(tree: Tree, line: tuple[Token, ...], base: Target, units: Units) -> Target:
    """Return the place of "Article V, Section A": outermost first."""
    for part in tree.parts:
        if part.rule == "document":
            continue
        if part.rule == "inner" and part.has("definition"):
            base = read_step(part.parts[0], line, base, units)[0]
            continue
        number = _number(part.one("numbering"), line)
        unit = line[part.start].text.lower()
        if unit in ("schedule", "exhibit", "annex"):
            base = replace(base, attachment=f"{unit.title()} {number}", at="")
        else:
            base = below(base, unit.removesuffix("s"), number, units)
    return base


def _named_part(tree: Tree, line: tuple[Token, ...], base: Target) -> Target:
    words = spoken(tree, line).removeprefix("the ")
    if words in _PARTS:
        return replace(base, part=_PARTS[words])
    return replace(base, title_words=words.title())


def _counted(tree: Tree, line: tuple[Token, ...]) -> tuple[Ordinal, ...]:
    count = tree.first("number_word")
    if count:
        number = _NUMBERS[spoken(count, line)]
        if "last" in spoken(tree, line) or "final" in spoken(tree, line):
            if number == 2:
                return ("penultimate", "last")
            raise Unclear("the last several sentences cannot be counted before the text is known")
        return tuple(range(1, number + 1))
    found = tuple(ordinal(each, line) for each in tree.all("ordinal"))
    if not found:
        raise Unclear("it is not said which sentence is meant")
    return found


def names(tree: Tree | None) -> list[str]:
    """Return the defined terms named."""
    return [folded(part.token.text).rstrip(",;") for part in (tree.parts if tree else ()) if part.token]


def _attached(tree: Tree, line: tuple[Token, ...], base: Target) -> list[Target]:
    if tree.has("schedule"):
        return [replace(base, attachment="Schedule")]
    tokens = [line[i] for i in range(tree.start, tree.end)]
    if tokens[0].key == "the":
        tokens = tokens[1:]
    word = tokens[0].text.title()
    found = [Target(attachment=f"{word} {tokens[1].text}", document=base.document)]
    for token, before in zip(tokens[2:], tokens[1:], strict=False):
        if token.kind == "LABEL":
            found[-1] = replace(found[-1], at=f"{found[-1].at}{token.text}")
        elif before.key in (",", "and"):
            found.append(Target(attachment=f"{word} {token.text}", document=base.document))
    if len(found) > 1:
        singular = {"Annexes": "Annex"}.get(word, word.removesuffix("s"))
        found = [replace(each, attachment=each.attachment.replace(word, singular, 1)) for each in found]
    return found


def unit_of(tree: Tree, line: tuple[Token, ...]) -> str:
    """Return the unit word of a provision, singular and in lower case."""
    unit = tree.first("unit")
    written = spoken(unit, line).replace("-", "") if unit else ""
    return "section" if written[:1] == "§" or written == "sec" else written.removesuffix("s")


def below(base: Target, unit: str, number: str, units: Units, *, newly: bool = False) -> Target:
    """Return the place a number names, read with the place that is spoken of already.

    Args:
        base: The place spoken of.
        unit: The unit word before the number; a hint that tells "clause (c)" said twice from a (c) under (c).
        number: The number as cited.
        units: By which unit word each place was named so far.
        newly: The number is a new one ("the newly designated paragraph (1)").
    """
    place = replace(_below(base, unit, number, units), time="reached" if newly else base.time)
    units[place.at] = unit
    return place


def _below(base: Target, unit: str, number: str, units: Units) -> Target:  # noqa: PLR0911 - one return for each way to cite
    if base.definition:
        return replace(base, other=(*base.other, ("within", number)))
    if base.sentences or base.paragraphs:
        raise Unclear(f"{number} is looked for inside a sentence or paragraph that has no number of its own")
    if number.startswith("("):
        if base.at == UNKNOWN:
            raise Unclear(f"it is not clear what {number} stands under")
        if base.at.endswith(number) and (unit == "section" or units.get(base.at) == unit):
            return base
        return replace(base, at=f"{base.at}{number}", part=None)
    head = number.split("(", maxsplit=1)[0]
    if unit == "article" and not head[:1].isdigit():
        return replace(base, at=f"Article {number}", part=None)
    if unit.title() in _CONTAINERS[1:]:
        return replace(base, at=f"{unit.title()} {number}", part=None)
    contained = base.at.split(" ")[0] in _CONTAINERS
    within = bool(base.at) and base.at != UNKNOWN
    if within and not head[:1].isdigit():
        return replace(base, at=f"{base.at}({number})", part=None)
    again = "(" in number and base.at.split("(", maxsplit=1)[0] == head
    if within and not contained and unit in _SMALL_UNITS and head.isdigit() and base.at != head and not again:
        return replace(base, at=f"{base.at}({head}){number.removeprefix(head)}", part=None)
    return replace(base, at=number, part=None)


def parent(at: str) -> str:
    """Return the citation one step up: ``9`` for ``9(j)``, nothing for ``22``."""
    return at[: at.rfind("(")] if at.endswith(")") else ""


def under(at: str, label: str) -> str:
    """Return the full citation of a label under a provision."""
    return f"{at}{label}" if label.startswith("(") else label
