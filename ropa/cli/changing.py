"""What every verb that changes a register does in the end: show it, check it, ask, and write it."""

import sys
from collections.abc import Container, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import help_of, locate, words_of

if TYPE_CHECKING:
    from ..edit.change import Change
    from ..edit.effect import Effect
    from ..findings import Finding
    from ..i18n import Texts

_MOST_FINDINGS = 60
"""Findings that are named one by one; of more only how many there are by rule."""
_MOST_NAMED = 12
"""Files that are named at the end."""

YesOption = Annotated[bool, typer.Option("--yes", "-y", help=help_of("edit.yes"))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=help_of("edit.dry-run"))]


def begin(register: str | None, lang: str | None) -> "tuple[Change, Texts]":
    """A change of the register that is meant, with nothing in it yet, and the words of its language. Raises Failure where there is no register."""
    from ..edit.change import Change

    root = locate(register)
    return Change(root), words_of(root, lang)


def carry_out(change: "Change", words: "Texts", on: date, *, yes: bool, dry_run: bool, color: bool, force: bool = False, accepts: Container[str] = ()) -> None:
    """Show the difference and what it does to the findings on the records that it touches, ask (or not, with `yes`), and write.

    With `force` also where the register would no longer be readable, which is for who was asked about that; `accepts` names rules of which new errors do not
    stop the change. Raises Failure where there is nobody to ask, and what `Change.write` raises; typer.Exit(1) where the answer is no, or where the register
    would no longer be readable.
    """
    from ..edit.effect import effect_of
    from ..output.change import write_diff
    from ..output.console import say

    if not change.files:
        say(words.edited("change.nothing"))
        return
    files = change.files
    if hidden := write_diff(files, color=color):
        say(words.edited(f"change.hidden-{'one' if hidden == 1 else 'many'}", n=hidden))
    effect = effect_of(change, on)
    _tell(effect, words, color=color)
    if any(finding.rule.name not in accepts for finding in effect.spoils) and not force:
        say(words.edited("change.refused"))
        raise typer.Exit(1)
    if dry_run:
        say(words.edited("change.dry-run"))
        return
    if not yes:
        if not on_terminal():
            raise Failure("edit.no-terminal")
        if not confirmed(words.edited("change.ask")):
            say(words.edited("change.stopped"))
            raise typer.Exit(1)
    change.write()
    named = [file.path for file in files]
    say(words.edited("change.done", files=named) if len(named) <= _MOST_NAMED else words.edited("change.done-many", n=len(named)))


def on_terminal() -> bool:
    """Whether there is somebody to ask: questions go to standard error, answers come from standard input."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(question: str, *, default: bool = False) -> bool:
    """Whether the user says yes to a question; what is neither yes nor no in words is the default. Raises typer.Abort at Ctrl-C, and where the input ends."""
    from ..said.answers import parse_yes_no

    said = read_line(question).strip()
    answer = parse_yes_no(said).value if said.isalpha() and said.lower() != "x" else None  # a cross or a 1 is a yes in a cell, not here
    return default if answer is None else answer


def read_line(question: str) -> str:
    """The line that is typed after a question. Raises typer.Abort at Ctrl-C, and where the input ends."""
    sys.stdout.flush()
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        raise typer.Abort from None
    if not answer:
        raise typer.Abort
    return answer


def _tell(effect: "Effect", words: "Texts", *, color: bool) -> None:
    """The findings that come, those that go, and how many stay."""
    from ..output.difference import STYLE, finding_line
    from ..output.history import BOLD, DIM, GREEN, Line, Writer

    lines: list[Line] = []
    for title, sign, found in (("change.new", "+", effect.new), ("change.gone", "−", effect.gone)):
        if found:
            lines += [(0, "", ""), (0, words.edited(title), BOLD)]
            if len(found) <= _MOST_FINDINGS:
                lines += [(2, finding_line(words, finding, sign), STYLE[finding.severity] if sign == "+" else GREEN) for finding in found]
            else:
                lines += [(2, line, "") for line in _by_rule(found, words, sign)]
    if effect.left:
        lines += [(0, "", ""), (0, words.edited(f"change.left-{'one' if len(effect.left) == 1 else 'many'}", n=len(effect.left)), DIM)]
    Writer(color).write(lines)


def _by_rule(found: "list[Finding]", words: "Texts", sign: str) -> Iterator[str]:
    """Findings that are too many to be named, by rule: how many there are of each."""
    from collections import Counter

    from ..output.difference import STYLE

    order = list(STYLE)
    counts = Counter((finding.severity, finding.rule.code, finding.rule) for finding in found)
    for (severity, code, rule), many in sorted(counts.items(), key=lambda item: (order.index(item[0][0]), item[0][1])):
        yield f"{sign} {words.ui(f'severity.{severity}')} {code} {words.rule(rule.family, rule.name)['title']} ({many})"
