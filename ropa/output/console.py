"""The terminal, by way of rich: texts are always `Text`, never markup."""

import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def make_console(color: bool) -> "Console":
    """A console on standard output; 100 columns wide where it is no terminal."""
    from rich.console import Console

    width = shutil.get_terminal_size((100, 40)).columns if sys.stdout.isatty() or "COLUMNS" in os.environ else 100
    return Console(
        file=sys.stdout,
        width=width,
        no_color=not color,
        force_terminal=color,
        color_system="auto" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
