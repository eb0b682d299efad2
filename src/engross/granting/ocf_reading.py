"""Read grants from Open Cap Table objects: files, a folder or an archive; what has no place is said."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engross.granting.grammar import GRANT_KIND
from engross.granting.ocf import BY_RULE
from engross.granting.ocf_comments import MARK, nested, parted
from engross.granting.record import Grant
from engross.granting.records import twice
from engross.problems import InputError, Problem, Source
from engross.reading import tree
from engross.reading.files import read_bytes
from engross.reading.kind import KEY

Object = dict[str, Any]
ISSUANCES = ("TX_EQUITY_COMPENSATION_ISSUANCE", "TX_PLAN_SECURITY_ISSUANCE")
ACCEPTANCES = ("TX_EQUITY_COMPENSATION_ACCEPTANCE", "TX_PLAN_SECURITY_ACCEPTANCE")
EXERCISES = ("TX_EQUITY_COMPENSATION_EXERCISE", "TX_PLAN_SECURITY_EXERCISE")
CANCELLATIONS = ("TX_EQUITY_COMPENSATION_CANCELLATION", "TX_PLAN_SECURITY_CANCELLATION")
# What follows from other objects or from the plan, so that a record need not hold it.
FOLLOWING = ("STOCK_PLAN", "STOCK_CLASS", "TX_STOCK_PLAN_RETURN_TO_POOL", "TX_STOCK_CLASS_SPLIT",
             "TX_STOCK_PLAN_POOL_ADJUSTMENT", "ISSUER")  # fmt: skip
_KNOWN: Mapping[str, frozenset[str]] = {
    "issuance": frozenset((
        "object_type", "id", "security_id", "date", "custom_id", "stakeholder_id", "stock_plan_id", "stock_class_id",
        "board_approval_date", "compensation_type", "quantity", "exercise_price", "vestings", "expiration_date",
        "termination_exercise_windows", "early_exercisable", "comments")),
    "stakeholder": frozenset(("object_type", "id", "name", "stakeholder_type", "addresses", "current_relationship",
                              "current_relationships")),
}  # fmt: skip
_METHODS = ("cash_or_check", "broker", "shares", "promissory_note", "other")
_MOST_MEMBERS, _MOST_BYTES = 2000, 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Grants read from Open Cap Table objects.

    Args:
        grants: The grants, in the order of their issuances.
        notes: What has no place in a grant record, and where it stands.
    """

    grants: tuple[Grant, ...]
    notes: tuple[Problem, ...] = field(default=())


def import_ocf(paths: Iterable[str | os.PathLike[str]]) -> Imported:
    """Read grants from Open Cap Table files, folders or archives.

    Args:
        paths: ``.json`` files, folders that hold them, or ``.zip`` archives.

    Raises:
        InputError: Something is no such file, or an object cannot be read as a grant; all of it is named.
    """
    reader = _Reader()
    for path in paths:
        reader.take(path)
    return reader.imported()


