"""`ropa review` and `renew`: what comes back every year."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .changing import DryRunOption, YesOption, begin, carry_out, on_terminal
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, day_of, help_of, parse_date, use_color

if TYPE_CHECKING:
    from ..edit.upkeep import Renewal
    from ..i18n import Texts


def review(
    records: Annotated[list[str], typer.Argument(metavar="KIND/ID...", help=help_of("edit.review-records"), show_default=False)],
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=help_of("edit.review-by"), show_default=False)] = None,
    following: Annotated[date | None, typer.Option("--next", metavar="DATE", parser=parse_date, help=help_of("edit.review-next"), show_default=False)] = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Note that records were reviewed: on which day, by whom, and when the next review is due."""
    from ..edit.upkeep import needs_reviewer
    from ..edit.upkeep import review as note

    change, words = begin(register, lang)
    if by is None and needs_reviewer(change, records):
        by = _user_of(change.root)
        if not by:
            raise Failure("edit.review-by")
    on = day_of(as_of)
    note(change, records, by=by, on=on, following=following)
    carry_out(change, words, on, yes=yes, dry_run=dry_run, color=use_color(no_color))


def renew(
    record: Annotated[str, typer.Argument(metavar="certificates/ID|agreements/ID", help=help_of("edit.renew-record"))],
    valid_to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=help_of("edit.renew-to"), show_default=False)] = None,
    valid_from: Annotated[date | None, typer.Option("--from", metavar="DATE", parser=parse_date, help=help_of("edit.renew-from"), show_default=False)] = None,
    signed: Annotated[date | None, typer.Option("--signed", metavar="DATE", parser=parse_date, help=help_of("edit.renew-signed"), show_default=False)] = None,
    issued: Annotated[date | None, typer.Option("--issued", metavar="DATE", parser=parse_date, help=help_of("edit.renew-issued"), show_default=False)] = None,
    number: Annotated[str | None, typer.Option("--number", metavar="TEXT", help=help_of("edit.renew-number"), show_default=False)] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="FILE", help=help_of("edit.renew-document"), show_default=False)] = None,
    new: Annotated[str | None, typer.Option("--id", metavar="NEW-ID", help=help_of("edit.renew-id"), show_default=False)] = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Let an agreement go on until another day; give a certificate the one that follows it."""
    from ..edit.records import open_document
    from ..edit.upkeep import Paper, renewable, renewal_of
    from ..edit.upkeep import renew as note
    from ..model.kinds import AGREEMENT

    change, words = begin(register, lang)
    on = day_of(as_of)
    place = renewable(change, record)
    agreement = place.kind is AGREEMENT
    for option, value in (("--from", valid_from), ("--issued", issued), ("--number", number), ("--id", new)) if agreement else (("--signed", signed),):
        if value is not None:
            raise Failure("edit.renew-option-agreement" if agreement else "edit.renew-option-certificate", option=option, record=place.reference)
    period = renewal_of(open_document(change, place).content, on)
    period = period._replace(valid_from=valid_from or period.valid_from)
    if valid_to is None:
        if not on_terminal():
            raise Failure("edit.renew-to", record=place.reference)
        valid_to = _asked_end(words, period, agreement=agreement)
    period = period._replace(valid_to=None if agreement and valid_to == "none" else parse_date(valid_to))
    note(change, place, period, Paper(number, signed or issued, document), on=on, new=new)
    carry_out(change, words, on, yes=yes, dry_run=dry_run, color=use_color(no_color))


def _asked_end(words: "Texts", period: "Renewal", *, agreement: bool) -> str:
    """The last day, as the user types it; Enter takes the one that is proposed."""
    from .changing import read_line

    proposed = period.valid_to.isoformat() if period.valid_to else ""
    question = words.edited("renew.ask-agreement" if agreement else "renew.ask-certificate", begin=period.valid_from or "", end=proposed)
    return read_line(question).strip() or proposed


def _user_of(root: str) -> str:
    """The name that git knows the user by; "" where there is no repository, or no name."""
    from ..git.program import GitError, write
    from ..git.repository import open_repository

    try:
        return write(open_repository(root).git.folder, "config", "--get", "user.name").decode("utf-8", "replace").strip()
    except (Failure, GitError):
        return ""
