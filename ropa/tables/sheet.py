"""A table filled for a register: the rows that were asked for, and how people see them."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from .catalogue import TABLES, AuditTable
from .columns import NUMBER, Column
from .view import Cell, Shown, View
from .where import Condition, column_of, test_of


class Sheet(NamedTuple):
    """A filled table. `rows` are ids and values, as in the files; `shown` tells what people see of them."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[list[Any]]
    shown: list[Shown]
    upright: bool
    words: tuple[str, str]
    """The headings of an upright table: field, value."""

    def cells(self) -> tuple[list[str], Iterable[list[Cell]]]:
        """Headings and rows as people see them; an upright table has a row a field."""
        shown = self.shown
        if not self.upright:
            return [column.heading for column in shown], ([column.show(row[column.place]) for column in shown] for row in self.rows)
        return list(self.words), ([column.heading, column.show(row[column.place])] for row in self.rows for column in shown)


def fill(view: View, table: AuditTable, conditions: Sequence[Condition] = (), names: Sequence[str] = ()) -> Sheet:
    """The rows of a table that meet all conditions; with `names` those columns alone, in that order.

    Raises NoColumnError or BadConditionError, see where.py.
    """
    tests = [test_of(view, table, condition) for condition in conditions]
    rows = [row for row in table.rows(view) if all(test(row) for test in tests)] if tests else list(table.rows(view))
    columns, upright = table.columns, table.upright
    if names:
        chosen = [column_of(view, table, name) for name in names]
        columns = tuple(columns[place] for place in chosen)
        rows = [[row[place] for place in chosen] for row in rows]
    labels = view.words.tables()["column"]
    return Sheet(table.name, view.title(table.name), columns, rows, view.shown(columns), upright, (labels["field"], labels["value"]))


def index(view: View) -> Sheet:
    """The list of all tables: name, title and how many rows each has."""
    columns = (Column("table", ("table",)), Column("title", ("title",)), Column("rows", ("rows",), NUMBER))
    rows = [[table.name, view.title(table.name), None if table.costly else sum(1 for _ in table.rows(view))] for table in TABLES]
    return Sheet("tables", view.title("tables"), columns, rows, view.shown(columns), False, ("", ""))
