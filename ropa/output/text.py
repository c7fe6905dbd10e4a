"""Findings for people: by file, each with its line, what it says, what to do and the law."""

import sys
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from ..findings import Finding
from ..i18n import Texts
from ..register import Register
from ..rules.base import SEVERITIES, Rule
from ..source.folder import Trouble
from .report import Reports, hint, laws, message, path_of, shown, summary_line
from .safe import plain

if TYPE_CHECKING:
    from rich.console import Console

STYLE = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def write(reports: Reports, on: date, words: Texts, *, color: bool, accepted: bool, rules: Sequence[Rule]) -> None:
    """Write the findings to standard output, as wide as the terminal is."""
    from .console import make_console

    console = make_console(color)
    for register, findings in reports:
        for _, group in groupby(shown(findings, accepted), key=lambda finding: finding.file):
            _file(console, register, list(group), words)
        _end(console, register, findings, words, many=len(reports) > 1, on=on)
    if len(reports) > 1:
        _table(console, reports, words)
    sys.stdout.flush()


def _file(console: "Console", register: Register, findings: list[Finding], words: Texts) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(plain(path_of(register, findings[0])), style="bold underline"))
    data = register.source.read(findings[0].file) if findings[0].file.endswith(".toml") else b""
    source = [] if isinstance(data, Trouble) else data.decode("utf-8", "replace").split("\n")
    for finding in findings:
        head = Text()
        head.append(words.ui(f"severity.{finding.severity}"), style=STYLE[finding.severity])
        head.append(f" {finding.rule.code} {finding.rule.name}", style="dim")
        if finding.accepted:
            head.append(f"  {words.ui('accepted-why', reason=plain(finding.accepted.reason or ''))}", style="green")
        console.print(Padding(head, (0, 0, 0, 2), expand=False))
        console.print(Padding(Text(message(words, finding)), (0, 0, 0, 4), expand=False))
        _excerpt(console, source, finding)
        if advice := hint(words, finding):
            console.print(Padding(Text.assemble(("→ ", "green"), advice), (0, 0, 0, 4), expand=False))
        console.print(Padding(Text(laws(words, finding), style="dim"), (0, 0, 1, 4), expand=False))


def _excerpt(console: "Console", source: list[str], finding: Finding) -> None:
    """The line itself with a caret under the place, where there is such a line."""
    from rich.text import Text

    if not finding.path and finding.line == 1:
        return  # the file as a whole
    if not (0 < finding.line <= len(source)) or not source[finding.line - 1].strip():
        return
    raw = source[finding.line - 1]
    number = f"    {finding.line:>4} | "
    before = plain(raw[: finding.column - 1])
    line = Text(number, style="dim")
    line.append(plain(raw.rstrip()))
    line.truncate(max(console.width - 1, 20), overflow="ellipsis")
    console.print(line, no_wrap=True)
    caret = len(number) + len(before)
    if caret < console.width - 1:
        console.print(Text(" " * caret + "^", style=STYLE[finding.severity]), no_wrap=True)


def _end(console: "Console", register: Register, findings: list[Finding], words: Texts, *, many: bool, on: date) -> None:
    from rich.text import Text

    line = Text()
    if many:
        line.append(f"{plain(register.root)}: ", style="bold")
    line.append(summary_line(words, findings), style="bold")
    line.append(f"  ({words.ui('as-of', date=on)})", style="dim")
    console.print(line)
    if findings and not many:
        first = min(findings, key=lambda finding: (finding.accepted is not None, SEVERITIES.index(finding.severity)))
        console.print(Text(words.ui("next.rule", code=first.rule.code), style="dim"))


def _table(console: "Console", reports: Reports, words: Texts) -> None:
    """One line a register: what an external DPO wants to see."""
    from rich.table import Table
    from rich.text import Text

    from ..findings import summary

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(words.ui("table.register"))
    for severity in ("error", "warning", "info", "accepted"):
        table.add_column(words.ui(f"table.{severity}"), justify="right")
    for register, findings in reports:
        counts = summary(findings)
        cells = [
            Text(str(counts[severity]), style=STYLE.get(severity, "") if counts[severity] else "dim") for severity in ("error", "warning", "info", "accepted")
        ]
        table.add_row(Text(plain(f"{register.name} ({register.root})")), *cells)
    console.print()
    console.print(table)
