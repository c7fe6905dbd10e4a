"""The verbs, in the order in which help shows them."""

import typer

from . import check, rule
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

app.command("check", help=help_of("check"), rich_help_panel=help_of("panel-check"))(check.check)
app.command("rule", help=help_of("rule"), rich_help_panel=help_of("panel-check"))(rule.rule)
