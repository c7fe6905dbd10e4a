"""JSON (schema ropa.tables/1) and JSON lines: a value for every column, under the path of its field, never translated; null where nothing is filled in."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ..derive.retention import Period
from .columns import PERIOD
from .sheet import Sheet
from .view import View

SCHEMA = "ropa.tables/1"


def document(view: View, sheets: Sequence[Sheet]) -> bytes:
    """All tables in one document, a row a line."""
    head = {"schema": SCHEMA, "register": view.register.root, "as_of": view.audit.on.isoformat()}
    parts = [f"{_text(name)}: {_text(value)}" for name, value in head.items()]
    tables = []
    for sheet in sheets:
        rows = ",\n".join(f"      {_text(row)}" for row in _rows(sheet))
        tables.append(f"    {_text(sheet.name)}: [\n{rows}\n    ]" if rows else f"    {_text(sheet.name)}: []")
    lines = [*(f"  {part}" for part in parts), '  "tables": {\n' + ",\n".join(tables) + "\n  }"]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def lines(sheets: Sequence[Sheet]) -> bytes:
    """A row a line, each with the name of its table."""
    return "".join(f"{_text({'table': sheet.name, **row})}\n" for sheet in sheets for row in _rows(sheet)).encode()


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    names = [column.name for column in sheet.columns]
    periods = [column.name for column in sheet.columns if column.type == PERIOD]
    for row in sheet.rows:
        data = dict(zip(names, row, strict=True))
        for name in periods:
            data[name] = duration(data[name])
        yield data


def duration(period: Period | None) -> str | None:
    """A period as ISO 8601 writes it: P7Y, P1Y6M, P28D."""
    if period is None:
        return None
    return "P" + ("".join(f"{number}{letter}" for number, letter in zip(period, "YMWD", strict=True) if number) or "0D")


def _text(value: Any) -> str:
    """JSON on one line; what is hidden in texts is escaped."""
    text = msgspec.json.encode(value).decode("utf-8", "replace")
    return text if text.isprintable() else "".join(letter if letter.isprintable() else _escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
