"""JSON (schema ropa.tables/1) and JSON lines: a value for every column, under the path of its field, never translated; null where nothing is filled in."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..derive.retention import Period
from ..output.json import to_line
from ..output.report import source_data
from .columns import FIELD, PERIOD, SAID
from .sheet import Sheet
from .view import View

SCHEMA = "ropa.tables/1"


def document(view: View, sheets: Sequence[Sheet]) -> bytes:
    """All tables in one document, a row a line."""
    head = {"schema": SCHEMA, **source_data(view.register), "as_of": view.audit.on.isoformat()}
    parts = [f"{to_line(name)}: {to_line(value)}" for name, value in head.items()]
    tables = []
    for sheet in sheets:
        rows = ",\n".join(f"      {to_line(row)}" for row in _rows(sheet))
        tables.append(f"    {to_line(sheet.name)}: [\n{rows}\n    ]" if rows else f"    {to_line(sheet.name)}: []")
    lines = [*(f"  {part}" for part in parts), '  "tables": {\n' + ",\n".join(tables) + "\n  }"]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def lines(sheets: Sequence[Sheet]) -> bytes:
    """A row a line, each with the name of its table."""
    return "".join(f"{to_line({'table': sheet.name, **row})}\n" for sheet in sheets for row in _rows(sheet)).encode()


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    names = [column.name for column in sheet.columns]
    raw = {column.name: _RAW[column.type] for column in sheet.columns if column.type in _RAW}
    for row in sheet.rows:
        data = dict(zip(names, row, strict=True))
        for name, make in raw.items():
            data[name] = None if data[name] is None else make(data[name])
        yield data


def duration(period: Period) -> str:
    """A period as ISO 8601 writes it: P7Y, P1Y6M, P28D."""
    return "P" + ("".join(f"{number}{letter}" for number, letter in zip(period, "YMWD", strict=True) if number) or "0D")


_RAW: dict[str, Callable[[Any], Any]] = {PERIOD: duration, FIELD: lambda told: told.key(), SAID: lambda told: told.value}
"""How a value is written that is no plain data, by the type of its column."""
