"""Rules on the forms of payment: which the plan has on the day that counts, and which the agreement opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engross.granting.case import Case, Vocabulary
from engross.granting.dates import Period, long_date, reckon
from engross.granting.pack import Rule
from engross.granting.record import Event, Payment
from engross.granting.results import Result

vocabulary = Vocabulary()
_SAID: dict[Payment, str] = {
    "cash_or_check": "cash or check",
    "broker": "a broker's undertaking",
    "shares": "shares of stock",
    "promissory_note": "a promissory note",
    "other": "other consideration",
}


def _uses(case: Case, rule: Rule) -> tuple[bool, tuple[Event, ...]]:
    """Return whether the agreement is to allow one of the rule's methods, and the exercises paid by one."""
    listed = any(method in rule.methods for method in case.grant.payment)
    paid = tuple(event for event in case.grant.events
                 if event.type == "exercise" and any(method in rule.methods for method in event.payment))  # fmt: skip
    return listed, paid


def _said(rule: Rule) -> str:
    return " or ".join(_SAID.get(method, method) for method in _SAID if method in rule.methods)


@vocabulary.word("always-payable")
def always_payable(case: Case, rule: Rule) -> Iterator[Result]:
    """This form of payment is always open."""
    yield from _in_the_plan(case, rule, always=True)


@vocabulary.word("payable-unless-excluded")
def payable_unless_excluded(case: Case, rule: Rule) -> Iterator[Result]:
    """This form of payment is open unless the agreement says otherwise."""
    yield from _in_the_plan(case, rule, always=False)


def _in_the_plan(case: Case, rule: Rule, *, always: bool) -> Iterator[Result]:
    listed, paid = _uses(case, rule)
    if not (listed or paid or always):
        return
    if gap := case.unrecorded(rule, "grant_date"):
        yield gap
        return
    day = case.grant.grant_date or date.min
    if not case.versions.holds(rule.clause, day):
        if listed or paid:
            yield _gone(case, rule, day)
        return
    yield case.passed(rule, f"{_said(rule)} may be paid")
    if not always and case.grant.payment and not listed:
        for event in paid:
            yield case.failed(
                rule,
                f"paid by {_said(rule)} on {event.date}; the agreement's list of payments leaves it out",
                "list it, or take another payment",
                day=event.date,
                place="events",
                source=event.source,
            )


@vocabulary.word("payable-if-permitted")
def payable_if_permitted(case: Case, rule: Rule) -> Iterator[Result]:
    """This form of payment is open while the plan has it, and where the Board permits it (facts: how long owned)."""
    listed, paid = _uses(case, rule)
    if not (listed or paid):
        return
    if gap := case.unrecorded(rule, "grant_date"):
        yield gap
        return
    granted = case.grant.grant_date or date.min
    if case.versions.on(granted) is None:
        yield case.unknown(rule, f"no text of the plan is on file for {granted}", "the text of that day")
        return
    if not case.versions.holds(rule.clause, granted):
        yield _gone(case, rule, granted)
    elif not any(method in case.grant.board_permits for method in rule.methods):
        yield case.failed(
            rule,
            f"no permission of the Board for {_said(rule)} is on record",
            "record board_permits, or take the method out",
            place="board_permits",
        )
    else:
        yield case.passed(rule, f"{_said(rule)}, permitted by the Board")
        yield from _gone_later(case, rule, granted, paid)
    yield from _owned(case, rule, paid)
    yield from case.noted(rule, max((event.date for event in paid), default=granted))


def _gone(case: Case, rule: Rule, day: date) -> Result:
    taken = case.versions.gone(rule.clause, day)
    why = f"removed by {taken.made_by}" if taken else "not in the plan"
    said = _said(rule)
    return case.failed(
        rule,
        f"{said[0].upper()}{said[1:]} cannot be paid on {day}: {why}",
        "take the method out",
        day=day,
        place="payment",
    )


def _gone_later(case: Case, rule: Rule, granted: date, paid: tuple[Event, ...]) -> Iterator[Result]:
    """Warn of a right the plan gave on the grant date and took back since: the words do not save it."""
    taken = case.versions.goes_later(rule.clause, granted)
    if taken is None or taken.since is None:
        return
    since = taken.since
    late = [event for event in paid if event.date >= since]
    told = f"{taken.made_by} removed {_said(rule)}; the words do not say whether an option of {granted} keeps it"
    for event in late:
        yield case.failed(
            rule,
            f"paid by {_said(rule)} on {event.date}: {told}",
            "have counsel settle whether the older right was kept",
            day=event.date,
            place="events",
            severity="warning",
            source=event.source,
        )
    if not late and any(method in rule.methods for method in case.grant.payment):
        yield case.failed(
            rule,
            told,
            f"have counsel settle it before an exercise on or after {long_date(since)}",
            day=since,
            place="payment",
            severity="warning",
        )


def _owned(case: Case, rule: Rule, paid: tuple[Event, ...]) -> Iterator[Result]:
    """Look at how long shares that are tendered were owned."""
    length = case.pack.fact(rule.facts[0]) if rule.facts else None
    if not isinstance(length, Period):
        return
    for event in paid:
        since = event.shares_owned_since
        if since is None:
            what = f"since when the shares tendered on {event.date} were owned"
            yield case.unknown(rule, what, "shares_owned_since", day=event.date, place="events")
        elif reckon(since, length).date > event.date:
            yield case.failed(
                rule,
                f"the shares tendered on {event.date} were owned since {since}, less than {length}",
                f"tender shares owned for {length}",
                day=event.date,
                place="events",
                source=event.source,
            )


@vocabulary.word("explicit-in-agreement")
def explicit_in_agreement(case: Case, rule: Rule) -> Iterator[Result]:
    """These forms of payment are open only where the agreement has an explicit clause for them (clauses: which)."""
    listed, paid = _uses(case, rule)
    if not (listed or paid):
        return
    form = case.forms.get(case.pack.agreement)
    if form is None:
        yield case.unknown(rule, "the form of agreement is not at hand", "agreement", place="payment")
        return
    there = {clause.id for clause in form.root.walk()}
    found = [clause for clause in rule.clauses if clause in there]
    methods = sorted({method for method in (*case.grant.payment, *(m for event in paid for m in event.payment))
                      if method in rule.methods})  # fmt: skip
    named = " and ".join(_SAID.get(method, method) for method in methods)
    if found:
        yield case.passed(rule, f"the agreement provides for {named} in {case.versions.cite_in(form, found[0])}")
    else:
        yield case.failed(
            rule,
            f"the agreement has no explicit clause for {named}",
            "add the clause to the form of agreement, or take the method out",
            place="payment",
        )


@vocabulary.word("combination-of-permitted")
def combination_of_permitted(case: Case, rule: Rule) -> Iterator[Result]:
    """A combination is of forms of payment that are each open (methods: those open without more)."""
    for event in case.grant.events:
        if event.type != "exercise" or len(event.payment) < 2:
            continue
        closed = [
            method for method in event.payment if method not in rule.methods and method not in case.grant.board_permits
        ]
        if closed:
            yield case.failed(
                rule,
                f"the payment of {event.date} combines {' and '.join(_SAID[method] for method in event.payment)}; "
                f"{' and '.join(_SAID[method] for method in closed)} is not permitted",
                "combine permitted forms only",
                day=event.date,
                place="events",
                source=event.source,
            )
        else:
            yield case.passed(rule, f"the payment of {event.date} combines permitted forms", day=event.date)
