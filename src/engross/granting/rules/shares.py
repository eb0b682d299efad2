"""Rules on the kind of award, the number of shares, the reserve and its adjustment."""

from __future__ import annotations

from collections.abc import Iterator

from engross.clauses.words import words
from engross.granting.case import Case, Vocabulary
from engross.granting.pack import Rule
from engross.granting.record import RETURNING
from engross.granting.results import Result

vocabulary = Vocabulary()


@vocabulary.word("kind-of-award")
def kind_of_award(case: Case, rule: Rule) -> Iterator[Result]:
    """The award is of a kind the plan allows (kinds: the Open Cap Table words)."""
    kind = case.grant.compensation_type
    if kind in rule.kinds:
        yield case.passed(rule, f"the award is {kind}")
    else:
        allowed = " or ".join(rule.kinds)
        yield case.failed(
            rule, f"the award is {kind}; the plan allows {allowed}", f"grant {allowed}", place="compensation_type"
        )


@vocabulary.word("whole-shares")
def whole_shares(case: Case, rule: Rule) -> Iterator[Result]:
    """The number of shares is whole and more than none, and stays so when it is adjusted."""
    if gap := case.unrecorded(rule, "quantity"):
        yield gap
        return
    quantity, granted = case.grant.quantity or 0, case.grant.grant_date
    if quantity <= 0:
        yield case.failed(rule, f"{quantity} shares", "grant whole shares, 1 or more", place="quantity")
        return
    yield case.passed(rule, f"{quantity:,} whole shares")
    for change in case.pack.adjustments:
        if change.determined and granted and change.date > granted and quantity * change.new % change.old:
            told = f"the {change.new}-for-{change.old} change of {change.date} leaves a fraction of a share"
            yield case.failed(
                rule,
                f"{told}; the ledger rounds down",
                "have the Board determine the rounding",
                day=change.date,
                place="quantity",
                severity="warning",
            )


@vocabulary.word("within-reserve")
def within_reserve(case: Case, rule: Rule) -> Iterator[Result]:
    """The grant fits what the reserve has free on its day; a later return does not cure it (facts: the reserve)."""
    if gap := case.unrecorded(rule, "grant_date", "quantity") or case.wanting(rule, *rule.facts):
        yield gap
        return
    over = [fault for fault in case.faults.get(case.grant.custom_id, ()) if fault.code in ("G10", "E104")]
    for fault in over:
        yield case.failed(rule, fault.what, fault.remedy, place="quantity")
    if not over:
        yield case.passed(rule, f"{case.grant.quantity:,} shares were free on {case.grant.grant_date}")


@vocabulary.word("returned-once")
def returned_once(case: Case, rule: Rule) -> Iterator[Result]:
    """Only unused shares come back, once, and not before the event that frees them."""
    faults = [fault for fault in case.faults.get(case.grant.custom_id, ()) if fault.code == "G11"]
    for fault in faults:
        yield case.failed(rule, fault.what, fault.remedy, place="events", severity=fault.severity, source=fault.source)
    option = case.option
    if not faults and option and (option.returned or any(event.type in RETURNING for event in case.grant.events)):
        yield case.passed(rule, f"{option.returned:,} unused shares came back")


@vocabulary.word("tendered-shares-stay-out")
def tendered_shares_stay_out(case: Case, rule: Rule) -> Iterator[Result]:
    """Shares tendered in payment do not come back to the reserve: no words of the plan say so."""
    for event in case.grant.events:
        if event.type != "exercise" or "shares" not in event.payment:
            continue
        back = [other for other in case.grant.events if other.type in RETURNING and other.date == event.date]
        if back:
            yield case.failed(
                rule,
                f"a {back[0].type} is recorded on {event.date}, the day of a payment in shares",
                "make sure it is not the shares tendered; they do not come back",
                day=event.date,
                severity="warning",
                source=back[0].source,
            )
        else:
            yield case.passed(rule, f"the shares tendered on {event.date} did not come back", day=event.date)


@vocabulary.word("adjusted-by-board-only")
def adjusted_by_board_only(case: Case, rule: Rule) -> Iterator[Result]:
    """A change in capitalization adjusts an option only to the extent the Board determines."""
    granted = case.grant.grant_date
    for change in case.pack.adjustments:
        if granted is None or change.date <= granted:
            continue
        name = f"{change.new}-for-{change.old} change of {change.date}"
        if any(ending.date == change.date for ending in case.pack.endings):
            continue
        if change.determined is None:
            yield case.failed(
                rule,
                f"no determination of the Board on the {name} is on file; nothing was adjusted",
                "record the Board's determination, if it made one",
                day=change.date,
                severity="warning",
            )
        elif case.grant.quantity and case.grant.exercise_price:
            amount = case.grant.exercise_price.amount
            told = f"{change.of(case.grant.quantity):,} shares at {amount} x {change.old}/{change.new}"
            yield case.passed(rule, f"adjusted for the {name} as determined on {change.determined}: {told}")


@vocabulary.word("ending-before-adjustment")
def ending_before_adjustment(case: Case, rule: Rule) -> Iterator[Result]:
    """Where one event both ends options and changes the capitalization, it ends them and adjusts nothing."""
    for change in case.pack.adjustments:
        if change.determined and any(ending.date == change.date for ending in case.pack.endings):
            yield case.failed(
                rule,
                f"the event of {change.date} ends the option; an adjustment for it is recorded as well",
                "take the adjustment out",
                day=change.date,
            )


@vocabulary.word("security-named", scope="plan")
def security_named(case: Case, rule: Rule) -> Iterator[Result]:
    """The agreement names the security as the plan does (words: as both print it)."""
    form = case.forms.get(case.pack.agreement)
    version = case.versions.on(None)
    if form is None or version is None:
        yield case.unknown(rule, "the form of agreement is not at hand", "agreement")
        return
    wanted = rule.words.split()
    gone = [name for name, text in (("agreement", form), ("plan", version.text)) if not _holds(words(text), wanted)]
    if gone:
        told = " and ".join(gone)
        yield case.failed(rule, f"the {told} does not say “{rule.words}”", "name the security the same in both")
    else:
        yield case.passed(rule, f"plan and agreement both say “{rule.words}”")


def _holds(text: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any([word.strip(",;.") for word in text[i : i + size]] == [word.strip(",;.") for word in wanted]
               for i in range(len(text) - size + 1))  # fmt: skip


@vocabulary.word("not-exceeded")
def not_exceeded(case: Case, rule: Rule) -> Iterator[Result]:
    """Exercised and returned shares together do not exceed those granted."""
    faults = [fault for fault in case.faults.get(case.grant.custom_id, ()) if fault.code == "G29"]
    for fault in faults:
        yield case.failed(rule, fault.what, fault.remedy, place="events", source=fault.source)
    option = case.option
    if not faults and option and case.grant.events:
        told = f"{option.exercised:,} exercised, {option.returned:,} returned, {option.left:,} left"
        yield case.passed(rule, f"{told} of {case.grant.quantity:,}")
