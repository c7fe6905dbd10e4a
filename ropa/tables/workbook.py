"""A workbook: a sheet a table, and before them a sheet that says what it was made from. No text becomes a formula or a link."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from .. import __version__
from ..output.safe import plain
from .delimited import no_formula
from .sheet import Sheet
from .view import Cell, View

MAX_TEXT = 32_767
"""Letters that fit in a cell (as UTF-16 counts them)."""
MAX_ROWS = 1_048_575
MAX_NUMBER = 10**15
"""A spreadsheet keeps fifteen digits."""
FIRST_DAY = date(1900, 3, 1)
"""The first day on which the calendar of a spreadsheet is right."""

_NARROW, _WIDE = 8, 52
_MANY_CELLS = 500_000


class _Formats(NamedTuple):
    """How cells look."""

    head: Any
    text: Any
    quoted: Any
    """For what would become a formula as soon as somebody edits the cell."""
    date: Any
    title: Any
    label: Any
    link: Any


class _Book:
    """A workbook in the making."""

    def __init__(self, view: View, many: bool) -> None:
        import xlsxwriter

        self.view = view
        self.words = view.words.tables()["about"]
        self.page = io.BytesIO()
        self.cut = 0
        """How many texts did not fit."""
        quiet = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True, "constant_memory": many}
        self.file: Any = xlsxwriter.Workbook(self.page, quiet)
        self.file.set_properties({"title": _line(view.register.name), "comments": "", "author": "ropa", "created": datetime.combine(view.audit.on, time())})
        add, cell = self.file.add_format, {"valign": "top", "text_wrap": True}
        self.look = _Formats(
            head=add({"bold": True, "valign": "top", "text_wrap": True, "bg_color": "#DCE6F1", "bottom": 1}),
            text=add(cell),
            quoted=add({**cell, "quote_prefix": True}),
            date=add({"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"}),
            title=add({"bold": True, "font_size": 14}),
            label=add({"bold": True, "valign": "top"}),
            link=add({"valign": "top", "font_color": "#1F4E79", "underline": 1}),
        )

    def write(self, page: Any, row: int, column: int, cell: Cell) -> int:
        """Write a cell; returns how wide it would like to be."""
        if cell is None:
            return 0
        if isinstance(cell, date) and cell >= FIRST_DAY:
            page.write_datetime(row, column, datetime.combine(cell, time()), self.look.date)
            return 11
        if isinstance(cell, int) and abs(cell) < MAX_NUMBER:
            page.write_number(row, column, cell, self.look.text)
            return len(str(cell)) + 1
        text = self._fitting(_lines(cell.isoformat() if isinstance(cell, date) else str(cell)))
        page.write_string(row, column, text, self.look.text if no_formula(text) == text else self.look.quoted)
        return min(max(map(len, text.split("\n"))), _WIDE) + 1 if len(text) > _NARROW else len(text) + 1

    def _fitting(self, text: str) -> str:
        if len(text) <= MAX_TEXT // 2 or len(text.encode("utf-16-le")) // 2 <= MAX_TEXT:
            return text
        self.cut += 1
        mark = str(self.words["cut"])
        return text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(mark))].decode("utf-16-le", "ignore") + mark

    def add(self, page: Any, sheet: Sheet) -> None:
        """Write a table on its sheet."""
        headings, rows = sheet.cells()
        widths = [min(max(len(heading) // 2 + 4, _NARROW), 24) for heading in headings]
        empty = [True] * len(headings)
        for column, heading in enumerate(headings):
            page.write_string(0, column, heading, self.look.head)
        last = 0
        for last, row in enumerate(rows, 1):
            if last > MAX_ROWS:
                raise OverflowError(sheet.title)
            for column, cell in enumerate(row):
                if cell is not None:
                    widths[column] = max(widths[column], self.write(page, last, column, cell))
                    empty[column] = False
        _lay_out(page, sheet, last, widths, empty)

    def about(self, page: Any, sheets: Sequence[Sheet], conditions: Sequence[str]) -> None:
        """The first sheet: what the workbook was made from, and what is in it."""
        from ..output.report import summary_line

        view, words = self.view, self.words
        page.write_string(0, 0, words["title"], self.look.title)
        lines: list[tuple[str, Cell]] = [
            (words["organisation"], view.register.name),
            (words["as-of"], view.audit.on),
            (words["findings"], summary_line(view.words, view.findings)),
            (words["source"], view.register.root),
            (words["made-with"], f"ropa {__version__}"),
        ]
        if conditions:
            lines.append((words["filter"], "; ".join(conditions)))
        if self.cut:
            lines.append((words["shortened"], words["shortened-how"].format(n=self.cut)))
        for row, (label, cell) in enumerate(lines, 2):
            page.write_string(row, 0, label, self.look.label)
            self.write(page, row, 1, cell)
        start = len(lines) + 3
        labels = view.words.tables()["column"]
        page.write_string(start, 0, labels["table"], self.look.head)
        page.write_string(start, 1, labels["rows"], self.look.head)
        for row, sheet in enumerate(sheets, start + 1):
            page.write_url(row, 0, f"internal:'{sheet.title}'!A1", self.look.link, sheet.title)
            page.write_number(row, 1, len(sheet.rows), self.look.text)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 60)
        page.hide_gridlines(2)
        page.set_paper(9)


def render(view: View, sheets: Sequence[Sheet], conditions: Sequence[str] = ()) -> bytes:
    """The workbook. The same tables give the same bytes: it is dated to the day that the register was looked at."""
    book = _Book(view, sum(len(sheet.rows) * len(sheet.columns) for sheet in sheets) > _MANY_CELLS)
    first = book.file.add_worksheet(book.words["title"][:31])
    pages = [book.file.add_worksheet(sheet.title) for sheet in sheets]
    for page, sheet in zip(pages, sheets, strict=True):
        book.add(page, sheet)
    book.about(first, sheets, conditions)
    book.file.close()
    return book.page.getvalue()


def _lay_out(page: Any, sheet: Sheet, last: int, widths: list[int], empty: list[bool]) -> None:
    """Heads that stay in sight, filters, widths; columns in which nothing is filled in are folded away."""
    for column, width in enumerate(widths):
        options = {"level": 1, "hidden": True} if last and empty[column] else {"collapsed": True} if column and last and empty[column - 1] else {}
        page.set_column(column, column, width, None, options)
    names = sum(1 for column in sheet.shown[:2] if column.place == 0) if not sheet.upright else 1
    page.freeze_panes(1, max(names, 1))
    page.autofilter(0, 0, max(last, 1), len(widths) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(0)
    page.set_footer("&L&A&R&P / &N")


def _lines(text: str) -> str:
    return plain(text.replace("\r\n", "\n"), lines=True)


def _line(text: str) -> str:
    return plain(text)
