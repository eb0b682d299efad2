"""The constraints of Open Cap Table 1.2.0 on the objects engross writes, pinned here in words of our own.

The coalition's schemas are on no package index, so that they cannot be had offline; these are their rules for our
objects, written down from the published files: names, required fields, text for numbers, days, choices. A second,
independent opinion is that of `pyocf`, whose models are made from the published schemas of version 1.2.0.
"""

from __future__ import annotations

NUMERIC = {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]{1,10})?$"}
DAY = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
MONEY = {
    "type": "object",
    "properties": {"amount": NUMERIC, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}},
    "required": ["amount", "currency"],
    "additionalProperties": False,
}


def some(**properties):
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def one(object_type, required, optional=None):
    own = {"object_type": {"const": object_type}, "id": TEXT, **required}
    return {
        "type": "object",
        "properties": {**own, "comments": TEXTS, **(optional or {})},
        "required": list(own),
        "additionalProperties": False,
    }


ADDRESS = {
    "type": "object",
    "properties": {
        "address_type": {"enum": ["LEGAL", "CONTACT", "OTHER"]},
        "street_suite": TEXT,
        "city": TEXT,
        "country_subdivision": {"type": "string", "pattern": "^[A-Z0-9]{1,}$"},
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "postal_code": TEXT,
    },
    "required": ["address_type", "country"],
    "additionalProperties": False,
}
NAME = {
    "type": "object",
    "properties": {"legal_name": TEXT, "first_name": TEXT, "last_name": TEXT},
    "required": ["legal_name"],
    "additionalProperties": False,
}
REASONS = [
    "VOLUNTARY_OTHER", "VOLUNTARY_GOOD_CAUSE", "VOLUNTARY_RETIREMENT", "INVOLUNTARY_OTHER", "INVOLUNTARY_DEATH",
    "INVOLUNTARY_DISABILITY", "INVOLUNTARY_WITH_CAUSE",
]  # fmt: skip
WINDOW = some(reason={"enum": REASONS}, period={"type": "integer"}, period_type={"enum": ["DAYS", "MONTHS", "YEARS"]})
RELATIONS = [
    "ADVISOR", "BOARD_MEMBER", "CONSULTANT", "EMPLOYEE", "EX_ADVISOR", "EX_CONSULTANT", "EX_EMPLOYEE", "EXECUTIVE",
    "FOUNDER", "INVESTOR", "NON_US_EMPLOYEE", "OFFICER", "OTHER",
]  # fmt: skip
BEHAVIOURS = ["RETIRE", "RETURN_TO_POOL", "HOLD_AS_CAPITAL_STOCK", "DEFINED_PER_PLAN_SECURITY"]
SECURITY = {"security_id": TEXT, "date": DAY}
ISSUANCE = one(
    "TX_EQUITY_COMPENSATION_ISSUANCE",
    {
        **SECURITY,
        "custom_id": TEXT,
        "stakeholder_id": TEXT,
        "security_law_exemptions": {"type": "array"},
        "compensation_type": {"enum": ["OPTION_NSO", "OPTION_ISO", "OPTION", "RSU", "CSAR", "SSAR"]},
        "quantity": NUMERIC,
        "expiration_date": {"oneOf": [{"type": "null"}, DAY]},
        "termination_exercise_windows": {"type": "array", "items": WINDOW},
    },
    {
        "exercise_price": MONEY,
        "stock_plan_id": TEXT,
        "stock_class_id": TEXT,
        "board_approval_date": DAY,
        "stockholder_approval_date": DAY,
        "early_exercisable": {"type": "boolean"},
        "vestings": {"type": "array", "minItems": 1, "items": some(date=DAY, amount=NUMERIC)},
    },
)
ISSUANCE["if"] = {"properties": {"compensation_type": {"enum": ["OPTION_NSO", "OPTION_ISO", "OPTION"]}}}
ISSUANCE["then"] = {"required": ["exercise_price"]}
SCHEMAS = {
    "STOCK_PLAN": one(
        "STOCK_PLAN",
        {"plan_name": TEXT, "initial_shares_reserved": NUMERIC, "stock_class_ids": {**TEXTS, "minItems": 1}},
        {
            "board_approval_date": DAY,
            "stockholder_approval_date": DAY,
            "default_cancellation_behavior": {"enum": BEHAVIOURS},
        },
    ),
    "STOCK_CLASS": one(
        "STOCK_CLASS",
        {
            "name": TEXT,
            "class_type": {"enum": ["COMMON", "PREFERRED"]},
            "default_id_prefix": TEXT,
            "initial_shares_authorized": {"oneOf": [NUMERIC, {"enum": ["NOT APPLICABLE", "UNLIMITED"]}]},
            "votes_per_share": NUMERIC,
            "seniority": NUMERIC,
        },
        {"par_value": MONEY},
    ),
    "STAKEHOLDER": one(
        "STAKEHOLDER",
        {"name": NAME, "stakeholder_type": {"enum": ["INDIVIDUAL", "INSTITUTION"]}},
        {"current_relationship": {"enum": RELATIONS}, "addresses": {"type": "array", "items": ADDRESS}},
    ),
    "TX_EQUITY_COMPENSATION_ISSUANCE": ISSUANCE,
    "TX_EQUITY_COMPENSATION_ACCEPTANCE": one("TX_EQUITY_COMPENSATION_ACCEPTANCE", SECURITY),
    "TX_EQUITY_COMPENSATION_EXERCISE": one(
        "TX_EQUITY_COMPENSATION_EXERCISE",
        {**SECURITY, "quantity": NUMERIC, "resulting_security_ids": {**TEXTS, "minItems": 1, "uniqueItems": True}},
        {"consideration_text": TEXT},
    ),
    "TX_EQUITY_COMPENSATION_CANCELLATION": one(
        "TX_EQUITY_COMPENSATION_CANCELLATION",
        {**SECURITY, "quantity": NUMERIC, "reason_text": TEXT},
        {"balance_security_id": TEXT},
    ),
    "TX_STOCK_PLAN_RETURN_TO_POOL": one(
        "TX_STOCK_PLAN_RETURN_TO_POOL",
        {**SECURITY, "quantity": NUMERIC, "reason_text": TEXT, "stock_plan_id": TEXT},
    ),
    "TX_STOCK_PLAN_POOL_ADJUSTMENT": one(
        "TX_STOCK_PLAN_POOL_ADJUSTMENT",
        {"date": DAY, "stock_plan_id": TEXT, "shares_reserved": NUMERIC},
        {"board_approval_date": DAY, "stockholder_approval_date": DAY},
    ),
    "TX_STOCK_CLASS_SPLIT": one(
        "TX_STOCK_CLASS_SPLIT",
        {"date": DAY, "stock_class_id": TEXT, "split_ratio": some(numerator=NUMERIC, denominator=NUMERIC)},
    ),
}
