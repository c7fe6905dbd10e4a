"""Where in a sheet the table is: its headings, its rows, and what stands around it."""

from collections.abc import Iterator
from typing import NamedTuple

from .files.sheets import Cell, Sheet, letters
from .headings import recognised

Place = tuple[int, int]
"""Row and column of a cell, counted from 0."""

KINDS = ("activity", "processor", "recipient", "location", "measure")
"""Kinds of record that tables are of."""

_SEARCHED = 60
"""Rows in which the headings are looked for."""
_JUDGED = 200
"""Columns by which a row is judged as one of headings."""
_NOTE_LENGTH = 200


class Column(NamedTuple):
    """A column of a table."""

    number: int
    parts: tuple[str, ...]
    """Its headings, from above; () where it has none."""
    name: str
    """By what map.toml names it: the headings, or the letters of the column; each only once."""
    spread: bool = False
    """Whether its upper heading stands over other columns as well."""


class Grid(NamedTuple):
    """A table in a sheet."""

    sheet: Sheet
    heading: tuple[int, int]
    """First and last row of the headings."""
    columns: list[Column]
    rows: list[int]
    """The rows of the table."""
    outside: list[Place]
    """Filled cells that are no part of it: titles above, notes below, headings once more."""
    held: dict[Place, Place]
    """For the cells of a merged range, the cell that holds their value."""

    def cell(self, row: int, column: int) -> tuple[Cell | None, Place]:
        """The cell that counts at a place, and where it really stands; None where there is nothing."""
        place = self.held.get((row, column), (row, column))
        return cell_at(self.sheet, *place), place


def cell_at(sheet: Sheet, row: int, column: int) -> Cell | None:
    """The cell of a place; None where it is empty."""
    line = sheet.rows[row] if row < len(sheet.rows) else ()
    if column >= len(line):
        return None
    cell = line[column]
    return cell if cell.text.strip() else None


def filled(sheet: Sheet) -> Iterator[tuple[int, int, Cell]]:
    """Every cell in which something stands."""
    for number, line in enumerate(sheet.rows):
        for column, cell in enumerate(line):
            if cell.text.strip():
                yield number, column, cell


def find_grid(sheet: Sheet, headings: tuple[int, int] | None = None, kinds: tuple[str, ...] = KINDS) -> Grid | None:
    """The table of a sheet: with the rows that were said to be its headings, else those that look like it. None where there is no table."""
    merged = _merged(sheet)
    if headings is None:
        headings = _find_headings(sheet, merged, kinds)
    if headings is None or headings[1] >= len(sheet.rows):
        return None
    rows, outside = _rows(sheet, headings)
    columns = _columns(sheet, merged, headings, rows)
    if not columns:
        return None
    held = {(row, column): place for (row, column), place in merged.items() if row > headings[1] and place[1] == column and place[0] > headings[1]}
    return Grid(sheet, headings, columns, rows, outside, held)


def _merged(sheet: Sheet) -> dict[Place, Place]:
    """The cells of merged ranges, each with the one that holds the value. A range of absurd size counts for its beginning."""
    found: dict[Place, Place] = {}
    width = max(map(len, sheet.rows), default=0)
    for top, left, bottom, right in sheet.merged:
        for row in range(top, min(bottom, len(sheet.rows) - 1) + 1):
            for column in range(left, min(right, width, left + 16_384) + 1):
                if (row, column) != (top, left):
                    found[row, column] = (top, left)
        if len(found) > 4_000_000:
            break
    return found


def _texts(sheet: Sheet, row: int, merged: dict[Place, Place] | None = None) -> dict[int, str]:
    """The texts of a row by column; with `merged` those of merged cells too that begin above."""
    found = {column: cell.text.strip() for column, cell in enumerate(sheet.rows[row]) if cell.text.strip()} if row < len(sheet.rows) else {}
    if merged is not None:
        for (place_row, column), (top, left) in merged.items():
            if place_row == row and (cell := cell_at(sheet, top, left)) is not None and left == column:
                found.setdefault(column, cell.text.strip())
    return found


def _find_headings(sheet: Sheet, merged: dict[Place, Place], kinds: tuple[str, ...]) -> tuple[int, int] | None:
    """The row or two rows of headings: those in which most is known as a heading; else the first row of several texts over a row of several cells."""
    best, found = 0, None
    rows = [row for row in range(min(len(sheet.rows), _SEARCHED)) if any(cell.text.strip() for cell in sheet.rows[row])]
    scores = {row: _score(sheet, row, kinds) for row in rows}
    for row in rows:
        single, many = scores[row]
        if (many >= 2 or (many == 1 and single >= 2 and len(_texts(sheet, row)) <= 2)) and single > best:
            best, found = single, (row, row)
        if row + 1 in scores and (double := _double(sheet, merged, row, kinds, scores)) > best:
            best, found = double, (row, row + 1)
    return found or _by_shape(sheet, rows, scores)


def _score(sheet: Sheet, row: int, kinds: tuple[str, ...]) -> tuple[int, int]:
    """How much of a row is known as headings: points, and cells."""
    points = [recognised(text, kinds) for text in list(_texts(sheet, row).values())[:_JUDGED] if len(text) < 300]
    return sum(points), sum(1 for each in points if each)


