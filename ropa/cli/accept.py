"""`ropa accept`: live with a finding, for a reason and until a date."""

import sys
from datetime import date
from typing import Annotated

import typer

from .options import AsOfOption, LangOption, RegisterOption, day_of, help_of, language_of, locate, parse_date


def accept(
    rule: Annotated[str, typer.Argument(metavar="RULE", help=help_of("rule-code"))],
    record: Annotated[str, typer.Argument(metavar="KIND/ID", help=help_of("show-record"))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=help_of("accept-reason"))],
    until: Annotated[date, typer.Option("--until", metavar="DATE", parser=parse_date, help=help_of("accept-until"))],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help=help_of("accept-by"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_of("accept-dry-run"))] = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Add an entry to accepted.toml, with every comment in it kept; refuses what would have no effect."""
    from ..edit.accept import accept_finding
    from ..output.console import say
    from ..output.safe import plain
    from ..register import Register
    from ..source.folder import Folder

    loaded = Register(Folder(locate(register)))
    words = language_of(loaded, lang)
    on = day_of(as_of)
    text = accept_finding(loaded, rule, record.removesuffix(".toml"), reason=reason, by=by, on=on, until=until, write=not dry_run)
    sys.stdout.write(plain(text, lines=True))
    if not dry_run:
        say(words.ui("done.accepted", path=f"{loaded.root}/accepted.toml", date=until))
