"""Rules on how long an option lives and when it may be exercised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engross.granting.case import Case, Vocabulary
from engross.granting.dates import Period, reckon
from engross.granting.pack import Rule
from engross.granting.record import Event
from engross.granting.results import Result
from engross.granting.terms import final_exercise_date, limits

vocabulary = Vocabulary()


def _exercises(case: Case) -> Iterator[Event]:
    return (event for event in case.grant.events if event.type == "exercise")


@vocabulary.word("within-term")
def within_term(case: Case, rule: Rule) -> Iterator[Result]:
    """The option ends with its term, an anniversary of the grant date, and no record says later (facts: the term)."""
    if gap := case.unrecorded(rule, "grant_date") or case.wanting(rule, *rule.facts):
        yield gap
        return
    end = final_exercise_date(case.grant, case.terms)
    if end is None:
        return
    stated = case.grant.expiration_date
    if stated and stated > end.last_day:
        yield case.failed(
            rule,
            f"the record says {stated}; the term ends on {end.last_day} ({end.words})",
            "take the stated date out, it is found by rule",
            place="expiration_date",
        )
    elif stated and stated < end.last_day:
        yield case.failed(
            rule,
            f"the record says {stated}, the form the full term, which ends on {end.last_day}",
            "a shorter term needs a changed form of agreement",
            place="expiration_date",
            severity="warning",
        )
    else:
        yield case.passed(rule, f"the last day is {end.last_day}: {end.words}")
    if "policy" in end.words:
        yield case.failed(
            rule,
            f"the last day {end.last_day} rests on a reading: {end.words}",
            "exercise on or before 28 February is safe on either reading",
            severity="warning",
            place="grant_date",
        )


@vocabulary.word("after-service")
def after_service(case: Case, rule: Rule) -> Iterator[Result]:
    """No exercise comes later after the end of service than the plan allows (facts: how long)."""
    if gap := case.wanting(rule, *rule.facts):
        yield gap
        return
    ceased, length = case.grant.participant.ceased, case.pack.fact(rule.facts[0])
    if ceased is None or not isinstance(length, Period):
        yield case.passed(rule, "no end of service is on record")
        return
    end = reckon(ceased, length, leap_day=case.pack.leap_day)
    told = f"{length} after ceasing to serve on {ceased}" + (f" ({end.note})" if end.note else "")
    late = [event for event in _exercises(case) if event.date > end.date]
    again = case.grant.participant.re_elected
    for event in late:
        yield case.failed(
            rule,
            f"exercised on {event.date}; the last day was {end.date}, {told}",
            "the exercise is out of time",
            day=event.date,
            severity="warning" if again and again <= end.date else None,
            place="events",
            source=event.source,
        )
    if not late:
        yield case.passed(rule, f"the last day is {end.date}, {told}", day=ceased)
    if again and again <= end.date:
        yield case.failed(
            rule,
            f"left on {ceased} and served again from {again}; the words do not say whether the time still runs",
            "have counsel settle it before an exercise after the first end of service",
            day=again,
            severity="warning",
            place="participant.re_elected",
        )


@vocabulary.word("not-before-stockholder-approval")
def not_before_stockholder_approval(case: Case, rule: Rule) -> Iterator[Result]:
    """No option is exercised before the stockholders approve the plan; a grant before that is good."""
    exercises = tuple(_exercises(case))
    if gap := case.wanting(rule, *rule.facts):
        yield gap
        return
    approved = case.pack.fact(rule.facts[0])
    early = [event for event in exercises if isinstance(approved, date) and event.date < approved]
    for event in early:
        yield case.failed(
            rule,
            f"exercised on {event.date}, before stockholder approval on {approved}",
            "the exercise is too early",
            day=event.date,
            place="events",
            source=event.source,
        )
    if early:
        return
    granted = case.grant.grant_date
    if isinstance(approved, date) and granted and granted < approved:
        yield case.passed(rule, f"a valid grant, not exercisable before stockholder approval on {approved}")
    else:
        yield case.passed(rule, f"the stockholders approved the plan on {approved}")


@vocabulary.word("ends-with-event")
def ends_with_event(case: Case, rule: Rule) -> Iterator[Result]:
    """An option expires upon an ending event, of which notice is given in time (facts: how long before)."""
    granted = case.grant.grant_date
    notice = case.pack.fact(rule.facts[0]) if rule.facts else None
    for ending in case.pack.endings:
        if granted is None or ending.date < granted:
            continue
        for event in _exercises(case):
            if event.date >= ending.date:
                same = event.date == ending.date
                told = "the option expires upon it" if same else "the option had expired"
                yield case.failed(
                    rule,
                    f"exercised on {event.date}; the event took place on {ending.date} and {told}",
                    "an exercise comes before the day of the event",
                    day=event.date,
                    place="events",
                    source=event.source,
                )
        if ending.notice is None:
            yield case.unknown(rule, "the day of the notice is not known", f"notice of the event of {ending.date}",
                               day=ending.date)  # fmt: skip
        elif isinstance(notice, Period) and reckon(ending.notice, notice).date > ending.date:
            yield case.failed(
                rule,
                f"notice was given on {ending.notice}, less than {notice} before the event of {ending.date}",
                f"notice is due {notice} before",
                day=ending.date,
            )
        else:
            yield case.passed(rule, f"notice was given on {ending.notice}", day=ending.date)
        return


@vocabulary.word("inside-exercise-window")
def inside_exercise_window(case: Case, rule: Rule) -> Iterator[Result]:
    """Every exercise lies between the grant date and the last day on which the option may be exercised."""
    if gap := case.unrecorded(rule, "grant_date"):
        yield gap
        return
    granted, bounds = case.grant.grant_date or date.max, limits(case.grant, case.terms)
    last = bounds[0] if bounds else None
    broken = False
    for event in _exercises(case):
        if event.date < granted or (last and event.date > last.last_day):
            broken = True
            told = f"the option may be exercised from {granted} to {last.last_day if last else 'no end'}"
            yield case.failed(
                rule,
                f"exercised on {event.date}; {told}" + (f": {last.words}" if last else ""),
                "the exercise is out of time",
                day=event.date,
                place="events",
                source=event.source,
            )
    if not broken:
        told = f"the last day is {last.last_day}: {last.words}" if last else "no last day is known"
        yield case.passed(rule, told)


@vocabulary.word("vests-as-the-form-says")
def vests_as_the_form_says(case: Case, rule: Rule) -> Iterator[Result]:
    """The form vests the whole option on the grant date; another schedule needs changed words (clauses: where)."""
    steps = case.grant.vesting
    at_once = all(step.date == case.grant.grant_date for step in steps)
    if steps and sum(step.amount for step in steps) != case.grant.quantity:
        total = sum(step.amount for step in steps)
        yield case.failed(
            rule,
            f"the steps of vesting make {total:,} shares, the grant is of {case.grant.quantity or 0:,}",
            "make the steps add up to the grant",
            place="vesting",
        )
    elif steps and not at_once:
        form = case.forms.get(rule.form)
        cited = [case.versions.cite_in(form, clause) for clause in rule.clauses] if form else []
        where = f" in Sections {' and '.join(cited)} of the form" if all(cited) and cited else " in the form"
        yield case.failed(
            rule,
            "the record vests in steps, the form the whole option on the grant date",
            f"change the words{where}, or let the option vest at once",
            place="vesting",
        )
    else:
        yield case.passed(rule, "the whole option vests on the grant date, as the form says")


@vocabulary.word("exercise-notice")
def exercise_notice(case: Case, rule: Rule) -> Iterator[Result]:
    """Each exercise is by signed notice received at the principal office, with the agreement and payment in full."""
    for event in _exercises(case):
        due = ""
        if event.quantity and case.grant.exercise_price:
            due = f"; {event.quantity * case.grant.exercise_price.amount} {case.grant.exercise_price.currency} were due"
        if event.notice_received is None or not event.payment:
            gone = [
                name
                for name, given in (("notice_received", event.notice_received), ("payment", event.payment))
                if not given
            ]
            what = f"the exercise of {event.date} does not tell {' and '.join(gone)}{due}"
            yield case.unknown(rule, what, *gone, day=event.date, place="events")
        elif event.notice_received > event.date:
            yield case.failed(
                rule,
                f"exercised on {event.date}; the notice was received on {event.notice_received}",
                "an exercise takes place when the notice is received",
                day=event.date,
                place="events",
                source=event.source,
            )
        else:
            yield case.passed(rule, f"notice received on {event.notice_received}{due}", day=event.date)
