"""Checks of places left open, dates, numbers, typography and style: P, T, M, Y, W."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from engross.clauses.clause import Clause
from engross.clauses.numbers import from_words
from engross.clauses.words import printed
from engross.linting.finding import Finding, Subject

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DATE = re.compile(rf"(?:({_DAYS}),? )?\b({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_OPEN = re.compile(
    r"\[[\s_•●.,*]*\]|_{3,}|\[(?:TBD|insert[^\]]*|INSERT[^\]]*|name|date|NAME|DATE|●)\]|\bTBD\b|\$\s?_{2,}"
)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LEFT_OVER = ("None", "nan", "NaN", "undefined", "null", "1970-01-01")
_MACHINE = re.compile(rf"(?<![\w.])(?:{'|'.join(_LEFT_OVER)})(?![\w])")
_AMBIGUOUS = re.compile(r"\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/(?:\d{2}|\d{4})\b")
_COUNT = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"
).replace(" ", "|")
_DOUBLED = re.compile(rf"\b((?:{_COUNT})(?:[- ](?:and )?(?:{_COUNT}))*) \((\d[\d,]*)\)(?!\()", re.IGNORECASE)
_UNIT = re.compile(r"(?: \((\d+)\))? (?:business |calendar )?(?:days?|months?|years?|weeks?)\b", re.IGNORECASE)
_COUNTED = re.compile(rf"\b(?:{_COUNT})(?:-(?:{_COUNT}))?$", re.IGNORECASE)
_UNGROUPED = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})*,(?:\d{1,2}|\d{4,})(?![\d,./-])")
_APOSTROPHE = re.compile(
    r"(?:\(\d+\)|\b\d+|\b(?:"
    + _COUNT
    + r")) (days|months|years|weeks) (?:(?:prior|written|advance|previous) )*notice\b"
)
_ENDS_TWICE = re.compile(r"expires? (?:up)?on,? and (?:will|shall|may) not be \w+ after,? ")
_TWICE_PRICED = re.compile(r"\$\s?\$|(?<!\w)USD \$")
_PAIRED = re.compile(r"[()\[\]{}“”]")
_PAIRS = {")": "(", "]": "[", "}": "{", "”": "“"}
_LOOKALIKES = re.compile(r"[a-zA-Z][Ѐ-ӿͰ-Ͽ]|[Ѐ-ӿͰ-Ͽ][a-zA-Z]|[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_WORDY = (
    "in the event that",
    "for the purpose of",
    "prior to",
    "in order to",
    "with respect to",
    "at such time as",
    "notwithstanding anything to the contrary",
)
_ARCHAIC = re.compile(
    r"\b(?:hereby|hereof|herein|hereto|hereunder|hereinafter|thereof|therein|thereto|thereunder|"
    r"witnesseth|aforesaid|whereof|heretofore)\b",
    re.IGNORECASE,
)


def _scan(pattern: re.Pattern[str], words: str, *signs: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that cannot match without one of the signs: looking for those is far cheaper."""
    if any(map(words.__contains__, signs)):
        yield from pattern.finditer(words)


def open_places(subject: Subject) -> Iterator[Finding]:
    """P01, P02, P03, P06, P07: what was left open, or left by a machine."""
    for clause in subject.clauses:
        declared = [blank.printed for blank in clause.blanks]
        for words in (clause.heading or "", clause.text):
            for match in _scan(_OPEN, words, "[", "_", "TBD"):
                if any(match.group() in printed for printed in declared) and not subject.final:
                    continue
                code = "P07" if declared else "P01"
                yield subject.finding(
                    code,
                    clause,
                    match.group(),
                    f'"{match.group()}" was left open',
                    "fill it in, or declare it as a blank of the form",
                )
            for code, pattern, signs, what in (
                ("P02", _TAG, ("{{", "{%"), "a template tag was not filled"),
                ("P03", _MACHINE, _LEFT_OVER, "a machine's word stands for a missing value"),
            ):
                for match in _scan(pattern, words, *signs):
                    if code == "P03" and not _reads_as_value(words, match):
                        continue
                    yield subject.finding(code, clause, match.group(), what, "fill the value in")


def _reads_as_value(words: str, match: re.Match[str]) -> bool:
    """Say whether the word stands where a value would: ``None of the Options`` is plain English."""
    if match.group() == "None":
        return not re.match(r" of\b|,? [a-z]|\.?$", words[match.end() :]) and match.start() > 0
    return (
        match.group() not in ("null", "undefined")
        or re.search(r"(?:\$|on|to|of|is|:) ?$", words[: match.start()]) is not None
    )


def dates(subject: Subject) -> Iterator[Finding]:
    """T01, T02, T06, T09: dates that cannot be, that do not fit, that can be read twice."""
    months = _MONTHS.split("|")
    for clause, _, words in subject.provisions:
        for match in _scan(_DATE, words, " 1", " 2"):
            month, day, year = months.index(match[2]) + 1, int(match[3]), int(match[4])
            if not 1 <= day <= calendar.monthrange(max(year, 1), month)[1]:
                yield subject.finding(
                    "T01", clause, match.group(), f"there is no {match[2]} {day}, {year}", "correct the date"
                )
            elif match[1] and date(year, month, day).strftime("%A") != match[1]:
                yield subject.finding(
                    "T02",
                    clause,
                    match.group(),
                    f"{match[2]} {day}, {year} was a {date(year, month, day):%A}",
                    "correct the weekday or the date",
                )
        for match in _scan(_AMBIGUOUS, words, "/"):
            yield subject.finding(
                "T06", clause, match.group(), f'"{match.group()}" can be read as two dates', "write the month in words"
            )
        if twice := _ENDS_TWICE.search(words):
            yield subject.finding(
                "T09",
                clause,
                twice.group().strip(" ,"),
                "it ends on a day, yet only what comes after that day is barred: the day itself is both",
                "say whether the last day is included",
            )


