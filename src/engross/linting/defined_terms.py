"""Checks of defined terms: D01 to D14."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from engross.clauses.clause import Clause
from engross.clauses.terms import Definition, Site, inflections
from engross.linting.finding import Finding, Subject

# What the last word of a phrase must be before capitals alone make it look like a defined term: contract nouns, not
# places, laws or names of people and firms.
_NOUNS = frozenset(
    "account accounts affiliate affiliates agreement agreements amount amounts assets award awards balance beneficiary "
    "benefit benefits cause closing collateral commitment committee compensation contribution contributions control "
    "costs date dates default disability documents earnings election employee employees employer event events expenses "
    "fee fees grant indebtedness interest loan loans loss losses notice notices obligations option options participant "
    "participants party parties payment payments percentage period periods person price project property rate ratio "
    "reason representative retirement rights salary service services shares site term termination territory value work "
    "year years".split()
)
_LEADERS = frozenset(
    "A All An And Any As At Because Before Both But By Each Either Every Except For From Further Had Has Have Her His "
    "However If In Including Into Is It Its May Neither No None Nor Not Notwithstanding Of On Or Other Our Pursuant "
    "Said Shall She Should Since So Some Subject Such That The Their Then There Therefore These They This Those Though "
    "To Under Unless Until Upon Was We When Where Whereas Whether Which While Who With Within Without You Your "
    "Provided First Second Third".split()
)
_PHRASE = re.compile(r"[A-Z][a-zA-Z]+(?:[ -][A-Z][a-zA-Z]+)+")
_TAKEN_FROM = re.compile(
    r"[,\s]*(?:\(as |as )?(?:(?:that|such|this) term is |is |are )?(?:defined|described|used|contemplated|set forth)\b|"
    r"[,\s]*(?:within the meaning|of the Internal Revenue|under Section \d|[Aa]ct\b)|"
    r"\s+(?:of|for|to|between|with|by)\s+(?:the\s+)?[A-Z]|,? (?:dated|effective|entered)\b|"
    r"[\s,]+(?:Inc|Corp|LLC|L\.L\.C|Ltd|L\.P|Co)\b|[\s-]?\d"
)
_BROUGHT_IN = re.compile(
    r"(?:capitali[sz]ed (?:words|terms)|terms? (?:used|not)[^.]{0,60})[^.]{0,200}"
    r"(?:meanings?|defined|ascribed|assigned)",
    re.IGNORECASE,
)
_SAYS = r"(?:shall |will )?(?:generally )?(?:mean|be the|refer|have the meaning|is defined|is the)"
# What stands before a phrase that is only the tail of a longer name: "Change in Control Retirement Date".
_PART_OF_NAME = re.compile(r"[A-Z]\w+ (?:and|in|of|&|or|for) $|\b[Tt]his $")
_PUBLIC = ("Internal Revenue ", "United States ", "New York ")
_STATUTES = re.compile(
    r"Internal Revenue Code|(?:Securities |Securities Exchange |Exchange )Act|Uniform Commercial Code|Bankruptcy Code"
    r"|U\.?S\.? Code|United States Code|General Corporation Law"
)


def undefined(subject: Subject) -> Iterator[Finding]:
    """D01: a phrase in capitals that ends in a contract noun and is defined nowhere."""
    if _BROUGHT_IN.search(subject.words):
        return
    defined = {form.lower() for each in subject.terms.definitions for form in inflections(each.term)}
    headings = {(each.heading or "").rstrip(" .:-—").title() for each in subject.clauses}
    titles = (
        " ".join(each.text for each in subject.clauses if each.kind == "title").title()
        + f" {subject.text.name} {subject.text.party}".title()
    )
    seen: dict[str, tuple[Clause, int]] = {}
    for clause, slot, words in subject.provisions:
        if slot != "text":
            continue
        for phrase, end in _phrases(words):
            wanted = _looks_defined(phrase) and not _known(phrase, defined, headings, titles)
            before = words[: end - len(phrase)]
            wanted = wanted and not _PART_OF_NAME.search(before) and not phrase.startswith(_PUBLIC)
            if phrase in seen or (wanted and not _TAKEN_FROM.match(words, end) and not _quoted(words, phrase, end)):
                first, count = seen.get(phrase, (clause, 0))
                seen[phrase] = (first, count + 1)
    for phrase, (clause, count) in seen.items():
        if _defined_plainly(phrase, subject.words):
            continue
        found = subject.finding(
            "D01",
            clause,
            phrase,
            f'"{phrase}" is written as a defined term ({count}x) and nothing defines it',
            "define it where it is first used, or write it without capitals",
        )
        # Capitals used once are as often a name as a term; dates and agreements are named only where they are defined.
        certain = count > 1 or phrase.endswith((" Date", " Agreement"))
        yield found if certain else replace(found, severity="info")


def _defined_plainly(phrase: str, words: str) -> bool:
    """Say whether it is defined without quotation marks: ``Final Pay means ...``, or a line that it heads."""
    name = f"(?:{'|'.join(map(re.escape, inflections(phrase)))})"
    return bool(
        re.search(rf"\b{name}[”\"]?\**,?\s(?:\([^()]{{0,60}}\)\s)?{_SAYS}", words)
        or re.search(rf"^\W*(?:\d\S*\s)?{name}[”\"]?\**\s?[-–—:.]", words, re.MULTILINE)
    )


def _phrases(words: str) -> Iterator[tuple[str, int]]:
    for match in _PHRASE.finditer(words):
        parts = match.group().split(" ")
        while parts and parts[0] in _LEADERS:
            parts.pop(0)
        # A second capital right after a sentence's first word may be a name; a single word left is no phrase.
        if len(parts) > 2 or (len(parts) > 1 and words[match.end() : match.end() + 1] not in ("’", "'")):
            yield " ".join(parts), match.end()


def _looks_defined(phrase: str) -> bool:
    last = phrase.rsplit(" ", maxsplit=1)[-1]
    return last.lower() in _NOUNS and not phrase.isupper() and len(phrase.split(" ")) <= 4


def _known(phrase: str, defined: set[str], headings: set[str], titles: str) -> bool:
    if phrase.lower() in defined or phrase.title() in headings or phrase.title() in titles:
        return True
    parts = phrase.split(" ")
    covered = [False] * len(parts)
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            if " ".join(parts[start:end]).lower() in defined:
                covered[start:end] = [True] * (end - start)
    return all(covered)


def _quoted(words: str, phrase: str, end: int) -> bool:
    return words[end : end + 1] in '"”' or words[max(0, end - len(phrase) - 1) : end - len(phrase)] in ('"', "“")


def unused(subject: Subject) -> Iterator[Finding]:
    """D02 and D03: a term that is defined and never used, or once."""
    places = {each.id: each for each in subject.clauses}
    grouped = _by_term(subject)
    for term, definitions in grouped.items():
        first = definitions[0]
        if any(form in grouped and form != term for form in inflections(term)) or _alias(places[first.clause], first):
            continue
        if (
            term.islower()
            or not term[:1].isalnum()
            or (term.isupper() and term.title() in subject.words)
            or _names_a_provision(places[first.clause], first)
        ):
            continue
        uses = [site for site in subject.terms.uses.get(term, ()) if not _in_statute(places, site)]
        clause = places[first.clause]
        if not uses and not re.search(rf"\b{re.escape(term)}\w", subject.words):
            yield subject.finding(
                "D02",
                clause,
                term,
                f'"{term}" is defined and never used',
                "use the term where its meaning is wanted, or take the definition out",
            )
        elif len(uses) == 1 == len(definitions):
            yield subject.finding(
                "D03", clause, term, f'"{term}" is defined and used once', "write its meaning out where it is used"
            )


def _by_term(subject: Subject) -> dict[str, list[Definition]]:
    found: dict[str, list[Definition]] = defaultdict(list)
    for each in subject.terms.definitions:
        found[each.term].append(each)
    return found


def _alias(clause: Clause, definition: Definition) -> bool:
    """Say whether it is the second name of one meaning: ``"Bank" or "Corporation" means``."""
    before = clause.text[max(0, definition.start - 12) : definition.start]
    after = clause.text[definition.start + len(definition.quoted) :]
    return bool(re.search(r"[\"”],? (?:or|and) [\"“]$", before) or re.match(r"[\"”],? (?:or|and) [\"“]", after))


def _names_a_provision(clause: Clause, definition: Definition) -> bool:
    """Say whether the quoted words are a heading cited in passing: ``Section 4.1 ("Vesting")``."""
    before = clause.text[max(0, definition.start - 40) : definition.start]
    return re.search(r"(?:Section|Article|Paragraph|Exhibit|Schedule)s? [\w.()-]+,? \(?[\"“]$", before) is not None


def _in_statute(places: dict[str, Clause], site: Site) -> bool:
    """Say whether a use is only a word of a law's own name: ``Internal Revenue Code`` uses no ``Code``."""
    if site.slot != "text":
        return False
    words = places[site.clause].text
    return any(
        match.start() < site.start and site.end <= match.end()
        for match in _STATUTES.finditer(words, max(0, site.start - 40), min(len(words), site.end + 40))
    )


