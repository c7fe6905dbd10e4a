"""Columns out of the definitions of the fields: a table that is part of a record becomes columns of its own (dpia.status)."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, get_origin

from ..model.fields import Record, Table, fields_of

TEXT, NUMBER, YES_NO, DATE, TEXTS, TABLES = "text", "number", "yes-no", "date", "texts", "tables"
"""What a column holds: one of these, as a field does,"""
PERIOD, PATH = "period", "path"
"""or what is derived: a length of time; references and names, one after the other;"""
MOMENT, FIELD, SAID = "moment", "field", "said"
"""or what git tells: a time (ISO 8601, with the offset of its clock); a field of a record of the past, and what it said (history.Told)."""


class Column(NamedTuple):
    """One column. `name` is the path of the field; it never changes with the language."""

    name: str
    labels: tuple[str, ...] = ()
    """Where the heading comes from, one part a level: a field ("Activity.dpia"), or a key of [column] in i18n/LANG/tables.toml; () for the name itself."""
    type: str = TEXT
    terms: str = ""
    """Vocabulary whose labels people see; the value itself is an id."""
    ref: str = ""
    """Kind of record whose names people see; the value is an id. "record": the value is a reference such as "processors/mailchimp"."""
    first: bool = False
    """For a reference: the id is the key of the row, and comes before the name."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The parts of the heading."""
        return self.labels or (self.name,)


class Plan(NamedTuple):
    """How a table of the model becomes cells."""

    columns: tuple[Column, ...]
    steps: tuple[tuple[Callable[[Any], Any], "Plan | None"], ...]
    """A getter for each field, and the plan of the table that it holds, if it holds one."""
    blanks: tuple[None, ...]


_TYPES = {"str": TEXT, "int": NUMBER, "bool": YES_NO, "date": DATE}


@cache
def plan_of(table: type[Table]) -> Plan:
    """The plan of a table: its id where it is a record, then every field in the order of the definitions."""
    columns: list[Column] = []
    steps: list[tuple[Callable[[Any], Any], Plan | None]] = []
    if issubclass(table, Record):
        columns.append(Column("id", ("id",), first=True))
        steps.append((attrgetter("id"), None))
    for field in fields_of(table):
        label, get = f"{table.__name__}.{field.name}", attrgetter(field.name)
        if field.table is not None and not field.many:
            inner = plan_of(field.table)
            columns += [column._replace(name=f"{field.name}.{column.name}", labels=(label, *column.labels)) for column in inner.columns]
            steps.append((get, inner))
            continue
        if get_origin(field.type) is dict:
            continue  # vocabulary.toml: its entries are rows
        kind = (TABLES if field.table else TEXTS) if field.many else _TYPES[field.type.__name__]
        columns.append(Column(field.name, (label,), kind, field.about.terms, field.about.ref))
        steps.append((get, None))
    return Plan(tuple(columns), tuple(steps), (None,) * len(columns))


def cells(plan: Plan, table: Table, row: list[Any] | None = None) -> list[Any]:
    """The values of a table, one a column of its plan, added to `row`."""
    row = [] if row is None else row
    for get, inner in plan.steps:
        value = get(table)
        if inner is None:
            row.append(value)
        elif value is None:
            row += inner.blanks
        else:
            cells(inner, value, row)
    return row


@cache
def holds(table: type[Table], wanted: type[Table]) -> tuple[tuple[str, bool, type[Table]], ...]:
    """The fields of a table that are, or lead to, tables of a class: (name, whether there are many, class)."""
    return tuple((field.name, field.many, field.table) for field in fields_of(table) if field.table is not None and _leads(field.table, wanted))


@cache
def _leads(table: type[Table], wanted: type[Table]) -> bool:
    return table is wanted or any(field.table is not None and _leads(field.table, wanted) for field in fields_of(table))
