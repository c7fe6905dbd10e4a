"""`ropa set`, `rename` and `remove`: one key, or a record with all that names it."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .changing import DryRunOption, YesOption, begin, carry_out
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, day_of, help_of, use_color

if TYPE_CHECKING:
    from ..edit.references import Mention
    from ..i18n import Texts

RecordArgument = Annotated[str, typer.Argument(metavar="KIND/ID", help=help_of("show-record"))]


def set_(
    record: RecordArgument,
    key: Annotated[str, typer.Argument(metavar="KEY", help=help_of("edit.key"))],
    values: Annotated[list[str] | None, typer.Argument(metavar="[VALUE]...", help=help_of("edit.value"), show_default=False)] = None,
    add: Annotated[bool, typer.Option("--add", help=help_of("edit.add"))] = False,
    remove: Annotated[bool, typer.Option("--remove", help=help_of("edit.remove"))] = False,
    unset: Annotated[bool, typer.Option("--unset", help=help_of("edit.unset"))] = False,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Give a key a value, add to a list or take out of it, or take the key away; nothing else in the file changes."""
    from ..edit.assign import assign
    from ..output.console import say

    change, words = begin(register, lang)
    if add + remove + unset > 1:
        raise Failure("edit.one-mode")
    on = day_of(as_of)
    mode = "add" if add else "remove" if remove else "unset" if unset else "set"
    left = assign(change, record, key, values or [], mode, words, on)
    carry_out(change, words, on, yes=yes, dry_run=dry_run, color=use_color(no_color))
    if left:
        say(words.edited("change.comments", comments="\n".join(f"  {line}" for line in left)))


def rename(
    record: RecordArgument,
    new: Annotated[str, typer.Argument(metavar="NEW-ID", help=help_of("edit.new-id"))],
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Give a record another id, in its file's name and in every place that names it."""
    from ..edit.references import rename as rename_record

    change, words = begin(register, lang)
    rename_record(change, record, new)
    carry_out(change, words, day_of(as_of), yes=yes, dry_run=dry_run, color=use_color(no_color))


def remove(
    record: RecordArgument,
    unlink: Annotated[bool, typer.Option("--unlink", help=help_of("edit.unlink"))] = False,
    replace_by: Annotated[str | None, typer.Option("--replace-by", metavar="KIND/ID", help=help_of("edit.replace-by"))] = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Take a record away; one that others name only together with those names, or with another record in its place."""
    from ..edit.references import remove as remove_record
    from ..output.console import say

    change, words = begin(register, lang)
    if unlink and replace_by is not None:
        raise Failure("edit.unlink-or-replace")
    found = remove_record(change, record, unlink=unlink, replacement=replace_by)
    if found and not change.files:
        say(_still_named(words, record, found))
        raise typer.Exit(1)
    carry_out(change, words, day_of(as_of), yes=yes, dry_run=dry_run, color=use_color(no_color))


_MOST_NAMED = 20


def _still_named(words: "Texts", record: str, found: "list[Mention]") -> str:
    """What still names a record, and what can be done."""
    lines = [f"  {mention.place.reference}  {mention.shown}" for mention in found[:_MOST_NAMED]]
    if len(found) > _MOST_NAMED:
        lines.append(f"  … (+{len(found) - _MOST_NAMED})")
    return words.edited("remove.named", record=record, places="\n".join(lines))
