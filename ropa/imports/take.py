"""A file from beginning to end: which of its sheets hold records, in which layout, and the records in the making that come of them."""

from itertools import islice

from ..errors import Failure
from ..i18n import Texts
from ..register import Register
from .build import Desk, build, make_desk
from .drafts import Entry, Outcome, Said, SheetCount
from .files.sheets import Sheet, Workbook
from .forms import read_form
from .grid import KINDS, Grid, filled, find_grid
from .headings import plain_words
from .keys import near_text
from .layouts import Layout, form_of, layout_of
from .mapping import TableMap, propose

_MOST_TOLD = 5_000
"""Cells of a sheet that was passed over that are told one by one."""


class Plan:
    """What is to be done with each sheet of a workbook."""

    def __init__(self, book: Workbook) -> None:
        """Nothing yet."""
        self.book = book
        self.forms: list[tuple[Sheet, Layout]] = []
        self.tables: list[tuple[Grid, TableMap]] = []
        self.skipped: list[SheetCount] = []

    @property
    def maps(self) -> list[TableMap]:
        """The mappings of its tables."""
        return [mapping for _, mapping in self.tables]


def plan_of(book: Workbook, kind: str | None, maps: list[TableMap] | None, words: Texts, *, named: bool = False) -> Plan:
    """What to do with a workbook: as map.toml says, else as its sheets look; a sheet that the user named is never passed over for its name.

    Raises Failure where the map names a sheet, column or record that is not there, and where a table has no column that names its rows.
    """
    plan = Plan(book)
    if maps is not None:
        for mapping in maps:
            plan.tables.append(_mapped(book, mapping, words))
        return plan
    kinds = (kind,) if kind else KINDS
    skip: set[tuple[str, ...]] = set()
    for sheet in book.sheets:
        if (form := form_of(sheet)) is not None:
            skip |= form.skip
        elif (grid := find_grid(sheet, kinds=kinds)) is not None and (layout := layout_of(grid)) is not None:
            skip |= layout.skip
    for sheet in book.sheets:
        if named or not _passed_over(plan, sheet, skip):
            _sort(plan, sheet, kind, kinds)
    return plan


def _passed_over(plan: Plan, sheet: Sheet, skip: set[tuple[str, ...]]) -> bool:
    """Whether a sheet holds no records, as its name or its being hidden tells."""
    why = "hidden" if sheet.hidden else "template" if plain_words(sheet.name) in skip else ""
    if why and sheet.rows:
        plan.skipped.append(SheetCount(sheet=sheet.name, skipped=why))
    return bool(why)


def _sort(plan: Plan, sheet: Sheet, kind: str | None, kinds: tuple[str, ...]) -> None:
    """Put a sheet with the forms or the tables."""
    if not sheet.rows:
        return
    if (form := form_of(sheet)) is not None and kind in (None, "activity"):
        plan.forms.append((sheet, form))
    else:
        grid = find_grid(sheet, kinds=kinds)
        if grid is None or not grid.rows:
            plan.skipped.append(SheetCount(sheet=sheet.name, skipped="no-table" if grid is None else "no-rows"))
            return
        plan.tables.append((grid, propose(grid, kind)))


def _mapped(book: Workbook, mapping: TableMap, words: Texts) -> tuple[Grid, TableMap]:
    from .files.sheets import chosen

    sheet = book.sheets[0] if not mapping.sheet or len(book.sheets) == 1 else chosen(book.sheets, mapping.sheet, book.path)
    grid = find_grid(sheet, mapping.heading)
    names = [column.name for column in grid.columns] if grid else []
    for name in [*mapping.columns, mapping.record]:
        if name and name not in names:
            raise Failure("import.map-column", sheet=sheet.name or book.path, column=name, near=near_text(name, names, words))
    if grid is None:
        raise Failure("import.map-column", sheet=sheet.name or book.path, column=mapping.record, near="")
    return grid, mapping


def take(plan: Plan, register: Register, words: Texts) -> Outcome:
    """The records in the making of a workbook: first its forms, which know more than its lists. Raises Failure where rows have no name."""
    desk: Desk = make_desk(register, words)
    for grid, mapping in plan.tables:
        if not mapping.record:
            columns = ", ".join(f"“{column.name}”" for column in grid.columns[:12])
            raise Failure("import.no-record", sheet=grid.sheet.name or plan.book.path, row=grid.heading[-1] + 1, columns=columns, path=plan.book.path)
    for sheet, layout in plan.forms:
        read_form(sheet, layout, desk)
    # parties and places first: rows of activities name them
    for grid, mapping in sorted(plan.tables, key=lambda each: each[1].kind == "activity"):
        build(grid, mapping, desk)
    for count in plan.skipped:
        if count.skipped in ("hidden", "no-table"):
            _tell(plan.book, count.sheet, desk)
    order = {sheet.name: number for number, sheet in enumerate(plan.book.sheets)}
    desk.outcome.sheets = sorted([*desk.outcome.sheets, *plan.skipped], key=lambda sheet: order[sheet.sheet])
    return desk.outcome


def _tell(book: Workbook, name: str, desk: Desk) -> None:
    """Put the cells of a sheet that was passed over into the report."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == name)
    for row, column, cell in islice(filled(sheet), _MOST_TOLD):
        desk.outcome.entries.append(Entry(name, Said(sheet.address(row, column), "", cell.text), "skipped"))
