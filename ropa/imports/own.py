"""What `ropa export` wrote: the audit tables, read back. Every field is in one of them; what follows from others (periods, findings) is passed over.

People change such a workbook and bring it back, so it is read as they see it: labels and names become ids again. JSON holds the ids themselves.
"""

import json
import re
from datetime import date
from typing import Any

from ..i18n import LANGUAGES, texts
from ..output.safe import plain
from ..tables import columns as types
from ..tables.catalogue import BY_NAME as TABLES
from ..tables.catalogue import AuditTable
from ..tables.columns import Column
from ..tables.machine import SCHEMA
from ..tables.view import View, split_shown
from .drafts import Outcome, Said, SheetCount
from .files.sheets import Sheet, Workbook
from .grid import cell_at
from .own_records import INSIDE, RECORDS, Filled, Records, Row, day_of

DERIVED = frozenset({"retention", "transfers", "findings", "agenda", "history", "tables"})
"""Tables that follow from the records."""
_DERIVED_COLUMNS = frozenset({"is_special", "is_criminal", "is_national_number"})
_TELLING = 8
"""Headings by which a table without a sheet about itself is known as one of the export."""


def read_own(book: Workbook, raw: bytes, view: View) -> Outcome | None:
    """The records in a file that `ropa export` made; None where it is of another making."""
    outcome = Outcome()
    filled = _of_json(raw, outcome) if book.format in ("json", "jsonl") else _of_sheets(book, view, outcome)
    if filled is None:
        return None
    Records(outcome).take(filled)
    return outcome


# -- from a workbook or csv -----------------------------------------------------------------------------------------------------------------------------


def _of_sheets(book: Workbook, view: View, outcome: Outcome) -> list[Filled] | None:
    sure = any(_is_about(sheet) for sheet in book.sheets)
    found = [(sheet, *known) for sheet in book.sheets if (known := _table_of(sheet, book.format, view.register, sure))]
    if not found:
        return None
    names = _Names(view.register, found)
    filled = []
    others = [sheet for sheet in book.sheets if all(sheet is not each[0] for each in found)]
    outcome.sheets += [SheetCount(sheet=sheet.name, skipped="about" if _is_about(sheet) else "unknown") for sheet in others if sheet.rows]
    present = {table.name for _, table, _ in found}
    for sheet, table, its in found:
        if table.name in DERIVED:
            outcome.sheets.append(SheetCount(sheet=sheet.name, skipped="derived", rows=max(len(sheet.rows) - 1, 0)))
            continue
        filled.append(_Reader(sheet, table, its, names, present, book.format == "csv").read())
    return filled


def _is_about(sheet: Sheet) -> bool:
    return sheet.name in {str(texts(language).tables()["about"]["title"])[:31] for language in LANGUAGES}


def _table_of(sheet: Sheet, layout: str, register: Any, sure: bool) -> tuple[AuditTable, View] | None:
    """The table that a sheet is, and the view in whose language it is written; `sure` says that the workbook is an export, whatever was changed in it."""
    from ..audit import Audit

    if not sheet.rows:
        return None
    headings = [cell.text for cell in sheet.rows[0] if cell.text.strip()]
    for language in LANGUAGES:
        view = View(Audit(register, date.min), texts(language))
        for table in TABLES.values():
            if layout != "csv" and view.title(table.name) != sheet.name:
                continue
            if table.upright:
                labels = view.words.tables()["column"]
                if headings == [labels["field"], labels["value"]]:
                    return table, view
                continue
            known = {shown.heading for shown in view.shown(table.columns)}
            hits = sum(heading in known for heading in headings)
            first = {shown.heading for shown in view.shown(table.columns[:1])}
            # anybody's table may have a column “Id” and a column “Naam”: only many headings that are ours tell
            ours = hits * 2 > len(headings) if sure else hits == len(headings) and (hits >= _TELLING or hits == len(known))
            if ours and first & set(headings):
                return table, view
    return None


class _Names:
    """The ids that names stand for: those of the register, and those that the file itself gives."""

    def __init__(self, register: Any, found: list[tuple[Sheet, AuditTable, View]]) -> None:
        self._ids: dict[str, dict[str, set[str]]] = {}
        self.own: dict[str, dict[str, set[str]]] = {"data-category": {}, "data-subject": {}}
        for kind in RECORDS.values():
            for identity, record in register.by_kind(kind).items():
                for language in LANGUAGES:
                    self._note(kind, texts(language).name(record), identity)
        for vocabulary, terms in (("data-category", register.own_data), ("data-subject", register.own_subjects)):
            for identity, term in terms.items():
                self.own[vocabulary].setdefault(term.name, set()).add(identity)
        for sheet, table, view in found:
            self._of_sheet(sheet, table, view)

    def _note(self, kind: str, name: str, identity: str) -> None:
        self._ids.setdefault(kind, {}).setdefault(name, set()).add(identity)

    def _of_sheet(self, sheet: Sheet, table: AuditTable, view: View) -> None:
        kind = RECORDS.get(table.name)
        if kind is None and table.name != "vocabulary":
            return
        places = _places(sheet, table, view)
        for number in range(1, len(sheet.rows)):
            row = {name: cell.text for name, column in places.items() if (cell := cell_at(sheet, number, column))}
            identity = row.get("id", "")
            if kind is None:
                wanted = {str(label): name for name, label in view.words.tables()["vocabularies"].items()}.get(row.get("vocabulary", ""))
                if wanted and row.get("name"):
                    self.own[wanted].setdefault(row["name"], set()).add(identity)
            else:
                name = row.get("name") or row.get("standard") or row.get("kind") or identity
                self._note(kind, name, identity)
                self._note(kind, f"{name} ({identity})", identity)

    def identity(self, kind: str, name: str) -> str | None:
        """The id of the one record of that name."""
        found = self._ids.get(kind, {}).get(name, set())
        if len(found) == 1:
            return next(iter(found))
        known = found or {identity for ids in self._ids.get(kind, {}).values() for identity in ids}
        return name if name in known else None


