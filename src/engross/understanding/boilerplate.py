"""What an instrument says of itself: title, recitals, names, parties, dates; and its closing provisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from engross.clauses.clause import Dated
from engross.understanding.paragraphs import Paragraph

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_DATE = re.compile(
    rf"(?P<month>{'|'.join(_MONTHS)})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,\s*(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+day\s+of\s+(?P<month2>{'|'.join(_MONTHS)})\s*,?\s+(?P<year2>\d{{4}})",
    re.IGNORECASE,
)
_CLOSING = {
    "recital": (r"^\W*WHEREAS\b", r"\b(?:desires?|wish(?:es)?|requested|mutually agreed)\s+(?:to|that)\b"),
    "ratification": (
        r"(?:remain|continue)s?\b.{0,60}(?:full force|in effect|unchanged|unmodified)",
        r"ratif(?:y|ied)|reaffirm",
        r"except as (?:expressly |specifically |otherwise )*(?:amended|modified|provided|set forth|stated)",
    ),
    "counterparts": (r"counterparts?\b.{0,200}(?:original|instrument|agreement)",),
    "governing law": (r"govern(?:ed|ing)\b.{0,120}\blaws?\b",),
    "signature": (r"^IN WITNESS", r"\bhave (?:caused|executed|hereunto)\b", r"^(?:By|Name|Title):"),
    "conflict": (r"\b(?:conflict|inconsisten)\w*\b.{0,160}(?:control|govern|prevail)",),
    "self-reference": (
        r"\breferences?\b.{0,120}\b(?:this agreement|hereunder|hereof|the agreement)\b.{0,160}\bas amended\b",
    ),
    "capitalised terms": (r"capitalized terms?\b.{0,160}\b(?:meaning|defined)",),
    "entire agreement": (r"\bentire (?:agreement|understanding)\b", r"\bsupersedes?\b"),
    "severability": (r"\b(?:invalid|unenforceable)\b.{0,200}\b(?:provision|affect)",),
}
_KINDS = tuple((name, re.compile("|".join(each), re.IGNORECASE | re.DOTALL)) for name, each in _CLOSING.items())
_ORDERS = re.compile(
    r"\b(?:is|are|be|hereby|shall be)\b[^.]{0,40}"
    r"\b(?:amended|deleted|replaced|restated|added|inserted|renumbered|stricken)\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"\((?:[^()“”\"]{0,60}?)[“\"](?P<name>[^”\"]{1,80})[,.]?[”\"][^()]{0,120}\)")
_RECITAL = re.compile(r"\W*(?:whereas|[A-Z]\.\s|recital).{8,}", re.IGNORECASE | re.DOTALL)
_PARTY = re.compile(
    r"company|executive|employe[er]|borrower|lender|bank|agent|participant|party|owner|contractor|trustor|buyer|seller",
    re.IGNORECASE,
)
_DATED = r"(?:dated|made|entered into|effective|executed)\b.{0,60}?\b(?:as of|on|this)?\s*(?:the\s+)?"
_EFFECTIVE = re.compile(
    r"\bthis (?:\w+ ){0,3}(?:amendment|modification|instrument)\b[^.;]{0,120}\b(?:effective|take effect)\b[^.;]{0,60}",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:shall (?:become|be) effective|effectiveness\b[^.]{0,60}\bsubject to|take effect)\s*(?:only )?"
    r"(?P<on>(?:upon|when|subject to|on the date)\b[^.;]{4,160})",
    re.IGNORECASE,
)
_SMALL = ("of", "and", "the", "for", "&")
_AMENDED = re.compile(
    r"\b(?:Pursuant to|under)\s+"
    r"(?P<authority>(?:Section|Article|Paragraph)\s+[\dIVX.]+(?:\s?\([a-z0-9]+\))*)\s+of\s+the\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands before the first order.

    Args:
        title: The instrument's title.
        recitals: Its recitals.
        amends: The document it amends, as named.
        authority: The provision it is made under.
        names: The names it defines.
        parties: The persons named with a defined name of their own.
        dated: Its date.
    """

    title: str = ""
    recitals: tuple[str, ...] = ()
    amends: str = ""
    authority: str = ""
    names: tuple[tuple[str, str], ...] = ()
    parties: tuple[str, ...] = ()
    dated: Dated | None = None


def kind(words: str) -> str:
    """Say which closing provision a paragraph is; empty where it is none, or where it orders a change as well."""
    if _ORDERS.search(words) and not re.search(r"except as|as amended", words, re.IGNORECASE):
        return ""
    if re.search(r"\b(?:to read|as follows|the following)\b", words, re.IGNORECASE) and _ORDERS.search(words):
        return ""
    return next((name for name, pattern in _KINDS if pattern.search(words)), "")


