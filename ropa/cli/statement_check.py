"""`ropa statement --check FILE`: a published privacy statement beside the register."""

import hashlib
from datetime import date

import typer

from ..errors import Failure
from ..i18n import LANGUAGES
from .options import language_of, locate, open_register, use_color

FORMATS = ("text", "json")


def check_statement(
    path: str,
    *,
    statement_lang: str | None,
    format: str,  # noqa: A002
    fail_on: str,
    rev: str | None,
    register: str | None,
    lang: str | None,
    as_of: date | None,
    no_color: bool,
) -> None:
    """Compare the statement in a file with the register and write what was found; exit code 1 at or above `fail_on`."""
    from ..audit import Audit
    from ..output import published as page
    from ..published.compare import Comparison
    from ..published.named import spoken_language
    from ..published.reading import read_path
    from ..rules.base import SEVERITIES

    for option, value, known in (
        ("--format", format, FORMATS),
        ("--fail-on", fail_on, (*SEVERITIES, "never")),
        ("--statement-lang", statement_lang, LANGUAGES),
    ):
        if value is not None and value not in known:
            raise Failure("bad-choice", option=option, value=value, known=", ".join(known))
    audit = Audit(*open_register(locate(register, past=rev is not None), rev, as_of))
    words = language_of(audit.register, lang)
    published = read_path(path)
    comparison = Comparison(audit, published, statement_lang or spoken_language(published))
    if format == "json":
        with open(path, "rb") as file:
            page.write_json(comparison, hashlib.file_digest(file, "sha256").hexdigest())
    else:
        page.write(comparison, words, color=use_color(no_color))
    found = page.severity_of(comparison)
    if found and fail_on != "never" and SEVERITIES.index(found) <= SEVERITIES.index(fail_on):
        raise typer.Exit(1)
