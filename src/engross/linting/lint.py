"""Lint: every check on a packet of texts, with what is ignored on purpose and what was known before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from engross.clauses.clause import Text
from engross.linting import defined_terms, names, numbering, references, vestiges, wording
from engross.linting.catalogue import CHECKS
from engross.linting.finding import Finding, Subject
from engross.problems import InputError, Problem, Severity, Source

TextCheck = Callable[[Subject], Iterator[Finding]]
PacketCheck = Callable[[tuple[Subject, ...]], Iterator[Finding]]
# The order of use to a lawyer: terms, references, numbering and lists, places left open, names, the rest.
_TEXT: tuple[TextCheck, ...] = (
    *defined_terms.TEXT,
    *references.TEXT,
    *numbering.TEXT,
    *wording.TEXT,
    *names.TEXT,
    *vestiges.TEXT,
)
_PACKET: tuple[PacketCheck, ...] = (*defined_terms.PACKET, *references.PACKET, *names.PACKET, *vestiges.PACKET)
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """A finding a lawyer has looked at and lets stand.

    Args:
        code: The check.
        reason: Why; it must be given.
        text: The id of the text; empty for every text.
        at: The citation of the provision and all under it; empty for the whole text.
        quote: The words it speaks of; empty for any.
        source: Where it was written.
    """

    code: str
    reason: str
    text: str = ""
    at: str = ""
    quote: str = ""
    source: Source | None = None

    def covers(self, finding: Finding) -> bool:
        """Say whether it lets a finding stand."""
        return (
            self.code == finding.code
            and self.text in ("", finding.text_id)
            and finding.place.startswith(self.at)
            and self.quote in ("", finding.quote)
        )


def lint(
    texts: Iterable[Text],
    *,
    final: bool = False,
    level: Severity = "warning",
    also: Iterable[str] = (),
    former: Iterable[Text] = (),
) -> tuple[Finding, ...]:
    """Look for drafting defects in texts that belong together.

    Args:
        texts: The packet; checks over several texts see all of them.
        final: True for papers to be signed, where no place may be open.
        level: The least severity reported.
        also: Codes to run and report besides, whatever their severity: those of style are off by themselves.
        former: Texts of the packet as they stood before its amendments, which cite what they then held.

    Returns:
        The findings in the order of the catalogue: terms, references, numbering, open places, names, the rest.

    Raises:
        InputError: An unknown code is named.
    """
    wanted = frozenset(also)
    _refuse_unknown(wanted)
    before = {text.id: text for text in former}
    packet = tuple(Subject(text=text, final=final, former=before.get(text.id)) for text in texts)
    checks = _TEXT + (wording.STYLE if any(not CHECKS[code].on for code in wanted) else ())
    found = [finding for check in checks for subject in packet for finding in check(subject)]
    found += [finding for check in _PACKET for finding in check(packet)]
    return tuple(
        each
        for each in dict.fromkeys(found)
        if each.code in wanted or (CHECKS[each.code].on and _RANK[each.severity] <= _RANK[level])
    )


def unanswered(
    findings: Iterable[Finding], ignores: Iterable[Ignore] = (), baseline: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Return the findings that no ignore covers and that were not known before.

    Args:
        findings: What was found.
        ignores: Findings that stand on purpose.
        baseline: Fingerprints of findings known before.

    Raises:
        InputError: An ignore names an unknown code or gives no reason.
    """
    standing = tuple(ignores)
    _refuse_unknown(frozenset(each.code for each in standing))
    reasonless = tuple(
        Problem(
            code="E021",
            what=f"the ignore of {each.code} gives no reason",
            remedy="say why it may stand",
            source=each.source,
        )
        for each in standing
        if not each.reason.strip()
    )
    if reasonless:
        raise InputError(reasonless)
    return tuple(
        each
        for each in findings
        if each.fingerprint not in baseline and not any(ignore.covers(each) for ignore in standing)
    )


def _refuse_unknown(codes: frozenset[str]) -> None:
    problems = tuple(
        Problem(code="E108", what=f"there is no check {code}", remedy="engross lint --rules lists them")
        for code in sorted(codes)
        if code not in CHECKS
    )
    if problems:
        raise InputError(problems)


def graver(findings: Iterable[Finding], severities: dict[str, Severity]) -> tuple[Finding, ...]:
    """Return the findings with the severities a project gives to some codes."""
    return tuple(replace(each, severity=severities.get(each.code, each.severity)) for each in findings)
