"""The pages of --help: in the user's language, the verbs grouped by what one wants to do, and examples at the end."""

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from typer.core import TyperCommand, TyperGroup

from .options import HELP

_WORDS = ("default", "required")
"""What typer adds to the help of an option, between brackets."""


class Example(NamedTuple):
    """A command line to try, and what it does."""

    command: str
    does: str


def examples(verb: str) -> list[Example]:
    """The examples of a verb, or of the program itself ("ropa"): the commands of examples.toml, with the words of the user's language."""
    import toml_rs

    with open(os.path.join(os.path.dirname(__file__), "examples.toml"), "rb") as file:
        commands = toml_rs.loads(file.read().decode()).get(verb, {})
    return [Example(command.format_map(HELP.example_texts()), HELP.example(f"{verb}.{name}")) for name, command in commands.items()]


class _Page:
    """What the page of the program and that of a verb have in common."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The first line; what must be given stands there as it is, what may be left out between brackets."""
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces.replace("{", "").replace("}", ""), prefix=f"{HELP.ui('help-page.usage')} ")

    def get_help_option(self, ctx: Any) -> Any:
        """--help, which says in the user's language what it does."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = HELP.ui("help.help")
        return option

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The arguments, then the options."""
        parameters = self.get_params(ctx)  # type: ignore[attr-defined]
        for kind, heading in (("argument", "help-page.arguments"), ("option", "help-page.options")):
            rows = [_row(each, ctx) for each in parameters if each.param_type_name == kind and not each.hidden]
            if rows:
                with formatter.section(HELP.ui(heading)):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The examples, each command on a line of its own, so that it can be copied."""
        if found := examples(ctx.info_name):
            with formatter.section(HELP.ui("help-page.examples")):
                for each in found:
                    formatter.write(f"{'':{formatter.current_indent}}{each.command}\n")
                    with formatter.indentation(), formatter.indentation():
                        formatter.write_text(each.does)


def _row(parameter: Any, ctx: Any) -> tuple[str, str]:
    """How a parameter is written, and what it is."""
    name, text = parameter.get_help_record(ctx)
    said = parameter.help or ""
    added = text.removeprefix(said)
    for word in _WORDS:
        added = added.replace(word, HELP.ui(f"help-page.{word}"))
    return name, f"{said}{added}"


class VerbPage(_Page, TyperCommand):
    """A verb."""


class ProgramPage(_Page, TyperGroup):
    """The program."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The verbs first: they are what one looks for."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The verbs, a section for each task."""
        width = max(map(len, self.commands))
        for panel, rows in self._by_panel(width):
            with formatter.section(panel):
                formatter.write_dl(rows)

    def _by_panel(self, width: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        panels: dict[str, list[tuple[str, str]]] = {}
        for verb, command in self.commands.items():
            panels.setdefault(str(getattr(command, "rich_help_panel", "")), []).append((f"{verb:{width}}", command.help or ""))
        yield from panels.items()