def defined_twice(subject: Subject) -> Iterator[Finding]:
    """D04 and D05: a term with two definitions."""
    places = {each.id: each for each in subject.clauses}
    for term, definitions in _by_term(subject).items():
        if len(definitions) < 2 or _names_a_provision(places[definitions[0].clause], definitions[0]):
            continue
        meanings = [_meaning(places[each.clause], each) for each in definitions]
        for each, meaning in zip(definitions[1:], meanings[1:], strict=True):
            same = meaning == meanings[0] or bool(_names(meaning) & _names(meanings[0]))
            cited = subject.index.citation(definitions[0].clause) or "the opening"
            yield subject.finding(
                "D05" if same else "D04",
                places[each.clause],
                term,
                f'"{term}" is given a meaning again, after {cited}{"" if same else ", in other words"}',
                "keep one definition",
            )


def _meaning(clause: Clause, definition: Definition) -> tuple[str, ...]:
    """Return the words that carry a meaning, for comparison: those before a hook, else those after the term."""
    if definition.manner == "hook":
        before = clause.text[: definition.start]
        return tuple(re.findall(r"\w+", before[: before.rfind("(")])[-8:])
    return tuple(re.findall(r"\w+", clause.text[definition.start + len(definition.quoted) :])[:20])


def _names(meaning: tuple[str, ...]) -> set[str]:
    """Return the names in a meaning: two definitions that name the same thing say the same."""
    return {word for word in meaning if word[:1].isupper() and len(word) > 3}


