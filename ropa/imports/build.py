"""From the rows of a table to records in the making: which rows are one record, what it is called, and what became of every cell."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..history.compare import name_in_list
from ..i18n import Texts
from ..model.fields import Table, fields_of
from ..model.kinds import BY_NAME
from ..register import Register
from ..said.values import detect_language
from .cells import Content
from .drafts import Draft, Entry, Outcome, Said, SheetCount, put
from .grid import Column, Grid
from .headings import words_of_all
from .keys import IDENTITY, IGNORE, REFERENCE, UNDECIDED, keys_of
from .landing import holds, merged
from .layouts import by_name, is_own_text
from .mapping import TableMap
from .parties import Parties, is_name, name_key
from .quick import is_unfilled, split_values
from .terms_own import OwnTerms


class Desk(NamedTuple):
    """What making records needs beside the table."""

    register: Register
    words: Texts
    outcome: Outcome
    parties: Parties
    terms: OwnTerms


def make_desk(register: Register, words: Texts) -> Desk:
    """An empty desk for a register."""
    outcome = Outcome()
    return Desk(register, words, outcome, Parties(register, words, outcome), OwnTerms(register, words, outcome))


class Group:
    """The rows that are one record."""

    def __init__(self, draft: Draft, sheet: str, outcome: Outcome, many: bool) -> None:
        """Take the draft, and whether it has several rows."""
        self.draft, self.sheet, self.outcome, self.many = draft, sheet, outcome, many
        self._left: set[Said] = set()

    def leave(self, said: Said, why: str, detail: str = "", *, keep: bool = True) -> None:
        """Keep a cell word for word in the notes, and report it."""
        if said in self._left:
            return  # a cell that stands for several rows
        self._left.add(said)
        if keep:
            self.draft.kept.append(said)
        self.outcome.entries.append(Entry(self.sheet, said, why, self.draft.reference if keep else "", detail))

    def add(self, part: dict[str, Any], contents: dict[str, Content]) -> None:
        """Add what a row says; what contradicts an earlier row is kept as it stands."""
        table = BY_NAME[self.draft.kind].table
        for name, new in part.items():
            old = self.draft.data.get(name)
            if old is None:
                self.draft.data[name] = new
                continue
            if isinstance(old, list) and isinstance(new, list):
                found = united([*old, *(item for item in new if item not in old)], table, name)
            else:
                found = merged(table, {name: old}, {name: new})[name]
            if holds(found, old) and holds(found, new):
                self.draft.data[name] = found
                continue
            for content in contents.values():
                if content.key.split(".")[0] == name or (name == "data" and content.key == "retention"):
                    self.leave(content.said, "contradicts")


def united(value: Any, table: type[Table], name: str) -> Any:
    """A list of tables with those together that say the same, or that have one name and do not contradict each other; a purpose has its name and its basis."""
    inner = next((field.table for field in fields_of(table) if field.name == name), None)
    if inner is None or not isinstance(value, list):
        return value
    found: list[dict[str, Any]] = []
    for item in value:
        for place, each in enumerate(found):
            joined = merged(inner, each, item)
            same = inner.__name__ != "Purpose" and name_in_list(each, inner) == name_in_list(item, inner)
            if holds(each, item) or holds(item, each) or (same and holds(joined, each) and holds(joined, item)):
                found[place] = joined
                break
        else:
            found.append(item)
    return found


def build(grid: Grid, mapping: TableMap, desk: Desk) -> SheetCount:
    """Make drafts of the rows of a table, in the outcome of the desk."""
    from .activity import ActivityRow
    from .plain import PlainRow

    count = SheetCount(sheet=grid.sheet.name, kind=mapping.kind, rows=len(grid.rows), layout=mapping.layout)
    desk.outcome.sheets.append(count)
    desk.outcome.whole.add(mapping.kind)
    language = detect_language((cell.text for row in grid.rows[:200] for cell in grid.sheet.rows[row]), desk.words.language)
    maker = ActivityRow if mapping.kind == "activity" else PlainRow
    groups = list(_groups(grid, mapping, desk, count))
    if mapping.kind == "activity":
        _announce(grid, mapping, desk, groups)
    columns = _prepared(grid, mapping)
    for draft, rows in groups:
        group = Group(draft, grid.sheet.name, desk.outcome, len(rows) > 1)
        _constants(draft, mapping)
        for row in rows:
            contents = _contents(grid, columns, row, group)
            part = maker(group, desk, language, contents).make()
            group.add(part, contents)
    layout = by_name(mapping.layout)
    for row, column in grid.outside:
        if layout is None or not is_own_text(layout, grid.sheet.rows[row][column].text):
            _outside(grid, desk, row, column)
    return count


def _constants(draft: Draft, mapping: TableMap) -> None:
    for key, value in mapping.constants.items():
        path = keys_of(mapping.kind)[key].path if key in keys_of(mapping.kind) else tuple(key.split("."))
        put(draft.data, path, value)


def _groups(grid: Grid, mapping: TableMap, desk: Desk, count: SheetCount) -> Iterator[tuple[Draft, list[int]]]:
    """The rows of each record: those of one name, and of one number where there is a column of numbers; rows without a name belong to the row above."""
    name_column = next((column for column in grid.columns if column.name == mapping.record), None)
    number_column = next((column for column in grid.columns if mapping.columns.get(column.name) in (REFERENCE, IDENTITY)), None)
    rows: dict[tuple[str, str], list[int]] = {}
    names: dict[tuple[str, str], str] = {}
    current: tuple[str, str] | None = None
    last = -2
    for row in grid.rows:
        name = _text(grid, row, name_column)
        number = _text(grid, row, number_column)
        if not name and not (number and current and number != current[1]):
            if current is None or row != last + 1:
                _nameless(grid, desk, row)
                continue
        elif not name:
            _nameless(grid, desk, row)
            continue
        else:
            current = (name_key(name), number)
            names.setdefault(current, name)
        rows.setdefault(current, []).append(row)
        last = row
    used: set[str] = set()
    for key, own in rows.items():
        identity = desk.parties.called(mapping.kind, key[1]) or _identity(grid, mapping, desk, own[0], names[key], used)
        used.add(identity)
        draft = desk.parties.draft(mapping.kind, identity, grid.sheet.name)
        if mapping.columns.get(mapping.record) in ("name", UNDECIDED) or not draft.data.get("name"):
            draft.data.setdefault("name", " ".join(names[key].split())[:500])
        count.records.append(draft.reference)
        yield draft, own


def _text(grid: Grid, row: int, column: Column | None) -> str:
    if column is None:
        return ""
    cell, _ = grid.cell(row, column.number)
    return "" if cell is None or is_unfilled(cell.text) else cell.text.strip()


def _identity(grid: Grid, mapping: TableMap, desk: Desk, row: int, name: str, used: set[str]) -> str:
    """The id of a record: what a column of ids says, else the record of that name, else a new one."""
    from ..register import as_id

    column = next((column for column in grid.columns if mapping.columns.get(column.name) == IDENTITY), None)
    if column is not None and (own := as_id(_text(grid, row, column))):
        return own
    return desk.parties.next_of(mapping.kind, name, used, grid.sheet.name)


def _nameless(grid: Grid, desk: Desk, row: int) -> None:
    for column, cell in enumerate(grid.sheet.rows[row]):
        if cell.text.strip():
            _outside(grid, desk, row, column, "no-name")


def _outside(grid: Grid, desk: Desk, row: int, column: int, why: str = "outside") -> None:
    """A cell that belongs to no record is kept in the notes of the register itself."""
    said = Said(grid.sheet.address(row, column), _label(grid, row, column), grid.sheet.rows[row][column].text)
    draft = desk.parties.draft("register", "", grid.sheet.name)
    draft.kept.append(said)
    desk.outcome.entries.append(Entry(grid.sheet.name, said, why, "register"))


def _label(grid: Grid, row: int, column: int) -> str:
    """What stands to the left of a cell, where that is a label."""
    before = next((cell.text.strip() for cell in reversed(grid.sheet.rows[row][:column]) if cell.text.strip()), "")
    return before.rstrip(" :") if before.endswith(":") else ""


class _Prepared(NamedTuple):
    """What is to be known of a column at each of its cells."""

    column: Column
    key: str
    values: dict[str, str]
    naming: bool
    """Whether a cell becomes a name or a value, so that “idem” is none."""
    why: str
    """Why its cells are left, where they are."""
    detail: str


def _prepared(grid: Grid, mapping: TableMap) -> list[_Prepared]:
    found = []
    for column in grid.columns:
        key = mapping.columns.get(column.name, UNDECIDED)
        meaning = mapping.meanings.get(column.name)
        why = "ignored" if key == IGNORE else ("undecided" if meaning and meaning.keys else "unknown-heading") if key == UNDECIDED else ""
        detail = ", ".join(meaning.keys) if meaning and key == UNDECIDED else ""
        found.append(_Prepared(column, key, mapping.values.get(column.name, {}), key.split(".")[0] in _NAMING, why, detail))
    return found


def _contents(grid: Grid, columns: list[_Prepared], row: int, group: Group) -> dict[str, Content]:
    """The cells of a row that are mapped, by column; the others are left. A merged cell holds for each of its rows, and is told once."""
    found: dict[str, Content] = {}
    for each in columns:
        cell, place = grid.cell(row, each.column.number)
        if cell is None:
            continue
        said = Said(grid.sheet.address(*place), each.column.name, cell.text)
        text = each.values.get(cell.text.strip()) if each.values else None
        if each.why:
            group.leave(said, each.why, each.detail, keep=each.why != "ignored")
        elif text is not None:
            found[each.column.name] = Content(said, text, text, each.key)
        elif is_unfilled(cell.text):
            group.leave(said, "unfilled", keep=False)
        elif each.naming and _points_elsewhere(cell.text):
            group.leave(said, "not-understood")
        else:
            found[each.column.name] = Content(said, cell.value, cell.text, each.key)
    return found


_NAMING = ("purposes", "subjects", "data", "retention", "processors", "recipients", "joint_controllers", "controllers", "locations", "measures", "technologies")
"""Keys of which a cell becomes a name or a value: “idem” and “see annex 3” are neither."""


def _points_elsewhere(text: str) -> bool:
    """Whether a cell says no more than where it is said: “idem”, “zie bijlage 3”."""
    if len(text) > 80:
        return False
    plain = text.strip(" \t\n.:()").casefold()
    return plain in words_of_all("ditto") or plain.partition(" ")[0].rstrip(".:") in words_of_all("see")


_KINDS = {"processors": "processor", "joint_controllers": "recipient"}


def _announce(grid: Grid, mapping: TableMap, desk: Desk, groups: list[tuple[Draft, list[int]]]) -> None:
    """Make the names of processors known first: what is named as a recipient elsewhere may be one of them, unless it is a joint controller."""
    columns = [(column, _KINDS[key]) for column in grid.columns if (key := mapping.columns.get(column.name, "")) in _KINDS]
    for _, rows in groups:
        for row in rows:
            for column, kind in columns:
                cell, _ = grid.cell(row, column.number)
                if cell is None or is_unfilled(cell.text):
                    continue
                text = mapping.values.get(column.name, {}).get(cell.text.strip(), cell.text)
                for name in filter(is_name, split_values(text)):
                    desk.parties.announce(kind, " ".join(name.split()))
