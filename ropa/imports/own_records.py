"""The records that the tables of an export make together: rows of records, of lists in them, and of what may stand anywhere in them."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from ..model.fields import Field, Table, fields_of
from ..model.kinds import BY_NAME, KINDS
from ..tables.catalogue import BY_NAME as TABLES
from ..tables.catalogue import AuditTable
from .drafts import Draft, Entry, Outcome, Path, Said, SheetCount, put

INSIDE = {
    "purposes": ("activity", "purposes"),
    "subjects": ("activity", "subjects"),
    "data": ("activity", "data"),
    "controllers": ("activity", "controllers"),
    "decisions": ("activity", "automated_decisions"),
    "cookies": ("activity", "cookies"),
    "breaches": ("activity", "breaches"),
    "sub-processors": ("processor", "sub_processors"),
}
"""Tables of lists: the kind of record and the field."""
RECORDS = {
    "activities": "activity",
    "processors": "processor",
    "recipients": "recipient",
    "agreements": "agreement",
    "locations": "location",
    "certificates": "certificate",
    "measures": "measure",
}
"""Tables of records, each with its kind."""
EVERYWHERE = frozenset({"safeguards", "documents", "sources"})
_LIST = {"demands": ("register", ("policy", "certificates")), "accepted": ("accepted", ("accepted",))}

Row = dict[str, Any]
"""The values of a row by the name of their column, as they stand in the files."""


class Filled(NamedTuple):
    """A table of the export as it was found in a file."""

    table: AuditTable
    sheet: str
    rows: list[tuple[Row, list[Said]]]
    """Each row, with the cells that did not become values."""


class Records:
    """The drafts that the rows of all tables make together."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self._drafts: dict[tuple[str, str], Draft] = {}

    def take(self, filled: list[Filled]) -> None:
        """Make the drafts, in the outcome: first of the records, then of what stands in them."""
        order = {name: number for number, name in enumerate(TABLES)}
        late = [each for each in filled if each.table.name in EVERYWHERE]
        nested = any(isinstance(value, list) and value and isinstance(value[0], dict) for each in filled for row, _ in each.rows for value in row.values())
        for each in sorted(filled, key=lambda each: (each.table.name in EVERYWHERE, order[each.table.name])):
            if nested and (each in late or each.table.name in INSIDE or each.table.name == "demands") and self._holds(filled, each.table.name):
                self.outcome.sheets.append(SheetCount(sheet=each.sheet, skipped="said", rows=len(each.rows)))
                continue
            self._table(each)
        self.outcome.drafts += self._drafts.values()
        self.outcome.whole |= {RECORDS[each.table.name] for each in filled if each.table.name in RECORDS}

    def _holds(self, filled: list[Filled], name: str) -> bool:
        """Whether the records of a JSON hold what a table of it lists."""
        here = {each.table.name for each in filled}
        if name in INSIDE:
            return {"activity": "activities", "processor": "processors"}[INSIDE[name][0]] in here
        return bool(here & {*RECORDS, "organisation"})

    def _table(self, filled: Filled) -> None:
        name = filled.table.name
        count = SheetCount(sheet=filled.sheet, kind=RECORDS.get(name, ""), rows=len(filled.rows), layout="own")
        self.outcome.sheets.append(count)
        paths: Iterable[tuple[Row, list[Said]]] = filled.rows
        if name in EVERYWHERE:
            paths = sorted(filled.rows, key=lambda each: (str(each[0].get("key", "")).count("."), _path(str(each[0].get("key", "")))))
        for row, left in paths:
            draft = self._row(filled, row)
            if draft is None:
                cells = [*left, *(Said(filled.sheet, key, str(value)) for key, value in row.items())]
                self.outcome.entries += [Entry(filled.sheet, said, "no-record") for said in cells]
                continue
            if draft.reference not in count.records:
                count.records.append(draft.reference)
            draft.kept += left
            self.outcome.entries += [Entry(filled.sheet, said, "not-understood", draft.reference) for said in left]

    def _row(self, filled: Filled, row: Row) -> Draft | None:
        """Put a row into its record; None where it names none."""
        name = filled.table.name
        if name in RECORDS:
            identity = row.get("id")
            return self._put(self._draft(RECORDS[name], str(identity), filled.sheet), (), row, ("id",)) if identity else None
        if name == "organisation":
            return self._put(self._draft("register", "", filled.sheet), (), row)
        if name == "vocabulary":
            group = {"data-category": "data", "data-subject": "subjects"}.get(str(row.get("vocabulary")))
            if group is None or not row.get("id"):
                return None
            return self._put(self._draft("vocabulary", "", filled.sheet), (group, str(row["id"])), row, ("id", "vocabulary"))
        if name in _LIST:
            kind, place = _LIST[name]
            number = row.get("nr")
            return self._put(self._draft(kind, "", filled.sheet), (*place, number - 1), row, ("nr",)) if isinstance(number, int) and number > 0 else None
        if name in INSIDE:
            kind, field = INSIDE[name]
            parent, number = row.get(filled.table.columns[0].name), row.get("nr")
            if not parent or not isinstance(number, int) or number < 1:
                return None
            return self._put(self._draft(kind, str(parent), filled.sheet), (field, number - 1), row, (filled.table.columns[0].name, "nr"))
        return self._anywhere(filled, row)

    def _anywhere(self, filled: Filled, row: Row) -> Draft | None:
        folder, _, identity = str(row.get("record", "")).partition("/")
        kind = next((kind for kind in KINDS if kind.place.removesuffix(".toml") == folder), None)
        path = _path(str(row.get("key", "")))
        if kind is None or not path:
            return None
        return self._put(self._draft(kind.name, identity, filled.sheet), path, row, ("record", "key"))

    def _draft(self, kind: str, identity: str, sheet: str) -> Draft:
        if (kind, identity) not in self._drafts:
            self._drafts[kind, identity] = Draft(kind=kind, identity=identity, data={}, kept=[], sheet=sheet, by_place=True)
        return self._drafts[kind, identity]

    def _put(self, draft: Draft, path: Path, row: Row, leave: tuple[str, ...] = ()) -> Draft | None:
        table = BY_NAME[draft.kind].table
        if path and not put(draft.data, path, _at(draft.data, path) or {}):
            return None
        for name, value in row.items():
            if name not in leave:
                place = (*path, *name.split("."))
                put(draft.data, place, _typed(table, place, value))
        return draft


