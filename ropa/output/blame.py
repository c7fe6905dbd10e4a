"""Who last set each field of a record: `ropa blame`."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..history.blame import Blame
from ..history.compare import Path
from ..i18n import Texts
from .fields import ARROW, label_path, shorten, shown_value
from .json import to_json
from .safe import plain

if TYPE_CHECKING:
    from rich.table import Table

_INSIDE = "  "
_DAY, _ID = 10, 10
_VALUE = 300
"""Characters of a value that are shown: the whole of it is in the file."""


def write(record: str, found: Sequence[Blame], words: Texts, *, color: bool) -> None:
    """Write a field a row: its label, its value, and the day, the author and the commit that set it; what stands in a table of its own below its heading."""
    from itertools import groupby

    from rich.text import Text

    from .console import make_console

    console = make_console(color)
    console.print(_grid(console.width, [[words.ui(f"blame.{name}") for name in ("field", "value", "set", "by", "commit")]], "bold"))
    for head, fields in groupby(found, key=lambda field: field.path[:-1]):
        if head:
            console.print(Text(plain(label_path(words, record, head)), style="bold"))
        console.print(_grid(console.width, _rows(record, list(fields), words, _INSIDE if head else "")))


def _rows(record: str, fields: Sequence[Blame], words: Texts, margin: str) -> Iterator[list[str]]:
    last: Path = ()
    for path, value, commit in fields:
        label = margin + plain(label_path(words, record, path).rpartition(ARROW)[2]) if path != last else ""
        last = path
        cells = [label, shorten(plain(shown_value(words, record, path, value)), _VALUE)]
        if commit is None:
            yield [*cells, "", words.ui("blame.unsaved"), ""]
        else:
            yield [*cells, commit.committer.day.isoformat(), plain(commit.author.name), commit.id[:_ID]]


def _grid(width: int, rows: Iterable[list[str]], style: str = "") -> "Table":
    """Rows in columns that are the same for every part of the page."""
    from rich.table import Table
    from rich.text import Text

    left = max(width - _DAY - _ID - 8, 30)
    grid = Table.grid(padding=(0, 2, 0, 0))
    for share in (left * 30 // 100, left * 45 // 100, _DAY, left * 25 // 100, _ID):
        grid.add_column(width=share, overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, row), style=style or ("yellow" if not row[-1] else ""))
    return grid


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
