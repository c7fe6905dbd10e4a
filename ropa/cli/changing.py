"""What every verb that changes a register does in the end: show it, ask, write it, and read it again."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import help_of

if TYPE_CHECKING:
    from ..edit.change import Change
    from ..i18n import Texts

YesOption = Annotated[bool, typer.Option("--yes", "-y", help=help_of("edit.yes"))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=help_of("edit.dry-run"))]


def carry_out(change: "Change", words: "Texts", on: date, *, yes: bool, dry_run: bool, color: bool) -> None:
    """Show the difference, ask (or not, with `yes`), write, read the register again, and say what is found on the records that were touched.

    Raises Failure where there is nobody to ask, and what `Change.write` raises. typer.Exit(1) where the answer is no.
    """
    from ..output.change import write_diff
    from ..output.console import say

    if not change.files:
        say(words.edited("change.nothing"))
        return
    write_diff(change.files, color=color)
    if dry_run:
        say(words.edited("change.dry-run"))
        return
    if not yes:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise Failure("edit.no-terminal")
        if not confirmed(words):
            say(words.edited("change.stopped"))
            raise typer.Exit(1)
    change.write()


def confirmed(words: "Texts") -> bool:
    """Whether the user says yes to writing what was shown."""
    sys.stdout.flush()
    sys.stderr.write(words.edited("change.ask") + " ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "j", "ja", "o", "oui")
