"""How the columns of a table become keys: as a known layout has it, as the headings let one expect, or as map.toml says."""

from typing import Any, NamedTuple

import msgspec

from .grid import KINDS, Column, Grid
from .headings import NOTHING, Meaning, meaning_of
from .keys import UNDECIDED, keys_of
from .layouts import Layout, layout_of
from .quick import is_unfilled, read_terms

_SPELLED = 200
"""Columns of which a misspelled heading is recognised."""


class TableMap(msgspec.Struct, kw_only=True):
    """The mapping of one table."""

    sheet: str
    kind: str
    heading: tuple[int, int]
    """First and last row of the headings, counted from 0."""
    columns: dict[str, str]
    """The key of each column, by the column's name; "?" and "-" for what is not decided and what is left out on purpose."""
    meanings: dict[str, Meaning] = {}
    """What the heading could mean, for what was proposed here."""
    values: dict[str, dict[str, str]] = {}
    """Per column: what a text stands for."""
    constants: dict[str, Any] = {}
    """What holds for every record of the table."""
    record: str = ""
    """The column that names the record."""
    layout: str = ""
    """The known layout that the table has."""


class Named(NamedTuple):
    """A column with the key that it is mapped to."""

    column: Column
    key: str


def propose(grid: Grid, kind: str | None) -> TableMap:
    """The mapping that the headings of a table suggest; `kind` where it is known what its rows are."""
    layout = layout_of(grid)
    kind = kind or (layout.kind if layout else _kind_of(grid))
    meanings = {column.name: _meaning(layout, kind, column, number < _SPELLED) for number, column in enumerate(grid.columns)}
    _tell_apart(grid, kind, meanings)
    _by_what_is_in_it(grid, kind, meanings)
    columns = {name: found.key or UNDECIDED for name, found in meanings.items()}
    _once(columns, meanings)
    made = TableMap(sheet=grid.sheet.name, kind=kind, heading=grid.heading, columns=columns, meanings=meanings)
    if layout:
        made.layout, made.constants, made.values = layout.name, dict(layout.constants), _values(layout, grid)
    made.record = _record(made, layout)
    return made


def _meaning(layout: Layout | None, kind: str, column: Column, near: bool) -> Meaning:
    if layout is not None and (key := layout.key_of(column)):
        return Meaning((key,), True)
    found = meaning_of(kind, column.parts, column.spread, near=near) if column.parts else NOTHING
    known = keys_of(kind)
    # “Verwerkers: verwerkersovereenkomst” is about the agreement with them
    keys = tuple(key if key in known else key.partition(".")[2] for key in found.keys)
    return found._replace(keys=tuple(key for key in keys if key in known))


def _kind_of(grid: Grid) -> str:
    """The kind of record that most headings are of; an activity where it makes no difference."""
    points = {}
    for kind in KINDS:
        found = [meaning_of(kind, column.parts, column.spread, near=False) for column in grid.columns[:_SPELLED] if column.parts]
        points[kind] = sum(2 if each.sure else 1 if each.keys else 0 for each in found)
        if kind != "activity" and not any("name" in each.keys for each in found):
            points[kind] = 0
    activity = points.pop("activity")
    best = max(points, key=lambda kind: points[kind])
    return best if points[best] > activity else "activity"


def _tell_apart(grid: Grid, kind: str, meanings: dict[str, Meaning]) -> None:
    """What two keys could claim falls to one of them where the other has a column of its own."""
    taken = {found.key for found in meanings.values() if found.key and found.sure}
    for column in grid.columns:
        found = meanings[column.name]
        if len(found.keys) > 1 and found.sure and len(free := tuple(key for key in found.keys if key not in taken)) == 1 and "name" in found.keys:
            meanings[column.name] = Meaning(free, False)
            taken.add(free[0])


def _by_what_is_in_it(grid: Grid, kind: str, meanings: dict[str, Meaning]) -> None:
    """A heading that could mean two things means the one whose vocabulary nearly every cell below it is of: “Wie” over “cliënten”, “medewerkers”."""
    for column in grid.columns:
        found = meanings[column.name]
        vocabularies = {key: field.about.terms for key in found.keys if (field := keys_of(kind)[key].field) is not None and field.about.terms}
        if len(found.keys) < 2 or len(vocabularies) != 1:
            continue
        [(key, vocabulary)] = vocabularies.items()
        cells = (grid.cell(row, column.number)[0] for row in grid.rows[:_LOOKED_AT])
        texts = [cell.text for cell in cells if cell is not None and not is_unfilled(cell.text)]
        known = sum(any(piece.value is not None for piece in read_terms(vocabulary, text)) for text in texts)
        if texts and known >= _MOST * len(texts):
            meanings[column.name] = Meaning((key,), False)


_LOOKED_AT = 200
"""Rows that tell what a column is of."""
_MOST = 0.75

_SINGLE = frozenset({"name", "id", "description", "role", "status", "started", "ended", "created", "owner", "last_review", "next_review", "reviewed_by"})


def _once(columns: dict[str, str], meanings: dict[str, Meaning]) -> None:
    """Two columns for a key that holds one value: the surer one has it, or the first; the other is left to be decided."""
    first: dict[str, str] = {}
    for name, key in columns.items():
        if key not in _SINGLE:
            continue
        other = first.setdefault(key, name)
        if other != name:
            loser = other if meanings[name].sure and not meanings[other].sure else name
            columns[loser] = UNDECIDED
            first[key] = name if loser == other else other


def _values(layout: Layout, grid: Grid) -> dict[str, dict[str, str]]:
    """The texts that a layout has translations for, by column."""
    return {column.name: dict(found) for column in grid.columns if (found := layout.values.get(layout.key_of(column), {}))}


def _record(made: TableMap, layout: Layout | None) -> str:
    """The column that names the record: the one of its name, else the one of its purpose (as the ICO's tables have it)."""
    for key in ("name", *((layout.record,) if layout and layout.record else ()), *(("purposes.purpose", "process") if made.kind == "activity" else ())):
        for name, mapped in made.columns.items():
            if mapped == key:
                return name
    return ""


def candidates(kind: str, found: Meaning) -> list[str]:
    """The keys that an undecided heading could mean."""
    return [key for key in found.keys if key in keys_of(kind)]