def _places(sheet: Sheet, table: AuditTable, view: View) -> dict[str, int]:
    """The place of each column of a table in the sheet, by its name; of a reference the place of its id."""
    headings = {cell.text: column for column, cell in reversed(list(enumerate(sheet.rows[0])))}
    found: dict[str, int] = {}
    for shown in view.shown(table.columns):
        if shown.heading in headings:
            name = table.columns[shown.place].name
            if name not in found or shown.heading.endswith(" (id)"):
                found[name] = headings[shown.heading]
    return found


class _Reader:
    """One sheet."""

    def __init__(self, sheet: Sheet, table: AuditTable, view: View, names: _Names, present: set[str], is_csv: bool) -> None:
        self.sheet, self.table, self.view, self.names, self.present, self.is_csv = sheet, table, view, names, present, is_csv
        self.cut = str(view.words.tables()["about"]["cut"])
        self.yes = {view.words.ui("yes"): True, view.words.ui("no"): False}
        self.none = view.words.ui("none")
        self._terms: dict[str, dict[str, str]] = {}

    def read(self) -> Filled:
        rows = self._upright() if self.table.upright else self._lines()
        return Filled(self.table, self.sheet.name, rows)

    def _upright(self) -> list[tuple[Row, list[Said]]]:
        """A row a field."""
        by_heading = {shown.heading: shown.place for shown in self.view.shown(self.table.columns)}
        row: Row = {}
        left: list[Said] = []
        for number in range(1, len(self.sheet.rows)):
            heading, cell = cell_at(self.sheet, number, 0), cell_at(self.sheet, number, 1)
            if cell is None:
                continue
            said = Said(self.sheet.address(number, 1), heading.text if heading else "", cell.text)
            place = by_heading.get(said.heading)
            if place is None:
                left.append(said)
            else:
                self._take(row, left, self.table.columns[place], cell, said)
        return [(row, left)] if row else []

    def _lines(self) -> list[tuple[Row, list[Said]]]:
        places = _places(self.sheet, self.table, self.view)
        columns = [(column, places[column.name]) for column in self.table.columns if column.name in places]
        beside = self._beside(places)
        known = {*places.values(), *beside.values()}
        found = []
        for number in range(1, len(self.sheet.rows)):
            row: Row = {}
            left: list[Said] = []
            for column, place in columns:
                if (cell := cell_at(self.sheet, number, place)) is not None:
                    self._take(row, left, column, cell, self._said(number, place, cell.text))
            for name, place in beside.items():
                if (cell := cell_at(self.sheet, number, place)) is not None and not self._agrees(row, name, cell.text):
                    left.append(self._said(number, place, cell.text))
            for place, cell in enumerate(self.sheet.rows[number]):
                if place not in known and cell.text.strip():
                    left.append(self._said(number, place, cell.text))
            if row or left:
                found.append((row, left))
        return found

    def _said(self, row: int, column: int, text: str) -> Said:
        heading = cell_at(self.sheet, 0, column)
        return Said(self.sheet.address(row, column), heading.text if heading else "", text)

    def _beside(self, places: dict[str, int]) -> dict[str, int]:
        """The columns that only name what an id beside them says."""
        headings = {cell.text: column for column, cell in reversed(list(enumerate(self.sheet.rows[0])))}
        found = {}
        for shown in self.view.shown(self.table.columns):
            name = self.table.columns[shown.place].name
            if shown.heading in headings and headings[shown.heading] != places.get(name):
                found[name] = headings[shown.heading]
        return found

    def _agrees(self, row: Row, name: str, text: str) -> bool:
        """Whether the name beside an id is that of the record, as far as anyone knows."""
        identity = row.get(name)
        column = next(column for column in self.table.columns if column.name == name)
        if identity is None:
            return False
        known = self.names.identity(column.ref, text)
        return known in (None, identity) or column.ref == "record"

    def _take(self, row: Row, left: list[Said], column: Column, cell: Any, said: Said) -> None:
        """Give the row the value of a cell, or leave the cell."""
        if column.name in _DERIVED_COLUMNS:
            return
        if column.type == types.TABLES:
            if cell.text == self.none:
                row[column.name] = "none"
            elif not self._elsewhere(column.name) and not self._stands(row, column, cell.text):
                left.append(said)
            return
        value = None if cell.text.endswith(self.cut) else self._value(column, cell)
        if value is None:
            left.append(said)
        else:
            row[column.name] = value

    def _stands(self, row: Row, column: Column, text: str) -> bool:
        """Whether a list that is summed up in one cell is the one that the register has."""
        kind = RECORDS.get(self.table.name)
        here: Any = self.view.register.by_kind(kind).get(row.get("id", "")) if kind else self.view.register.organisation
        for part in column.name.split("."):
            here = getattr(here, part, None)
        shown = self.view.shower(column)(here)
        return isinstance(shown, str) and plain(shown, lines=True) == text

    def _elsewhere(self, name: str) -> bool:
        """Whether the elements of a list of tables have a sheet of their own in this file."""
        kind = RECORDS.get(self.table.name, "register")
        table = next((table for table, (of, field) in INSIDE.items() if (of, field) == (kind, name)), None)
        last = name.rpartition(".")[2]
        return (table or {"certificates": "demands"}.get(last, last)) in self.present

    def _value(self, column: Column, cell: Any) -> Any:
        """The value of a cell as the files have it; None where it cannot be understood."""
        text = cell.text
        match column.type:
            case types.YES_NO:
                return self.yes.get(text)
            case types.NUMBER:
                return int(text) if re.fullmatch(r"-?\d{1,18}", text) else None
            case types.DATE:
                return day_of(cell.value if isinstance(cell.value, date) else text)
            case types.TEXTS:
                if text == self.none:
                    return "none"
                items = [self._one(column, item) for item in split_shown(text)]
                return None if None in items else items
        return self._one(column, self._plain(text))

    def _plain(self, text: str) -> str:
        """A text without the apostrophe that keeps a csv from being a formula."""
        return text[1:] if self.is_csv and re.match(r"'\s*[=+\-@\t\r＝＋－＠]", text) else text

    def _one(self, column: Column, text: str) -> str | None:
        if column.ref:
            if column.ref == "record" or (column.type == types.TEXT and column.name in ("id", self.table.columns[0].name)):
                return text
            if column.type == types.TEXT:  # the column of the id
                return text
            return self.names.identity(column.ref, text)
        return self._term(column.terms, text) if column.terms else text

    def _term(self, vocabulary: str, text: str) -> str | None:
        for each in vocabulary.split("|"):
            own = self.names.own.get(each, {}).get(text, set())
            if len(own) == 1:
                return next(iter(own))
            if (known := self._labels(each).get(text)) is not None:
                return known
        # what is no value of the vocabulary stands in the export as it stands in the file
        return text if self.table.name == "vocabulary" or re.fullmatch(r"[\w./-]{1,80}", text) else None

    def _labels(self, vocabulary: str) -> dict[str, str]:
        if vocabulary not in self._terms:
            if vocabulary.startswith("table:"):
                self._terms[vocabulary] = {str(label): name for name, label in self.view.words.tables()[vocabulary[6:]].items()}
            elif ":" in vocabulary or vocabulary == "citation":
                self._terms[vocabulary] = {}
            else:
                from .. import law

                self._terms[vocabulary] = {self.view.words.term(vocabulary, name): name for name in reversed(list(law.terms(vocabulary)))}
        return self._terms[vocabulary]


