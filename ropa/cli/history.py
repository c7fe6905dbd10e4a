"""`log`, `diff`, `blame`: what happened to the register."""

import sys
from typing import Annotated

import typer

from ..errors import Failure
from .options import LangOption, NoColorOption, RegisterOption, RevOption, help_of, locate

LOG_FORMATS = ("text", "json", "jsonl", "csv")


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
    from ..history.trail import Wanted, history
    from ..output import events as out

    if format not in LOG_FORMATS:
        raise Failure("bad-choice", option="--format", value=format, known=", ".join(LOG_FORMATS))
    root = locate(register, past=True)
    repository = open_repository(root)
    start = repository.need_head()
    steps = history(repository, Wanted(start, record=record or ""))
    if format == "json":
        out.write_json({"register": root, "revision": start, "cut": repository.shallow}, steps)
    elif format == "jsonl":
        out.write_jsonl(steps)
    else:
        sys.stdout.write("")
