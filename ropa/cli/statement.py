"""`ropa statement`: the privacy statement."""

from typing import Annotated

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, RevOption, help_of


def statement(
    check: Annotated[str | None, typer.Option("--check", metavar="FILE", help=help_of("statement-check"))] = None,
    statement_lang: Annotated[str | None, typer.Option("--statement-lang", metavar="nl|en|fr|de", help=help_of("statement-lang"))] = None,
    format: Annotated[str, typer.Option("--format", metavar="text|json", help=help_of("look-format"))] = "text",  # noqa: A002
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="warning|info|never", help=help_of("check-fail-on"))] = "warning",
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Compare a published statement with the register."""
    if check is None:
        raise Failure("statement-nothing")
    from .statement_check import check_statement

    check_statement(
        check,
        statement_lang=statement_lang,
        format=format,
        fail_on=fail_on,
        rev=rev,
        register=register,
        lang=lang,
        as_of=as_of,
        no_color=no_color,
    )
