"""Tables as JSON: a list of objects, an object of such lists (as `ropa export` writes), or an object a line.

The keys are the columns; a value that is a list or a table stays one. The first row holds the keys, as that of a spreadsheet its headings.
"""

import json
from typing import Any

from .archive import Trouble
from .rows import Rows
from .sheets import Cell, Sheet, Workbook, refused
from .shown import plain_number, whole

_TABLES = "ropa.tables/"
_MOST_KEYS = 2_000


def read_nested(data: bytes, path: str, kind: str) -> Workbook:
    """The tables in the bytes of a json ("json") or of a file with an object a line ("jsonl"). Raises Failure with the line that is wrong."""
    from .delimited import decode

    decoded = decode(data, path)
    text = decoded.text.removeprefix("\ufeff")
    try:
        if kind == "json":
            try:
                return _workbook(path, "json", _tables(_loaded(text)))
            except json.JSONDecodeError as error:
                if error.msg != "Extra data":  # an object a line is what is left then
                    raise refused(path, "broken-json", line=error.lineno) from None
        return _workbook(path, "jsonl", _by_line(text, path))
    except RecursionError:
        raise refused(path, "broken-json", line=1) from None
    except Trouble as trouble:
        raise refused(path, trouble.why) from None
    except ValueError as error:  # a number of thousands of digits
        if isinstance(error, json.JSONDecodeError):
            raise
        raise refused(path, "broken-json", line=1) from None


def _loaded(text: str) -> Any:
    """The value of a text; NaN and Infinity are nothing. Raises JSONDecodeError, RecursionError, ValueError."""
    value = json.loads(text, parse_constant=lambda _: None)
    return _whole(value) if "\\u" in text else value


def _whole(value: Any) -> Any:
    """A value with texts that a file can hold: an escape may say half a letter."""
    match value:
        case str():
            return whole(value)
        case list():
            return [_whole(each) for each in value]
        case dict():
            return {whole(key): _whole(each) for key, each in value.items()}
    return value


def _by_line(text: str, path: str) -> dict[str, list[Any]]:
    """The objects of the lines, by the table that each names."""
    found: dict[str, list[Any]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = _loaded(line)
        except json.JSONDecodeError:
            raise refused(path, "broken-json", line=number) from None
        if isinstance(row, dict) and str(row.get("schema", "")).startswith(_TABLES):
            continue  # what the export says of itself
        name = row.get("table") if isinstance(row, dict) else None
        if isinstance(name, str):
            found.setdefault(name, []).append({key: value for key, value in row.items() if key != "table"})
        else:
            found.setdefault("", []).append(row)
    return found


def _tables(found: Any) -> dict[str, list[Any]]:
    """The lists of objects in a value, by name."""
    if isinstance(found, list):
        return {"": found}
    if isinstance(found, dict):
        inner = found["tables"] if isinstance(found.get("tables"), dict) else found
        lists = {str(name): rows for name, rows in inner.items() if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows)}
        return lists if lists and (inner is not found or all(isinstance(rows, list) for rows in inner.values())) else {"": [found]}
    raise Trouble("not-a-table")


def _workbook(path: str, kind: str, tables: dict[str, list[Any]]) -> Workbook:
    left = Rows.budget()
    sheets = [_sheet(name, rows, left, among=len(tables) > 1) for name, rows in tables.items()]
    if not sheets:
        raise Trouble("empty")
    return Workbook(path=path, format=kind, sheets=sheets)


def _sheet(name: str, objects: list[Any], left: list[int], *, among: bool) -> Sheet:
    """The table of a list of objects: a column a key, in the order in which they come. Raises Trouble where they are no objects."""
    columns: dict[str, int] = {}
    for each in objects:
        if not isinstance(each, dict):
            raise Trouble("not-a-table")
        for key in each:
            columns.setdefault(key, len(columns))
    if len(columns) > _MOST_KEYS:
        raise Trouble("too-many-cells")
    rows = Rows(left)
    for key, column in columns.items():
        rows.put(0, column, Cell(key, key))
    for number, each in enumerate(objects, 1):
        for key, value in each.items():
            if value is not None and value != "":
                rows.put(number, columns[key], Cell(value, _shown(value)))
    sheet = rows.sheet(name, hidden=False, among=among)
    sheet.keys = tuple(columns)
    return sheet


def _shown(value: Any) -> str:
    """The text of a value; of a list of texts one a line."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case list() if value and all(isinstance(each, str) for each in value):
            return "\n".join(value)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    return plain_number(value)