def lower_case(subject: Subject) -> Iterator[Finding]:
    """D07: a defined term of several words, written without its capitals in another clause than defines it."""
    places = {each.id: each for each in subject.clauses}
    for term, definitions in _by_term(subject).items():
        if " " not in term or not term.istitle():
            continue
        if term.lower() not in subject.words:
            continue
        pattern = re.compile(rf"\b{re.escape(term.lower())}(?:s|es)?\b")
        for clause, slot, words in subject.provisions:
            if slot == "text" and clause.id != definitions[0].clause and (match := pattern.search(words)):
                yield subject.finding(
                    "D07",
                    places[clause.id],
                    match.group(),
                    f'"{match.group()}" is written without the capitals of the defined "{term}"',
                    "write the defined term, or other words if another meaning is meant",
                )


def long_form(subject: Subject) -> Iterator[Finding]:
    """D08: the long form of a name, used after its short form was defined."""
    places = {each.id: each for each in subject.clauses}
    order = {each.id: place for place, each in enumerate(subject.clauses)}
    for each in subject.terms.definitions:
        if each.manner != "hook" or " " in each.term:
            continue
        names = _long_names(places[each.clause].text[: each.start], each.term)
        for clause, slot, words in subject.provisions:
            after = each.start if clause.id == each.clause else 0
            said = next((name for name in names if re.compile(rf"\b{re.escape(name)}\b").search(words, after)), "")
            if slot == "text" and said and order[clause.id] >= order[each.clause]:
                yield subject.finding(
                    "D08",
                    clause,
                    said,
                    f'"{said}" is written out although "{each.term}" was defined for it',
                    f'write "{each.term}"',
                )


