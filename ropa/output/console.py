"""The terminal, by way of rich: texts are always `Text`, never markup."""

import io
import os
import re
import shutil
import sys
import typing

if typing.TYPE_CHECKING:
    from rich.console import Console


class _Trimmed(io.TextIOBase):
    """Standard output without the blanks with which tables are filled up."""

    def write(self, text: str) -> int:
        return sys.stdout.write(_TRAILING.sub("", text))

    def flush(self) -> None:
        sys.stdout.flush()


_TRAILING = re.compile(r" +$", re.MULTILINE)


def make_console(color: bool) -> "Console":
    """A console on standard output; 100 columns wide where it is no terminal."""
    from rich.console import Console

    width = shutil.get_terminal_size((100, 40)).columns if sys.stdout.isatty() or "COLUMNS" in os.environ else 100
    return Console(
        file=sys.stdout if color else typing.cast(typing.TextIO, _Trimmed()),
        width=width,
        no_color=not color,
        force_terminal=color,
        color_system="auto" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
