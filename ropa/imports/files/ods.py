"""Workbooks of LibreOffice and OpenOffice (ods): the stored values of the cells, with the text that they show."""

from collections.abc import Iterator
from datetime import datetime

from .archive import Archive, Trouble
from .rows import MAX_COLUMNS, MAX_ROWS, Rows
from .sheets import EMPTY, Cell, Sheet, Workbook, chosen
from .shown import moment_cell, plain_number

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_ROW, _CELL, _COVERED = f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_SKIPPED = frozenset({f"{_OFFICE}annotation", f"{_TABLE}shapes", f"{_OFFICE}forms", f"{_TABLE}tracked-changes"})
MAX_SHEETS = 1_000


def read_ods(archive: Archive, path: str, wanted: str | None) -> Workbook:
    """The workbook in an archive; only the sheet of that name, where one is given. Raises Failure and Trouble."""
    only = None
    if wanted is not None:
        listed = _Reader(None, names_only=True)
        archive.parse("content.xml", listed.start, listed.end)
        only = chosen(listed.sheets, wanted, path).name
    reader = _Reader(only)
    archive.parse("content.xml", reader.start, reader.end, reader.text)
    for sheet in reader.sheets:
        sheet.among = reader.several
    macros = any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in archive.names())
    return Workbook(path=path, format="ods", sheets=reader.sheets, macros=macros, external=reader.external)


class _Reader:
    """Sheets out of the events of the parser."""

    def __init__(self, only: str | None, *, names_only: bool = False) -> None:
        self.sheets: list[Sheet] = []
        self.external = False
        self._only = only
        self._names_only = names_only
        self._left = Rows.budget()
        self._tables = 0
        self._count = 0
        self._skipped = 0
        self._undisplayed: set[str] = set()
        self._style = ""
        self._rows: Rows | None = None
        self._name = ""
        self._hidden = self._linked = False
        self._row = self._column = self._repeated = 0
        self._cell: dict[str, str] | None = None
        self._parts: list[str] = []
        self._paragraphs = 0
        self._taking = 0

    @property
    def several(self) -> bool:
        """Whether there is more than one sheet."""
        return self._count > 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
        elif name in _SKIPPED or (self._cell is not None and name.startswith(_DRAW)):
            self._skipped = 1
        elif name in (_CELL, _COVERED):
            self._begin(name, attributes)
        elif name.startswith(_TEXT):
            self._begin_text(name, attributes)
        elif name == _ROW:
            self._repeated = _number(attributes.get(f"{_TABLE}number-rows-repeated"), MAX_ROWS)
            self._column = 0
            if self._rows is not None and attributes.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                self._rows.hide_row(self._row, self._repeated)
        elif name == f"{_TABLE}table-column":
            self._begin_column(attributes)
        elif name == f"{_TABLE}table":
            self._begin_table(attributes)
        elif name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif name == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._undisplayed.add(self._style)
        elif name in (f"{_TABLE}table-source", f"{_TABLE}cell-range-source", f"{_TABLE}dde-link"):
            self.external = True
            self._linked = self._linked or name == f"{_TABLE}table-source"

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif name in (_CELL, _COVERED):
            self._finish()
        elif name == f"{_TEXT}p" and self._taking:
            self._taking -= 1
        elif name == _ROW and self._tables == 1:
            self._row += self._repeated
        elif name == f"{_TABLE}table" and self._tables:
            self._tables -= 1
            if not self._tables:
                self._finish_table()

    def text(self, data: str) -> None:
        """Text between elements."""
        if self._taking and not self._skipped:
            self._parts.append(data)

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            return
        self._name = attributes.get(f"{_TABLE}name", "")
        self._hidden = attributes.get(f"{_TABLE}style-name", "") in self._undisplayed
        self._linked = False
        self._row = self._column = 0
        wanted = not self._names_only and (self._only is None or self._name == self._only)
        self._rows = Rows(self._left) if wanted else None

    def _finish_table(self) -> None:
        if self._linked or self._count >= MAX_SHEETS:  # what is kept of another file is no sheet of this one
            self._rows = None
            return
        self._count += 1
        if self._rows is not None:
            self.sheets.append(self._rows.sheet(self._name, hidden=self._hidden, among=False))
        elif self._names_only:
            self.sheets.append(Sheet(name=self._name, rows=[]))
        self._rows = None

    def _begin_column(self, attributes: dict[str, str]) -> None:
        many = _number(attributes.get(f"{_TABLE}number-columns-repeated"), MAX_COLUMNS)
        if self._rows is not None and attributes.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self._rows.hide_columns(self._column, self._column + many - 1)
        self._column += many

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if self._rows is None or self._tables > 1:
            return
        self._cell = attributes
        self._parts.clear()
        self._paragraphs = 0
        rows, columns = (_number(attributes.get(f"{_TABLE}number-{each}-spanned"), most) for each, most in (("rows", MAX_ROWS), ("columns", MAX_COLUMNS)))
        if name == _CELL and (rows > 1 or columns > 1):
            self._rows.merge((self._row, self._column, self._row + rows - 1, self._column + columns - 1))

    def _begin_text(self, name: str, attributes: dict[str, str]) -> None:
        if self._cell is None:
            return
        match name.removeprefix(_TEXT):
            case "p":
                if self._paragraphs:
                    self._parts.append("\n")
                self._paragraphs += 1
                self._taking += 1
            case "s":
                self._parts.append(" " * _number(attributes.get(f"{_TEXT}c"), 1000))
            case "tab":
                self._parts.append("\t")
            case "line-break":
                self._parts.append("\n")

    def _finish(self) -> None:
        attributes, self._cell = self._cell, None
        self._taking = 0
        if attributes is None or self._rows is None:
            return
        many = _number(attributes.get(f"{_TABLE}number-columns-repeated"), MAX_COLUMNS)
        cell = _cell_of(attributes, "".join(self._parts))
        formula = f"{_TABLE}formula" in attributes
        if formula:
            self._rows.formulas += 1
        if cell is EMPTY:
            if formula and f"{_OFFICE}value-type" not in attributes:
                self._rows.note(self._row, self._column, "formula")
        else:
            if self._repeated * many > self._left[0]:
                raise Trouble("too-many-cells")
            for row in range(self._row, self._row + self._repeated):
                for column in range(self._column, self._column + many):
                    self._rows.put(row, column, cell)
            if attributes.get(f"{_CALC}value-type") == "error":
                self._rows.note(self._row, self._column, "error")
        self._column += many