def _long_names(before: str, term: str) -> tuple[str, ...]:
    """Return the names before a hook that begin with its term: ``Board of Directors`` before ``(the "Board")``."""
    named = re.search(r"((?:[A-Z]\w+ (?:of (?:the )?|and )?)+[A-Z]\w+),? \($", before[: before.rfind("(") + 1])
    found = re.search(rf"\b{re.escape(term)}\b.*", named[1]) if named else None
    steps = re.split(r" of (?:the )?", found.group()) if found else []
    return tuple(found.group()[: found.group().find(step) + len(step)] for step in steps[1:]) if found else ()


def quoted_mark(subject: Subject) -> Iterator[Finding]:
    """D11: a full stop or comma inside the quotation marks of a definition."""
    places = {each.id: each for each in subject.clauses}
    for each in subject.terms.definitions:
        if each.quoted.rstrip() != each.term and each.quoted.rstrip()[-1:] in ".,;:":
            yield subject.finding(
                "D11",
                places[each.clause],
                each.quoted,
                f'the defined term "{each.term}" has a mark inside its quotation marks',
                "set the mark outside",
            )


def beside(subject: Subject) -> Iterator[Finding]:
    """D14: ``date of grant`` beside the defined ``Grant Date``."""
    for term in dict.fromkeys(each.term for each in subject.terms.definitions):
        parts = term.split(" ")
        if len(parts) != 2 or not term.istitle():
            continue
        turned = f"{parts[1].lower()} of {parts[0].lower()}"
        if turned not in subject.words:
            continue
        for clause, slot, words in subject.provisions:
            if slot == "text" and re.search(rf"\b{re.escape(turned)}\b", words):
                yield subject.finding(
                    "D14",
                    clause,
                    turned,
                    f'"{turned}" stands beside the defined "{term}"',
                    f'write "{term}", or say how the two differ',
                )
                break


def borrowed(packet: tuple[Subject, ...]) -> Iterator[Finding]:
    """D12: a text that uses a term only another text of the packet defines, and brings no meanings in."""
    for subject in packet:
        if _BROUGHT_IN.search(subject.words):
            continue
        own = {form for each in subject.terms.definitions for form in inflections(each.term)}
        for other in packet:
            if other is subject or other.text.kind == "amendment":
                continue
            foreign = {each.term for each in other.terms.definitions if " " not in each.term and each.term.istitle()}
            for term in sorted(foreign - own):
                yield from _borrowed(subject, other, term)


def _borrowed(subject: Subject, other: Subject, term: str) -> Iterator[Finding]:
    pattern = re.compile(
        rf"\b(?:[Nn]o|[Ee]ach|[Aa]ny|[Ee]very|[Tt]he|[Tt]his|[Ss]uch|[Aa]n?|[Aa]ll|such) "
        rf"((?:{'|'.join(map(re.escape, inflections(term)))}))\b(?! [A-Z]| of [A-Z])"
    )
    for clause, slot, words in subject.provisions:
        if slot == "text" and (match := pattern.search(words)):
            yield subject.finding(
                "D12",
                clause,
                match[1],
                f'"{match[1]}" is defined in {other.text.name or other.text.id} '
                "only, and nothing here brings its meaning in",
                "define it here, or say that terms have the meanings of that text",
            )
            return


def differently(packet: tuple[Subject, ...]) -> Iterator[Finding]:
    """V04: a term that two texts of the packet define, in a manner that cannot mean the same."""
    for place, subject in enumerate(packet):
        for other in packet[place + 1 :]:
            mine, theirs = _by_term(subject), _by_term(other)
            for term in sorted(mine.keys() & theirs.keys()):
                here, there = mine[term][0], theirs[term][0]
                if here.manner == there.manner or {here.manner, there.manner} <= {"own", "sentence"}:
                    continue
                clause = other.index.clauses[there.clause]
                yield other.finding(
                    "V04",
                    clause,
                    term,
                    f'"{term}" is defined otherwise than in '
                    f"{subject.text.name or subject.text.id}, {subject.index.citation(here.clause)}",
                    "give the term one meaning over the packet",
                )


TEXT = (undefined, unused, defined_twice, lower_case, long_form, quoted_mark, beside)
PACKET = (borrowed, differently)