def _double(sheet: Sheet, merged: dict[Place, Place], row: int, kinds: tuple[str, ...], scores: dict[int, tuple[int, int]]) -> int:
    """How well two rows read as headings over headings; 0 where the lower ones have nothing above them that stands over several."""
    above, below = _texts(sheet, row), _texts(sheet, row + 1)
    if len(below) < 2 or scores[row + 1][1] < 1:
        return 0
    groups = {place[1] for (r, _), place in merged.items() if r == row and place[0] == row}
    spread = [column for column in above if column in groups or (column + 1 not in above and column + 1 in below and column in below)]
    if not any(column in below for column in spread):
        return 0
    if all(column in below for column in above) and scores[row + 1][0] == 0:
        return 0
    # a row of data seldom reads as headings, and never more than half of it
    if 2 * scores[row + 1][1] < len(list(below)[:_JUDGED]):
        return 0
    return sum(scores[row]) + sum(scores[row + 1])


def _by_shape(sheet: Sheet, rows: list[int], scores: dict[int, tuple[int, int]]) -> tuple[int, int] | None:
    """The first row of two or more texts: over a row of two or more cells, or, where one of the texts is known as a heading, over any row."""
    for row in rows:
        cells = [cell for cell in sheet.rows[row] if cell.text.strip()]
        if len(cells) >= 2 and all(isinstance(cell.value, str) for cell in cells):
            least = 1 if scores[row][1] else 2
            below = [each for each in range(row + 1, min(len(sheet.rows), row + 20)) if sum(bool(cell.text.strip()) for cell in sheet.rows[each]) >= least]
            return (row, row) if below else None
    return None


def _columns(sheet: Sheet, merged: dict[Place, Place], headings: tuple[int, int], rows: list[int]) -> list[Column]:
    """The columns in which anything stands, named by their headings."""
    first, last = headings
    lower = _texts(sheet, last, merged)
    upper = _groups(sheet, merged, first, lower) if last > first else {}
    used = {column for row in rows for column, cell in enumerate(sheet.rows[row]) if cell.text.strip()}
    columns = sorted(used | lower.keys() | upper.keys())
    over: dict[tuple[str, int], int] = {}
    for column in columns:
        if column in upper:
            over[upper[column]] = over.get(upper[column], 0) + 1
    found: list[Column] = []
    names: set[str] = set()
    for column in columns:
        parts = tuple(dict.fromkeys(text for text in (upper.get(column, ("", 0))[0], lower.get(column, "")) if text))
        name = ": ".join(" ".join(part.split()) for part in parts)[:200] or letters(column)
        if name in names:
            name = f"{name} [{letters(column)}]"
        names.add(name)
        found.append(Column(column, parts, name, over.get(upper.get(column, ("", -1)), 0) > 1))
    return found


def _groups(sheet: Sheet, merged: dict[Place, Place], row: int, lower: dict[int, str]) -> dict[int, tuple[str, int]]:
    """The upper heading of each column, and the column where it begins: its own, that of a merged range, or that to its left where nothing is merged."""
    own = _texts(sheet, row, merged)
    found = {column: (text, column) for column, text in own.items()}
    ranges = {column: place for (r, column), place in merged.items() if r == row and place[0] == row}
    for column, place in ranges.items():
        if (cell := cell_at(sheet, *place)) is not None:
            found[column] = (cell.text.strip(), place[1])
    if not ranges:  # a csv has no merged cells
        current: tuple[str, int] | None = None
        for column in range(max(lower, default=0) + 1):
            if column in own:
                current = found[column] if column in lower else None
            elif current and column in lower:
                found[column] = current
    return found


def _rows(sheet: Sheet, headings: tuple[int, int]) -> tuple[list[int], list[Place]]:
    """The rows of the table, and the filled cells that are no part of it."""
    outside = [(row, column) for row, column, _ in filled(sheet) if row < headings[0]]
    head = [_texts(sheet, row) for row in range(headings[0], headings[1] + 1)]
    rows: list[int] = []
    for row in range(headings[1] + 1, len(sheet.rows)):
        here = _texts(sheet, row)
        if here and here in head:
            outside += [(row, column) for column in here]
        elif here:
            rows.append(row)
    end = _end(sheet, rows)
    for row in rows[end:]:
        outside += [(row, column) for column in _texts(sheet, row)]
    return rows[:end], outside


def _end(sheet: Sheet, rows: list[int]) -> int:
    """How many of the rows belong to the table: lone cells below it, after an empty row or too long for a name, are notes."""
    wide = {row for row in rows if len(_texts(sheet, row)) > 1}
    if not wide:
        return len(rows)
    last = max(wide)
    end = len(rows)
    for place, row in enumerate(rows):
        if row <= last:
            continue
        text = next(iter(_texts(sheet, row).values()))
        if not _texts(sheet, row - 1) or len(text) > _NOTE_LENGTH or _is_wide(sheet, row) or text.startswith(("*", "(")):
            end = place
            break
    return end


def _is_wide(sheet: Sheet, row: int) -> bool:
    """Whether a cell of the row is merged over several columns."""
    return any(top <= row <= bottom and right > left for top, left, bottom, right in sheet.merged)