def numbers(subject: Subject) -> Iterator[Finding]:
    """M01, M02, M04, M05: numbers in words and figures."""
    twice: list[tuple[Clause, str]] = []
    plain: list[tuple[Clause, str]] = []
    for clause, slot, words in subject.provisions:
        if slot != "text":
            continue
        for match in _scan(_DOUBLED, words, "("):
            value, figures = from_words(match[1]), int(match[2].replace(",", ""))
            if value is not None and value != figures:
                yield subject.finding(
                    "M01",
                    clause,
                    match.group(),
                    f"{match[1]} is {value}, not {match[2]}",
                    "make words and figures agree",
                )
        for match in _scan(_UNIT, words, " day", " month", " year", " week"):
            if counted := _COUNTED.search(words, max(0, match.start() - 20), match.start()):
                (twice if match[1] else plain).append((clause, counted.group() + match.group()))
        for match in _UNGROUPED.finditer(words):
            yield subject.finding(
                "M04", clause, match.group(), f'"{match.group()}" is not grouped in threes', "check the number"
            )
        for match in _scan(_TWICE_PRICED, words, "$"):
            yield subject.finding("M05", clause, match.group(), "the currency stands twice", "take one out")
    if twice and plain:
        clause, quote = plain[0]
        yield subject.finding(
            "M02",
            clause,
            quote,
            f'"{quote}" is in words alone, "{twice[0][1]}" in words and figures '
            f"({len(twice)} so, {len(plain)} otherwise)",
            "write all periods in one way",
        )


def typography(subject: Subject) -> Iterator[Finding]:
    """Y01 to Y06: marks without their pair, mixed marks, a missing apostrophe, signs that look alike."""
    curly = straight = None
    for clause, slot, words in subject.provisions:
        curly = curly or (clause if "“" in words else None)
        straight = straight or (clause if '"' in words else None)
        for match in _scan(_APOSTROPHE, words, " notice"):
            yield subject.finding(
                "Y03", clause, match.group(), f'"{match.group()}" lacks its apostrophe', f"write {match[1]}'"
            )
        for match in () if words.isascii() else _LOOKALIKES.finditer(words):
            yield subject.finding(
                "Y05", clause, match.group(), "a sign that cannot be seen or looks like another", "type the word anew"
            )
        if slot == "text" and (stray := re.search(r"\w [,;](?= )|\( \w", words)):
            yield subject.finding("Y04", clause, stray.group(), "a blank stands where none belongs", "take it out")
    if curly and straight:
        yield subject.finding("Y02", straight, '"', "straight and curly quotation marks are mixed", "use one kind")
    yield from _unpaired(subject)


def _unpaired(subject: Subject) -> Iterator[Finding]:
    """Y01 over whole provisions: a bracket may open in the lead-in and close behind an item."""
    for clause in subject.clauses:
        if clause.kind != "clause" or clause.layout == "inline" or _first_unpaired(_own_paragraph(clause)) is None:
            continue
        words = printed(clause, labels=False)
        sign = _first_unpaired(words)
        above = next(subject.index.above(clause.id), None)
        if sign is None or (above is not None and _first_unpaired(printed(above, labels=False)) is None):
            continue
        at = max(0, sign - 20)
        yield subject.finding(
            "Y01", clause, words[at : sign + 20].strip(), f'"{words[sign]}" has no pair', "close or open it"
        )


def _own_paragraph(clause: Clause) -> str:
    """Return a clause's words with those of its inline children: the words of one printed paragraph."""
    said = [clause.heading or "", clause.text]
    stack = list(reversed(clause.children))
    while stack:
        child = stack.pop()
        if child.layout == "inline":
            said.append(child.text)
            stack.extend(reversed(child.children))
    return " ".join(said)


def _first_unpaired(words: str) -> int | None:
    open_places: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(words):
        place, sign = match.start(), match.group()
        if sign in "([{“":
            open_places.append((sign, place))
        elif sign in _PAIRS:
            if open_places and open_places[-1][0] == _PAIRS[sign]:
                open_places.pop()
            elif not (sign == ")" and re.search(r"(?:^|[\s(])[\w]{1,4}$", words[:place])):
                return place
    return open_places[0][1] if open_places else None


def style(subject: Subject) -> Iterator[Finding]:
    """W01, W02, W04, W05 and Y06: off unless asked for."""
    for clause, slot, words in subject.provisions:
        if slot != "text":
            continue
        for match in _ARCHAIC.finditer(words):
            yield subject.finding("W01", clause, match.group(), f'"{match.group()}" is archaic', "say it plainly")
        for phrase in _WORDY:
            if phrase in words.lower():
                yield subject.finding("W02", clause, phrase, f'"{phrase}" is wordy', "say it shorter")
        for sentence in re.split(r"(?<=[.;]) ", words):
            if len(sentence.split()) > 60:
                yield subject.finding("W04", clause, sentence[:60], "a sentence of more than sixty words", "part it")
        for match in _DOUBLED.finditer(words):
            yield subject.finding(
                "W05", clause, match.group(), "a number stands in words and in figures", "write it once"
            )
        for match in re.finditer(r"\b(?:Section|Article|Paragraph) \d", words):
            yield subject.finding(
                "Y06", clause, match.group(), "the number can be parted from its unit word", "use a no-break space"
            )
    shall, will = re.search(r"\bshall\b", subject.words), re.search(r"\bwill (?:not )?be\b", subject.words)
    if shall and will:
        yield subject.finding(
            "W03", subject.text.root, "shall / will", "duties are laid down by shall and by will", "use one"
        )


TEXT = (open_places, dates, numbers, typography)
STYLE = (style,)
