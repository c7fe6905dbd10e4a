"""SARIF 2.1.0 (OASIS), for code scanning and editors."""

import os
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..findings import Finding
from ..i18n import Texts
from ..i18n.citations import cite
from ..register import Register
from ..rules.base import Rule
from .json import to_json
from .report import Reports, hint, message, path_of

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def write(reports: Reports, on: date, words: Texts, *, color: bool, accepted: bool, rules: Sequence[Rule]) -> None:
    """Write one run with every register to standard output; accepted findings are in it, suppressed."""
    places = {rule.code: place for place, rule in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "ropa", "version": __version__, "rules": [_rule(rule, words) for rule in rules]}},
        "language": words.language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(register, finding, words, places) for register, findings in reports for finding in findings],
    }
    # versionControlProvenance wants the address of the repository, which a clone need not have
    if revisions := {register.root: register.source.revision for register, _ in reports if register.source.revision}:
        run["properties"] = {"revisions": revisions}
    sys.stdout.write(to_json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}))


def _rule(rule: Rule, words: Texts) -> dict[str, Any]:
    texts = words.rule(rule.family, rule.name)
    full = texts.get("what") or texts["title"]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": texts["title"]},
        "fullDescription": {"text": full},
        "help": {
            "text": "\n\n".join([part for part in (texts.get("why"), texts.get("how")) if part] + ["; ".join(cite(law, words.language) for law in rule.law)])
        },
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"tags": list(rule.law)},
    }


def _result(register: Register, finding: Finding, words: Texts, places: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "ruleIndex": places[finding.rule.code],
        "level": _LEVEL[finding.severity],
        "message": {"text": " ".join(part for part in (message(words, finding), hint(words, finding)) if part)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(os.fsencode(path_of(register, finding)))},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                },
                "logicalLocations": [{"fullyQualifiedName": finding.record}],
            }
        ],
    }
    if finding.accepted:
        result["suppressions"] = [{"kind": "external", "justification": finding.accepted.reason or ""}]
    return result
