"""One line a finding, for a log or an editor: file:line:column: severity CODE name: message."""

import sys
from collections.abc import Sequence
from datetime import date

from ..i18n import Texts
from ..rules.base import Rule
from .report import Reports, message, path_of, shown, summary_line
from .safe import plain


def write(reports: Reports, on: date, words: Texts, *, color: bool, accepted: bool, rules: Sequence[Rule]) -> None:
    """Write the findings to standard output, and how many there are to standard error."""
    lines = []
    for register, findings in reports:
        for finding in shown(findings, accepted):
            place = f"{plain(path_of(register, finding))}:{finding.line}:{finding.column}"
            mark = f" ({words.ui('accepted')})" if finding.accepted else ""
            lines.append(f"{place}: {finding.severity} {finding.rule.code} {finding.rule.name}: {message(words, finding)}{mark}\n")
    sys.stdout.writelines(lines)
    sys.stdout.flush()
    for register, findings in reports:
        sys.stderr.write(f"{plain(register.root)}: {summary_line(words, findings)}\n")
