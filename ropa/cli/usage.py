"""Wrong usage, in the user's language: what typer found, said again."""

from typing import Any

from .options import HELP


def explain(error: Any) -> str:
    """A sentence for an exception of the command-line parser, with the way to the help of the verb."""
    kind = type(error).__name__
    hint = ""
    if (parameter := getattr(error, "param", None)) is not None:
        hint = str(parameter.get_error_hint(error.ctx)).strip("'").removesuffix("...")
    match kind:
        case "NoSuchOption":
            text = HELP.ui("usage.no-such-option", option=error.option_name)
            if error.possibilities:
                text += " " + HELP.ui("usage.near", near=", ".join(sorted(error.possibilities)))
        case "MissingParameter":
            text = HELP.ui("usage.missing", parameter=hint or "?")
        case "BadOptionUsage":
            text = HELP.ui("usage.needs-value", option=error.option_name)
        case "BadParameter":
            text = HELP.ui("usage.bad-value", parameter=hint, detail=error.message)
        case "UsageError" if str(error.message).startswith("No such command"):
            text = HELP.ui("usage.no-such-verb", verb=str(error.message).split("'")[1])
        case _:
            text = str(error.format_message())
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "ropa"
    return f"{text}\n{HELP.ui('usage.help', command=f'{path} --help')}"
