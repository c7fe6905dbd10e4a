"""Workbooks of Excel (xlsx, xlsm): the stored values of the cells, with what a reader of the sheet sees of them."""

import posixpath
import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from .archive import Archive, Trouble
from .rows import Rows
from .sheets import Cell, Sheet, Workbook, chosen
from .shown import BUILT_IN, Look, moment_cell, whole

_SPACES = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_LINKS = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
MAX_STRINGS = 4_000_000
MAX_SHEETS = 1_000
_MOST_LOOKS = 100_000


def _local(name: str) -> str:
    """The name of an element of a workbook, "" for one of another namespace."""
    space, _, local = name.rpartition(" ")
    return local if space in _SPACES else ""


class _Entry(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


def read_xlsx(archive: Archive, path: str, wanted: str | None) -> Workbook:
    """The workbook in an archive; only the sheet of that name, where one is given. Raises Failure and Trouble."""
    return _Reader(archive, path).read(wanted)


class _Reader:
    """What the sheets of a workbook share."""

    def __init__(self, archive: Archive, path: str) -> None:
        self._archive = archive
        self._path = path
        self._since_1904 = False
        self._external = False
        self._strings: list[Cell] = []
        self._looks: list[Look | None] = []

    def read(self, wanted: str | None) -> Workbook:
        archive = self._archive
        main = next((part for kind, part, _ in self._links("") if kind == "officeDocument"), "xl/workbook.xml")
        macros = any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in archive.names())
        entries = self._entries(main)
        if not entries:
            raise Trouble("broken")
        self._read_styles(main)
        self._read_strings(main)
        several = len(entries) > 1
        names = [Sheet(name=entry.name, rows=[]) for entry in entries]
        only = chosen(names, wanted, self._path).name if wanted is not None else None
        left = Rows.budget()
        sheets = []
        for entry in entries:
            if only is None or entry.name == only:
                rows = _SheetReader(self._strings, self._looks, self._since_1904, left)
                archive.parse(entry.part, rows.start, rows.end, rows.text)
                sheets.append(rows.sheet(entry, several))
        external = self._external or any("/externallinks/" in name for name in archive.names())
        return Workbook(path=self._path, format="xlsm" if macros else "xlsx", sheets=sheets, macros=macros, external=external)

    def _links(self, part: str) -> Iterator[tuple[str, str, str]]:
        """What a part refers to: the kind, the part that is meant and the id of the reference."""
        folder, name = posixpath.split(part)
        found: list[tuple[str, str, str]] = []

        def start(element: str, attributes: dict[str, str]) -> None:
            if element.endswith(" Relationship"):
                kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
                if attributes.get("TargetMode") != "External":
                    found.append((kind, posixpath.normpath(posixpath.join(folder, target)).lstrip("/"), attributes.get("Id", "")))

        self._archive.parse(posixpath.join(folder, "_rels", f"{name}.rels"), start)
        yield from found

    def _entries(self, main: str) -> list[_Entry]:
        """The sheets with cells, in the order of the workbook."""
        targets = {identity: part for kind, part, identity in self._links(main) if kind == "worksheet"}
        found: list[_Entry] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            match _local(name):
                case "sheet":
                    part = next((targets[key] for space in _LINKS if (key := attributes.get(f"{space} id", "")) in targets), "")
                    if part and len(found) < MAX_SHEETS:
                        found.append(_Entry(attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))
                case "workbookPr":
                    self._since_1904 = attributes.get("date1904") in ("1", "true")
                case "externalReference":
                    self._external = True

        self._archive.parse(main, start)
        return found

    def _part(self, main: str, kind: str, usual: str) -> str:
        return next((part for each, part, _ in self._links(main) if each == kind), usual)

    def _read_styles(self, main: str) -> None:
        """The number format of each style of a cell; None where it says nothing."""
        codes: dict[int, str] = dict(BUILT_IN)
        looks: dict[int, Look | None] = {0: None, 49: None}
        within = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal within
            local = _local(name)
            if local == "numFmt" and len(codes) < _MOST_LOOKS:
                codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
            elif local == "cellXfs":
                within = True
            elif local == "xf" and within and len(self._looks) < _MOST_LOOKS:
                identity = _number(attributes.get("numFmtId"))
                if identity not in looks:
                    looks[identity] = Look(codes[identity]) if identity in codes else None
                self._looks.append(looks[identity])

        def end(name: str) -> None:
            nonlocal within
            if within and _local(name) == "cellXfs":
                within = False

        self._archive.parse(self._part(main, "styles", "xl/styles.xml"), start, end)

    def _read_strings(self, main: str) -> None:
        """The texts that cells share."""
        parts: list[str] = []
        taking = aside = False

        def start(name: str, _: dict[str, str]) -> None:
            nonlocal taking, aside
            local = _local(name)
            if local == "t":
                taking = not aside
            elif local == "rPh":
                aside = True

        def text(data: str) -> None:
            if taking:
                parts.append(data)

        def end(name: str) -> None:
            nonlocal taking, aside
            local = _local(name)
            if local == "t":
                taking = False
            elif local == "rPh":
                aside = False
            elif local == "si":
                if len(self._strings) >= MAX_STRINGS:
                    raise Trouble("too-many-cells")
                self._strings.append(text_cell("".join(parts)))
                parts.clear()

        self._archive.parse(self._part(main, "sharedStrings", "xl/sharedStrings.xml"), start, end, text)


