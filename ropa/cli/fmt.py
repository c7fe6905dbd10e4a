"""`ropa fmt`: the files of the register in one order and layout, so that a difference shows what was changed and nothing else."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .changing import DryRunOption, YesOption, begin, carry_out
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, day_of, help_of, use_color

if TYPE_CHECKING:
    from ..edit.change import Change
    from ..edit.order import Seen
    from ..i18n import Texts


def fmt(
    records: Annotated[list[str] | None, typer.Argument(metavar="[KIND/ID]...", help=help_of("edit.fmt-records"), show_default=False)] = None,
    check: Annotated[bool, typer.Option("--check", help=help_of("edit.fmt-check"))] = False,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Put files in order: the values, the comments and the spelling of texts stay."""
    from ..edit.order import asked_for, look_at
    from ..source.folder import Folder

    change, words = begin(register, lang)
    files = asked_for(change, records or [])
    seen = [each for each in look_at(Folder(change.root), files) if each.after != each.before or each.line is not None]
    broken = [each for each in seen if each.line is not None]
    untidy = [each for each in seen if each.line is None]
    if check:
        _report(change.root, untidy, broken, len(files), words)
        raise typer.Exit(1 if seen else 0)
    _tell_broken(change.root, broken, words)
    if untidy or not broken:
        _put(change, untidy)
        carry_out(change, words, day_of(as_of), yes=yes, dry_run=dry_run, color=use_color(no_color))
    if broken:
        raise typer.Exit(2)


def _put(change: "Change", untidy: "list[Seen]") -> None:
    for each in untidy:
        if change.read(each.path) != each.before:
            raise Failure("changed-meanwhile", path=f"{change.root}/{each.path}")
        change.put(each.path, each.after)


def _report(root: str, untidy: "list[Seen]", broken: "list[Seen]", number: int, words: "Texts") -> None:
    """The names of the files that are not in order, one a line, and in a word what to do."""
    from ..output.console import say
    from ..output.safe import plain

    for each in untidy:
        sys.stdout.write(plain(f"{root}/{each.path}") + "\n")
    _tell_broken(root, broken, words)
    if untidy:
        say(words.edited(f"fmt.untidy-{'one' if len(untidy) == 1 else 'many'}", n=len(untidy)))
    elif not broken:
        say(words.edited("fmt.tidy", n=number))


def _tell_broken(root: str, broken: "list[Seen]", words: "Texts") -> None:
    """Which files are left alone, and why."""
    from ..output.console import say

    for each in broken:
        path = f"{root}/{each.path}"
        say(words.edited("fmt.broken", path=path, line=each.line) if each.line else words.edited("fmt.unread", path=path))
