"""`ropa check`: validate, lint, judge by the law."""

import os
from typing import Annotated, Any

import typer

from ..errors import Failure
from .options import (
    AsOfOption,
    LangOption,
    NoColorOption,
    RegisterOption,
    RevOption,
    did_you_mean,
    help_of,
    language_of,
    locate,
    open_register,
    opened,
    use_color,
)

FORMATS = ("text", "concise", "json", "sarif", "github", "junit")


def check(
    registers: Annotated[list[str] | None, typer.Argument(metavar="[DIR]...", help=help_of("check-registers"), show_default=False)] = None,
    format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS), help=help_of("check-format"))] = None,  # noqa: A002
    select: Annotated[list[str] | None, typer.Option("--select", metavar="RULE", help=help_of("check-select"))] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="RULE", help=help_of("check-ignore"))] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="error|warning|info|never", envvar="ROPA_FAIL_ON", help=help_of("check-fail-on"), show_envvar=False)
    ] = "error",
    accepted: Annotated[bool, typer.Option("--accepted", help=help_of("check-accepted"))] = False,
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Check one register or many."""
    import sys

    from ..findings import check as check_register
    from ..rules.base import SEVERITIES

    if format is not None and format not in FORMATS:
        raise Failure("bad-choice", option="--format", value=format, known=", ".join(FORMATS))
    if fail_on not in (*SEVERITIES, "never"):
        raise Failure("bad-choice", option="--fail-on", value=fail_on, known=", ".join((*SEVERITIES, "never")))
    if registers and register is not None and not os.environ.get("ROPA_REGISTER"):
        raise Failure("two-ways")
    rules = _selected(select, ignore)
    on, reports = as_of, []
    named: list[str | None] = [*registers] if registers else [register]
    for folder in dict.fromkeys(locate(each, past=rev is not None) for each in named):
        loaded, on = open_register(folder, rev, on)
        reports.append((loaded, check_register(loaded, on, rules)))
        if registers:
            opened.close()  # not a process for each of a hundred registers
    words = language_of(reports[0][0], lang)
    color = use_color(no_color)
    chosen = format or ("text" if sys.stdout.isatty() else "concise")
    _writer(chosen)(reports, on, words, color=color, accepted=accepted, rules=rules)
    if _fails([finding for _, findings in reports for finding in findings], fail_on):
        raise typer.Exit(1)


def _writer(name: str) -> Any:
    """The function that writes the reports in a format."""
    from importlib import import_module

    return import_module(f"ropa.output.{name}").write


def _selected(select: list[str] | None, ignore: list[str] | None) -> list[Any]:
    """The rules that are asked for: by code, by name, by family (T) or by the beginning of a code (T4)."""
    from ..rules import RULES

    def matching(words: list[str]) -> set[str]:
        found: set[str] = set()
        for word in (part.strip() for given in words for part in given.split(",")):
            codes = {rule.code for rule in RULES if rule.code.startswith(word.upper()) or rule.name == word.lower()}
            if not codes or not word:
                from ..model.read import nearest

                raise Failure("no-rule", value=word, near=did_you_mean(nearest(word, [rule.name for rule in RULES])))
            found |= codes
        return found

    chosen = matching(select) if select else {rule.code for rule in RULES}
    chosen -= matching(ignore) if ignore else set()
    return [rule for rule in RULES if rule.code in chosen]


def _fails(findings: list[Any], fail_on: str) -> bool:
    from ..rules.base import SEVERITIES

    if fail_on == "never":
        return False
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(finding.severity in counted and not finding.accepted for finding in findings)