# -- from json ------------------------------------------------------------------------------------------------------------------------------------------


def _of_json(raw: bytes, outcome: Outcome) -> list[Filled] | None:
    tables = _json_tables(raw)
    if tables is None:
        return None
    filled = []
    for name, rows in tables.items():
        if name in DERIVED or name not in TABLES:
            outcome.sheets.append(SheetCount(sheet=name, skipped="derived" if name in DERIVED else "unknown", rows=len(rows)))
            continue
        table = TABLES[name]
        known = {column.name: column for column in table.columns}
        made: list[tuple[Row, list[Said]]] = []
        for number, data in enumerate(rows):
            row = {key: value for key, value in data.items() if value is not None and key in known and key not in _DERIVED_COLUMNS}
            left = [Said(f"{name}[{number}].{key}", key, str(value)) for key, value in data.items() if value is not None and key not in known]
            for key, column in known.items():
                if column.type == types.DATE and key in row:
                    row[key] = day_of(str(row[key])) or row[key]
            made.append((row, left))
        filled.append(Filled(table, name, made))
    return filled


def _json_tables(raw: bytes) -> dict[str, list[Row]] | None:
    try:
        text = raw.decode("utf-8-sig")
        if text.lstrip().startswith('{"table":'):
            tables: dict[str, list[Row]] = {}
            for line in text.splitlines():
                row = json.loads(line)
                tables.setdefault(row.pop("table"), []).append(row)
            return tables
        data = json.loads(text)
        found = data.get("tables") if isinstance(data, dict) and data.get("schema") == SCHEMA else None
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return None
    if not isinstance(found, dict) or not all(isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in found.values()):
        return None
    return found
