"""`ropa rule [RULE]`: what a rule is for."""

import sys
from typing import Annotated

import typer

from ..errors import Failure
from ..i18n import texts
from .options import LangOption, NoColorOption, did_you_mean, help_of, nearby_language, speak, use_color


def rule(
    code: Annotated[str | None, typer.Argument(metavar="[RULE]", help=help_of("rule-code"), show_default=False)] = None,
    format: Annotated[str, typer.Option("--format", metavar="text|json|markdown", help=help_of("rule-format"))] = "text",  # noqa: A002
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Explain one rule, or list them all. Never reads a register."""
    from ..output import explain
    from ..rules import BY_NAME, RULES, get

    if format not in ("text", "json", "markdown"):
        raise Failure("bad-choice", option="--format", value=format, known="text, json, markdown")
    words = speak(texts(lang or nearby_language()))
    if code is None:
        chosen = list(RULES)
    else:
        found = get(code)
        if found is None:
            from ..model.read import nearest

            raise Failure("no-rule", value=code, near=did_you_mean(nearest(code, BY_NAME)))
        chosen = [found]
    if format == "json":
        explain.write_json(chosen, words)
    elif format == "markdown":
        sys.stdout.write(explain.markdown(chosen, words))
    elif code is None:
        explain.write_table(chosen, words, color=use_color(no_color))
    else:
        explain.write_text(chosen[0], words, color=use_color(no_color))
