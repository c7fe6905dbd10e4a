"""CSV (RFC 4180, UTF-8 with a byte-order mark, which spreadsheets want): with commas, or with semicolons where the comma is the decimal sign."""

import csv
import io
import re
from functools import lru_cache

from ..output.safe import plain
from .sheet import Sheet
from .view import Cell, as_text

DELIMITERS = {"csv": ",", "csv-excel": ";"}

_START = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_INSIDE = re.compile(r"((?:[;\t\n]|,(?=\s*[=@]))[^\S\n]*)(?=[=+\-@])")
"""What a cell could begin with where a program takes another delimiter than ours, or a line for a row."""


def no_formula(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for the beginning of a formula."""
    text = _INSIDE.sub(r"\1'", text)
    return f"'{text}" if _START.match(text) else text


def render(sheet: Sheet, layout: str) -> bytes:
    """The table, with headings, in lines that end with CR LF."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=DELIMITERS[layout], lineterminator="\r\n")
    headings, rows = sheet.cells()
    writer.writerow(headings)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return ("\ufeff" + page.getvalue()).encode()


def _cell(cell: Cell) -> str | int:
    """Numbers and dates stay what they are."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _text(cell)
    return cell if isinstance(cell, int) else as_text(cell)


@lru_cache(maxsize=65_536)  # the same names and labels stand in many rows
def _text(text: str) -> str:
    """A text; its line ends stay."""
    return no_formula(plain(text.replace("\r\n", "\n"), lines=True))
