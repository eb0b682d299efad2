"""Write grants as Open Cap Table objects (version 1.2.0), with ids that follow from the records alone."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from engross.granting.check import Plan
from engross.granting.grammar import EVENT, GRANT
from engross.granting.ledger import Adjustment, Ledger, Step, keep
from engross.granting.ocf_comments import comments
from engross.granting.ocf_objects import (
    NULL,
    beyond_stakeholder,
    money_of,
    stakeholder,
    stakeholder_id,
    vestings,
    windows,
    without_nothing,
)
from engross.granting.record import Event, Grant, Money
from engross.granting.terms import final_exercise_date
from engross.problems import Problem

VERSION = "1.2.0"
FILES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "stock_plans": ("StockPlans.ocf.json", "OCF_STOCK_PLANS_FILE"),
    "stock_classes": ("StockClasses.ocf.json", "OCF_STOCK_CLASSES_FILE"),
    "stakeholders": ("Stakeholders.ocf.json", "OCF_STAKEHOLDERS_FILE"),
    "transactions": ("Transactions.ocf.json", "OCF_TRANSACTIONS_FILE"),
    "stock_legend_templates": ("StockLegendTemplates.ocf.json", "OCF_STOCK_LEGEND_TEMPLATES_FILE"),
    "vesting_terms": ("VestingTerms.ocf.json", "OCF_VESTING_TERMS_FILE"),
    "valuations": ("Valuations.ocf.json", "OCF_VALUATIONS_FILE"),
})  # fmt: skip
_TEN_PLACES = Decimal(
    "1.0000000000"
)  # the most the format allows; an adjusted price that needs more is rounded to them
MANIFEST = "Manifest.ocf.json"
BY_RULE = "lapsed by the plan's terms; not recorded"
_SLOTS = ("custom_id", "plan", "board_approval_date", "grant_date", "compensation_type", "quantity", "exercise_price",
          "vesting", "acceptance", "events", "comments", "expiration_date")  # fmt: skip
_CLASS_FACTS = ("shares_authorized", "votes_per_share", "seniority")
_ISSUER_FACTS = ("issuer_formed", "issuer_country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Grants as Open Cap Table objects.

    Args:
        objects: The objects by the file they belong to (``transactions``).
        manifest: The manifest; None where facts of the issuer are missing.
        problems: What could not be said, and why.
    """

    objects: Mapping[str, tuple[dict[str, Any], ...]]
    manifest: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = field(default=())

    def files(self) -> dict[str, bytes]:
        """Return the package's files by name; the manifest is last."""
        made = {}
        for kind, (name, file_type) in FILES.items():
            if self.objects.get(kind) or self.manifest:
                made[name] = _json({"file_type": file_type, "items": list(self.objects.get(kind, ()))})
        if self.manifest:
            listed = {
                f"{kind}_files": [{"filepath": f"./{name}", "md5": hashlib.md5(made[name]).hexdigest()}]  # noqa: S324 - the format asks for MD5
                for kind, (name, _) in FILES.items()
            }
            made[MANIFEST] = _json({**self.manifest, **listed})
        return made

    def zipped(self) -> bytes:
        """Return the package as one archive, ``*.ocf.zip``, the same bytes for the same objects."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in self.files().items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def export_ocf(grants: Sequence[Grant], plan: Plan, *, as_of: date) -> Package:
    """Write a plan's grants as Open Cap Table objects.

    Plan, stock class, stakeholders, and as transactions issuances, acceptances, exercises, cancellations, returns to
    the pool and its adjustments, up to a day. What the format has no place for goes into comments.

    Args:
        grants: The grants.
        plan: Their plan.
        as_of: The last day; lapses that follow from the plan's terms are told up to it.
    """
    writer = _Writer(grants, plan, as_of)
    return writer.package()


class _Writer:
    """One export."""

    def __init__(self, grants: Sequence[Grant], plan: Plan, as_of: date) -> None:
        self.grants, self.plan, self.pack, self.as_of = grants, plan, plan.pack, as_of
        self.problems: list[Problem] = []
        self.ledger = keep(grants, self.pack.reserve or 0, as_of=as_of, terms=self.pack.terms,
                           adjustments=self.pack.adjustments)  # fmt: skip
        self.problems += self.ledger.faults if self.pack.reserve is not None else ()
        self.class_id = f"{self.pack.plan}-common"

    def package(self) -> Package:
        """Return the package."""
        objects = {
            "stock_plans": tuple(self._plan()),
            "stock_classes": tuple(self._stock_class()),
            "stakeholders": tuple(self._stakeholders()),
            "transactions": tuple(self._transactions()),
        }
        return Package(objects=objects, manifest=self._manifest(), problems=tuple(self.problems))

    def _missing(self, what: str, *facts: str) -> bool:
        gone = [name for name in facts if self.pack.fact(name) is None]
        if gone:
            self.problems.append(Problem(
                code="W159", severity="warning", what=f"{what} is left out: not known are {', '.join(gone)}",
                remedy="declare them as facts in the plan's pack", source=self.pack.source))  # fmt: skip
        return bool(gone)

    def _plan(self) -> Iterator[dict[str, Any]]:
        text = self.plan.versions.versions[0].text
        if self._missing("the stock plan", "reserve"):
            return
        said = [f"party: {text.party}"] if text.party else []
        said += [f"amended by {version.made_by}" for version in self.plan.versions.versions[1:]]
        yield without_nothing({
            "object_type": "STOCK_PLAN",
            "id": self.pack.plan,
            "plan_name": text.name,
            "initial_shares_reserved": str(self.pack.reserve),
            "default_cancellation_behavior": "RETURN_TO_POOL",
            "board_approval_date": self._day("adopted"),
            "stockholder_approval_date": self._day("stockholder_approval"),
            "stock_class_ids": [self.class_id],
            "comments": said,
        })  # fmt: skip

    def _day(self, fact: str) -> str | None:
        value = self.pack.fact(fact)
        return value.isoformat() if isinstance(value, date) else None

    def _stock_class(self) -> Iterator[dict[str, Any]]:
        if self._missing("the stock class", *_CLASS_FACTS):
            return
        par = self.pack.fact("par")
        yield without_nothing({
            "object_type": "STOCK_CLASS",
            "id": self.class_id,
            "name": "Common Stock",
            "class_type": "COMMON",
            "default_id_prefix": "CS-",
            "initial_shares_authorized": str(self.pack.fact("shares_authorized")),
            "votes_per_share": str(self.pack.fact("votes_per_share")),
            "seniority": str(self.pack.fact("seniority")),
            "par_value": money_of(par) if isinstance(par, Money) else None,
        })  # fmt: skip

    def _stakeholders(self) -> Iterator[dict[str, Any]]:
        told: dict[str, tuple[Grant, dict[str, Any]]] = {}
        for grant in self.grants:
            holder = stakeholder(grant, self.as_of)
            first = told.setdefault(holder["id"], (grant, holder))
            if first[1] != holder:
                what = f"{grant.custom_id} and {first[0].custom_id} tell of {holder['id']} differently"
                self.problems.append(Problem(code="E026", what=f"{what}; the first is written",
                                             remedy="make the two records agree", source=grant.stands_at("participant"),
                                             severity="warning"))  # fmt: skip
        yield from (holder for _, holder in told.values())

    def _transactions(self) -> list[dict[str, Any]]:
        carried = _carried(self.ledger)
        found: list[tuple[date, int, dict[str, Any]]] = []
        for grant in self.grants:
            if grant.grant_date is None or grant.quantity is None or grant.exercise_price is None:
                self.problems.append(Problem(
                    code="E021", what=f"{grant.custom_id} is left out: its date, quantity or price is not known",
                    remedy="complete the record", source=grant.source))  # fmt: skip
                continue
            if grant.grant_date <= self.as_of:
                found += [(date.fromisoformat(each["date"]), len(found), each)
                          for each in self._history(grant, carried.get(grant.custom_id, []))]  # fmt: skip
        found += [(date.fromisoformat(each["date"]), -1, each) for each in self._adjustments()]
        return [each for _, _, each in sorted(found, key=lambda row: (row[0], row[1]))]

    def _history(self, grant: Grant, steps: list[Step]) -> Iterator[dict[str, Any]]:
        chain = _Chain(grant, self._splits(grant))
        yield self._issuance(grant, chain, grant.quantity or 0, grant.grant_date or self.as_of)
        accepted = grant.acceptance.date
        if accepted and accepted <= self.as_of:
            yield {"object_type": "TX_EQUITY_COMPENSATION_ACCEPTANCE", "id": f"txn-{grant.custom_id}-acceptance",
                   "security_id": chain.security, "date": accepted.isoformat()}  # fmt: skip
        events = _recorded(grant, steps)
        for count, step in enumerate(steps, 1):
            event = events.get(count)
            said = comments(_event_words(event)) if event else []
            number = f"{grant.custom_id}-{count}"
            before = chain.security
            chain.less(step.quantity, step.date)
            if step.type == "exercise":
                yield self._exercise(event, step, before, chain, number, said)
            else:
                yield from self._cancellation(event, step, before, chain, number, said)
            if chain.left:
                yield self._issuance(grant, chain, chain.left, step.date, balance_of=before)

    def _splits(self, grant: Grant) -> list[Adjustment]:
        made = [each for each in self.pack.adjustments if each.determined and each.date <= self.as_of]
        return sorted((each for each in made if each.date > (grant.grant_date or date.max)), key=lambda each: each.date)

    def _issuance(
        self, grant: Grant, chain: _Chain, quantity: int, day: date, *, balance_of: str = ""
    ) -> dict[str, Any]:
        end, window = final_exercise_date(grant, self.pack.terms), self.pack.terms.after_service
        stated = grant.expiration_date
        written = GRANT.write(grant)
        rest = {name: each for name, each in written.items() if name not in _SLOTS}
        if "participant" in rest:
            rest["participant"] = beyond_stakeholder(rest["participant"])
        if not stated:
            rest["expiration_date"] = "by rule"
        said = [f"balance of {balance_of}"] if balance_of else [*comments(rest), *grant.comments]
        price = replace(grant.exercise_price or Money(amount=chain.amount), amount=chain.amount)
        last = stated or (end.last_day if end else None)
        return without_nothing({
            "object_type": "TX_EQUITY_COMPENSATION_ISSUANCE",
            "id": f"txn-{chain.security}-issuance",
            "security_id": chain.security,
            "date": day.isoformat(),
            "custom_id": grant.custom_id if not balance_of else f"{grant.custom_id}-{chain.count}",
            "stakeholder_id": stakeholder_id(grant),
            "stock_plan_id": grant.plan or self.pack.plan,
            "stock_class_id": self.class_id,
            "board_approval_date": grant.board_approval_date.isoformat() if grant.board_approval_date else None,
            "security_law_exemptions": [],
            "compensation_type": grant.compensation_type,
            "quantity": str(quantity),
            "exercise_price": money_of(price),
            "early_exercisable": False,
            "vestings": vestings(grant, quantity) if not balance_of else None,
            "expiration_date": last.isoformat() if last else NULL,
            "termination_exercise_windows": windows(window),
            "comments": said,
        })  # fmt: skip

    def _exercise(  # noqa: PLR0913, PLR0917 - a transaction has that many parts
        self, event: Event | None, step: Step, security: str, chain: _Chain, number: str, said: list[str]
    ) -> dict[str, Any]:
        resulting = [f"stock-{number}", *([chain.security] if chain.left else [])]
        return without_nothing({
            "object_type": "TX_EQUITY_COMPENSATION_EXERCISE",
            "id": event.id if event and event.id else f"txn-{number}-exercise",
            "security_id": security,
            "date": step.date.isoformat(),
            "quantity": str(step.quantity),
            "consideration_text": ", ".join(event.payment) if event and event.payment else None,
            "resulting_security_ids": resulting,
            "comments": said,
        })  # fmt: skip

    def _cancellation(  # noqa: PLR0913, PLR0917 - as above
        self, event: Event | None, step: Step, security: str, chain: _Chain, number: str, said: list[str]
    ) -> Iterator[dict[str, Any]]:
        reason = BY_RULE if step.by_rule else (event.reason if event and event.reason else step.type)
        yield without_nothing({
            "object_type": "TX_EQUITY_COMPENSATION_CANCELLATION",
            "id": event.id if event and event.id else f"txn-{number}-{step.type}",
            "security_id": security,
            "date": step.date.isoformat(),
            "quantity": str(step.quantity),
            "reason_text": reason,
            "balance_security_id": chain.security if chain.left else None,
            "comments": said,
        })  # fmt: skip
        yield {
            "object_type": "TX_STOCK_PLAN_RETURN_TO_POOL",
            "id": f"txn-{number}-return",
            "security_id": security,
            "date": step.date.isoformat(),
            "quantity": str(step.quantity),
            "reason_text": reason,
            "stock_plan_id": self.pack.plan,
        }

    def _adjustments(self) -> Iterator[dict[str, Any]]:
        for count, step in enumerate((each for each in self.ledger.steps if each.type == "adjustment"), 1):
            change = next(each for each in self.pack.adjustments if each.date == step.date and each.determined)
            yield {
                "object_type": "TX_STOCK_CLASS_SPLIT",
                "id": f"txn-{self.pack.plan}-split-{count}",
                "stock_class_id": self.class_id,
                "date": step.date.isoformat(),
                "split_ratio": {"numerator": str(change.new), "denominator": str(change.old)},
            }
            yield without_nothing({
                "object_type": "TX_STOCK_PLAN_POOL_ADJUSTMENT",
                "id": f"txn-{self.pack.plan}-pool-{count}",
                "stock_plan_id": self.pack.plan,
                "date": step.date.isoformat(),
                "shares_reserved": str(step.reserve),
                "board_approval_date": change.determined.isoformat() if change.determined else None,
            })  # fmt: skip

    def _manifest(self) -> dict[str, Any] | None:
        text = self.plan.versions.versions[0].text
        if self._missing("the manifest, and with it the package as a whole,", *_ISSUER_FACTS):
            return None
        return {
            "file_type": "OCF_MANIFEST_FILE",
            "ocf_version": VERSION,
            "issuer": {
                "object_type": "ISSUER",
                "id": f"{self.pack.plan}-issuer",
                "legal_name": text.party,
                "formation_date": self._day("issuer_formed"),
                "country_of_formation": str(self.pack.fact("issuer_country")),
            },
            "as_of": self.as_of.isoformat(),
            "generated_at": f"{self.as_of.isoformat()}T00:00:00Z",  # of the day it speaks of: the same bytes every time
        }


class _Chain:
    """The securities one grant is told as: what is left after a part goes is a new one."""

    def __init__(self, grant: Grant, splits: list[Adjustment]) -> None:
        self.stem, self.count, self.left, self.splits = f"sec-{grant.custom_id}", 0, grant.quantity or 0, splits
        self.amount = grant.exercise_price.amount if grant.exercise_price else Decimal(0)

    @property
    def security(self) -> str:
        """The id of the security as it stands."""
        return f"{self.stem}-{self.count}" if self.count else self.stem

    def less(self, quantity: int, day: date) -> None:
        """Take a part away; what is left has the next id. Splits up to the day are carried first."""
        while self.splits and self.splits[0].date <= day:
            split = self.splits.pop(0)
            self.left = split.of(self.left)
            self.amount = (self.amount * split.old / split.new).quantize(_TEN_PLACES).normalize()
        self.left -= quantity
        self.count += 1


def _carried(ledger: Ledger) -> dict[str, list[Step]]:
    """Return what the ledger carried of each grant after its grant, in order."""
    found: dict[str, list[Step]] = defaultdict(list)
    for step in ledger.steps:
        if step.grant and step.type != "grant" and step.quantity:
            found[step.grant].append(step)
    return found


def _recorded(grant: Grant, steps: list[Step]) -> dict[int, Event]:
    """Find for each step, by its place, the event of the record that it carries."""
    rest = list(grant.events)
    found = {}
    for count, step in enumerate(steps, 1):
        for event in rest:
            if not step.by_rule and event.date == step.date and event.type == step.type:
                found[count] = event
                rest.remove(event)
                break
    return found


def _event_words(event: Event) -> dict[str, Any]:
    return {key: each for key, each in EVENT.write(event).items() if key not in ("date", "quantity", "id")} | (
        {} if event.quantity else {"quantity": "all"}
    )
