"""Several instruments in one file: where one ends and the next begins, what each is and how it is called."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from engross.clauses import labels
from engross.clauses.clause import Text
from engross.reading.marks import ATTACHED
from engross.reading.nodes import Node

_KINDS = (
    ("acceptance", re.compile(r"\bacceptance\b", re.IGNORECASE)),
    ("amendment", re.compile(r"\bamendment\b(?!\s+and\s+restatement)|\bamendment no", re.IGNORECASE)),
    ("agreement", re.compile(r"\b(?:agreement|contract|lease|deed|indenture|guaranty)\b", re.IGNORECASE)),
    ("plan", re.compile(r"\bplan\b", re.IGNORECASE)),
)
_NAMES = re.compile(
    r"\b(?:agreement|plan|amendment|acceptance|contract|lease|deed|indenture|guaranty|notice|certificate|consent|addendum"
    r"|waiver|note|joinder|election|code|act|title)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:agreement|plan|amendment|acceptance|contract|notice|certificate|consent|addendum|joinder|election)\b",
    re.IGNORECASE,
)


_COMPANY = re.compile(
    r"\b(?:inc|incorporated|corp|corporation|company|co|l\.?l\.?c|l\.?p|ltd|n\.a|bancorp)\b\.?,?$", re.IGNORECASE
)
_ATTACHED_AS = re.compile(r"(?:exhibit|ex-|schedule|annex|appendix)\b", re.IGNORECASE)


class _Start(NamedTuple):
    place: int
    kind: str


def part(root: Node) -> None:
    """Put each of several instruments under a clause of its own; a file with one stays as it is."""
    starts = _starts(root.kids)
    if len(starts) < 2:
        return
    kids, root.kids = root.kids, []
    for position, start in enumerate(starts):
        begin = 0 if position == 0 else start.place
        end = starts[position + 1].place if position + 1 < len(starts) else len(kids)
        titles = " ".join(each.text for each in takewhile(lambda kid: kid.kind == "title", kids[begin:end]))
        name = next((kind for kind, found in _KINDS if found.search(titles)), "part")
        root.kids.append(Node(kind="part", kids=kids[begin:end], line=kids[begin].line, name=name))


def _starts(kids: list[Node]) -> list[_Start]:
    """Return where instruments begin: at a title that follows a signature block or makes the numbers start anew."""
    starts = [_Start(0, "")]
    signed, numbered, place = False, 0, 0
    while place < len(kids):
        kid = kids[place]
        if kid.kind == "title":
            end = place
            while end < len(kids) and kids[end].kind == "title":
                end += 1
            named = _OPENS.search(" ".join(each.text for each in kids[place:end]))
            anew = _starts_anew(kids, end) if numbered > 1 else False
            if (
                place > starts[-1].place
                and named
                and end < len(kids)
                and kids[end].kind != "signature"
                and (signed or anew)
            ):
                starts.append(_Start(place, ""))
                signed, numbered = False, 0
            place = end
            continue
        if kid.label:
            if labels.parse(kid.label).unit in ATTACHED:
                return starts if len(starts) > 1 else starts[:1]
            numbered += 1
        signed = signed or kid.kind == "signature"
        place += 1
    return starts


def _starts_anew(kids: list[Node], place: int) -> bool:
    for kid in kids[place : place + 6]:
        if kid.label:
            return (
                labels.readings(labels.key(kid.label))[:1] != ()
                and labels.readings(labels.key(kid.label))[0].ordinal == 1
            )
    return False


def describe(text: Text) -> Text:
    """Return the text with its kind, name and company as its titles give them."""
    titles: list[str] = []
    for clause in text.root.children[:12]:
        if clause.kind == "title":
            titles.append(clause.text)
        elif clause.label or len(clause.text) > 60 or clause.rows:
            break
    party = next((words for words in titles if _COMPANY.search(words)), "")
    own = [words for words in titles if not _COMPANY.search(words) and not _ATTACHED_AS.match(words)]
    last = next((place for place, words in enumerate(own) if _NAMES.search(words)), None)
    if last is None:
        return replace(text, party=party)
    first = last
    while last + 1 < len(own) and (own[last].lower().endswith((" to", " of", " the", " and", " under")) or
                                   own[last + 1].lower().startswith(("to ", "of ", "under ", "granted "))):  # fmt: skip
        last += 1
    while first > 0 and (own[first - 1].isupper() == own[first].isupper()) and last - first < 3:
        first -= 1
    name = " ".join(own[first : last + 1])
    kind = next((kind for kind, found in _KINDS if found.search(name)), "text")
    return replace(text, name=name[:200], kind=kind, party=party)
