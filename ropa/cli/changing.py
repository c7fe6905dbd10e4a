"""What every verb that changes a register does in the end: show it, check it, ask, and write it."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import help_of, locate, words_of

if TYPE_CHECKING:
    from ..edit.change import Change
    from ..edit.effect import Effect
    from ..i18n import Texts

YesOption = Annotated[bool, typer.Option("--yes", "-y", help=help_of("edit.yes"))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=help_of("edit.dry-run"))]


def begin(register: str | None, lang: str | None) -> "tuple[Change, Texts]":
    """A change of the register that is meant, with nothing in it yet, and the words of its language. Raises Failure where there is no register."""
    from ..edit.change import Change

    root = locate(register)
    return Change(root), words_of(root, lang)


def carry_out(change: "Change", words: "Texts", on: date, *, yes: bool, dry_run: bool, color: bool, force: bool = False) -> None:
    """Show the difference and what it does to the findings on the records that it touches, ask (or not, with `yes`), and write.

    With `force` also where the register would no longer be readable, which is for who was asked about that. Raises Failure where there is nobody to ask, and
    what `Change.write` raises; typer.Exit(1) where the answer is no, or where the register would no longer be readable.
    """
    from ..edit.effect import effect_of
    from ..output.change import write_diff
    from ..output.console import say

    if not change.files:
        say(words.edited("change.nothing"))
        return
    write_diff(change.files, color=color)
    effect = effect_of(change, on)
    _tell(effect, words, color=color)
    if effect.spoils and not force:
        say(words.edited("change.refused"))
        raise typer.Exit(1)
    if dry_run:
        say(words.edited("change.dry-run"))
        return
    if not yes:
        if not on_terminal():
            raise Failure("edit.no-terminal")
        if not confirmed(words):
            say(words.edited("change.stopped"))
            raise typer.Exit(1)
    change.write()
    say(words.edited("change.done", files=[file.path for file in change.files]))


def on_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(words: "Texts") -> bool:
    """Whether the user says yes to writing what was shown. Raises typer.Abort at Ctrl-C, and where the input ends."""
    return read_line(words.edited("change.ask")).strip().lower() in ("y", "yes", "j", "ja", "o", "oui")


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
            lines += [(2, finding_line(words, finding, sign), STYLE[finding.severity] if sign == "+" else GREEN) for finding in found]
    if effect.left:
        lines += [(0, "", ""), (0, words.edited(f"change.left-{'one' if len(effect.left) == 1 else 'many'}", n=len(effect.left)), DIM)]
    Writer(color).write(lines)
