"""Filters: `--where column=value`, with !=, ~ (contains), <, >, <=, >=."""

import re
from collections.abc import Callable
from datetime import date
from operator import ge, gt, le, lt
from typing import Any, NamedTuple

from ..model.fields import Nothing
from . import columns as kinds
from .catalogue import AuditTable
from .columns import Column
from .history import Told
from .view import View

Test = Callable[[list[Any]], bool]

_CONDITION = re.compile(r"\s*([^=!~<>]+?)\s*(!=|<=|>=|=|~|<|>)\s*(.*?)\s*", re.DOTALL)
_ORDER = {"<": lt, ">": gt, "<=": le, ">=": ge}


class Condition(NamedTuple):
    """A condition as it was typed."""

    column: str
    sign: str
    value: str


class BadConditionError(ValueError):
    """What was typed is no condition, or compares what has no order."""


class NoColumnError(LookupError):
    """The table has no such column."""


def parse(text: str) -> Condition:
    """The parts of a condition. Raises BadConditionError where it is none."""
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise BadConditionError(text)
    return Condition(found[1], found[2], found[3])


def column_of(view: View, table: AuditTable, name: str) -> int:
    """The place of a column: by its name, else by its heading in the language of the view. Raises NoColumnError where there is none."""
    for index, column in enumerate(table.columns):
        if column.name == name:
            return index
    wanted = name.casefold()
    for shown in view.shown(table.columns):
        if shown.heading.casefold() == wanted:
            return shown.place
    raise NoColumnError(name)


def test_of(view: View, table: AuditTable, condition: Condition) -> Test:
    """The function that says whether a row meets a condition.

    `=` and `~` look at ids, labels and names, and at each element of a list, whatever the case of letters; an empty value means: not filled in.
    Raises NoColumnError, or BadConditionError where < or > is asked of what is no date or number.
    """
    index = column_of(view, table, condition.column)
    column = table.columns[index]
    if condition.sign in _ORDER:
        compare, limit = _ORDER[condition.sign], _limit(column, condition.value)
        if column.type == kinds.MOMENT:
            return lambda row: compare(_day(row[index]), limit)
        return lambda row: row[index] is not None and compare(row[index], limit)
    words, wanted = _words(view, column), condition.value.casefold()
    if condition.sign == "~":
        return lambda row: any(wanted in word.casefold() for word in words(row[index]))
    meets: Test = (lambda row: any(wanted == word.casefold() for word in words(row[index]))) if wanted else lambda row: row[index] in (None, [], "")
    return meets if condition.sign == "=" else lambda row: not meets(row)


def _limit(column: Column, value: str) -> date | int:
    try:
        if column.type in (kinds.DATE, kinds.MOMENT):
            return date.fromisoformat(value)
        if column.type == kinds.NUMBER:
            return int(value)
    except ValueError:
        pass
    raise BadConditionError(value)


def _day(moment: str) -> date:
    """The day of a time, by its own clock."""
    return date.fromisoformat(moment[:10])


def _words(view: View, column: Column) -> Callable[[Any], list[str]]:
    """The function that gives what a value can be called."""
    show = view.shower(column)
    single = view.shower(column._replace(type=kinds.TEXT))

    def words(value: Any) -> list[str]:
        match value:
            case None:
                return []
            case Nothing():
                return [value.value, str(show(value))]
            case bool():
                return ["true" if value else "false", str(show(value))]
            case str() if column.type == kinds.MOMENT:
                return [value, value[:10], str(show(value))]
            case str():
                return [value, str(single(value))]
            case Told():
                return [value.key() if column.type == kinds.FIELD else str(value.value), str(show(value))]
            case list() if column.type in (kinds.TEXTS, kinds.PATH):
                names = [str(single(item)) for item in value] if column.type == kinds.TEXTS else []
                return [*value, *names, str(show(value))]
        return [value.isoformat() if isinstance(value, date) else str(show(value))]

    return words
