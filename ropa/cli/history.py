"""`log`, `diff`, `blame`: what happened to the register."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, RevOption, day_of, did_you_mean, help_of, locate, use_color, words_of

if TYPE_CHECKING:
    from ..git.repository import Repository
    from ..history.trail import Wanted

LOG_FORMATS = ("text", "json", "jsonl", "csv")
DIFF_FORMATS = ("text", "json", "markdown")
BLAME_FORMATS = ("text", "json")


def log(
    record: Annotated[str | None, typer.Argument(metavar="[KIND/ID]", help=help_of("log-record"), show_default=False)] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE|REV", help=help_of("log-since"))] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE|REV", help=help_of("log-until"))] = None,
    author: Annotated[str | None, typer.Option("--author", metavar="TEXT", help=help_of("log-author"))] = None,
    field: Annotated[str | None, typer.Option("--field", metavar="KEY", help=help_of("log-field"))] = None,
    action: Annotated[str | None, typer.Option("--action", metavar="ACTION", help=help_of("log-action"))] = None,
    number: Annotated[int | None, typer.Option("-n", "--number", metavar="N", min=1, help=help_of("log-number"))] = None,
    format: Annotated[str, typer.Option("--format", metavar="|".join(LOG_FORMATS), help=help_of("log-format"))] = "text",  # noqa: A002
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> None:
    """The history as events."""
    from ..git.repository import open_repository
    from ..history.events import ACTIONS
    from ..history.trail import history
    from ..output.console import say
    from ..output.progress import progress

    _choice("--format", format, LOG_FORMATS)
    if action is not None:
        _choice("--action", action, ACTIONS)
    root = locate(register, past=True)
    words = words_of(root, lang)
    repository = open_repository(root)
    wanted = _wanted(repository, root, record, since, until, author, field, action, number, rev)
    with progress(words.ui("history.reading"), words.ui("history.busy")) as tick:
        steps = history(repository, wanted, tick)
    if format == "text":
        from ..output.history import Writer, log_lines

        Writer(use_color(no_color)).write(log_lines(steps, words))
    else:
        from ..output.events import write_csv, write_json, write_jsonl

        if format == "json":
            write_json({"register": root, "revision": wanted.start, "cut": repository.shallow}, steps)
        else:
            (write_jsonl if format == "jsonl" else write_csv)(steps)
    if not steps:
        say(words.ui("history.nothing") + (_hint(field) or (_near(repository, wanted) if record else "")))
    if repository.shallow:
        say(words.ui("history.cut"))


def _hint(field: str | None) -> str:
    """What field may have been meant, where nothing was found for one that no record has."""
    from ..history.choose import is_field

    near = is_field(field) if field else None
    return did_you_mean(near) if near else ""


def _near(repository: "Repository", wanted: "Wanted") -> str:
    """What record may have been meant, where nothing ever happened to the one that was named."""
    from ..history.files import kind_of
    from ..history.worktree import committed
    from ..model.read import nearest

    records = [path.removesuffix(".toml") for path in committed(repository, wanted.start, wanted.place) if kind_of(path)]
    near = nearest(wanted.record, records)
    return did_you_mean(near) if near and near != wanted.record else ""


def _wanted(
    repository: "Repository",
    root: str,
    record: str | None,
    since: str | None,
    until: str | None,
    author: str | None,
    field: str | None,
    action: str | None,
    number: int | None,
    rev: str | None,
) -> "Wanted":
    """What is to be told: a time is a date, or a commit from or up to which is told."""
    from ..git.revisions import as_day, resolve
    from ..history.choose import by_commit, by_field, reference
    from ..history.events import Event
    from ..history.trail import Wanted
    from ..source.commit import place_in

    after, before = (as_day(asked) if asked is not None else None for asked in (since, until))
    start = resolve(repository, rev).id if rev is not None else repository.need_head()
    if until is not None and not before:
        start = resolve(repository, until).id
    without = (resolve(repository, since).id,) if since is not None and not after else ()
    of_field = by_field(field) if field else None

    def is_wanted(event: Event) -> bool:
        return (action is None or event.action == action) and (of_field is None or of_field(event))

    place = place_in(repository, start, root)
    one = reference(repository, start, record, place) if record else ""
    return Wanted(start, place, without, one, by_commit(after, before, author), is_wanted if field or action else None, number)


def diff(
    before: Annotated[str | None, typer.Argument(metavar="[REV]", help=help_of("diff-before"), show_default=False)] = None,
    after: Annotated[str | None, typer.Argument(metavar="[REV]", help=help_of("diff-after"), show_default=False)] = None,
    format: Annotated[str, typer.Option("--format", metavar="|".join(DIFF_FORMATS), help=help_of("log-format"))] = "text",  # noqa: A002
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Two states of the register field by field, and what lies between them for the findings."""
    from ..git.repository import open_repository
    from ..git.revisions import resolve
    from ..history.difference import between
    from ..output import difference as page
    from ..output.progress import progress

    _choice("--format", format, DIFF_FORMATS)
    root = locate(register, past=True)
    words = words_of(root, lang)
    repository = open_repository(root)
    old = resolve(repository, before) if before is not None else None
    new = resolve(repository, after) if after is not None else None
    if new is None and repository.bare:
        raise Failure("git-bare")
    on: date = as_of or (new.day if new and new.day else day_of(None))
    with progress("", words.ui("history.busy")):
        found = between(repository, root, old.id if old else repository.need_head(), new.id if new else "", on)
    match format:
        case "json":
            page.write_json(found, root, words)
        case "markdown":
            page.write_markdown(found, words)
        case _:
            page.write(found, words, color=use_color(no_color))
    if found.events:
        raise typer.Exit(1)


def blame(
    record: Annotated[str, typer.Argument(metavar="KIND/ID", help=help_of("show-record"))],
    format: Annotated[str, typer.Option("--format", metavar="|".join(BLAME_FORMATS), help=help_of("log-format"))] = "text",  # noqa: A002
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Each field of a record with who last set it."""
    from ..git.repository import open_repository
    from ..git.revisions import resolve
    from ..history.blame import blame as find
    from ..history.choose import reference
    from ..output import blame as page
    from ..output.progress import progress
    from ..source.commit import place_in

    _choice("--format", format, BLAME_FORMATS)
    root = locate(register, past=True)
    words = words_of(root, lang)
    repository = open_repository(root)
    start = resolve(repository, rev).id if rev is not None else repository.need_head()
    one = reference(repository, start, record, place_in(repository, start, root))
    with progress("", words.ui("history.busy")):
        found = find(repository, root, start, one, working_tree=rev is None and repository.is_checked_out)
    if format == "json":
        page.write_json(one, found, root, start if rev is not None else None)
    else:
        page.write(one, found, words, color=use_color(no_color))


def _choice(option: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Failure("bad-choice", option=option, value=value, known=", ".join(known))
