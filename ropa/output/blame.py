"""Who last set each field of a record: `ropa blame`."""

import sys
from collections.abc import Sequence
from typing import Any

from ..history.blame import Blame
from ..history.compare import Path
from ..i18n import Texts
from .fields import ARROW, label_path, shorten, shown_value
from .json import to_json
from .safe import plain

_INSIDE = "  "
_VALUE = 300
"""Characters of a value that are shown: the whole of it is in the file."""


def write(record: str, found: Sequence[Blame], words: Texts, *, color: bool) -> None:
    """Write a field a row: its label, its value, and the commit, the author and the day that set it."""
    from rich.table import Table
    from rich.text import Text

    from .console import make_console

    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column(words.ui("blame.field"), overflow="fold", ratio=3)
    grid.add_column(words.ui("blame.value"), overflow="fold", ratio=4)
    grid.add_column(words.ui("blame.set"), no_wrap=True)
    grid.add_column(words.ui("blame.by"), overflow="fold", ratio=2)
    grid.add_column(words.ui("blame.commit"), no_wrap=True)
    last: Path = ()
    for path, value, commit in found:
        if path[:-1] and path[:-1] != last[:-1]:
            grid.add_row(Text(plain(label_path(words, record, path[:-1])), style="bold"))
        label = f"{_INSIDE if path[:-1] else ''}{plain(label_path(words, record, path).rpartition(ARROW)[2])}"
        cells = ["" if path == last else label, shorten(plain(shown_value(words, record, path, value)), _VALUE)]
        if commit is None:
            cells += ["", words.ui("blame.unsaved"), ""]
        else:
            cells += [commit.committer.day.isoformat(), plain(commit.author.name), commit.id[:10]]
        grid.add_row(*map(Text, cells), style="" if commit else "yellow")
        last = path
    make_console(color).print(grid)


def write_json(record: str, found: Sequence[Blame], root: str, revision: str | None) -> None:
    """Write the fields as one document, schema ropa.blame/1; commit, author and date are null for what is not saved."""
    sys.stdout.write(to_json({"schema": "ropa.blame/1", "register": root, "revision": revision, "record": record, "fields": [_field(each) for each in found]}))


def _field(blame: Blame) -> dict[str, Any]:
    from ..history.compare import key_text

    commit = blame.commit
    return {
        "key": key_text(blame.path),
        "value": blame.value,
        "commit": commit.id if commit else None,
        "author": commit.author.name if commit else None,
        "email": commit.author.email if commit else None,
        "date": commit.committer.day.isoformat() if commit else None,
        "message": commit.message if commit else None,
    }
