"""What every format of `ropa check` needs: a finding in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ..findings import Finding, summary
from ..i18n import Texts
from ..register import Register, dotted
from .safe import plain

Reports = list[tuple[Register, list[Finding]]]
"""Each register with its findings, in the order in which they were asked for."""


def path_of(register: Register, finding: Finding) -> str:
    """The path of the finding's file as the user would type it."""
    root = register.root
    return finding.file if root == "." else f"{root.rstrip('/')}/{finding.file}"


def message(words: Texts, finding: Finding) -> str:
    """The message, on one line, safe for a terminal."""
    return plain(words.message(finding))


def hint(words: Texts, finding: Finding) -> str:
    """The advice, on one line, safe for a terminal."""
    return plain(words.message(finding, "hint"))


def laws(words: Texts, finding: Finding) -> str:
    """The citations of the rule, as the language writes them."""
    from ..i18n.citations import cite  # not for a line a finding

    return "; ".join(cite(law, words.language) for law in finding.rule.law)


def shown(findings: Iterable[Finding], accepted: bool) -> list[Finding]:
    """The findings to show: those that were accepted only if asked for."""
    return [finding for finding in findings if accepted or not finding.accepted]


def as_data(register: Register, finding: Finding, words: Texts) -> dict[str, Any]:
    """A finding as the JSON format gives it: names and keys are never translated, message and hint are."""
    return {
        "rule": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity,
        "accepted": finding.accepted is not None,
        "record": finding.record,
        "file": path_of(register, finding),
        "key": dotted(finding.path, first=0),
        "line": finding.line,
        "column": finding.column,
        "message": words.message(finding),
        "hint": words.message(finding, "hint"),
        "law": list(finding.rule.law),
    }


def source_data(register: Register) -> dict[str, Any]:
    """Where a register was read from: its folder, and the full id of the commit (null for the working tree)."""
    return {"register": register.root, "revision": register.source.revision}


def report_data(register: Register, findings: list[Finding], on: date, words: Texts) -> dict[str, Any]:
    """The document of one register, schema ropa.findings/1."""
    return {
        "schema": "ropa.findings/1",
        **source_data(register),
        "as_of": on.isoformat(),
        "summary": summary(findings),
        "findings": [as_data(register, finding, words) for finding in findings],
    }


def summary_line(words: Texts, findings: Iterable[Finding]) -> str:
    """“2 fouten, 5 waarschuwingen, 1 opmerking; 1 aanvaard”, or that there is nothing."""
    counts = summary(findings)
    parts = [
        words.ui(f"count.{severity}.{'one' if counts[severity] == 1 else 'many'}", n=counts[severity])
        for severity in ("error", "warning", "info")
        if counts[severity]
    ]
    line = ", ".join(parts) if parts else words.ui("count.none")
    if counts["accepted"]:
        line += "; " + words.ui(f"count.accepted.{'one' if counts['accepted'] == 1 else 'many'}", n=counts["accepted"])
    return line
