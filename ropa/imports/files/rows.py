"""Rows in the making: cells that come one after the other, counted, so that no file makes a table larger than memory bears."""

from .archive import Trouble
from .sheets import EMPTY, MAX_CELLS, MAX_LETTERS, Cell, Sheet, Unread

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""What a sheet has room for."""
_MOST_NOTES = 10_000


class Rows:
    """The cells of one sheet, until all have come."""

    def __init__(self, left: list[int]) -> None:
        """Take how many places the sheets of the workbook may still fill, and with how many letters: a list that they share."""
        self.formulas = 0
        self._left = left
        self._rows: list[list[Cell]] = []
        self._none: list[Cell] = []
        self._merged: list[tuple[int, int, int, int]] = []
        self._hidden_rows: list[range] = []
        self._hidden_columns: list[range] = []
        self._unread: list[Unread] = []

    @staticmethod
    def budget() -> list[int]:
        """The places that a workbook may fill, and the letters in them."""
        return [MAX_CELLS, MAX_LETTERS]

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Fill a place. Raises Trouble where there is no such place or where they become too many."""
        if not cell.text or cell.text.isspace():
            return
        if not (0 <= row < MAX_ROWS and 0 <= column < MAX_COLUMNS):
            raise Trouble("broken")
        self._left[1] -= len(cell.text)
        if self._left[1] < 0:
            raise Trouble("too-much-text")
        rows = self._rows
        while len(rows) <= row:
            rows.append(self._none)
        line = rows[row]
        if line is self._none:
            line = rows[row] = []
        missing = column - len(line)
        if missing >= 0:
            self._left[0] -= missing + 1
            if self._left[0] < 0:
                raise Trouble("too-many-cells")
            if missing:
                line.extend([EMPTY] * missing)
            line.append(cell)
        else:
            line[column] = cell

    def note(self, row: int, column: int, why: str) -> None:
        """Keep that the value of a cell is not to be had."""
        if len(self._unread) < _MOST_NOTES:
            self._unread.append(Unread(row, column, why))

    def merge(self, area: tuple[int, int, int, int]) -> None:
        """Keep a merged range."""
        if len(self._merged) < MAX_CELLS // 10 and 0 <= area[0] <= area[2] < MAX_ROWS and 0 <= area[1] <= area[3] < MAX_COLUMNS:
            self._merged.append(area)

    def hide_row(self, row: int, many: int = 1) -> None:
        """Keep that rows are hidden."""
        self._hidden_rows.append(range(row, row + many))

    def hide_columns(self, first: int, last: int) -> None:
        """Keep that columns are hidden."""
        if len(self._hidden_columns) < _MOST_NOTES:
            self._hidden_columns.append(range(first, last + 1))

    def sheet(self, name: str, *, hidden: bool, among: bool) -> Sheet:
        """What has come."""
        height, width = len(self._rows), max(map(len, self._rows), default=0)
        return Sheet(
            name=name,
            rows=self._rows,
            merged=sorted(area for area in self._merged if area[0] < height),
            hidden=hidden,
            hidden_rows=_within(self._hidden_rows, height),
            hidden_columns=_within(self._hidden_columns, width),
            formulas=self.formulas,
            unread=self._unread,
            among=among,
        )


def _within(ranges: list[range], end: int) -> frozenset[int]:
    """The numbers of some ranges that are those of a row or column of the table."""
    return frozenset(number for each in ranges for number in range(max(each.start, 0), min(each.stop, end)))