def _cell_of(attributes: dict[str, str], shown: str) -> Cell:
    """The value and the text of a cell by what the file says of it."""
    if not attributes.get(f"{_OFFICE}value-type"):
        return Cell(shown, shown) if shown else EMPTY
    kind = attributes[f"{_OFFICE}value-type"]
    for cell in _typed(kind, attributes):
        return Cell(cell.value, shown or cell.text)
    text = (attributes.get(f"{_OFFICE}string-value") if kind == "string" else "") or shown
    return Cell(text, shown or text) if text else EMPTY


def _typed(kind: str, attributes: dict[str, str]) -> Iterator[Cell]:
    """The number, day or truth of a cell, where it holds one that can be read."""
    try:
        match kind:
            case "float" | "percentage" | "currency":
                number = float(attributes[f"{_OFFICE}value"])
                value = int(number) if number == int(number) and abs(number) < 1e15 else number
                yield Cell(value, f"{number * 100:.10g}%" if kind == "percentage" else plain_number(value))
            case "date":
                yield moment_cell(datetime.fromisoformat(attributes[f"{_OFFICE}date-value"]))
            case "boolean":
                truth = attributes[f"{_OFFICE}boolean-value"] == "true"
                yield Cell(truth, "TRUE" if truth else "FALSE")
    except (ValueError, KeyError, OverflowError):
        return


def _number(text: str | None, most: int) -> int:
    """How often something is repeated: once where nothing is said."""
    return min(max(int(text), 1), most) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
