"""The closing checklist of a packet: what a careful lawyer looks at, each line with what the checks found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from engross.granting.check import Plan
from engross.granting.ledger import Ledger
from engross.granting.record import Grant
from engross.granting.results import Result
from engross.granting.terms import final_exercise_date

State = Literal["done", "failed", "warned", "open", "by hand"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a closing checklist.

    Args:
        number: Its place.
        asks: What is looked at.
        state: ``done`` it was checked and is in order, ``failed`` it is not, ``warned`` a person must judge it,
            ``open`` a fact is missing, ``by hand`` a person must look.
        found: What was found, or what to look at.
        codes: The checks it rests on.
    """

    number: int
    asks: str
    state: State
    found: str
    codes: tuple[str, ...] = ()


_RESERVE = "Reserve after this grant"
# (what is looked at, the words of the rule vocabulary that tell, what else must have been proved of the packet)
_LINES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Party's legal name, kind and state the same in every paper", ("named-person",), "names"),
    ("Name of the plan the same in agreement, acceptance, plan and amendments", ("plan-name-matches",), ""),
    ("Right version of the plan attached, amendments worked in", ("plan-furnished", "amended-by-board"), ""),
    ("No bracket, blank, draft mark or placeholder left", ("no-blank-left",), "placeholders"),
    (
        "Dates of grant, Board action and price agree and are real",
        (
            "approved-by-then",
            "not-before-adoption",
            "not-after-plan-life",
            "plan-not-suspended",
            "price-of-grant-date-or-before",
        ),
        "",
    ),
    ("Number of shares as the Board resolved and the ledger carries", ("whole-shares", "within-reserve"), ""),
    (
        "Price as the evidence tells, exact",
        ("equals-reported-price", "determined-price", "offering-price", "exact-price"),
        "",
    ),
    ("Final exercise date", ("within-term",), ""),
    ("Vesting as in the record", ("vests-as-the-form-says",), ""),
    (
        "Forms of payment permitted and explicit",
        ("always-payable", "payable-unless-excluded", "payable-if-permitted", "explicit-in-agreement"),
        "",
    ),
    ("Defined terms used as defined", (), "terms"),
    ("References to sections right after the amendments", (), "references"),
    ("Signature blocks: right company, officer and participant", ("signed-by-officer",), "signatures"),
    ("Pages numbered x of y, the same mark on every page", (), "pages"),
    ("Acceptance a page of its own", (), "acceptance"),
    ("Every enclosure listed and present", (), "enclosures"),
    ("Word and PDF copies say the same", (), "read back"),
    ("Document properties clean", (), "properties"),
    ("Nothing changed against the form but the blanks", (), "form"),
    (_RESERVE, ("returned-once",), ""),
    ("Stockholder approval and end of the plan", ("not-before-stockholder-approval", "not-after-plan-life"), ""),
    ("Reminders outside the plan: securities law, reports of insiders", (), "outside"),
    ("Executed copies named and filed", (), "filing"),
    ("A counterpart for the company and one for the participant", (), "counterparts"),
)
_BY_HAND: Mapping[str, str] = {
    "names": "read the names in every paper against the company's charter",
    "placeholders": "look for highlights, comments and tracked changes",
    "terms": "run the lint on the packet",
    "references": "run the lint on the packet",
    "signatures": "see that no date of signing is typed in advance",
    "pages": "look at the foot of the pages",
    "acceptance": "see that it can be signed alone",
    "enclosures": "compare with the manifest",
    "read back": "compare the copies",
    "properties": "look at author, template and dates",
    "form": "compare with the form",
    "outside": "ask counsel; these are no rules of the plan",
    "filing": "name the signed copies and file them",
    "counterparts": "sign two",
}


def checklist(
    grant: Grant,
    results: Iterable[Result],
    plan: Plan,
    *,
    ledger: Ledger | None = None,
    proved: Mapping[str, tuple[bool | None, str]] | None = None,
) -> tuple[Item, ...]:
    """Return the closing checklist of one grant's packet.

    Args:
        grant: The grant.
        results: What the checks found, of this grant and of the plan; others are passed over.
        plan: The plan with its pack.
        ledger: The ledger, for the reserve after the grant.
        proved: What the makers of the papers proved or found wrong, by name: ``read back``, ``pages``, ``enclosures``
            ... each with whether it is in order, and the words for it; None where a person must judge.

    Returns:
        The lines in the order in which a careful reader goes.
    """
    words = {rule.code: rule.rule for rule in plan.pack.rules}
    by_word: dict[str, list[Result]] = {}
    for result in results:
        if result.grant in ("", grant.custom_id):
            by_word.setdefault(words.get(result.code, ""), []).append(result)
    items = []
    for number, (asks, rules, hand) in enumerate(_LINES, 1):
        found = [result for rule in rules for result in by_word.get(rule, [])]
        state, told = _state(found, hand, proved or {})
        added = _added(number, grant, plan, ledger)
        if added and not found and ledger is not None and asks == _RESERVE:
            state, told = "done", ""  # the ledger itself is the check
        said = "; ".join(part for part in (added, told) if part)
        codes = tuple(dict.fromkeys(result.code for result in found))
        items.append(Item(number=number, asks=asks, state=state, found=said, codes=codes))
    return tuple(items)


def _state(found: Sequence[Result], hand: str, proved: Mapping[str, tuple[bool | None, str]]) -> tuple[State, str]:
    """Return how a line stands: the worst of what was found, of the papers as of the rules."""
    failed = [result for result in found if result.failed]
    errors = any(result.severity == "error" for result in failed)
    unknown = [result for result in found if result.outcome == "cannot be checked"]
    made = proved.get(hand)
    if failed or (made and not made[0]):
        told = [result.what for result in failed] + ([made[1]] if made and not made[0] else [])
        return "failed" if errors or (made and made[0] is False) else "warned", "; ".join(told)
    if unknown:
        return "open", "; ".join(dict.fromkeys(f"not known: {', '.join(result.missing)}" for result in unknown))
    if hand and not made:
        return "by hand", _BY_HAND[hand]
    kept = [result.what for result in found if result.outcome == "pass"]
    if made:
        kept.append(made[1])
    return ("done", "; ".join(kept)) if kept else ("open", "no check tells")


def _added(number: int, grant: Grant, plan: Plan, ledger: Ledger | None) -> str:
    """Return what a line tells beside its checks: the date itself, the count itself."""
    asks = _LINES[number - 1][0]
    if asks.startswith("Final exercise date"):
        end = final_exercise_date(grant, plan.pack.terms)
        return f"{end.last_day}" if end else ""
    if asks == _RESERVE and ledger is not None:
        after = ledger.granted(grant.custom_id)
        return f"{after.available:,} of {after.reserve:,} shares available after it" if after else ""
    return ""
