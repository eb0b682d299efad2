"""Rules on who may be granted an option, by whom, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engross.granting.case import Case, Vocabulary
from engross.granting.dates import Period, reckon
from engross.granting.pack import Rule
from engross.granting.results import Result

vocabulary = Vocabulary()


@vocabulary.word("serves-on-grant-date")
def serves_on_grant_date(case: Case, rule: Rule) -> Iterator[Result]:
    """The participant serves in the role the plan asks for on the grant date."""
    if gap := case.unrecorded(rule, "grant_date", "participant.director_since"):
        yield gap
        return
    person, granted = case.grant.participant, _granted(case)
    since = person.director_since or granted
    if since > granted:
        yield case.failed(
            rule,
            f"not a director before {since}; the grant is of {granted}",
            "grant on or after that day, or correct the date",
            place="participant.director_since",
        )
    elif person.ceased and person.ceased < granted and not (person.re_elected and person.re_elected <= granted):
        yield case.failed(
            rule,
            f"ceased to be a director on {person.ceased}, before the grant of {granted}",
            "an option is for one who serves",
            place="participant.ceased",
        )
    elif person.ceased == granted:
        yield case.failed(
            rule,
            f"ceased to be a director on the grant date itself, {granted}",
            "settle whether the grant or the end of service came first",
            place="participant.ceased",
            severity="warning",
        )
    else:
        yield case.passed(rule, f"a director since {since}")


@vocabulary.word("not-an-employee")
def not_an_employee(case: Case, rule: Rule) -> Iterator[Result]:
    """The participant is no employee of the company on the grant date."""
    person, granted = case.grant.participant, case.grant.grant_date
    employed = person.employee_of_company
    if employed is None and person.employee_since and granted:
        employed = person.employee_since <= granted
    if employed is None:
        yield case.unknown(
            rule,
            "the record does not say whether the participant was an employee of the company",
            "participant.employee_of_company",
            place="participant",
        )
    elif employed and not (person.employee_since and granted and person.employee_since > granted):
        yield case.failed(
            rule,
            "an employee of the company on the grant date",
            "a plan for outside directors has no grant for an employee",
            place="participant.employee_of_company",
        )
    elif person.employee_of_subsidiary:
        yield case.failed(
            rule,
            "an employee of a subsidiary: the words speak of the company alone",
            "have counsel confirm that the grant is meant",
            severity="warning",
            place="participant.employee_of_subsidiary",
        )
    else:
        yield case.passed(rule, "no employee of the company on the grant date")
    if person.employee_since and granted and person.employee_since > granted:
        yield case.passed(
            rule,
            f"an employee since {person.employee_since}: this option stays, a new grant would fail",
            day=person.employee_since,
        )


@vocabulary.word("named-person")
def named_person(case: Case, rule: Rule) -> Iterator[Result]:
    """The participant is a natural person with a legal name, the same on every paper."""
    name = case.grant.participant.name.legal_name
    if not case.grant.participant.natural_person:
        yield case.failed(
            rule,
            "the participant is not a natural person",
            "only a person is a director",
            place="participant.natural_person",
        )
    elif not name.strip():
        yield case.failed(
            rule,
            "the participant has no legal name",
            "give participant.name.legal_name",
            place="participant.name.legal_name",
        )
    else:
        yield case.passed(rule, f"{name}, printed on every paper from this one value")


@vocabulary.word("approved-by-then")
def approved_by_then(case: Case, rule: Rule) -> Iterator[Result]:
    """The body that grants has acted on or before the grant date."""
    if gap := case.unrecorded(rule, "grant_date", "board_approval_date"):
        yield gap
        return
    approved, granted = case.grant.board_approval_date or date.max, _granted(case)
    if approved > granted:
        yield case.failed(
            rule,
            f"the Board acted on {approved}, after the grant date {granted}",
            "the grant date is not before the Board's action",
            place="board_approval_date",
        )
    elif approved < granted:
        yield case.failed(
            rule,
            f"the Board acted on {approved}, for a grant of {granted}",
            "make sure the action names the later grant date and its price",
            severity="warning",
            place="board_approval_date",
        )
    else:
        yield case.passed(rule, f"the Board acted on {approved}")


@vocabulary.word("not-before-adoption")
def not_before_adoption(case: Case, rule: Rule) -> Iterator[Result]:
    """No grant comes before the plan is adopted."""
    if gap := case.unrecorded(rule, "grant_date") or case.wanting(rule, *rule.facts[:1]):
        yield gap
        return
    adopted, granted = case.pack.fact(rule.facts[0]), _granted(case)
    if isinstance(adopted, date) and granted < adopted:
        yield case.failed(
            rule,
            f"granted on {granted}, before the plan was adopted on {adopted}",
            "correct the date, or grant anew",
            place="grant_date",
        )
    else:
        yield case.passed(rule, f"the plan was adopted on {adopted}")


@vocabulary.word("not-after-plan-life")
def not_after_plan_life(case: Case, rule: Rule) -> Iterator[Result]:
    """No grant comes after the plan's own life, counted from its adoption (facts: the life, then the adoptions)."""
    length, *adoptions = rule.facts
    if gap := case.unrecorded(rule, "grant_date") or case.wanting(rule, length):
        yield gap
        return
    known = [day for name in adoptions if isinstance(day := case.pack.fact(name), date)]
    if len(known) < len(adoptions) and not (known and _over(case, length, min(known))):
        gone = [name for name in adoptions if case.pack.fact(name) is None]
        why = "; ".join(dict.fromkeys(f"{name}: {case.pack.why_missing(name)}" for name in gone))
        yield case.unknown(rule, why, *gone)
        return
    ends = [_end(case, length, day) for day in known]
    told = " and ".join(f"{end} counted from {day}" for day, end in zip(known, ends, strict=True))
    if _granted(case) > min(ends):
        yield case.failed(
            rule,
            f"granted on {_granted(case)}; the plan's time for grants ended on {told}",
            "grant under another plan; an option granted in time may run past the end",
            place="grant_date",
        )
    else:
        yield case.passed(rule, f"grants may be made until {told}")


def _end(case: Case, length: str, adopted: date) -> date:
    life = case.pack.fact(length)
    return reckon(adopted, life, leap_day=case.pack.leap_day).date if isinstance(life, Period) else date.max


def _over(case: Case, length: str, adopted: date) -> bool:
    return _granted(case) > _end(case, length, adopted)


@vocabulary.word("plan-not-suspended")
def plan_not_suspended(case: Case, rule: Rule) -> Iterator[Result]:
    """The plan is neither suspended nor terminated on the grant date."""
    if gap := case.unrecorded(rule, "grant_date"):
        yield gap
        return
    for time in case.pack.suspensions:
        if time.since <= _granted(case) <= (time.until or date.max):
            lasted = f"from {time.since}" + (f" to {time.until}" if time.until else "")
            yield case.failed(
                rule,
                f"the plan was suspended or terminated {lasted}",
                "no grant may be made in that time",
                place="grant_date",
            )
            return
    if rule.facts and (gap := case.wanting(rule, *rule.facts)):
        yield gap
        return
    yield case.passed(rule, "no suspension or termination on file reaches the grant date")


def _granted(case: Case) -> date:
    assert case.grant.grant_date is not None  # noqa: S101 - each rule has asked for it before
    return case.grant.grant_date
