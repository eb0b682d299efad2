"""Rules on the papers of a grant and on the plan as a paper."""

from __future__ import annotations

from collections.abc import Iterator

from engross.amending.amend import effective
from engross.clauses import addresses
from engross.clauses.clause import Blank, Text
from engross.clauses.words import printed
from engross.granting.case import Case, Vocabulary
from engross.granting.pack import Rule
from engross.granting.record import Grant
from engross.granting.results import Result
from engross.granting.wording import UnknownFieldError, value_at, written

vocabulary = Vocabulary()


@vocabulary.word("no-blank-left")
def no_blank_left(case: Case, rule: Rule) -> Iterator[Result]:
    """The agreement leaves no blank that is not filled by pen."""
    form = case.forms.get(case.pack.agreement)
    if form is None:
        yield case.unknown(rule, "the form of agreement is not at hand", "agreement")
        return
    open_yet = [blank for clause in form.root.walk() for blank in clause.blanks
                if not blank.by_hand and not _fills(case.grant, blank)]  # fmt: skip
    if open_yet:
        fields = ", ".join(dict.fromkeys(blank.field for blank in open_yet))
        yield case.failed(rule, f"the agreement stays blank for {fields}", f"give {fields}", place=open_yet[0].field)
    else:
        yield case.passed(rule, "every blank of the agreement is filled")


def _fills(grant: Grant, blank: Blank) -> bool:
    try:
        value = value_at(grant, blank.field)
        return value is not None and bool(written(value, blank.form).strip())
    except (UnknownFieldError, KeyError, TypeError, ValueError):
        return False


@vocabulary.word("plan-furnished")
def plan_furnished(case: Case, rule: Rule) -> Iterator[Result]:
    """A copy of the plan as of the grant date goes with the option."""
    if gap := case.unrecorded(rule, "grant_date"):
        yield gap
        return
    granted = case.grant.grant_date
    version = case.versions.on(granted)
    if version is None:
        yield case.unknown(rule, f"no text of the plan is on file for {granted}", "the text of that day")
        return
    later = f", through {version.made_by}" if version.by else ", as adopted"
    yield case.passed(rule, f"the packet encloses the plan as it read on {granted}{later}")


@vocabulary.word("plan-name-matches", scope="plan")
def plan_name_matches(case: Case, rule: Rule) -> Iterator[Result]:
    """Every form calls the plan by its full name."""
    version = case.versions.on(None)
    name = version.text.name if version else ""
    if not name:
        yield case.unknown(rule, "the plan's text does not give its name", "the plan's name")
        return
    forms = [case.forms[each] for each in (case.pack.agreement, case.pack.acceptance) if each in case.forms]
    if not forms:
        yield case.unknown(rule, "no form is at hand", "agreement", "acceptance")
    for form in forms:
        if _folded(name) in _folded(printed(form)):
            yield case.passed(rule, f"the {form.kind} names the plan in full")
        else:
            yield case.failed(
                rule,
                f"the {form.kind} does not name the plan in full, “{name}”",
                "name the plan the same in every paper; a name is not changed without an order",
                place=form.kind,
            )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


@vocabulary.word("nontransferable-as-form")
def nontransferable_as_form(case: Case, rule: Rule) -> Iterator[Result]:
    """The form forbids transfer; an option the Board makes transferable needs changed words."""
    if case.grant.transferable:
        yield case.failed(
            rule,
            "the record makes the option transferable, the form forbids it",
            "change the words of the form, or take transferable out",
            place="transferable",
        )
    else:
        yield case.passed(rule, "not transferable, as the form says")


@vocabulary.word("signed-by-officer")
def signed_by_officer(case: Case, rule: Rule) -> Iterator[Result]:
    """The company signs by a named officer who is not the participant."""
    signatory, holder = case.grant.signatory, case.grant.participant.name.legal_name
    if gap := case.unrecorded(rule, "signatory.name", "signatory.title"):
        yield gap
    elif signatory.name == holder:
        yield case.failed(
            rule,
            f"{holder} would sign for the company and for themselves",
            "have another officer sign",
            place="signatory.name",
            severity="warning",
        )
    else:
        yield case.passed(rule, f"{signatory.name}, {signatory.title}")


@vocabulary.word("conditions-on-delivery")
def conditions_on_delivery(case: Case, rule: Rule) -> Iterator[Result]:
    """The conditions on delivery of shares are met at each exercise (kinds: the conditions)."""
    for event in case.grant.events:
        if event.type == "exercise":
            what = f"the record does not tell whether the conditions were met at the exercise of {event.date}"
            yield case.unknown(rule, what, *rule.kinds, day=event.date, place="events")


@vocabulary.word("plan-copy-states", scope="plan")
def plan_copy_states(case: Case, rule: Rule) -> Iterator[Result]:
    """Every version of the plan has these clauses (clauses: which)."""
    for version in case.versions.versions:
        there = {clause.id for clause in version.text.root.walk() if clause.status == "in force"}
        gone = [clause for clause in rule.clauses if clause not in there]
        of = f"the plan through {version.made_by}" if version.by else "the plan as adopted"
        if gone:
            yield case.failed(rule, f"{of} lacks {', '.join(gone)}", "look at the amendments", day=version.since)
        else:
            cited = " and ".join(case.versions.cite(clause, version.since) for clause in rule.clauses)
            yield case.passed(rule, f"{of} has Sections {cited}", day=version.since)


@vocabulary.word("amended-by-board", scope="plan")
def amended_by_board(case: Case, rule: Rule) -> Iterator[Result]:
    """Every amendment is made by the Board, dated, and under the clause that lets it amend (kinds: who may)."""
    for instrument in case.versions.instruments:
        approved, dated = instrument.approved, effective(instrument)
        if approved is None or dated is None:
            yield case.unknown(rule, f"{instrument.name} does not tell when it was approved", "approved",
                               day=dated.date if dated else None)  # fmt: skip
            continue
        by = approved.source
        if by and not any(who in by for who in rule.kinds):
            yield case.failed(
                rule,
                f"{instrument.name} was approved by {by}",
                f"an amendment is made by {' or '.join(rule.kinds)}",
                day=dated.date,
            )
        elif instrument.authority and _cites_other(case, rule, instrument.authority):
            yield case.failed(
                rule,
                f"{instrument.name} is made under {instrument.authority}",
                "name the clause that lets the plan be amended",
                day=dated.date,
            )
        else:
            yield case.passed(rule, f"{instrument.name}, approved on {approved.date} {f'({by})' if by else ''}".strip(),
                              day=dated.date)  # fmt: skip


def _cites_other(case: Case, rule: Rule, authority: str) -> bool:
    """Say whether an authority, as cited, is another clause than the rule's."""
    version = case.versions.on(None)
    if version is None:
        return False
    return rule.clause not in _resolved(version.text, authority)


def _resolved(text: Text, authority: str) -> tuple[str, ...]:
    try:
        return addresses.index(text).resolve(addresses.parse(authority))
    except ValueError:
        return ()
