"""Workflow commands of GitHub Actions (Forgejo and Gitea read them too): a note at the line of each finding."""

import sys
from collections.abc import Sequence
from datetime import date

from ..i18n import Texts
from ..rules.base import Rule
from .report import Reports, hint, message, path_of, shown
from .safe import plain

_COMMAND = {"error": "error", "warning": "warning", "info": "notice"}


def write(reports: Reports, on: date, words: Texts, *, color: bool, accepted: bool, rules: Sequence[Rule]) -> None:
    """Write one command a finding to standard output."""
    for register, findings in reports:
        for finding in shown(findings, accepted):
            place = f"file={_property(path_of(register, finding))},line={finding.line},col={finding.column}"
            title = _property(f"{finding.rule.code} {finding.rule.name}")
            text = _data(" ".join(part for part in (message(words, finding), hint(words, finding)) if part))
            sys.stdout.write(f"::{_COMMAND[finding.severity]} {place},title={title}::{text}\n")


def _data(text: str) -> str:
    return plain(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
