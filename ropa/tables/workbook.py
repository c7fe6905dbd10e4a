"""A workbook: a sheet a table, and before them a sheet that says what it was made from. No text becomes a formula or a link."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from .. import __version__
from ..output.safe import plain
from .delimited import no_formula
from .sheet import Sheet
from .view import Cell, View, as_text

MAX_TEXT = 32_767
"""Letters that fit in a cell (as UTF-16 counts them)."""
MAX_ROWS = 1_048_575
MAX_NUMBER = 10**15
"""A spreadsheet keeps fifteen digits."""
FIRST_DAY = date(1900, 3, 1)
"""The first day on which the calendar of a spreadsheet is right."""

_WIDE, _UPRIGHT, _FROZEN = 52, 90, 84
_LINE, _MOST_LINES = 15, 12
_MANY_CELLS = 5_000_000


class _Formats(NamedTuple):
    """How cells look."""

    head: Any
    text: Any
    quoted: Any
    """For what would become a formula as soon as somebody edits the cell."""
    date: Any
    count: Any
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
        self._formats: dict[str, Any] = {}
        quiet = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True, "constant_memory": many}
        self.file: Any = xlsxwriter.Workbook(self.page, quiet)
        self.file.set_properties({"title": plain(view.register.name), "comments": "", "author": "ropa", "created": datetime.combine(view.audit.on, time())})
        add, cell = self.file.add_format, {"valign": "top", "text_wrap": True}
        self.look = _Formats(
            head=add({"bold": True, "valign": "top", "text_wrap": True, "bg_color": "#DCE6F1", "bottom": 1}),
            text=add(cell),
            quoted=add({**cell, "quote_prefix": True}),
            date=add({"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"}),
            count=add({"valign": "top", "align": "left"}),
            title=add({"bold": True, "font_size": 14}),
            label=add({"bold": True, "valign": "top"}),
            link=add({"valign": "top", "font_color": "#1F4E79", "underline": 1}),
        )

    def write(self, page: Any, row: int, column: int, cell: Cell) -> None:
        """Write a cell: a date or number as such, all else as text and nothing but text."""
        if isinstance(cell, str):
            page.write_string(row, column, cell, self._format(cell))
        elif isinstance(cell, date):
            page.write_datetime(row, column, datetime.combine(cell, time()), self.look.date)
        elif cell is not None:
            page.write_number(row, column, cell, self.look.text)

    def _format(self, text: str) -> Any:
        """How a text looks; what would be a formula once somebody edits the cell is marked as a text."""
        look = self._formats.get(text)
        if look is None:
            look = self._formats[text] = self.look.text if no_formula(text) == text else self.look.quoted
        return look

    def fitting(self, cell: Cell) -> Cell:
        """The cell as a spreadsheet can hold it: no hidden characters, no text too long, no date or number that it would get wrong."""
        if cell is None or (isinstance(cell, int) and abs(cell) < MAX_NUMBER) or (isinstance(cell, date) and cell >= FIRST_DAY):
            return cell
        if isinstance(cell, str) and cell.isprintable() and len(cell) < MAX_TEXT // 2:
            return cell
        text = plain(as_text(cell).replace("\r\n", "\n"), lines=True)
        if len(text) < MAX_TEXT // 2 or len(text.encode("utf-16-le")) // 2 <= MAX_TEXT:
            return text
        self.cut += 1
        mark = str(self.words["cut"])
        return text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(mark))].decode("utf-16-le", "ignore") + mark

    def add(self, page: Any, sheet: Sheet) -> None:
        """Write a table on its sheet."""
        headings, cells = sheet.cells()
        rows = [[self.fitting(cell) for cell in row] for row in cells]
        if len(rows) > MAX_ROWS:
            raise OverflowError(sheet.title)
        widths = _widths(headings, rows, _UPRIGHT if sheet.upright else _WIDE)
        page.set_row(0, _height(headings, widths))
        for column, heading in enumerate(headings):
            page.write_string(0, column, heading, self.look.head)
        for number, row in enumerate(rows, 1):
            page.set_row(number, _height(row, widths))
            for column, cell in enumerate(row):
                if cell is not None:
                    self.write(page, number, column, cell)
        _lay_out(page, sheet, rows, widths)

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
        if revision := view.register.source.revision:
            lines.insert(4, (words["revision"], revision))
        if conditions:
            lines.append((words["filter"], "; ".join(conditions)))
        if self.cut:
            lines.append((words["shortened"], words["shortened-how"].format(n=self.cut)))
        for row, (label, cell) in enumerate(lines, 2):
            page.write_string(row, 0, label, self.look.label)
            self.write(page, row, 1, self.fitting(cell))
        start = len(lines) + 3
        labels = view.words.tables()["column"]
        page.write_string(start, 0, labels["table"], self.look.head)
        page.write_string(start, 1, labels["rows"], self.look.head)
        for row, sheet in enumerate(sheets, start + 1):
            page.write_url(row, 0, f"internal:'{sheet.title}'!A1", self.look.link, sheet.title)
            page.write_number(row, 1, len(sheet.rows), self.look.count)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 60)
        page.hide_gridlines(2)
        page.set_paper(9)
        page.fit_to_pages(1, 1)


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


def _widths(headings: list[str], rows: list[list[Cell]], widest: int) -> list[int]:
    """How wide each column is to be, in letters."""
    widths = [min(max(len(heading) // 2, *map(len, heading.split())) + 4, widest) for heading in headings]
    for row in rows:
        for column, cell in enumerate(row):
            if cell is not None and widths[column] < widest:
                longest = max(map(len, cell.split("\n"))) if isinstance(cell, str) else 11
                widths[column] = min(max(widths[column], longest + 2), widest)
    return widths


def _height(row: Sequence[Cell], widths: list[int]) -> int:
    """How high a row is to be, in points: programs do not agree on whether they find that out themselves."""
    lines = 1
    for cell, width in zip(row, widths, strict=True):
        if isinstance(cell, str) and (len(cell) >= width or "\n" in cell):
            lines = max(lines, sum(1 + len(line) // (width - 1) for line in cell.split("\n")))
    return _LINE * min(lines, _MOST_LINES)


def _is_key(sheet: Sheet) -> bool:
    """Whether the second column names what the first identifies."""
    second = sheet.shown[1].place if len(sheet.shown) > 1 else -1
    return second == 0 or (second == 1 and sheet.columns[1].name == "name")


def _lay_out(page: Any, sheet: Sheet, rows: list[list[Cell]], widths: list[int]) -> None:
    """Heads that stay in sight, filters, widths; columns in which nothing is filled in are folded away."""
    filled = [not rows or any(row[column] is not None for row in rows) for column in range(len(widths))]
    for column, width in enumerate(widths):
        folded = {"level": 1, "hidden": True} if not filled[column] else {"collapsed": True} if column and not filled[column - 1] else {}
        page.set_column(column, column, width, None, folded)
    page.freeze_panes(1, 2 if not sheet.upright and _is_key(sheet) and widths[0] + widths[1] <= _FROZEN else 1)
    page.autofilter(0, 0, max(len(rows), 1), len(widths) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(0)
    if sheet.upright:
        page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")