class _Reader:
    """One import."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.places: dict[int, str] = {}
        self.objects: list[Object] = []

    def take(self, path: str | os.PathLike[str]) -> None:
        """Read the objects of a file, folder or archive."""
        place = Path(path)
        if place.is_dir():
            for each in sorted(place.glob("*.json")):
                self._file(str(each), read_bytes(each))
        elif place.suffix == ".zip":
            self._archive(str(place), read_bytes(place, largest=_MOST_BYTES))
        else:
            self._file(os.fspath(path), read_bytes(path, largest=_MOST_BYTES))

    def _archive(self, name: str, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                members = [each for each in archive.infolist() if each.filename.endswith(".json")]
                names = [each.filename for each in members]
                if len(members) > _MOST_MEMBERS or len(set(names)) < len(names):
                    self._refuse(name, "the archive has too many files, or two of one name", "pack it anew")
                    return
                left = _MOST_BYTES
                for member in members:
                    with archive.open(member) as stream:
                        inside = stream.read(left + 1)
                    left -= len(inside)
                    if left < 0:
                        self._refuse(
                            name, f"the archive holds more than {_MOST_BYTES:,} bytes", "unpack it to a folder"
                        )
                        return
                    self._file(f"{name}!{member.filename}", inside)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            self._refuse(name, f"this is not a usable zip archive: {error}", "pack it anew")

    def _file(self, name: str, content: bytes) -> None:
        try:
            held = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            self._refuse(name, f"this is not JSON: {str(error)[:200]}", "give Open Cap Table files")
            return
        items = held.get("items", [held]) if isinstance(held, dict) else held
        if not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
            self._refuse(name, "this is no file of Open Cap Table objects", "give a file with `items`")
            return
        for count, each in enumerate(items):
            if "ocf_version" in each:
                continue  # the manifest only tells where the others are
            self.places[id(each)] = f"{name}#/items/{count}" if isinstance(held, dict) and "items" in held else name
            self.objects.append(each)

    def _refuse(self, name: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(code="E155", what=what, remedy=remedy, source=Source(file=name)))

    def imported(self) -> Imported:
        """Return the grants of all objects read."""
        of_type: dict[str, list[Object]] = defaultdict(list)
        for each in self.objects:
            of_type[str(each.get("object_type", ""))].append(each)
        issuances = _all(of_type, ISSUANCES)
        chains = _Chains(_all(of_type, EXERCISES), _all(of_type, CANCELLATIONS), issuances)
        accepted = {_name(each, "security_id"): each for each in _all(of_type, ACCEPTANCES)}
        people = {_name(each, "id"): each for each in of_type["STAKEHOLDER"]}
        grants = []
        for issuance in issuances:
            if _name(issuance, "security_id") in chains.balances:
                continue
            person = people.get(_name(issuance, "stakeholder_id"))
            if person is None:
                self._fault(issuance, f"the stakeholder {issuance.get('stakeholder_id')} is not among the objects",
                            "add the file of the stakeholders")  # fmt: skip
                continue
            grants.append(self._grant(issuance, person, accepted.get(_name(issuance, "security_id")), chains))
        self._placeless(of_type, people)
        made = [grant for grant in grants if grant is not None]
        self.problems += twice(made)
        if not issuances and not self.problems:
            self._refuse("the files given", "no issuance of equity compensation is in them", "give the transactions")
        if self.problems:
            raise InputError(tuple(self.problems))
        return Imported(grants=tuple(made), notes=tuple(self.notes))

    def _grant(self, issuance: Object, person: Object, acceptance: Object | None, chains: _Chains) -> Grant | None:
        fields, plain = parted(_texts(issuance.get("comments", [])))
        own_fields = [(path, text) for path, text in fields if path.partition(".")[0] in GRANT_KIND.record.names]
        plain += [f"{MARK}{path}: {text}" for path, text in fields if (path, text) not in own_fields]
        told = nested(own_fields)
        stated = told.pop("expiration_date", "")
        own = {
            "custom_id": issuance.get("custom_id"),
            "plan": issuance.get("stock_plan_id"),
            "board_approval_date": issuance.get("board_approval_date"),
            "grant_date": issuance.get("date"),
            "compensation_type": issuance.get("compensation_type"),
            "quantity": _whole(issuance.get("quantity")),
            "exercise_price": issuance.get("exercise_price"),
            "expiration_date": issuance.get("expiration_date") if stated != "by rule" else None,
            "vesting": _vesting(issuance),
            "acceptance": {"date": acceptance.get("date")} if acceptance else None,
            "events": [self._event(each) for each in chains.events(_name(issuance, "security_id"))],
            "comments": plain,
            **told,
            "participant": {**_mapping(told.get("participant")), **_participant(person, issuance)},
        }
        return self._read(issuance, {key: each for key, each in own.items() if each not in (None, [], "")})

    def _event(self, transaction: Object) -> Object:
        fields, plain = parted(_texts(transaction.get("comments", [])))
        told = nested(fields)
        exercise = transaction.get("object_type") in EXERCISES
        everything = told.get("quantity") == "all"
        paid = [each.strip() for each in str(transaction.get("consideration_text", "")).split(",") if each.strip()]
        if exercise and paid and not all(each in _METHODS for each in paid):
            self._note(transaction, "consideration_text", "its words are no method of payment that a record names")
            paid = []
        for words in plain:
            self._note(transaction, "comments", f"“{words[:60]}”")
        event = {
            "type": "exercise" if exercise else "cancel",
            "date": transaction.get("date"),
            "quantity": None if everything else _whole(transaction.get("quantity")),
            "payment": paid,
            "reason": "" if exercise or "type" in told else transaction.get("reason_text", ""),
            "id": "" if str(transaction.get("id", "")).startswith("txn-") else transaction.get("id"),
            **{key: each for key, each in told.items() if key != "quantity"},
        }
        return {key: each for key, each in event.items() if each not in (None, [], "")}

    def _read(self, issuance: Object, told: Object) -> Grant | None:
        place = self.places[id(issuance)]
        document = tree.Document(file=place, text="", root=_tree({KEY: GRANT_KIND.name, **told}))
        outcome = GRANT_KIND.take(document)
        if isinstance(outcome.value, Grant):
            return replace(outcome.value, source=Source(file=place), sources={})
        for each in outcome.problems:
            what = f"{issuance.get('custom_id')}: {each.place}: {each.what}" if each.place else each.what
            self.problems.append(replace(each, what=what, source=Source(file=place)))
        return None

    def _placeless(self, of_type: Mapping[str, list[Object]], people: Mapping[Any, Object]) -> None:
        handled = {*ISSUANCES, *ACCEPTANCES, *EXERCISES, *CANCELLATIONS, *FOLLOWING, "STAKEHOLDER"}
        for kind, objects in of_type.items():
            if kind not in handled:
                for each in objects:
                    self._note(each, "", f"{kind or 'an object without type'} is no part of a grant record")
        for each in _all(of_type, ISSUANCES):
            self._beyond(each, "issuance")
        for each in people.values():
            self._beyond(each, "stakeholder")

    def _beyond(self, told: Object, kind: str) -> None:
        for key, value in told.items():
            if key not in _KNOWN[kind] and value not in (None, [], ""):
                self._note(told, key, "a grant record has no such field")

    def _note(self, told: Object, key: str, why: str) -> None:
        what = f"{told.get('id', 'an object')}{f': {key}' if key else ''} has no place: {why}"
        self.notes.append(Problem(code="W157", severity="info", what=what, source=Source(file=self.places[id(told)]),
                                  remedy="keep it elsewhere", place=key))  # fmt: skip

    def _fault(self, told: Object, what: str, remedy: str) -> None:
        name = told.get("custom_id") or told.get("id")
        self.problems.append(Problem(code="E156", what=f"{name}: {what}", remedy=remedy,
                                     source=Source(file=self.places[id(told)])))  # fmt: skip


class _Chains:
    """How a security goes on as another where only a part of it was exercised or cancelled."""

    def __init__(self, exercises: list[Object], cancellations: list[Object], issuances: list[Object]) -> None:
        issued = {_name(each, "security_id") for each in issuances}
        self.after: dict[str, list[Object]] = defaultdict(list)
        self.next: dict[str, str] = {}
        for each in (*exercises, *cancellations):
            before = _name(each, "security_id")
            self.after[before].append(each)
            going_on = [each.get("balance_security_id"), *_listed(each.get("resulting_security_ids"))]
            for security in going_on:
                if isinstance(security, str) and security in issued and security != before:
                    self.next[before] = security
        self.balances = set(self.next.values())

    def events(self, security: str) -> Iterator[Object]:
        """Yield what happened to a security and to what became of it, but for lapses that follow by rule."""
        seen: set[str] = set()
        while security and security not in seen:
            seen.add(security)
            yield from (each for each in self.after[security] if each.get("reason_text") != BY_RULE)
            security = self.next.get(security, "")


def _name(told: Object, key: str) -> str:
    """Return an id or another word of an object; empty where something else stands there."""
    value = told.get(key)
    return value if isinstance(value, str) else ""


def _mapping(value: Any) -> Object:
    return value if isinstance(value, dict) else {}


def _all(of_type: Mapping[str, list[Object]], kinds: tuple[str, ...]) -> list[Object]:
    return [each for kind in kinds for each in of_type.get(kind, [])]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [str(each) for each in _listed(value)]


def _whole(value: Any) -> Any:
    """Return a number of shares without the empty places some writers give it: ``10000.00``."""
    text = str(value) if value is not None else None
    head, point, places = (text or "").partition(".")
    return head if point and not places.strip("0") else text


def _vesting(issuance: Object) -> list[Object]:
    steps = [{"date": each.get("date"), "amount": _whole(each.get("amount"))}
             for each in _listed(issuance.get("vestings")) if isinstance(each, dict)]  # fmt: skip
    at_once = [{"date": issuance.get("date"), "amount": _whole(issuance.get("quantity"))}]
    return [] if steps == at_once else steps


def _participant(person: Object, issuance: Object) -> Object:
    addresses = [{key: each for key, each in _mapping(address).items() if each}
                 for address in _listed(person.get("addresses"))]  # fmt: skip
    own = person.get("id")
    told = {
        "id": None if own == f"holder-of-{issuance.get('custom_id')}" else own,
        "name": person.get("name") if any(_mapping(person.get("name")).values()) else None,
        "natural_person": "false" if person.get("stakeholder_type") == "INSTITUTION" else None,
        "addresses": addresses,
    }
    return {key: each for key, each in told.items() if each not in (None, [])}


def _tree(value: Any) -> tree.Value:
    """Return plain values as a file's values, for the grammar that reads files."""
    match value:
        case dict():
            return tree.Mapping({key: _tree(each) for key, each in value.items() if each not in (None, "")},
                                {key: tree.Scalar(key, 1, 1) for key in value}, 1, 1)  # fmt: skip
        case list():
            return tree.Listing([_tree(each) for each in value], 1, 1)
        case bool():
            return tree.Scalar("true" if value else "false", 1, 1)
        case _:
            return tree.Scalar(str(value), 1, 1, '"')


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise ValueError("a key is given twice")
    return held


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no number")
