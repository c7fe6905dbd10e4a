"""From a file to tables of cells: what it is, and who reads it. Whatever is in the file, the outcome is cells with their places or a Failure.

The libraries that read workbooks do not tell merged ranges of ods, hidden rows or formulas without a stored value, and a lone cell in the last column
makes them fill a grid of thousands of millions. So the two formats that are zips of XML are read here as they come, with a limit on everything.
"""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from ...errors import Failure
from ...source.given import read_given

MAX_BYTES = 50_000_000
MAX_CELLS = 4_000_000
"""Places in the rows of a workbook, up to the last filled one of each row."""
MAX_LETTERS = 200_000_000
"""Letters in all cells together, one that stands in many cells counted in each."""

_OTHERS = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"{\\rtf": "document",
    b"\x1f\x8b": "packed",
    b"7z\xbc\xaf": "packed",
}
"""How files begin that are no tables; the reason is a key of [read]."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """A cell: its value, and its text as it would be shown. A cell with nothing in it is EMPTY."""

    value: Any
    """A text, number, truth, date, datetime or None; of a json also a list or a dict of such values."""
    text: str


EMPTY = Cell(None, "")


class Unread(NamedTuple):
    """A cell whose value is not to be had."""

    row: int
    column: int
    why: str
    """"formula" (there is no stored value) or "error" (the value is an error such as #REF!)."""


class Sheet(msgspec.Struct, kw_only=True):
    """A table of cells. Rows and columns are counted from 0; a row ends with its last filled cell."""

    name: str
    rows: list[list[Cell]]
    """Not to be changed: rows with nothing in them are one and the same."""
    merged: list[tuple[int, int, int, int]] = []
    """First row, first column, last row, last column of every merged range; the value is in the first cell."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: int = 0
    """How many cells were calculated; their stored values are in the rows."""
    unread: list[Unread] = []
    among: bool = False
    """Whether the workbook has other sheets, so that an address needs the name of this one."""
    keys: tuple[str, ...] | None = None
    """For a json: the key of each column; the first row holds them too."""

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; EMPTY outside the table."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    def address(self, row: int, column: int) -> str:
        """The place of a cell as people know it: "B7", "Register!B7", "'Lijst 2'!B7"; in a json "[3].purpose"."""
        if self.keys is not None:
            place = f"[{row - 1}]." if row else ""
            return f"{self.name if self.among else ''}{place}{self.keys[column] if column < len(self.keys) else column}"
        place = f"{letters(column)}{row + 1}"
        if not self.among:
            return place
        plain = self.name.isidentifier()
        return f"{self.name}!{place}" if plain else "'{}'!{}".format(self.name.replace("'", "''"), place)


class Workbook(msgspec.Struct, kw_only=True):
    """What is in a file of tables."""

    path: str
    format: str
    """"xlsx", "xlsm", "ods", "csv", "json" or "jsonl"."""
    sheets: list[Sheet]
    encoding: str = ""
    """Of a csv: the encoding that was taken, as Python names it."""
    separator: str = ""
    """Of a csv: what separates the cells."""
    macros: bool = False
    """Whether it contains macros: they were not read."""
    external: bool = False
    """Whether it refers to other files: they were not read, the stored values were."""
    undecoded: list[int] = []
    """Of a csv: lines with bytes that are no text in the encoding; they stand as U+FFFD in the cells."""


def read_tables(path: str, sheet: str | None = None) -> Workbook:
    """The tables in a file; of a workbook only the sheet of that name, where one is given.

    Raises Failure: what the file is and what to do. Pipes and devices are not waited for; formulas and macros are never run.
    """
    data = read_file(path)
    kind = _kind(data, path)
    match kind:
        case "zip":
            from .archive import read_archive

            book = read_archive(data, path, sheet)
        case "json" | "jsonl":
            from .nested import read_nested

            book = read_nested(data, path, kind)
        case _:
            from .delimited import read_delimited

            book = read_delimited(data, path)
    if sheet is not None:
        book.sheets = [chosen(book.sheets, sheet, path)]
    if not any(each.rows for each in book.sheets):
        raise refused(path, "empty")
    return book


def chosen(sheets: Iterable[Sheet], name: str, path: str) -> Sheet:
    """The sheet of a name, be it written with other capitals. Raises Failure with the names that there are."""
    from ...model.read import nearest

    sheets = list(sheets)
    names = [each.name for each in sheets]
    if not any(names):
        raise refused(path, "no-sheets")
    if name in names:
        return sheets[names.index(name)]
    folded = [each.strip().casefold() for each in names]
    if name.strip().casefold() in folded:
        return sheets[folded.index(name.strip().casefold())]
    if near := nearest(name, names):
        raise refused(path, "no-sheet-near", sheet=name, near=near, sheets=names)
    raise refused(path, "no-sheet", sheet=name, sheets=names)


def read_file(path: str) -> bytes:
    """The bytes of a file. Raises Failure where there is none that can be read."""
    data = read_given(path, MAX_BYTES, lambda why, detail: refused(path, why, detail))
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refused(path, "empty")
    return data


def _kind(data: bytes, path: str) -> str:
    """What a file is, by how it begins: "zip", "json", "jsonl" or "csv". Raises Failure for what holds no tables, whatever its name says."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise refused(path, "protected" if "EncryptedPackage".encode("utf-16-le") in data else "old-excel")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    for start, why in _OTHERS.items():
        if data.startswith(start):
            raise refused(path, why)
    start = data[:4000].lower().replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta")):
        raise refused(path, "web-page" if b"<html" in start or b"<table" in start else "xml")
    ending = os.path.splitext(path)[1].lower()
    if ending in (".json", ".jsonl", ".ndjson"):
        return "json" if ending == ".json" else "jsonl"
    return "json" if ending not in (".csv", ".tsv", ".txt", ".tab") and start.startswith((b"{", b"[{", b"[\n", b"[ ", b"[\r")) else "csv"


def letters(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def refused(path: str, why: str, detail: str = "", **params: Any) -> Failure:
    """The failure to read a file, for a reason that import.toml has a sentence for."""
    return Failure(f"import.file-{why}", path=path, detail=f" ({detail})" if detail else "", **params)
