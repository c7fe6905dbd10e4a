"""The verbs, in the order in which help shows them."""

import typer

from . import check, export, look, rule, schema
from .options import help_of

app = typer.Typer(
    name="ropa",
    help=help_of("ropa"),
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_CHECK, _LOOK, _EXPORT = (help_of(f"panel-{panel}") for panel in ("check", "look", "export"))

app.command("check", help=help_of("check"), rich_help_panel=_CHECK)(check.check)
app.command("rule", help=help_of("rule"), rich_help_panel=_CHECK)(rule.rule)
app.command("overview", help=help_of("overview"), rich_help_panel=_LOOK)(look.overview)
app.command("list", help=help_of("list"), rich_help_panel=_LOOK)(look.list_)
app.command("show", help=help_of("show"), rich_help_panel=_LOOK)(look.show)
app.command("transfers", help=help_of("transfers"), rich_help_panel=_LOOK)(look.transfers)
app.command("agenda", help=help_of("agenda"), rich_help_panel=_LOOK)(look.agenda)
app.command("export", help=help_of("export"), rich_help_panel=_EXPORT)(export.export)
app.command("schema", help=help_of("schema"), rich_help_panel=_EXPORT)(schema.schema)
