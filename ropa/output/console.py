"""The terminal: tables by way of rich, of which texts are always `Text` and never markup; and messages on standard error."""

import io
import os
import re
import shutil
import sys
import typing

from .safe import plain

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


def say(text: str) -> None:
    """Say something on standard error; on a terminal no word is cut in two. What is hidden in the text is shown as it is."""
    sys.stdout.flush()
    sys.stderr.write(fitted(plain(text, lines=True), sys.stderr) + "\n")


def fitted(text: str, stream: typing.TextIO) -> str:
    """A text in lines that fit the terminal that a stream is; as it is where that is none."""
    if not stream.isatty():
        return text
    import textwrap

    width = shutil.get_terminal_size((80, 24)).columns
    return "\n".join(
        textwrap.fill(line, max(width, 20), subsequent_indent=line[: len(line) - len(line.lstrip())], break_long_words=False, break_on_hyphens=False) or ""
        for line in text.split("\n")
    )
