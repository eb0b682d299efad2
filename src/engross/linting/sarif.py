"""SARIF 2.1.0: findings in the form that code hosts and editors show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engross import __version__
from engross.linting.catalogue import CHECKS
from engross.linting.finding import Finding

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(findings: Iterable[Finding]) -> dict[str, Any]:
    """Return the findings as a SARIF log (OASIS SARIF 2.1.0, one run)."""
    found = tuple(findings)
    codes = list(dict.fromkeys(each.code for each in found))
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CHECKS[code].title},
            "defaultConfiguration": {"level": _LEVELS[CHECKS[code].severity]},
        }
        for code in codes
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "engross", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, codes.index(each.code)) for each in found],
            }
        ],
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    logical = {"name": finding.place or finding.document, "fullyQualifiedName": f"{finding.text_id}#{finding.clause}"}
    location: dict[str, Any] = {"logicalLocations": [logical]}
    if finding.source:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": finding.source.file},
            "region": {"startLine": finding.source.line, "startColumn": finding.source.column},
        }
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.what}. {finding.remedy}."},
        "locations": [location],
        "partialFingerprints": {"engross/v1": finding.fingerprint},
    }