def head(found: tuple[Paragraph, ...], before: int) -> Head:
    """Read what stands before the first order.

    Args:
        found: The paragraphs.
        before: Where the first order begins.
    """
    front = [each for each in found if each.start <= before]
    title = " ".join(each.words for each in _titles(front))
    recitals = tuple(each.words for each in front if _RECITAL.match(each.words))
    whole = " ".join(each.words for each in front)
    authority = _AMENDED.search(whole)
    names = tuple(_names(whole))
    return Head(
        title=title,
        recitals=recitals,
        amends=_amended(title, names),
        authority=re.sub(r"(?i)^\w+\s+|\s", "", authority["authority"]) if authority else "",
        names=names,
        parties=tuple(words for name, words in names if words and _PARTY.search(name)),
        dated=first_date(whole, _DATED),
    )


def _titles(front: list[Paragraph]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for each in front[:12]:
        words = each.words
        letters = [sign for sign in words if sign.isalpha()]
        capital = bool(letters) and sum(sign.isupper() for sign in letters) > 0.6 * len(letters)
        short = len(words) < 200 and not words.endswith((";", ":")) and (capital or not words.endswith("."))
        if (
            short
            and (capital or re.match(r"(?i)(?:first|second|third|\w+th)?\s*amendment\b", words))
            and not re.match(r"(?i)exhibit", words)
        ):
            found.append(each)
        elif found:
            break
    return found


def _amended(title: str, names: tuple[tuple[str, str], ...]) -> str:
    of = re.search(
        r"(?i)\bto\s+(?:the\s+)?(?P<name>.*(?:agreement|plan|lease|indenture|note|deed|contract|guaranty|letter).*)$",
        title,
    )
    if of:
        return of["name"].strip()
    return next((words for name, words in names if re.search(r"(?i)agreement|plan|contract", name)), "")


def _names(whole: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for match in _DEFINED.finditer(whole):
        before = whole[max(0, match.start() - 160) : match.start()].rstrip(" ,")
        words = " ".join(_name_before(before.split()))
        words = re.sub(r"^(?:Section|Article|Paragraph) \S+ of (?:the )?", "", words)
        found.append((match["name"].strip(" ,"), words.strip(" ,")))
    return found


def _name_before(words: list[str]) -> list[str]:
    """Return the words of the name that ends here: capitalised ones and the small ones between them."""
    start = len(words)
    while (
        start
        and not re.search(r"[()“”;]|WHEREAS", words[start - 1])
        and (words[start - 1][:1].isupper() or words[start - 1][:1].isdigit() or words[start - 1] in _SMALL)
    ):
        start -= 1
    while start < len(words) and words[start] in _SMALL:
        start += 1
    return words[start:]


def first_date(words: str, before: str = "") -> Dated | None:
    """Return the first date said in words, where the words before it are as asked."""
    for match in _DATE.finditer(words):
        if before and not re.search(before + r"$", words[max(0, match.start() - 90) : match.start()], re.IGNORECASE):
            continue
        day = _day(match)
        if day:
            return Dated(date=day, basis="stated", source=match.group())
    return None


def _day(match: re.Match[str]) -> date | None:
    month, day, year = (
        match["month"] or match["month2"],
        match["day"] or match["day2"],
        match["year"] or match["year2"],
    )
    try:
        return date(int(year), _MONTHS.index(month.lower()) + 1, int(day))
    except ValueError:
        return None


def approval(found: tuple[Paragraph, ...]) -> Dated | None:
    """Return the day and body of an approval ("Approved by the Board of Directors")."""
    for number, each in enumerate(found):
        match = re.match(r"(?i)\W*(?:approved|adopted)\s+by\s+(?P<by>(?:the\s+)?[A-Z][\w ]{2,60})", each.words)
        if match:
            said = " ".join(other.words for other in found[number : number + 2])
            dated = first_date(said[said.find(match.group()) :])
            if dated:
                by = _DATE.sub("", match["by"]).split("  ")[0].removeprefix("the ")
                return Dated(date=dated.date, basis="stated", source=_before_month(by))
    return None


def _before_month(words: str) -> str:
    """Return words up to the name of a month."""
    kept: list[str] = []
    for word in words.split():
        if word.lower() in _MONTHS:
            break
        kept.append(word)
    return " ".join(kept)


def effect(found: tuple[Paragraph, ...]) -> tuple[Dated | None, str]:
    """Return the day of effect that is stated, and what it waits for."""
    whole = " ".join(each.words for each in found)
    said = _EFFECTIVE.search(whole)
    stated = first_date(said.group()) if said else None
    condition = _WAITS.search(whole)
    waits = condition["on"].strip() if condition else ""
    return stated, "" if waits and _DATE.search(waits) else waits
