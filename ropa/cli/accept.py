"""`ropa accept`: live with a finding, for a reason and until a date."""

from datetime import date
from typing import Annotated

import typer

from .changing import DryRunOption, YesOption, carry_out
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, day_of, help_of, language_of, locate, parse_date, use_color


def accept(
    rule: Annotated[str, typer.Argument(metavar="RULE", help=help_of("rule-code"))],
    record: Annotated[str, typer.Argument(metavar="KIND/ID", help=help_of("show-record"))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=help_of("accept-reason"))],
    until: Annotated[date, typer.Option("--until", metavar="DATE", parser=parse_date, help=help_of("accept-until"))],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help=help_of("accept-by"))],
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Add an entry to accepted.toml, with every comment in it kept; refuses what would have no effect."""
    from ..edit.accept import accept_finding
    from ..edit.change import Change
    from ..edit.records import find_record
    from ..register import Register
    from ..source.folder import Folder

    loaded = Register(Folder(locate(register)))
    words = language_of(loaded, lang)
    on = day_of(as_of)
    change = Change(loaded.root)
    accept_finding(change, loaded, rule, find_record(change, record).reference, reason=reason, by=by, on=on, until=until)
    carry_out(change, words, on, yes=yes, dry_run=dry_run, color=use_color(no_color))