def _at(data: Any, path: Path) -> Any:
    for part in path:
        if isinstance(part, int):
            if not isinstance(data, list) or part >= len(data):
                return None
        elif not isinstance(data, dict) or part not in data:
            return None
        data = data[part]
    return data


def _path(key: str) -> Path:
    """The path of a key as people write it: sub_processors[1].safeguards[2]; () where it is none."""
    found: list[str | int] = []
    for part in key.split("."):
        match = re.fullmatch(r"([a-z_0-9-]+)((?:\[[1-9]\d{0,5}\])*)", part)
        if match is None:
            return ()
        found.append(match[1])
        found += [int(number) - 1 for number in re.findall(r"\d+", match[2])]
    return tuple(found)


def _typed(table: type[Table], path: Path, value: Any) -> Any:
    """A value with the dates that JSON has no type for, all the way down."""
    field = _field_at(table, path)
    return value if field is None else _dated(field, value)


def _field_at(table: type[Table] | None, path: Path) -> Field | None:
    """The field at a path of a record; None where there is none, or where it is an entry of a table by id."""
    field: Field | None = None
    for part in path:
        if isinstance(part, str):
            field = next((each for each in fields_of(table) if each.name == part), None) if table is not None else None
            table = field.table if field is not None else None
    return field


def _dated(field: Field, value: Any) -> Any:
    if isinstance(value, list):
        return [_dated_table(field.table, item) if field.table and isinstance(item, dict) else item for item in value]
    if isinstance(value, dict) and field.table:
        return _dated_table(field.table, value)
    if field.type is date and isinstance(value, str):
        return day_of(value) or value
    return value


def _dated_table(table: type[Table], data: dict[str, Any]) -> dict[str, Any]:
    fields = {field.name: field for field in fields_of(table)}
    return {key: _dated(fields[key], value) if key in fields else value for key, value in data.items()}


def day_of(value: date | str) -> date | None:
    """The day of a cell or a text; None where it is none."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
