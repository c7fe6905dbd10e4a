"""`ropa init`: a new register, by questions or by options; and a repository and a hook for one that is there."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import Failure
from ..i18n import texts
from .changing import DryRunOption, YesOption, confirmed, on_terminal
from .options import AsOfOption, LangOption, NoColorOption, day_of, help_of, language_of, nearby_language, speak, use_color

if TYPE_CHECKING:
    from ..ask.organisation import Beginning
    from ..edit.change import Change
    from ..git.repository import Repository
    from ..i18n import Texts


def init(
    folder: Annotated[str | None, typer.Argument(metavar="[DIR]", help=help_of("init-folder"), show_default=False)] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help=help_of("ask.org-name"), show_default=False)] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="COUNTRY", help=help_of("ask.org-country"), show_default=False)] = None,
    email: Annotated[str | None, typer.Option("--email", metavar="ADDRESS", help=help_of("ask.org-email"), show_default=False)] = None,
    phone: Annotated[str | None, typer.Option("--phone", metavar="NUMBER", help=help_of("ask.org-phone"), show_default=False)] = None,
    street: Annotated[str | None, typer.Option("--street", metavar="TEXT", help=help_of("ask.org-street"), show_default=False)] = None,
    postal_code: Annotated[str | None, typer.Option("--postal-code", metavar="TEXT", help=help_of("ask.org-postal-code"), show_default=False)] = None,
    city: Annotated[str | None, typer.Option("--city", metavar="TEXT", help=help_of("ask.org-city"), show_default=False)] = None,
    registration: Annotated[str | None, typer.Option("--registration", metavar="NUMBER", help=help_of("ask.org-registration"), show_default=False)] = None,
    sector: Annotated[str | None, typer.Option("--sector", metavar="SECTOR", help=help_of("ask.org-sector"), show_default=False)] = None,
    staff: Annotated[str | None, typer.Option("--staff", metavar="NUMBER", help=help_of("ask.org-staff"), show_default=False)] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="nl|en|fr|de", help=help_of("ask.org-language"), show_default=False)] = None,
    dpo: Annotated[bool | None, typer.Option("--dpo/--no-dpo", help=help_of("ask.org-dpo"), show_default=False)] = None,
    dpo_name: Annotated[str | None, typer.Option("--dpo-name", metavar="TEXT", help=help_of("ask.org-dpo-name"), show_default=False)] = None,
    dpo_email: Annotated[str | None, typer.Option("--dpo-email", metavar="ADDRESS", help=help_of("ask.org-dpo-email"), show_default=False)] = None,
    dpo_reason: Annotated[str | None, typer.Option("--dpo-reason", metavar="TEXT", help=help_of("ask.org-dpo-reason"), show_default=False)] = None,
    authority: Annotated[str | None, typer.Option("--authority", metavar="AUTHORITY", help=help_of("ask.org-authority"), show_default=False)] = None,
    starter: Annotated[str | None, typer.Option("--starter", metavar="STARTER", help=help_of("ask.org-starter"), show_default=False)] = None,
    activities: Annotated[str | None, typer.Option("--activities", metavar="ENTRY,...", help=help_of("ask.org-activities"), show_default=False)] = None,
    no_hook: Annotated[bool, typer.Option("--no-hook", help=help_of("init-no-hook"))] = False,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Make what is not there yet, touch nothing that is, and say what comes next."""
    from ..history.init import find_place, new_place
    from ..output.console import say
    from ..register import Register
    from ..source.folder import Folder

    options = {
        "--name": name,
        "--country": country,
        "--email": email,
        "--phone": phone,
        "--street": street,
        "--postal-code": postal_code,
        "--city": city,
        "--registration": registration,
        "--sector": sector,
        "--staff": staff,
        "--language": language,
        "--dpo/--no-dpo": dpo,
        "--dpo-name": dpo_name,
        "--dpo-email": dpo_email,
        "--dpo-reason": dpo_reason,
        "--authority": authority,
        "--starter": starter,
        "--activities": None if activities is None else [part.strip() for part in activities.split(",") if part.strip()],
    }
    given = {option: value for option, value in options.items() if value is not None}
    place = find_place(folder)
    if place is None:
        base, root = new_place(folder)
        words = speak(texts(lang or nearby_language()))
        on = day_of(as_of)
        change, beginning = _begin(root, given, words, on, yes=yes, dry_run=dry_run, no_color=no_color)
        words = speak(texts(lang or beginning.language))
        if dry_run:
            _show(change, words, color=use_color(no_color))
            return
        _write(change, beginning, words, on, yes=yes)
    else:
        base, root = place
        words = language_of(Register(Folder(root)), lang)
        if given:
            raise Failure("ask.register-there", path=root, options=list(given))
        if dry_run:
            say(words.edited("change.dry-run"))
            return
    _set_up(base, root, words, new=place is None, no_hook=no_hook)


def _begin(root: str, given: dict[str, Any], words: "Texts", on: date, *, yes: bool, dry_run: bool, no_color: bool) -> "tuple[Change, Beginning]":
    """The files of a new register, and what they begin with. Raises Failure where one of them is there already."""
    from ..ask.askers import make_asker
    from ..ask.begin import begin_register, draft_for, go_over, need_room
    from ..ask.organisation import ask_beginning

    need_room(root)
    asker = None if yes or not on_terminal() else make_asker(words, on, no_color=no_color)
    beginning = ask_beginning(given, words.language, on, asker, needs=() if yes or dry_run else ("--yes",))
    draft = go_over(beginning, on, asker) if asker is not None else draft_for(beginning, on)
    return begin_register(root, beginning, draft), beginning


def _show(change: "Change", words: "Texts", *, color: bool) -> None:
    from ..output.change import write_diff
    from ..output.console import say

    write_diff(change.files, color=color)
    say(words.edited("change.dry-run"))


def _write(change: "Change", beginning: "Beginning", words: "Texts", on: date, *, yes: bool) -> None:
    """Say which files there will be, ask, write them, and say what is found in them. typer.Exit(1) where the answer is no."""
    from ..output.console import say

    say(words.asked("say.files", path=change.root))
    for file in change.files:
        say(f"  {file.path}")
    if not yes and not confirmed(words.edited("change.ask")):
        say(words.edited("change.stopped"))
        raise typer.Exit(1)
    change.write()


def _set_up(base: str, root: str, words: "Texts", *, new: bool, no_hook: bool) -> None:
    """Make the repository and the hook where they are not there, and say what comes next."""
    from ..history.init import make_repository
    from ..history.obstacles import need_author
    from ..output.console import fitted
    from ..output.safe import plain

    repository, made = make_repository(base, root)
    lines = [words.ui("init.made" if made else "init.there", path=repository.git.folder)]
    if not no_hook:
        lines += _hook(repository, words)
    try:
        need_author(repository)
    except Failure as failure:
        lines += ["", words.ui("init.author")] if failure.key == "save-no-author" else []
    if new:
        lines += ["", words.asked("say.next")]
    else:
        lines += ["", words.ui("init.next" if repository.head is None else "init.next-later")]
    sys.stdout.write(fitted(plain("\n".join(lines), lines=True), sys.stdout) + "\n")


def _hook(repository: "Repository", words: "Texts") -> list[str]:
    """What became of the hook, in words."""
    from ..history.init import hooks_setting, install_hook

    hook = install_hook(repository, words)
    setting = hooks_setting(repository)
    lines = [words.ui("init.hooks-path", path=setting)] if setting else []
    return [*lines, words.ui(f"init.hook-{hook.what}", path=hook.path, line=f"\n    {hook.line}")]