class _SheetReader:
    """The cells of one sheet, out of the events of the parser."""

    def __init__(self, strings: list[Cell], looks: list[Look | None], since_1904: bool, left: list[int]) -> None:
        self._strings = strings
        self._looks = looks
        self._since_1904 = since_1904
        self._rows = Rows(left)
        self._columns: dict[str, int] = {}
        self._tags = {f"{space} {tag}": tag for space in _SPACES for tag in ("row", "c", "v", "t", "f", "is", "rPh", "mergeCell", "col")}
        self._row = -1
        self._column = -1
        self._kind = "n"
        self._style = 0
        self._in_cell = self._taking = self._aside = False
        self._formula = False
        self._parts: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match self._tags.get(name):
            case "c":
                self._begin(attributes)
            case "v":
                self._taking = self._in_cell
            case "t":
                self._taking = self._in_cell and not self._aside
            case "f":
                self._formula = self._in_cell
            case "row":
                number = attributes.get("r")
                self._row = int(number) - 1 if number else self._row + 1
                self._column = -1
                if attributes.get("hidden") in ("1", "true"):
                    self._rows.hide_row(self._row)
            case "rPh":
                self._aside = True
            case "mergeCell":
                if area := _area(attributes.get("ref", "")):
                    self._rows.merge(area)
            case "col" if attributes.get("hidden") in ("1", "true"):
                self._rows.hide_columns(_number(attributes.get("min")) - 1, _number(attributes.get("max")) - 1)

    def text(self, data: str) -> None:
        """Text between elements."""
        if self._taking:
            self._parts.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        match self._tags.get(name):
            case "v" | "t":
                self._taking = False
            case "c":
                self._finish()
            case "rPh":
                self._aside = False

    def sheet(self, entry: _Entry, among: bool) -> Sheet:
        """What was read."""
        return self._rows.sheet(entry.name, hidden=entry.hidden, among=among)

    def _begin(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place and (found := _REFERENCE.fullmatch(place)):
            column = self._columns.get(found[1])
            if column is None:
                column = self._columns[found[1]] = number_of(found[1])
            self._column = column
            self._row = int(found[2]) - 1
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._in_cell = True
        self._formula = False
        self._parts.clear()

    def _finish(self) -> None:
        self._in_cell = self._taking = False
        raw = "".join(self._parts)
        if self._formula:
            self._rows.formulas += 1
        if not raw and self._kind != "str":
            if self._formula:
                self._rows.note(self._row, self._column, "formula")
            return
        cell = self._cell(raw)
        if self._kind == "e":
            self._rows.note(self._row, self._column, "error")
        self._rows.put(self._row, self._column, cell)

    def _cell(self, raw: str) -> Cell:
        match self._kind:
            case "s":
                place = int(raw)
                if not 0 <= place < len(self._strings):
                    raise Trouble("broken")
                return self._strings[place]
            case "b":
                return Cell(raw.strip() in ("1", "true"), "TRUE" if raw.strip() in ("1", "true") else "FALSE")
            case "d":
                try:
                    return moment_cell(datetime.fromisoformat(raw.strip()))
                except ValueError:
                    return text_cell(raw)
            case "n":
                number = float(raw)
                if number != number or number in (float("inf"), float("-inf")):
                    raise Trouble("broken")
                look = self._looks[self._style] if 0 <= self._style < len(self._looks) else None
                return (look or _GENERAL).cell(number, since_1904=self._since_1904)
        return text_cell(raw)


_GENERAL = Look("")


def text_cell(text: str) -> Cell:
    """A text, with the characters that XML cannot hold (_x000D_) put back and line ends made alike."""
    if "_x" in text:
        text = whole(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Cell(text, text)


def number_of(column: str) -> int:
    """The number of a column by its letters: A is 0."""
    number = 0
    for letter in column:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """The range of "B2:D3"."""
    first, _, last = reference.replace("$", "").partition(":")
    one, other = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not one or not other:
        return None
    return int(one[2]) - 1, number_of(one[1]), int(other[2]) - 1, number_of(other[1])


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
