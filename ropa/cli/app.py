"""The verbs. Help shows them in this order; a verb that is called is all that is loaded."""

from importlib import import_module

import typer

from .help import ProgramPage, VerbPage
from .options import HELP, LangOption, help_of

VERBS = {
    "init": ("init", "init", "start"),
    "new": ("new", "new", "start"),
    "catalogue": ("catalogue", "catalogue", "start"),
    "import": ("import_", "import_", "start"),
    "completion": ("completion", "completion", "start"),
    "set": ("set_", "set_", "change"),
    "edit": ("edit_", "edit", "change"),
    "rename": ("set_", "rename", "change"),
    "remove": ("set_", "remove", "change"),
    "review": ("upkeep", "review", "change"),
    "renew": ("upkeep", "renew", "change"),
    "accept": ("accept", "accept", "change"),
    "fmt": ("fmt", "fmt", "change"),
    "check": ("check", "check", "check"),
    "rule": ("rule", "rule", "check"),
    "overview": ("look", "overview", "look"),
    "list": ("look", "list_", "look"),
    "show": ("look", "show", "look"),
    "transfers": ("look", "transfers", "look"),
    "agenda": ("look", "agenda", "look"),
    "save": ("save", "save", "history"),
    "log": ("history", "log", "history"),
    "diff": ("history", "diff", "history"),
    "blame": ("history", "blame", "history"),
    "seal": ("trail", "seal", "history"),
    "verify": ("trail", "verify", "history"),
    "print": ("print_", "print_", "export"),
    "statement": ("statement", "statement", "export"),
    "export": ("export", "export", "export"),
    "schema": ("schema", "schema", "export"),
}
"""For each verb its module, the function in it, and the group in which help shows it."""


def make_app(arguments: list[str]) -> typer.Typer:
    """The program for a command line: with the one verb that it calls, or with all of them where it calls none."""
    app = typer.Typer(
        name="ropa",
        cls=ProgramPage,
        help=help_of("ropa"),
        no_args_is_help=True,
        add_completion=False,  # typer's loads the whole program; see `ropa completion`
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        options_metavar=HELP.ui("help-page.options-metavar"),
        subcommand_metavar=HELP.ui("help-page.verb-metavar"),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_group)
    for verb in arguments[:1] if arguments and arguments[0] in VERBS else VERBS:
        module, function, panel = VERBS[verb]
        command = app.command(
            verb,
            cls=VerbPage,
            help=help_of(verb),
            options_metavar=HELP.ui("help-page.options-metavar"),
            rich_help_panel=help_of(f"panel-{panel}"),
        )
        command(getattr(import_module(f"ropa.cli.{module}"), function))
    return app


def _group(lang: LangOption = None) -> None:
    """Makes a program of one verb a group of verbs all the same; --lang is looked up where it is needed (options.asked_language)."""
